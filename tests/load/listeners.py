"""Screens that follow a café as the real ones do, with the rehearsal's cursor, and are compared with a fresh page."""

import asyncio
import contextlib
from itertools import count
from typing import Any

import httpx

from app.rehearsal.cursor import Cursor, NoScreen, Wish
from app.rehearsal.line import Line, Tally
from tests.load.room import Room, Seat

HOST_LINE = "host-contribution-"
LONGEST_PAUSE = 2.0
"""Seconds between two of them."""


class Listener:
    """One screen: `table` in front of a guest, `host`, or `wall` (of which only the numbers are looked at)."""

    def __init__(self, room: Room, screen: str, cookie: str, pages: httpx.AsyncClient, tally: Tally) -> None:
        self.screen, self.cursor = screen, _Cursor()
        self._room, self._pages = room, pages
        self._headers = {"Cookie": cookie, "Origin": room.address}
        url = f"{room.address.replace('http', 'ws', 1)}{room.cafe}/live/{screen}"
        self._line = Line(url, lambda: self._headers, self.cursor, self._refetch, tally)

    async def start(self) -> None:
        self.cursor.show(await self._page())
        self._line.start()

    async def stop(self) -> None:
        await self._line.stop()

    async def fresh(self) -> Cursor:
        """What somebody sees who opens the page now."""
        fresh = _Cursor()
        fresh.show(await self._page())
        return fresh

    async def _page(self) -> str:
        told = await self._pages.get(f"{self._room.cafe}/{self.screen}", headers=self._headers)
        return told.raise_for_status().text

    async def _refetch(self) -> None:
        """Until the page is there, as browsers do: the number has moved on already."""
        for attempt in count():
            with contextlib.suppress(httpx.HTTPError, NoScreen):
                self.cursor.show(await self._page())
                return
            await asyncio.sleep(min(LONGEST_PAUSE, 0.2 * 2 ** min(attempt, 10)))


class _Cursor(Cursor):
    """Knows the host's lines as well."""

    def show(self, page: str) -> None:
        super().show(page.replace(HOST_LINE, "contribution-"))

    def take(self, frame: dict[str, Any]) -> Wish:
        return super().take(frame | {"html": (frame.get("html") or "").replace(HOST_LINE, "contribution-")})


def listeners(room: Room, seats: list[Seat], pages: httpx.AsyncClient, tally: Tally) -> list[Listener]:
    """One at each of these seats, two walls and the host."""
    others = [("wall", room.host_cookie), ("wall", room.host_cookie), ("host", room.host_cookie)]
    screens = [("table", seat.cookie) for seat in seats] + others
    return [Listener(room, screen, cookie, pages, tally) for screen, cookie in screens]
