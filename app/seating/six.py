"""Plans for six tables, where rows end early: there are no two orthogonal Latin squares of order six. Pure.

Found by long searches of our own. A plan is told by its first rounds; the others follow when everybody takes the seat
of the one before them in their ring of people.
"""

from collections.abc import Sequence
from itertools import combinations

from app.seating.task import Row, Task

TABLES = 6
FOUND = {
    24: (3, ("214123415355013243025400", "554033131250410221344520")),
    30: (6, ("020144421332122505531003415543",)),
    32: (
        1,
        (
            "20232135524140513300142354154010",
            "24341001055415332132500524243011",
            "00112140334411403535505015222234",
            "03153304123404523205054121104251",
        ),
    ),
}  # fmt: skip
"""People -> size of a ring, and the table of each person in the first rounds; nobody meets twice."""


def of_six_tables(task: Task, base: Row, behind: int, rounds: int) -> list[Row] | None:
    """`rounds` rounds after `behind` ones, of which `base` was the first; None if no plan is known."""
    if len(task.tables) != TABLES or task.hosts or task.no_table_twice or None in base:
        return None
    for people, (ring, first) in FOUND.items():
        plan = _rounds(ring, first)
        if len(base) <= people and behind + rounds <= len(plan):
            plan = _without(plan, people - len(base))
            seats = _matched(base, plan[0])
            if seats:
                tables = {plan[0][seat]: table for seat, table in zip(seats, base, strict=True)}
                return [[tables[row[seat]] for seat in seats] for row in plan[behind : behind + rounds]]
    return None


def _rounds(ring: int, first: Sequence[str]) -> list[list[int]]:
    """Each round and its turns."""
    return [
        [int(row[p - p % ring + (p - turn) % ring]) for p in range(len(row))] for row in first for turn in range(ring)
    ]


def _without(plan: list[list[int]], few: int) -> list[list[int]]:
    """The plan for one or two people less, if tables stay even; else it has no seats at all."""
    for out in combinations(range(len(plan[0])), few) if few < 3 else []:
        rest = [[table for p, table in enumerate(row) if p not in out] for row in plan]
        sizes = [[row.count(table) for table in range(TABLES)] for row in rest]
        if all(max(each) - min(each) <= 1 for each in sizes):
            return rest
    return [[] for _ in plan]


def _matched(base: Row, first: list[int]) -> list[int]:
    """For each person a seat of the first round, so that who sits together in the one does in the other; or nothing."""
    ours, theirs = ([[p for p, t in enumerate(row) if t == table] for table in range(TABLES)] for row in (base, first))
    pairs = list(zip(sorted(ours, key=len), sorted(theirs, key=len), strict=True))
    if any(len(mine) != len(seats) for mine, seats in pairs):
        return []
    seat_of = {p: seat for mine, seats in pairs for p, seat in zip(mine, seats, strict=True)}
    return [seat_of[p] for p in range(len(base))]
