"""Networks as they are in a hall, between a browser and a server on this machine: proxies that can be treated badly."""

import asyncio
import contextlib
import random
import threading
from collections.abc import Iterator


class Hall:
    """Carries bytes to and fro until a test says otherwise.

    `is_hole`: connections stay open, bytes vanish, as for a phone that leaves the WiFi. `is_deaf`: only what phones
    send vanishes. `refuses`: nobody is there. `legs`: milliseconds, from and to, that each piece takes on its way.
    """

    def __init__(self, target: int) -> None:
        self.target = target
        self._writers: list[asyncio.StreamWriter] = []
        self._tasks: set[asyncio.Task[None]] = set()
        self.mend()

    def mend(self) -> None:
        self.is_hole = self.is_deaf = self.refuses = False
        self.legs = (0.0, 0.0)

    async def start(self) -> None:
        self._server = await asyncio.start_server(self._accept, "127.0.0.1", 0)
        self.port = self._server.sockets[0].getsockname()[1]

    async def _accept(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        while self.is_hole:  # noqa: ASYNC110
            await asyncio.sleep(0.05)
        if self.refuses:
            writer.transport.abort()
            return
        try:
            reader2, writer2 = await asyncio.open_connection("127.0.0.1", self.target)
        except OSError:  # the real server is away as well
            writer.transport.abort()
            return
        self._writers += [writer, writer2]
        self._tasks = {task for task in self._tasks if not task.done()}
        lost: set[bool] = set()
        for source, sink, is_up in ((reader, writer2, True), (reader2, writer, False)):
            self._tasks.add(asyncio.create_task(self._carry(source, sink, is_up, lost)))

    async def _carry(
        self, source: asyncio.StreamReader, sink: asyncio.StreamWriter, is_up: bool, lost: set[bool]
    ) -> None:
        """One direction; what has fallen into the hole once stays there, also when the hole is mended."""
        loop, due = asyncio.get_running_loop(), 0.0
        with contextlib.suppress(OSError):
            while data := await source.read(65536):
                if self.is_hole or (self.is_deaf and is_up):
                    lost |= {True, False} if self.is_hole else {True}
                if is_up in lost:
                    continue
                due = max(due, loop.time() + random.uniform(*self.legs) / 1000)
                await asyncio.sleep(due - loop.time())
                sink.write(data)
                await sink.drain()
        if is_up not in lost:
            with contextlib.suppress(OSError):
                sink.close()

    async def cut(self) -> None:
        """Ends every connection without a farewell (1006 in the browser)."""
        for writer in self._writers:
            writer.transport.abort()
        self._writers.clear()

    async def stop(self) -> None:
        self._server.close()
        await self.cut()
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)


@contextlib.contextmanager
def hall(target: int) -> Iterator[tuple[Hall, asyncio.AbstractEventLoop]]:
    """A hall around any server of this machine, in a thread of its own, and that thread's loop."""
    loop = asyncio.new_event_loop()
    thread = threading.Thread(target=loop.run_forever, daemon=True)
    thread.start()
    found = Hall(target)
    asyncio.run_coroutine_threadsafe(found.start(), loop).result(10)
    try:
        yield found, loop
    finally:
        asyncio.run_coroutine_threadsafe(found.stop(), loop).result(10)
        loop.call_soon_threadsafe(loop.stop)
        thread.join(10)
        loop.close()
