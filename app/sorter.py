"""Sorts while the café runs: works out proposals when the host asks, and lays newcomers to the themes by itself."""

import asyncio
import logging
from dataclasses import replace

from sqlalchemy import Engine
from sqlmodel import Session, col, func, select

from app import mishaps
from app.advisor import Advisor
from app.backroom import Backroom, TaskFailed, Told
from app.cafes import reading as cafes
from app.cafes.models import Cafe, Phase
from app.db import reading
from app.errors import CafeError
from app.synthesis import proposing
from app.synthesis.material import Material, Proposal, Sorted
from app.synthesis.models import ProposalKind, Sorting, Theme
from app.tablecloth.models import Contribution
from app.transactions import Writer

LOOKS_EVERY = 1.0
"""Seconds until something newly written is looked at."""
log = logging.getLogger(__name__)


class Sorter:
    """What the back room works on for which café."""

    def __init__(self, engine: Engine, writer: Writer, backroom: Backroom, advisor: Advisor) -> None:
        self._engine = engine
        self._writer = writer
        self._backroom = backroom
        self._advisor = advisor
        self._tasks: dict[int, asyncio.Task[None]] = {}
        self._progress: dict[int, float] = {}

    @property
    def adviser(self) -> str:
        """The name of the machine that contributions are sent to when a proposal is asked for; empty: to none."""
        return self._advisor.host

    def progress(self, cafe_id: int) -> float | None:
        """How far the proposal is that is being worked out, 0 to 1; none if none is, here."""
        return self._progress.get(cafe_id)

    def start(self, cafe_id: int, kind: ProposalKind, wanted: int | None = None) -> asyncio.Task[None]:
        """Begins to work out a proposal; one at a time for each café, a second request joins the first."""
        task = self._tasks.get(cafe_id)
        if task is None or task.done():
            self._progress[cafe_id] = 0.0
            task = asyncio.create_task(self._propose(cafe_id, kind, wanted))
            self._tasks[cafe_id] = task
            task.add_done_callback(lambda _: self._progress.pop(cafe_id, None))
        return task

    async def keep_up(self) -> None:
        """Looks for newcomers, for ever."""
        while True:
            try:
                for cafe_id in await asyncio.to_thread(self._with_newcomers):
                    if cafe_id not in self._progress:
                        await self._place(cafe_id)
            except TaskFailed:
                await asyncio.sleep(10 * LOOKS_EVERY)
            except Exception as failure:
                log.error("the sorter stumbled and goes on", exc_info=not mishaps.is_away(failure))
            await asyncio.sleep(LOOKS_EVERY)

    async def stop(self) -> None:
        """Gives up what is being worked out."""
        for task in self._tasks.values():
            task.cancel()
        await self._backroom.leave()

    async def _propose(self, cafe_id: int, kind: ProposalKind, wanted: int | None) -> None:
        def told(share: float) -> None:
            self._progress[cafe_id] = share

        try:
            material = await asyncio.to_thread(self._material, cafe_id, kind, wanted)
            answer = await self._answer(kind, material, told)

            def keep(db: Session) -> None:
                proposing.propose(db, cafes.locked(db, cafe_id), kind, material, answer)

            await self._writer.do(keep)
        except Exception as failure:
            if not isinstance(failure, TaskFailed | CafeError):
                log.error("nothing came of a proposal", exc_info=failure)
            await self._writer.do(lambda db: proposing.give_up(db, cafes.locked(db, cafe_id)))

    async def _answer(self, kind: ProposalKind, material: Material, told: Told) -> Proposal | Sorted:
        """What the back room finds; the advisor, if there is one and it answers, adds to it and decides nothing."""
        if kind == ProposalKind.rest:
            return await self._backroom.sort(material, told)
        vectors = await asyncio.to_thread(self._advisor.vectors, list(material.texts.values()))
        if vectors:
            material = replace(material, vectors=dict(zip(material.texts, map(tuple, vectors), strict=True)))
        proposal = await self._backroom.draft(material, told)
        new = [group for group in proposal.groups if group.theme_id is None]
        texts = [[material.texts[each] for each in (group.typical, *group.contributions)] for group in new]
        names = await asyncio.to_thread(self._advisor.names, texts, material.language) if new else None
        if not names:
            return proposal
        named = dict(zip(map(id, new), names, strict=True))
        return replace(
            proposal, groups=tuple(replace(each, name=named.get(id(each), each.name)) for each in proposal.groups)
        )

    async def _place(self, cafe_id: int) -> None:
        material, fresh = await asyncio.to_thread(self._fresh, cafe_id)
        if not fresh:
            return
        placed = await self._backroom.place(material, fresh)
        await self._writer.do(lambda db: proposing.lay_newcomers(db, cafes.locked(db, cafe_id), placed, max(fresh)))

    def _with_newcomers(self) -> list[int]:
        """Open cafés with themes and something that the engine has not seen."""
        newest = (
            select(func.max(col(Contribution.id)))
            .where(Contribution.cafe_id == Sorting.cafe_id, col(Contribution.withdrawn_at).is_(None))
            .where(col(Contribution.hidden_at).is_(None))
            .scalar_subquery()
        )
        has_themes = (
            select(col(Theme.id)).where(Theme.cafe_id == Sorting.cafe_id, col(Theme.gone_at).is_(None)).exists()
        )
        query = (
            select(col(Sorting.cafe_id))
            .join(Cafe, col(Cafe.id) == col(Sorting.cafe_id))
            .where(Cafe.phase != Phase.closed, has_themes, newest > Sorting.seen_to)
        )
        with reading(self._engine) as db:
            return list(db.exec(query))

    def _material(self, cafe_id: int, kind: ProposalKind, wanted: int | None) -> Material:
        with reading(self._engine) as db:
            return proposing.material(db, cafes.by_id(db, cafe_id), kind, wanted)

    def _fresh(self, cafe_id: int) -> tuple[Material, list[int]]:
        """The board, without what the host has placed meanwhile among the newcomers."""
        with reading(self._engine) as db:
            cafe = cafes.by_id(db, cafe_id)
            material = proposing.material(db, cafe)
            fresh = proposing.newcomers(db, cafe)
        return material, fresh
