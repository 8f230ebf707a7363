"""No barrier that a machine can find, on any screen, in any stage, in both languages."""

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser import room as do
from tests.browser.conftest import Watch
from tests.browser.room import PHONE, Room
from tests.browser.test_board_page import Board

pytestmark = pytest.mark.browser

(AXE,) = Path(__file__).parent.glob("vendor/axe-*.min.js")
RUN = """async () => {
  const tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
  const found = await axe.run(document, { runOnly: tags, resultTypes: ["violations"] });
  const where = (nodes) => nodes.map((node) => node.target.join(" ")).slice(0, 5).join(" | ");
  return found.violations.map(({ id, nodes }) => `${id}: ${where(nodes)}`);
}"""


EVENING = ("waiting", "impulse", "round", "change", "round", "rounds_over", "synthesis", "harvest", "closed")
BRIEFLY = EVENING[:1]
"""As far as it is played in English as well; later only the words differ."""

BOARD_WORDS = (
    "Mehr Pausen", "Längere Pausen, bitte", "Die Pausen sind zu kurz", "Weniger Kanäle", "Nur noch zwei Kanäle",
    "Alte Kanäle abschaffen", "Wer räumt auf?",
)  # fmt: skip


class Inspector:
    """Looks at one screen after the other and writes down what is wrong."""

    def __init__(self) -> None:
        self.found: list[str] = []
        self.screens = 0

    def look(self, page: Page, state: str) -> None:
        if not page.evaluate("() => 'axe' in window"):
            page.evaluate(AXE.read_text())
        self.found += [f"{state}: {each}" for each in page.evaluate(RUN)]
        self.screens += 1

    def visit(self, page: Page, path: str) -> None:
        page.goto(path)
        self.look(page, path.rpartition("/")[2] or "home")


def test_the_inspector_would_notice(room: Room) -> None:
    inspector, page = Inspector(), room.device(PHONE)
    page.goto("/")
    page.evaluate("() => document.querySelector('label[for=field-code]').remove()")
    inspector.look(page, "home")
    assert inspector.found == ["home: label: #field-code"]


@pytest.mark.parametrize("language", ["de", "en"])
def test_no_screen_has_a_barrier(room: Room, watch: Watch, language: str) -> None:
    watch.expect("status of 4")  # the pages that say no
    room.language = language
    inspector = Inspector()
    visitor = room.device(PHONE)
    inspector.visit(visitor, "/")
    inspector.visit(visitor, "/cafes/new")
    inspector.visit(visitor, "/BCD2345")  # the home page with an error
    inspector.visit(visitor, "/no/such/page")

    host = room.lay(
        impulse_speaker="Eva", impulse_message="Weniger ist mehr", wifi_name="Haus", wifi_password="geheim12",
        topics="Räume\nZeiten", names="am Fenster\nan der Tür",
    )  # fmt: skip
    token = room.facts(host)["tables"][0]["join_token"]
    inspector.visit(visitor, f"/{token}")
    visitor.locator("form.join__form button[type=submit]").click()  # without a name
    inspector.look(visitor, "join with an error")
    inspector.visit(visitor, room.at("door"))

    wall, phone = room.wall(host), room.join(host, "Anna")
    ben = room.join(host, "Ben", table=2)
    host.evaluate(do.POST, [room.at("participants"), {"name": "Dora"}])
    number = next(each["id"] for each in room.facts(host)["participants"] if each["name"] == "Anna")
    host.evaluate(do.POST, [room.at(f"participants/{number}/roles"), {"role": "table_host"}])
    host.evaluate(do.POST, [room.at("announcements"), {"text": "Kuchen"}])
    evening = EVENING if language == "de" else BRIEFLY
    for stage in evening:
        for screen, name in ((phone, "phone"), (wall, "wall"), (host, "host")):
            do.stage(screen, stage)
            if stage == "round":
                fill(room, phone, ben, host)
            inspector.look(screen, f"{name} in {stage}")
        if stage == "round":
            with_sheets_open(inspector, phone, host)
        if stage == "change" and language == "de":
            planning(inspector, room, host, number)
        if stage == "change" and language == "de":
            listing(inspector, room, host)
        if stage == "synthesis":
            reading_back(inspector, room, phone, host)
        if stage in ("synthesis", "harvest"):
            voting(inspector, room, phone, wall, host, "dots" if stage == "synthesis" else "matrix")
        if stage == "harvest":
            committing(inspector, room, phone, wall)
        if stage != evening[-1]:
            room.step(host)

    for screen in ("mine", "harvest"):
        inspector.visit(phone, room.at(screen))
    for screen in ("harvest", "report", "summary", "links", "cards", "plan", "plan/paper", "settings"):
        inspector.visit(host, room.at(screen))
    assert inspector.screens > 15
    assert inspector.found == []


def fill(room: Room, phone: Page, ben: Page, host: Page) -> None:
    """Something of every kind on the cloths, once."""
    if do.cloth(phone).count():
        return
    facts = room.facts(host)
    table = str(facts["tables"][0]["id"])
    for number, more in enumerate(({"category": "change"}, {"kind": "question"}, {"category": "tackle", "pen": "red"})):
        fields = {"text": f"Gedanke {number}", "round": "1", "table": table, "key": f"axe-{number}-{room.key}"} | more
        assert phone.evaluate(do.POST, [room.at("contributions"), fields])[0] == 200
    phone.evaluate(do.POST, [room.at("stars"), {"contribution": "1"}])
    card = {"table": table, "round": "1", "point": "Ein Punkt", "open_question": "Und nun?"}
    phone.evaluate(do.POST, [room.at("handovers"), card])
    do.write(ben, "Am anderen Tisch")
    do.shows(phone, "Gedanke 2")


def with_sheets_open(inspector: Inspector, phone: Page, host: Page) -> None:
    """What stands open only now and then."""
    phone.locator("#composer-more > summary").click()
    inspector.look(phone, "composer open")
    phone.locator("#composer-more > summary").click()
    host.locator("button.guest").first.click()
    inspector.look(host, "sheet of a guest")
    host.keyboard.press("Escape")
    host.locator(".seats__write").first.click()
    inspector.look(host, "sheet for writing")
    host.keyboard.press("Escape")


def planning(inspector: Inspector, room: Room, host: Page, person: int) -> None:
    """The plan with somebody followed, what a move would bring, and the same as a page of its own."""
    desk = host.context.new_page()
    table = str(room.facts(host)["tables"][1]["id"])
    desk.goto(room.at(f"plan/moves?person={person}&round=2&table={table}"))
    inspector.look(desk, "asking for a move")
    inspector.visit(desk, room.at(f"plan?person={person}"))
    desk.locator("#met-table summary").click()
    desk.locator("#open-moving").click()
    inspector.look(desk, "where to move")
    desk.locator("#moving .mats__button").first.click()
    desk.locator("#ask-title").wait_for()
    inspector.look(desk, "asking in a dialog")
    desk.set_viewport_size({"width": 390, "height": 844})
    inspector.visit(desk, room.at(f"plan?person={person}&view=planned"))
    desk.close()


def listing(inspector: Inspector, room: Room, host: Page) -> None:
    """A list that is looked at, with all there is to remark, and taken over; the guest list with many names."""
    desk = host.context.new_page()
    inspector.visit(desk, room.at("guests/import"))
    rows = [f"Gast {chr(65 + number % 26)}{number};Koch;Verein;de;x" for number in range(40)]
    desk.locator("#field-text").fill("\n".join(["Name;Beruf;Firma;Sprache;Host", *rows, ";", "Gast A0;;;Elbisch;"]))
    desk.locator(".import__send button").click()
    inspector.look(desk, "a list that was read")
    desk.locator("#take-over").click()
    desk.wait_for_url("**/guests?added=41")
    inspector.look(desk, "guest list")
    desk.locator(".listed__edit").first.click()
    desk.wait_for_url("**/guests/*")
    inspector.look(desk, "a guest")
    desk.close()


def reading_back(inspector: Inspector, room: Room, phone: Page, host: Page) -> None:
    """A table is asked, and has answered."""
    host.evaluate(do.POST, [room.at("read-backs"), {}])
    phone.locator(".read-back__form").wait_for()
    inspector.look(phone, "reading back")
    phone.locator("label[for=said-missing]").click()
    phone.locator("#read-back-note").fill("Der Hof")
    phone.locator("#read-back-send").click()
    phone.locator(".read-back__said").wait_for()
    inspector.look(phone, "has read back")
    host.locator(".read-backs__note").wait_for()
    inspector.look(host, "a table has answered")


def voting(inspector: Inspector, room: Room, phone: Page, wall: Page, host: Page, mode: str) -> None:
    """A ballot that is open, the paper of somebody without a phone, and its result."""
    host.evaluate(do.POST, [room.at("themes"), {"name": f"Thema für {mode}"}])
    host.evaluate(do.POST, [room.at("ballots"), {"mode": mode}])
    for screen, place, name in (
        (phone, "#paper", "phone"),
        (wall, ".balloting", "wall"),
        (host, "#close-ballot", "host"),
    ):
        screen.locator(place).wait_for()
        inspector.look(screen, f"{name}, voting by {mode}")
    desk = host.context.new_page()
    inspector.visit(desk, host.locator("#helped a").first.get_attribute("href") or "")
    desk.close()
    host.locator("#close-ballot").click()
    host.locator("#reveal-ballot").click()
    for screen, place, name in ((phone, ".outcome", "phone"), (wall, ".balloted", "wall"), (host, ".outcome", "host")):
        screen.locator(place).wait_for()
        inspector.look(screen, f"{name}, result by {mode}")


def committing(inspector: Inspector, room: Room, phone: Page, wall: Page) -> None:
    """What somebody will do, on the phone, on the wall and on a page of its own."""
    step = {"what": "Einen Raum suchen", "first_step": "Fragen", "until": "2035-03-19", "shared": "1"}
    phone.evaluate(do.POST, [room.at("commitments"), step])
    phone.locator("#new-step summary").click()
    inspector.look(phone, "committing")
    wall.keyboard.press("3")
    wall.locator(".promise").wait_for()
    inspector.look(wall, "commitments")
    own = phone.context.new_page()
    inspector.visit(own, phone.locator(".steps-card a.button--main").get_attribute("href") or "")
    own.close()


@pytest.mark.parametrize("language", ["de", "en"])
def test_the_board_has_no_barrier(room: Room, language: str) -> None:
    """With themes, a tension and a proposal: each of them opened, a search, the menus, on a phone, and on the wall."""
    room.language = language
    inspector, board = Inspector(), Board(room, dict.fromkeys(BOARD_WORDS, ""))
    host, wall = board.host, room.wall(board.host)
    board.theme("Pausen", *BOARD_WORDS[:2])
    board.theme("Kanäle", BOARD_WORDS[3])
    board.send("voices", contribution=board.number("Wer räumt auf?"))
    one, other = (do.theme(host, name).get_attribute("data-theme-card") or "" for name in ("Pausen", "Kanäle"))
    board.send("tensions/themes", left=one, right=other, subject="Mehr oder weniger")
    inspector.look(wall, "wall with a tension")
    tension = (host.locator(".tension").get_attribute("id") or "").removeprefix("tension-")
    board.send(f"tensions/{tension}/answers", state="proposed")
    board.send("groupings", kind="themes")
    expect(host.locator("#panel .proposed").first).to_be_visible()
    queries = ["?open=proposal", f"?open={one}"]
    for query in queries if language == "en" else ["", *queries, f"?tension={tension}", "?words=e"]:
        host.goto(room.at("synthesis") + query)
        inspector.look(host, f"board {query}")
    if language == "de":  # later only the words differ
        for grip in ("[data-grip]", "[data-theme-grip]"):
            host.locator(f"#board {grip}").first.click()
            inspector.look(host, f"menu of {grip}")
            host.keyboard.press("Escape")
        host.locator("#asking-more > summary").click()
        host.set_viewport_size({"width": 390, "height": 844})
        inspector.look(host, "board on a phone")
    assert inspector.found == []
