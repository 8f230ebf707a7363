"""Breaks a server again and again while a whole room writes and listens, and tells what was lost, doubled or missed.

Faults follow each other as soon as phones have written on for a while after the last one, so that each falls into full
work. At the end everything is left in peace: outboxes have to empty and screens to become whole by themselves.
"""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from random import Random
from time import monotonic

from tests.load.crowd import crowded
from tests.load.disk import Disk
from tests.load.server import Server
from tests.load.waiting import until
from tests.postgres import Cluster

DELAY_MS = 300
"""That long a server lives on in the flush in which it dies: an acknowledgement that does not wait gets out."""
LONGEST_LIFE = 30.0
"""Seconds after which a server is killed that still has not come to that flush."""

Fault = Callable[[Server, Random], Awaitable[None]]
Tell = Callable[[str, float], None]


@dataclass(frozen=True)
class Size:
    tables: int = 8
    writers: int = 4
    """At each table."""
    acknowledged: int = 1000
    faults: int = 6
    seconds: float = 60.0
    """After which the storm ends whatever was reached."""


@dataclass
class Outcome:
    acknowledged: int = 0
    composed: int = 0
    again: int = 0
    """Sent once more because no acknowledgement came."""
    screens: int = 0
    reconnected: int = 0
    frames: int = 0
    seconds: float = 0.0
    settling: float = 0.0
    """Of these, until every outbox was empty and every screen whole."""
    faults: list[str] = field(default_factory=list)
    differences: list[str] = field(default_factory=list)


async def storm(server: Server, faults: Sequence[Fault], size: Size, chance: Random, tell: Tell) -> Outcome:
    """One café on a running server; it is stopped at the end, for its database to be looked at."""
    begun, outcome = monotonic(), Outcome()
    until = begun + size.seconds
    share = size.acknowledged / (size.faults + 1)
    async with crowded(server, chance, tables=size.tables, writers=size.writers) as crowd:
        for number in range(size.faults):
            await crowd.has_saved(share * (number + 1), until)
            fault = faults[number % len(faults)]
            tell(f"{crowd.saved} acknowledged, {fault.__name__}", crowd.saved / size.acknowledged)
            outcome.faults.append(fault.__name__)
            await fault(server, chance)
        await crowd.has_saved(size.acknowledged, until)
        tell(f"{crowd.saved} acknowledged, left in peace", 1)
        in_peace = monotonic()
        outcome.differences = await crowd.differences()
        outcome.settling = monotonic() - in_peace
    outcome.acknowledged, outcome.composed = crowd.saved, crowd.composed
    outcome.again = sum(phone.again for phone in crowd.phones)
    outcome.screens = len(crowd.screens)
    outcome.reconnected, outcome.frames = crowd.tally.reconnected, crowd.tally.frames
    outcome.seconds = monotonic() - begun
    return outcome


async def kill(server: Server, chance: Random) -> None:
    await asyncio.to_thread(server.kill)
    await asyncio.sleep(chance.uniform(0, 0.5))
    await asyncio.to_thread(server.start)


async def pause(server: Server, chance: Random) -> None:
    server.pause()
    await asyncio.sleep(chance.uniform(0.5, 2.5))
    server.go_on()


async def restart(server: Server, chance: Random) -> None:
    await asyncio.to_thread(server.stop)
    await asyncio.to_thread(server.start)


def postgres_crash(cluster: Cluster) -> Fault:
    """The database is cut off at once and recovers; our server stays."""

    async def postgres_crash(_server: Server, _chance: Random) -> None:
        await asyncio.to_thread(cluster.restart)

    return postgres_crash


def power_cut(disk: Disk) -> Fault:
    """Killed, and what was not flushed is gone; every other time some of it is left."""

    async def power_cut(server: Server, chance: Random) -> None:
        await asyncio.to_thread(server.kill)
        disk.cut_power(chance if chance.random() < 0.5 else None)
        await asyncio.to_thread(server.start)

    return power_cut


def death_in_a_flush(disk: Disk) -> Fault:
    """The power fails while the disk is at it, a moment after the server gave out what it gives out too early."""

    async def death_in_a_flush(server: Server, chance: Random) -> None:
        disk.order(delay_ms=DELAY_MS, die_in=chance.randint(1, 12))
        await until(lambda: not server.is_there, LONGEST_LIFE)
        await asyncio.to_thread(server.kill)
        disk.cut_power(chance if chance.random() < 0.5 else None)
        await asyncio.to_thread(server.start)

    return death_in_a_flush
