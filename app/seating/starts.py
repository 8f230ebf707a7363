"""Whole drafts from seatings with gaps: everybody gets a chair, and the tables are evened out. Pure."""

from app.seating.draft import Draft
from app.seating.sizes import height, smallest

LOOKS = 16
"""Tables looked at for somebody without a seat."""


def complete(draft: Draft) -> None:
    """Newcomers to the smallest tables, those with the fewest known faces; then nobody has to move but for sizes."""
    for r in range(draft.rounds):
        waiting = [p for p, table in enumerate(draft.where[r]) if table < 0]
        sizes = draft.sizes(r)
        for turn, p in enumerate(sorted(waiting, key=lambda p: (-draft.task.wrong[p].bit_count(), p))):
            tables = smallest(draft.task.chairs, sizes)
            first = turn * LOOKS % len(tables)
            tables = (tables[first:] + tables[:first])[:LOOKS]
            table = min(tables, key=lambda t: (draft.joining(r, p, t), t))
            draft.seat(r, p, table)
            sizes[table] += 1
        _even_out(draft, r)
    draft.lay_gaps()


def _even_out(draft: Draft, r: int) -> None:
    """While somebody sits too high, the one who loses least goes to the lowest table; who was told goes last."""
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
        untold = [p for p in highest if p not in draft.told[r]]
        options = [(_leaving(draft, r, p, t), p, t) for p in untold or highest for t in lowest[:LOOKS]]
        _, p, table = min(options)
        draft.told[r].discard(p)
        draft.seat(r, p, table)


def _leaving(draft: Draft, r: int, p: int, table: int) -> int:
    """What it adds to the cost if somebody goes from their table to another one."""
    here = draft.where[r][p]
    left = draft.at[r][here] & ~draft.bits[p]
    saved = (draft.twice[p] & left).bit_count()
    return draft.joining(r, p, table) - saved
