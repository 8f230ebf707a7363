"""The last row reads the wall: every text on it is large enough, and whole or not begun, however long the words are.

Sizes are shares of the picture (u is a hundredth of its height at 16:9): what has to be read has 3.5 u at least, what
may be missed 2.6 u, and nothing is smaller. A line of writing is in the picture with its whole body or not at all.
"""

import re
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser import room as do
from tests.browser.room import Room
from tests.browser.test_mixing import plain_phone

pytestmark = pytest.mark.browser

PICTURES = {"projector": (1920, 1080), "old projector": (1024, 768), "4k": (3840, 2160)}
IN_4K = ("round", "change", "table 1 from near")
"""It has the projector's shape, so a few pictures are enough."""
LEAST = 2.6
TO_BE_READ = 3.5
MAY_BE_MISSED = (
    ".cloth__count, .join__lead, .near__foot, .rail, .shelf, .seating__stays, "
    ".controls, .gong, .keys kbd, .keys .button"
)
ROLES = {
    ".change__title": 7.0,
    ".clock__digits": 11.0,
    ".hush__title": 10.0,
    ".near__text": 3.7,
    ".over__number": 20.0,
    ".results__title": 7.0,
    ".balloting__title": 8.0,
    ".turnout": 6.4,
    ".welcome__code": 6.4,
}
"""What has a size of its own, in u."""

WORD = "Donaudampfschifffahrtsgesellschaftskapitänsmützenabzeichen"
TITLE = f"{WORD}-Treffen der ehrenamtlichen Öffentlichkeitsarbeiterinnen aus Niedersachsen und Bremen"[:120]
QUESTION = (
    f"Was hält Menschen auf unseren Kanälen, was vertreibt sie, und wie gelingt es uns, dass die {WORD} auch von denen "
    "verstanden werden, die zum ersten Mal hier sind und niemanden kennen, der ihnen das alles erklärt?"
)[:240]
TOPIC = f"Zusammenarbeit und {WORD} in allen Ortsgruppen, auch dort, wo es keine gibt und niemand anfängt"[:120]
TEXTS = (
    "Ein Satz",
    WORD,
    f"{WORD} brauchen wir nicht, wenn alle voneinander wissen, wer gerade woran arbeitet und was dabei schiefgeht.",
    ("Weniger Kanäle, dafür gute, und jemand, der sie liest. " * 12)[:500],
    "أفكار كثيرة تحتاج إلى وقت",
)
THEMES = [f"{number}. {WORD} für alle"[:80] for number in range(12)] + ["Ruhe", "وقت", f"Kurze Wege, {WORD}"]
PROMISES = [*TEXTS, ("Ich rufe an und frage nach, ob es Tee gibt. " * 5)[:200], *TEXTS[:4]]

TWO_EACH = """() => [...document.querySelectorAll(".cloth__ideas")].every((list) => {
  const edge = list.getBoundingClientRect().right;
  return [...list.children].filter((idea) => idea.getBoundingClientRect().left < edge).length >= 2;
})"""
"""However long the ideas are, two are to be seen on every cloth."""
POST_ALL = """async ([path, all]) => {
  const headers = { "HX-Request": "true" };
  for (const fields of all) await fetch(path, { method: "POST", headers, body: new URLSearchParams(fields) });
}"""
PAINTED = "() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))"
"""What makes room for ideas does so with the next picture that is painted."""
FINDINGS = (Path(__file__).parent / "legible.js").read_text("utf-8")


def reads(wall: Page, state: str) -> None:
    """In each of the pictures."""
    found = []
    for name, (width, height) in PICTURES.items():
        if name == "4k" and state not in IN_4K:
            continue
        wall.set_viewport_size({"width": width, "height": height})
        wall.evaluate(PAINTED)
        arguments = [LEAST, TO_BE_READ, MAY_BE_MISSED, ROLES]
        found += [f"{state}, {name}: {each}" for each in wall.evaluate(FINDINGS, arguments)]
    assert not found, "\n".join(found)


def lay(room: Room, tables: int) -> tuple[Page, Page]:
    host = room.lay(
        title=TITLE,
        question=QUESTION,
        tables=str(tables),
        seats="5",
        topics="\n".join([TOPIC] * tables),
        wifi_name="Haus der Begegnung am Markt, EG",
        wifi_password="W" * 40,
        impulse_speaker="Prof. Dr. Maximiliane-Friederike von Beispielhausen-Musterstadt",
        impulse_message=QUESTION * 3,
        gong="on",
    )
    names = ("Maximiliane-Friederike", "Jo", "Ömer", "Anna-Lena", "Hans-Georg")
    guests = [{"name": names[number % 5]} for number in range(30)]
    host.evaluate(POST_ALL, [room.at("participants"), guests])
    return host, room.wall(host)


def fill(room: Room, host: Page) -> None:
    """Every cloth of the first page but the second, which stays white."""
    laid = []
    for table in room.facts(host)["tables"][:6]:
        for text in TEXTS if table["number"] == 1 else TEXTS[:0] if table["number"] == 2 else TEXTS[2:4]:
            laid.append({"text": text, "table": str(table["id"]), "round": "1", "as": "host"})
    host.evaluate(POST_ALL, [room.at("contributions"), laid])


def look(room: Room, host: Page, wall: Page, **choice: str) -> None:
    host.evaluate(do.POST, [room.at("wall/focus"), choice])
    focus, near = choice["focus"], f"[data-near='{choice['table']}']" if "table" in choice else ".cloths"
    wall.wait_for_selector(f"body[data-focus={focus}] {near}")


def test_with_six_tables_from_the_first_picture_to_the_last(room: Room) -> None:
    host, wall = lay(room, 6)
    reads(wall, "welcome")
    for expected in ("impulse", "round"):
        room.step(host)
        do.stage(wall, expected)
        reads(wall, expected)
    fill(room, host)
    wall.wait_for_selector(".cloth__idea")
    wall.set_viewport_size({"width": 1024, "height": 768})
    wall.wait_for_function(TWO_EACH)
    host.evaluate(
        do.POST, [room.at("announcements"), {"text": f"{WORD}: " + "In der Küche gibt es Kuchen für alle. " * 2}]
    )
    wall.wait_for_selector("#announcement:not([hidden])")
    reads(wall, "round with an announcement")
    host.evaluate(do.POST, [room.at("announcements"), {"text": ""}])
    wall.wait_for_selector("#announcement[hidden]", state="attached")
    reads(wall, "round")
    for table in ("1", "2"):
        look(room, host, wall, focus="table", table=table)
        reads(wall, f"table {table} from near")
    wall.keyboard.press("?")
    reads(wall, "help")
    wall.keyboard.press("Escape")
    wall.mouse.move(200, 200)
    wall.wait_for_selector("html[data-controls=shown]")
    wall.keyboard.press("b")
    reads(wall, "a blank sheet and the control bar")
    wall.keyboard.press("b")
    host.evaluate(do.POST, [room.at("hush"), {"on": "1"}])
    wall.wait_for_selector("#hush:not([hidden])")
    reads(wall, "silence")
    for expected in ("change", "round", "rounds_over", "synthesis"):
        room.step(host)
        do.stage(wall, expected)
        reads(wall, expected)
    vote(room, host, wall, "dots")
    vote(room, host, wall, "matrix")
    room.step(host)
    do.stage(wall, "harvest")
    promise(room, host, wall)
    for page in ("1", "2", "3"):
        wall.keyboard.press(page)
        wall.wait_for_selector(f".wall__page[data-page='{page}']:not([hidden])")
        reads(wall, f"harvest, page {page}")
    room.step(host)
    do.stage(wall, "closed")
    reads(wall, "closed")


def vote(room: Room, host: Page, wall: Page, mode: str) -> None:
    """A ballot with long names while it is open, shut, and shown."""
    host.evaluate(POST_ALL, [room.at("themes"), [{"name": name} for name in (THEMES if mode == "dots" else ())]])
    host.evaluate(do.POST, [room.at("ballots"), {"mode": mode}])
    host.wait_for_selector("#close-ballot")
    wall.wait_for_selector(".balloting .turnout")
    more = wall.locator(".balloting__more")
    reads(wall, f"voting by {mode}")
    wall.set_viewport_size({"width": 1920, "height": 1080})
    seen = wall.evaluate(CHIPS)
    expect(more).to_have_text(f"und {len(THEMES) - seen} weitere auf den Handys")
    paper = host.locator("#helped a").first.get_attribute("href")
    found = re.findall(r'name="theme" value="(\d+)"', host.evaluate(do.GET, paper))
    path, _, voter = str(paper).partition("?voter=")
    wish = {"dots": "1"} if mode == "dots" else {"urgency": "3", "feasibility": "5"}
    votes = [{"theme": theme, "voter": voter, **wish} for theme in found[: 3 if mode == "dots" else 12]]
    host.evaluate(POST_ALL, [path, votes])
    wall.wait_for_function("() => document.querySelector('.turnout').textContent.startsWith('1 ')")
    host.locator("#close-ballot").click()
    wall.wait_for_selector(".balloting__paper:not(:has(.turnout))")
    reads(wall, f"the ballot by {mode} is shut")
    host.locator("#reveal-ballot").click()
    wall.wait_for_selector(".balloted")
    reads(wall, f"result by {mode}")


CHIPS = """() => {
  const list = document.querySelector(".balloting__themes");
  const { bottom } = list.getBoundingClientRect();
  return [...list.children].filter((chip) => chip.getBoundingClientRect().bottom <= bottom + 1).length;
}"""
"""How many themes of a ballot stand whole in the picture."""


def promise(room: Room, host: Page, wall: Page) -> None:
    with plain_phone(room.address) as phone:
        sent = {"name": "Maximiliane-Friederike von Beispielhaus", "arrival_key": f"promise-{room.key}"}
        assert phone.post("/" + room.facts(host)["tables"][0]["join_token"], data=sent).status_code == 303
        for number, what in enumerate(PROMISES):
            fields = {"what": what[:200], "shared": "1", "until": "2035-09-30", "key": f"promise-{number}"}
            assert phone.post(room.at("commitments"), data=fields).status_code == 303
    wall.wait_for_selector(f".promise:nth-child({len(PROMISES)})", state="attached")


@pytest.mark.parametrize("tables", [12, 24])
def test_with_many_tables(room: Room, tables: int) -> None:
    host, wall = lay(room, tables)
    room.step(host, 2)
    fill(room, host)
    do.stage(wall, "round")
    wall.wait_for_selector(".cloth__idea")
    reads(wall, "round")
    look(room, host, wall, focus="table", table="1")
    reads(wall, "one table from near")
    for expected in ("change", "round", "rounds_over")[: 3 if tables == 24 else 1]:
        room.step(host)
        do.stage(wall, expected)
        reads(wall, expected)


def contrast(one: str, other: str) -> float:
    """As WCAG has it."""

    def light(colour: str) -> float:
        shares = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
        linear = [share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4 for share in shares]
        return sum(weight * each for weight, each in zip((0.2126, 0.7152, 0.0722), linear, strict=True))

    lighter, darker = sorted((light(one), light(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def tokens(theme: str) -> dict[str, Any]:
    from app.templating import HOUSE

    sheet = (HOUSE / "static/css/tokens.css").read_text("utf-8")
    day, _, rest = sheet.partition('[data-theme="evening"]')
    own = rest.partition("}")[0]
    return dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6})", day)) | (
        dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6})", own)) if theme == "evening" else {}
    )


@pytest.mark.parametrize("theme", ["day", "evening"])
def test_writing_on_the_wall_has_sevenfold_contrast(theme: str) -> None:
    colours = tokens(theme)
    for ground in ("paper", "room", "embossing"):
        for ink in ("ink", "ink-soft") + (
            ("pen-black", "pen-blue", "pen-red", "pen-green") if ground == "paper" else ()
        ):
            enough = 7 if ground != "embossing" or ink == "ink" else 6
            assert contrast(colours[ink], colours[ground]) >= enough - 0.05, f"{ink} on {ground}, {theme}"
    assert contrast(colours["warning"], colours["room"]) >= 7
