"""A written café: people, seats, and who says what at which second; read from a file and checked line by line."""

import json
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from app.rehearsal.place import BadScenario, Place, unique
from app.translations import SOURCE, languages

CATEGORIES = ("change", "optimise", "tackle", "none")


@dataclass(frozen=True)
class Table:
    key: str
    number: int
    name: str
    topic: str
    host: str
    """Key of the participant who stays there; empty if nobody does."""


@dataclass(frozen=True)
class Round:
    number: int
    minutes: int
    question: str


@dataclass(frozen=True)
class Person:
    key: str
    name: str
    trade: str


@dataclass(frozen=True)
class Line:
    """One contribution; `offset_s` counts seconds from the start of its round in real time."""

    key: str
    round: int
    table: str
    author: str
    offset_s: float
    text: str
    category: str
    """change, optimise, tackle, or empty."""
    brought_from: str
    """Key of the contribution that was carried here, or empty."""
    support: tuple[str, ...]

    @property
    def kind(self) -> str:
        return "question" if self.text.rstrip().endswith("?") else "idea"


@dataclass(frozen=True)
class Card:
    """What the host of a table hands over after a round."""

    table: str
    round: int
    points: tuple[str, ...]
    open_question: str


@dataclass(frozen=True)
class Scenario:
    title: str
    language: str
    date: date | None
    place: str
    organiser: str
    impulse_speaker: str
    impulse_message: str
    questions: tuple[str, ...]
    tables: tuple[Table, ...]
    rounds: tuple[Round, ...]
    people: tuple[Person, ...]
    seats: dict[tuple[str, int], str]
    """(participant, round) -> table."""
    lines: tuple[Line, ...]
    cards: tuple[Card, ...]

    @property
    def question(self) -> str:
        """The question of the whole café; empty when the rounds have different ones."""
        return self.questions[0] if len(self.questions) == 1 else ""

    def lines_in(self, round_no: int) -> list[Line]:
        return [line for line in self.lines if line.round == round_no]


def read(path: Path) -> Scenario:
    """The scenario in a file; raises BadScenario for whatever is wrong with it."""
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise BadScenario(f"{path}: {error.strerror or error}") from error
    except ValueError as error:
        raise BadScenario(f"{path}: no JSON ({error})") from error
    return parse(found)


def parse(found: object) -> Scenario:
    """The scenario that a JSON document describes; keys it does not know are passed over."""
    top = Place(found, "")
    tables = tuple(_table(place, number) for number, place in enumerate(top.parts("tables"), 1))
    rounds = tuple(_round(place, number) for number, place in enumerate(top.parts("rounds"), 1))
    people = tuple(Person(p.text("key"), p.text("name"), p.text("trade", "")) for p in top.parts("participants"))
    unique("participants[].name", [person.name for person in people])
    known = _Known(
        unique("tables[].key", [table.key for table in tables]),
        unique("participants[].key", [person.key for person in people]),
        len(rounds),
    )
    for table in tables:
        if table.host and table.host not in known.people:
            raise BadScenario(f"tables: {table.key}: there is no participant {table.host!r}")
    if not tables or not rounds or not people:
        raise BadScenario("a café needs tables, rounds and participants")
    seats = _seats(top, known)
    impulse = top.part("impulse")
    spoken = top.text("language", SOURCE)
    return Scenario(
        title=top.text("title"),
        language=spoken if spoken in languages() else SOURCE,
        date=top.day("date"),
        place=top.text("place", ""),
        organiser=top.text("host", ""),
        impulse_speaker=impulse.text("speaker_role", ""),
        impulse_message=impulse.text("core_message", ""),
        questions=top.texts("questions"),
        tables=tables,
        rounds=rounds,
        people=people,
        seats=seats,
        lines=_lines(top, known, seats),
        cards=tuple(_card(place, known) for place in top.parts("host_summaries")),
    )


@dataclass(frozen=True)
class _Known:
    tables: Collection[str]
    people: Collection[str]
    rounds: int


def _table(place: Place, number: int) -> Table:
    return Table(place.text("key"), number, place.text("name", ""), place.text("topic", ""), place.text("host", ""))


def _round(place: Place, number: int) -> Round:
    return Round(number, place.number("minutes", 1, 180), place.text("question", ""))


def _seats(top: Place, known: _Known) -> dict[tuple[str, int], str]:
    seats: dict[tuple[str, int], str] = {}
    for place in top.parts("seats"):
        round_no, table = place.number("round", 1, known.rounds), place.key("table", known.tables)
        for person in place.keys("participants", known.people):
            if seats.setdefault((person, round_no), table) != table:
                place.wrong("participants", f"{person} sits at two tables in round {round_no}")
    for person in known.people:
        for round_no in range(1, known.rounds + 1):
            if (person, round_no) not in seats:
                raise BadScenario(f"seats: {person} has no seat in round {round_no}")
    return seats


def _lines(top: Place, known: _Known, seats: dict[tuple[str, int], str]) -> tuple[Line, ...]:
    lines: dict[str, Line] = {}
    for place in top.parts("contributions"):
        line = _line(place, known)
        if line.key in lines:
            place.wrong("key", f"{line.key} is there twice")
        if seats[line.author, line.round] != line.table:
            place.wrong("author", f"{line.author} does not sit at {line.table} in round {line.round}")
        lines[line.key] = line
    for line in lines.values():
        origin = lines.get(line.brought_from)
        if line.brought_from and (origin is None or origin.table == line.table or origin.round >= line.round):
            raise BadScenario(
                f"contributions: {line.key}: brought_from {line.brought_from!r} is no earlier line elsewhere"
            )
    return tuple(lines.values())


def _line(place: Place, known: _Known) -> Line:
    category = place.text("category", "none") or "none"
    if category not in CATEGORIES:
        place.wrong("category", f"{category!r} is none of {', '.join(CATEGORIES)}")
    return Line(
        key=place.text("key"),
        round=place.number("round", 1, known.rounds),
        table=place.key("table", known.tables),
        author=place.key("author", known.people),
        offset_s=place.number("offset_s", 0, 180 * 60),
        text=place.text("text"),
        category="" if category == "none" else category,
        brought_from=place.text("brought_from", ""),
        support=place.keys("support", known.people),
    )


def _card(place: Place, known: _Known) -> Card:
    return Card(
        table=place.key("table", known.tables),
        round=place.number("round", 1, known.rounds),
        points=place.texts("points"),
        open_question=place.text("open_question", ""),
    )
