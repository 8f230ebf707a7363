"""Which contributions somebody has joined by a line, as screens and exports read it.

A line is there as long as both its ends may be seen: what is hidden loses it, and has it again when it is shown.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy import bindparam
from sqlmodel import Session

from app.cafes.models import Cafe
from app.cafes.remembering import remembered
from app.db import plain
from app.tablecloth.models import Connection, Contribution


@dataclass(frozen=True)
class Line:
    """A line as one of its two ends has it: where it leads."""

    id: int
    text: str


@remembered
def in_cafe(db: Session, cafe: Cafe) -> list[tuple[int, int]]:
    """The ids of both ends of each line, the older end first; lines in the order in which they were drawn."""
    return [(row.first_id, row.second_id) for row in db.execute(_LINES, {"cafe": cafe.id})]


def by_end(db: Session, cafe: Cafe, ids: Collection[int] | None = None) -> dict[int, tuple[Line, ...]]:
    """For each contribution that has lines, where they lead, in the order of the cloth; `ids`: only of these."""
    if ids is None:
        return _by_end(db.execute(_LINES, {"cafe": cafe.id}))
    return _by_end(db.execute(_AT, {"cafe": cafe.id, "ids": list(ids)})) if ids else {}


def are_joined(db: Session, one_id: int, other_id: int) -> bool:
    """Whether there is a line between these two, in whatever order they are named."""
    first, second = sorted((one_id, other_id))
    return db.execute(_BETWEEN, {"first": first, "second": second}).first() is not None


def joined_with(db: Session, cafe: Cafe, ids: Collection[int]) -> list[tuple[int, int]]:
    """Contributions to which a line leads from one of these, whether it may be seen or not, each with its table."""
    if not ids:
        return []
    rows = db.execute(_OTHER_ENDS, {"cafe": cafe.id, "ids": list(ids)})
    return [(end, row.table_id) for row in rows for end in (row.first_id, row.second_id) if end not in ids]


def _by_end(rows: Iterable[Any]) -> dict[int, tuple[Line, ...]]:
    found: dict[int, list[Line]] = {}
    for row in rows:
        found.setdefault(row.first_id, []).append(Line(row.second_id, row.second_text))
        found.setdefault(row.second_id, []).append(Line(row.first_id, row.first_text))
    return {end: tuple(sorted(lines, key=lambda line: line.id)) for end, lines in found.items()}


_k, _first, _second = plain(Connection), plain(Contribution).alias(), plain(Contribution).alias()
_may_be_seen = sa.and_(*(end.c.withdrawn_at.is_(None) & end.c.hidden_at.is_(None) for end in (_first, _second)))
_among: sa.BindParameter[Any] = bindparam("ids", expanding=True)
_LINES = (
    sa.select(_k.c.first_id, _k.c.second_id, _first.c.text.label("first_text"), _second.c.text.label("second_text"))
    .join(_first, _first.c.id == _k.c.first_id)
    .join(_second, _second.c.id == _k.c.second_id)
    .where(_k.c.cafe_id == bindparam("cafe"), _may_be_seen)
    .order_by(_k.c.id)
)
_AT = _LINES.where(_k.c.first_id.in_(_among) | _k.c.second_id.in_(_among))
_BETWEEN = sa.select(_k.c.id).where(_k.c.first_id == bindparam("first"), _k.c.second_id == bindparam("second"))
_OTHER_ENDS = (
    sa.select(_k.c.first_id, _k.c.second_id, _first.c.table_id)
    .join(_first, _first.c.id == _k.c.first_id)
    .where(_k.c.cafe_id == bindparam("cafe"))
    .where(_k.c.first_id.in_(_among) | _k.c.second_id.in_(_among))
)
