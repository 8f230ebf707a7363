"""One screen's socket: takes frames, holds them back while it catches up, and never makes anybody wait for it."""

import asyncio
import contextlib
import json
from collections.abc import Awaitable, Callable
from typing import Any

import anyio
from starlette.websockets import WebSocket, WebSocketDisconnect, WebSocketState

from app.live import frames
from app.live.devices import Bucket
from app.live.frames import Message
from app.live.topics import Frame

NORMAL = 1000
ENDED = 4401
"""Close code that means: do not come back."""
TOO_FAST = 1008
GARBAGE = 1003
TRY_AGAIN = 1013
WAITING_FRAMES = 500
LONGEST_MESSAGE = 64 * 1024


class Line:
    """The server's end of one socket; `who` names the person or device behind it."""

    def __init__(self, websocket: WebSocket, who: str, bucket: Bucket, send_limit: int, farewell: str) -> None:
        self.who = who
        self._websocket = websocket
        self._limit = send_limit
        self._farewell = farewell
        self._carrier: frames.FrameProtocol | None = websocket.scope.get("extensions", {}).get(frames.CARRIER)
        self._queue: asyncio.Queue[str | None] = asyncio.Queue(WAITING_FRAMES)
        self._held: list[Frame] | None = None
        self._bucket = bucket
        self._scope = anyio.CancelScope()
        self._code = NORMAL

    def take(self, frame: Frame) -> None:
        """A frame from the feed: at once, or after the catching up that is under way."""
        if self._held is not None:
            self._held.append(frame)
        else:
            self.pass_on(frame.message)

    def say(self, message: dict[str, Any]) -> None:
        """A message for this screen alone."""
        self.pass_on(Message(frames.text(message)))

    def pass_on(self, message: Message) -> None:
        """A finished message, now."""
        if self._carrier:
            self._carrier.carry(message.bytes, self._limit)
        else:
            self._enqueue(message.text)

    def hold(self) -> None:
        """From now on frames wait until `go_on`."""
        self._held = []

    def go_on(self, caught_up: Frame) -> None:
        """Sends what was missed, then what came meanwhile and is newer."""
        held, self._held = self._held or [], None
        self.take(caught_up)
        for frame in held:
            if frame.to > caught_up.to:
                self.take(frame)

    def end(self) -> None:
        """Shows this screen out for good."""
        self.say({"end": self._farewell})
        if self._carrier:
            self._stop(ENDED)
        else:
            self._enqueue(None)

    def give_way(self) -> None:
        self._stop(TRY_AGAIN)

    def _stop(self, code: int) -> None:
        self._code = code
        self._scope.cancel()

    async def serve(self, hear: Callable[[dict[str, Any]], Awaitable[None]]) -> None:
        """Reads and writes until either side stops; garbage and floods end the line."""
        with self._scope, contextlib.suppress(WebSocketDisconnect):
            if self._carrier:
                await self._read(hear)
            else:
                await self._read_and_pump(hear)
        with anyio.CancelScope(shield=True), contextlib.suppress(RuntimeError, WebSocketDisconnect):
            await self._close(self._code)

    async def _read(self, hear: Callable[[dict[str, Any]], Awaitable[None]]) -> None:
        while True:
            told = await self._websocket.receive()
            if told["type"] == "websocket.disconnect":
                return
            message = _understood(told.get("text"))
            if message is None or not self._bucket.allows():
                self._code = GARBAGE if message is None else TOO_FAST
                return
            await hear(message)

    async def _read_and_pump(self, hear: Callable[[dict[str, Any]], Awaitable[None]]) -> None:
        """Under a server that has no carrier what is said goes through a queue."""
        async with anyio.create_task_group() as both:

            async def until_it_stops(side: Callable[[], Awaitable[None]]) -> None:
                with contextlib.suppress(WebSocketDisconnect):
                    await side()
                self._scope.cancel()

            both.start_soon(until_it_stops, lambda: self._read(hear))
            both.start_soon(until_it_stops, self._pump)

    async def _pump(self) -> None:
        while (text := await self._queue.get()) is not None:
            await self._websocket.send_text(text)
        self._code = ENDED

    def _enqueue(self, text: str | None) -> None:
        try:
            self._queue.put_nowait(text)
        except asyncio.QueueFull:
            self.give_way()

    async def _close(self, code: int) -> None:
        """Says goodbye, unless the other side already left."""
        states = (self._websocket.application_state, self._websocket.client_state)
        if states == (WebSocketState.CONNECTED, WebSocketState.CONNECTED):
            await self._websocket.close(code)


def _understood(text: str | None) -> dict[str, Any] | None:
    if text is None or len(text) > LONGEST_MESSAGE:
        return None
    try:
        message = json.loads(text, parse_constant=_nothing)
    except (ValueError, RecursionError):
        return None
    return message if isinstance(message, dict) else None


def _nothing(_name: str) -> None:
    """NaN and Infinity are no JSON, though Python would take them for numbers."""
