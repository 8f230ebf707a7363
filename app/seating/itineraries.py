"""Two people change their whole itineraries: encounters stay as good as they were. Pure."""

from app.seating.draft import REPEAT, Draft
from app.seating.search import Chance

TRIES = 40
"""Exchanges in a row, for each person, that bring nothing before it is enough."""
MOST = 60_000
TIES = 0.05
"""How often an exchange is taken that changes nothing, so that the search goes on elsewhere."""


def exchange_itineraries(draft: Draft, random: Chance, *, strict: bool = False) -> None:
    """For wishes first, then for tables where few people have the same trait; `strict` takes no ties.

    Only people who are free in all rounds take part.
    """
    task, bound = draft.task, 0
    for stuck in draft.stuck:
        bound |= stuck
    if draft.people <= draft.tables**2:  # with so few at a table nobody has a companion all evening
        bound |= sum(1 << p for p, near in enumerate(task.near) if near)
    everywhere = [p for p in range(draft.people) if not bound >> p & 1]
    caring = [p for p in everywhere if task.alike[p] or task.apart[p] or task.near[p] or task.wrong[p]]
    idle = tries = 0
    while len(everywhere) > 1 and caring and idle < TRIES * len(everywhere) and tries < MOST:
        tries += 1
        idle += 1
        p, q = caring[int(random() * len(caring))], everywhere[int(random() * len(everywhere))]
        if p == q or not _in_want(draft, p):
            continue
        change = _change(draft, p, q)
        if change < (0, 0) or (change == (0, 0) and not strict and random() < TIES):
            _exchange(draft, p, q)
            draft.cost += change[0]
            idle = 0 if change < (0, 0) else idle


def _in_want(draft: Draft, p: int) -> bool:
    """Whether somebody sits with their like somewhere, or has a wish that is not kept."""
    task = draft.task
    return any(
        (task.alike[p] | task.apart[p]) & at[row[p]] or task.near[p] & ~at[row[p]] or task.wrong[p] >> row[p] & 1
        for row, at in zip(draft.where, draft.at, strict=True)
    )


def _exchange(draft: Draft, p: int, q: int) -> int:
    """What it adds to the cost, summed up while it is done."""
    delta = 0
    for r, row in enumerate(draft.where):
        if row[p] != row[q]:
            delta += draft.change(r, [(p, q)])
            draft.exchange(r, p, q)
    return delta


def _change(draft: Draft, p: int, q: int) -> tuple[int, int]:
    """What an exchange adds to the cost, and to the pairs with the same trait at one table."""
    task, both = draft.task, ~(draft.bits[p] | draft.bits[q])
    alike_p, alike_q = task.alike[p], task.alike[q]
    wished = alike = met_p = met_q = seen_p = seen_q = 0
    for row, at in zip(draft.where, draft.at, strict=True):
        here, there = row[p], row[q]
        left, joined = at[here] & both, at[there] & both
        met_p, met_q = met_p | left, met_q | joined
        seen_p, seen_q = seen_p | 1 << here, seen_q | 1 << there
        alike += (alike_p & joined).bit_count() - (alike_p & left).bit_count()
        alike += (alike_q & left).bit_count() - (alike_q & joined).bit_count()
        if draft.wishes and here != there:
            wished += draft.wished(p, there, joined) - draft.wished(p, here, left)
            wished += draft.wished(q, here, left) - draft.wished(q, there, joined)
    if task.near[p] or task.near[q]:  # their own meetings are no repeats, so these are not just handed on
        return _tried(draft, p, q), alike
    been_p, been_q, known_p, known_q = draft.been[p], draft.been[q], draft.known[p], draft.known[q]
    back = (been_p & seen_q).bit_count() - (been_p & seen_p).bit_count()
    back += (been_q & seen_p).bit_count() - (been_q & seen_q).bit_count()
    again = (known_p & met_q).bit_count() - (known_p & met_p).bit_count()
    again += (known_q & met_p).bit_count() - (known_q & met_q).bit_count()
    return wished + draft.revisit * back + REPEAT * again, alike


def _tried(draft: Draft, p: int, q: int) -> int:
    delta = _exchange(draft, p, q)
    _exchange(draft, q, p)
    return delta
