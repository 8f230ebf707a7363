"""The console in a host's hands: silence, undo, quiet tables, one hand, help."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser import room as do
from tests.browser.conftest import Watch
from tests.browser.room import LAPTOP, PHONE, Room

pytestmark = pytest.mark.browser
IS_ABOVE = "() => document.elementFromPoint(innerWidth / 2, innerHeight / 2).closest('#hush') !== null"
QUIET = """() => {
  const tables = document.querySelector("[data-listens]");
  tables.dataset.listens = Number(tables.dataset.listens) - 6 * 60000;
  document.dispatchEvent(new CustomEvent("screen:drawn", { detail: { elements: [] } }));
}"""
"""Six minutes pass for the one who counts them."""


def test_silence_covers_the_phone_and_leaves_everything_under_it(room: Room) -> None:
    host = room.lay()
    phone = room.join(host, "Anna")
    room.step(host)
    do.stage(phone, "round")
    composer = do.composer(phone)
    composer.fill("Mitten im Satz")
    do.press(host, "Stille")
    sign = phone.locator("#hush")
    expect(sign).to_contain_text("Wir werden still")
    expect(sign).to_be_in_viewport(ratio=0.99)
    expect(host.locator("#hush-button")).to_have_attribute("aria-pressed", "true")
    expect(phone.locator("[data-spoken]")).to_have_text("Wir werden still. Schau zur Leitung.")
    expect(composer).to_be_focused()
    composer.press_sequentially(" weiter")
    do.press(host, "Stille")
    expect(sign).to_be_hidden()
    expect(composer).to_have_value("Mitten im Satz weiter")
    do.press(host, "Stille")
    do.press(phone, "Zeichen weglegen")
    expect(sign).to_be_hidden()
    expect(composer).to_be_focused()
    silence(room, host, on=False)
    for opener, name in (("[popovertarget=photo-taking]", "#photo-taking"), ("[data-draw]", "#doodling")):
        phone.locator(f"#composer {opener}").click()
        covers(room, host, phone, name)


def silence(room: Room, host: Page, *, on: bool) -> None:
    host.evaluate(do.POST, [room.at("hush"), {"on": str(int(on))}])


def covers(room: Room, host: Page, phone: Page, name: str) -> None:
    """The sign lies over this open sheet, which is as it was when the sign has been put away by key or by tap."""
    sign, sheet = phone.locator("#hush"), phone.locator(f"{name}:is(dialog:modal, :popover-open)")
    button = sheet.locator("button").first
    button.focus()
    for put_away in (lambda: phone.keyboard.press("Escape"), lambda: do.press(phone, "Zeichen weglegen")):
        silence(room, host, on=True)
        expect(phone.locator("#hush:popover-open")).to_contain_text("Wir werden still")
        assert phone.evaluate(IS_ABOVE)
        put_away()
        expect(sign).to_be_hidden()
        expect(sheet).to_be_visible()
        expect(button).to_be_focused()
        silence(room, host, on=False)
        expect(sign.locator("button")).to_have_count(0)
    button.click()
    expect(sheet).to_be_hidden()


def test_undo_is_offered_kept_and_pressed_by_key(room: Room) -> None:
    host = room.lay()
    room.join(host, "Anna", 1)
    room.join(host, "Ben", 1)
    expect(do.place(host, 1)).to_contain_text("Ben")
    sheet = do.guest_sheet(host, "Ben")
    sheet.get_by_role("button", name="Tisch 2").click()
    expect(do.place(host, 2)).to_contain_text("Ben")
    line = host.locator("#undo")
    expect(line).to_contain_text("Ben sitzt jetzt an Tisch 2.")
    host.reload()
    do.connected(host)
    expect(line).to_contain_text("Ben sitzt jetzt an Tisch 2.")
    host.locator("body").press("Control+z")
    expect(do.place(host, 1)).to_contain_text("Ben")
    expect(line).to_be_hidden()
    expect(host.locator("[data-spoken]")).to_have_text("Zurückgenommen.")


def test_an_undo_that_no_longer_fits_is_refused_kindly(room: Room, watch: Watch) -> None:
    watch.expect("retractions")
    host = room.lay()
    co_host = room.device(LAPTOP, storage_state=host.context.storage_state())
    co_host.goto(room.at("host"))
    do.press(host, "Tür schließen")
    expect(host.locator("#undo")).to_contain_text("Die Tür ist jetzt zu.")
    do.press(co_host, "Tür öffnen")
    host.locator("#undo-button").click()
    expect(host.locator("#notice")).to_contain_text("nicht mehr zurücknehmen")


def test_quiet_tables_are_told_to_the_host_and_only_while_people_sit_there(room: Room) -> None:
    host = room.lay()
    phone = room.join(host, "Anna", 1)
    room.step(host)
    do.stage(host, "round")
    lulls = host.locator(".lull:visible")
    expect(lulls).to_have_count(0)
    host.evaluate(QUIET)
    expect(lulls).to_have_text(["seit 6 Minuten nichts"])
    do.stage(phone, "round")
    do.write(phone, "Doch noch etwas", category="Ändern")
    expect(do.place(host, 1)).to_contain_text("1 Beitrag")
    expect(lulls).to_have_count(0)
    assert "lull" not in phone.content()


def test_in_one_hand_everything_lies_under_the_thumb(room: Room) -> None:
    host = room.lay(tables="6", rounds="6")
    room.join(host, "Anna", 2)
    room.step(host, 3)
    do.stage(host, "round")
    for width, height in ((390, 844), (320, 568)):
        host.set_viewport_size({"width": width, "height": height})
        for name in ("#step-next", "#hush-button", "#clock-off", "#clock-by-5", "#clock [data-digits]"):
            box = host.locator(name).bounding_box()
            assert box and box["y"] > height * 0.7 and box["x"] + box["width"] <= width, name
        assert (host.locator(".seats").nth(1).bounding_box() or {"height": 999})["height"] < 90
    expect(host.locator("#steps [aria-current]")).to_be_in_viewport(ratio=0.9)
    anna = host.locator("button.guest").filter(has_text="Anna")
    expect(anna).to_be_hidden()
    host.get_by_role("button", name=re.compile("^Tisch . öffnen")).nth(table_of(host) - 1).click()
    anna.click()
    sheet = host.locator("section.sheet:popover-open")
    sheet.get_by_role("button", name="Bleibt als Gastgeber:in hier").click()
    expect(host.locator(".guest--host")).to_contain_text("Anna")


def table_of(host: Page) -> int:
    """Where the only guest sits."""
    counts = host.locator(".seats__count").all_text_contents()
    return next(number for number, told in enumerate(counts, 1) if not told.strip().startswith("0"))


def test_help_answers_in_place_by_keyboard_and_without_script(room: Room) -> None:
    host = room.lay()
    expect(host.get_by_role("note")).to_have_count(0)
    button = host.get_by_role("button", name="Hilfe: Stille")
    button.focus()
    host.keyboard.press("Enter")
    expect(host.get_by_role("note")).to_contain_text("eine erhobene Hand")
    host.keyboard.press("Escape")
    expect(host.get_by_role("note")).to_have_count(0)
    plain = room.device(PHONE, java_script_enabled=False, storage_state=host.context.storage_state())
    plain.goto(room.at("host"))
    plain.get_by_role("button", name="Hilfe: Probelauf").click()
    expect(plain.get_by_role("note")).to_contain_text("erfundenen Gästen")


def test_a_rehearsal_from_the_console_and_back(room: Room) -> None:
    host = room.lay()
    do.press(host, "Probelauf")
    host.wait_for_url(lambda url: url.endswith("/host") and room.key not in url)
    do.connected(host)
    expect(host.locator("h1")).to_have_text("Probe: Trainertreffen")
    expect(host.locator("button.guest").first).to_be_visible()  # they come by themselves
    do.press(host, "Probe beenden und löschen")
    host.wait_for_url(f"**{room.at('host')}")
    expect(host.locator("button.guest")).to_have_count(0)


def test_the_host_joins_two_contributions_by_taps_and_by_keyboard(room: Room) -> None:
    host = room.lay()
    phone = room.join(host, "Anna", 1)
    room.step(host)
    do.stage(phone, "round")
    do.write(phone, "Kurze Wege", category="Ändern")
    do.write(phone, "Ein Fahrrad für alle", category="Ändern")
    cloth = do.open_cloth(host, 1)
    knots = cloth.get_by_role("button", name="verbinden")
    lines, asks = cloth.locator(".lines path"), cloth.locator(".laid__asks")
    expect(asks).to_be_hidden()
    knots.first.click()
    expect(asks).to_be_visible()
    cloth.get_by_text("Ein Fahrrad für alle").click()
    expect(asks).to_be_hidden()
    expect(lines).to_have_count(1)
    expect(host.locator("#undo")).to_contain_text("Zwei Beiträge sind verbunden.")
    expect(do.cloth(phone).first.locator(".joined")).to_contain_text("Ein Fahrrad für alle")
    host.keyboard.press("Control+z")
    expect(lines).to_have_count(0)
    for knot in (knots.first, knots.last):
        knot.focus()
        host.keyboard.press("Enter")
    expect(lines).to_have_count(1)
    cloth.get_by_role("button", name="Linie lösen: Kurze Wege").press("Enter")
    expect(lines).to_have_count(0)
    expect(host.locator("#undo")).to_contain_text("Eine Linie ist gelöst.")
    expect(knots.last).to_be_focused()
    knots.first.press("Enter")
    host.keyboard.press("Escape")
    expect(asks).to_be_hidden()
