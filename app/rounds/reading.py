"""Questions about rounds."""

from sqlalchemy import bindparam
from sqlmodel import Session, col, select

from app.cafes.models import Cafe, Phase
from app.cafes.remembering import remembered
from app.errors import NotFound
from app.rounds.models import Round

_IN_CAFE = select(Round).where(Round.cafe_id == bindparam("cafe")).order_by(col(Round.number))
_BY_NUMBER = _IN_CAFE.where(Round.number == bindparam("number"))


@remembered
def in_cafe(db: Session, cafe: Cafe) -> list[Round]:
    """All rounds by number."""
    return list(db.exec(_IN_CAFE, params={"cafe": cafe.id}))


@remembered
def current(db: Session, cafe: Cafe) -> Round:
    """The round that is on or comes next."""
    return by_number(db, cafe.id_, cafe.round_no)


def running(db: Session, cafe: Cafe) -> Round | None:
    """The round that is on, if one is."""
    if cafe.phase != Phase.rounds:
        return None
    round_ = current(db, cafe)
    return round_ if round_.is_running else None


def by_number(db: Session, cafe_id: int, number: int) -> Round:
    """A café's nth round, from 1; raises NotFound."""
    found = db.exec(_BY_NUMBER, params={"cafe": cafe_id, "number": number}).first()
    if found is None:
        raise NotFound
    return found


def question(cafe: Cafe, round_: Round) -> str:
    """What this round is about: its own question, else the café's."""
    return round_.question or cafe.question
