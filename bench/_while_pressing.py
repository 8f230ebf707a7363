"""Posting while reports are made: the server starts the press itself, on its own core, as on a small machine."""

import asyncio
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median
from threading import Event, Thread
from time import sleep

from bench import Figure, Progress, _joining, _posts
from bench._browser import browsing
from bench._load import Load
from bench._phones import Seat
from bench._process import cores, resident
from bench._room import listening
from bench._servers import Server, product
from bench._writing import as_fast_as_may_be

GUESTS, TABLES, PACE = 60, 12, 30.0
RATE = 40.0
"""Posts a second of a lively room of sixty."""
AT_ONCE = 35
"""Contributions of each guest before it begins."""
PATIENCE = 120.0
WORSE = 2.0
MEGABYTES = 30.0
LOOK = 0.02


@dataclass
class Exports:
    """Reports that were asked for while phones were posting."""

    begun: int = 0
    made: int = 0
    growth: int = 0
    """KiB that the server had at the highest more than just before, at its worst turn."""
    failed: list[str] = field(default_factory=list)


def of_posting(full: bool, progress: Progress) -> Iterator[Figure]:
    """Acknowledgements with and without exports beside them, in turns; medians."""
    turns, seconds = (5, 8.0) if full else (2, 4.0)
    servers, phones = cores()
    idle, busy, found = [], [], Exports()
    with (
        tempfile.TemporaryDirectory(prefix="tischdecke-") as name,
        Load(phones, 2 + 2 * turns, PATIENCE, progress) as load,
        product(Path(name), servers) as server,
    ):
        storm = load(_joining.storm, server, TABLES, GUESTS, GUESTS / PACE)
        load(_fill, server, storm.host, storm.seats)
        load(_posts.steady, server, storm.host, storm.seats, RATE, 1.0)
        for _ in range(turns):
            idle.append(load(_posts.steady, server, storm.host, storm.seats, RATE, seconds).ack_p99)
            with _exporting(server, storm.host, found):
                busy.append(load(_posts.steady, server, storm.host, storm.seats, RATE, seconds).ack_p99)
    yield from _figures(idle, busy, found)


def _figures(idle: list[float], busy: list[float], found: Exports) -> Iterator[Figure]:
    name = f"{RATE:g} posts/s, {GUESTS} phones, {GUESTS * AT_ONCE:,} contributions"
    times, growth = median(busy) / median(idle), found.growth / 1024
    was_busy = found.begun >= len(busy) and not found.failed
    yield Figure(f"{name}: acknowledgement, p99, nothing else", median(idle) * 1e3, "ms")
    yield Figure(f"{name}: acknowledgement, p99, while a PDF is made", median(busy) * 1e3, "ms")
    yield Figure(f"{name}: against nothing else", times, "×", f"≤ {WORSE:g}", times <= WORSE)
    yield Figure(f"{name}: PDFs begun meanwhile", found.begun, "", f"≥ {len(busy)}", was_busy)
    yield Figure(f"{name}: the server's memory grows by", growth, "MiB", f"< {MEGABYTES:g}", growth < MEGABYTES)


async def _fill(progress: Progress, server: Server, host: Seat, seats: list[Seat]) -> int:
    progress("the cloths fill", 0.0)
    async with listening(server, host, seats) as writers:
        written, _ = await as_fast_as_may_be(writers, AT_ONCE)
    return written.posts


@contextmanager
def _exporting(server: Server, host: Seat, found: Exports) -> Iterator[None]:
    """One report after the other is asked for until it ends; each is a new one, because something was posted."""
    over, before = Event(), resident(server.pid)

    async def ask() -> None:
        with browsing(server, host.cookie) as browser:
            while not over.is_set():
                found.begun += 1
                await browser.get(f"/cafes/{host.cafe}/harvest.pdf?audience=team&length=full&at={found.begun}")
                found.made += 1

    def asked() -> None:
        try:
            asyncio.run(ask())
        except Exception as error:  # told with the figures
            found.failed.append(repr(error))

    def watched() -> None:
        while not over.is_set():
            found.growth = max(found.growth, resident(server.pid) - before)
            sleep(LOOK)

    threads = [Thread(target=asked), Thread(target=watched)]
    for thread in threads:
        thread.start()
    try:
        yield
    finally:
        over.set()
        for thread in threads:
            thread.join()
