"""Where on the line of the evening a café stands."""

from sqlmodel import Session, func, select

from app.cafes.models import Cafe, LogbookEntry, Phase
from app.cafes.remembering import remembered
from app.evening.steps import Place, Stage, line
from app.events import WallTurned
from app.rounds import reading as rounds
from app.rounds.models import Round

_STAGES = {
    Phase.lobby: Stage.waiting,
    Phase.impulse: Stage.impulse,
    Phase.synthesis: Stage.synthesis,
    Phase.harvest: Stage.harvest,
    Phase.closed: Stage.closed,
}


def here(cafe: Cafe, round_: Round) -> Place:
    """The stop a café is at, given the round that is on or comes next."""
    if cafe.phase != Phase.rounds:
        return _STAGES[cafe.phase], None
    if round_.is_over:
        return Stage.rounds_over, round_.number
    return (Stage.round if round_.is_running else Stage.change), round_.number


def stage(cafe: Cafe, round_: Round) -> Stage:
    """What the screens of this café show."""
    return here(cafe, round_)[0]


@remembered
def turned(db: Session, cafe: Cafe) -> int:
    """Number of the logbook's entry by which the host last turned the wall; 0 if nobody has."""
    entries = select(func.max(LogbookEntry.seq)).where(LogbookEntry.cafe_id == cafe.id)
    return db.exec(entries.where(LogbookEntry.kind == WallTurned.__name__)).one() or 0


def stops(db: Session, cafe: Cafe) -> list[Place]:
    """The line of this café's evening; the impulse is on it while it is on or somebody is to give it."""
    has_impulse = bool(cafe.impulse_speaker or cafe.impulse_message) or cafe.phase == Phase.impulse
    return line(len(rounds.in_cafe(db, cafe)), has_impulse=has_impulse)
