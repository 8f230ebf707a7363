"""What is looked for on a screen: barriers that a machine can find, by day and in the evening, and what does not fit."""

from pathlib import Path

from playwright.sync_api import Page

from tests.browser.shots.gallery import put_on

(AXE,) = Path(__file__).parent.glob("vendor/axe-*.min.js")
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
COLOURS = ["color-contrast", "link-in-text-block"]
SEVENFOLD = "color-contrast-enhanced"
"""For what is read in bad light: phones at the tables, and the wall."""

RUN = """async (only) => {
  const found = await axe.run(document, { runOnly: only, resultTypes: ["violations"] });
  const where = (nodes) => nodes.map((node) => node.target.join(" ")).slice(0, 5).join(" | ");
  return found.violations.map(({ id, nodes }) => `${id}: ${where(nodes)}`);
}"""


def barriers(page: Page) -> list[str]:
    """All rules once; in the evening, and where sevenfold contrast is promised, those about colours again."""
    if not page.evaluate("() => 'axe' in window"):
        page.evaluate(AXE.read_text())
    strict = [SEVENFOLD] if page.evaluate("() => document.body.matches('.phone, .wall')") else []
    found: list[str] = page.evaluate(RUN, {"type": "tag", "values": TAGS})
    if strict:
        found += page.evaluate(RUN, {"type": "rule", "values": strict})
    put_on(page, "evening")
    found += [f"{each} in the evening" for each in page.evaluate(RUN, {"type": "rule", "values": [*COLOURS, *strict]})]
    put_on(page, "day")
    return found
