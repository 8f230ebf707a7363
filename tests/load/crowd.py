"""A room full of phones that write and screens that listen."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from random import Random
from time import monotonic

import httpx

from app.rehearsal.cursor import Cursor
from app.rehearsal.line import Tally
from tests.load.checking import differences
from tests.load.listeners import Listener, listeners
from tests.load.phones import Phone, phones
from tests.load.room import Room, laid
from tests.load.server import Server
from tests.load.waiting import until

SETTLING = 60.0
"""Seconds at most until outboxes are empty and screens are whole once everything is left in peace."""
STALLED = 90.0
"""Seconds without a single acknowledgement that mean that the room does not come back."""


class Crowd:
    def __init__(self, server: Server, room: Room, phones: list[Phone], screens: list[Listener], tally: Tally) -> None:
        self.room, self.phones, self.screens, self.tally = room, phones, screens, tally
        self._server = server

    @property
    def saved(self) -> int:
        return sum(len(phone.saved) for phone in self.phones)

    @property
    def composed(self) -> int:
        return sum(len(phone.composed) for phone in self.phones)

    @property
    def put_off(self) -> int:
        """How often a phone was told that a thought could not be taken now."""
        return sum(times for phone in self.phones for status, times in phone.statuses.items() if status >= 500)

    async def has_saved(self, enough: float, end: float = float("inf")) -> None:
        """Returns when so many thoughts are acknowledged, or at that time (monotonic seconds)."""
        seen, at = self.saved, monotonic()
        while self.saved < enough and monotonic() < end:
            await asyncio.sleep(0.02)
            if self.saved > seen:
                seen, at = self.saved, monotonic()
            assert monotonic() - at < STALLED, f"nothing was acknowledged for {STALLED:.0f} s"

    async def differences(self, *, with_screens: bool = True) -> list[str]:
        """What is wrong with outboxes, screens and database once all is left in peace, and the server stopped."""
        wrong = await self._unsent()
        if with_screens:
            wrong += await self._holes()
        await asyncio.to_thread(self._server.stop)
        wrong += await asyncio.to_thread(differences, self._server.url, self.room.key, self.phones)
        return wrong + [complaint for phone in self.phones for complaint in phone.complaints]

    async def _unsent(self) -> list[str]:
        for phone in self.phones:
            phone.writes = False
        await until(lambda: not any(phone.outbox for phone in self.phones), SETTLING)
        return [f"outbox: {phone.name} still holds {sorted(phone.outbox)}" for phone in self.phones if phone.outbox]

    async def _holes(self) -> list[str]:
        fresh = await asyncio.gather(*(screen.fresh() for screen in self.screens))
        await until(lambda: all(map(_is_whole, self.screens, fresh)), SETTLING)
        return [_hole(*pair) for pair in zip(self.screens, fresh, strict=True) if not _is_whole(*pair)]


@asynccontextmanager
async def crowded(server: Server, chance: Random, *, tables: int, writers: int, **fields: str) -> AsyncIterator[Crowd]:
    """A café on a running server: at each table so many write and one more listens, as two walls and the host do."""
    seats = writers + 1
    limits = httpx.Limits(max_connections=40, keepalive_expiry=3)
    async with (
        laid(server.address, tables=tables, guests=seats, **fields) as room,
        httpx.AsyncClient(base_url=server.address, timeout=15, trust_env=False, limits=limits) as http,
    ):
        quiet, tally = room.seats[::seats], Tally()
        writing = phones(room, [seat for seat in room.seats if seat not in quiet], http, chance)
        crowd = Crowd(server, room, writing, listeners(room, quiet, http, tally), tally)
        await asyncio.gather(*(screen.start() for screen in crowd.screens))
        for phone in crowd.phones:
            phone.start()
        try:
            yield crowd
        finally:
            await asyncio.gather(*(one.stop() for one in [*crowd.phones, *crowd.screens]))


def _is_whole(screen: Listener, fresh: Cursor) -> bool:
    return screen.cursor.laid == fresh.laid


def _hole(screen: Listener, fresh: Cursor) -> str:
    missing, odd = fresh.laid - screen.cursor.laid, screen.cursor.laid - fresh.laid
    return f"screen {screen.screen} at {screen.cursor.seq} misses {sorted(missing)} and shows {sorted(odd)}"
