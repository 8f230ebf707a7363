"""Without a network, and with the server's plug pulled: nothing written is lost, nothing arrives twice.

The server is real and its time too; the phones' clocks are wound on where two minutes have to go by.
"""

from collections.abc import Callable, Iterator
from pathlib import Path
from time import monotonic

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from tests.browser import room as do
from tests.browser.conftest import Watch
from tests.browser.js.conftest import UNDERWAY, until
from tests.browser.js.proxies import hall
from tests.browser.room import PHONE, Room
from tests.browser.server import NAME, Server

pytestmark = pytest.mark.browser

OFFLINE = "ERR_INTERNET_DISCONNECTED"
SERVER_AWAY = ("ERR_CONNECTION", "ERR_EMPTY_RESPONSE", "WebSocket connection to")
REFUSED = "the server responded with a status of 4"
FIVE = [f"Gedanke Nummer {number}" for number in range(1, 6)]
SOON = 20.0
"""Seconds in which even a busy machine has put everything. That pages come back within five is their own promise, to
which tests/browser/js/test_coming_back.py holds them by their own clocks."""
UNANSWERED = """() => {
  const { onLine } = navigator; // a socket without a network stays open and says nothing
  return window.underway().some((answer) => onLine || ["fetch", "socket"].includes(answer));
}"""
WITHOUT_SOCKETS = """
{
  const Real = WebSocket;
  window.WebSocket = class extends Real { constructor(url) { super(String(url).replace("/live/", "/nowhere/")); } };
}
"""


def arrive(room: Room, host: Page, name: str, table: int = 1, script: str = "", **device: str) -> Page:
    """Somebody sits down whose phone's clock can be wound on."""
    phone = room.device(PHONE, **device)
    phone.context.clock.install()
    phone.context.add_init_script(path=UNDERWAY)
    if script:
        phone.context.add_init_script(script)
    phone.goto("/" + room.facts(host)["tables"][table - 1]["join_token"])
    phone.locator("#field-name").fill(name)
    do.press(phone, "Platz nehmen")
    phone.wait_for_url("**/table")
    return phone


def later(phone: Page, seconds: float, step: float = 8, *, is_hole: bool = False) -> None:
    """Winds on, in steps, so that what is due in between happens in between, and is answered or fails.

    `is_hole`: whatever the phone sends is swallowed, so there is no answer to wait for.
    """
    while seconds > 0:
        phone.clock.fast_forward(round(min(step, seconds) * 1000))
        if not is_hole:
            until(phone, lambda: not phone.evaluate(UNANSWERED))
        seconds -= step


def send(phone: Page, text: str) -> None:
    """Writes without waiting for the table to have it."""
    do.composer(phone).press_sequentially(text)
    phone.locator("#composer button[type=submit]").click()
    expect(do.composer(phone)).to_have_value("")


def write_on(phone: Page, text: str) -> None:
    """Writes where nothing gets through: it waits on the phone."""
    before = phone.locator("#outbox li").count()
    send(phone, text)
    expect(phone.locator("#outbox li")).to_have_count(before + 1)


def lies_once_in_order(phone: Page, texts: list[str]) -> None:
    expect(do.cloth(phone).locator(".contribution__text")).to_have_text(texts)
    expect(phone.locator("#outbox li")).to_have_count(0)


def harvest(host: Page, room: Room) -> list[str]:
    notes = host.evaluate(do.FACTS, room.at("harvest.json"))
    return [each["text"] for each in notes["contributions"]]


@pytest.mark.parametrize("how", ["no network", "a hole in it"])
def test_two_minutes_without_a_network(room: Room, server: Server, watch: Watch, how: str) -> None:
    """Five ideas are written meanwhile; within five seconds of its return all are there, once and in order."""
    watch.expect(OFFLINE, "WebSocket connection to", "ERR_ABORTED", "ERR_EMPTY_RESPONSE")
    host = room.lay()
    with hall(server.port) as (air, _):
        anna = arrive(room, host, "Anna", base_url=f"http://{NAME}:{air.port}")
        ben = room.join(host, "Ben")
        room.step(host)
        for phone in (anna, ben):
            do.stage(phone, "round")
        do.write(anna, "Vorher")

        if how == "no network":
            anna.context.set_offline(True)
        else:
            air.is_hole = True
        for text in FIVE:
            write_on(anna, text)
            later(anna, 24, is_hole=how == "a hole in it")
        do.shows(anna, "Kein Netz.", "5 Ideen werden gleich nachgereicht.")
        expect(anna.locator("#outbox li[data-state=offline]")).to_have_count(5)
        expect(anna.locator("[data-saved]")).to_be_hidden()
        do.hides(ben, *FIVE)

        if how == "no network":
            anna.context.set_offline(False)
        else:
            air.is_hole = False
        back = monotonic()
        for phone in (anna, ben):
            lies_once_in_order(phone, ["Vorher", *FIVE])
        took = monotonic() - back
        print(f"{how}: all there after {took:.1f} s")
        assert took <= SOON
        expect(anna.get_by_text("gespeichert").filter(visible=True)).to_have_count(1)
        expect(anna.get_by_text("Kein Netz.").filter(visible=True)).to_have_count(0)
        assert harvest(host, room) == ["Vorher", *FIVE]
        anna.goto("about:blank")


def test_what_waits_survives_a_reload_and_a_draft_too(room: Room, watch: Watch) -> None:
    """A network that lets pages through, but no thoughts: no socket and no POST."""
    watch.expect("ERR_FAILED", "WebSocket connection to", REFUSED)
    host = room.lay()
    anna = arrive(room, host, "Anna", script=WITHOUT_SOCKETS)
    anna.context.route("**/contributions", lambda route: route.abort())
    room.step(host)
    later(anna, 4, 1)
    do.stage(anna, "round")
    for text in FIVE[:2]:
        write_on(anna, text)
    do.composer(anna).fill("Noch nicht fert")

    anna.reload()
    expect(anna.locator("#outbox .contribution__text")).to_have_text(FIVE[:2])
    expect(do.composer(anna)).to_have_value("Noch nicht fert")
    anna.goto(room.at("mine"))
    expect(anna.locator("#outbox .contribution__text")).to_have_text(FIVE[:2])
    anna.context.unroute("**/contributions")
    later(anna, 11, 2)
    expect(anna.locator("#outbox li[data-state=sent]")).to_have_count(2)  # from any page of hers
    anna.go_back()
    lies_once_in_order(anna, FIVE[:2])
    expect(do.composer(anna)).to_have_value("Noch nicht fert")
    assert harvest(host, room) == FIVE[:2]


def test_where_websockets_are_blocked_everything_comes_all_the_same(room: Room, watch: Watch) -> None:
    watch.expect("WebSocket connection to", REFUSED)
    host = room.lay()
    anna = arrive(room, host, "Anna", script=WITHOUT_SOCKETS)
    ben = room.join(host, "Ben")
    room.step(host)
    begun = monotonic()
    do.stage(anna, "round")
    assert monotonic() - begun <= 6
    later(anna, 6, 2)
    do.shows(anna, "Langsame Verbindung")
    begun = monotonic()
    do.write(ben, "Schnell geschrieben")
    expect(do.cloth(anna).filter(has_text="Schnell geschrieben")).to_be_visible()
    assert monotonic() - begun <= 6
    do.write(anna, "Langsam geschrieben")
    lies_once_in_order(ben, ["Schnell geschrieben", "Langsam geschrieben"])
    expect(anna.locator("html")).to_have_attribute("data-line", "polling")


def test_two_tabs_of_one_guest_show_the_same(room: Room, watch: Watch) -> None:
    """One of them is closed while it sends: the other brings it to the end."""
    watch.expect(OFFLINE, "WebSocket connection to")
    host = room.lay()
    anna = arrive(room, host, "Anna")
    room.step(host)
    do.stage(anna, "round")
    second = anna.context.new_page()
    second.goto(room.at("table"))
    do.connected(second)
    send(anna, FIVE[0])
    send(second, FIVE[1])
    for tab in (anna, second):
        lies_once_in_order(tab, FIVE[:2])
    anna.context.set_offline(True)
    write_on(anna, FIVE[2])
    expect(second.locator("#outbox .contribution__text")).to_have_text(FIVE[2])
    anna.close()
    second.context.set_offline(False)
    lies_once_in_order(second, FIVE[:3])
    assert harvest(host, room) == FIVE[:3]


def closed_meanwhile(room: Room, host: Page) -> str:
    while room.facts(host)["stage"] != "closed":
        room.step(host)
    return "Das Café ist geschlossen."


def seen_off_meanwhile(room: Room, host: Page) -> str:
    person = next(each["id"] for each in room.facts(host)["participants"] if each["name"] == "Anna")
    status, _ = host.evaluate(do.POST, [room.at(f"participants/{person}/departure"), {}])
    assert status == 200
    return ""


@pytest.mark.parametrize("happen", [closed_meanwhile, seen_off_meanwhile])
def test_what_the_server_no_longer_takes_stays_on_the_phone(
    room: Room, watch: Watch, happen: Callable[[Room, Page], str]
) -> None:
    watch.expect(OFFLINE, "WebSocket connection to", REFUSED)
    host = room.lay(rounds="1")
    anna = arrive(room, host, "Anna")
    room.step(host)
    do.stage(anna, "round")
    anna.context.set_offline(True)
    write_on(anna, FIVE[0])
    sentence = happen(room, host)
    anna.context.set_offline(False)
    entry = anna.locator("#outbox li")
    expect(entry).to_have_attribute("data-state", "refused")
    expect(entry).to_contain_text(sentence)
    anna.reload()
    expect(entry.locator(".contribution__text")).to_have_text(FIVE[0])
    entry.get_by_text("Kopieren").click()
    expect(entry.get_by_text("Kopiert", exact=True)).to_be_visible()
    assert harvest(host, room) == []


def test_a_star_whose_answer_is_lost_is_given_once(room: Room, server: Server, watch: Watch) -> None:
    watch.expect("ERR_FAILED")
    host = room.lay()
    anna, ben = arrive(room, host, "Anna"), room.join(host, "Ben")
    room.step(host)
    do.stage(anna, "round")
    do.write(ben, "Pausen")
    lost: list[str] = []

    def lose(route: Route) -> None:
        there = route.request.url.replace(room.address, server.here)
        answer = route.fetch(url=there, headers=route.request.all_headers() | {"origin": server.here})
        lost.append(answer.status_text)
        route.abort() if len(lost) < 3 else route.fulfill(response=answer)

    anna.context.route("**/stars", lose)
    do.star(anna, "Pausen").click()
    for _ in range(4):
        later(anna, 2, 0.5)
    expect(do.star(anna, "Pausen")).to_have_attribute("aria-pressed", "true")
    expect(do.star(ben, "Pausen").locator("[data-stars]")).to_have_text("1")
    assert lost == ["No Content"] * 3  # the server had it each time
    anna.context.unroute("**/stars")
    anna.reload()
    expect(do.star(anna, "Pausen")).to_have_attribute("aria-pressed", "true")


@pytest.fixture
def fragile(tmp_path: Path) -> Iterator[Server]:
    """A server of one's own, to be killed."""
    server = Server(tmp_path)
    server.start()
    yield server
    server.stop()


def test_a_killed_server_comes_back_with_everything(browser: Browser, fragile: Server, watch: Watch) -> None:
    """After two minutes; no event tells the browsers of it, and yet all come back."""
    watch.expect(*SERVER_AWAY)
    room = Room(browser, fragile.address, watch.follow)
    host = room.lay(round_ending="clock")
    anna, ben = arrive(room, host, "Anna"), arrive(room, host, "Ben")
    room.step(host)
    for phone in (anna, ben):
        do.stage(phone, "round")
    do.write(anna, FIVE[0])
    deadline = do.ends_at(anna)

    fragile.kill()
    for text in FIVE[1:3]:
        write_on(anna, text)
    do.composer(ben).fill("Ben denkt noch")
    for phone in (anna, ben):
        expect(phone.locator("html")).not_to_have_attribute("data-line", "socket")
        later(phone, 120)
        do.shows(phone, "Kein Netz.")
    fragile.start()

    back = monotonic()
    for phone in (anna, ben):
        lies_once_in_order(phone, FIVE[:3])
    print(f"a killed server: all there after {(took := monotonic() - back):.1f} s")
    assert took <= SOON
    for phone in (anna, ben):
        do.connected(phone)
        assert do.ends_at(phone) == deadline
        expect(phone.locator("#clock")).to_have_attribute("data-state", "running")
    expect(do.composer(ben)).to_have_value("Ben denkt noch")
    do.connected(host)
    do.write(ben, FIVE[3])
    expect(do.cloth(anna).filter(has_text=FIVE[3])).to_be_visible()
    assert harvest(host, room) == FIVE[:4]
    room.close()
