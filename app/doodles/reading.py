"""What is drawn on the cloths, as screens, report and time-lapse draw it; each question asks the database twice."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy import bindparam
from sqlmodel import Session

from app.cafes import reading as cafes
from app.cafes.models import Cafe, Participant
from app.cafes.remembering import remembered
from app.db import plain
from app.doodles.models import Doodle, Stroke
from app.errors import NotFound
from app.rounds.models import Round
from app.tablecloth.models import Contribution, Pen
from app.tablecloth.reading import Laid
from app.tables.models import Table, colour, is_striped

FIRST = 0
"""Stands for the words before the first ones: no contribution has this id."""


@dataclass(frozen=True)
class Line:
    """A stroke that was not undone."""

    id: int
    pen: Pen
    path: str
    drawn_at: datetime


@dataclass(frozen=True)
class Drawn:
    """A doodle with everything its drawing needs; the same for every viewer."""

    id: int
    table_id: int
    table_number: int
    table_colour: int
    table_striped: bool
    round_no: int
    author_id: int | None
    author: str
    """Empty in a café without names, and for what the host or the table as a whole has drawn."""
    contribution_id: int | None
    """The words it lies beside."""
    is_the_writers: bool
    """Whoever has written these words has drawn it, too."""
    description: str
    begun_at: datetime
    laid_at: datetime
    """Since when there is its place on the cloth: as long as the words it lies beside, else since its first stroke."""
    laid_in: int
    """Number of the round among whose words that is."""
    is_hidden: bool
    strokes: tuple[Line, ...]
    """In the order they were drawn; empty while all of them are undone."""


@dataclass(frozen=True)
class KeyedLine:
    """A stroke as the device knows it that has drawn it."""

    key: str
    pen: Pen
    path: str


@dataclass(frozen=True)
class Leaf:
    """A doodle as the device knows it that draws it."""

    doodle: int
    key: str
    table: int
    round: int
    beside: int | None
    """Id of the words it lies beside."""
    description: str
    strokes: tuple[KeyedLine, ...]


@remembered
def in_cafe(db: Session, cafe: Cafe, *, with_hidden: bool = False) -> tuple[Drawn, ...]:
    """All doodles of a café in the order they were begun; never what was taken back."""
    return _drawn(db, cafe, _EVERYTHING, with_hidden=with_hidden)


@remembered
def at_table(db: Session, cafe: Cafe, table_id: int, *, with_hidden: bool = False) -> tuple[Drawn, ...]:
    """Those on one cloth."""
    return _drawn(db, cafe, _AT_TABLE, with_hidden=with_hidden, table=table_id)


def by_table(db: Session, cafe: Cafe, *, with_hidden: bool = False) -> dict[int, tuple[Drawn, ...]]:
    """All of them, for every table that has any."""
    found: dict[int, list[Drawn]] = {}
    for drawn in in_cafe(db, cafe, with_hidden=with_hidden):
        found.setdefault(drawn.table_id, []).append(drawn)
    return {table_id: tuple(doodles) for table_id, doodles in found.items()}


def among(db: Session, cafe: Cafe, ids: Collection[int]) -> tuple[Drawn, ...]:
    """Those of these doodles that were not taken back, hidden ones as well."""
    return _drawn(db, cafe, _AMONG, with_hidden=True, ids=list(ids)) if ids else ()


def made_by(db: Session, cafe: Cafe, participant_id: int) -> tuple[Drawn, ...]:
    """What somebody's device has drawn."""
    return _drawn(db, cafe, _BY, with_hidden=True, device=f"p{participant_id}")


def leaf(db: Session, cafe_id: int, device: str, doodle_id: int) -> Leaf:
    """What its own device needs to go on drawing; raises NotFound for a doodle of anybody else."""
    row = db.execute(_LEAF, {"cafe": cafe_id, "device": device, "doodle": doodle_id}).first()
    if row is None:
        raise NotFound
    strokes = db.execute(_LINES, {"ids": [doodle_id]})
    lines = tuple(KeyedLine(each.key, each.pen, each.path) for each in strokes)
    return Leaf(row.id, row.key, row.table_id, row.round_no, row.contribution_id, row.description, lines)


def after_words(doodles: Iterable[Drawn], words: Iterable[Laid]) -> dict[tuple[int, int], tuple[Drawn, ...]]:
    """Where doodles lie among the words of a cloth: (round, contribution id) -> what follows it there.

    `FIRST` as the id stands for what precedes all words of the round. A doodle drawn beside words follows them, or
    where they lay; any other what was written in its round before it was begun.
    """
    before: dict[int, list[tuple[datetime, int]]] = {}
    for laid in words:
        before.setdefault(laid.round_no, []).append((laid.created_at, laid.id))
    found: dict[tuple[int, int], list[Drawn]] = {}
    for drawn in sorted(doodles, key=lambda each: (each.laid_at, each.contribution_id is None, each.id)):
        earlier = (each for each in before.get(drawn.laid_in, ()) if each[0] <= drawn.laid_at)
        found.setdefault((drawn.laid_in, max(earlier, default=(drawn.laid_at, FIRST))[1]), []).append(drawn)
    return {at: tuple(drawn) for at, drawn in found.items()}


_doodles, _strokes, _words = plain(Doodle), plain(Stroke), plain(Contribution)
_tables, _rounds, _authors = plain(Table), plain(Round), plain(Participant)
_earlier = plain(Round).alias()
_EVERYTHING = (
    sa.select(
        _doodles,
        _tables.c.number.label("table_number"),
        _rounds.c.number.label("round_no"),
        _authors.c.name.label("author_name"),
        sa.func.coalesce(_words.c.created_at, _doodles.c.begun_at, type_=_doodles.c.begun_at.type).label("laid_at"),
        ((_words.c.author_id == _doodles.c.author_id) | (_words.c.posted_by == _doodles.c.posted_by)).label(
            "the_writers"
        ),
        sa.func.coalesce(_earlier.c.number, _rounds.c.number).label("laid_in"),
    )
    .join(_tables, _tables.c.id == _doodles.c.table_id)
    .join(_rounds, _rounds.c.id == _doodles.c.round_id)
    .outerjoin(_authors, _authors.c.id == _doodles.c.author_id)
    .outerjoin(_words, _words.c.id == _doodles.c.contribution_id)
    .outerjoin(_earlier, _earlier.c.id == _words.c.round_id)
    .where(_doodles.c.cafe_id == bindparam("cafe"), _doodles.c.withdrawn_at.is_(None))
    .where(_doodles.c.hidden_at.is_(None) | bindparam("with_hidden", type_=sa.Boolean))
    .order_by(_doodles.c.id)
)
_AT_TABLE = _EVERYTHING.where(_doodles.c.table_id == bindparam("table"))
_AMONG = _EVERYTHING.where(_doodles.c.id.in_(bindparam("ids", expanding=True)))
_BY = _EVERYTHING.where(_doodles.c.posted_by == bindparam("device"))
_LEAF = (
    sa.select(_doodles, _rounds.c.number.label("round_no"))
    .join(_rounds, _rounds.c.id == _doodles.c.round_id)
    .where(_doodles.c.cafe_id == bindparam("cafe"), _doodles.c.posted_by == bindparam("device"))
    .where(_doodles.c.id == bindparam("doodle"), _doodles.c.withdrawn_at.is_(None))
)
_LINES = (
    sa.select(_strokes)
    .where(_strokes.c.doodle_id.in_(bindparam("ids", expanding=True)), _strokes.c.undone_at.is_(None))
    .order_by(_strokes.c.id)
)


def _drawn(
    db: Session, cafe: Cafe, question: sa.Select[Any], *, with_hidden: bool, **asked: object
) -> tuple[Drawn, ...]:
    rows = db.execute(question, {"cafe": cafe.id, "with_hidden": with_hidden, **asked}).all()
    lines: dict[int, list[Line]] = {row.id: [] for row in rows}
    for each in db.execute(_LINES, {"ids": list(lines)}) if rows else ():
        lines[each.doodle_id].append(Line(each.id, each.pen, each.path, each.drawn_at))
    shows_names = cafes.shows_names(cafe)
    return tuple(_as_drawn(row, tuple(lines[row.id]), shows_names=shows_names) for row in rows)


def _as_drawn(row: Any, lines: tuple[Line, ...], *, shows_names: bool) -> Drawn:
    return Drawn(
        id=row.id,
        table_id=row.table_id,
        table_number=row.table_number,
        table_colour=colour(row.table_number),
        table_striped=is_striped(row.table_number),
        round_no=row.round_no,
        author_id=row.author_id,
        author=(row.author_name or "") if shows_names else "",
        contribution_id=row.contribution_id,
        is_the_writers=bool(row.the_writers),
        description=row.description,
        begun_at=row.begun_at,
        laid_at=row.laid_at,
        laid_in=row.laid_in,
        is_hidden=row.hidden_at is not None,
        strokes=lines,
    )
