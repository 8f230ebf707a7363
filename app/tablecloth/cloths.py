"""Tables as screens show them: who sits there and what lies on the cloth."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from sqlmodel import Session

from app.cafes import reading as cafes
from app.cafes.models import Cafe, Participant, Role
from app.cafes.remembering import remembered
from app.errors import marked
from app.rounds import reading as rounds
from app.seating import reading as seating
from app.tablecloth import reading
from app.tablecloth.reading import Laid
from app.tables import reading as tables
from app.tables.models import Table
from app.translations import translate

NEWEST = 4
"""Contributions on a cloth of the wall; more do not fit at a size that the last row can read."""


@dataclass(frozen=True)
class Person:
    """A guest as screens name them: their first name, or "Gast 7" in a café without names."""

    id: int
    name: str
    trade: str
    role: Role
    has_phone: bool

    @property
    def is_table_host(self) -> bool:
        return self.role == Role.table_host


@dataclass(frozen=True)
class TableView:
    """One table with its people and its cloth; `count` may be more than the contributions given."""

    table: Table
    people: tuple[Person, ...] = ()
    devices: tuple[Person, ...] = ()
    """Phones that serve the whole table; they take no chair."""
    contributions: list[Laid] = field(default_factory=list)
    count: int = 0
    last_at: datetime | None = None

    @property
    def host_name(self) -> str:
        return host_among(self.people)

    @property
    def seats(self) -> int:
        return self.table.seats


def host_among(people: Iterable[Person]) -> str:
    """The name of whoever keeps the table; empty if nobody does."""
    return next((person.name for person in people if person.is_table_host), "")


def person_view(cafe: Cafe, person: Participant) -> Person:
    """Somebody as this café may show them."""
    name = reading.display_name(cafe, person) or translate(
        cafe.tongue(), marked("Gast %(number)d"), number=person.number
    )
    return Person(person.id_, name, person.trade, person.role, person.has_phone)


@remembered
def people_by_table(db: Session, cafe: Cafe) -> dict[int, list[Person]]:
    """Who sits where in the round that is on or comes next, devices included; table id to people, by arrival."""
    seats = seating.in_round(db, rounds.current(db, cafe))
    sitting: dict[int, list[Person]] = {}
    for person in cafes.everybody(db, cafe.id_).values():
        if person.id_ in seats and person.is_here:
            sitting.setdefault(seats[person.id_], []).append(person_view(cafe, person))
    return sitting


def people_at(db: Session, cafe: Cafe, table_id: int) -> tuple[Person, ...]:
    """Who sits at one table in the round that is on or comes next, without devices, by arrival."""
    sitting = seating.sitting_at(db, rounds.current(db, cafe), table_id)
    return tuple(person_view(cafe, person) for person in sitting if person.role != Role.table_device)


@remembered
def all_tables(db: Session, cafe: Cafe, *, newest: int | None = None, with_hidden: bool = False) -> list[TableView]:
    """The tables of a café by number; `newest`: at most so many contributions of each, the latest."""
    sitting = people_by_table(db, cafe)
    cloths: dict[int, list[Laid]] = {}
    for laid in reading.laid_in_cafe(db, cafe, with_hidden=with_hidden):
        cloths.setdefault(laid.table_id, []).append(laid)
    return [
        _view(table, sitting.get(table.id_, []), cloths.get(table.id_, []), newest)
        for table in tables.in_cafe(db, cafe.id_)
    ]


@remembered
def one_table(db: Session, cafe: Cafe, table_id: int, *, with_hidden: bool = False) -> TableView:
    """One table with its people and its whole cloth."""
    sitting = [person_view(cafe, person) for person in seating.sitting_at(db, rounds.current(db, cafe), table_id)]
    cloth = reading.laid_at_table(db, cafe, table_id, with_hidden=with_hidden)
    return _view(tables.by_id(db, cafe.id_, table_id), sitting, cloth, None)


def _view(table: Table, sitting: list[Person], cloth: list[Laid], newest: int | None) -> TableView:
    return TableView(
        table,
        people=tuple(person for person in sitting if person.role != Role.table_device),
        devices=tuple(person for person in sitting if person.role == Role.table_device),
        contributions=cloth if newest is None else cloth[max(len(cloth) - newest, 0) :],
        count=sum(not laid.is_hidden for laid in cloth),
        last_at=cloth[-1].created_at if cloth else None,
    )
