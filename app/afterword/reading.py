"""Questions about what the organiser wrote around the room's words."""

from sqlmodel import Session, col, select

from app.afterword.models import Afterword, Agreement, NextDate
from app.errors import NotFound


def afterword(db: Session, cafe_id: int) -> Afterword:
    """What was written, or an empty one that is not in the database."""
    return db.get(Afterword, cafe_id) or Afterword(cafe_id=cafe_id)


def agreements(db: Session, cafe_id: int) -> list[Agreement]:
    """What holds, in the order in which it was agreed."""
    mine = select(Agreement).where(Agreement.cafe_id == cafe_id, col(Agreement.withdrawn_at).is_(None))
    return list(db.exec(mine.order_by(col(Agreement.id))))


def next_dates(db: Session, cafe_id: int) -> list[NextDate]:
    """Those that stand, the earliest first."""
    mine = select(NextDate).where(NextDate.cafe_id == cafe_id, col(NextDate.withdrawn_at).is_(None))
    return list(db.exec(mine.order_by(col(NextDate.starts_at), col(NextDate.id))))


def agreement(db: Session, cafe_id: int, agreement_id: int) -> Agreement:
    """One that holds in this café; raises NotFound."""
    found = db.get(Agreement, agreement_id)
    if found is None or found.cafe_id != cafe_id or found.withdrawn_at is not None:
        raise NotFound
    return found


def next_date(db: Session, cafe_id: int, date_id: int) -> NextDate:
    """One that stands in this café; raises NotFound."""
    found = db.get(NextDate, date_id)
    if found is None or found.cafe_id != cafe_id or found.withdrawn_at is not None:
        raise NotFound
    return found
