"""Benchmarks. Each is a module bench/<name>.py with one function:

    def run(full: bool, progress: Progress) -> list[Figure | Sheet]

full      False: all short runs together end within two minutes. True: take the time a trustworthy figure needs.
progress  progress("200 guests joined") tells a person how far it is; progress(text, part) with part from 0 to 1
          moves the bar too. It never writes to stdout, so a benchmark needs no print at all.
"""

from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True)
class Figure:
    """One measured number; goal says in words what it should be ("≤ 200"), ok whether it is (None: no goal)."""

    name: str
    value: float
    unit: str
    goal: str = ""
    ok: bool | None = None


@dataclass(frozen=True)
class Sheet:
    """What was measured of many things alike, one row each, as it is to be read; verdicts stand in figures."""

    name: str
    columns: tuple[str, ...]
    rows: list[tuple[str, ...]]


class Progress(Protocol):
    def __call__(self, text: str, part: float | None = None) -> None: ...
