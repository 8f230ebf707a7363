"""Every page in every state (the table is states.py): no barrier that a machine finds, by day and in the evening, and
nothing that does not fit, in any size of screen.
"""

import pytest

from tests.browser.cast import Cast
from tests.browser.conftest import Watch
from tests.browser.inspecting import barriers, misfits
from tests.browser.room import PHONE, Room
from tests.browser.states import STATES

pytestmark = pytest.mark.browser


def test_the_inspectors_would_notice(room: Room) -> None:
    page = room.device(PHONE)
    page.goto("/")
    assert barriers(page) == misfits(page) == []
    page.evaluate("() => document.querySelector('label[for=field-code]').remove()")
    assert barriers(page) == ["label: #field-code"]
    page.evaluate("() => { document.querySelector('h1').style.inlineSize = '400px'; }")
    assert [each for each in misfits(page) if each.startswith("sideways")]
    page.evaluate("() => { document.querySelector('h1').style.color = '#9a8f85'; }")
    assert "color-contrast: h1" in barriers(page)


def test_no_state_has_a_barrier_and_every_state_fits(room: Room, watch: Watch) -> None:
    watch.expect("status of 4", "ERR_INTERNET_DISCONNECTED")  # pages that say no, a phone without a network
    cast = Cast(room)
    found = []
    for turn, state in enumerate(STATES):
        people = state.who.split()
        state.way(cast, cast[people[0]])
        for who in people:
            found += [f"{who}, {state.what}: {each}" for each in (*barriers(cast[who]), *misfits(cast[who], turn))]
        state.back(cast, cast[people[0]])
    assert not found, "\n".join(found)
