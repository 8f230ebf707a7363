"""Putting tables into the room."""

from dataclasses import dataclass

from sqlmodel import Session, col, func, select

from app.cafes import codes
from app.cafes.models import Cafe
from app.db import now
from app.errors import BadInput, marked
from app.events import TableCleared, TableLaid, record
from app.tables import reading
from app.tables.models import Table
from app.texts import bounded

MOST_TABLES = 60
PREFERRED_SEATS = 5
MOST_SEATS = 12
LANGUAGE_LIMIT = 12


@dataclass(frozen=True)
class Proposal:
    """What suits a number of guests: tables, chairs at each, rounds and minutes."""

    tables: int
    seats: int
    rounds: int = 3
    minutes: int = 20


def proposal(expected: int) -> Proposal:
    """Tables of four to five for `expected` guests (1 to 300), as the method has it: fewest tables that hold all."""
    tables = max(1, min(MOST_TABLES, -(-expected // PREFERRED_SEATS)))
    return Proposal(tables=tables, seats=seats_at(expected, tables))


def seats_at(expected: int, tables: int) -> int:
    """Chairs that each of so many tables needs: four at least, twelve at most."""
    return min(MOST_SEATS, max(4, -(-expected // tables)))


def lay(db: Session, cafe: Cafe, *, name: str = "", topic: str = "", seats: int = PREFERRED_SEATS) -> Table:
    """One more table with the next number; raises BadInput when the room is full."""
    number = (db.exec(select(func.max(col(Table.number))).where(Table.cafe_id == cafe.id)).one() or 0) + 1
    if number > MOST_TABLES:
        raise BadInput("tables", marked("Mehr als %(most)d Tische passen nicht in ein Café."), most=MOST_TABLES)
    table = Table(cafe_id=cafe.id_, number=number, name=name, topic=topic, seats=seats, join_token=codes.join_token())
    db.add(table)
    db.flush()
    record(db, TableLaid(cafe_id=cafe.id_, table_id=table.id_))
    return table


def set_language(db: Session, cafe: Cafe, table_id: int, language: str) -> None:
    """What is spoken at a table, as `de`; empty for whatever its people speak."""
    table = reading.standing(db, cafe.id_, table_id)
    table.language = bounded("spoken", language.lower(), LANGUAGE_LIMIT)
    db.add(table)
    record(db, TableLaid(cafe_id=cafe.id_, table_id=table.id_))


def relay(db: Session, cafe: Cafe, table_id: int) -> None:
    """A table that was cleared by mistake stands again, with all that lay on it."""
    table = reading.by_id(db, cafe.id_, table_id)
    table.cleared_at = None
    db.add(table)
    db.flush()
    record(db, TableLaid(cafe_id=cafe.id_, table_id=table.id_))


def clear(db: Session, cafe: Cafe, table: Table) -> None:
    """Takes a table out of the room; raises BadInput for the last one."""
    if len(reading.in_cafe(db, cafe.id_)) == 1:
        raise BadInput("tables", marked("Der letzte Tisch bleibt stehen."))
    table.cleared_at = now()
    db.add(table)
    db.flush()
    record(db, TableCleared(cafe_id=cafe.id_, table_id=table.id_))
