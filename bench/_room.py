"""A café made through the ordinary doors: its host, and guests who came in by the codes of their tables."""

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from typing import Any

from bench._browser import Browser, browsing
from bench._phones import Screen, Seat, in_turns, opened
from bench._servers import Server

AT_THE_DOOR = 8
"""People who come in at the same time where nothing is measured."""
MOST_SEATS = 12
"""Chairs that a table can be laid with; more are added as people come."""
STEPS = 4


class Host:
    """`lay` first, or made with the seat of a host who did; everything raises Refused where the server says no."""

    def __init__(self, server: Server, seat: Seat | None = None) -> None:
        self.key = seat.cafe if seat else ""
        self._server = server
        self._browser = Browser(server, seat.cookie if seat else "")

    @property
    def seat(self) -> Seat:
        return Seat(self.key, self._browser.cookie)

    async def lay(self, tables: int, seats: int) -> None:
        form = {"title": "Probe", "tables": str(tables), "seats": str(min(max(seats, 2), MOST_SEATS)), "rounds": "2"}
        answer = await self._browser.post("/cafes", form | {"minutes": "60", "naming": "names"})
        self.key = answer.headers["location"].split("/")[2]

    async def door(self) -> str:
        """The address behind the café's own QR code, to which strangers are led."""
        with browsing(self._server) as stranger:
            return (await stranger.get(f"/cafes/{self.key}/table", 303)).headers["location"]

    async def step(self) -> None:
        """Presses "next" once."""
        version = str((await self.facts())["version"])
        await self._browser.post(f"/cafes/{self.key}/steps", {"direction": "next", "expect": version})

    async def step_to(self, stage: str) -> None:
        for _ in range(STEPS):
            if (await self.facts())["stage"] == stage:
                return
            await self.step()

    async def guests(self, each: int) -> list[Seat]:
        """So many come in at each table; table by table."""
        tables = (await self.facts())["tables"]
        spots = [table for table in tables for _ in range(each)]
        return await in_turns((self._let_in(at, table) for at, table in enumerate(spots)), AT_THE_DOOR)

    async def facts(self) -> dict[str, Any]:
        """Tables and people by their ids, version and stage."""
        found: dict[str, Any] = (await self._browser.get(f"/cafes/{self.key}/rehearsal")).json
        return found

    def close(self) -> None:
        self._browser.close()

    async def _let_in(self, at: int, table: dict[str, Any]) -> Seat:
        with browsing(self._server) as browser:
            await browser.post(f"/{table['join_token']}", {"name": f"Gast {at}"})
            return Seat(self.key, browser.cookie, table["id"])


@asynccontextmanager
async def hosting(server: Server, seat: Seat | None = None) -> AsyncIterator[Host]:
    """A host, whose browser is closed afterwards."""
    host = Host(server, seat)
    try:
        yield host
    finally:
        host.close()


@asynccontextmanager
async def listening(server: Server, host: Seat, seats: Sequence[Seat]) -> AsyncIterator[list[Screen]]:
    """The phones of these guests with their lines open, and wall and desk of their café beside them."""
    phones = [Screen(server, seat) for seat in seats]
    others = [Screen(server, host, "wall"), Screen(server, host, "host")]
    try:
        await opened([*phones, *others])
        yield phones
    finally:
        for screen in (*phones, *others):
            screen.lose()


async def seated(server: Server, tables: int, each: int) -> tuple[Seat, list[Seat]]:
    """A new café in its first round: its host and its guests."""
    async with hosting(server) as host:
        await host.lay(tables, each)
        seats = await host.guests(each)
        await host.step_to("round")
        return host.seat, seats
