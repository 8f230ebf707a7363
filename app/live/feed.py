"""Reads a café's logbook forward and hands each topic what changed; starting anew and catching up are the same."""

import asyncio
import contextlib
import logging
from collections.abc import Callable, Collection
from time import monotonic

from app import mishaps
from app.db import milliseconds, now
from app.errors import NotFound
from app.live.topics import Audience, Drawing, Frame, is_table

WINDOW = 0.05
"""Seconds that what happens shortly after something else is held back, to travel together."""
LONGEST_WINDOW = 1.0
RESTS = 3.0
"""Times as long as a drawing took, so that a storm of arrivals is told in few large steps."""
POLL = 2.0
"""Seconds after which a feed looks by itself: a wake-up is only a hint and may get lost."""
TICK = 10.0
"""Seconds between signs of life."""
NUDGE_MS_A_SCREEN = 5
LONGEST_NUDGE_MS = 4000
LARGEST_PUT = 64 * 1024
"""Characters; what is drawn larger is fetched as a page, which travels compressed."""

log = logging.getLogger(__name__)


Draw = Callable[[int, int, str | None, Collection[str]], Drawing]
"""(café id, number seen last, fingerprint there or none if trusted, topics) -> drawing; runs in a thread."""


def frame_for(topic: str, drawing: Drawing, prev: int, crowd: int = 1) -> Frame:
    """A topic's part of a drawing; `crowd`: how many screens of the café may fetch their page for it."""
    within = min(NUDGE_MS_A_SCREEN * (crowd - 1), LONGEST_NUDGE_MS)
    if drawing.is_broken:
        return Frame(prev, drawing.to, drawing.fp, nudge=within, reset=True)
    if must_fetch(topic, drawing):
        return Frame(prev, drawing.to, drawing.fp, nudge=within)
    return Frame(prev, drawing.to, drawing.fp, html=drawing.puts.get(topic, ""))


def must_fetch(topic: str, drawing: Drawing) -> bool:
    """Whether this topic's screens fetch their page: each shows something else now, or there is too much to put."""
    return drawing.is_broken or topic in drawing.nudged or len(drawing.puts.get(topic, "")) > LARGEST_PUT


class Feed:
    """One café's feed; lives while somebody listens."""

    def __init__(self, cafe_id: int, draw: Draw, head: int) -> None:
        self.audience = Audience(head)
        self._cafe_id = cafe_id
        self._draw = draw
        self.seq = head
        """Number up to which this feed has read and told its audience."""
        self._woken = asyncio.Event()
        self._tasks = [asyncio.create_task(work(), name=f"feed {cafe_id}") for work in (self._run, self._tick)]

    def wake(self) -> None:
        self._woken.set()

    def stop(self) -> None:
        for task in self._tasks:
            task.cancel()

    async def _run(self) -> None:
        rest = 0.0
        while True:
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self._woken.wait(), POLL - rest)
            self._woken.clear()
            began = monotonic()
            try:
                await self._read_on()
            except NotFound:
                self.audience.end_everybody()
                return
            except Exception as failure:
                log.error("a feed could not draw; it looks again soon", exc_info=not mishaps.is_away(failure))
            rest = min(max(WINDOW, RESTS * (monotonic() - began)), LONGEST_WINDOW)
            await asyncio.sleep(rest)

    async def _tick(self) -> None:
        while True:
            await asyncio.sleep(TICK)
            self.audience.tick(milliseconds(now()))

    async def _read_on(self) -> None:
        """Tells all topics; at last those whose first listener came while the others' part was drawn."""
        since, told = self.seq, set(self.audience.topics)
        self.seq = await self._tell(told, since)
        try:
            while late := set(self.audience.topics) - told:
                await self._tell(late, since)
                told |= late
        except Exception:
            self.seq = since  # all hear of it again, or the late ones never would
            raise

    async def _tell(self, topics: Collection[str], since: int) -> int:
        """Carries what happened after `since` to these topics; returns the number that this led to."""
        drawing = await asyncio.to_thread(self._draw, self._cafe_id, since, None, topics)
        if drawing.to == since:
            return since
        self.audience.end(drawing.gone)
        phones = sum(self.audience.size(topic) for topic in topics if is_table(topic) and must_fetch(topic, drawing))
        for topic in topics:
            crowd = max(phones, 1) if is_table(topic) else 1  # wall and desk need not wait in the phones' crowd
            frame = frame_for(topic, drawing, self.audience.last(topic), crowd)
            if frame.html or frame.nudge is not None:
                self.audience.carry(topic, frame)
        return drawing.to


class Feeds:
    """The feeds of all cafés with listeners, made on first use."""

    def __init__(self, draw: Draw) -> None:
        self._draw = draw
        self._feeds: dict[int, Feed] = {}

    def of(self, cafe_id: int, head: int) -> Feed:
        """The feed of a café; a new one begins after number `head`."""
        if cafe_id not in self._feeds:
            self._feeds[cafe_id] = Feed(cafe_id, self._draw, head)
        return self._feeds[cafe_id]

    def wake(self, cafe_ids: Collection[int] | None) -> None:
        """Something was recorded in these cafés; none means that it may have been in any."""
        for cafe_id in self._feeds if cafe_ids is None else cafe_ids:
            if feed := self._feeds.get(cafe_id):
                feed.wake()

    def rest(self, cafe_id: int) -> None:
        """Lets a feed go that nobody listens to any more."""
        feed = self._feeds.get(cafe_id)
        if feed and not feed.audience.topics:
            feed.stop()
            del self._feeds[cafe_id]

    def stop(self) -> None:
        for feed in self._feeds.values():
            feed.stop()
        self._feeds.clear()
