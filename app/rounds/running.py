"""Starting, pausing, extending and ending rounds."""

from datetime import timedelta

from sqlmodel import Session

from app.cafes.models import Cafe
from app.db import milliseconds, now
from app.errors import BadInput, MovedOn, marked
from app.events import ClockChanged, record
from app.rounds import clock, reading
from app.rounds.kinds import RoundKind
from app.rounds.models import Round

MOST_ROUNDS = 12
MOST_MINUTES = 180
SECOND_CHANCE = timedelta(minutes=2)
"""Left at least when a round is reopened."""


def add(
    db: Session, cafe: Cafe, *, number: int, minutes: int, question: str = "", kind: RoundKind = RoundKind.travel
) -> Round:
    """One conversation of `minutes` (1 to 180)."""
    if not 1 <= minutes <= MOST_MINUTES:
        raise BadInput("minutes", marked("Eine Runde dauert 1 bis %(most)d Minuten."), most=MOST_MINUTES)
    round_ = Round(cafe_id=cafe.id_, number=number, minutes=minutes, question=question, kind=kind)
    db.add(round_)
    db.flush()
    return round_


def start(db: Session, round_: Round) -> None:
    """Sets the clock going; a round that was ended or taken back by accident goes on with what was left."""
    at = now()
    if round_.ended_at and round_.ends_at:
        round_.ends_at = clock.reopened(round_.ends_at, round_.ended_at, at, SECOND_CHANCE)
        round_.ended_at = None
    else:
        round_.ends_at = at + timedelta(minutes=round_.minutes)
    round_.started_at = round_.started_at or at
    db.add(round_)


def end(db: Session, round_: Round) -> None:
    """Stops the clock for good; what was paused ends with what was left."""
    at = now()
    if round_.paused_at and round_.ends_at:
        round_.ends_at = clock.after_pause(round_.ends_at, round_.paused_at, at)
        round_.paused_at = None
    round_.ended_at = at
    db.add(round_)


def take_back(db: Session, round_: Round) -> None:
    """For a host who pressed too early: not begun any more, but what was left of its time is kept."""
    end(db, round_)
    round_.started_at = None


def pause(db: Session, cafe: Cafe) -> None:
    round_ = _running(db, cafe)
    if round_.paused_at is None:
        round_.paused_at = now()
        _changed(db, cafe, round_)


def resume(db: Session, cafe: Cafe) -> None:
    round_ = _running(db, cafe)
    if round_.paused_at and round_.ends_at:
        round_.ends_at = clock.after_pause(round_.ends_at, round_.paused_at, now())
        round_.paused_at = None
        _changed(db, cafe, round_)


def extend(db: Session, cafe: Cafe, minutes: int) -> None:
    """Gives the running round `minutes` more, or less when negative (-30 to 60)."""
    if not -30 <= minutes <= 60:
        raise BadInput("minutes", marked("Verlängern geht um höchstens 60 Minuten."))
    round_ = _running(db, cafe)
    assert round_.ends_at is not None
    round_.ends_at = clock.extended(round_.ends_at, timedelta(minutes=minutes), round_.paused_at or now())
    _changed(db, cafe, round_)


def clock_of(round_: Round | None) -> clock.Clock | None:
    """The clock of a running round as screens draw it."""
    if round_ is None or not round_.is_running or round_.ends_at is None:
        return None
    at = now()
    to_go = clock.left(round_.ends_at, round_.paused_at, at)
    return clock.Clock(
        ends_ms=milliseconds(round_.ends_at),
        left_ms=int(to_go.total_seconds() * 1000) if round_.paused_at else None,
        now_ms=milliseconds(at),
        minutes=round_.minutes,
    )


def _running(db: Session, cafe: Cafe) -> Round:
    round_ = reading.running(db, cafe)
    if round_ is None:
        raise MovedOn
    return round_


def _changed(db: Session, cafe: Cafe, round_: Round) -> None:
    cafe.version += 1
    db.add_all([round_, cafe])
    record(db, ClockChanged(cafe_id=cafe.id_, round_id=round_.id_))
