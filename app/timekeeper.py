"""Ends what has a time: rounds, in the cafés that want it so, and silence. The verbs look again, so one server wins."""

import asyncio
import logging

from sqlalchemy import Engine
from sqlmodel import Session, col, select

from app import mishaps
from app.cafes import hosting
from app.cafes import reading as cafes
from app.cafes.models import Cafe, Phase, RoundEnding
from app.db import now, reading
from app.evening import stepping
from app.rounds.models import Round
from app.seating import planning
from app.transactions import Writer

LOOKS_EVERY = 0.5
log = logging.getLogger(__name__)


def due(engine: Engine) -> list[int]:
    """Cafés whose running round has come to its end and should end by itself."""
    with reading(engine) as db:
        query = (
            select(col(Cafe.id))
            .join(Round, (col(Round.cafe_id) == col(Cafe.id)) & (col(Round.number) == col(Cafe.round_no)))
            .where(Cafe.phase == Phase.rounds, Cafe.round_ending == RoundEnding.clock)
            .where(col(Round.started_at).is_not(None), col(Round.ended_at).is_(None), col(Round.paused_at).is_(None))
            .where(col(Round.ends_at) <= now())
        )
        return [cafe_id for cafe_id in db.exec(query) if cafe_id is not None]


def hushed_long(engine: Engine) -> list[int]:
    """Cafés whose screens have asked for silence long enough."""
    with reading(engine) as db:
        query = select(col(Cafe.id)).where(col(Cafe.hushed_at) <= now() - hosting.LONGEST_HUSH)
        return [cafe_id for cafe_id in db.exec(query) if cafe_id is not None]


def _end_hush(db: Session, cafe_id: int) -> None:
    cafe = cafes.locked(db, cafe_id)
    if cafe.hushed_at and cafe.hushed_at <= now() - hosting.LONGEST_HUSH:
        hosting.unhush(db, cafe, actor="clock")


def _foresee(engine: Engine, cafe_id: int) -> None:
    with reading(engine) as db:
        planning.foresee(db, cafes.by_id(db, cafe_id))


async def keep_time(engine: Engine, writer: Writer) -> None:
    """Looks twice a second, for ever; what it misses while the server is down it finds on the first look."""
    while True:
        try:
            for cafe_id in await asyncio.to_thread(due, engine):
                await asyncio.to_thread(_foresee, engine, cafe_id)
                await writer.do(stepping.end_if_due, cafe_id)
            for cafe_id in await asyncio.to_thread(hushed_long, engine):
                await writer.do(_end_hush, cafe_id)
        except Exception as failure:
            log.error("the timekeeper stumbled and goes on", exc_info=not mishaps.is_away(failure))
        await asyncio.sleep(LOOKS_EVERY)
