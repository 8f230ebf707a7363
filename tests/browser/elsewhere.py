"""An evening in a browser other than Chromium, on a phone and the wall, beside a phone with Chromium."""

from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Page, expect

from tests.browser import room as do
from tests.browser.inspecting import AXE, RULER, RUN, TAGS
from tests.browser.room import Room
from tests.browser.tab import Tab

STAGE = "(stage) => document.body.dataset.stage === stage && document.documentElement.dataset.line === 'socket'"
SCREEN = "(path) => location.pathname.endsWith(path) && document.documentElement.dataset.line === 'socket'"
GLASS = "() => [innerWidth, innerHeight]"
WAVE = [(-80, 0), (-40, -30), (0, 0), (40, 30), (80, 0)]

PHONE, WALL = (390, 844), (1920, 1080)


def an_evening(room: Room, open_tab: Callable[[int, int], Tab], pictures: Path) -> tuple[Tab, Tab]:
    """Scan, write, draw, change tables, write again; phone and wall, of which a picture each lies in `pictures`."""
    host = room.lay(seats="6")
    tables = room.facts(host)["tables"]
    anna = come(open_tab(*PHONE), room.address, tables[0]["join_token"], "Anna")
    cleo = room.join(host, "Cleo")
    wall = open_tab(*WALL)
    wall.goto(do.wall_link(host, room.at("links")))
    wall.wait_for(SCREEN, "/wall")
    both = (anna, wall)
    room.step(host)
    follow(both, "round")

    talk(anna, wall, cleo)
    for each in both:
        assert misfits(each) == []
    scribble(anna, wall, cleo)

    room.step(host)
    follow(both, "change")
    anna.shows("h1", "Tisch")
    wall.shows("h1, h2", "Tischwechsel")
    room.step(host)
    follow(both, "round")
    write(anna, "Am neuen Tisch")
    for each in both:
        each.shows("#contributions .contribution, .cloth__idea", "Am neuen Tisch")
        assert misfits(each) == []
    anna.photograph(pictures / "phone.png")
    wall.photograph(pictures / "wall.png")
    return both


def come(phone: Tab, address: str, code: str, name: str) -> Tab:
    """By the front page, then by the code on a table."""
    phone.goto(f"{address}/?lang=de")
    assert misfits(phone) == []
    phone.goto(f"{address}/{code}")
    phone.type("#field-name", name)
    phone.press("form.join__form button[type=submit]")
    phone.wait_for(SCREEN, "/table")
    return phone


def follow(tabs: tuple[Tab, ...], stage: str) -> None:
    for each in tabs:
        each.wait_for(STAGE, stage)


def write(phone: Tab, text: str) -> None:
    phone.type("#text", text)
    phone.press("#composer button[type=submit]")


def talk(anna: Tab, wall: Tab, cleo: Page) -> None:
    """What is written here lies on all screens at once, and what is written in Chromium lies here."""
    write(anna, "Aus dem Fuchsbau")
    for each in (anna, wall):
        each.shows("#contributions .contribution, .cloth__idea", "Aus dem Fuchsbau")
    expect(do.cloth(cleo).filter(has_text="Aus dem Fuchsbau")).to_be_visible()
    do.write(cleo, "Aus dem Chrom")
    anna.shows("#contributions .contribution", "Aus dem Chrom")


def scribble(anna: Tab, wall: Tab, cleo: Page) -> None:
    """A stroke reaches the wall in the same kind of browser, and a phone with Chromium."""
    anna.press("[data-draw]")
    anna.shows("#doodling[open] #leaf")
    anna.draw("#leaf", WAVE)
    expect(cleo.locator(".doodle path").first).to_be_attached()
    wall.wait_for("() => document.querySelector('.cloth__drawn path') !== null")
    anna.press("[data-act=done]")
    anna.press("[data-act=leave]")


def barriers(tab: Tab) -> list[str]:
    tab.run(AXE.read_text())
    found: list[str] = tab.evaluate(RUN, [{"type": "tag", "values": TAGS}, {}])
    return found


def misfits(tab: Tab) -> list[str]:
    """What does not fit on this glass, as large as it really is."""
    found: list[str] = tab.evaluate(RULER, tab.evaluate(GLASS))
    return found
