"""Without a network, and with the server's plug pulled: nothing written is lost, nothing arrives twice."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser import room as do
from tests.browser.conftest import Watch
from tests.browser.room import PHONE, Room
from tests.browser.server import Server

pytestmark = pytest.mark.browser

OFFLINE = "ERR_INTERNET_DISCONNECTED"
SERVER_AWAY = ("ERR_CONNECTION", "ERR_EMPTY_RESPONSE", "WebSocket connection to")
FIVE = [f"Gedanke Nummer {number}" for number in range(1, 6)]


def write_on(phone: Page, text: str) -> None:
    """Writes without waiting for the table to have it, as fast as fingers can (two taps at once count as one)."""
    before = phone.locator("#outbox li").count()
    do.composer(phone).press_sequentially(text, delay=30)
    phone.locator("#composer button[type=submit]").click()
    expect(phone.locator("#outbox li")).to_have_count(before + 1)
    expect(do.composer(phone)).to_have_value("")


def lies_once_in_order(phone: Page, texts: list[str]) -> None:
    expect(do.cloth(phone).locator(".contribution__text")).to_have_text(texts)
    expect(phone.locator("#outbox li")).to_have_count(0)


def harvest(host: Page, room: Room) -> list[str]:
    notes = host.evaluate(do.FACTS, room.at("harvest.json"))
    return [each["text"] for each in notes["contributions"]]


def test_five_ideas_written_without_a_network_arrive_once_and_in_order(room: Room, watch: Watch) -> None:
    watch.expect(OFFLINE, "WebSocket connection to")
    host = room.lay()
    anna, ben = room.join(host, "Anna"), room.join(host, "Ben")
    room.step(host)
    for phone in (anna, ben):
        do.stage(phone, "round")
    do.write(anna, "Vorher")

    anna.context.set_offline(True)
    for text in FIVE:
        write_on(anna, text)
    do.shows(anna, "Kein Netz.", "5 Ideen werden gleich nachgereicht.")
    expect(anna.locator("#outbox li").first).to_contain_text("wartet auf Verbindung")
    do.hides(ben, *FIVE)

    anna.context.set_offline(False)
    for phone in (anna, ben):
        lies_once_in_order(phone, ["Vorher", *FIVE])
    expect(anna.get_by_text("Kein Netz.")).to_be_hidden()
    assert harvest(host, room) == ["Vorher", *FIVE]


def test_what_waits_survives_a_reload_and_a_draft_too(room: Room, watch: Watch) -> None:
    """A network that lets pages through, but no thoughts: no socket and no POST."""
    watch.expect("ERR_FAILED", "WebSocket connection to")
    host = room.lay()
    anna = room.device(PHONE)
    anna.context.route("**/contributions", lambda route: route.abort())
    anna.context.route_web_socket("**/live/table", lambda socket: socket.close(code=1011))
    anna.goto("/" + room.facts(host)["tables"][0]["join_token"])
    anna.locator("#field-name").fill("Anna")
    do.press(anna, "Platz nehmen")
    room.step(host)
    anna.wait_for_url("**/table")
    anna.reload()
    for text in FIVE[:2]:
        write_on(anna, text)
    do.composer(anna).fill("Noch nicht fert")

    anna.reload()
    expect(anna.locator("#outbox .contribution__text")).to_have_text(FIVE[:2])
    expect(do.composer(anna)).to_have_value("Noch nicht fert")
    anna.context.unroute("**/contributions")
    lies_once_in_order(anna, FIVE[:2])
    expect(do.composer(anna)).to_have_value("Noch nicht fert")
    assert harvest(host, room) == FIVE[:2]


@pytest.fixture
def fragile(tmp_path: Path) -> Iterator[Server]:
    """A server of one's own, to be killed."""
    server = Server(tmp_path)
    server.start()
    yield server
    server.stop()


def test_a_killed_server_comes_back_with_everything(browser: Browser, fragile: Server, watch: Watch) -> None:
    watch.expect(*SERVER_AWAY)
    room = Room(browser, fragile.address, watch.follow)
    host = room.lay(round_ending="clock")
    anna, ben = room.join(host, "Anna"), room.join(host, "Ben")
    room.step(host)
    for phone in (anna, ben):
        do.stage(phone, "round")
    do.write(anna, FIVE[0])
    deadline = do.ends_at(anna)

    fragile.kill()
    for text in FIVE[1:3]:
        write_on(anna, text)
    do.composer(ben).fill("Ben denkt noch")
    expect(anna.locator("html")).not_to_have_attribute("data-line", "socket")
    fragile.start()

    for phone in (anna, ben):
        do.connected(phone)
        lies_once_in_order(phone, FIVE[:3])
        assert do.ends_at(phone) == deadline
        expect(phone.locator("#clock")).to_have_attribute("data-state", "running")
    expect(do.composer(ben)).to_have_value("Ben denkt noch")
    do.connected(host)
    do.write(ben, FIVE[3])
    expect(do.cloth(anna).filter(has_text=FIVE[3])).to_be_visible()
    assert harvest(host, room) == FIVE[:4]
    room.close()
