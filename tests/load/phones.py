"""Phones that write as fast as they may, and send what is in their outbox until it is acknowledged, by either door."""

import asyncio
import contextlib
import json
from dataclasses import dataclass, field
from random import Random
from time import monotonic, time
from typing import Any

import httpx
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import WebSocketException

from tests.load.room import Room, Seat

PACE = 0.16
"""Seconds between two thoughts: a device may say eight things a second (app/live/devices.py)."""
UNDERWAY = 6
"""Thoughts of one phone that may wait for their acknowledgement."""
PATIENCE = 3.0
"""Seconds without an acknowledgement after which a thought is sent again."""
PAUSE = 0.3
"""Seconds at most until a broken line is tried again."""
DOUBLES = 0.05
"""Share of thoughts that are sent twice at once, as by a double tap."""
FORM = {"Accept": "application/json"}


@dataclass
class Thought:
    fields: dict[str, Any]
    sent_at: float = 0.0
    by_form: bool = False


@dataclass(eq=False)
class Phone:
    """One device: what it composed, what still waits, and what it was told is saved (key -> id)."""

    room: Room
    seat: Seat
    name: str
    forms: httpx.AsyncClient
    chance: Random
    pace: float = PACE
    round_no: int = 1
    outbox: dict[str, Thought] = field(default_factory=dict)
    composed: dict[str, str] = field(default_factory=dict)
    saved: dict[str, int] = field(default_factory=dict)
    complaints: list[str] = field(default_factory=list)
    closed_with: list[int | None] = field(default_factory=list)
    statuses: dict[int, int] = field(default_factory=dict)
    again: int = 0
    writes: bool = True
    _tasks: list["asyncio.Task[None]"] = field(default_factory=list)
    _socket: ClientConnection | None = None

    @property
    def is_connected(self) -> bool:
        return self._socket is not None

    def start(self) -> None:
        self._tasks = [asyncio.create_task(work()) for work in (self._stay_connected, self._write, self._insist)]

    async def stop(self) -> None:
        for task in self._tasks:
            task.cancel()
        for outcome in await asyncio.gather(*self._tasks, return_exceptions=True):
            if isinstance(outcome, Exception):
                self.complaints.append(f"{self.name} broke: {outcome!r}")

    def compose(self) -> Thought:
        key = f"{self.name}-{len(self.composed):05}"
        text = f"Gedanke {len(self.composed)} von {self.name}"
        self.composed[key] = text
        fields = {"key": key, "text": text, "round": self.round_no, "table": self.seat.table}
        self.outbox[key] = Thought(fields | {"composed_at": int(time() * 1000)})
        return self.outbox[key]

    async def send(self, thought: Thought, *, by_form: bool = False) -> None:
        """One try; the acknowledgement of a socket comes by itself."""
        thought.sent_at = monotonic()
        if self._socket and not by_form:
            with contextlib.suppress(OSError, WebSocketException):
                await self._socket.send(json.dumps({"post": thought.fields}))
            return
        thought.by_form = True
        try:
            cookie = {"Cookie": self.seat.cookie, "Origin": self.room.address}
            address = f"{self.room.cafe}/contributions"
            told = await self.forms.post(address, data=thought.fields, headers=FORM | cookie)
            self._hear(told.json())
        except (httpx.TransportError, ValueError):
            pass
        finally:
            thought.by_form = False

    async def _write(self) -> None:
        while True:
            await asyncio.sleep(self.pace * self.chance.uniform(0.8, 1.2))
            if self.writes and len(self.outbox) < UNDERWAY:
                thought = self.compose()
                await self.send(thought, by_form=self._socket is None)
                if self.chance.random() < DOUBLES:
                    await self.send(thought, by_form=self.chance.random() < 0.5)

    async def _insist(self) -> None:
        """What was not acknowledged in time goes out once more, by the door that is open."""
        while True:
            await asyncio.sleep(0.2)
            for thought in list(self.outbox.values()):
                if monotonic() - thought.sent_at > PATIENCE and not thought.by_form:
                    self.again += 1
                    await self.send(thought, by_form=self._socket is None or self.chance.random() < 0.5)

    async def _stay_connected(self) -> None:
        url = f"{self.room.address.replace('http', 'ws', 1)}{self.room.cafe}/live/table"
        headers = {"Cookie": self.seat.cookie, "Origin": self.room.address}
        while True:
            with contextlib.suppress(OSError, TimeoutError, WebSocketException):
                async with connect(
                    url, additional_headers=headers, compression=None, proxy=None, open_timeout=5, close_timeout=1
                ) as socket:
                    try:
                        await self._listen(socket)
                    finally:
                        self.closed_with.append(socket.close_code)
            await asyncio.sleep(self.chance.uniform(0, PAUSE))

    async def _listen(self, socket: ClientConnection) -> None:
        self._socket = socket
        try:
            for thought in list(self.outbox.values()):
                self.again += 1
                await self.send(thought)
            async for message in socket:
                if message.startswith('{"ack"'):  # frames are for listeners
                    self._hear(json.loads(message))
        finally:
            self._socket = None

    def _hear(self, told: dict[str, Any]) -> None:
        key, status = told.get("ack"), told.get("status", 0)
        self.statuses[status] = self.statuses.get(status, 0) + 1
        if status == 201 and key in self.composed:
            if self.saved.setdefault(key, told["id"]) != told["id"]:
                self.complaints.append(f"{key} was first {self.saved[key]}, then {told['id']}")
            self.outbox.pop(key, None)
        elif status != 429 and status < 500:  # anything else is tried again
            self.complaints.append(f"{key} was answered {told}")


def phones(room: Room, seats: list[Seat], forms: httpx.AsyncClient, chance: Random) -> list[Phone]:
    return [
        Phone(room, seat, f"{room.key}-phone-{number:03}", forms, Random(chance.random()))
        for number, seat in enumerate(seats)
    ]
