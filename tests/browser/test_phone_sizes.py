"""The phone in every stage, on small and large glass, upright and sideways, with text twice as large as usual."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from playwright.sync_api import Page, expect

from tests.browser import room as do
from tests.browser.room import PHONE, Room

pytestmark = pytest.mark.browser

SIZES = ((320, 568), (390, 844), (844, 390), (768, 1024))
LETTERS = (16, 32)
"""What the browser's own setting makes of 1 rem, in pixels."""
LONG = "Donaudampfschifffahrtsgesellschaft und was sie uns an diesem Nachmittag zu sagen hätte"

FAULTS = """(width) => {
  const shown = (el) => el.checkVisibility({ visibilityProperty: true });
  const box = (el) => el.getBoundingClientRect();
  const name = (el) => `${el.localName}${el.id ? "#" + el.id : ""}.${el.className.baseVal ?? el.className}`;
  const clipped = (el) => [...function* () { for (let up = el; up; up = up.parentElement) yield up; }()]
    .some((up) => /auto|scroll|hidden|clip/.test(getComputedStyle(up).overflowX));
  const all = [...document.querySelectorAll("body *")].filter(shown);
  const faults = [];
  if (document.documentElement.scrollWidth > width) {
    const out = all.filter((el) => box(el).right > width + 1 && !clipped(el));
    const inner = out.filter((el) => !out.some((other) => other !== el && el.contains(other)));
    faults.push(...inner.map((el) => `sticks out: ${name(el)} ${Math.round(box(el).right)}`).slice(0, 4));
  }
  const sticks = all.filter((el) => ["sticky", "fixed"].includes(getComputedStyle(el).position) && el.matches(".place, .composer, .in-hand"));
  const taken = sticks.reduce((sum, el) => sum + box(el).height, 0);
  if (innerHeight - taken < 100) faults.push(`no room left: ${sticks.map(name)} take ${Math.round(taken)} of ${innerHeight}`);
  for (const el of all.filter((each) => each.matches("main :is(button, a, input, textarea), .composer :is(button, textarea), .phone__foot :is(a, button)"))) {
    const { width: w, height: h } = box(el);
    if (w && h && (h < 24 || w < 24) && !el.closest(".pen, .chip, .switch, .choice__card, .for-readers")) faults.push(`small: ${name(el)} ${w}x${h}`);
  }
  for (const el of all.filter((each) => each.matches(".button, .chip > span, .place__name b, h1, .clock__digits, summary"))) {
    if (el.scrollWidth > el.clientWidth + 1 && getComputedStyle(el).overflowX !== "visible" && getComputedStyle(el).textOverflow !== "ellipsis") {
      faults.push(`cut off: ${name(el)}`);
    }
  }
  return faults;
}"""


@contextmanager
def letters(phone: Page, size: int) -> Iterator[None]:
    """As somebody has set it in the browser; media queries follow as well."""
    session = phone.context.new_cdp_session(phone)
    session.send("Page.setFontSizes", {"fontSizes": {"standard": size, "fixed": size * 13 // 16}})
    yield
    session.send("Page.setFontSizes", {"fontSizes": {"standard": 16, "fixed": 13}})
    session.detach()


def faults(phone: Page, what: str) -> list[str]:
    found = []
    for size in LETTERS:
        with letters(phone, size):
            for width, height in SIZES:
                phone.set_viewport_size({"width": width, "height": height})
                seen = phone.evaluate(FAULTS, width)
                found += [f"{what}, {width}x{height}, {size} px: {fault}" for fault in seen]
    phone.set_viewport_size(PHONE["viewport"])
    return found


def test_nothing_is_cut_off_or_covered_in_any_stage(room: Room) -> None:
    host = room.lay(
        title="Donaudampfschifffahrtskapitänstreffen", names="am Panoramafenster hinten links", impulse_speaker="Eva"
    )
    phone = room.device(PHONE)
    found = []
    for path in ("/", "/offline", "/" + room.facts(host)["tables"][0]["join_token"]):
        phone.goto(path)
        found += faults(phone, path)
    do.sit_down(phone, "Maximiliane-Friederike")
    found += faults(phone, "waiting")
    phone.locator("#stay-here").click()
    phone.locator("#tasks > summary").click()
    found += faults(phone, "waiting, as table host")
    for stage in ("impulse", "round"):
        room.step(host)
        do.stage(phone, stage)
        found += faults(phone, stage)
    do.write(phone, LONG, category="Ändern")
    phone.locator("#composer-more > summary").click()
    phone.locator("#handover summary").click()
    found += faults(phone, "round with a line, all folds open")
    phone.locator("#composer-more > summary").click()
    phone.get_by_role("button", name="So reden wir hier").click()
    expect(phone.locator("#etiquette")).to_be_visible()
    found += faults(phone, "etiquette")
    phone.keyboard.press("Escape")
    for stage in ("change", "round", "rounds_over", "synthesis", "harvest", "closed"):
        room.step(host)
        do.stage(phone, stage)
        found += faults(phone, f"{stage}, later")
    assert not found, "\n".join(found)
