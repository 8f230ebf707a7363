"""Plays the simulated guests of rehearsals, and deletes rehearsals that nobody has ended.

What a guest does twice, because two servers look at the same time, changes nothing the second time.
"""

import asyncio
import logging
from contextlib import suppress
from datetime import timedelta

from sqlalchemy import Engine
from sqlmodel import Session, col, select

from app import mishaps
from app.cafes import deleting
from app.cafes import reading as cafes
from app.cafes.models import Cafe, Phase
from app.db import now, reading
from app.errors import CafeError
from app.extras import acting
from app.extras.scene import Act
from app.pressroom import Pressroom
from app.transactions import Writer

LOOKS_EVERY = 1.0
PLAYS_FOR = timedelta(hours=4)
"""After that the guests only sit there; a rehearsal that was forgotten asks no more of the server."""
SWEEPS_EVERY = 60
"""Looks."""
log = logging.getLogger(__name__)


async def keep_rehearsing(engine: Engine, writer: Writer, pressroom: Pressroom) -> None:
    """Looks once a second, for ever; a server that was down goes on where the evening stands."""
    looks = 0
    while True:
        try:
            for act in await asyncio.to_thread(_due, engine):
                with suppress(CafeError):  # the host was quicker: a door was closed, a round is over
                    await writer.do(act)
            if looks % SWEEPS_EVERY == 0:
                for cafe_id in await asyncio.to_thread(_stale, engine):
                    await remove(writer, pressroom, cafe_id)
            looks += 1
        except Exception as failure:
            log.error("a rehearsal stumbled and goes on", exc_info=not mishaps.is_away(failure))
        await asyncio.sleep(LOOKS_EVERY)


async def remove(writer: Writer, pressroom: Pressroom, cafe_id: int) -> None:
    """A rehearsal is gone for good, with the files that were made of it."""

    def verb(db: Session) -> None:
        cafe = cafes.locked(db, cafe_id)
        if cafe.rehearsal_of:
            deleting.delete(db, cafe)

    with suppress(CafeError):
        await writer.do(verb)
        await asyncio.to_thread(pressroom.throw_away, cafe_id)


def _due(engine: Engine) -> list[Act]:
    """What the guests of all rehearsals are to do now."""
    playing = select(Cafe).where(Cafe.rehearsal_of != "", Cafe.phase != Phase.closed)
    with reading(engine) as db:
        found = db.exec(playing.where(col(Cafe.laid_at) > now() - PLAYS_FOR)).all()
        return [act for cafe in found for act in acting.due(db, cafe)]


def _stale(engine: Engine) -> list[int]:
    with reading(engine) as db:
        return [cafe.id_ for cafe in deleting.stale_rehearsals(db)]
