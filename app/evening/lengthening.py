"""One round more, one round less: the evening is as long as the room wants it to be."""

from sqlmodel import Session

from app.cafes.models import Cafe, Phase
from app.errors import BadInput, MovedOn, marked
from app.events import CafeChanged, PhaseChanged, record
from app.rounds import reading as rounds
from app.rounds import running
from app.seating import announcing

BEFORE_SORTING = (Phase.lobby, Phase.impulse, Phase.rounds)


def add_round(db: Session, cafe: Cafe) -> None:
    """One round after the last, as long as that; when the last is over, everybody is told their next table.

    Raises MovedOn once the sorting has begun and BadInput when there are enough rounds.
    """
    if cafe.phase not in BEFORE_SORTING:
        raise MovedOn
    last = rounds.in_cafe(db, cafe)[-1]
    if last.number == running.MOST_ROUNDS:
        raise BadInput("rounds", marked("Ein Café hat 1 bis %(most)d Runden."), most=running.MOST_ROUNDS)
    running.add(db, cafe, number=last.number + 1, minutes=last.minutes)
    cafe.version += 1
    db.add(cafe)
    if last.is_over and cafe.phase == Phase.rounds:
        cafe.round_no = last.number + 1
        announcing.seat_everybody(db, cafe)
        record(db, PhaseChanged(cafe_id=cafe.id_))
    else:
        record(db, CafeChanged(cafe_id=cafe.id_))


def drop_round(db: Session, cafe: Cafe) -> None:
    """Leaves out the last round; raises BadInput when it is on, was told, or is the only one."""
    last = rounds.in_cafe(db, cafe)[-1]
    if cafe.phase not in BEFORE_SORTING:
        raise MovedOn
    if last.number <= cafe.round_no:
        raise BadInput("rounds", marked("Diese Runde ist schon angesagt; beende sie einfach früher."))
    cafe.version += 1
    db.add(cafe)
    db.delete(last)
    db.flush()
    record(db, CafeChanged(cafe_id=cafe.id_))
