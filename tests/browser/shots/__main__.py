"""Takes a picture of every screen in every state: bin/shots [FOLDER] [--language de|en]."""

import argparse
import tempfile
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

from tests.browser import room as do
from tests.browser.chromium import ARGS, PROGRAM
from tests.browser.conftest import NAMES
from tests.browser.room import DESK_PAGES, PHONE, Room
from tests.browser.server import Server
from tests.browser.shots.evening import CAKE, THEMES, Evening
from tests.browser.shots.gallery import Gallery


def main() -> None:
    words = argparse.ArgumentParser(prog="bin/shots", description="Pictures of every screen in every state.")
    words.add_argument("folder", nargs="?", type=Path, default=Path("shots"), metavar="FOLDER")
    words.add_argument("--language", choices=("de", "en"), default="de")
    asked = words.parse_args()
    gallery = Gallery(asked.folder)
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        server = Server(Path(folder))
        server.start()
        browser = playwright.chromium.launch(executable_path=PROGRAM, args=[*ARGS, NAMES])
        try:
            room = Room(browser, server.address, lambda _context: None)
            _play(gallery, Evening(room, asked.language))
            room.close()
        finally:
            browser.close()
            server.stop()
    print(f"{gallery.close()} pictures in {asked.folder}/index.html")


def _play(gallery: Gallery, evening: Evening) -> None:
    """The evening from the door to the harvest; screens are looked at where they change."""
    room, host = evening.room, evening.host
    _before(gallery, evening)
    wall = room.wall(host)
    gallery.shoot(wall, "wall-welcome-empty", "wall")
    phone, mate = evening.come()
    _all(gallery, "waiting", phone, wall, host)
    evening.step(phone, wall, to="impulse")
    _all(gallery, "impulse", phone, wall, host)
    evening.step(phone, wall, to="round")
    _all(gallery, "round-blank", phone, wall, host)
    evening.talk()
    do.write(mate, "مرحبا، فكرة جديدة (2026)!")
    evening.draw(phone, "heart")
    evening.draw(mate, "bulb", "blue")
    _round(gallery, evening, phone, wall)
    evening.step(phone, wall, to="change")
    _all(gallery, "change", phone, wall, host)
    gallery.shoot(mate, "phone-change-traveller", "phone", "small")
    evening.step(phone, wall, to="round")
    evening.round_no = 2
    evening.talk(9)
    _all(gallery, "round-2", phone, wall, host)
    evening.send("wall/focus", focus="table", table=2)
    wall.locator(".near").wait_for()
    gallery.shoot(wall, "wall-round-2-near", "wall")
    evening.send("wall/focus", focus="overview")
    wall.locator(".cloths").wait_for()
    gallery.shoot(phone, "phone-round-2-whole", "phone", whole=True)
    for stage in ("change", "round", "rounds_over"):
        evening.step(phone, wall, to=stage)
    _all(gallery, "rounds-over", phone, wall, host)
    evening.step(phone, wall, to="synthesis")
    _sorting(gallery, evening, phone, wall)
    evening.step(phone, wall, to="harvest")
    _harvest(gallery, evening, phone, wall)
    _desk(gallery, evening, phone)
    evening.step(phone, wall, to="closed")
    _all(gallery, "closed", phone, wall, host)


def _before(gallery: Gallery, evening: Evening) -> None:
    """What somebody sees who is not in a café yet."""
    room = evening.room
    visitor = room.device(PHONE)
    for path, name in (
        ("/", "home"),
        ("/BCD2345", "home-wrong-code"),
        ("/no/such/page", "nowhere"),
        ("/offline", "offline"),
    ):
        visitor.goto(path)
        gallery.shoot(visitor, name, "phone", "small", "desk")
    visitor.goto("/cafes/new")
    gallery.shoot(visitor, "setup", "phone", "desk", whole=True)
    visitor.goto("/" + room.facts(evening.host)["tables"][0]["join_token"])
    gallery.shoot(visitor, "join", "phone", "small", "lying")
    visitor.locator("form.join__form button[type=submit]").click()
    gallery.shoot(visitor, "join-without-name", "phone")
    visitor.goto(room.at("door"))
    gallery.shoot(visitor, "door", "phone", "desk")
    visitor.close()


def _all(gallery: Gallery, state: str, phone: Page, wall: Page, host: Page) -> None:
    gallery.shoot(phone, f"phone-{state}", "phone", "small", "lying")
    gallery.shoot(wall, f"wall-{state}", "wall")
    host.evaluate("() => scrollTo(0, 0)")
    gallery.shoot(host, f"host-{state}", "desk", "phone")


def _round(gallery: Gallery, evening: Evening, phone: Page, wall: Page) -> None:
    """People talk: everything that opens on the phone, everything the wall may look at."""
    host = evening.host
    _all(gallery, "round", phone, wall, host)
    gallery.shoot(phone, "phone-round-whole", "phone", whole=True)
    gallery.shoot(host, "host-round-whole", "phone", whole=True)
    phone.locator("#composer-more > summary").click()
    gallery.shoot(phone, "phone-composer-open", "phone", "small")
    phone.locator("#composer-more > summary").click()
    phone.locator("[data-draw]").first.click()
    gallery.shoot(phone, "phone-drawing", "phone", "small", "lying")
    phone.keyboard.press("Escape")
    phone.locator(".knot").first.click()
    gallery.shoot(phone, "phone-connecting", "phone", "small")
    phone.keyboard.press("Escape")
    evening.send("hush", on=1)
    wall.locator("#hush:not([hidden])").wait_for()
    _all(gallery, "hush", phone, wall, host)
    evening.send("hush", on=0)
    evening.send("announcements", text=CAKE[evening.language])
    _all(gallery, "announcement", phone, wall, host)
    evening.send("announcements", text="")
    gallery.shoot(wall, "wall-round", "old wall", looks=("day",))
    for focus, place in (("table", ".near"), ("timelapse", ".lapse"), ("overview", ".cloths")):
        evening.send("wall/focus", focus=focus, table=1)
        wall.locator(place).first.wait_for()
        gallery.shoot(wall, f"wall-{focus}", "wall")
    wall.keyboard.press("?")
    gallery.shoot(wall, "wall-help", "wall", looks=("day",))
    wall.keyboard.press("Escape")
    host.locator("button.guest").first.evaluate("(button) => button.click()")
    gallery.shoot(host, "host-guest", "desk", "phone")
    host.keyboard.press("Escape")


def _sorting(gallery: Gallery, evening: Evening, phone: Page, wall: Page) -> None:
    """The board, by hand and with a ballot."""
    desk = evening.host.context.new_page()
    evening.send("groupings", kind="themes")
    desk.goto(evening.room.at("synthesis"))
    gallery.shoot(desk, "board", "desk", "phone")
    _all(gallery, "synthesis", phone, wall, evening.host)
    for name in THEMES[evening.language]:
        evening.send("themes", name=name)
    evening.send("read-backs")
    _voting(gallery, evening, phone, wall, "dots")
    _voting(gallery, evening, phone, wall, "matrix")
    desk.close()


def _voting(gallery: Gallery, evening: Evening, phone: Page, wall: Page, mode: str) -> None:
    """A ballot while some have voted, and its result."""
    evening.send("ballots", mode=mode)
    phone.locator(f"#paper[data-mode={mode}]").wait_for()
    wall.locator(".balloting").wait_for()
    evening.vote(phone)
    phone.evaluate("() => scrollTo(0, 0)")
    _all(gallery, f"voting-{mode}", phone, wall, evening.host)
    evening.host.locator("#close-ballot").click()
    evening.host.locator("#reveal-ballot").click()
    wall.locator(".balloted").wait_for()
    _all(gallery, f"outcome-{mode}", phone, wall, evening.host)


def _harvest(gallery: Gallery, evening: Evening, phone: Page, wall: Page) -> None:
    """Every page that the wall turns."""
    evening.promise(phone)
    wall.locator(".promise").first.wait_for(state="attached")
    _all(gallery, "harvest", phone, wall, evening.host)
    for number in ("2", "3"):
        wall.keyboard.press(number)
        wall.locator(f".wall__page[data-page='{number}']:not([hidden])").wait_for()
        gallery.shoot(wall, f"wall-harvest-{number}", "wall")


def _desk(gallery: Gallery, evening: Evening, phone: Page) -> None:
    """Every other page of host and guest, whole."""
    desk = evening.host.context.new_page()
    for path in DESK_PAGES:
        desk.goto(evening.room.at(path))
        gallery.shoot(desk, path.replace("/", "-"), "desk", "phone", looks=("day",), whole=True)
    desk.close()
    own = phone.context.new_page()
    for path in ("mine", "album", "harvest"):
        own.goto(evening.room.at(path))
        gallery.shoot(own, f"guest-{path}", "phone", whole=True)
    own.close()


if __name__ == "__main__":
    main()
