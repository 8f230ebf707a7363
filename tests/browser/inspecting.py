"""What is looked for on a screen: barriers that a machine finds, by day and in the evening, and what does not fit."""

from pathlib import Path

from playwright.sync_api import Page

from tests.browser.shots.gallery import put_on

(AXE,) = Path(__file__).parent.glob("vendor/axe-*.min.js")
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
CONTRAST = "color-contrast"
SEVENFOLD = "color-contrast-enhanced"
"""For what is read in bad light: phones at the tables, and the wall. Who passes it passes the other."""
COLOURED_LINKS = "link-in-text-block"

RUN = """async ([runOnly, rules]) => {
  const name = (node) => node.target.join(" ");
  // axe knows neither what just rolls under a bar nor that an open sheet lies on top: are 24 pixels hit, or not?
  const isTooSmall = async (node) => {
    const element = document.querySelector(name(node));
    element.scrollIntoView({ block: "center", behavior: "instant" });
    const { left, top, width, height } = element.getBoundingClientRect();
    const hits = (x, y) => element.contains(document.elementFromPoint(left + width / 2 + x, top + height / 2 + y));
    return ![[0, 0], [-11, -11], [11, -11], [-11, 11], [11, 11]].every(([x, y]) => hits(x, y));
  };
  const found = [];
  const { violations } = await axe.run(document, { runOnly, rules, preload: false, resultTypes: ["violations"] });
  for (const { id, nodes } of violations) {
    const where = [];
    for (const node of nodes.slice(0, 5)) if (id !== "target-size" || (await isTooSmall(node))) where.push(name(node));
    if (where.length) found.push(`${id}: ${where.join(" | ")}`);
  }
  return found;
}"""


def barriers(page: Page) -> list[str]:
    """All rules by day; in the evening those about colours again."""
    if not page.evaluate("() => 'axe' in window"):
        page.evaluate(AXE.read_text())
    is_strict = page.evaluate("() => document.body.matches('.phone, .wall')")
    contrast, other = (SEVENFOLD, CONTRAST) if is_strict else (CONTRAST, SEVENFOLD)
    chosen = {contrast: {"enabled": True}, other: {"enabled": False}}
    found: list[str] = page.evaluate(RUN, [{"type": "tag", "values": TAGS}, chosen])
    put_on(page, "evening")
    coloured = page.evaluate(RUN, [{"type": "rule", "values": [contrast, COLOURED_LINKS]}, {}])
    put_on(page, "day")
    return found + [f"{each} in the evening" for each in coloured]


class Inspector:
    """Looks at one screen after the other and writes down what is wrong."""

    def __init__(self) -> None:
        self.found: list[str] = []

    def look(self, page: Page, state: str) -> None:
        self.found += [f"{state}: {each}" for each in barriers(page)]


SIZES = {
    "phone": ((320, 568), (844, 390), (390, 844), (768, 1024), (1440, 900)),
    "desk": ((320, 568), (1440, 900), (390, 844), (768, 1024), (1920, 1080)),
    "wall": ((1920, 1080), (768, 1024), (1440, 900), (3840, 2160)),
}
"""By the shell of a page: what such screens are; every state in the first, and in one of the others by turns.

How large writing on the wall is, test_legible.py knows.
"""
ALWAYS = 1
RULER = (Path(__file__).parent / "ruler.js").read_text("utf-8")


def misfits(page: Page, turn: int = 0) -> list[str]:
    """In the sizes that such a screen has; `turn`: counts the states, so that each size gets its turn."""
    shell = page.evaluate("() => ['phone', 'wall'].find((each) => document.body.classList.contains(each)) ?? 'desk'")
    before = page.viewport_size
    assert before
    found = []
    always, others = SIZES[shell][:ALWAYS], SIZES[shell][ALWAYS:]
    for width, height in (*always, others[turn % len(others)]):
        page.set_viewport_size({"width": width, "height": height})
        found += [f"{each} ({width}x{height})" for each in page.evaluate(RULER, [width, height])]
    page.set_viewport_size(before)
    return found
