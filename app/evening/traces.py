"""Whether anything has come of a table or a guest yet; what has left no trace can still be taken back."""

from collections.abc import Sequence
from typing import Any

from sqlmodel import Session, select

from app.deciding.models import ReadBack
from app.doodles.models import Doodle
from app.photos.models import Photo
from app.seating.models import Seat
from app.stored import Stored
from app.tablecloth.models import Contribution, Handover

AT_TABLES = (Seat, Contribution, Doodle, Handover, Photo, ReadBack)
BY_AUTHORS = (Contribution, Doodle)


def at_table(db: Session, table_id: int) -> bool:
    """Whether anybody has ever sat there, or anything lies there."""
    return _any(db, [(model, model.table_id == table_id) for model in AT_TABLES])


def of_guest(db: Session, participant_id: int) -> bool:
    """Whether they have said anything, or sat in more rounds than one."""
    seats = db.exec(select(Seat.id).where(Seat.participant_id == participant_id).limit(2)).all()
    return len(seats) > 1 or _any(db, [(model, model.author_id == participant_id) for model in BY_AUTHORS])


def _any(db: Session, asked: Sequence[tuple[type[Stored], Any]]) -> bool:
    return any(db.exec(select(model.id).where(of_it).limit(1)).first() for model, of_it in asked)
