"""A third language is one file: two fifths longer than German, and once from right to left. Nothing is cut off."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from tests import pseudo
from tests.browser import room as do
from tests.browser.cast import paste_a_list
from tests.browser.conftest import Watch
from tests.browser.room import PHONE, POST, Room
from tests.browser.server import Server
from tests.photos import pictures

pytestmark = pytest.mark.browser

CUT_OFF = (Path(__file__).parent / "cut_off.js").read_text("utf-8")
PHONES = ((320, 568), (390, 844))
DESK = ((1366, 768),)
WALL = ((1920, 1080),)
STAGES = ("waiting", "impulse", "round", "change", "round", "rounds_over", "synthesis", "harvest", "closed")
MODES = {"synthesis": "dots", "harvest": "matrix"}
PROGRAM = """
import sys
from pathlib import Path
from app import cli, translations
translations.LOCALES = Path(sys.argv.pop(1))
sys.exit(cli.main())
"""


class Look:
    """What was found cut off, by page and size."""

    def __init__(self) -> None:
        self.found: dict[str, list[str]] = {}

    def at(self, page: Page, where: str, sizes: tuple[tuple[int, int], ...]) -> None:
        for width, height in sizes:
            page.set_viewport_size({"width": width, "height": height})
            if cut := page.evaluate(CUT_OFF, width):
                self.found[f"{where}, {width} x {height}"] = cut

    def through(self, page: Page, addresses: list[str], sizes: tuple[tuple[int, int], ...]) -> None:
        for address in addresses:
            page.goto(address)
            self.at(page, address.rpartition("/")[2] or "home", sizes)


@pytest.fixture
def look() -> Iterator[Look]:
    look = Look()
    yield look
    assert look.found == {}


@pytest.fixture(scope="module")
def far_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    locales = tmp_path_factory.mktemp("locales")
    pseudo.write(locales, pseudo.FAR, pseudo.FAR_FROM_RIGHT)
    server = Server(tmp_path_factory.mktemp("far"), ("-c", PROGRAM, str(locales)))
    server.start()
    yield server
    server.stop()


@pytest.fixture
def room(browser: Browser, far_server: Server, watch: Watch) -> Iterator[Room]:
    room = Room(browser, far_server.address, watch.follow)
    room.language = pseudo.FAR
    yield room
    room.close()


def draw_and_photograph(phones: dict[str, Page], look: Look) -> None:
    for who, phone in phones.items():
        phone.locator("[data-draw]").click()
        phone.locator("[data-stamp=heart]").click()
        look.at(phone, f"{who}, drawing", PHONES)
        phone.keyboard.press("Enter")
        phone.locator("[data-act=done]").click()
        look.at(phone, f"{who}, what is drawn", PHONES)
        phone.locator("[data-act=leave]").click()
        phone.locator("#composer [popovertarget=photo-taking]").click()
        photo = {"name": "1.jpg", "mimeType": "image/jpeg", "buffer": pictures.from_a_phone(400, 300)}
        phone.locator("#photo-file").set_input_files(photo)
        phone.locator(".taking__preview").wait_for()
        look.at(phone, f"{who}, taking a photo", PHONES)
        phone.locator("#photo-form button[type=submit]").click()
        phone.locator("#photos li").first.wait_for()
        phone.keyboard.press("Escape")


def vote(room: Room, mode: str, screens: tuple[Page, Page, dict[str, Page]], look: Look) -> None:
    """A ballot, open and then revealed, on all screens."""
    host, wall, phones = screens
    for name in ("Räume", "Zeiten"):
        host.evaluate(POST, [room.at("themes"), {"name": f"{name} {mode}"}])
    host.evaluate(POST, [room.at("ballots"), {"mode": mode}])
    for state, on_host, on_phone in (("voting", "#close-ballot", "#paper"), ("result", ".outcome", ".outcome")):
        if state == "result":
            for button in ("#close-ballot", "#reveal-ballot"):
                host.locator(button).click()
        for page, shown in ((host, on_host), *((phone, on_phone) for phone in phones.values())):
            page.locator(shown).first.wait_for()
        wall.locator(".balloting" if state == "voting" else ".balloted").first.wait_for()
        look.at(host, f"host, {state} by {mode}", (*DESK, PHONES[1]))
        look.at(wall, f"wall, {state} by {mode}", WALL)
        for who, phone in phones.items():
            look.at(phone, f"{who}, {state} by {mode}", PHONES)


def test_nothing_is_cut_off_all_evening(room: Room, look: Look) -> None:
    host = room.lay(title="Treffen", impulse_speaker="Eva", wifi_name="Haus", wifi_password="geheim")
    wall, phone, mirrored = room.wall(host), room.device(PHONE), room.device(PHONE, locale=pseudo.FAR_FROM_RIGHT)
    desk, phones = host.context.new_page(), {"phone": phone, "mirrored phone": mirrored}
    code = "/" + room.facts(host)["tables"][0]["join_token"]
    look.through(desk, ["/", "/cafes/new", *map(room.at, ("links", "cards", "settings", "guests", "plan"))], DESK)
    for device, name in ((phone, "Anna"), (mirrored, "Ben")):
        look.through(device, ["/", code], PHONES)
        do.sit_down(device, name)
    assert mirrored.evaluate("() => getComputedStyle(document.body).direction") == "rtl"
    anna = str(room.facts(host)["participants"][0]["id"])
    host.evaluate(POST, [room.at(f"participants/{anna}/roles"), {"role": "table_host"}])
    for number, stage in enumerate(STAGES):
        for device in (host, wall, phone, mirrored):
            do.stage(device, stage)
        if stage == "round":
            do.write(phone, f"Ruhe {number}")
        if number == STAGES.index("round"):
            draw_and_photograph(phones, look)
            desk.goto(room.at("guests/import"))
            paste_a_list(None, desk)
            look.at(desk, "guest import", (*DESK, PHONES[1]))
        if stage == "synthesis":
            host.evaluate(POST, [room.at("read-backs"), {}])
        look.at(host, f"host, {stage}", (*DESK, PHONES[1]))
        look.at(wall, f"wall, {stage}", WALL)
        for who, device in phones.items():
            look.at(device, f"{who}, {stage}", PHONES)
        if stage in MODES:
            vote(room, MODES[stage], (host, wall, phones), look)
        if stage != "closed":
            room.step(host)
    look.through(desk, list(map(room.at, ("synthesis", "harvest", "report", "afterword", "album", "summary"))), DESK)
    mirrored_pages = [
        f"{room.at(page)}?lang={pseudo.FAR_FROM_RIGHT}" for page in ("host", "synthesis", "plan", "harvest")
    ]
    look.through(desk, mirrored_pages, (*DESK, PHONES[1]))
    assert desk.evaluate("() => getComputedStyle(document.body).direction") == "rtl"
    look.through(phone, list(map(room.at, ("mine", "harvest", "album"))), PHONES)
