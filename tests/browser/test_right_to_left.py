"""What is written in Arabic or Hebrew runs from right to left on every screen, and mixes with nothing around it."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page

from tests.browser import room as do
from tests.browser.room import POST, Room

pytestmark = pytest.mark.browser

CUT_OFF = (Path(__file__).parent / "cut_off.js").read_text("utf-8")
ARABIC = "نريد 3 اجتماعات أقل، من فضلك!"
HEBREW = "פחות ערוצים: האם 2 מספיקים?"

ASTRAY = """() => {
  const MIXED = "script, option, title, .for-readers, .writing__proposal"; // a draft is our text with quotations in it
  const RIGHT_TO_LEFT = /[\\u0590-\\u06ff]/;
  const found = [];
  const isApart = (style) => style.direction === "rtl" && /isolate|plaintext/.test(style.unicodeBidi);
  function runs(element) {
    for (let up = element; up; up = up.parentElement) {
      const style = getComputedStyle(up);
      if (isApart(style)) return true;
      if (style.display !== "inline") return style.direction === "rtl";
    }
    return false;
  }
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (texts.nextNode()) {
    const element = texts.currentNode.parentElement;
    const words = texts.currentNode.data.replace(/\\u2068[^\\u2069]*\\u2069/g, "");
    if (!RIGHT_TO_LEFT.test(words) || element.closest(MIXED)) continue;
    if (!runs(element)) found.push(`${element.tagName}.${element.className.baseVal ?? element.className}`);
  }
  return found;
}"""
HOLDS = "() => /[\\u0590-\\u06ff]/.test(document.body.textContent)"


MIRROR = "() => { document.documentElement.dir = 'rtl'; dispatchEvent(new Event('resize')); }"
COLUMNS = """() =>
  [...document.querySelectorAll("section[data-column]")].map((column) => column.getBoundingClientRect().left)"""
WHERE = "() => document.activeElement.closest('[data-column]')?.dataset.column"


def is_mirrored(host: Page, room: Room) -> None:
    """The board in a language from right to left: the first column on the right, and arrows lead where they point."""
    host.goto(room.at("synthesis"))
    host.evaluate(MIRROR)
    lefts = host.evaluate(COLUMNS)
    assert lefts == sorted(lefts, reverse=True)
    grip = host.locator("#board [data-theme-grip], #board [data-grip]").first
    grip.focus()
    first = host.evaluate(WHERE)
    for key, moves in (("Alt+ArrowLeft", True), ("Alt+ArrowRight", False)):
        host.keyboard.press(key)
        host.wait_for_function(f"([was, moves]) => (({WHERE})() !== was) === moves", arg=[first, moves])
    grip.click()
    assert host.evaluate(CUT_OFF, 1366) == []
    host.keyboard.press("Escape")


@pytest.fixture
def astray() -> Iterator[dict[str, list[str]]]:
    """Elements in which something runs the wrong way, by page."""
    astray: dict[str, list[str]] = {}
    yield astray
    assert astray == {}


def test_arabic_and_hebrew_run_right_on_every_screen(room: Room, astray: dict[str, list[str]]) -> None:
    def runs_right(page: Page) -> None:
        where = page.url.partition(room.key)[2]
        assert page.evaluate(HOLDS), f"{where} shows none"
        if found := page.evaluate(ASTRAY):
            astray[where] = found

    host = room.lay(questions_2="")
    wall, anna, ben = room.wall(host), room.join(host, "Anna"), room.join(host, "Ben")
    room.step(host)
    for phone, text in ((anna, ARABIC), (ben, HEBREW)):
        do.stage(phone, "round")
        do.write(phone, text, category="Ändern")
    for page in (anna, ben, wall):
        page.get_by_text(HEBREW).first.wait_for()
        runs_right(page)
    host.reload()
    runs_right(host)
    anna.goto(room.at("mine"))
    runs_right(anna)
    for name in (ARABIC[:12], HEBREW[:12]):
        host.evaluate(POST, [room.at("themes"), {"name": name, "words": ""}])
    room.step(host, 3)
    do.stage(host, "rounds_over")
    room.step(host)
    host.goto(room.at("synthesis"))
    themes = host.evaluate("() => [...document.querySelectorAll('[data-theme-card]')].map((e) => e.dataset.themeCard)")
    cards = host.evaluate("() => [...document.querySelectorAll('[data-card]')].map((e) => e.dataset.card)")
    for theme, card in zip(themes, sorted(cards), strict=False):
        host.evaluate(POST, [room.at("placements"), {"contribution": card, "theme": theme, "column": "change"}])
    host.evaluate(POST, [room.at("tensions/themes"), {"left": themes[0], "right": themes[1]}])
    host.evaluate(POST, [room.at("read-backs"), {}])
    for address in ("synthesis", f"synthesis?open={themes[0]}", "harvest", "report", "afterword", "summary", "wall"):
        host.goto(room.at(address))
        runs_right(host)
    is_mirrored(host, room)
    ben.goto(room.at("table"))
    runs_right(ben)
    room.step(host)
    for page, address in ((host, "wall"), (ben, "table")):
        page.goto(room.at(address))
        runs_right(page)
