"""What the database holds of one café, read with a fixed number of queries.

What there may be thousands of comes as plain rows instead of objects: at 3,000 contributions a quarter of the time.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import sqlalchemy as sa
from sqlmodel import Session, col, select

from app.afterword import reading as afterwords
from app.afterword.models import Afterword, Agreement, NextDate
from app.cafes.models import Participant
from app.db import plain
from app.deciding.models import Ballot, Commitment, ReadBack
from app.doodles.models import Doodle, Stroke
from app.photos.models import Photo
from app.rounds.models import Round
from app.seating.models import Seat
from app.synthesis.models import Placement, Tension, TensionState, Theme
from app.tablecloth.models import Connection, Contribution, Handover, Star
from app.tables.models import Table

Many = list[sa.Row[Any]]
"""Rows with the columns of their table that a report tells as attributes."""

_contributions, _stars, _placements, _seats = plain(Contribution), plain(Star), plain(Placement), plain(Seat)
_doodles, _strokes, _connections = plain(Doodle), plain(Stroke), plain(Connection)
_told = [column for column in _contributions.c if column.name not in ("cafe_id", "posted_by", "key", "first_sent")]


@dataclass
class Rows:
    """What the database holds of a café, each kind in the order in which it came to be."""

    rounds: list[Round]
    tables: list[Table]
    people: list[Participant]
    seats: Many
    contributions: Many
    stars: Many
    handovers: list[Handover]
    themes: list[Theme]
    placements: Many
    tensions: list[Tension]
    """Confirmed ones."""
    ballots: list[Ballot]
    """Revealed ones; votes are nobody's business."""
    read_backs: list[ReadBack]
    commitments: list[Commitment]
    """Shared ones."""
    afterword: Afterword
    agreements: list[Agreement]
    next_dates: list[NextDate]
    photos: list[Photo]
    """Also those that were taken back, as contributions are."""
    doodles: Many
    """The same."""
    strokes: Many
    """Those that were not undone."""
    connections: Many


def read(db: Session, cafe_id: int) -> Rows:
    """Everything of this café, also what was taken back."""
    mine, doodles, strokes, connections = _contributions.c.cafe_id == cafe_id, *_drawn(db, cafe_id)
    contributions = sa.select(*_told).where(mine).order_by(_contributions.c.id)
    stars = sa.select(_stars.c.contribution_id, _stars.c.participant_id).join(_contributions).where(mine)
    placements = sa.select(_placements).join(_contributions).where(mine)
    themes = select(Theme).where(Theme.cafe_id == cafe_id, col(Theme.gone_at).is_(None))
    tensions = select(Tension).where(Tension.cafe_id == cafe_id, Tension.state == TensionState.confirmed)
    ballots = select(Ballot).where(Ballot.cafe_id == cafe_id, col(Ballot.revealed_at).is_not(None))
    commitments = select(Commitment).where(
        Commitment.cafe_id == cafe_id, col(Commitment.is_shared), col(Commitment.withdrawn_at).is_(None)
    )
    return Rows(
        rounds=list(db.exec(select(Round).where(Round.cafe_id == cafe_id).order_by(col(Round.number)))),
        tables=list(db.exec(select(Table).where(Table.cafe_id == cafe_id).order_by(col(Table.number)))),
        people=list(
            db.exec(
                select(Participant)
                .where(Participant.cafe_id == cafe_id, col(Participant.joined_at).is_not(None))
                .order_by(col(Participant.number))
            )
        ),
        seats=list(db.execute(sa.select(_seats).where(_seats.c.cafe_id == cafe_id))),
        contributions=list(db.execute(contributions)),
        stars=list(db.execute(stars)),
        handovers=list(db.exec(select(Handover).where(Handover.cafe_id == cafe_id))),
        themes=list(db.exec(themes.order_by(col(Theme.position), col(Theme.id)))),
        placements=list(db.execute(placements)),
        tensions=list(db.exec(tensions.order_by(col(Tension.id)))),
        ballots=list(db.exec(ballots.order_by(col(Ballot.id)))),
        read_backs=list(db.exec(select(ReadBack).where(ReadBack.cafe_id == cafe_id))),
        commitments=list(db.exec(commitments.order_by(col(Commitment.id)))),
        afterword=afterwords.afterword(db, cafe_id),
        agreements=afterwords.agreements(db, cafe_id),
        next_dates=afterwords.next_dates(db, cafe_id),
        photos=list(db.exec(select(Photo).where(Photo.cafe_id == cafe_id).order_by(col(Photo.id)))),
        doodles=doodles,
        strokes=strokes,
        connections=connections,
    )


def _drawn(db: Session, cafe_id: int) -> tuple[Many, Many, Many]:
    """Doodles, strokes that were not undone, lines between contributions."""
    doodles = sa.select(_doodles).where(_doodles.c.cafe_id == cafe_id).order_by(_doodles.c.id)
    strokes = sa.select(_strokes).join(_doodles).where(_doodles.c.cafe_id == cafe_id, _strokes.c.undone_at.is_(None))
    connections = sa.select(_connections).where(_connections.c.cafe_id == cafe_id).order_by(_connections.c.id)
    queries = (doodles, strokes.order_by(_strokes.c.id), connections)
    first, second, third = (list(db.execute(query)) for query in queries)
    return first, second, third


class Names:
    """The stable id and the shown name for each row."""

    def __init__(self, rows: Rows, *, shows_names: bool, guest: str) -> None:
        self.table = {table.id: f"t{table.number}" for table in rows.tables}
        self.round = {round_.id: f"r{round_.number}" for round_ in rows.rounds}
        self.person = {person.id: f"p{person.number}" for person in rows.people}
        # Taken back contributions keep their number, so that no other one is ever renamed.
        self.contribution = {contribution.id: f"c{no}" for no, contribution in enumerate(rows.contributions, 1)}
        self.theme = {theme.id: f"th{no}" for no, theme in enumerate(rows.themes, 1)}
        self.typed = {person.id: person.name if shows_names else "" for person in rows.people}
        self.label = {person.id: self.typed[person.id] or guest % {"number": person.number} for person in rows.people}


def local(moment: datetime | None, zone: ZoneInfo) -> datetime | None:
    """A time in the report's zone."""
    return moment.astimezone(zone) if moment else None
