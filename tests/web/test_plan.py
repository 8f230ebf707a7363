"""The plan as a picture: what the host's page shows, what a move would bring, moving and taking back, wishes, paper."""

import re
from dataclasses import replace
from typing import Any

import pytest
from fastapi.testclient import TestClient
from sqlmodel import Session, select

from app.cafes.models import Cafe as CafeRow
from app.cafes.models import Hosting, Mixed, Role
from app.db import reading
from app.events import CafeChanged, record
from app.rounds import reading as rounds
from app.rounds.kinds import RoundKind
from app.seating import moving, planning
from app.seating.encounters import Reason, Repeat
from app.seating.planning import Outlook
from app.seating.room import Breach, Contradiction, Obstacle, Rule
from app.web import outlooks
from app.web.outlooks import Picture
from tests import factories
from tests.web.cafes import Cafe, evening
from tests.web.evening import browser, step

NAMES = ["Anna", "Ben", "Cem", "Dora", "Emil", "Fatma", "Greta", "Hasan", "Ines", "Jonas", "Klara", "Luca"]


class Plan:
    """A café full of people, at whose desk a host looks at the plan."""

    def __init__(
        self, house: TestClient, people: int, *, tables: int, rounds: int = 4, hosts: bool = False, language: str = "de"
    ) -> None:
        self.host, self._house = browser(house), house.app.state.house  # type: ignore[attr-defined]
        portal = house.portal
        assert portal

        def lay(db: Session) -> tuple[str, list[int]]:
            cafe = factories.cafe(
                db, tables=tables, seats=max(2, -(-people // tables)), rounds=rounds, language=language
            )
            laid = [factories.table(db, cafe, number) for number in range(1, tables + 1)]
            found = []
            for index in range(people):
                name = NAMES[index % len(NAMES)] + (str(index // len(NAMES)) if index >= len(NAMES) else "")
                found.append(factories.guest(db, cafe, name, table=laid[index % tables], by_host=True).id_)
            for person in found[:tables] if hosts else ():
                moving.give_role(db, cafe, person, Role.table_host)
            return cafe.key, found

        self.key, self.people = portal.call(self._house.writer.do, lay)
        self._write = lambda verb: portal.call(self._house.writer.do, verb)
        with reading(self._house.engine) as db:
            secret = self._house.keys.link_secret(self.row(db), "host")
        assert self.host.post(f"/cafes/{self.key}/devices", data={"key": f"host.{secret}"}).status_code == 200

    def row(self, db: Session) -> CafeRow:
        return db.exec(select(CafeRow).where(CafeRow.key == self.key)).one()

    def write(self, verb: Any) -> None:
        """Something that happens elsewhere."""
        self._write(lambda db: verb(db, self.row(db)))

    @property
    def outlook(self) -> Outlook:
        with reading(self._house.engine) as db:
            return planning.outlook(db, self.row(db))

    def at(self, person: int, round_no: int) -> int | None:
        return self.outlook.rounds[round_no - 1].seating.get(person)

    def picture(self, outlook: Outlook) -> Picture:
        with reading(self._house.engine) as db:
            return outlooks.picture(self.row(db), outlook, list(outlook.tables.values()))

    def draw(self, name: str, **values: object) -> str:
        drawn: str = self._house.templates.render("de", name, **values)
        return drawn

    def get(self, rest: str = "", **query: object) -> str:
        answer = self.host.get(f"/cafes/{self.key}/plan{rest}", params=query)  # type: ignore[arg-type]
        assert answer.status_code == 200, answer.text
        return answer.text

    def post(self, rest: str, status: int = 200, **fields: object) -> str:
        answer = self.host.post(f"/cafes/{self.key}/plan{rest}", data=fields)
        assert answer.status_code == status, answer.text
        return answer.text


def text(page: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", page)).strip()


def cell(page: str, round_no: int, table: int) -> str:
    """Who stands in a cell, by table number."""
    row = page.split("<tbody>")[1].split("<tr ")[table]
    return text(row.split(f'<td data-round="{round_no}"')[1].split(">", 1)[1].split("</td>")[0])


# the picture


@pytest.mark.parametrize(("people", "tables"), [(0, 3), (2, 2), (24, 6), (300, 60)])
def test_the_page_is_there_for_every_room(house: TestClient, people: int, tables: int) -> None:
    plan = Plan(house, people, tables=tables, rounds=3)
    page = plan.get()
    assert len(re.findall(r'class="seat(?: [^"]*)?" id="s\d+-\d+"', page)) == 3 * people
    assert ("Noch ist niemand da" in page) == (people == 0)
    assert ("met__squares" in page) == (0 < people <= 120)
    assert ("met__spread" in page) == (people > 120)
    assert plan.get("/paper")
    assert " style=" not in page


def test_who_sits_where_stands_in_rows_and_columns(house: TestClient) -> None:
    plan = Plan(house, 12, tables=3, hosts=True)
    step(plan.host, plan.key, "next")
    page = plan.get()
    assert cell(page, 1, 1) == "Anna (Gastgeber:in)DoraGretaJonas"
    assert re.findall(r'seating__state">([^<]+)<', page) == ["läuft gerade", "geplant", "geplant", "geplant"]
    step(plan.host, plan.key)
    page = plan.get()
    assert re.findall(r'seating__state">([^<]+)<', page) == ["so saßt ihr", "schon angesagt", "geplant", "geplant"]
    for each in plan.outlook.rounds:
        number = 1 + list(plan.outlook.tables).index(each.seating[plan.people[3]])
        assert "Dora" in cell(page, each.round.number, number)


def test_the_kind_of_a_round_is_told(house: TestClient) -> None:
    plan = Plan(house, 6, tables=3)

    def change(db: Session, cafe: CafeRow) -> None:
        for round_, kind in zip(rounds.in_cafe(db, cafe), RoundKind, strict=True):
            round_.kind = kind
            db.add(round_)
        record(db, CafeChanged(cafe_id=cafe.id_))

    plan.write(change)
    page = plan.get()
    for words in ("zurück zum ersten Tisch", "die Tischtücher reisen", "freie Wahl des Themas"):
        assert words in page


def test_somebody_is_followed_through_the_rounds(house: TestClient) -> None:
    plan = Plan(house, 12, tables=4)
    dora = plan.people[3]
    page = plan.get(person=dora)
    assert len(re.findall('aria-current="true">Dora<', page)) == 4
    assert page.count('<td data-round="1" data-place="') == 4
    assert len(re.findall(r'class="is-chosen"', page)) == 4
    way = text(page.split('id="way"')[1].split("</section>")[0])
    assert all(f"Runde {number}, Tisch" in way for number in range(1, 5))
    for nobody in ("99999", "x", "", "-1", "9" * 30):
        assert 'id="way"' not in plan.get(person=nobody)


def test_people_of_one_name_are_told_apart(house: TestClient) -> None:
    plan = Plan(house, 0, tables=2)
    for trade in ("Malerin", "Köchin", ""):
        assert (
            plan.host.post(f"/cafes/{plan.key}/participants", data={"name": "Eva", "trade": trade}).status_code == 200
        )
    page = plan.get()
    assert {"Eva (Malerin)", "Eva (Köchin)", "Eva"} == set(re.findall(r'id="s1-\d+"[^>]*>([^<]+)<', page))


def test_as_planned_and_as_sat_are_compared(house: TestClient) -> None:
    plan = Plan(house, 12, tables=3)
    step(plan.host, plan.key)
    step(plan.host, plan.key)
    dora = plan.people[3]
    before = plan.at(dora, 2)
    numbers = {table.id_: table.number for table in plan.outlook.tables.values()}
    there = next(each for each in numbers if each != before)
    plan.post("/moves", person=dora, round=2, table=there)
    sat, planned = plan.get(), plan.get(view="planned")
    assert f"statt {numbers[before]}" in cell(sat, 2, numbers[there])
    assert f"saß an {numbers[there]}" in cell(planned, 2, numbers[before or 0])
    assert f"Dora: Tisch {numbers[there]} statt {numbers[before]}" in text(sat)


# moving


def test_what_a_move_would_bring_is_told_before_it_is_made(house: TestClient) -> None:
    plan = Plan(house, 12, tables=3, hosts=True)
    step(plan.host, plan.key)
    dora, before = plan.people[3], plan.outlook
    there = next(table for table in before.tables if table != plan.at(dora, 2))
    number = before.tables[there].number
    told = text(plan.get("/moves", person=dora, round=2, table=there))
    assert f"Runde 2: Dora an Tisch {number}?" in told
    assert re.search(r"Dora trifft dort (\d neue|einen neuen Menschen) statt \d\.", told)
    assert f"Tisch {number} hat dann 5 Leute. So viele Stühle stehen dort nicht." in told
    other = next(each for each, table in before.rounds[1].seating.items() if table == there)
    swap = text(plan.get("/moves", person=dora, round=2, table=there, exchange=other))
    assert "tauschen?" in swap
    assert "hat dann" not in swap
    assert plan.outlook == before


def test_somebody_is_moved_and_the_move_taken_back(house: TestClient) -> None:
    plan = Plan(house, 12, tables=3)
    step(plan.host, plan.key)
    dora, before = plan.people[3], plan.outlook
    was = plan.at(dora, 3)
    there = next(table for table in before.tables if table != was)
    assert "Rückgängig" not in plan.get()
    shown = plan.post("/moves", person=dora, round=3, table=there)
    assert plan.at(dora, 3) == there
    assert f"Rückgängig: Dora zurück an Tisch {before.tables[was or 0].number}" in shown
    plan.post("/moves/withdrawal")
    assert plan.at(dora, 3) == was
    assert "Rückgängig" not in plan.get()
    assert "Es gibt nichts zurückzunehmen." in plan.post("/moves/withdrawal", 422)


def test_who_was_put_by_hand_is_listed_and_can_be_released(house: TestClient) -> None:
    plan = Plan(house, 12, tables=3)
    step(plan.host, plan.key)
    dora, there = plan.people[3], next(iter(plan.outlook.tables))
    number = plan.outlook.tables[there].number
    assert f"Dora: Runde 3, Tisch {number}" in text(plan.post("/moves", person=dora, round=3, table=there))
    (move,) = plan.outlook.moves
    assert "Von Hand gesetzt" not in plan.post(f"/moves/{move.id}/release")
    assert plan.outlook.moves == []
    plan.post(f"/moves/{move.id}/release", 404)


def test_two_change_places(house: TestClient) -> None:
    plan = Plan(house, 12, tables=3)
    step(plan.host, plan.key)
    dora = plan.people[3]
    was = plan.at(dora, 1)
    ben = next(each for each, table in plan.outlook.rounds[0].seating.items() if table != was)
    there = plan.at(ben, 1)
    plan.post("/moves", person=dora, round=1, table=there, exchange=ben)
    assert (plan.at(dora, 1), plan.at(ben, 1)) == (there, was)


REFUSED: list[tuple[dict[str, str], int]] = [
    ({"round": "1"}, 422),
    ({"round": "9"}, 404),
    ({"round": "x"}, 404),
    ({"person": "99999"}, 404),
    ({"table": "99999"}, 404),
    ({"exchange": "99999"}, 422),
]


def test_what_cannot_be_moved_is_refused_in_words(house: TestClient) -> None:
    plan = Plan(house, 6, tables=3, rounds=2)
    for _ in range(2):
        step(plan.host, plan.key)
    person = plan.people[0]
    there = next(table for table in plan.outlook.tables if table != plan.at(person, 2))
    for fields, status in REFUSED:
        asked = {"person": str(person), "round": "2", "table": str(there)} | fields
        answer = plan.host.get(f"/cafes/{plan.key}/plan/moves", params=asked)
        assert answer.status_code == status, fields
        if "exchange" not in fields:
            assert plan.host.post(f"/cafes/{plan.key}/plan/moves", data=asked).status_code == status, fields


# in words


def test_everything_that_does_not_work_out_is_told_in_words(house: TestClient) -> None:
    plan = Plan(house, 6, tables=3)
    step(plan.host, plan.key)
    table = next(iter(plan.outlook.tables))
    two = (plan.people[0], plan.people[1])
    broken = replace(
        plan.outlook,
        contradictions=[Contradiction(each, two, table, 1) for each in Obstacle],
        plan=replace(plan.outlook.plan, breaches=[Breach(rule, 2, table, two) for rule in Rule]),
    )
    lines = re.findall(r"<li>(.*?)</li>", plan.draw("plan/_hints.html", p=plan.picture(broken)))
    assert len(set(lines)) == len(Obstacle) + len(Rule)
    assert sum("Anna und Ben" in line for line in lines) == len(lines) - 2  # no table, no chairs: about nobody
    assert {found for line in lines for found in re.findall(r"Runde (\d)", line)} == {"3", "4"}


def test_every_reason_has_its_words(house: TestClient) -> None:
    plan = Plan(house, 6, tables=3)
    picture = plan.picture(plan.outlook)
    two = (plan.people[0], plan.people[1])
    repeats = [Repeat(two, index, tuple(range(index)), reason) for index, reason in enumerate(Reason, 1)]
    vars(picture)["encounters"] = replace(picture.encounters, repeats=repeats)
    titles = re.findall(r"<h3>Einmal, weil (.*?)</h3>", plan.draw("plan/_again.html", p=picture))
    assert len(set(titles)) == len(Reason)


# wishes, rules, planning anew, paper


def test_wishes_are_made_kept_and_taken_back(house: TestClient) -> None:
    plan = Plan(house, 12, tables=3)
    step(plan.host, plan.key)
    anna, ben = plan.people[:2]
    page = plan.post("/wishes", one=anna, other=ben, company="together")
    assert "Anna und Ben <b>zusammen</b>" in page
    assert all(plan.at(anna, number) == plan.at(ben, number) for number in (2, 3, 4))
    assert "weil du sie zusammen wünschst" in page
    (wish,) = plan.outlook.wishes
    plan.post(f"/wishes/{wish.id}/withdrawal")
    assert plan.outlook.wishes == []
    plan.post("/wishes", 422, one=anna, other="", company="apart")
    plan.post("/wishes", 422, one=anna, other=ben, company="somehow")
    plan.post("/wishes", 404, one=anna, other=99999, company="apart")
    plan.post("/wishes/99999/withdrawal", 404)


def test_rules_are_set(house: TestClient) -> None:
    plan = Plan(house, 12, tables=3)
    plan.post("/rules", hosting="none", mixed="organisation")
    with reading(plan._house.engine) as db:
        cafe = plan.row(db)
        assert (cafe.hosting, cafe.mixed, cafe.no_table_twice) == (Hosting.none, Mixed.organisation, False)
    page = plan.post("/rules", hosting="changing", mixed="nothing", no_table_twice="1")
    assert re.findall(r'id="rule-([\w-]+)" checked', page) == ["hosting-changing", "mixed-nothing", "twice"]
    plan.post("/rules", 422, hosting="often", mixed="nothing")


def test_a_printed_plan_is_known(house: TestClient) -> None:
    plan = Plan(house, 12, tables=3)
    paper = plan.post("/printing")
    assert "Sitzplan auf Papier" in paper
    with reading(plan._house.engine) as db:
        assert plan.row(db).plan_printed_at
    rows = re.findall(r'<tr><th scope="row">(\w+)</th>((?:<td>\d+</td>)+)</tr>', paper)
    assert [name for name, _ in rows] == sorted(NAMES)
    numbers = {table.id_: str(table.number) for table in plan.outlook.tables.values()}
    for name, cells in rows:
        person = plan.people[NAMES.index(name)]
        assert re.findall(r"\d+", cells) == [numbers[each.seating[person]] for each in plan.outlook.rounds]
    assert "fände sich an falschen Tischen wieder" in plan.get()
    plan.post("/renewal")
    with reading(plan._house.engine) as db:
        assert plan.row(db).plan_printed_at is None


def test_a_closed_cafe_is_only_read(house: TestClient) -> None:
    plan = Plan(house, 4, tables=2, rounds=1)
    for _ in range(5):
        step(plan.host, plan.key)
    page = plan.get(person=plan.people[0])
    for button in ('id="renew"', 'id="open-moving"', 'id="set-rules"', 'id="wish-one"', "data-place"):
        assert button not in page


# who may look


def test_only_the_host_sees_the_plan(house: TestClient) -> None:
    cafe: Cafe = evening(house)
    stranger = browser(house)
    for visitor in (stranger, cafe.anna):
        answer = visitor.get(f"/cafes/{cafe.key}/plan", follow_redirects=False)
        assert (answer.status_code, answer.headers["location"]) == (303, f"/cafes/{cafe.key}/door")
        for page in ("plan/paper", "plan/moves"):
            assert visitor.get(f"/cafes/{cafe.key}/{page}").status_code == 403
    assert "Anna" in cafe.host.get(f"/cafes/{cafe.key}/plan").text
    assert f"/cafes/{cafe.key}/plan" in cafe.host.get(f"/cafes/{cafe.key}/host").text


def test_the_page_follows_arrivals(house: TestClient) -> None:
    plan = Plan(house, 6, tables=2)
    page = plan.get()
    where = {name: re.findall(rf'data-{name}="([^"]*)"', page)[0] for name in ("seq", "fp")}
    assert f'data-live="/cafes/{plan.key}/live/plan"' in page
    plan.host.post(f"/cafes/{plan.key}/participants", data={"name": "Zoe"})
    asked = {"since": where["seq"], "fp": where["fp"]}
    (frame, _) = plan.host.get(f"/cafes/{plan.key}/live/plan", params=asked).json()
    assert "nudge" in frame
    assert "Zoe" in plan.get()
