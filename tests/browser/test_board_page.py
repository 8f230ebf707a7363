"""The synthesis board: by mouse, by touch, by keyboard, by two hosts at once, without scripts; the wall follows."""

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser import room as do
from tests.browser.conftest import Watch
from tests.browser.room import LAPTOP, Room
from tests.browser.test_keyboard import HAS_FOCUS, Keys

pytestmark = pytest.mark.browser

WORDS = {
    "Längere Pausen zwischen den Runden": "optimise",
    "Mehr Pausen, bitte": "change",
    "Kaffee in der Pause": "tackle",
    "Newsletter einstellen": "change",
    "Ein Newsletter im Quartal reicht": "optimise",
    "Podcast anfangen": "tackle",
    "Den alten Flyer abschaffen": "",
    "Wer räumt auf?": "",
}
BREAKS, MORE, COFFEE, LETTER, QUARTER, PODCAST, FLYER, WHO = WORDS
EVENING = [
    *WORDS,
    "Pausen an der frischen Luft",
    "Die Pausen sind zu kurz",
    "Newsletter nur mit eigenen Geschichten",
    "Wer schreibt den Newsletter?",
    "Podcast mit Gästen",
    "Einen Podcast zu zweit machen",
    "Podcast aufnehmen lernen",
]


class Board:
    """A café whose cloths are full, with its host at the board."""

    def __init__(self, room: Room, words: dict[str, str] | None = None) -> None:
        self.room = room
        self.host = room.lay(rounds="1")
        room.step(self.host)
        table = str(room.facts(self.host)["tables"][0]["id"])
        for number, (text, category) in enumerate((words or WORDS).items()):
            fields = {"text": text, "category": category, "round": "1", "table": table, "as": "host", "author": ""}
            self.send("contributions", **fields, key=f"board-{number}-{room.key}")
        room.step(self.host, 2)
        self.visit(self.host)

    def visit(self, page: Page, query: str = "") -> None:
        page.goto(self.room.at("synthesis") + query)
        do.connected(page)
        do.do_not_reload(page)

    def send(self, command: str, **fields: str) -> None:
        status, url = self.host.evaluate(do.POST, [self.room.at(command), fields])
        assert status in (200, 201, 204), (command, status, url)

    def number(self, text: str) -> str:
        """The id of a card."""
        return str(do.card(self.host, text).get_attribute("data-card"))

    def theme(self, name: str, *cards: str) -> None:
        """A theme with these cards, made by the doors; it is on the board when this returns."""
        numbers = [self.number(each) for each in cards]
        pairs = [("name", name), *(("contribution", each) for each in numbers)]
        assert self.host.evaluate(do.POST, [self.room.at("themes"), pairs])[0] == 200
        expect(do.theme(self.host, name)).to_be_visible()


@pytest.fixture
def board(room: Room) -> Board:
    return Board(room)


def said(page: Page) -> Locator:
    return page.locator("[data-moved]")


def test_cards_and_themes_are_pulled_by_mouse_and_everything_can_be_undone(board: Board) -> None:
    host, wall = board.host, board.room.wall(board.host)
    host.set_viewport_size({"width": 1366, "height": 1300})
    do.do_not_reload(wall)
    heap, change, tackle = (do.pile(host, key) for key in ("unsorted", "change", "tackle"))
    host.get_by_label("Name des neuen Themas").fill("Pausen")
    do.press(host, "Anlegen")
    breaks = do.theme(host, "Pausen")
    expect(breaks).to_be_visible()
    for text in (BREAKS, MORE):
        do.drag(host, do.card(host, text), to=breaks)
        expect(do.card(host, text)).to_have_count(0)
    expect(breaks).to_contain_text("Ändern 1 · Optimieren 1")
    expect(said(host)).to_have_text(f"„{MORE}“ liegt jetzt in Pausen.")
    do.shows(wall, "Pausen")

    do.drag(host, do.card(host, WHO), to=tackle)
    expect(tackle).to_contain_text(WHO)
    do.drag(host, do.card(host, LETTER), to=host.locator("[data-voices]"))
    expect(host.locator("[data-voices]")).to_contain_text(LETTER)
    do.shows(wall, "Einzelstimmen", LETTER)

    board.theme("Podcast", PODCAST)
    board.theme("Briefe", QUARTER)
    do.drag(host, do.theme(host, "Podcast"), to=do.pile(host, "optimise"))
    expect(do.pile(host, "optimise")).to_contain_text("Podcast")
    do.drag(host, do.theme(host, "Briefe"), to=do.theme(host, "Podcast"), at_top=True)
    do.undoes(host, "„Briefe“ verschoben")
    expect(do.pile(host, "optimise").locator(".theme h4")).to_have_text(["Briefe", "Podcast"])
    do.drag(host, do.theme(host, "Briefe"), to=do.theme(host, "Pausen"))
    do.press(host.get_by_role("dialog"), "Nein")
    expect(do.theme(host, "Briefe")).to_be_visible()
    do.drag(host, do.theme(host, "Briefe"), to=do.theme(host, "Pausen"))
    expect(host.get_by_role("dialog")).to_contain_text("Alles aus „Briefe“ kommt zu „Pausen“.")
    do.press(host.get_by_role("dialog"), "Ja, zusammenlegen")
    expect(do.theme(host, "Briefe")).to_have_count(0)
    do.undoes(host, "zusammengelegt: Briefe → Pausen")

    host.locator("#undo").click()
    expect(do.theme(host, "Briefe")).to_be_visible()
    expect(host.locator("#redo")).to_contain_text("zusammengelegt")
    host.locator("#redo").click()
    expect(do.theme(host, "Briefe")).to_have_count(0)
    expect(heap).not_to_contain_text(WHO)
    expect(change).not_to_contain_text(MORE)
    do.was_not_reloaded(host)
    do.was_not_reloaded(wall)


def test_cards_and_themes_are_moved_by_touch(room: Room) -> None:
    board = Board(room)
    board.theme("Pausen", BREAKS, MORE)
    tablet = room.device({"viewport": {"width": 390, "height": 844}, "has_touch": True})
    tablet.context.add_cookies(board.host.context.cookies())  # type: ignore[arg-type]
    board.visit(tablet)
    count = do.theme(tablet, "Pausen").locator(".theme__count")
    do.card(tablet, FLYER).locator(".grip").tap()
    tablet.locator("#card-menu").get_by_role("button", name="Pausen", exact=True).tap()
    expect(count).to_have_text("3")
    do.theme(tablet, "Pausen").get_by_role("link").tap()
    panel = tablet.locator("#panel")
    panel.get_by_role("checkbox", name=re.compile(FLYER)).tap()
    panel.get_by_role("button", name="Einzelstimmen", exact=True).tap()
    expect(tablet.locator("[data-voices]")).to_contain_text(FLYER)
    expect(panel.locator("[data-card]")).to_have_count(2)
    panel.get_by_role("link", name="Schließen").tap()
    expect(panel).to_be_hidden()

    tablet.set_viewport_size({"width": 1180, "height": 820})
    pull(tablet, do.card(tablet, WHO), do.pile(tablet, "optimise"))
    expect(do.pile(tablet, "optimise")).to_contain_text(WHO)
    pull(tablet, do.card(tablet, COFFEE), do.theme(tablet, "Pausen"))
    expect(count).to_have_text("3")
    pull(tablet, do.theme(tablet, "Pausen"), do.pile(tablet, "tackle"))
    expect(do.pile(tablet, "tackle").locator(".theme")).to_have_count(1)
    do.was_not_reloaded(tablet)


def pull(page: Page, card: Locator, to: Locator) -> None:
    """A finger on the grip, over to the place, and up."""
    session = page.context.new_cdp_session(page)

    def touch(kind: str, *points: tuple[float, float]) -> None:
        session.send(
            "Input.dispatchTouchEvent", {"type": f"touch{kind}", "touchPoints": [{"x": x, "y": y} for x, y in points]}
        )

    card.locator(".grip").scroll_into_view_if_needed()
    grip, there = card.locator(".grip").bounding_box(), to.bounding_box()
    assert grip and there
    x, y = grip["x"] + grip["width"] / 2, grip["y"] + grip["height"] / 2
    goal = there["x"] + there["width"] / 2, there["y"] + min(there["height"] / 2, 40)
    touch("Start", (x, y))
    for step in (0.3, 0.7, 1.0):
        touch("Move", (x + (goal[0] - x) * step, y + (goal[1] - y) * step))
    expect(to).to_have_class(re.compile("is-target"))
    touch("End")


def test_the_board_without_a_mouse(board: Board) -> None:
    page = board.host
    host = Keys(page)
    host.type(page.get_by_label("Name des neuen Themas"), "Pausen")
    host.press("Enter")
    expect(do.theme(page, "Pausen")).to_be_visible()

    card = do.card(page, BREAKS)
    host.to(card.locator(".grip"))
    host.press("Enter")
    host.push("Pausen", within=page.locator("#card-menu"))
    expect(card).to_have_count(0)
    expect(page.locator("#board .grip:focus")).to_have_count(1)  # at the card beside it, to go on from there
    host.to(do.card(page, WHO).locator(".grip"))
    host.press("Alt+ArrowRight")
    expect(do.pile(page, "change")).to_contain_text(WHO)
    assert do.card(page, WHO).locator(".grip").evaluate(HAS_FOCUS)
    expect(said(page)).to_have_text(f"„{WHO}“ liegt jetzt in Ändern.")
    host.press("Control+z")
    expect(do.pile(page, "unsorted")).to_contain_text(WHO)
    expect(said(page)).to_have_text(f"Zurückgenommen: „{WHO}“ gelegt")
    host.press("Control+Shift+z")
    expect(do.pile(page, "change")).to_contain_text(WHO)

    theme = do.theme(page, "Pausen")
    host.to(theme.locator(".grip"))
    host.press("Alt+ArrowRight")
    expect(do.pile(page, "tackle").locator(".theme")).to_have_count(1)
    link = theme.get_by_role("link")
    host.to(link)
    host.press("Enter")
    panel = page.locator("#panel")
    expect(panel.locator("#panel-title")).to_be_focused()
    host.type(panel.get_by_label(re.compile("Zwei, drei Wörter")), "Pause, Kaffee")
    host.type(panel.get_by_label("Name", exact=True), "Ruhe")
    host.press("Control+z")  # in a field it is the field's own
    host.type(panel.get_by_label("Name", exact=True), "Ruhe")
    host.press("Enter")
    expect(panel.locator("#panel-title")).to_have_text("Ruhe")
    expect(do.theme(page, "Ruhe")).to_contain_text("bleibt")
    host.to(panel.get_by_role("checkbox", name=re.compile(BREAKS)))
    host.press("Space")
    host.type(panel.get_by_label("Name des neuen Themas"), "Länger")
    host.press("Enter")
    expect(do.theme(page, "Länger")).to_be_visible()
    expect(panel).to_contain_text("Hier liegt noch keine Karte.")
    host.press("Escape")
    expect(panel).to_be_hidden()
    expect(page.locator("#board .theme a:focus")).to_have_text("Ruhe")


def test_two_hosts_at_once_and_the_wall_watches(board: Board, watch: Watch) -> None:
    host, room = board.host, board.room
    wall, other = room.wall(host), room.device(LAPTOP)
    other.context.add_cookies(host.context.cookies())  # type: ignore[arg-type]
    board.visit(other)
    board.theme("Pausen", BREAKS, MORE)
    do.shows(wall, "Pausen")
    panel = do.open_theme(other, "Pausen")
    panel.get_by_role("checkbox", name=re.compile(MORE)).check()
    panel.get_by_label("Name", exact=True).fill("Pausen und")
    do.by_menu(host, do.card(host, COFFEE), "Pausen")
    expect(panel.locator("[data-card]")).to_have_count(3)
    expect(panel.get_by_label("Name", exact=True)).to_have_value("Pausen und")
    expect(panel.get_by_role("checkbox", name=re.compile(MORE))).to_be_checked()
    expect(panel.get_by_label("Name", exact=True)).to_be_focused()
    expect(do.theme(other, "Pausen").locator(".theme__count")).to_have_text("3")

    do.by_menu(host, do.theme(host, "Pausen"), "In Angriff nehmen")
    expect(do.pile(other, "tackle")).to_contain_text("Pausen")
    expect(wall.locator(".results__column").nth(2)).to_contain_text("Pausen")
    other.locator("#undo").click()  # what the other one did, too
    expect(do.pile(host, "tackle").locator(".theme")).to_have_count(0)

    watch.expect("status of 4")
    theme = do.theme(host, "Pausen").get_attribute("data-theme-card")
    board.send(f"themes/{theme}/dissolutions")
    expect(panel).to_be_hidden()
    host.get_by_label("Name des neuen Themas").fill(" ")
    do.press(host, "Anlegen")
    expect(host.locator("#notice")).not_to_be_empty()
    expect(host.get_by_label("Name des neuen Themas")).to_have_value(" ")
    do.was_not_reloaded(other)


def test_looking_for_cards_and_laying_many_at_once(board: Board) -> None:
    host = board.host
    board.theme("Ruhe")
    do.do_not_reload(host)
    host.get_by_role("searchbox").fill("pause")
    host.keyboard.press("Enter")
    panel = host.locator("#panel")
    expect(panel.locator("#panel-title")).to_have_text("3 Karten gefunden")
    boxes = panel.locator("[data-pick]")
    boxes.nth(0).check()
    boxes.nth(2).click(modifiers=["Shift"])
    expect(panel.locator("#picked-count")).to_have_text("3 angekreuzt")
    panel.locator("#picked-theme").select_option("Ruhe")
    panel.locator("#picked-column").select_option("Optimieren")
    do.press(panel, "Legen")
    expect(do.theme(host, "Ruhe")).to_contain_text("Optimieren 3")
    expect(panel.locator("[data-pick]:checked")).to_have_count(0)
    do.undoes(host, "mehrere Karten gelegt")

    host.get_by_text("Genauer suchen").click()
    host.get_by_role("searchbox").fill("")
    host.get_by_label("noch offen").check()
    do.press(host, "Suchen")
    expect(panel.locator("#panel-title")).to_have_text("2 Karten gefunden")
    expect(host).to_have_url(re.compile(r"\?undecided=1$"))
    panel.get_by_label("alle").check()
    panel.get_by_label("Name des neuen Themas").fill("Aufräumen")
    do.press(panel, "Anlegen")
    expect(do.theme(host, "Aufräumen").locator(".theme__count")).to_have_text("2")
    do.press(panel, re.compile("Vorschlag: Ändern"))  # type: ignore[arg-type]
    expect(panel.locator("#panel-title")).to_have_text("Eine Karte gefunden")
    host.keyboard.press("Escape")
    expect(panel).to_be_hidden()
    host.locator("#more-change").click()
    expect(panel.locator("#panel-title")).to_have_text("Eine Karte gefunden")
    do.was_not_reloaded(host)


def test_a_suggestion_is_taken_over_by_one_tap(board: Board) -> None:
    host = board.host
    guess = do.card(host, FLYER).get_by_role("button", name=re.compile("^Vorschlag: Ändern"))
    expect(guess).to_contain_text("(wegen „abschaffen“)")
    do.press(host, "Alle sicheren Vorschläge übernehmen")
    expect(do.pile(host, "change")).to_contain_text(FLYER)
    expect(do.pile(host, "unsorted")).to_contain_text(WHO)
    host.locator("#undo").click()
    expect(do.pile(host, "unsorted")).to_contain_text(FLYER)
    guess.click()
    expect(do.pile(host, "change")).to_contain_text(FLYER)


def test_a_proposal_is_looked_at_and_taken_in_part(room: Room, watch: Watch) -> None:
    watch.expect("status of 422")
    board = Board(room, {text: WORDS.get(text, "") for text in EVENING})
    host = board.host
    do.press(host, "Themen vorschlagen lassen")
    expect(host.locator("#board .theme").nth(1)).to_be_visible()
    name = host.locator("#board .theme h4").first.inner_text()
    do.undoes(host, "Vorschlag des Programms übernommen")
    themes = host.locator("#board .theme").count()
    host.locator("#undo").click()
    expect(host.locator("#board .theme")).to_have_count(0)

    board.theme("Ganz anderes", WHO)
    host.get_by_text("Das Programm fragen").click()
    do.press(host, "Neuen Vorschlag machen")
    panel = host.locator("#panel")
    expect(panel.locator("#panel-title")).to_have_text("Der Vorschlag")
    expect(panel.locator(".proposed", has_text=name).first).to_contain_text("Neues Thema.")
    expect(host.locator("#board .theme")).to_have_count(1)
    do.press(panel, "Angekreuztes übernehmen")
    expect(host.locator("#notice")).to_have_text("Kreuz zuerst an, was du übernehmen willst.")
    panel.locator("#take-1, #take-0").last.check()
    do.press(panel, "Angekreuztes übernehmen")
    expect(host.locator("#board .theme")).to_have_count(2)
    expect(panel).to_be_hidden()
    assert themes > 1
    do.press(host, "Neuen Vorschlag machen")
    expect(panel.locator("#panel-title")).to_have_text("Der Vorschlag")
    do.press(panel, "Verwerfen")
    expect(host.locator("#waiting-title")).to_have_count(0)
    expect(host.locator("#board .theme")).to_have_count(2)


def test_the_board_without_scripts(board: Board) -> None:
    host = board.host
    board.theme("Pausen", BREAKS, MORE)
    plain = board.room.device(LAPTOP, java_script_enabled=False)
    plain.context.add_cookies(host.context.cookies())  # type: ignore[arg-type]
    plain.goto(board.room.at("synthesis"))
    do.theme(plain, "Pausen").get_by_role("link").click()
    plain.get_by_label("Name", exact=True).fill("Ruhe")
    do.press(plain, "Speichern")
    expect(plain.locator("#panel-title")).to_have_text("Ruhe")
    plain.get_by_role("checkbox", name=re.compile(MORE)).check()
    plain.locator("#picked-column").select_option("In Angriff nehmen")
    plain.locator("#picked-theme").select_option("ohne Thema")
    do.press(plain, "Legen")
    expect(do.pile(plain, "tackle")).to_contain_text(MORE)
    do.press(plain, re.compile("^Rückgängig"))  # type: ignore[arg-type]
    expect(do.theme(plain, "Ruhe").locator(".theme__count")).to_have_text("2")
    expect(do.theme(host, "Ruhe").locator(".theme__count")).to_have_text("2")
