"""Over TLS a phone keeps its table: a reload without a network shows it, and what waits to be sent."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser import room as do
from tests.browser.conftest import Watch
from tests.browser.room import PHONE, Room
from tests.browser.server import Server

pytestmark = pytest.mark.browser

AWAY = ("ERR_", "WebSocket connection to", "Failed to load resource", "Failed to update a ServiceWorker")
KEPT = """async (path) => {
  for (const name of await caches.keys()) {
    const copy = await (await caches.open(name)).match(path);
    if (copy) return await copy.text();
  }
  return "";
}"""
PATHS = """async () => {
  const found = [];
  for (const name of await caches.keys()) {
    for (const { url } of await (await caches.open(name)).keys()) found.push(new URL(url).pathname);
  }
  return found;
}"""


@pytest.fixture
def fragile(tmp_path: Path) -> Iterator[Server]:
    """A server of one's own, to be switched off."""
    server = Server(tmp_path)
    server.start()
    yield server
    server.stop()


def at_leisure(phone: Page) -> None:
    """The phone has done what it leaves for later."""
    phone.clock.fast_forward(12_000)
    phone.wait_for_function("async () => (await navigator.serviceWorker.getRegistration())?.active", timeout=20_000)


def keeps(phone: Page, words: str) -> None:
    """The picture of the table that the phone has put away shows this."""
    phone.clock.fast_forward(25_000)
    phone.wait_for_function(f"async (words) => (await ({KEPT})(location.pathname)).includes(words)", arg=words)


def test_a_reload_without_a_network_shows_the_table_and_what_waits(
    browser: Browser, fragile: Server, watch: Watch
) -> None:
    watch.expect(*AWAY, f"foreign: {fragile.here}")
    room = Room(browser, fragile.here, watch.follow)  # browsers trust this machine as if it had TLS
    host = room.lay()
    room.step(host)
    phone = room.device(PHONE)
    phone.context.clock.install()
    phone.goto("/" + room.facts(host)["tables"][0]["join_token"])
    do.sit_down(phone, "Anna")
    at_leisure(phone)
    do.write(phone, "Vorher")
    keeps(phone, "Vorher")

    fragile.kill()
    do.draft(phone, "Ohne Netz geschrieben")
    phone.reload()
    expect(do.cloth(phone).filter(has_text="Vorher")).to_be_visible()
    expect(phone.locator("#outbox .contribution__text")).to_have_text(["Ohne Netz geschrieben"])
    phone.clock.fast_forward(6_000)
    do.shows(phone, "Kein Netz.")
    do.draft(phone, "Noch eins")
    expect(phone.locator("#outbox .contribution__text")).to_have_text(["Ohne Netz geschrieben", "Noch eins"])
    assert phone.locator("#clock").get_attribute("data-state") == "running"

    phone.goto(room.at("mine"))
    do.shows(phone, "Gerade kein Netz", "Noch eins")
    phone.goto(room.at("host"))
    do.shows(phone, "Gerade kein Netz")
    assert all(path in ("/offline", room.at("table")) or path.startswith("/static/") for path in phone.evaluate(PATHS))

    phone.goto(room.at("table"))
    fragile.start()
    for text in ("Ohne Netz geschrieben", "Noch eins"):
        phone.clock.fast_forward(6_000)
        expect(do.cloth(phone).filter(has_text=text)).to_have_count(1)
    expect(phone.locator("#outbox li")).to_have_count(0)

    phone.goto(room.at("mine"))
    phone.locator("#leave > summary").click()
    do.press(phone, "Café verlassen")
    phone.wait_for_url(room.address + "/")
    phone.wait_for_function(f"async (path) => !(await ({KEPT})(path))", arg=room.at("table"))
    room.close()


def test_without_tls_nothing_is_kept_and_nothing_breaks(room: Room) -> None:
    host = room.lay()
    room.step(host)
    phone = room.join(host, "Anna")
    assert phone.evaluate("() => isSecureContext || 'serviceWorker' in navigator") is False
    do.write(phone, "Vorher")
    phone.get_by_role("button", name="Dieses Handy").click()
    do.shows(phone, "Der Bildschirm darf ausgehen, wir melden uns hier.")
    expect(phone.locator("#wish-awake")).to_be_hidden()
