"""Questions about rounds."""

from sqlmodel import Session, col, select

from app.cafes.models import Cafe, Phase
from app.errors import NotFound
from app.rounds.models import Round


def in_cafe(db: Session, cafe_id: int) -> list[Round]:
    """All rounds by number."""
    return list(db.exec(select(Round).where(Round.cafe_id == cafe_id).order_by(col(Round.number))))


def current(db: Session, cafe: Cafe) -> Round:
    """The round that is on or comes next."""
    found = db.exec(select(Round).where(Round.cafe_id == cafe.id, Round.number == cafe.round_no)).first()
    if found is None:
        raise NotFound
    return found


def running(db: Session, cafe: Cafe) -> Round | None:
    """The round that is on, if one is."""
    if cafe.phase != Phase.rounds:
        return None
    round_ = current(db, cafe)
    return round_ if round_.is_running else None


def by_number(db: Session, cafe_id: int, number: int) -> Round:
    """A café's nth round, from 1; raises NotFound."""
    found = db.exec(select(Round).where(Round.cafe_id == cafe_id, Round.number == number)).first()
    if found is None:
        raise NotFound
    return found


def question(cafe: Cafe, round_: Round) -> str:
    """What this round is about: its own question, else the café's."""
    return round_.question or cafe.question
