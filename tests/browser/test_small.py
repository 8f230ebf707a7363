"""Small phones, large letters and phones held sideways: nothing is cut off, and the composer stays usable."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser import room as do
from tests.browser.room import PHONE, Room

pytestmark = pytest.mark.browser

LONG = (
    "Donaudampfschifffahrtsgesellschaftskapitänsmützenabzeichenverordnung und noch etwas mehr, damit die Zeile bricht"
)


SIZES = {"a small phone": (320, 640), "a laptop at 200 %": (683, 384), "a phone held sideways": (844, 390)}
"""Browsers zoom to 200 % by showing half as many pixels: a laptop of 1366 x 768 has 683 x 384 then."""

SPILLS = """(width) => {
  const spills = (el) => el.checkVisibility() && el.getBoundingClientRect().right > width + 1;
  const names = [...document.querySelectorAll("body *")].filter(spills).map((el) => `${el.tagName}.${el.className}`);
  return document.documentElement.scrollWidth > width ? names.slice(0, 8) : [];
}"""


def fits(page: Page) -> None:
    """In no size is there something to scroll to sideways (phones would shrink the page: the glass is what counts)."""
    for name, (width, height) in SIZES.items():
        page.set_viewport_size({"width": width, "height": height})
        assert page.evaluate(SPILLS, width) == [], f"{page.url} on {name}"


def test_the_whole_evening_fits_on_the_phone(room: Room) -> None:
    host = room.lay(
        title="Donaudampfschifffahrtskapitänstreffen", wifi_name="Haus der Begegnung", impulse_speaker="Eva"
    )
    phone = room.device(PHONE)
    for path in ("/", "/cafes/new", "/" + room.facts(host)["tables"][0]["join_token"]):
        phone.goto(path)
        fits(phone)
    do.sit_down(phone, "Maximiliane-Friederike")
    fits(phone)
    for expected in ("impulse", "round"):
        room.step(host)
        do.stage(phone, expected)
        fits(phone)
    do.write(phone, LONG, category="Ändern")
    phone.locator("#composer-more > summary").click()
    fits(phone)
    phone.locator("#composer-more > summary").click()
    for expected in ("change", "round", "rounds_over", "synthesis", "harvest"):
        room.step(host)
        do.stage(phone, expected)
        fits(phone)
    for screen in ("mine", "harvest"):
        phone.goto(room.at(screen))
        fits(phone)


@pytest.mark.parametrize("name", SIZES)
def test_the_composer_is_usable_and_leaves_room_for_the_cloth(room: Room, name: str) -> None:
    width, height = SIZES[name]
    host = room.lay()
    room.step(host)
    phone = room.join(host, "Anna", kind=PHONE | {"viewport": {"width": width, "height": height}})
    do.write(phone, LONG, category="Ändern")
    for target in (phone.locator("#composer button[type=submit]"), do.composer(phone)):
        target.scroll_into_view_if_needed()
        size = target.bounding_box()
        assert size and size["height"] >= 44
        assert size["x"] >= 0 and size["x"] + size["width"] <= width
    sticks = phone.locator("#composer").evaluate("(el) => ['sticky', 'fixed'].includes(getComputedStyle(el).position)")
    left = phone.locator("#composer").evaluate("(el) => innerHeight - el.getBoundingClientRect().height")
    assert not sticks or left >= 120
    do.cloth(phone).filter(has_text=LONG).scroll_into_view_if_needed()
    expect(do.cloth(phone).filter(has_text=LONG)).to_be_in_viewport()


def test_the_host_can_lead_from_a_phone(room: Room) -> None:
    host = room.lay()
    pocket = room.device(PHONE)
    pocket.goto(host.evaluate(do.GET, room.at("links")).split('id="host-url"')[1].split('value="')[1].split('"')[0])
    pocket.wait_for_url("**/host")
    do.connected(pocket)
    room.join(host, "Anna")
    for expected in ("round", "change", "round", "rounds_over", "synthesis", "harvest"):
        fits(pocket)
        pocket.locator("#step-next").click()
        if expected in ("change", "rounds_over"):
            pocket.get_by_role("dialog").get_by_role("button", name="Ja", exact=True).click()
        do.stage(pocket, expected)
    for screen in ("links", "cards", "settings", "synthesis", "harvest"):
        pocket.goto(room.at(screen))
        fits(pocket)
