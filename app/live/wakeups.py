"""How a commit reaches the feeds: within one process by a call into the event loop, between servers by the database.

Both are only hints, for the feeds look by themselves as well. So nobody ever waits for anything here, and whatever
breaks here stops no post.
"""

import asyncio
import contextlib
import logging
import queue
import selectors
import socket
import threading
from collections.abc import Callable, Collection

import psycopg
from sqlalchemy import Engine

CHANNEL = "tischdecke"
"""Where the servers of one database tell each other which cafés have news."""
EVERYWHERE = "*"
LONGEST = 7000
"""Bytes of café ids in one notification; PostgreSQL takes 8,000."""
SHORTEST_PAUSE, LONGEST_PAUSE = 0.25, 8.0
"""Seconds until a lost line is tried again; doubled from one try to the next."""
PATIENCE = {"connect_timeout": 5, "keepalives_idle": 10, "keepalives_interval": 5, "keepalives_count": 3}
"""Seconds, so that a database whose machine is gone is noticed within half a minute."""

Wake = Callable[[Collection[int] | None], None]
"""Takes the ids of cafés with news; none means that there may be news everywhere."""
log = logging.getLogger(__name__)


class Wakeups:
    """Passes on from the writer's thread which cafés have news: to our own feeds, then to the other servers."""

    def __init__(self, loop: asyncio.AbstractEventLoop, wake: Wake, engine: Engine) -> None:
        self._loop = loop
        self._wake = wake
        self._others = Others(engine, self._pass_on) if engine.dialect.name == "postgresql" else None

    def __call__(self, cafe_ids: Collection[int]) -> None:
        self._pass_on(cafe_ids)
        if self._others:
            self._others.tell(cafe_ids)

    def start(self) -> None:
        if self._others:
            self._others.start()

    def stop(self) -> None:
        if self._others:
            self._others.stop()

    def _pass_on(self, cafe_ids: Collection[int] | None) -> None:
        if not self._loop.is_closed():
            self._loop.call_soon_threadsafe(self._wake, cafe_ids)


class Others:
    """The other servers on the same PostgreSQL: one thread with one connection, which comes back by itself.

    What happened while it was away is not told later; instead everybody is woken once when it is back.
    """

    def __init__(self, engine: Engine, heard: Wake) -> None:
        self._engine = engine
        self._heard = heard
        self._news: queue.SimpleQueue[Collection[int]] = queue.SimpleQueue()
        self._is_connected = False
        self._stopping = threading.Event()
        self._bell, self._ring = socket.socketpair()
        self._ring.setblocking(False)
        self._thread = threading.Thread(target=self._work, name="wake-ups", daemon=True)

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        self._stopping.set()
        self._wake_thread()
        self._thread.join()
        self._bell.close()
        self._ring.close()

    def tell(self, cafe_ids: Collection[int]) -> None:
        """Leaves word that these cafés have news; what comes together travels together."""
        if self._is_connected:
            self._news.put(cafe_ids)
            self._wake_thread()

    def _wake_thread(self) -> None:
        with contextlib.suppress(BlockingIOError):  # it has been rung often enough
            self._ring.send(b"!")

    def _work(self) -> None:
        pause = SHORTEST_PAUSE
        while not self._stopping.is_set():
            try:
                with self._line() as line:
                    pause = SHORTEST_PAUSE
                    self._talk(line)
            except Exception as failure:
                log.warning(
                    "no wake-ups between servers for now, screens look by themselves: %s", type(failure).__name__
                )
                self._stopping.wait(pause)
                pause = min(LONGEST_PAUSE, pause * 2)
            finally:
                self._is_connected = False

    def _line(self) -> psycopg.Connection:
        _, options = self._engine.dialect.create_connect_args(self._engine.url)
        told = PATIENCE | dict(options) | {"application_name": "tischdecke wake-ups"}
        return psycopg.connect(**told, autocommit=True)

    def _talk(self, line: psycopg.Connection) -> None:
        """Listens and tells until the line breaks or the server stops."""
        line.execute("SET synchronous_commit = off")  # a hint need not be on the disk
        line.execute(f'LISTEN "{CHANNEL}"')
        self._is_connected = True
        self._heard(None)
        with selectors.DefaultSelector() as either:
            either.register(line.fileno(), selectors.EVENT_READ)
            either.register(self._bell, selectors.EVENT_READ)
            while not self._stopping.is_set():
                if any(key.fileobj is self._bell for key, _ in either.select()):
                    self._bell.recv(4096)
                    self._tell(line)
                self._listen(line)

    def _tell(self, line: psycopg.Connection) -> None:
        news: set[int] = set()
        with contextlib.suppress(queue.Empty):
            while True:
                news.update(self._news.get_nowait())
        if news:
            line.execute("SELECT pg_notify(%s, %s)", (CHANNEL, message(news)))

    def _listen(self, line: psycopg.Connection) -> None:
        for notice in line.notifies(timeout=0):
            if notice.pid != line.info.backend_pid:
                self._heard(meant(notice.payload))


def message(cafe_ids: Collection[int]) -> str:
    """Café ids as they travel."""
    told = ",".join(map(str, sorted(cafe_ids)))
    return told if len(told) <= LONGEST else EVERYWHERE


def meant(told: str) -> Collection[int] | None:
    """What a notification says; whatever cannot be read means everywhere."""
    try:
        return {int(cafe_id) for cafe_id in told.split(",")}
    except ValueError:
        return None
