"""How many people sit at which table: as even as chairs allow, and where chairs are too few, evenly too many. Pure.

Seating is water that finds its level. `height` says how high the water stands when so many people sit at a table;
nobody may be able to go from a table to one where the water then stands lower.
"""

from collections.abc import Sequence
from heapq import heapify, heapreplace

BRIM = 1_000_000
"""Above it stand people without a chair, so that no table overflows while another has a chair."""


def height(chairs: int, people: int) -> int:
    """How high the water stands at a table with so many chairs and people."""
    return people if people <= chairs else BRIM + people - chairs


def smallest(chairs: Sequence[int], sizes: Sequence[int]) -> list[int]:
    """The tables where one more person raises the water least."""
    after = [height(each, size + 1) for each, size in zip(chairs, sizes, strict=True)]
    lowest = min(after)
    return [table for table, level in enumerate(after) if level == lowest]


def even(chairs: Sequence[int], people: int, fixed: Sequence[int] = ()) -> list[int]:
    """The size of each table for that many people, of whom `fixed[table]` have to sit at the table; they count in."""
    sizes = list(fixed) or [0] * len(chairs)
    next_chairs = [(height(each, sizes[table] + 1), table) for table, each in enumerate(chairs)]
    heapify(next_chairs)
    for _ in range(people - sum(sizes)):
        table = next_chairs[0][1]
        sizes[table] += 1
        heapreplace(next_chairs, (height(chairs[table], sizes[table] + 1), table))
    return sizes


def level(chairs: Sequence[int], sizes: Sequence[int], may_leave: Sequence[bool]) -> int:
    """How high the water stands at the highest table that somebody may leave."""
    heights = [height(each, size) for each, size in zip(chairs, sizes, strict=True)]
    return max((each for each, may in zip(heights, may_leave, strict=True) if may), default=0)
