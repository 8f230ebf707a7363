"""From the scan to the first idea: few taps, few requests, and the cursor stands where one writes."""

from time import monotonic

import pytest
from playwright.sync_api import expect

from tests.browser import room as do
from tests.browser.conftest import Watch
from tests.browser.room import PHONE, Room

pytestmark = pytest.mark.browser

COUNT = """addEventListener("pointerup", () => sessionStorage.taps = Number(sessionStorage.taps ?? 0) + 1, true);"""
TAPS = "() => Number(sessionStorage.taps ?? 0)"


@pytest.mark.parametrize(("naming", "most"), [("names", 3), ("anonymous", 2)])
def test_the_first_idea_lies_there_after_few_taps(room: Room, naming: str, most: int) -> None:
    """Into the name, sit down, lay it on the cloth; where a café does without names, the first one falls away."""
    host = room.lay(naming=naming)
    room.step(host)
    phone = room.device(PHONE)
    phone.context.add_init_script(COUNT)
    begun = monotonic()
    phone.goto("/" + room.facts(host)["tables"][0]["join_token"])
    if naming == "names":
        phone.locator("#field-name").tap()
        phone.keyboard.type("Anna")
    phone.get_by_role("button", name="Platz nehmen", exact=True).tap()
    phone.wait_for_url("**/table")
    expect(do.composer(phone)).to_be_focused()
    phone.keyboard.type("Mehr Pausen")
    phone.get_by_role("button", name="Aufs Tischtuch", exact=True).tap()
    expect(do.cloth(phone).filter(has_text="Mehr Pausen")).to_be_visible()
    print(f"{naming}: {phone.evaluate(TAPS)} taps, {monotonic() - begun:.1f} s")
    assert phone.evaluate(TAPS) <= most


def test_a_reload_does_not_take_the_focus(room: Room) -> None:
    host = room.lay()
    room.step(host)
    phone = room.join(host, "Anna")
    expect(do.composer(phone)).to_be_focused()
    phone.reload()
    do.connected(phone)
    expect(do.composer(phone)).not_to_be_focused()


def test_a_closed_door_and_a_cafe_that_is_over_say_so_kindly(room: Room, watch: Watch) -> None:
    watch.expect("status of 4")
    host = room.lay()
    door = "/" + room.facts(host)["tables"][0]["join_token"]
    host.evaluate(do.POST, [room.at("doors"), {"open": "0"}])
    phone = room.device(PHONE)
    answer = phone.goto(door)
    assert answer and answer.status == 403
    do.shows(phone, "Diese Tür ist zu")
    host.evaluate(do.POST, [room.at("doors"), {"open": "1"}])
    phone.get_by_role("link", name="Noch einmal anklopfen").click()
    expect(phone.get_by_role("button", name="Platz nehmen", exact=True)).to_be_visible()
    while room.facts(host)["stage"] != "closed":
        room.step(host)
    answer = phone.goto(door)
    assert answer and answer.status == 409
    do.shows(phone, "Das Café ist vorbei")
    expect(phone.get_by_role("button", name="Platz nehmen", exact=True)).to_have_count(0)
