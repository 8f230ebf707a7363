"""A whole plan from difference rows: people who began at the same table follow different rows. Pure."""

from app.seating.rows import Rows, difference_rows, linear_rows
from app.seating.sizes import even
from app.seating.task import Row, Task

COMMON = 6
"""Rounds that are looked ahead to where possible, so that one more round is as good as those before it."""


def first_round(task: Task, fixed: dict[int, int]) -> Row:
    """One by one to the smallest table."""
    row: Row = [fixed.get(p) for p in range(len(task.people))]
    already = [list(fixed.values()).count(t) for t in range(len(task.tables))]
    sizes = even(task.chairs, len(row), already)
    places: list[int] = []
    while any(size > have for size, have in zip(sizes, already, strict=True)):
        turn = [t for t, size in enumerate(sizes) if size > already[t]]
        places += turn
        for t in turn:
            already[t] += 1
    for p in range(len(row)):
        if row[p] is None:
            row[p] = places.pop(0)
    return row


def streams(task: Task, base: Row) -> list[int | None]:
    """For each traveller who sits in `base`, how many travellers came to the table before them; None for others."""
    counts = [0] * len(task.tables)
    found: list[int | None] = [None] * len(base)
    for p in sorted(range(len(base)), key=lambda p: task.people[p]):
        table = base[p]
        if table is not None and p not in task.hosts:
            found[p] = counts[table]
            counts[table] += 1
    return found


def by_rows(task: Task, base: Row, behind: int, rounds: int) -> list[Row]:
    """`rounds` rounds after `behind` ones, of which `base` was the first; with gaps where no row is left."""
    g, in_stream = len(task.tables), streams(task, base)
    if g == 1:
        return [[0] * len(base) for _ in range(rounds)]
    count = max((each for each in in_stream if each is not None), default=-1) + 1
    stay = bool(task.hosts) or task.no_table_twice
    rows = _rows(g, behind + rounds, count + stay)
    moving = list(range(1, len(rows.steps)))
    if not moving or (not task.no_table_twice and len(moving) < count):
        moving.append(0)
    plan: list[Row] = [[None] * len(base) for _ in range(rounds)]
    for p, (start, stream) in enumerate(zip(base, in_stream, strict=True)):
        if start is None:
            continue
        row = 0 if stream is None else moving[stream % len(moving)]
        for r in range(min(rounds, g - behind)):
            plan[r][p] = rows.table(start, row, behind + r)
        if stream is not None and stream < g and behind <= g < behind + rounds and not stay:
            plan[g - behind][p] = stream  # who followed the same row from another table was never met
    return plan


def _rows(g: int, rounds: int, wanted: int) -> Rows:
    """Linear rows if there are enough of them, and if possible for more rounds than are asked for."""
    wanted, rounds = min(wanted, g), min(rounds, g)
    ahead = [more for more in (min(g, COMMON), min(g, rounds + 1), rounds) if more >= rounds]
    for find in (linear_rows, difference_rows):
        for more in ahead:
            rows = find(g, more, wanted)
            if len(rows.steps) >= wanted:
                return rows
    return difference_rows(g, rounds, wanted)
