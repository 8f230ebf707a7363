"""One step on, one step back; the only way a café gets from one stop to another."""

from collections.abc import Callable

from sqlmodel import Session

from app.cafes import hosting
from app.cafes import reading as cafes
from app.cafes.models import Cafe, Phase, RoundEnding
from app.db import now
from app.errors import MovedOn
from app.evening import reading, turning
from app.evening.steps import Place, Stage, neighbour
from app.events import PhaseChanged, record
from app.rounds import reading as rounds
from app.rounds import running
from app.seating import announcing

ON, BACK = 1, -1
TALKING = (Stage.round, Stage.change)


def step(db: Session, cafe_id: int, *, by: int, expect: int) -> Cafe:
    """Goes one step on (1) or back (-1) if the café still has version `expect`; raises MovedOn otherwise.

    Of two host devices that press at once the first wins and the second sees the new state.
    """
    cafe = cafes.locked(db, cafe_id)
    if cafe.version != expect:
        raise MovedOn
    there = neighbour(reading.stops(db, cafe), reading.here(cafe, rounds.current(db, cafe)), by)
    if there is None:
        raise MovedOn
    _go(db, cafe, there, by)
    return _arrived(db, cafe, "host")


def end_if_due(db: Session, cafe_id: int) -> bool:
    """Ends the running round if its time is up and the café wants that; of several servers only one finds it so."""
    cafe = cafes.locked(db, cafe_id)
    round_ = rounds.running(db, cafe)
    if (
        round_ is None
        or round_.paused_at
        or round_.ends_at is None
        or round_.ends_at > now()
        or cafe.round_ending != RoundEnding.clock
    ):
        return False
    there = neighbour(reading.stops(db, cafe), reading.here(cafe, round_), ON)
    assert there is not None
    _go(db, cafe, there, ON)
    _arrived(db, cafe, "clock")
    return True


def _arrived(db: Session, cafe: Cafe, actor: str) -> Cafe:
    cafe.version += 1
    db.add(cafe)
    hosting.unhush(db, cafe, actor=actor)
    record(db, PhaseChanged(cafe_id=cafe.id_, actor=actor))
    return cafe


def _go(db: Session, cafe: Cafe, there: Place, by: int) -> None:
    stage, number = there
    round_ = rounds.current(db, cafe)
    if by == ON and round_.is_running:
        running.end(db, round_)
    if by == BACK and round_.is_running:
        running.take_back(db, round_)
    if number is not None:
        cafe.round_no = number
    cafe.closed_at = now() if stage == Stage.closed else None
    _ARRIVE[stage](db, cafe)
    if stage not in TALKING:
        turning.let_go(cafe)


def _to(phase: Phase) -> Callable[[Session, Cafe], None]:
    def arrive(db: Session, cafe: Cafe) -> None:
        cafe.phase = phase

    return arrive


def _to_round(db: Session, cafe: Cafe) -> None:
    cafe.phase = Phase.rounds
    announcing.seat_everybody(db, cafe)
    running.start(db, rounds.current(db, cafe))


def _to_change(db: Session, cafe: Cafe) -> None:
    cafe.phase = Phase.rounds
    announcing.seat_everybody(db, cafe)


_ARRIVE: dict[Stage, Callable[[Session, Cafe], None]] = {
    Stage.waiting: _to(Phase.lobby),
    Stage.impulse: _to(Phase.impulse),
    Stage.round: _to_round,
    Stage.change: _to_change,
    Stage.rounds_over: _to(Phase.rounds),
    Stage.synthesis: _to(Phase.synthesis),
    Stage.harvest: _to(Phase.harvest),
    Stage.closed: _to(Phase.closed),
}
