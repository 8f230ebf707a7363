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
  const box = (el) => el.getBoundingClientRect();
  const look = (el) => getComputedStyle(el);
  const name = (el) => `${el.localName}${el.id ? "#" + el.id : ""}.${el.className.baseVal ?? el.className}`;
  const isClipped = (el) => el && (/auto|scroll|hidden|clip/.test(look(el).overflowX) || isClipped(el.parentElement));
  const all = [...document.querySelectorAll("body *")].filter((el) => el.checkVisibility({ visibilityProperty: true }));
  const among = (selector) => all.filter((el) => el.matches(selector));
  const faults = [];

  if (document.documentElement.scrollWidth > width) {
    const out = all.filter((el) => box(el).right > width + 1 && !isClipped(el));
    const inner = out.filter((el) => !out.some((other) => other !== el && el.contains(other)));
    faults.push(...inner.map((el) => `sticks out: ${name(el)} ${Math.round(box(el).right)}`).slice(0, 4));
  }

  const sticky = among(".place, .composer, .in-hand").filter((el) => /sticky|fixed/.test(look(el).position));
  const taken = sticky.reduce((sum, el) => sum + box(el).height, 0);
  if (innerHeight - taken < 100) faults.push(`no room left: ${sticky.map(name)} take ${Math.round(taken)}`);

  for (const el of among(":is(main, .composer, .phone__foot) :is(button, a, textarea, input:not([type=hidden]))")) {
    const { width: wide, height: high } = box(el);
    const isLabelled = el.closest(".pen, .chip, .switch, .choice__card, .for-readers");
    if (wide && high && Math.min(wide, high) < 24 && !isLabelled) faults.push(`small: ${name(el)} ${wide}x${high}`);
  }
  for (const el of among(".button, .chip > span, .place__name b, h1, .clock__digits, summary")) {
    const hides = look(el).overflowX !== "visible" && look(el).textOverflow !== "ellipsis";
    if (hides && el.scrollWidth > el.clientWidth + 1) faults.push(`cut off: ${name(el)}`);
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
