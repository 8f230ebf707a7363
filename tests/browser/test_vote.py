"""Eight phones read their table's words back and vote; three of them draw, the others only fetch their page."""

import re
from collections.abc import Iterator
from contextlib import ExitStack

import httpx
import pytest
from playwright.sync_api import Page, expect

from tests.browser import room as do
from tests.browser.room import Room
from tests.browser.test_mixing import plain_phone

pytestmark = pytest.mark.browser

THEMES = ("Räume", "Zeiten", "Kanäle")


class Guests:
    """Eight guests at two tables, by name; Erna is the ninth and has no phone."""

    def __init__(self, room: Room, host: Page, stack: ExitStack) -> None:
        self.room, self.host = room, host
        self.drawn = {name: room.join(host, name, table) for name, table in (("Anna", 1), ("Ben", 1), ("Cem", 2))}
        self.fetched: dict[str, httpx.Client] = {}
        tables = room.facts(host)["tables"]
        for number in range(5):
            phone = stack.enter_context(plain_phone(room.address))
            sent = {"name": f"Gast{number}", "arrival_key": f"vote-{number}-{room.key}"}
            assert phone.post(f"/{tables[number % 2]['join_token']}", data=sent).status_code == 303
            self.fetched[f"Gast{number}"] = phone
        host.evaluate(do.POST, [room.at("participants"), {"name": "Erna", "table": str(tables[0]["id"])}])
        people = {each["name"]: each["id"] for each in room.facts(host)["participants"]}
        host.evaluate(do.POST, [room.at(f"participants/{people['Anna']}/roles"), {"role": "table_host"}])

    def vote(self, name: str, dots: dict[int, int]) -> None:
        """By forms alone; themes are counted from 0."""
        page = self.fetched[name].get(self.room.at("table")).text
        ballot, themes = re.findall(r"ballots/(\d+)/votes", page)[0], re.findall(r'name="theme" value="(\d+)"', page)
        for theme, count in dots.items():
            sent = {"theme": themes[theme], "dots": str(count)}
            assert self.fetched[name].post(self.room.at(f"ballots/{ballot}/votes"), data=sent).status_code == 303


@pytest.fixture
def guests(room: Room) -> Iterator[Guests]:
    host = room.lay(rounds="1", seats="5")
    with ExitStack() as stack:
        yield Guests(room, host, stack)


def more(phone: Page, theme: int) -> None:
    phone.locator("form[data-vote]").nth(theme).locator("[data-by='1']").click()


def test_eight_phones_read_back_and_vote(room: Room, guests: Guests) -> None:
    host, (anna, ben, cem) = guests.host, guests.drawn.values()
    wall = room.wall(host)
    room.step(host)
    do.write(anna, "Ein Raum zum Reden", category="Ändern")
    do.write(cem, "Später anfangen", category="Optimieren")
    room.step(host, 2)
    for name in THEMES:
        host.evaluate(do.POST, [room.at("themes"), {"name": name}])

    # each table reads its own words, and one answer counts for all who sit there
    do.press(host, "Tische gegenlesen lassen")
    do.shows(anna, "Das kam von Tisch 1", "Ein Raum zum Reden")
    do.shows(cem, "Das kam von Tisch 2")
    expect(anna.locator(".read-back")).not_to_contain_text("Später anfangen")
    do.do_not_reload(anna)
    anna.get_by_label("Da fehlt etwas", exact=True).check(force=True)
    anna.get_by_label("Was fehlt, oder was stimmt nicht?").fill("Der Hof")
    do.press(anna, "Antwort geben")
    do.shows(ben, "Anna hat für euren Tisch geantwortet")
    do.shows(host, "Der Hof", "Ein Tisch hat noch nicht geantwortet.")
    host.locator("#step-next").click()
    expect(host.get_by_role("dialog")).to_contain_text("Tisch 2 hat noch nicht gegengelesen")
    host.keyboard.press("Escape")
    assert "Anna hat" in guests.fetched["Gast0"].get(room.at("table")).text

    # dots, hidden until they are shown
    do.press(host, "Abstimmung öffnen")
    do.shows(wall, "Was ist am wichtigsten?", "0 von 9 haben abgestimmt")
    left = ben.locator("#paper-left [data-left]")
    for theme in (0, 2):
        more(ben, theme)
    ben.locator("form[data-vote]").nth(2).locator("[data-by='1']").dispatch_event(
        "click"
    )  # one theme gets one dot here
    expect(left).to_have_text("1")
    ben.locator("form[data-vote]").nth(2).locator("[data-by='-1']").click()
    expect(left).to_have_text("2")
    do.shows(wall, "1 von 9 hat abgestimmt")
    for number in range(5):
        guests.vote(f"Gast{number}", {0: 1, 1: 1} if number < 2 else {0: 1})
    cem.locator("#paper").get_by_role("button", name="Ein Punkt mehr").first.focus()
    cem.keyboard.press("Enter")
    anna.get_by_role("link", name="Für Erna abstimmen").click()
    more(anna, 1)
    expect(anna.locator("[data-left]")).to_have_text("2")
    do.shows(wall, "8 von 9 haben abgestimmt")
    do.shows(host, "8 von 9 haben abgestimmt")
    do.hides(wall, "So hat der Raum abgestimmt")
    ben.reload()
    do.connected(ben)
    expect(left).to_have_text("2")

    do.press(host, "Abstimmung schließen")
    do.shows(ben, "Das Ergebnis kommt gleich")
    do.press(host, "Ergebnis zeigen")
    for screen in (wall, ben, cem):
        rows = screen.locator(".bars__line")
        expect(rows.first).to_contain_text("Räume")
        counts = [rows.nth(index).locator(".bars__count b").inner_text() for index in range(3)]
        assert counts == ["7", "3", "0"]
    assert "So hat der Raum abgestimmt" in guests.fetched["Gast3"].get(room.at("table")).text


def test_scales_are_kept_as_they_are_tapped_and_first_steps_are_shared(room: Room) -> None:
    host = room.lay(rounds="1")
    ben, wall = room.join(host, "Ben"), room.wall(host)
    room.step(host, 3)
    host.evaluate(do.POST, [room.at("themes"), {"name": "Räume"}])
    host.evaluate(do.POST, [room.at("ballots"), {"mode": "matrix"}])
    form = ben.locator("form[data-vote]")
    form.get_by_role("radiogroup", name="Wie dringend?").get_by_role("radio").nth(4).check(force=True)
    expect(form.locator("[data-kept]")).to_be_hidden()
    form.get_by_role("radiogroup", name="Wie machbar?").get_by_role("radio").nth(1).check(force=True)
    expect(form.locator("[data-kept]")).to_be_visible()
    do.shows(host, "1 von 1 hat abgestimmt")
    do.press(form, "doch nicht")
    do.shows(host, "0 von 1 haben abgestimmt")
    for step in ("Wie dringend?", "Wie machbar?"):
        form.get_by_role("radiogroup", name=step).get_by_role("radio").nth(3).check(force=True)
    do.press(host, "Abstimmung schließen")
    do.press(host, "Ergebnis zeigen")
    expect(wall.locator(".square__point")).to_have_count(1)
    do.shows(wall, "dringend 4,0, machbar 4,0")

    room.step(host)
    do.stage(ben, "harvest")
    ben.get_by_label("Was nehme ich mir vor?").fill("Einen Raum suchen")
    ben.locator("label[for=new-shared]").click()
    do.press(ben, "Das nehme ich mir vor")
    ben.get_by_role("link", name="Mitnehmen: Link und Kalender").click()
    do.shows(ben, "Einen Raum suchen", "Diese Seite mitnehmen")
    wall.keyboard.press("3")
    do.shows(wall, "Einen Raum suchen")
