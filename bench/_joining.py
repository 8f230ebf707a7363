"""A whole room scans the code on the wall: page, form, table, live line; one guest after the other at a steady pace."""

import asyncio
import re
from dataclasses import dataclass
from itertools import pairwise
from statistics import quantiles
from time import perf_counter

from app.rehearsal.cursor import NoScreen, participant_of
from bench import Progress
from bench._browser import Refused, browsing
from bench._phones import Screen, Seat
from bench._room import hosting, listening
from bench._servers import Server

PATIENCE = 30.0
FIFTHS = 5
_ARRIVAL_KEY = re.compile(r'name="arrival_key" value="(\w+)"')


@dataclass(frozen=True)
class Storm:
    """Times in seconds from the moment a guest was due; processor time of the server for each guest."""

    p50: float
    p99: float
    refused: list[str]
    cpu: float
    growth: float
    """Processor time for a guest of the last fifth against one of the first."""
    host: Seat
    seats: list[Seat]


async def storm(progress: Progress, server: Server, tables: int, guests: int, seconds: float) -> Storm:
    """Wall and desk are open already; afterwards the first round is on and all phones are off."""
    async with hosting(server) as host:
        await host.lay(tables, guests // tables)
        async with listening(server, host.seat, []):
            crowd = Crowd(server, host.key, await host.door())
            used = [server.cpu]
            for fifth in range(FIFTHS):
                progress(f"{len(crowd.waits)} of {guests} guests are in", fifth / FIFTHS)
                await crowd.come(guests // FIFTHS, guests / seconds)
                used.append(server.cpu)
        crowd.leave()
        await host.step_to("round")
        table_of = {person["id"]: person["table_id"] for person in (await host.facts())["participants"]}
        waits = quantiles(crowd.waits, n=100)
        parts = [after - before for before, after in pairwise(used)]
        seats = [Seat(host.key, cookie, table_of[id_]) for id_, cookie in crowd.cookies.items()]
        cpu = (used[-1] - used[0]) / len(crowd.waits)
        return Storm(waits[49], waits[98], crowd.refused, cpu, parts[-1] / parts[0], host.seat, seats)


class Crowd:
    """Guests who come in through the same door."""

    def __init__(self, server: Server, cafe: str, door: str) -> None:
        self.waits: list[float] = []
        self.refused: list[str] = []
        self.cookies: dict[int, str] = {}
        """By the guest's id."""
        self._server, self._cafe, self._door = server, cafe, door
        self._phones: list[Screen] = []

    async def come(self, guests: int, rate: float) -> None:
        """So many, at so many a second; returns when all of them sit and see their table."""
        begun, arrivals = perf_counter(), []
        for number in range(guests):
            due = begun + number / rate
            await asyncio.sleep(max(0.0, due - perf_counter()))
            arrivals.append(asyncio.create_task(self._one(due)))
        await asyncio.gather(*arrivals)

    def leave(self) -> None:
        """All phones are switched off; the guests stay in the café."""
        for phone in self._phones:
            phone.lose()

    async def _one(self, due: float) -> None:
        try:
            async with asyncio.timeout(PATIENCE):
                await self._arrive()
        except (Refused, NoScreen, OSError) as refusal:  # a TimeoutError is an OSError
            self.refused.append(repr(refusal))
        self.waits.append(perf_counter() - due)

    async def _arrive(self) -> None:
        with browsing(self._server) as browser:
            form = _ARRIVAL_KEY.search((await browser.get(self._door)).text)
            if not form:
                raise Refused("the door has no form")
            sent = {"arrival_key": form[1], "name": f"Gast {len(self._phones)}", "trade": "", "mode": "person"}
            there = (await browser.post(self._door, sent)).headers["location"]
            page = (await browser.get(there)).text
        phone = Screen(self._server, Seat(self._cafe, browser.cookie))
        self._phones.append(phone)
        phone.cursor.show(page)
        await phone.connect()
        self.cookies[participant_of(page)] = browser.cookie
