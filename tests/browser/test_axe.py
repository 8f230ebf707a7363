"""No barrier that a machine can find, on any page, in any state, by day and in the evening: the table is states.py."""

import pytest

from tests.browser.cast import Cast
from tests.browser.conftest import Watch
from tests.browser.inspecting import barriers
from tests.browser.room import PHONE, Room
from tests.browser.states import, BRIEF, WHOLE, State

pytestmark = pytest.mark.browser


def test_the_inspector_would_notice(room: Room) -> None:
    page = room.device(PHONE)
    page.goto("/")
    page.evaluate("() => document.querySelector('label[for=field-code]').remove()")
    assert barriers(page) == ["label: #field-code"]


@pytest.mark.parametrize(
    ("states", "language", "address"),
    [(WHOLE, "de", "informal"), (BRIEF, "en", "informal"), (BRIEF, "de", "formal")],
    ids=["German", "English", "formal German"],
)
def test_no_state_has_a_barrier(
    room: Room, watch: Watch, states: tuple[State, ...], language: str, address: str
) -> None:
    watch.expect("status of 4", "ERR_INTERNET_DISCONNECTED")  # pages that say no, a phone without a network
    room.language = language
    cast = Cast(room, address=address)
    found = []
    for state in states:
        first, *others = (cast[who] for who in state.who.split())
        state.way(cast, first)
        for who, page in zip(state.who.split(), (first, *others), strict=True):
            found += [f"{who}, {state.what}: {each}" for each in barriers(page)]
        state.back(cast, first)
    assert not found, "\n".join(found)
