"""An evening in Firefox, on two phones and the wall, beside a phone with Chromium: scan, write, draw, change tables."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.browser import room as do
from tests.browser.conftest import BREACH
from tests.browser.firefox import PROGRAM, Firefox, Tab
from tests.browser.inspecting import AXE, RUN, TAGS
from tests.browser.room import Room

pytestmark = [pytest.mark.browser, pytest.mark.skipif(PROGRAM is None, reason="Firefox is not installed")]

STAGE = "(stage) => document.body.dataset.stage === stage && document.documentElement.dataset.line === 'socket'"
SCREEN = "(path) => location.pathname.endsWith(path) && document.documentElement.dataset.line === 'socket'"


@pytest.fixture
def firefox(tmp_path: Path) -> Iterator[Firefox]:
    firefox = Firefox(tmp_path, BREACH)
    yield firefox
    firefox.close()
    assert firefox.complaints == []


def come(firefox: Firefox, address: str, name: str) -> Tab:
    phone = firefox.tab(390, 844)
    phone.goto(address)
    phone.type("#field-name", name)
    phone.press("form.join__form button[type=submit]")
    phone.wait_for(SCREEN, "/table")
    return phone


def barriers(tab: Tab) -> list[str]:
    tab.run(AXE.read_text())
    found: list[str] = tab.evaluate(RUN, {"type": "tag", "values": TAGS})
    return found


def test_an_evening_in_firefox(room: Room, firefox: Firefox) -> None:
    host = room.lay(seats="6")
    tables = room.facts(host)["tables"]
    anna = come(firefox, f"{room.address}/{tables[0]['join_token']}", "Anna")
    ben = come(firefox, f"{room.address}/{tables[0]['join_token']}", "Ben")
    cleo = room.join(host, "Cleo")
    wall = firefox.tab(1920, 1080)
    wall.goto(do.wall_link(host, room.at("links")))
    wall.wait_for(SCREEN, "/wall")
    room.step(host)
    for each in (anna, ben, wall):
        each.wait_for(STAGE, "round")

    anna.type("#text", "Aus dem Fuchsbau")
    anna.press("#composer button[type=submit]")
    for each in (anna, ben, wall):
        each.shows("#contributions .contribution, .cloth__idea", "Aus dem Fuchsbau")
    expect(do.cloth(cleo).filter(has_text="Aus dem Fuchsbau")).to_be_visible()
    do.write(cleo, "Aus dem Chrom")
    anna.shows("#contributions .contribution", "Aus dem Chrom")
    assert barriers(anna) == barriers(wall) == []

    anna.press("[data-draw]")
    anna.shows("#doodling[open] #leaf")
    anna.draw("#leaf", [(-80, 0), (-40, -30), (0, 0), (40, 30), (80, 0)])
    expect(cleo.locator(".doodle path").first).to_be_attached()
    ben.wait_for("() => document.querySelector('.doodle path') !== null")
    anna.press("[data-act=done]")
    anna.press("[data-act=leave]")

    room.step(host)
    for each in (anna, ben, wall):
        each.wait_for(STAGE, "change")
    anna.shows("h1", "Tisch")
    wall.shows("h1, h2", "Tischwechsel")
