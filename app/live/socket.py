"""One screen's socket: takes frames, holds them back while it catches up, and never makes anybody wait for it."""

import asyncio
import json
from collections.abc import Awaitable, Callable
from time import monotonic
from typing import Any

from starlette.websockets import WebSocket, WebSocketDisconnect, WebSocketState

from app.live import frames
from app.live.topics import Frame

ENDED = 4401
"""Close code that means: do not come back."""
TOO_FAST = 1008
GARBAGE = 1003
TRY_AGAIN = 1013
WAITING_FRAMES = 500
BURST, PER_SECOND = 40.0, 8.0
LONGEST_MESSAGE = 64 * 1024


class Bucket:
    """A token bucket: `BURST` at once, then `PER_SECOND` a second."""

    def __init__(self) -> None:
        self._level = BURST
        self._at = monotonic()

    def allows(self) -> bool:
        now = monotonic()
        self._level = min(BURST, self._level + (now - self._at) * PER_SECOND)
        self._at = now
        if self._level < 1:
            return False
        self._level -= 1
        return True


class Line:
    """The server's end of one socket; `who` names the person or device behind it."""

    def __init__(self, websocket: WebSocket, who: str, send_limit: int, farewell: str) -> None:
        self.who = who
        self._websocket = websocket
        self._limit = send_limit
        self._farewell = farewell
        self._carrier: frames.FrameProtocol | None = websocket.scope.get("extensions", {}).get(frames.CARRIER)
        self._queue: asyncio.Queue[str | None] = asyncio.Queue(WAITING_FRAMES)
        self._held: list[Frame] | None = None
        self._bucket = Bucket()
        self._overflowed = asyncio.Event()

    def take(self, frame: Frame) -> None:
        """A frame from the feed: at once, or after the catching up that is under way."""
        if self._held is not None:
            self._held.append(frame)
        elif self._carrier:
            self._carrier.carry(frame.bytes, self._limit)
        else:
            self._enqueue(frame.message)

    def say(self, message: dict[str, Any]) -> None:
        """A message for this screen alone."""
        text = frames.text(message)
        if self._carrier:
            self._carrier.carry(frames.finished(text), self._limit)
        else:
            self._enqueue(text)

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
        self._enqueue(None)

    async def serve(self, hear: Callable[[dict[str, Any]], Awaitable[None]]) -> None:
        """Reads and writes until either side stops; garbage and floods end the line."""
        sides = [asyncio.create_task(side) for side in (self._read(hear), self._pump(), self._wait_for_overflow())]
        try:
            done, _ = await asyncio.wait(sides, return_when=asyncio.FIRST_COMPLETED)
            for side in done:
                side.result()
        except WebSocketDisconnect:
            pass
        finally:
            for side in sides:
                side.cancel()
            await asyncio.gather(*sides, return_exceptions=True)

    async def _read(self, hear: Callable[[dict[str, Any]], Awaitable[None]]) -> None:
        while True:
            text = await self._websocket.receive_text()
            if not self._bucket.allows():
                await self._close(TOO_FAST)
                return
            message = _understood(text)
            if message is None:
                await self._close(GARBAGE)
                return
            await hear(message)

    async def _pump(self) -> None:
        """Only what could not be written at once passes here."""
        while (text := await self._queue.get()) is not None:
            await self._websocket.send_text(text)
        await self._close(ENDED)

    async def _wait_for_overflow(self) -> None:
        await self._overflowed.wait()
        await self._close(TRY_AGAIN)

    def _enqueue(self, text: str | None) -> None:
        try:
            self._queue.put_nowait(text)
        except asyncio.QueueFull:
            self._overflowed.set()

    async def _close(self, code: int) -> None:
        if self._websocket.application_state == WebSocketState.CONNECTED:
            await self._websocket.close(code)


def _understood(text: str) -> dict[str, Any] | None:
    if len(text) > LONGEST_MESSAGE:
        return None
    try:
        message = json.loads(text)
    except (ValueError, RecursionError):
        return None
    return message if isinstance(message, dict) else None
