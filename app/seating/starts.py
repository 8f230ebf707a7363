"""Whole drafts from seatings with gaps: everybody gets a chair, and the tables are evened out. Pure."""

from collections.abc import Sequence

from app.seating.draft import Draft
from app.seating.room import Seating
from app.seating.sizes import even, height, smallest
from app.seating.task import Row, Task

LOOKS = 16
"""Tables looked at for somebody without a seat."""


def handed_on(task: Task, drafted: Sequence[Seating]) -> list[Row]:
    """The plan so far, in which newcomers take over from people who are gone, so that nobody else has to move.

    Only if they come to no table and no face they know, and to nobody from whom they are to sit apart; a place where
    tables have become small goes first.
    """
    rows = [task.numbered(seating) for seating in drafted]
    present = {person for seating in drafted for person in seating if person in task.number}
    left = sorted({person for seating in drafted for person in seating if person not in task.number})
    ways = [[task.place.get(seating.get(person, -1)) for seating in drafted] for person in left]
    for p, person in enumerate(task.people):
        if person in present or p in task.hosts or not ways:
            continue
        known, been = task.known_to(p)
        known, been = known | task.apart[p], (been if task.no_table_twice else 0) | task.wrong[p]
        options = []
        for way in ways:
            crowd = again = 0
            for row, table in zip(rows, way, strict=True):
                mates = [q for q, other in enumerate(row) if other == table and table is not None]
                crowd += len(mates)
                again += sum(known >> q & 1 for q in mates) + (table is None or been >> table & 1)
            options.append((again, crowd, way))
        again, _, way = min(options, key=lambda each: each[:2])
        if not again:
            ways.remove(way)
            for row, table in zip(rows, way, strict=True):
                row[p] = table
    return rows


def complete(draft: Draft) -> None:
    """Who has no seat goes where tables then are even and faces new; then nobody has to move but for sizes."""
    for r in range(draft.rounds):
        waiting = [p for p, table in enumerate(draft.where[r]) if table < 0]
        sizes = draft.sizes(r)
        room = [most - size for most, size in zip(even(draft.task.chairs, draft.people, sizes), sizes, strict=True)]
        for turn, p in enumerate(sorted(waiting, key=lambda p: (-draft.task.wrong[p].bit_count(), p))):
            tables = [table for table, places in enumerate(room) if places]
            if not draft.task.wrong[p]:
                first = turn * LOOKS % len(tables)
                tables = (tables[first:] + tables[:first])[:LOOKS]
            table = min(tables, key=lambda t: (draft.joining(r, p, t), -room[t], t))
            draft.seat(r, p, table)
            room[table] -= 1
        _even_out(draft, r)
    draft.lay_gaps()


def _even_out(draft: Draft, r: int) -> None:
    """While somebody sits too high, the one who loses least goes to the lowest table."""
    chairs, row = draft.task.chairs, draft.where[r]
    while True:
        sizes = draft.sizes(r)
        may_move = [p for p in range(draft.people) if p not in draft.must[r]]
        if not may_move:
            return
        top = max(height(chairs[row[p]], sizes[row[p]]) for p in may_move)
        lowest = smallest(chairs, sizes)
        if top <= height(chairs[lowest[0]], sizes[lowest[0]] + 1):
            return
        highest = [p for p in may_move if height(chairs[row[p]], sizes[row[p]]) == top]
        options = [(_leaving(draft, r, p, t), p, t) for p in highest for t in lowest[:LOOKS]]
        _, p, table = min(options)
        draft.seat(r, p, table)


def _leaving(draft: Draft, r: int, p: int, table: int) -> int:
    """What it adds to the cost if somebody goes from their table to another one."""
    here = draft.where[r][p]
    left = draft.at[r][here] & ~draft.bits[p]
    saved = (draft.twice[p] & left).bit_count()
    return draft.joining(r, p, table) - saved
