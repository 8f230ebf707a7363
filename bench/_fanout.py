"""One event to many screens: the product against servers that only carry, with frames of the very same bytes.

Rounds take turns between the three servers; all figures are medians of the rounds, times in seconds.
"""

import asyncio
import json
from collections.abc import AsyncIterator, Callable, Coroutine
from contextlib import asynccontextmanager
from dataclasses import astuple, dataclass
from itertools import count, cycle
from statistics import median
from time import perf_counter
from typing import Any

from bench import Progress
from bench._phones import Screen, in_turns, opened
from bench._process import at_rest
from bench._room import seated
from bench._servers import Server
from bench._socket import Socket, connect

WRITERS = 8
"""Phones that post in turn, each at a table of its own: a phone may say eight things a second."""
APART, FLOORS_APART = 0.07, 0.02
"""Seconds between two events; at the product's what follows sooner travels in the same frame (app/live/feed.py)."""
PATIENCE = 30.0
NUMBERED = b'{"prev"'
Event = Callable[[], Coroutine[Any, Any, Any]]


@dataclass(frozen=True)
class Carried:
    """One event: processor time of the server, and time until the last screen had it."""

    cpu: float
    each: float
    """Processor time for each further screen: what an event costs with many less what it costs with one."""
    last: float


@dataclass(frozen=True)
class FanOut:
    screens: int
    product: Carried
    websockets: Carried
    frames: Carried
    bytes: int
    """Of the frame, as all three servers carried it."""
    delivered: int
    """Frames that came to the product's screens in all rounds; `posted` is how many there were for each screen."""
    posted: int


class Crowd:
    """Screens that do nothing but count; `path` and `cookie` let them in, `greeting` is what they say first."""

    def __init__(self, server: Server, path: str = "/", cookie: str = "", greeting: str = "") -> None:
        self.server = server
        self.count = 0
        self.frame = b""
        self._path, self._cookie, self._greeting = path, cookie, greeting
        self._sockets: list[Socket] = []
        self._awaited = -1
        self._all: asyncio.Future[float]

    def __len__(self) -> int:
        return len(self._sockets)

    async def grow(self, size: int) -> None:
        """Opens sockets until there are so many."""
        missing = size - len(self)
        if not missing:
            return
        answers = self.expect(missing) if self._greeting else None
        self._sockets += await in_turns(self._open() for _ in range(missing))
        if answers:
            await asyncio.wait_for(answers, PATIENCE)

    def expect(self, frames: int) -> "asyncio.Future[float]":
        """When the last of so many frames has come."""
        self._awaited = self.count + frames
        self._all = asyncio.get_running_loop().create_future()
        return self._all

    async def echo(self) -> None:
        """What comes in goes out to all, also to its sender: so does a floor."""
        self._sockets[0].send(self.frame.decode())

    async def _open(self) -> Socket:
        socket = await connect(self.server, self._path, self._cookie, self._hear)
        if self._greeting:
            socket.send(self._greeting)
        return socket

    def _hear(self, payload: bytes) -> None:
        if not payload.startswith(NUMBERED):
            return
        self.count += 1
        if self.count == self._awaited:
            self.frame = payload
            self._all.set_result(perf_counter())

    def lose(self) -> None:
        for socket in self._sockets:
            socket.lose()


@dataclass(frozen=True)
class Pair:
    """Two crowds of one server that do not hear each other: the many, and one screen by itself."""

    many: Crowd
    one: Crowd
    event: Event
    event_for_one: Event
    apart: float

    async def grow(self, size: int) -> None:
        await self.many.grow(size)
        await self.one.grow(1)
        await at_rest(self.many.server.pid)

    async def round(self, events: int) -> Carried:
        many, last = await _events(self.many, self.event, events, self.apart)
        one, _ = await _events(self.one, self.event_for_one, events, self.apart)
        return Carried(many, (many - one) / (len(self.many) - 1), last)


async def measure(
    progress: Progress, product: Server, floors: dict[str, Server], sizes: tuple[int, ...], rounds: int, events: int
) -> list[FanOut]:
    """For each number of screens, in growing order."""
    async with _cafe(product) as (many, post), _cafe(product) as (one, post_for_one):
        pairs = {"product": Pair(many, one, post, post_for_one, APART)}
        for kind, server in floors.items():
            crowds = Crowd(server, "/many"), Crowd(server, "/one")
            pairs[kind] = Pair(*crowds, crowds[0].echo, crowds[1].echo, FLOORS_APART)
        found = []
        for at, size in enumerate(sizes):
            progress(f"one event to {size} screens", at / len(sizes))
            found.append(await _compare(pairs, size, rounds, events))
        for pair in pairs.values():
            pair.many.lose()
            pair.one.lose()
    return found


@asynccontextmanager
async def _cafe(server: Server) -> AsyncIterator[tuple[Crowd, Event]]:
    """Walls of a café, none so far; and what makes one of its phones post."""
    host, seats = await seated(server, WRITERS, 1)
    wall = Screen(server, host, "wall")
    await wall.show()
    writers = [Screen(server, seat) for seat in seats]
    await opened(writers)
    turn, number = cycle(writers), count(1)

    async def post() -> None:
        await next(turn).post(f"Gedanke {next(number)} über Kanäle und die Zeit danach")

    yield Crowd(server, f"{wall.address}/live/wall", host.cookie, json.dumps(wall.cursor.since)), post
    for writer in writers:
        writer.lose()


async def _compare(pairs: dict[str, Pair], size: int, rounds: int, events: int) -> FanOut:
    for pair in pairs.values():
        await pair.grow(size)
    walls = pairs["product"].many
    before = walls.count
    taken: dict[str, list[Carried]] = {kind: [] for kind in pairs}
    for _ in range(rounds):
        for kind, pair in pairs.items():
            pair.many.frame = pair.one.frame = walls.frame
            taken[kind].append(await pair.round(events))
    middle = {
        kind: Carried(*(median(column) for column in zip(*map(astuple, some), strict=True)))
        for kind, some in taken.items()
    }
    return FanOut(size, **middle, bytes=len(walls.frame), delivered=walls.count - before, posted=rounds * events)


async def _events(crowd: Crowd, event: Event, events: int, apart: float) -> tuple[float, float]:
    """Processor time of one event, and the time until its last screen had it."""
    used, lasts = crowd.server.cpu, []
    for _ in range(events):
        begun, last = perf_counter(), crowd.expect(len(crowd))
        told = asyncio.ensure_future(event())
        lasts.append(await asyncio.wait_for(last, PATIENCE) - begun)
        await told
        await asyncio.sleep(apart)
    return (crowd.server.cpu - used) / events, median(lasts)
