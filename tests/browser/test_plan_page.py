"""The plan on the host's desk: a name is pulled, or sent by keys; what it brings is told first; there is a way back."""

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser import room as do
from tests.browser.room import LAPTOP, Room

pytestmark = pytest.mark.browser

GUESTS = ("Anna", "Ben", "Cem", "Dora", "Emil", "Fatma")


def cell(desk: Page, round_no: int, table: int) -> Locator:
    return desk.locator("#seating tbody tr").nth(table - 1).locator(f'td[data-round="{round_no}"]')


def seat(desk: Page, round_no: int, name: str) -> Locator:
    return desk.locator(f'td[data-round="{round_no}"] .seat').filter(has_text=name)


def table_of(desk: Page, round_no: int, name: str) -> int:
    rows = desk.locator("#seating tbody tr")
    found = [n for n in range(1, rows.count() + 1) if cell(desk, round_no, n).get_by_text(name).count()]
    return found[0]


def test_names_are_moved_by_hand_and_by_keys_and_taken_back(room: Room) -> None:
    host = room.lay(tables="3")
    for name in GUESTS:
        host.evaluate(do.POST, [room.at("participants"), {"name": name}])
    room.step(host)
    desk = host.context.new_page()
    desk.set_viewport_size(LAPTOP["viewport"])
    desk.goto(room.at("plan"))
    do.connected(desk)
    do.do_not_reload(desk)
    dialog, undo = desk.get_by_role("dialog"), desk.locator("#undo")

    # by mouse, with a look before and a way back
    was = table_of(desk, 2, "Dora")
    there = was % 3 + 1
    pull(desk, seat(desk, 2, "Dora"), cell(desk, 2, there))
    expect(dialog).to_contain_text(f"Runde 2: Dora an Tisch {there}?")
    expect(cell(desk, 2, was)).to_contain_text("Dora")
    dialog.get_by_role("link", name="Abbrechen").click()
    expect(dialog).to_be_hidden()
    pull(desk, seat(desk, 2, "Dora"), cell(desk, 2, there))
    dialog.get_by_role("button", name="Umsetzen").click()
    expect(cell(desk, 2, there)).to_contain_text("Dora")
    expect(desk.locator("[data-told]")).to_have_text(f"Dora sitzt in Runde 2 jetzt an Tisch {there}.")
    expect(undo).to_have_text(f"Rückgängig: Dora zurück an Tisch {was}")
    undo.click()
    expect(cell(desk, 2, was)).to_contain_text("Dora")
    expect(undo).to_have_count(0)

    # pulled onto somebody else: the two change places
    other = cell(desk, 2, there).locator(".seat").first
    name = other.inner_text()
    pull(desk, seat(desk, 2, "Dora"), other)
    expect(dialog).to_contain_text(f"Runde 2: Dora und {name} tauschen?")
    desk.keyboard.press("Escape")

    # by keys: down the round, over to somebody's other rounds, and with Alt to another table
    first, second = seat(desk, 2, "Ben"), seat(desk, 1, "Ben")
    second.focus()
    desk.keyboard.press("ArrowRight")
    expect(first).to_be_focused()
    at = table_of(desk, 2, "Ben")
    desk.keyboard.press("Alt+ArrowUp" if at > 1 else "Alt+ArrowDown")
    beside = at - 1 if at > 1 else 2
    expect(dialog).to_contain_text(f"Runde 2: Ben an Tisch {beside}?")
    dialog.get_by_role("button", name="Umsetzen").focus()
    desk.keyboard.press("Enter")
    expect(cell(desk, 2, beside)).to_contain_text("Ben")
    expect(undo).to_contain_text(f"zurück an Tisch {at}")

    # following somebody; a half-made wish survives an arrival
    seat(desk, 1, "Cem").click()
    expect(desk.locator("#way-title")).to_have_text("Cem")
    expect(desk).to_have_url(re.compile(r"\?person=\d+$"))
    desk.locator("#wish-one").select_option(label="Emil")
    host.evaluate(do.POST, [room.at("participants"), {"name": "Zoe"}])
    expect(seat(desk, 1, "Zoe")).to_be_visible()
    expect(desk.locator("#wish-one option:checked")).to_have_text("Emil")
    expect(desk.locator("#way-title")).to_have_text("Cem")
    do.was_not_reloaded(desk)


def pull(desk: Page, card: Locator, place: Locator) -> None:
    """Onto a card, or to the lower edge of a cell; the mark shows what is aimed at."""
    card.hover()
    desk.mouse.down()
    box = place.bounding_box()
    assert box
    inside = place.get_attribute("data-place") is not None
    desk.mouse.move(
        box["x"] + box["width"] / 2, box["y"] + (box["height"] - 2 if inside else box["height"] / 2), steps=4
    )
    expect(place).to_have_class(re.compile("is-target"))
    desk.mouse.up()
