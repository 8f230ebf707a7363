"""What lies on the cloths, as screens draw it; each question asks the database a fixed number of times."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import aliased
from sqlmodel import Session, col, func, select

from app.cafes import reading as cafes
from app.cafes.models import Cafe, Participant
from app.rounds.models import Round
from app.tablecloth.models import Category, Contribution, Handover, Kind, Pen, Scribe, Star
from app.tables.models import Table


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


_SHOWN = (col(Contribution.withdrawn_at).is_(None), col(Contribution.hidden_at).is_(None))
"""Not taken back, not hidden."""


def laid_in_cafe(db: Session, cafe: Cafe, *, with_hidden: bool = False) -> list[Laid]:
    """All that lies on the cloths of a café, oldest first; never what was taken back."""
    return _laid(db, cafe, [], with_hidden=with_hidden)


def laid_at_table(db: Session, cafe: Cafe, table_id: int, *, with_hidden: bool = False) -> list[Laid]:
    """One cloth, oldest first."""
    return _laid(db, cafe, [col(Contribution.table_id) == table_id], with_hidden=with_hidden)


def laid_among(db: Session, cafe: Cafe, ids: Collection[int], *, with_hidden: bool = False) -> list[Laid]:
    """Those of these contributions that were not taken back, oldest first."""
    return _laid(db, cafe, [col(Contribution.id).in_(ids)], with_hidden=with_hidden) if ids else []


def newest(db: Session, table_id: int, most: int) -> list[int]:
    """Ids of the latest contributions that may be seen on a cloth, latest first."""
    query = select(Contribution.id).where(Contribution.table_id == table_id, *_SHOWN)
    return [each for each in db.exec(query.order_by(col(Contribution.id).desc()).limit(most)) if each]


def tally(db: Session, table_id: int) -> Tally:
    """What lies on a cloth, counted."""
    query = select(func.count(), func.max(Contribution.created_at)).where(Contribution.table_id == table_id, *_SHOWN)
    return Tally(*db.exec(query).one())


def laid_by(db: Session, cafe: Cafe, participant_id: int) -> list[Laid]:
    """What somebody wrote, for themselves or from their device, oldest first."""
    written = (col(Contribution.author_id) == participant_id) | (col(Contribution.posted_by) == f"p{participant_id}")
    return _laid(db, cafe, [written], with_hidden=True)


def starred_by(db: Session, participant_id: int) -> list[int]:
    """Ids of the contributions somebody gave a star."""
    return sorted(db.exec(select(Star.contribution_id).where(Star.participant_id == participant_id)))


def cards_at_table(db: Session, cafe: Cafe, table_id: int, names: dict[int, str]) -> list[Card]:
    """A table's handover cards, newest first; `names`: table id to its host's name."""
    query = (
        select(Handover, Table.number, Round.number)
        .join(Table, col(Table.id) == col(Handover.table_id))
        .join(Round, col(Round.id) == col(Handover.round_id))
        .where(Handover.table_id == table_id)
        .order_by(col(Round.number).desc())
    )
    return [
        Card(table_number, round_no, card.points, card.open_question, names.get(table_id, ""))
        for card, table_number, round_no in db.exec(query)
    ]


def display_name(cafe: Cafe, person: Participant | None) -> str:
    """What may be shown of somebody: the first name they typed, or nothing in a café without names."""
    return person.name if person and cafes.shows_names(cafe) else ""


_origin, _carried = aliased(Table), aliased(Contribution)
_stars = sa.select(func.count()).where(col(Star.contribution_id) == Contribution.id).correlate(Contribution)
_everything = (
    sa.select(Contribution, Table, Round.number, Participant, _origin.number, _carried, _stars.scalar_subquery())  # type: ignore[call-overload]
    .join(Table, col(Table.id) == col(Contribution.table_id))
    .join(Round, col(Round.id) == col(Contribution.round_id))
    .outerjoin(Participant, col(Participant.id) == col(Contribution.author_id))
    .outerjoin(_origin, col(_origin.id) == col(Contribution.brought_from_table_id))
    .outerjoin(_carried, col(_carried.id) == col(Contribution.brought_from_id))
    .order_by(col(Contribution.id))
)
"""What `Laid` needs, in one query, whatever is asked for."""


def _laid(db: Session, cafe: Cafe, conditions: Iterable[Any], *, with_hidden: bool) -> list[Laid]:
    shown = _SHOWN[:1] if with_hidden else _SHOWN
    query = _everything.where(col(Contribution.cafe_id) == cafe.id, *shown, *conditions)
    return [_as_laid(cafe, *row) for row in db.execute(query)]


def _as_laid(
    cafe: Cafe,
    each: Contribution,
    table: Table,
    round_no: int,
    author: Participant | None,
    from_table: int | None,
    carried: Contribution | None,
    stars: int,
) -> Laid:
    return Laid(
        id=each.id_,
        table_id=each.table_id,
        table_number=table.number,
        table_colour=table.colour,
        table_striped=table.is_striped,
        round_no=round_no,
        kind=each.kind,
        category=each.category,
        pen=each.pen,
        text=each.text,
        author_id=each.author_id,
        author=display_name(cafe, author),
        scribe=each.scribe,
        from_table=from_table,
        from_text=carried.text if carried and carried.is_shown else "",
        created_at=each.created_at,
        is_edited=each.edited_at is not None,
        stars=stars,
        is_hidden=each.hidden_at is not None,
    )
