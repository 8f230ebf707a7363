"""What is on the device: through reloads, crashes and several tabs; and honest words where nothing is kept."""

import contextlib

import pytest
from playwright.sync_api import Error, Page, expect

from .conftest import later, soon, until
from .test_outbox import faces, is_empty, write

pytestmark = pytest.mark.browser

DENIED = "Object.defineProperty(window, 'indexedDB', { get() { throw new Error('denied'); } });"
MUTE = "indexedDB.open = () => ({});"
FULL = """
const put = IDBObjectStore.prototype.put;
window.isFull = true;
IDBObjectStore.prototype.put = function (value) {
  if (window.isFull) throw new DOMException("full", "QuotaExceededError");
  return put.call(this, value);
};
"""
NO_STORAGE = """
for (const name of ["localStorage", "sessionStorage"]) {
  Object.defineProperty(window, name, { get() { throw new DOMException("denied", "SecurityError"); } });
}
"""
STORED = """async () => {
  const open = indexedDB.open("tischdecke", 1);
  await new Promise((resolve) => { open.onsuccess = resolve; });
  const all = open.result.transaction("outbox").objectStore("outbox").getAll();
  await new Promise((resolve) => { all.onsuccess = resolve; });
  open.result.close();
  return all.result.map((entry) => entry.fields.text);
}"""
WIPE = """async () => {
  const wiping = indexedDB.deleteDatabase("tischdecke");
  await new Promise((resolve, reject) => { wiping.onsuccess = resolve; wiping.onerror = reject; });
}"""


def leaves_with_a_question(page: Page) -> bool:
    asked: list[str] = []

    def answer(dialog):
        asked.append(dialog.type)
        dialog.dismiss()

    page.on("dialog", answer)
    page.close(run_before_unload=True)
    with contextlib.suppress(Error):
        until(page, lambda: asked or page.is_closed(), 3)
    page.remove_listener("dialog", answer)
    return asked == ["beforeunload"]


@pytest.mark.parametrize("script", [DENIED, MUTE, FULL], ids=["denied", "mute", "full"])
def test_where_nothing_keeps_memory_does_and_says_so(phone, cafe, script):
    page = phone(script=script)
    cafe.post_status = 503
    page.fill("#text", "nur hier")
    page.click("#send")
    later(page, 4, 1)
    expect(page.locator("html")).to_have_attribute("data-outbox", "memory")
    assert faces(page) == ["memory"]
    expect(page.locator("#outbox small[data-when=waiting]")).to_be_hidden()
    expect(page.locator("[data-outbox-sign]")).to_be_visible()
    assert leaves_with_a_question(page)
    cafe.post_status = 201
    soon(page, lambda: is_empty(page), 11)
    expect(page.locator("#contributions li")).to_have_count(1)
    expect(page.locator("[data-outbox-sign]")).to_be_hidden()
    if script == DENIED:
        cafe.post_status = 403
        write(page, "abgelehnt")
        soon(page, lambda: faces(page) == ["refused"], 2)
        expect(page.locator("[data-outbox-sign]")).to_be_visible()
        assert leaves_with_a_question(page)
    else:
        assert not leaves_with_a_question(page)


def test_a_disk_that_was_full_and_has_room_again_keeps_again(phone, cafe):
    page = phone(script=FULL)
    cafe.post_status = 503
    write(page, "kein Platz")
    assert faces(page) == ["memory"]
    page.evaluate("window.isFull = false")
    write(page, "wieder Platz")
    soon(page, lambda: faces(page) == ["waiting"] * 2, 11)
    assert sorted(page.evaluate(STORED)) == ["kein Platz", "wieder Platz"]
    expect(page.locator("[data-outbox-sign]")).to_be_hidden()
    cafe.post_status = 201
    soon(page, lambda: is_empty(page), 11)
    assert list(cafe.contributions.values()) == ["kein Platz", "wieder Platz"]


def test_data_that_is_wiped_while_it_waits_is_kept_anew(phone, cafe):
    page = phone()
    cafe.post_status = 503
    write(page, "eins")
    write(page, "zwei")
    page.evaluate(WIPE)
    until(page, lambda: sorted(page.evaluate(STORED)) == ["eins", "zwei"])
    assert faces(page) == ["waiting"] * 2
    assert not leaves_with_a_question(page)
    page = phone(context=page.context)
    expect(page.locator("#outbox li [data-slot=text]")).to_have_text(["eins", "zwei"])
    cafe.post_status = 201
    soon(page, lambda: is_empty(page), 11)
    assert list(cafe.contributions.values()) == ["eins", "zwei"]


def test_data_that_is_wiped_by_a_browser_that_keeps_nothing_from_then_on(phone, cafe):
    page = phone()
    cafe.post_status = 503
    write(page, "eins")
    page.evaluate("() => { IDBFactory.prototype.open = () => { throw new DOMException('denied', 'SecurityError'); } }")
    session = page.context.new_cdp_session(page)
    origin = page.evaluate("location.origin")
    session.send("Storage.clearDataForOrigin", {"origin": origin, "storageTypes": "indexeddb"})
    until(page, lambda: faces(page) == ["memory"])
    expect(page.locator("[data-outbox-sign]")).to_be_visible()
    cafe.post_status = 201
    soon(page, lambda: is_empty(page), 11)
    assert list(cafe.contributions.values()) == ["eins"]


# drafts


def test_drafts_survive_a_reload_until_they_are_sent(phone, cafe):
    page = phone()
    page.fill("#point-2-1", "Punkt eins")
    page.fill("#text", "x" * 399)
    expect(page.locator("[data-count]")).to_be_hidden()
    page.fill("#text", "x" * 400)
    expect(page.locator("[data-count]")).to_have_text("400/500")
    page.reload()
    expect(page.locator("#text")).to_have_value("x" * 400)
    expect(page.locator("[data-count]")).to_have_text("400/500")
    expect(page.locator("#point-2-1")).to_have_value("Punkt eins")
    page.click("#send")
    page.click("#lay")
    until(page, lambda: len(cafe.contributions) == 1 and cafe.requests == [("handovers", {"point": "Punkt eins"})])
    page.reload()
    expect(page.locator("#text")).to_have_value("")
    expect(page.locator("#point-2-1")).to_have_value("")


def test_all_that_was_typed_survives_a_crash(phone, cafe):
    page = phone()
    cafe.post_status = 503
    write(page, "wartet noch")
    page.fill("#text", "halb geschrieb")
    page.fill("#point-2-1", "Punkt eins")
    with pytest.raises(Error, match="crash"):
        page.goto("chrome://crash", timeout=10_000)
    cafe.post_status = 201
    again = phone(context=page.context)
    expect(again.locator("#text")).to_have_value("halb geschrieb")
    expect(again.locator("#point-2-1")).to_have_value("Punkt eins")
    expect(again.locator("#contributions p")).to_have_text(["wartet noch"])
    assert list(cafe.contributions.values()) == ["wartet noch"]


def test_the_back_button_brings_back_what_was_typed_and_sends_nothing_twice(phone, cafe):
    page = phone()
    write(page, "einmal")
    until(page, lambda: cafe.contributions)
    cafe.post_status = 503
    write(page, "wartet noch")
    page.fill("#text", "halb geschrieb")
    page.goto(page.url.replace("/cafes/K/table", "/elsewhere"))
    page.go_back()
    expect(page.locator("#text")).to_have_value("halb geschrieb")
    expect(page.locator("#outbox li [data-slot=text]")).to_have_text(["wartet noch"])
    cafe.post_status = 201
    soon(page, lambda: is_empty(page), 11)
    assert list(cafe.contributions.values()) == ["einmal", "wartet noch"]


def test_two_tabs_keep_their_own_drafts(phone, cafe):
    one = phone()
    one.fill("#text", "nur einmal")
    two = phone(context=one.context)
    expect(two.locator("#text")).to_have_value("nur einmal")
    one.click("#send")  # what another tab has sent does not stand here as well
    expect(two.locator("#text")).to_have_value("")

    one.fill("#text", "im ersten")
    two.fill("#text", "im zweiten")
    write(two, "im zweiten, fertig")
    one.reload()
    expect(one.locator("#text")).to_have_value("im ersten")
    two.reload()
    expect(two.locator("#text")).to_have_value("")


def test_without_any_storage_one_can_still_write(phone, cafe):
    page = phone(script=DENIED + NO_STORAGE)
    page.fill("#text", "trotzdem")
    page.fill("#point-2-1", "auch das")
    page.click("#send")
    expect(page.locator("#contributions p")).to_have_text(["trotzdem"])
