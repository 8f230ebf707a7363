"""A phone stays awake while a round runs, and a table host tells new guests in 90 seconds what was said before."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser import room as do
from tests.browser.room import PHONE, Room

pytestmark = pytest.mark.browser

AWAKE = """
Object.defineProperty(window, "isSecureContext", { value: true });
window.locks = [];
navigator.wakeLock = { request: async () => {
  const lock = new EventTarget();
  lock.isHeld = true;
  lock.release = () => { lock.isHeld = false; lock.dispatchEvent(new Event("release")); };
  window.locks.push(lock);
  return lock;
} };
navigator.vibrate = (pattern) => (window.vibrations ??= []).push(pattern);
"""
HELD = "() => window.locks.filter(({ isHeld }) => isHeld).length"


def is_awake(phone: Page, wanted: bool) -> None:
    phone.wait_for_function(f"(wanted) => ({HELD})() === (wanted ? 1 : 0)", arg=wanted)


def test_the_screen_stays_awake_while_a_round_runs_unless_somebody_lets_it_sleep(room: Room) -> None:
    host = room.lay()
    phone = room.device(PHONE)
    phone.context.add_init_script(AWAKE)
    phone.goto("/" + room.facts(host)["tables"][0]["join_token"])
    do.sit_down(phone, "Anna")
    phone.get_by_role("button", name="Dieses Handy").click()
    switch = phone.get_by_role("switch", name="Bildschirm wach halten")
    expect(switch).to_be_checked()
    phone.keyboard.press("Escape")
    is_awake(phone, False)
    room.step(host)
    do.stage(phone, "round")
    is_awake(phone, True)
    assert phone.evaluate("() => window.vibrations.length") == 1
    phone.get_by_role("button", name="Dieses Handy").click()
    switch.uncheck()
    is_awake(phone, False)
    phone.get_by_role("switch", name="Kurz vibrieren").uncheck()
    phone.reload()
    do.connected(phone)
    phone.get_by_role("button", name="Dieses Handy").click()
    expect(switch).not_to_be_checked()
    switch.check()
    is_awake(phone, True)
    room.step(host)
    do.stage(phone, "change")
    is_awake(phone, False)
    assert phone.evaluate("() => window.vibrations ?? []") == []


def test_a_table_host_retells_the_card_in_90_seconds(room: Room) -> None:
    host = room.lay()
    phone = room.device(PHONE)
    phone.context.clock.install()
    phone.context.add_init_script(AWAKE)
    phone.goto("/" + room.facts(host)["tables"][0]["join_token"])
    do.sit_down(phone, "Anna")
    do.press(phone, "Ich bleibe hier")
    expect(phone.get_by_role("button", name="Doch lieber mitreisen")).to_be_visible()
    room.step(host)
    do.stage(phone, "round")
    phone.locator("#handover summary").click()
    phone.locator("[name=point]").first.fill("Gesichter statt Stockfotos")
    do.press(phone, "Karte hinlegen")
    expect(phone.locator("#handover")).to_contain_text("liegt bereit")
    room.step(host, 2)
    retelling = phone.locator("#retelling-2")
    expect(retelling).to_contain_text("Gesichter statt Stockfotos")
    do.press(phone, "In 90 Sekunden erzählen")
    before = phone.evaluate("() => (window.vibrations ?? []).length")
    phone.clock.fast_forward(60_000)
    expect(retelling.get_by_role("timer")).to_have_text("0:30")
    phone.clock.fast_forward(31_000)
    expect(retelling).to_contain_text("Die 90 Sekunden sind um.")
    assert phone.evaluate("() => window.vibrations.length") == before + 1
    do.press(phone, "Noch einmal")
    do.press(phone, "Anhalten")
    expect(retelling.get_by_role("timer")).to_have_text("1:30")
