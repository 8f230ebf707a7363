"""Deleting a café for good, with everything in it."""

from datetime import timedelta

import sqlalchemy as sa
from sqlmodel import Session, col, select

from app.cafes.models import Cafe
from app.db import now, plain

REHEARSAL_LASTS = timedelta(hours=12)
_cafes = plain(Cafe)


def delete(db: Session, cafe: Cafe) -> None:
    """The café and every row that refers to it (all of them do so with ON DELETE CASCADE); there is no way back.

    What the pressroom has made of it lies outside the database and is the caller's to throw away.
    """
    db.flush()
    db.expunge_all()
    db.execute(sa.delete(_cafes).where(_cafes.c.id == cafe.id))


def rehearsals_of(db: Session, key: str) -> list[Cafe]:
    """The throw-away copies of a café that are still there."""
    return list(db.exec(select(Cafe).where(Cafe.rehearsal_of == key)))


def stale_rehearsals(db: Session) -> list[Cafe]:
    """Those that nobody has ended within half a day."""
    old = col(Cafe.laid_at) < now() - REHEARSAL_LASTS
    return list(db.exec(select(Cafe).where(Cafe.rehearsal_of != "", old)))
