"""The live line under a full room: phones on real sockets post at once, and every line is drawn for table and wall.

The floor is measured in the same run: one-row commits of SQLite itself with the same durability (WAL, FULL).
"""

import asyncio
import os
import sqlite3
import tempfile
from collections.abc import Awaitable
from pathlib import Path
from statistics import median, quantiles
from time import perf_counter
from typing import TypeVar

from app.rehearsal.guests import Draft, Phone
from app.rehearsal.line import Tally
from app.rehearsal.organising import Organiser, Room
from app.rehearsal.serving import free_port, own
from bench import Figure, Progress

T = TypeVar("T")
FLOOR_COMMITS = 200


def run(full: bool, progress: Progress) -> list[Figure]:
    """100 phones and 2,000 posts in the long run, 40 and 400 in the short one; five to a table."""
    phones, posts = (100, 2000) if full else (40, 400)
    with tempfile.TemporaryDirectory() as folder:
        floor = _floor(Path(folder) / "floor.db")
        with own(Path(folder) / "data", port := free_port()) as server:
            return asyncio.run(_measure(server, _pid(port), phones, posts, floor, progress))


async def _measure(server: str, pid: int, phones: int, posts: int, floor: float, progress: Progress) -> list[Figure]:
    organiser = Organiser(server)
    await organiser.open_form({"title": "Bench", "tables": str(phones // 5), "seats": "5", "rounds": "1"})
    room = await organiser.room()
    guests = [Phone(server, Tally()) for _ in range(phones)]
    started = _cpu(pid)
    await _in_turns([guest.join(_token(room, at), f"Gast {at}", "") for at, guest in enumerate(guests)], progress)
    joining = (_cpu(pid) - started) / phones
    room = await organiser.step_to("round")

    started, begun = _cpu(pid), perf_counter()
    waits = await _post(guests, room, posts, progress)
    took, cpu = perf_counter() - begun, (_cpu(pid) - started) / posts
    for guest in guests:
        await guest.leave()
    await organiser.leave()
    p99 = quantiles(waits, n=100)[98]
    return [
        Figure("SQLite alone, one row a commit", floor, "commits/s"),
        Figure(f"acknowledged posts, {phones} phones at once", posts / took, "posts/s"),
        Figure("acknowledged posts against the floor", posts / took / floor, "×"),
        Figure("acknowledgement, median", median(waits) * 1000, "ms"),
        Figure("acknowledgement, 99 of 100", p99 * 1000, "ms", "≤ 1000", p99 <= 1),
        Figure("server's work for a post, drawn everywhere", cpu * 1000, "ms CPU"),
        Figure("server's work for a guest to join and listen", joining * 1000, "ms CPU"),
    ]


async def _post(guests: list[Phone], room: Room, posts: int, progress: Progress) -> list[float]:
    """Every phone posts one after the other, all phones at once; seconds until each acknowledgement."""
    waits: list[float] = []

    async def write(guest: Phone) -> None:
        for _ in range(posts // len(guests)):
            draft = Draft(f"Gedanke {len(waits)} über Kanäle und Zeit", "idea", "change", 1, room.table_of[guest.id])
            begun = perf_counter()
            await guest.post(draft)
            waits.append(perf_counter() - begun)
            progress(f"{len(waits)} posts", len(waits) / posts)

    await asyncio.gather(*(write(guest) for guest in guests))
    return waits


async def _in_turns(arrivals: list[Awaitable[T]], progress: Progress) -> None:
    """Ten people at the door at a time."""
    for at in range(0, len(arrivals), 10):
        await asyncio.gather(*arrivals[at : at + 10])
        progress(f"{at + 10} guests", (at + 10) / len(arrivals))


def _token(room: Room, at: int) -> str:
    return room.tokens[at // 5 + 1]


def _floor(path: Path) -> float:
    """Durable one-row commits a second."""
    database = sqlite3.connect(path, isolation_level=None)
    database.execute("PRAGMA journal_mode=WAL")
    database.execute("PRAGMA synchronous=FULL")
    database.execute("CREATE TABLE lines (text TEXT)")
    begun = perf_counter()
    for number in range(FLOOR_COMMITS):
        database.execute("INSERT INTO lines VALUES (?)", (f"Gedanke {number}" * 10,))
    database.close()
    return FLOOR_COMMITS / (perf_counter() - begun)


def _pid(port: int) -> int:
    """The server process that was started with this port."""
    for process in Path("/proc").glob("[0-9]*"):
        try:
            words = (process / "cmdline").read_bytes().split(b"\0")
        except OSError:
            continue
        if b"app.cli" in words and str(port).encode() in words:
            return int(process.name)
    raise LookupError(f"no server on port {port}")


def _cpu(pid: int) -> float:
    """Seconds of processor time that a process has used so far."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
