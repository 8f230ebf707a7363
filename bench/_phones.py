"""Screens of people: each shows its page, follows its line as a browser does, and some of them write."""

import asyncio
import json
import re
from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass
from functools import lru_cache
from random import random
from time import perf_counter
from typing import Any, TypeVar
from uuid import uuid4

from app.rehearsal.cursor import Cursor, Wish
from bench._browser import Refused, browsing
from bench._servers import Server
from bench._socket import Socket, connect

T = TypeVar("T")
AT_ONCE = 25
"""Screens that are opened at the same time where nothing is measured."""
PATIENCE = 30.0
_LAID = re.compile(r'\bid="contribution-(\d+)"')


@dataclass(frozen=True)
class Seat:
    """Whose screen: the café, a cookie that lets them in, and the table where they sit (0: nowhere)."""

    cafe: str
    cookie: str
    table: int = 0


@lru_cache(1000)
def understood(payload: bytes) -> tuple[dict[str, Any], tuple[int, ...]]:
    """A message and the contributions in it; a frame for many phones is read once."""
    told: dict[str, Any] = json.loads(payload)
    return told, tuple(int(found) for found in _LAID.findall(told.get("html") or ""))


class Screen:
    """`kind`: table, wall, host. `show` first, then `connect`; times are those of perf_counter."""

    def __init__(self, server: Server, seat: Seat, kind: str = "table") -> None:
        self.seat, self.kind = seat, kind
        self.cursor = Cursor()
        self.came: dict[int, float] = {}
        """When each contribution was first on this screen, by its line or with its page."""
        self.nudged: Callable[[float], None] = self._fetch_soon
        """What is to be done when the page has to be fetched, within so many milliseconds."""
        self._server = server
        self._socket: Socket | None = None
        self._answered: asyncio.Future[None] | None = None
        self._acks: dict[str, asyncio.Future[dict[str, Any]]] = {}
        self._fetching: asyncio.Task[None] | None = None

    @property
    def address(self) -> str:
        return f"/cafes/{self.seat.cafe}"

    @property
    def is_open(self) -> bool:
        return self._socket is not None and self._socket.closed_with is None

    async def show(self) -> None:
        """Fetches the page; raises Refused, or NoScreen if another page came."""
        with browsing(self._server, self.seat.cookie) as browser:
            page = (await browser.get(f"{self.address}/{self.kind}")).text
        self.cursor.show(page)
        self._note(self.cursor.laid)

    async def connect(self) -> None:
        """Opens the line and catches up; raises Lost."""
        self._socket = await connect(self._server, f"{self.address}/live/{self.kind}", self.seat.cookie, self._hear)
        await self.catch_up()

    async def catch_up(self) -> None:
        """Says where it stands, and returns when it has come as far as the server is."""
        self._answered = asyncio.get_running_loop().create_future()
        self._say(self.cursor.since)
        await self._answered

    async def post(self, text: str) -> int:
        """A contribution's id, once it is acknowledged; raises Refused."""
        key = uuid4().hex
        answer = self._acks[key] = asyncio.get_running_loop().create_future()
        table = self.seat.table
        self._say({"post": {"key": key, "text": text, "round": 1, "table": table, "kind": "idea", "pen": "black"}})
        told = await answer
        del self._acks[key]
        if told["status"] != 201:
            raise Refused(f"post: {told}")
        return int(told["id"])

    def lose(self) -> None:
        """The line is cut, without a farewell."""
        if self._socket:
            self._socket.lose()
            self._socket = None

    def _say(self, message: dict[str, Any]) -> None:
        if self._socket is None:
            raise Refused("not connected")
        self._socket.send(json.dumps(message, ensure_ascii=False))

    def _hear(self, payload: bytes) -> None:
        told, contributions = understood(payload)
        if "ack" in told:
            self._acks[told["ack"]].set_result(told)
        elif "to" in told:
            self._note(contributions)
            self._follow(told)

    def _note(self, contributions: Iterable[int]) -> None:
        now = perf_counter()
        for each in contributions:
            self.came.setdefault(each, now)

    def _follow(self, told: dict[str, Any]) -> None:
        wish = self.cursor.take(told)
        if wish is Wish.ask:
            self._say(self.cursor.since)
            return
        if self._answered and not self._answered.done():
            self._answered.set_result(None)
        if wish is Wish.fetch:
            self.nudged(told.get("nudge") or 0)

    def _fetch_soon(self, within_ms: float) -> None:
        if self._fetching is None or self._fetching.done():
            self._fetching = asyncio.create_task(self._fetch(random() * within_ms / 1000))

    async def _fetch(self, after: float) -> None:
        await asyncio.sleep(after)
        await self.show()
        if self.is_open:
            await self.catch_up()


async def in_turns(work: Iterable[Awaitable[T]], at_once: int = AT_ONCE) -> list[T]:
    """The results, in order; so many under way at a time, half a minute for each at most."""
    gate = asyncio.Semaphore(at_once)

    async def one(each: Awaitable[T]) -> T:
        async with gate, asyncio.timeout(PATIENCE):
            return await each

    return await asyncio.gather(*(one(each) for each in work))


async def opened(screens: Iterable[Screen]) -> None:
    """All of them shown and connected."""

    async def open_(screen: Screen) -> None:
        await screen.show()
        await screen.connect()

    await in_turns(open_(screen) for screen in screens)
