"""Who has met whom, as a picture of squares: runs of equal ones per row keep a hundred people small. Pure."""

from collections.abc import Mapping, Sequence
from enum import StrEnum
from itertools import groupby

from app.seating.room import Pair

MOST = 120
"""People in a picture; with more, a square is too small to be seen."""


class Shade(StrEnum):
    """What a square says of two people."""

    never = "never"
    planned = "planned"
    """They have not met yet and are to, once."""
    once = "once"
    twice = "twice"
    more = "more"


def shade(rounds: Sequence[int], known: int) -> Shade:
    """The square of two who share a table in these rounds, of which the first `known` of the evening are certain."""
    if not rounds:
        return Shade.never
    if len(rounds) == 1:
        return Shade.once if rounds[0] < known else Shade.planned
    return Shade.twice if len(rounds) == 2 else Shade.more


def paths(people: Sequence[int], meetings: Mapping[Pair, Sequence[int]], known: int) -> dict[Shade, str]:
    """For each shade the path to stroke: a staircase, one row per person with a square for each one before them.

    A square is one unit; a stroke of width 1 fills it, dashes part the squares.
    """
    drawn: dict[Shade, list[str]] = {each: [] for each in Shade}
    for row, one in enumerate(people):
        shades = [shade(meetings.get((min(one, other), max(one, other)), ()), known) for other in people[:row]]
        column = 0
        for each, run in groupby(shades):
            length = len(list(run))
            drawn[each].append(f"M{column} {row + 0.5:g}h{length}")
            column += length
    return {each: "".join(parts) for each, parts in drawn.items()}
