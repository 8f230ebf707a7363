"""Lays the exported café beside the scenario that was played: every difference, and nothing but differences. Pure."""

import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from app.rehearsal.scenario import Line, Scenario

Spot = tuple[int, int, str, str]
"""Round, table number, author's name, text: what makes a contribution out."""


@dataclass(frozen=True)
class Difference:
    where: str
    wanted: str
    found: str


def differences(scenario: Scenario, exported: dict[str, Any]) -> list[Difference]:
    """Contributions (each once, in place, with category, kind, trail and stars), handovers, seats, people, words."""
    export = _Export(exported)
    return [
        *_frame(scenario, export),
        *_contributions(scenario, export),
        *_handovers(scenario, export),
        *_seats(scenario, export),
    ]


class _Export:
    """The exported document with its references followed."""

    def __init__(self, found: dict[str, Any]) -> None:
        self.found = found
        self.table = {table["id"]: table["no"] for table in found["tables"]}
        self.round = {round_["id"]: round_["no"] for round_ in found["rounds"]}
        self.name = {person["id"]: person["name"] for person in found["participants"]}
        self.by_id = {one["id"]: one for one in found["contributions"]}
        self.spots: dict[Spot, list[dict[str, Any]]] = {}
        for one in found["contributions"]:
            self.spots.setdefault(self.spot(one), []).append(one)

    def spot(self, one: dict[str, Any]) -> Spot:
        name = self.name.get(one["author_id"], "")
        return self.round[one["round_id"]], self.table[one["table_id"]], name, normal(one["text"])


def _frame(scenario: Scenario, export: _Export) -> Iterator[Difference]:
    found = export.found
    yield from _unequal("title", scenario.title, found["event"]["title"])
    yield from _unequal("question", scenario.question, found["central_question"])
    for round_, there in zip(scenario.rounds, found["rounds"], strict=False):
        asked = there["question"] or found["central_question"]
        yield from _unequal(f"round {round_.number}", round_.question or scenario.question, asked)
    name_of = {person.key: person.name for person in scenario.people}
    for table, there in zip(scenario.tables, found["tables"], strict=False):
        where = f"table {table.number}"
        told = (there["name"], there["question"], export.name.get(there["host_id"], ""))
        yield from _unequal(where, (table.name, table.topic, name_of.get(table.host, "")), told)
    people = sorted((person.name, person.trade) for person in scenario.people)
    came = sorted((person["name"], person["trade"]) for person in found["participants"])
    yield from _uncounted("participants", people, came)
    yield from _unequal("tables", len(scenario.tables), len(found["tables"]))
    yield from _unequal("rounds", len(scenario.rounds), len(found["rounds"]))


def _contributions(scenario: Scenario, export: _Export) -> Iterator[Difference]:
    names = {person.key: person.name for person in scenario.people}
    numbers = {table.key: table.number for table in scenario.tables}

    def spot(line: Line) -> Spot:
        return line.round, numbers[line.table], names[line.author], normal(line.text)

    lines = {line.key: line for line in scenario.lines}
    wanted: dict[Spot, list[Line]] = {}
    for line in scenario.lines:
        wanted.setdefault(spot(line), []).append(line)
    for there in wanted.keys() | export.spots.keys():
        told, found = wanted.get(there, []), export.spots.get(there, [])
        yield from _unequal(f"contribution {_named(there)}", f"{len(told)}×", f"{len(found)}×")
    for there, told in wanted.items():
        found = export.spots.get(there, [])
        facts = [_facts(line, names, spot(lines[line.brought_from]) if line.brought_from else None) for line in told]
        if len(found) == len(told):
            yield from _uncounted(_named(there), facts, [_exported_facts(one, export) for one in found])


def _facts(line: Line, names: dict[str, str], origin: Spot | None) -> tuple[Any, ...]:
    stars = tuple(sorted(names[key] for key in line.support))
    trail = (origin[1], origin) if origin else (None, None)
    return line.kind, line.category or None, *trail, stars, len(stars)


def _exported_facts(one: dict[str, Any], export: _Export) -> tuple[Any, ...]:
    origin = export.by_id.get(one["brought_from_id"])
    stars = tuple(sorted(export.name[id_] for id_ in one["starred_by"]))
    trail = export.table.get(one["brought_from_table_id"]), export.spot(origin) if origin else None
    return one["kind"], one["category"], *trail, stars, one["votes"]


def _handovers(scenario: Scenario, export: _Export) -> Iterator[Difference]:
    numbers = {table.key: table.number for table in scenario.tables}
    wanted = [
        (card.round, numbers[card.table], tuple(normal(point) for point in card.points), normal(card.open_question))
        for card in scenario.cards
    ]
    found = [
        (export.round[card["round_id"]], export.table[card["table_id"]], tuple(card["points"]), card["open_question"])
        for card in export.found["handovers"]
    ]
    yield from _uncounted("handover", wanted, found)


def _seats(scenario: Scenario, export: _Export) -> Iterator[Difference]:
    names = {person.key: person.name for person in scenario.people}
    numbers = {table.key: table.number for table in scenario.tables}
    wanted = [(round_no, numbers[table], names[person]) for (person, round_no), table in scenario.seats.items()]
    found = [
        (export.round[seat["round_id"]], export.table[seat["table_id"]], export.name[person])
        for seat in export.found["seats"]
        for person in seat["participant_ids"]
    ]
    yield from _uncounted("seat", wanted, found)


def _unequal(where: str, wanted: object, found: object) -> Iterator[Difference]:
    if wanted != found:
        yield Difference(where, str(wanted), str(found))


def _uncounted(where: str, wanted: Iterable[Any], found: Iterable[Any]) -> Iterator[Difference]:
    """What is there too seldom or too often, order apart."""
    told, there = Counter(wanted), Counter(found)
    missing, extra = list((told - there).elements()), list((there - told).elements())
    for at in range(max(len(missing), len(extra))):
        yield Difference(where, _nth(missing, at), _nth(extra, at))


def _nth(found: list[Any], at: int) -> str:
    return str(found[at]) if at < len(found) else "—"


def _named(spot: Spot) -> str:
    round_no, table, author, text = spot
    return f"{round_no}/{table} {author}: {text[:60]}"


def normal(text: str) -> str:
    """As the product keeps texts: NFC, blanks folded."""
    return " ".join(unicodedata.normalize("NFC", text).split())
