"""Where the themes of a matrix stand in its square: pure, so that no two points hide each other."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import cos, hypot, sin, sqrt

from app.deciding.tallies import SCALE, Standing

SIDE = 100.0
"""Of the square; feasibility runs to the right, urgency upwards."""
RADIUS = 5.0
APART = 2 * RADIUS + 0.4
STEP, GOLDEN = 1.5, 2.39996
"""A spiral of sunflower seeds: its spots lie everywhere equally dense."""
TRIES = 4000


@dataclass(frozen=True)
class Point:
    """A rated theme with its number in the legend and the middle of its point, counted from the upper left corner."""

    no: int
    standing: Standing
    x: float
    y: float


@lru_cache(maxsize=64)
def points(standings: tuple[Standing, ...]) -> tuple[Point, ...]:
    """One for each rated theme, numbered from 1; where a spot is taken, the later one moves to the nearest free one."""
    found: list[Point] = []
    for each in standings:
        if each.is_rated:
            x, y = _free_spot(_along(each.feasibility or 1), SIDE - _along(each.urgency or 1), found)
            found.append(Point(len(found) + 1, each, round(x, 1), round(y, 1)))
    return tuple(found)


def _along(step: float) -> float:
    """1 to 5 as a way along a side, clear of its ends."""
    return RADIUS + (SIDE - 2 * RADIUS) * (step - 1) / (SCALE - 1)


def _free_spot(x: float, y: float, taken: Sequence[Point]) -> tuple[float, float]:
    """On a spiral around the true spot; the true one itself where there is no room at all."""
    for turn in range(TRIES):
        way, angle = STEP * sqrt(turn), turn * GOLDEN
        here = x + way * cos(angle), y + way * sin(angle)
        is_inside = all(RADIUS - 0.01 <= side <= SIDE - RADIUS + 0.01 for side in here)
        if is_inside and all(hypot(here[0] - one.x, here[1] - one.y) >= APART for one in taken):
            return here
    return x, y
