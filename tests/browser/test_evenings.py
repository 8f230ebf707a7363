"""Other evenings: without names, with latecomers, ended by the clock, led from two consoles, in English."""

import pytest
from playwright.sync_api import expect

from tests.browser import room as do
from tests.browser.conftest import Watch
from tests.browser.room import PHONE, Room

pytestmark = pytest.mark.browser

CHANNELS = "Weniger Kanäle"
WHO = "Wer entscheidet das eigentlich?"


def test_a_cafe_without_names_shows_none(room: Room) -> None:
    host = room.lay(naming="anonymous")
    wall = room.wall(host)
    anna = room.device(PHONE)
    anna.goto("/" + room.facts(host)["tables"][0]["join_token"])
    do.shows(anna, "Dieses Café kommt ohne Namen aus. Du bekommst eine Nummer.")
    expect(anna.locator("#field-name")).to_have_count(0)
    anna.evaluate(  # and a name that is sent nevertheless is not taken
        "(field) => document.querySelector('.join__form').insertAdjacentHTML('beforeend', field)",
        "<input name=name value=Annegret>",
    )
    do.sit_down(anna)
    ben = room.join(host)
    room.step(host)
    do.stage(anna, "round")
    do.write(anna, CHANNELS)
    expect(do.cloth(ben).filter(has_text=CHANNELS)).to_be_visible()
    expect(do.cloth(ben).locator(".contribution__author")).to_have_count(0)
    room.step(host)
    for screen in (anna, ben, wall, host):
        do.stage(screen, "change")
        do.hides(screen, "Annegret")
    expect(wall.locator(".seating__people")).to_have_count(0)
    notes = host.evaluate(do.GET, room.at("harvest.json"))
    assert "Annegret" not in notes


def test_who_comes_late_sits_at_once_and_the_host_is_told(room: Room) -> None:
    host = room.lay(tables="1", seats="2")
    anna = room.join(host, "Anna")
    room.join(host, "Ben")
    room.step(host)
    do.stage(anna, "round")
    do.write(anna, CHANNELS)
    late = room.join(host, "Zoe")
    expect(do.cloth(late).filter(has_text=CHANNELS)).to_be_visible()
    do.write(late, WHO)
    expect(do.cloth(anna).filter(has_text=WHO)).to_be_visible()
    expect(host.get_by_text("An Tisch 1 kam ein Stuhl dazu.")).to_be_visible()
    expect(do.place(host, 1)).to_contain_text("Zoe")


def test_the_clock_warns_and_ends_the_round_by_itself(room: Room) -> None:
    host = room.lay(minutes="3", round_ending="clock")
    wall, anna, ben = room.wall(host), room.join(host, "Anna"), room.join(host, "Ben", table=2)
    do.press(host, "Runde 1 starten")
    screens = (anna, ben, wall, host)
    for screen in screens:
        do.stage(screen, "round")
        expect(screen.locator("#clock")).to_have_attribute("data-state", "running")
    do.press(host, "−1 Minute")
    for screen in screens:
        expect(screen.locator("#clock")).to_have_attribute("data-state", "warning")
        do.shows(screen, "gleich wechseln")
    do.composer(anna).fill("Noch nicht fertig")
    do.press(host, "−1 Minute")
    do.press(host, "−1 Minute")  # both count, however slow the first; a quarter of a minute is left in any case
    expect(host.locator("body")).to_have_attribute("data-stage", "change", timeout=60_000)
    for screen in screens:
        do.stage(screen, "change")
    do.press(host, "Runde 2 starten")
    do.stage(anna, "round")
    expect(do.composer(anna)).to_have_value("Noch nicht fertig")


def test_two_consoles_never_step_twice(room: Room, watch: Watch) -> None:
    watch.expect("status of 409")
    host = room.lay()
    second = host.context.new_page()
    second.goto(room.at("host"))
    do.connected(second)
    do.press(host, "Runde 1 starten")
    do.stage(second, "round")
    second.evaluate("() => { document.querySelector('#step-next').form.elements.expect.value = 0; }")  # seen too late
    do.press(second, "Zum Tischwechsel", sure=True)
    do.shows(second, "Ein anderes Gerät war schneller.")
    for console in (host, second):
        do.stage(console, "round")
    assert room.facts(host)["stage"] == "round"


def test_a_refused_thought_stays_to_be_mended(room: Room) -> None:
    """It says why it does not lie on the table, and goes back into the field."""
    host = room.lay()
    anna = room.join(host, "Anna")
    room.step(host)
    do.stage(anna, "round")
    other = room.facts(host)["tables"][1]["id"]
    anna.locator("#composer [name=table]").evaluate("(field, id) => { field.value = id; }", other)  # a page gone astray
    do.draft(anna, CHANNELS)
    refused = anna.locator("#outbox li")
    expect(refused).to_contain_text("In dieser Runde sitzt du nicht an diesem Tisch.")
    expect(refused).to_contain_text(CHANNELS)
    do.press(anna, "Ändern und noch einmal")
    expect(do.composer(anna)).to_have_value(CHANNELS)
    expect(refused).to_have_count(0)


def test_an_english_cafe_speaks_english_everywhere(room: Room) -> None:
    room.language = "en"
    host = room.lay(title="Library evening")
    wall, anna = room.wall(host), room.join(host, "Anna")
    for screen in (host, wall, anna):
        assert screen.locator("html").get_attribute("lang") == "en"
    do.shows(wall, "Welcome", "1 guest is here")
    do.press(host, "Start round 1")
    do.stage(anna, "round")
    do.write(anna, "Longer opening hours", category="Change")
    expect(do.cloth(anna)).to_contain_text("Anna")
    for screen in (host, wall, anna):
        do.hides(screen, "Runde", "Tischtuch", "Gäste")
