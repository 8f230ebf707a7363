"""What lies on the cloths, as screens draw it; each question asks the database a fixed number of times."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy import bindparam
from sqlmodel import Session, col, func, select

from app.cafes import reading as cafes
from app.cafes.models import Cafe, Participant
from app.cafes.remembering import remembered
from app.db import plain
from app.rounds.models import Round
from app.tablecloth import connections
from app.tablecloth.connections import Line
from app.tablecloth.models import Category, Contribution, Handover, Kind, Pen, Scribe, Star
from app.tables.models import Table, colour, is_striped


@dataclass(frozen=True)
class Laid:
    """A contribution with everything its drawing needs; the same for every viewer."""

    id: int
    table_id: int
    table_number: int
    table_colour: int
    table_striped: bool
    round_no: int
    kind: Kind
    category: Category | None
    pen: Pen
    text: str
    author_id: int | None
    author: str
    """Empty in a café without names, and for what the table says as a whole."""
    scribe: Scribe | None
    from_table: int | None
    from_text: str
    created_at: datetime
    is_edited: bool
    stars: int
    is_hidden: bool
    lines: tuple[Line, ...] = ()
    """To what else on this cloth it belongs."""
    from_id: int | None = None
    """The contribution that it carries on, if that may still be seen."""

    @property
    def from_colour(self) -> int:
        """The colour of the table from which it was brought; of table 1 if from none."""
        return colour(self.from_table or 1)

    @property
    def from_striped(self) -> bool:
        return is_striped(self.from_table or 1)


@dataclass(frozen=True)
class Tally:
    """How many contributions may be seen on a cloth, and when the latest was laid."""

    count: int = 0
    last_at: datetime | None = None


@dataclass(frozen=True)
class Card:
    """A handover card as the next guests read it."""

    table_number: int
    round_no: int
    points: list[str]
    open_question: str
    host_name: str


def laid_in_cafe(db: Session, cafe: Cafe, *, with_hidden: bool = False) -> list[Laid]:
    """All that lies on the cloths of a café, oldest first; never what was taken back."""
    return _laid(db, cafe, _IN_CAFE, with_hidden=with_hidden)


@remembered
def laid_at_table(db: Session, cafe: Cafe, table_id: int, *, with_hidden: bool = False) -> list[Laid]:
    """One cloth, oldest first."""
    return _laid(db, cafe, _AT_TABLE, with_hidden=with_hidden, table=table_id)


def laid_among(db: Session, cafe: Cafe, ids: Collection[int], *, with_hidden: bool = False) -> list[Laid]:
    """Those of these contributions that were not taken back, oldest first."""
    return _laid(db, cafe, _AMONG, with_hidden=with_hidden, ids=list(ids)) if ids else []


def quoting(db: Session, cafe: Cafe, ids: Collection[int]) -> list[tuple[int, int]]:
    """Those that carry on one of these contributions, each with its table."""
    query = select(Contribution.id, Contribution.table_id).where(Contribution.cafe_id == cafe.id)
    found = db.exec(query.where(col(Contribution.brought_from_id).in_(ids))).all() if ids else ()
    return [(each, table_id) for each, table_id in found if each is not None]


def newest(db: Session, table_id: int, most: int) -> list[int]:
    """Ids of the latest contributions that may be seen on a cloth, latest first."""
    return list(db.execute(_NEWEST, {"table": table_id, "most": most}).scalars())


def tally(db: Session, table_id: int) -> Tally:
    """What lies on a cloth, counted."""
    return Tally(*db.execute(_TALLY, {"table": table_id}).one())


def tally_by_round(db: Session, table_id: int) -> dict[int, int]:
    """Round number to how many contributions of it may be seen on a cloth; rounds that left nothing are not in it."""
    return dict(db.execute(_TALLY_BY_ROUND, {"table": table_id}).all())


def laid_by(db: Session, cafe: Cafe, participant_id: int) -> list[Laid]:
    """What somebody wrote, for themselves or from their device, oldest first."""
    return _laid(db, cafe, _BY, with_hidden=True, author=participant_id, device=f"p{participant_id}")


def starred_by(db: Session, participant_id: int) -> list[int]:
    """Ids of the contributions somebody gave a star."""
    return sorted(db.execute(_STARRED, {"participant": participant_id}).scalars())


@remembered
def cards_at_table(db: Session, cafe: Cafe, table_id: int, host_name: str) -> list[Card]:
    """A table's handover cards, newest first."""
    query = (
        select(Handover, Table.number, Round.number)
        .join(Table, col(Table.id) == col(Handover.table_id))
        .join(Round, col(Round.id) == col(Handover.round_id))
        .where(Handover.table_id == table_id)
        .order_by(col(Round.number).desc())
    )
    return [
        Card(table_number, round_no, card.points, card.open_question, host_name)
        for card, table_number, round_no in db.exec(query)
    ]


def display_name(cafe: Cafe, person: Participant | None) -> str:
    """What may be shown of somebody: the first name they typed, or nothing in a café without names."""
    return person.name if person and cafes.shows_names(cafe) else ""


_c, _tables, _rounds, _authors = plain(Contribution), plain(Table), plain(Round), plain(Participant)
_origins, _carried, _stars = plain(Table).alias(), plain(Contribution).alias(), plain(Star)
_is_shown = _c.c.withdrawn_at.is_(None) & _c.c.hidden_at.is_(None)
_EVERYTHING = (
    sa.select(
        _c,
        _tables.c.number.label("table_number"),
        _rounds.c.number.label("round_no"),
        _authors.c.name.label("author_name"),
        _origins.c.number.label("from_table"),
        sa.case((_carried.c.withdrawn_at.is_(None) & _carried.c.hidden_at.is_(None), _carried.c.text)).label(
            "from_text"
        ),
        sa.select(func.count()).where(_stars.c.contribution_id == _c.c.id).scalar_subquery().label("stars"),
    )
    .join(_tables, _tables.c.id == _c.c.table_id)
    .join(_rounds, _rounds.c.id == _c.c.round_id)
    .outerjoin(_authors, _authors.c.id == _c.c.author_id)
    .outerjoin(_origins, _origins.c.id == _c.c.brought_from_table_id)
    .outerjoin(_carried, _carried.c.id == _c.c.brought_from_id)
    .where(_c.c.cafe_id == bindparam("cafe"), _c.c.withdrawn_at.is_(None))
    .where(_c.c.hidden_at.is_(None) | bindparam("with_hidden", type_=sa.Boolean))
    .order_by(_c.c.id)
)
"""What `Laid` needs, in one query, whatever is asked for."""

_IN_CAFE = _EVERYTHING
_AT_TABLE = _EVERYTHING.where(_c.c.table_id == bindparam("table"))
_AMONG = _EVERYTHING.where(_c.c.id.in_(bindparam("ids", expanding=True)))
_BY = _EVERYTHING.where((_c.c.author_id == bindparam("author")) | (_c.c.posted_by == bindparam("device")))
_NEWEST = (
    sa.select(_c.c.id)
    .where(_c.c.table_id == bindparam("table"), _is_shown)
    .order_by(_c.c.id.desc())
    .limit(bindparam("most", type_=sa.Integer))
)
_TALLY = sa.select(func.count(), func.max(_c.c.created_at)).where(_c.c.table_id == bindparam("table"), _is_shown)
_TALLY_BY_ROUND = (
    sa.select(_rounds.c.number, func.count())
    .join(_rounds, _rounds.c.id == _c.c.round_id)
    .where(_c.c.table_id == bindparam("table"), _is_shown)
    .group_by(_rounds.c.number)
)
_STARRED = sa.select(_stars.c.contribution_id).where(_stars.c.participant_id == bindparam("participant"))


def _laid(db: Session, cafe: Cafe, question: sa.Select[Any], *, with_hidden: bool, **asked: object) -> list[Laid]:
    rows = db.execute(question, {"cafe": cafe.id, "with_hidden": with_hidden, **asked}).all()
    shows_names = cafes.shows_names(cafe)
    lines = connections.by_end(db, cafe, None if len(rows) > A_FEW else [row.id for row in rows])
    return [_as_laid(row, lines.get(row.id, ()), shows_names=shows_names) for row in rows]


A_FEW = 200
"""Up to so many their lines are looked up by their ids; for more, all lines of the café are read."""


def _as_laid(row: Any, lines: tuple[Line, ...], *, shows_names: bool) -> Laid:
    return Laid(
        id=row.id,
        table_id=row.table_id,
        table_number=row.table_number,
        table_colour=colour(row.table_number),
        table_striped=is_striped(row.table_number),
        round_no=row.round_no,
        kind=row.kind,
        category=row.category,
        pen=row.pen,
        text=row.text,
        author_id=row.author_id,
        author=(row.author_name or "") if shows_names else "",
        scribe=row.scribe,
        from_table=row.from_table,
        from_text=row.from_text or "",
        created_at=row.created_at,
        is_edited=row.edited_at is not None,
        stars=row.stars,
        is_hidden=row.hidden_at is not None,
        lines=lines,
        from_id=row.brought_from_id if row.from_text else None,
    )
