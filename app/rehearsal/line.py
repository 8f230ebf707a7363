"""A phone's live line: connects again after every break but the last, follows frames, and carries posts."""

import asyncio
import contextlib
import json
import secrets
from collections.abc import Awaitable, Callable, Coroutine, Iterable
from dataclasses import dataclass
from typing import Any

from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import WebSocketException

from app.rehearsal.cursor import Cursor, Wish

ENDED = 4401
ACK_SECONDS = 5.0
SILENCE = 25.0
"""Seconds without a word from the server after which the line counts as dead (it speaks every ten)."""
LONGEST_PAUSE = 30.0
LAST_PAGE = 5.0
"""Seconds that a page which is being fetched may still take when the phone is switched off."""


@dataclass
class Tally:
    """What all phones of a rehearsal did, together."""

    by_socket: int = 0
    by_form: int = 0
    sent_again: int = 0
    reconnected: int = 0
    pages: int = 0
    frames: int = 0


class Line:
    """`url` of the socket, `headers` made anew for each connection, `fetch` shows a fresh page to the cursor."""

    def __init__(
        self,
        url: str,
        headers: Callable[[], dict[str, str]],
        cursor: Cursor,
        fetch: Callable[[], Awaitable[None]],
        tally: Tally,
    ) -> None:
        self._url, self._headers, self._cursor, self._fetch, self._tally = url, headers, cursor, fetch, tally
        self._socket: ClientConnection | None = None
        self._acks: dict[str, asyncio.Future[dict[str, Any]]] = {}
        self._tasks: set[asyncio.Task[None]] = set()
        self._fetching: asyncio.Task[None] | None = None
        self._is_stale = self._is_loading = False

    @property
    def is_up(self) -> bool:
        return self._socket is not None

    def start(self) -> None:
        self._spawn(self._stay_connected())

    async def stop(self) -> None:
        """Hangs up. A page that is just coming is waited for: httpx may let its connection go without closing it when a
        request is cancelled.
        """
        loading = self._fetching if self._is_loading else None
        await _end(task for task in self._tasks if task is not loading)
        if loading:
            self._is_stale = False
            await asyncio.wait([loading], timeout=LAST_PAGE)
        await _end(self._tasks)

    async def post(self, fields: dict[str, str]) -> dict[str, Any]:
        """Sends a contribution and waits for its acknowledgement; raises OSError or TimeoutError without one."""
        if self._socket is None:
            raise ConnectionError
        waiting = self._acks[fields["key"]] = asyncio.get_running_loop().create_future()
        try:
            await self._socket.send(json.dumps({"post": fields}, ensure_ascii=False))
            return await asyncio.wait_for(waiting, ACK_SECONDS)
        except WebSocketException as error:
            raise ConnectionError from error
        finally:
            self._acks.pop(fields["key"], None)

    async def _stay_connected(self) -> None:
        attempt = 0
        while True:
            with contextlib.suppress(OSError, TimeoutError, WebSocketException):
                async with connect(
                    self._url, additional_headers=self._headers(), compression=None, proxy=None, max_size=2**22
                ) as socket:
                    attempt = 0
                    await self._listen(socket)
                    if socket.close_code == ENDED:
                        return
            attempt += 1
            self._tally.reconnected += 1
            await asyncio.sleep(jitter(min(LONGEST_PAUSE, 0.25 * 2**attempt)))

    async def _listen(self, socket: ClientConnection) -> None:
        self._socket = socket
        try:
            await self._ask()
            while True:
                async with asyncio.timeout(SILENCE):
                    message = await socket.recv()
                await self._hear(json.loads(message))
        finally:
            self._socket = None
            for waiting in self._acks.values():
                if not waiting.done():
                    waiting.set_exception(ConnectionError())

    async def _hear(self, message: dict[str, Any]) -> None:
        if "ack" in message:
            waiting = self._acks.get(message["ack"])
            if waiting and not waiting.done():
                waiting.set_result(message)
        elif "to" in message:
            self._tally.frames += 1
            wish = self._cursor.take(message)
            if wish is Wish.ask:
                await self._ask()
            elif wish is Wish.fetch:
                self._fetch_soon(message.get("nudge") or 0)
        elif message.get("head", 0) > self._cursor.seq:
            await self._ask()

    async def _ask(self) -> None:
        if self._socket:
            await self._socket.send(json.dumps(self._cursor.since))

    def _fetch_soon(self, within_ms: float) -> None:
        """One fetch for all nudges that come before it begins; one more for those that come while it runs."""
        self._is_stale = True
        if self._fetching is None or self._fetching.done():
            self._fetching = self._spawn(self._refresh(within_ms))

    async def _refresh(self, within_ms: float) -> None:
        while self._is_stale:
            await asyncio.sleep(jitter(within_ms / 1000))
            self._is_stale, self._is_loading = False, True
            try:
                await self._fetch()
            finally:
                self._is_loading = False
            with contextlib.suppress(OSError, WebSocketException):
                await self._ask()

    def _spawn(self, work: Coroutine[Any, Any, None]) -> asyncio.Task[None]:
        task = asyncio.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        return task


async def _end(tasks: Iterable[asyncio.Task[None]]) -> None:
    ended = list(tasks)
    for task in ended:
        task.cancel()
    await asyncio.gather(*ended, return_exceptions=True)


def jitter(most: float) -> float:
    """Somewhere between nothing and `most` seconds, so that a room does not come back as one."""
    return most * secrets.randbelow(1001) / 1000
