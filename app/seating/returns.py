"""The last returns to a table, where there are as many rounds as tables and so hardly any freedom: by chains. Pure."""

from collections import deque

from app.seating.draft import Draft, people_in

Step = tuple[int, int]
"""Somebody at the one table, in a round in which they are there."""


def end_returns(draft: Draft) -> None:
    """Whoever is at a table twice gives one of the two seats away, until it comes to somebody who is twice at the other
    table, or to a chair that is free.

    On the way everybody changes the table they have too often for the one they lack, so nobody else comes to one twice.
    The cost is for the caller to follow.
    """
    for p in [*range(draft.people)] * 2:
        for here in range(draft.tables):
            for there in range(draft.tables):
                if draft.visits[p][here] > 1 and not draft.visits[p][there]:
                    for r, one, two in _chain(draft, p, here, there):
                        draft.exchange(r, one, two)


def _chain(draft: Draft, p: int, here: int, there: int) -> list[tuple[int, int, int]]:
    """Exchanges (round, one who is here, one who is there) that take a visit here from `p`; or none."""
    queue = deque((r, p) for r in range(draft.rounds) if draft.where[r][p] == here and draft.is_free(r, p))
    came_from: dict[Step, tuple[Step, int] | None] = dict.fromkeys(queue)
    while queue:
        step = queue.popleft()
        r = step[0]
        gaps = [gap for gap in draft.movers[r] if gap >= draft.people and draft.where[r][gap] == there]
        if gaps and draft.keeps_level(r, here, there):
            return _steps(came_from, step, gaps[0])
        for two in people_in(draft.at[r][there] & ~draft.stuck[r]):
            if draft.visits[two][there] > 1:
                return _steps(came_from, step, two)
            for s in range(draft.rounds):
                if draft.where[s][two] == here and draft.is_free(s, two) and (s, two) not in came_from:
                    came_from[s, two] = step, two
                    queue.append((s, two))
    return []


def _steps(came_from: dict[Step, tuple[Step, int] | None], last: Step, two: int) -> list[tuple[int, int, int]]:
    steps = [(*last, two)]
    while before := came_from[last]:
        steps.append((*before[0], before[1]))
        last = before[0]
    return steps[::-1]
