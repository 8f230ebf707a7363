"""Small phones, large letters and phones held sideways: nothing is cut off, and the composer stays usable."""

from typing import Any

import pytest
from playwright.sync_api import Page

from tests.browser import room as do
from tests.browser.room import PHONE, Room

pytestmark = pytest.mark.browser

LONG = (
    "Donaudampfschifffahrtsgesellschaftskapitänsmützenabzeichenverordnung und noch etwas mehr, damit die Zeile bricht"
)


def sized(width: int, height: int) -> dict[str, Any]:
    return PHONE | {"viewport": {"width": width, "height": height}}


SMALL = sized(320, 640)
ZOOMED = {"viewport": {"width": 683, "height": 384}, "device_scale_factor": 2}
"""A laptop of 1366 x 768 at 200 %: that is how browsers zoom, to half as many pixels."""
SIDEWAYS = sized(844, 390)

SPILLS = """(width) => {
  const spills = (el) => el.checkVisibility() && el.getBoundingClientRect().right > width + 1;
  const names = [...document.querySelectorAll("body *")].filter(spills).map((el) => `${el.tagName}.${el.className}`);
  return document.documentElement.scrollWidth > width ? names.slice(0, 8) : [];
}"""


def fits(page: Page) -> None:
    """There is nothing to scroll to sideways (phones would rather shrink the page, so the glass is what counts)."""
    assert page.viewport_size
    assert page.evaluate(SPILLS, page.viewport_size["width"]) == [], page.url


@pytest.mark.parametrize("kind", [SMALL, ZOOMED, SIDEWAYS], ids=["320x640", "200%", "sideways"])
def test_the_whole_evening_fits_on_the_phone(room: Room, kind: dict[str, Any]) -> None:
    host = room.lay(
        title="Donaudampfschifffahrtskapitänstreffen", wifi_name="Haus der Begegnung", impulse_speaker="Eva"
    )
    host.goto("/health")  # the console is not what this is about
    phone = room.device(kind)
    for path in ("/", "/cafes/new", "/" + room.facts(host)["tables"][0]["join_token"]):
        phone.goto(path)
        fits(phone)
    do.sit_down(phone, "Maximiliane-Friederike")
    fits(phone)
    for expected in ("impulse", "round"):
        room.step(host)
        do.stage(phone, expected)
        fits(phone)

    do.composer(phone).scroll_into_view_if_needed()
    phone.locator("#composer-more > summary").click()
    fits(phone)
    phone.locator("#composer-more > summary").click()
    do.write(phone, LONG, category="Ändern")
    do.cloth(phone).filter(has_text=LONG).scroll_into_view_if_needed()
    fits(phone)
    send = phone.locator("#composer button[type=submit]")
    send.scroll_into_view_if_needed()
    size = send.bounding_box()
    assert size and size["height"] >= 44
    cloth_shows = phone.evaluate(
        "() => innerHeight - document.querySelector('#composer').getBoundingClientRect().height"
    )
    sticks = phone.locator("#composer").evaluate("(el) => ['sticky', 'fixed'].includes(getComputedStyle(el).position)")
    assert not sticks or cloth_shows >= 120, "the composer leaves no room for the cloth"

    for expected in ("change", "round", "rounds_over", "synthesis", "harvest"):
        room.step(host)
        do.stage(phone, expected)
        fits(phone)
    for screen in ("mine", "harvest"):
        phone.goto(room.at(screen))
        fits(phone)


@pytest.mark.parametrize("kind", [SMALL, ZOOMED, SIDEWAYS], ids=["320x640", "200%", "sideways"])
def test_the_host_can_lead_from_a_phone(room: Room, kind: dict[str, Any]) -> None:
    host = room.lay()
    pocket = room.device(kind)
    pocket.goto(host.evaluate(do.GET, room.at("links")).split('id="host-url"')[1].split('value="')[1].split('"')[0])
    pocket.wait_for_url("**/host")
    do.connected(pocket)
    room.join(host, "Anna")
    for expected in ("round", "change", "round", "rounds_over", "synthesis", "harvest"):
        fits(pocket)
        pocket.locator("#step-next").click()
        question = pocket.get_by_role("dialog").get_by_role("button", name="Ja", exact=True)
        if expected in ("change", "rounds_over"):
            question.click()
        do.stage(pocket, expected)
    for screen in ("links", "cards", "settings", "synthesis", "harvest"):
        pocket.goto(room.at(screen))
        fits(pocket)
