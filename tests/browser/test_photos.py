"""Photos from a phone: taken without a network, sent when it is back, and seen by the others at the table."""

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser import room as do
from tests.browser.conftest import Watch
from tests.browser.inspecting import Inspector
from tests.browser.room import Room
from tests.photos import pictures

pytestmark = pytest.mark.browser

AWAY = ("ERR_INTERNET_DISCONNECTED", "WebSocket connection to")
KEPT = """async () => {
  const opening = indexedDB.open("tischdecke-photos");
  const opened = await new Promise((done) => { opening.onsuccess = () => done(opening.result); });
  const reading = opened.transaction("photos").objectStore("photos").getAll();
  const entries = await new Promise((done) => { reading.onsuccess = () => done(reading.result); });
  opened.close();
  return Promise.all(entries.map(async ({ picture }) => [...new Uint8Array(await picture.arrayBuffer())]));
}"""


def choose(phone: Page, content: bytes, caption: str = "") -> Locator:
    """Fills in the sheet that is open; its button."""
    phone.locator("#photo-file").set_input_files({"name": "IMG 1.jpg", "mimeType": "image/jpeg", "buffer": content})
    expect(phone.locator(".taking__preview")).to_be_visible()
    phone.locator("#photo-caption").fill(caption)
    return phone.locator("#photo-form button[type=submit]")


def open_sheet(phone: Page) -> None:
    """With it comes all that is needed without a network."""
    phone.locator(".photo-open").filter(visible=True).click()
    expect(phone.locator("html")).to_have_attribute("data-photos", "stored")


def on_cloth(phone: Page, caption: str) -> Locator:
    return phone.locator("#photos li").filter(has_text=caption)


def is_loaded(picture: Locator) -> None:
    expect(picture).to_have_js_property("complete", True)
    assert picture.evaluate("(image) => image.naturalWidth") > 0


def test_taken_without_a_network(room: Room, watch: Watch) -> None:
    watch.expect(*AWAY)
    inspector, host = Inspector(), room.lay()
    anna, ben = room.join(host, "Anna"), room.join(host, "Ben")
    room.step(host)
    for phone in (anna, ben):
        do.stage(phone, "round")
    open_sheet(anna)
    anna.context.set_offline(True)
    button = choose(anna, pictures.from_a_phone(900, 600), "Unser Tuch")
    inspector.look(anna, "sheet")
    button.click()
    waiting = anna.locator("#photos-waiting li")
    expect(waiting).to_contain_text("wird nachgereicht")
    expect(anna.locator("#photo-taking")).to_be_hidden()
    inspector.look(anna, "waiting")
    (kept,) = anna.evaluate(KEPT)
    assert bytes(kept).startswith(b"\xff\xd8\xff")
    assert b"Kameramarke" not in bytes(kept)
    assert b"Geheimer Ort" not in bytes(kept)

    anna.context.set_offline(False)
    for phone in (anna, ben):
        expect(on_cloth(phone, "Unser Tuch")).to_have_count(1)
        is_loaded(phone.locator(".photos__picture"))
    expect(waiting).to_have_count(0)
    assert anna.evaluate(KEPT) == []
    width, height = (on_cloth(ben, "").locator("img").get_attribute(name) for name in ("width", "height"))
    assert (width, height) == ("600", "900")  # upright

    ben.locator("#photos a").click()
    is_loaded(ben.locator(".photo-page__picture"))
    inspector.look(ben, "photo of somebody else")
    expect(ben.locator("form[action$=withdrawal]")).to_have_count(0)
    for who, name in ((anna, "guest"), (host, "host")):
        who.goto(room.at("album"))
        inspector.look(who, f"album of a {name}")
        who.locator(".shot__link").click()
        inspector.look(who, f"photo of a {name}")
    assert inspector.found == []


def test_what_is_refused_stays_on_the_phone_until_it_is_discarded(room: Room, watch: Watch) -> None:
    watch.expect("status of 4")
    host = room.lay()
    anna = room.join(host, "Anna")
    room.step(host)
    do.stage(anna, "round")
    open_sheet(anna)
    button = choose(anna, pictures.saved(pictures.paper(90, 60)), "Zu spät")
    while room.facts(host)["stage"] != "closed":
        room.step(host)
    button.click()
    refused = anna.locator("#photos-waiting li[data-state=refused]")
    expect(refused).to_contain_text("Das Café ist geschlossen.")
    anna.reload()
    expect(refused).to_contain_text("Zu spät")  # what waits from before needs no tap
    do.press(refused, "Verwerfen")
    expect(refused).to_have_count(0)
    assert anna.evaluate(KEPT) == []


def test_with_the_keyboard_and_without_a_script(room: Room) -> None:
    host = room.lay()
    anna = room.join(host, "Anna")
    room.step(host)
    do.stage(anna, "round")
    opener = anna.locator(".composer .photo-open")
    opener.focus()
    anna.keyboard.press("Enter")
    expect(anna.locator("#photo-taking")).to_be_visible()
    anna.keyboard.press("Escape")
    expect(anna.locator("#photo-taking")).to_be_hidden()
    expect(opener).to_be_focused()

    plain = room.device(do.PHONE, java_script_enabled=False)
    plain.context.add_cookies(anna.context.cookies())  # type: ignore[arg-type]
    plain.goto(room.at("table"))
    plain.locator(".composer .photo-open").click()
    file = {"name": "x.png", "mimeType": "image/png", "buffer": pictures.saved(pictures.paper(90, 60), "PNG")}
    plain.locator("#photo-file").set_input_files(file)
    plain.locator("#photo-agreed").check()
    plain.locator("#photo-form button[type=submit]").click()
    expect(plain).to_have_url(re.compile("/table$"))
    expect(plain.locator("#photos li")).to_have_count(1)
    expect(anna.locator("#photos li")).to_have_count(1)
