"""A café on a running server: its host, and guests who walked in and are ready to write."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from time import monotonic
from typing import Any

import httpx

from app.rehearsal.guests import client

AT_ONCE = 8
"""People at the door at the same time."""
PATIENCE = 20.0


@dataclass(frozen=True)
class Seat:
    """A guest's cookie, and where they sit."""

    cookie: str
    table: int


class Room:
    """Made by `laid`; the first round is on."""

    def __init__(self, address: str) -> None:
        self.address = address
        self.key = ""
        self.host = client(address)
        self.seats: list[Seat] = []

    @property
    def cafe(self) -> str:
        return f"/cafes/{self.key}"

    @property
    def host_cookie(self) -> str:
        return _cookie(self.host)

    async def facts(self) -> dict[str, Any]:
        found: dict[str, Any] = (await self.host.get(f"{self.cafe}/rehearsal")).raise_for_status().json()
        return found

    async def step(self) -> None:
        """The host presses "next"."""
        version = (await self.facts())["version"]
        told = await self.host.post(f"{self.cafe}/steps", data={"direction": "next", "expect": str(version)})
        assert told.status_code in (200, 303), told.text

    async def has_come_to(self, stage: str) -> None:
        until = monotonic() + PATIENCE
        while (found := (await self.facts())["stage"]) != stage:
            assert monotonic() < until, f"at {found}, not at {stage}"
            await asyncio.sleep(0.05)

    async def _let_in(self, number: int, table: dict[str, Any]) -> Seat:
        async with client(self.address) as guest:
            told = await guest.post(f"/{table['join_token']}", data={"name": f"Gast {number}"})
            assert told.status_code == 303
            return Seat(_cookie(guest), table["id"])


@asynccontextmanager
async def laid(address: str, *, tables: int = 1, guests: int = 2, **fields: str) -> AsyncIterator[Room]:
    """A café with so many guests at each of so many tables."""
    room = Room(address)
    async with room.host:
        await _fill(room, tables, guests, fields)
        yield room


async def _fill(room: Room, tables: int, guests: int, fields: dict[str, str]) -> None:
    form = {"title": "Sturm", "tables": str(tables), "seats": str(guests), "rounds": "2", "minutes": "60"}
    told = await room.host.post("/cafes", data=form | fields)
    assert told.status_code == 303
    room.key = told.headers["location"].split("/")[2]
    spots = [table for table in (await room.facts())["tables"] for _ in range(guests)]
    for at in range(0, len(spots), AT_ONCE):
        arrivals = enumerate(spots[at : at + AT_ONCE], at)
        room.seats += await asyncio.gather(*(room._let_in(number, table) for number, table in arrivals))
    await room.step()
    await room.has_come_to("round")


def _cookie(http: httpx.AsyncClient) -> str:
    return "; ".join(f"{cookie.name}={cookie.value}" for cookie in http.cookies.jar)
