"""When things came to lie on one cloth: as the logbook numbers them, else as the things themselves say."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session

from app.cafes.models import LogbookEntry
from app.db import plain
from app.events import ConnectionDrawn, ContributionPosted, ContributionStarred, StrokeDrawn
from app.tablecloth.models import Connection, Contribution, Star
from app.tables.models import Table

TOLD = tuple(event.__name__ for event in (ContributionPosted, ContributionStarred, ConnectionDrawn, StrokeDrawn))

Key = tuple[str, int, int]
"""What came: `words`, `line`, `stroke` or `star`, and one or two ids of rows."""


@dataclass(frozen=True, order=True)
class Moment:
    """Moments are in the order of the logbook, whatever the server's clock did."""

    seq: int
    """0: the logbook does not know of it, so it came before all that it knows."""
    at: datetime


@dataclass(frozen=True)
class Lines:
    """Lines and stars on a cloth, as they are now."""

    connections: list[sa.Row[Any]]
    stars: list[sa.Row[Any]]


_entries = plain(LogbookEntry)
_lines, _stars, _words = plain(Connection), plain(Star), plain(Contribution)


def entries(db: Session, table: Table) -> dict[Key, Moment]:
    """The last moment of each thing on this table that the logbook tells of; a café that was read in has none."""
    query = sa.select(_entries).where(_entries.c.cafe_id == table.cafe_id, _entries.c.kind.in_(TOLD))
    found: dict[Key, Moment] = {}
    for entry in db.execute(query.order_by(_entries.c.seq)):
        if entry.payload.get("table_id") == table.id:
            found[_key(entry)] = Moment(entry.seq, entry.at)
    return found


def _key(entry: sa.Row[Any]) -> Key:
    told = entry.payload
    if entry.kind == StrokeDrawn.__name__:
        return "stroke", told["stroke_id"], 0
    if entry.kind == ConnectionDrawn.__name__:
        return "line", told["first_id"], told["second_id"]
    if entry.kind == ContributionPosted.__name__:
        return "words", told["contribution_id"], 0
    giver = entry.actor[1:] if entry.actor.startswith("p") else ""
    return "star", told["contribution_id"], int(giver) if giver.isdecimal() else 0


def lines(db: Session, table: Table) -> Lines:
    """Also those at words that are not shown."""
    drawn = sa.select(_lines).join(_words, _words.c.id == _lines.c.first_id).where(_words.c.table_id == table.id)
    given = sa.select(_stars).join(_words).where(_words.c.table_id == table.id)
    return Lines(list(db.execute(drawn.order_by(_lines.c.id))), list(db.execute(given)))
