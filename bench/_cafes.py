"""Several cafés on one server at the same time, each with a room of phones that write; and one of them alone."""

import asyncio
from contextlib import AsyncExitStack
from dataclasses import dataclass

from bench import Progress
from bench._phones import Screen, in_turns
from bench._process import at_rest
from bench._room import listening, seated
from bench._servers import Server
from bench._writing import Steady, Written, steadily, summed_up

AT_A_TABLE = 5


@dataclass(frozen=True)
class Cafes:
    alone: Steady
    together: Steady
    lost: int
    """Acknowledged contributions that are not on a phone of their table or not on its page."""
    doubled: int
    """Contributions on a phone or a page beyond those that were acknowledged."""


async def at_once(progress: Progress, server: Server, cafes: int, phones: int, rate: float, seconds: float) -> Cafes:
    """`rate`: posts a second in each café. The one alone is the first of those that then write together."""
    async with AsyncExitStack() as doors:
        rooms: list[Room] = []
        for number in range(cafes):
            progress(f"café {number + 1} of {cafes}", number / cafes / 2)
            host, seats = await seated(server, phones // AT_A_TABLE, AT_A_TABLE)
            rooms.append(Room(server, await doors.enter_async_context(listening(server, host, seats))))
        progress(f"{phones} phones of one café write", 0.5)
        alone = await _write(server, rooms[:1], rate, seconds)
        progress(f"{phones} phones of each of {cafes} cafés write", 0.7)
        together = await _write(server, rooms, rate, seconds)
        found = await in_turns(room.differences() for room in rooms)
    return Cafes(alone, together, sum(lost for lost, _ in found), sum(doubled for _, doubled in found))


class Room:
    """One café's phones, and everything they wrote."""

    def __init__(self, server: Server, phones: list[Screen]) -> None:
        self.phones = phones
        self._server = server
        self._written: list[Written] = []

    async def write(self, rate: float, seconds: float) -> Written:
        self._written.append(await steadily(self.phones, rate, seconds))
        return self._written[-1]

    async def differences(self) -> tuple[int, int]:
        """Lost and doubled: phones, and one fresh page of each table, against what was acknowledged there."""
        acknowledged: dict[int, set[int]] = {}
        for written in self._written:
            for id_, phone in written.by.items():
                acknowledged.setdefault(phone.seat.table, set()).add(id_)
        pages = {phone.seat.table: Screen(self._server, phone.seat) for phone in self.phones}
        await in_turns(page.show() for page in pages.values())
        lost = sum(written.posts - len(written.by) for written in self._written)
        doubled = 0
        for screen in (*self.phones, *pages.values()):
            there = acknowledged.get(screen.seat.table, set())
            lost += len(there - screen.cursor.laid)
            doubled += len(screen.cursor.laid - there)
        return lost, doubled


async def _write(server: Server, rooms: list[Room], rate: float, seconds: float) -> Steady:
    await at_rest(server.pid)
    used = server.cpu
    written = await asyncio.gather(*(room.write(rate, seconds) for room in rooms))
    used = server.cpu - used
    return summed_up(zip(written, (room.phones for room in rooms), strict=True), used)
