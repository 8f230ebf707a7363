"""What the disk allows: SQLite by itself, with the durability that the product promises."""

import sqlite3
from dataclasses import dataclass
from pathlib import Path
from statistics import quantiles
from time import perf_counter


@dataclass(frozen=True)
class Commits:
    rows_per_second: float
    p99: float
    """Seconds of one commit."""


def commits(folder: Path, rows_each: int, seconds: float) -> Commits:
    """Commits with so many rows of 200 characters each, for about so many seconds; WAL, every commit flushed."""
    database = sqlite3.connect(folder / "floor.db", isolation_level=None)
    database.executescript("PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL")
    database.execute("CREATE TABLE IF NOT EXISTS lines (number INTEGER PRIMARY KEY, cafe INTEGER, text TEXT)")
    database.execute("CREATE INDEX IF NOT EXISTS lines_of_a_cafe ON lines (cafe)")
    rows = [(number % 7, "Gedanke " * 25) for number in range(rows_each)]
    waits: list[float] = []
    begun = perf_counter()
    while (at := perf_counter()) - begun < seconds or len(waits) < 2:
        database.execute("BEGIN IMMEDIATE")
        database.executemany("INSERT INTO lines (cafe, text) VALUES (?, ?)", rows)
        database.execute("COMMIT")
        waits.append(perf_counter() - at)
    took = perf_counter() - begun
    database.close()
    return Commits(len(waits) * rows_each / took, quantiles(waits, n=100)[98])
