"""The plan of moves between rounds: table hosts stay, travellers see a new table and new faces each round. Pure.

Three steps: difference rows where they apply (`rows`, `streams`), else or afterwards exchanges (`search`), and for
rounds in which nobody chooses, where everybody sat before. Told seats are kept as if they were fixed.
"""

from collections.abc import Sequence

from app.rounds.kinds import RoundKind
from app.seating.breaches import MOVING, breaches
from app.seating.contradictions import contradictions
from app.seating.room import Impossible, Plan, Room, Seating
from app.seating.sizes import height, smallest
from app.seating.starts import handed_on
from app.seating.strategy import best_rows
from app.seating.task import Row, Task


def plan(room: Room, *, drafted: Sequence[Seating] = (), told: int = 0, seed: int = 0) -> Plan:
    """Who sits where in each of the room's rounds, and which rules that breaks.

    `drafted` is the plan so far for the same rounds; it is kept as far as it is as good as a new one. People have been
    told the first `told` rounds of it, and keep these seats unless a hard rule, sizes or chairs forbid it.
    Raises Impossible with everything that contradicts itself.
    """
    if found := contradictions(room):
        raise Impossible(found)
    task = Task(room)
    if not task.people:
        return Plan([{} for _ in room.rounds])
    seatings = [task.named(row) for row in _rounds(task, drafted, told, seed)]
    return Plan(seatings, breaches(room, seatings))


def seat_for_latecomer(person: int, tables: Sequence[int], seated: Seating, past: Sequence[Seating] = ()) -> int:
    """The table for somebody who comes late, or comes back: the smallest one.

    Among equals one that `person` has not seen in `past`, then the one with the fewest people met before, then the
    first in `tables`. `seated` is the round to sit down in. Raises ValueError when no table is laid.
    """
    if not tables:
        raise ValueError("no table")
    sizes, met = dict.fromkeys(tables, 0), dict.fromkeys(tables, 0)
    shared = [row for row in past if person in row]
    seen = {row[person] for row in shared}
    known = {mate for row in shared for mate, table in row.items() if table == row[person]}
    for mate, table in seated.items():
        if table in sizes and mate != person:
            sizes[table] += 1
            met[table] += mate in known
    return min(tables, key=lambda table: (sizes[table], table in seen, met[table]))


def _rounds(task: Task, drafted: Sequence[Seating], told: int, seed: int) -> list[Row]:
    """Rounds in which people move are searched for; the others follow from those before them."""
    nobody: Row = [None] * len(task.people)
    kept = (handed_on(task, drafted) + [nobody] * len(task.kinds))[: len(task.kinds)]
    done: dict[int, Row] = {}
    past = list(task.past)
    while past and len(done) < len(task.kinds) and task.kinds[len(done)] not in MOVING:
        done[len(done)] = _settled(task, len(done), past, kept, told)
        past.append(done[len(done) - 1])
    moving = [i for i, kind in enumerate(task.kinds) if i not in done and (kind in MOVING or i == 0)]
    done |= zip(moving, best_rows(task, moving, past, kept, told, seed), strict=True)
    for i in range(len(task.kinds)):
        if i not in done:
            done[i] = _settled(task, i, [*task.past, *(done[j] for j in range(i))], kept, told)
    return [done[i] for i in range(len(task.kinds))]


def _settled(task: Task, i: int, earlier: Sequence[Row], kept: Sequence[Row], told: int) -> Row:
    """Back to the first table, or where one sits; newcomers, and people without a chair, to the smallest table."""
    row: Row = list(earlier[-1])
    if task.kinds[i] == RoundKind.home:
        row = [next((r[p] for r in earlier if r[p] is not None), None) for p in range(len(task.people))]
    for p in range(len(row)):
        if i < told and kept[i][p] is not None:
            row[p] = kept[i][p]
        row[p] = task.fixed[i].get(p, row[p])
    sizes = [row.count(t) for t in range(len(task.tables))]
    for p in reversed(range(len(row))):
        table = row[p]
        if table is None or (p not in task.fixed[i] and sizes[table] > task.chairs[table]):
            lowest = smallest(task.chairs, sizes)[0]
            if table is not None:
                if height(task.chairs[lowest], sizes[lowest] + 1) >= height(task.chairs[table], sizes[table]):
                    continue
                sizes[table] -= 1
            row[p] = lowest
            sizes[lowest] += 1
    return row
