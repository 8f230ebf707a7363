"""People of one trade or organisation are spread over the tables, as far as that costs nothing else. Pure."""

from app.seating.draft import Draft
from app.seating.search import Chance

PASSES = 24
LOOKS = 160
"""People looked at for somebody who sits with their like."""
TIES = 0.03
"""How often an exchange is taken that separates nobody, so that the search goes on elsewhere."""


def spread_traits(draft: Draft, random: Chance, *, strict: bool = False) -> None:
    """Two people change places in one round if that separates people with the same trait and costs nothing."""
    if not any(draft.task.alike):
        return
    for _ in range(PASSES):
        found = [
            _separate(draft, random, r, p, strict=strict)
            for r, free in enumerate(draft.free)
            for p in free
            if draft.task.alike[p] & draft.at[r][draft.where[r][p]]
        ]
        if not any(found):
            break


def _separate(draft: Draft, random: Chance, r: int, p: int, *, strict: bool) -> bool:
    """Whether somebody was found to change places with."""
    row, at, alike, bits = draft.where[r], draft.at[r], draft.task.alike, draft.bits
    here, free = row[p], draft.free[r]
    left = at[here] & ~bits[p]
    mine, first = (alike[p] & left).bit_count(), int(random() * len(free))
    for q in (free[first:] + free[:first])[:LOOKS]:
        there = row[q]
        joined = at[there] & ~bits[q]
        gain = mine + (alike[q] & joined).bit_count() - (alike[p] & joined).bit_count() - (alike[q] & left).bit_count()
        if here == there or gain < 0 or (gain == 0 and (strict or random() > TIES)):
            continue
        cost = draft.change(r, [(p, q)])
        if cost <= 0:
            draft.exchange(r, p, q)
            draft.cost += cost
            return True
    return False
