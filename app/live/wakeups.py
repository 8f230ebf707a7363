"""How a commit reaches the feeds: within one process, a call into the event loop."""

import asyncio
from collections.abc import Callable, Collection


class Wakeups:
    """Passes on from the writer's thread which cafés have news; only a hint, the feeds look by themselves as well."""

    def __init__(self, loop: asyncio.AbstractEventLoop, wake: Callable[[Collection[int]], None]) -> None:
        self._loop = loop
        self._wake = wake

    def __call__(self, cafe_ids: Collection[int]) -> None:
        if not self._loop.is_closed():
            self._loop.call_soon_threadsafe(self._wake, cafe_ids)
