"""All eight steps by keyboard alone: every control is reached by Tab, shows that it has the focus, and obeys."""

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser import room as do
from tests.browser.room import LAPTOP, WALL, Room

pytestmark = pytest.mark.browser

SMALL = {"viewport": {"width": 390, "height": 664}}
MOST_TABS = 120
HAS_FOCUS = "(el) => el === document.activeElement"
LOOKS = """(el) => {
  const style = (it) => getComputedStyle(it);
  const ring = (it) => style(it).outlineStyle !== "none" && parseFloat(style(it).outlineWidth) >= 2;
  const shows = () => el.matches(":focus-visible") && [el, el.parentElement, ...el.parentElement.children].some(ring);
  const now = document.activeElement;
  const seen = now.getBoundingClientRect().width > 2 ? now : now.labels?.[0] ?? now.parentElement;
  const inFront = (it) => {
    if (it.closest(":popover-open, dialog[open]")) return false; // opened by hand, and Escape shuts it
    for (; it; it = it.parentElement) if (/sticky|fixed/.test(style(it).position)) return !it.contains(seen);
    return false;
  };
  const free = (x, y) => {
    const hit = document.elementFromPoint(x, y);
    return hit && (hit.contains(seen) || seen.contains(hit) || !inFront(hit));
  };
  const { left, right, top, bottom } = seen.getBoundingClientRect();
  const heights = [top + 3, (top + bottom) / 2, bottom - 3];
  const across = [left + 3, (left + right) / 2, right - 3];
  const isSeen = now === document.body || heights.some((y) => across.some((x) => free(x, y)));
  if (!isSeen) return `out of sight: ${now.outerHTML.slice(0, 120)} at ${Math.round(top)}`;
  if (el !== now) return "without focus";
  return shows() ? "focused" : "focused without a ring";
}"""
"""Of what is to have the focus, and whether what has it lies behind something that stays where it is (WCAG 2.4.11).

Asked in one go: between two questions a live screen may put a new element in the old one's place.
"""


class Keys:
    """Ten fingers and no mouse."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def to(self, target: Locator) -> None:
        """By Tab, from wherever the focus is."""
        expect(target).to_be_visible()
        for _ in range(MOST_TABS):
            if (looks := target.evaluate(LOOKS)) != "without focus":
                assert looks == "focused", f"{looks}: {target}"
                return
            self.press("Tab")
        raise AssertionError(f"not reached by Tab: {target}")

    def press(self, key: str) -> None:
        self.page.keyboard.press(key)

    def push(self, name: str, *, key: str = "Enter", within: Locator | None = None) -> None:
        """A button or link by its words."""
        place = within or self.page.locator("body")
        named = place.get_by_role("button", name=name, exact=True).or_(place.get_by_role("link", name=name, exact=True))
        self.to(named)
        self.press(key)

    def type(self, field: Locator, text: str) -> None:
        self.to(field)
        self.press("Control+a")
        self.page.keyboard.type(text)

    def choose(self, group: Locator, word: str) -> None:
        """One of several radio buttons or options, by the arrow keys."""
        wanted = group.get_by_role("radio", name=word, exact=True)
        self.to(group.locator("input:checked"))
        for _ in range(6):
            if wanted.is_checked():
                return
            self.press("ArrowRight")
        raise AssertionError(f"not reached by arrows: {word}")

    def unfold(self, summary: Locator) -> None:
        self.to(summary)
        self.press("Enter")

    def agree(self) -> None:
        """Answers yes to a question that the page asks."""
        self.push("Ja", within=self.page.get_by_role("dialog"))


def test_a_whole_evening_without_a_mouse(room: Room) -> None:
    host = Keys(room.device(LAPTOP))
    lay(host, room)
    wall = welcome(host, room)
    anna, ben = Keys(room.device(SMALL)), Keys(room.device(LAPTOP))
    for guest, name in ((anna, "Anna"), (ben, "Ben")):
        join(guest, name, wall.page.locator(".welcome__code").inner_text())
    seat(host)
    host.push("Runde 1 starten")
    write(anna)
    draw(anna)
    connect(anna)
    star(ben)
    lead(host)
    quieten(host, wall)
    hand_over(ben)
    change(host, anna)
    sort(host, anna)
    bring_in(host)


def lay(host: Keys, room: Room) -> None:
    page = host.page
    page.goto("/")
    host.push("Café ausrichten")
    page.wait_for_url("**/cafes/new")
    host.type(page.get_by_label("Titel"), "Ohne Maus")
    host.type(page.get_by_label("Die Frage des Abends"), "Was will ich ändern?")
    host.type(page.get_by_label("Wie viele Gäste erwartest du?"), "8")
    host.press("Tab")
    expect(page.get_by_label("Tische", exact=True)).to_have_value("2")
    host.type(page.get_by_label("Runden", exact=True), "2")
    host.push("Tische decken")
    page.wait_for_url("**/host")
    do.connected(page)
    room.key = page.url.split("/")[4]


def welcome(host: Keys, room: Room) -> Keys:
    """The link goes over by copy and paste."""
    wall, page = Keys(room.device(WALL)), host.page
    host.push("Links")
    host.to(page.get_by_label("Link zur Leinwand"))
    link = page.get_by_label("Link zur Leinwand").input_value()
    host.push("Zurück zum Pult")
    do.connected(page)
    wall.page.goto(link.split("#")[0])
    wall.type(wall.page.get_by_label("Dein Link"), link)
    wall.press("Enter")
    wall.page.wait_for_url("**/wall")
    do.connected(wall.page)
    wall.press("d")
    expect(wall.page.locator("html")).to_have_attribute("data-theme", "evening")
    return wall


def join(guest: Keys, name: str, code: str) -> None:
    page = guest.page
    page.goto("/")
    guest.type(page.get_by_label("Code von der Leinwand oder vom Tisch"), code)
    guest.press("Enter")
    guest.type(page.get_by_label("Dein Vorname"), name)
    guest.press("Enter")
    page.wait_for_url("**/table")
    do.connected(page)


def seat(host: Keys) -> None:
    """Ben is moved to Anna's table and stays there; the door is shut and opened."""
    page = host.page
    expect(do.place(page, 2)).to_contain_text("Ben")
    host.push("Ben")
    host.push("Tisch 1", within=page.locator("section.sheet:popover-open"))
    expect(do.place(page, 1)).to_contain_text("Ben")
    host.push("Ben")
    host.push("Bleibt als Gastgeber:in hier", key="Space")
    expect(do.place(page, 1).locator(".guest--host")).to_contain_text("Ben")
    host.push("Tür schließen")
    expect(page.get_by_text("Die Tür ist zu")).to_be_visible()
    host.push("Tür öffnen")
    expect(page.get_by_text("Die Tür ist zu")).to_have_count(0)


def write(anna: Keys) -> None:
    page = anna.page
    do.stage(page, "round")
    anna.choose(page.locator("#composer fieldset.pens"), "Rot")
    anna.choose(page.locator("#composer fieldset.chips"), "Optimieren")
    anna.type(do.composer(page), "Pausen")
    anna.push("Aufs Tischtuch")
    laid = do.cloth(page).filter(has_text="Pausen")
    expect(laid).to_have_attribute("data-category", "optimise")
    expect(laid).to_have_attribute("data-pen", "red")

    anna.unfold(page.locator("#composer-more > summary"))
    anna.choose(page.locator("#composer-more fieldset.switch"), "Frage")
    anna.type(do.composer(page), "Wer fängt an?")
    anna.press("Control+Enter")
    expect(do.cloth(page).filter(has_text="Wer fängt an?")).to_have_attribute("data-kind", "question")

    anna.to(laid.get_by_role("link", name=re.compile("bearbeiten")))
    anna.press("Enter")
    page.wait_for_url("**/mine*")
    own = page.locator(".own").filter(has_text="Pausen")
    if own.locator("details").get_attribute("open") is None:
        anna.unfold(own.locator("summary"))
    anna.type(own.get_by_label("Dein Text"), "Längere Pausen")
    anna.push("Speichern", within=own)
    expect(page.locator(".own").filter(has_text="Längere Pausen")).to_be_visible()
    anna.push("Zum Tisch")
    do.connected(page)


def draw(anna: Keys) -> None:
    """A stamp is moved and set, then said in words."""
    page = anna.page
    anna.push("Zeichnen")
    sheet = page.locator("#doodling")
    anna.push("Herz", within=sheet)
    expect(page.locator("#leaf")).to_be_focused()
    for key in ("ArrowRight", "ArrowUp", "+", "Enter"):
        anna.press(key)
    anna.push("Fertig", within=sheet)
    anna.type(sheet.get_by_label("Was ist zu sehen?"), "Ein Herz")
    anna.push("Nur als Zeichnung", within=sheet)
    expect(page.get_by_role("img", name="Ein Herz")).to_be_visible()


def connect(anna: Keys) -> None:
    page = anna.page
    pauses, question = (page.locator(f"#contributions > [data-kind={kind}]") for kind in ("idea", "question"))
    for laid in (pauses, question):
        anna.to(laid.locator(".knot"))
        anna.press("Enter")
    expect(pauses).to_contain_text("gehört zu")
    anna.push("Linie lösen: Wer fängt an?", within=pauses)
    expect(pauses).not_to_contain_text("gehört zu")


def star(ben: Keys) -> None:
    button = do.star(ben.page, "Längere Pausen")
    ben.to(button)
    ben.press("Space")
    expect(button).to_have_attribute("aria-pressed", "true")
    expect(button).to_contain_text("1")
    assert button.evaluate(HAS_FOCUS)  # the line was drawn anew, the focus is still there


def lead(host: Keys) -> None:
    page = host.page
    host.push("Pause", key="Space")
    expect(page.locator("#clock")).to_have_attribute("data-state", "paused")
    host.push("Weiter", key="Space")
    expect(page.locator("#clock")).to_have_attribute("data-state", "running")
    before = do.ends_at(page)
    host.push("+1 Minute")
    expect(page.locator("#clock")).to_have_attribute("data-ends", str(before + 60_000))

    host.push("Ansage machen")
    host.type(page.get_by_label("Was sollen alle lesen?"), "Kuchen!")
    host.push("Zeigen", within=page.locator("#announcing"))
    expect(page.locator("#announcement")).to_contain_text("Kuchen!")

    host.unfold(do.place(page, 1).locator("details.seats__laid > summary"))
    line = page.locator(".laid__line").filter(has_text="Wer fängt an?")
    host.push("Ausblenden", within=line)
    expect(line).to_contain_text("ausgeblendet")

    host.push("Aufschreiben für Tisch 1")
    sheet = page.locator("section.sheet:popover-open")
    host.type(sheet.get_by_label("Der Gedanke, wörtlich"), "Mehr Zeit zum Üben")
    host.push("Aufs Tischtuch", within=sheet)
    expect(page.locator(".laid__line").filter(has_text="Mehr Zeit zum Üben")).to_be_visible()


def quieten(host: Keys, wall: Keys) -> None:
    """The announcement is taken back; silence on all screens, and no longer."""
    page = host.page
    host.push("Ansage ändern")
    host.type(page.get_by_label("Was sollen alle lesen?"), "Pause!")
    host.push("Zeigen", within=page.locator("#announcing"))
    expect(page.locator("#announcement")).to_contain_text("Pause!")
    host.push("Rückgängig")
    expect(page.locator("#announcement")).to_contain_text("Kuchen!")
    host.push("Stille", key="Space")
    do.shows(wall.page, "Wir werden still")
    host.push("Stille", key="Space")
    expect(wall.page.locator("#hush")).to_be_hidden()


def hand_over(ben: Keys) -> None:
    card = ben.page.locator("#handover")
    ben.unfold(card.locator("summary"))
    ben.type(card.get_by_label("Punkt 1"), "Pausen sind wichtig")
    ben.push("Karte hinlegen")
    expect(card.locator("summary")).to_contain_text("liegt bereit")


def change(host: Keys, anna: Keys) -> None:
    host.push("Zum Tischwechsel")
    host.push("Nein, noch nicht", within=host.page.get_by_role("dialog"))
    expect(host.page.get_by_role("dialog")).to_have_count(0)
    host.push("Zum Tischwechsel")
    host.agree()
    do.stage(anna.page, "change")
    do.shows(anna.page, "Geh zu Tisch")
    host.push("Runde 2 starten")
    do.stage(anna.page, "round")
    host.push("Zurück: Wechsel")
    host.agree()
    do.stage(anna.page, "change")
    host.push("Runde 2 starten")
    do.stage(anna.page, "round")

    anna.unfold(anna.page.locator("#composer-more > summary"))
    anna.to(anna.page.locator("#brought-from"))
    anna.press("ArrowDown")
    anna.type(do.composer(anna.page), "Von drüben")
    anna.push("Aufs Tischtuch")
    expect(do.cloth(anna.page).filter(has_text="Von drüben")).to_contain_text("mitgebracht von Tisch 1")
    host.push("Letzte Runde beenden")
    host.agree()
    do.stage(anna.page, "rounds_over")


def sort(host: Keys, anna: Keys) -> None:
    page = host.page
    host.push("Gemeinsam sortieren")
    do.stage(anna.page, "synthesis")
    host.push("Sortieren")
    page.wait_for_url("**/synthesis")
    do.connected(page)
    host.type(page.get_by_label("Name des neuen Themas"), "Ruhe")
    host.press("Enter")
    expect(do.theme(page, "Ruhe")).to_be_visible()

    card = do.card(page, "Mehr Zeit zum Üben")
    host.to(card.locator("[data-grip]"))
    host.press("Enter")
    host.push("Optimieren", within=page.locator("#card-menu"))
    expect(do.pile(page, "optimise")).to_contain_text("Mehr Zeit zum Üben")
    assert card.locator("[data-grip]").evaluate(HAS_FOCUS)
    host.press("Alt+ArrowRight")
    expect(do.pile(page, "tackle")).to_contain_text("Mehr Zeit zum Üben")
    for text in ("Mehr Zeit zum Üben", "Längere Pausen"):
        host.to(do.card(page, text).locator("[data-grip]"))
        host.press("Enter")
        host.push("Ruhe", within=page.locator("#card-menu"))
        expect(do.card(page, text)).to_have_count(0)

    host.to(do.theme(page, "Ruhe").get_by_role("link"))
    host.press("Enter")
    panel = page.locator("#panel")
    host.type(panel.get_by_label("Name", exact=True), "Zeit")
    host.press("Enter")
    expect(do.theme(page, "Zeit")).to_be_visible()
    host.to(panel.get_by_role("checkbox", name=re.compile("Längere Pausen")))
    host.press("Space")
    host.type(panel.get_by_label("Name des neuen Themas"), "Pausen")
    host.push("Abspalten", within=panel)
    expect(do.theme(page, "Pausen")).to_be_visible()
    host.unfold(panel.get_by_text("Verschieben, zusammenlegen, auflösen"))
    host.to(panel.get_by_label("Zusammenlegen mit"))
    host.push("Zusammenlegen", within=panel)
    expect(do.theme(page, "Zeit")).to_have_count(0)
    host.push("Zurück zum Café")
    do.connected(page)


def bring_in(host: Keys) -> None:
    page = host.page
    host.push("Ernte zeigen")
    do.stage(page, "harvest")
    host.push("Ernte")
    page.wait_for_url("**/harvest")
    with page.expect_download(timeout=60_000) as download:
        host.to(page.locator("main").get_by_role("link", name=re.compile("^PDF")))
        host.press("Enter")
    assert download.value.path().read_bytes().startswith(b"%PDF")
    host.to(page.get_by_text("Weitere Formen"))
    host.press("Enter")
    for kind in ("Markdown", "CSV", "JSON"):
        with page.expect_download() as download:
            host.to(page.locator("main").get_by_role("link", name=re.compile(kind)).first)
            host.press("Enter")
        assert "Längere Pausen" in download.value.path().read_text(encoding="utf-8-sig")
    host.to(page.get_by_role("link", name=re.compile("Bericht lesen")))
    host.press("Enter")
    page.wait_for_url("**/report?**")
    do.shows(page, "Längere Pausen")
