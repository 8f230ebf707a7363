"""What is lost, doubled or missed while servers and databases are killed, paused, restarted and cut off from power.

Everything that breaks here lies in tests/load, where a short run belongs to the tests.
"""

import asyncio
import tempfile
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from random import Random

from bench import Figure, Progress
from tests.load import nemesis
from tests.load.disk import Disk
from tests.load.nemesis import Fault, Outcome, Size
from tests.load.server import Server, nursery
from tests.postgres import private_cluster

SEED = 20


@dataclass(frozen=True)
class Stage:
    """A server to be broken, and how often, in which room."""

    name: str
    server: Server
    faults: tuple[Fault, ...]
    size: Size
    storms: int


def run(full: bool, progress: Progress) -> list[Figure]:
    """The long run has 10,000 acknowledgements, 50 kills and 50 power cuts at least; the short one ends within 20 s."""
    figures: list[Figure] = []
    everything: list[Outcome] = []
    with tempfile.TemporaryDirectory(prefix="nemesis-") as folder:
        for stage in _stages(Path(folder), full):
            outcomes = _storms(stage, progress)
            figures += _told(stage.name, outcomes)
            everything += outcomes
    return figures + (_in_all(everything) if full else [])


def _stages(folder: Path, full: bool) -> Iterator[Stage]:
    """One at a time, each with its processes."""
    room = Size(tables=12 if full else 4, writers=5, seconds=240 if full else 10)
    with _sound(folder / "sound") as server:
        often = Size(room.tables, room.writers, 2000 if full else 300, 20 if full else 2, room.seconds)
        faults = (nemesis.kill, nemesis.pause, nemesis.kill, nemesis.restart)
        yield Stage("SQLite", server, faults, often, 5 if full else 1)
    if not full:
        return
    with _shaky(folder / "shaky") as (server, disk):
        cuts = (nemesis.power_cut(disk), nemesis.death_in_a_flush(disk))
        yield Stage("SQLite, power cuts", server, cuts, Size(room.tables, room.writers, 1000, 20, room.seconds), 3)
    with private_cluster() as cluster, _sound(folder / "postgres", cluster.url) as server:
        crashes = (nemesis.postgres_crash(cluster), nemesis.kill)
        yield Stage("PostgreSQL", server, crashes, Size(room.tables, room.writers, 1000, 10, room.seconds), 2)


@contextmanager
def _sound(folder: Path, database: str = "") -> Iterator[Server]:
    with nursery() as where:
        server = Server(where, folder / "data", database=database)
        try:
            yield server
        finally:
            server.close()


@contextmanager
def _shaky(folder: Path) -> Iterator[tuple[Server, Disk]]:
    (folder / "data").mkdir(parents=True)
    disk = Disk(folder / "data", folder / "notes")
    with nursery(disk.environment) as where:
        server = Server(where, folder / "data")
        try:
            yield server, disk
        finally:
            server.close()


def _storms(stage: Stage, progress: Progress) -> list[Outcome]:
    """One evening after the other on the same database."""
    outcomes = []
    for number in range(stage.storms):

        def tell(text: str, part: float, number: int = number) -> None:
            progress(f"{stage.name}, evening {number + 1}: {text}", (number + min(part, 1)) / stage.storms)

        stage.server.start()
        storm = nemesis.storm(stage.server, stage.faults, stage.size, Random(SEED + number), tell)
        outcomes.append(asyncio.run(storm))
    return outcomes


def _in_all(outcomes: list[Outcome]) -> list[Figure]:
    acknowledged = sum(outcome.acknowledged for outcome in outcomes)
    faults = Counter(fault for outcome in outcomes for fault in outcome.faults)
    cuts = faults["power_cut"] + faults["death_in_a_flush"]
    return [
        Figure("acknowledged in all", acknowledged, "posts", "≥ 10,000", acknowledged >= 10_000),
        Figure("killed in all", faults["kill"], "times", "≥ 50", faults["kill"] >= 50),
        Figure("power cut in all", cuts, "times", "≥ 50", cuts >= 50),
    ]


def _told(name: str, outcomes: list[Outcome]) -> list[Figure]:
    wrong = Counter(
        difference.partition(":")[0].split()[0] for outcome in outcomes for difference in outcome.differences
    )
    faults = Counter(fault for outcome in outcomes for fault in outcome.faults)
    lost, doubled = wrong.pop("lost", 0), wrong.pop("doubled", 0)
    settling = max(outcome.settling for outcome in outcomes)
    return [
        Figure(f"{name}: acknowledged", sum(outcome.acknowledged for outcome in outcomes), "posts"),
        *(Figure(f"{name}: {fault.replace('_', ' ')}", count, "times") for fault, count in faults.items()),
        Figure(f"{name}: lost", lost, "posts", "0", lost == 0),
        Figure(f"{name}: doubled", doubled, "posts", "0", doubled == 0),
        Figure(f"{name}: gaps, phantoms, screens with a hole", wrong.total(), "", "0", wrong.total() == 0),
        Figure(f"{name}: sent again", sum(outcome.again for outcome in outcomes), "times"),
        Figure(f"{name}: until all was whole after the last fault", settling, "s at most"),
    ]
