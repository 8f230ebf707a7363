"""Better drafts by changing places: annealing where few plans are good, repair where nearly all are. Pure.

Sources: exchanges with a short memory as in Dotú and Van Hentenryck, "Scheduling social golfers locally" (CPAIOR 2005);
simulated annealing as in Kirkpatrick, Gelatt and Vecchi (Science 220, 1983). Every budget is a count and no clock, and
chance comes from `random()` alone, so that the same room gives the same plan on every machine.
"""

from collections.abc import Callable
from math import exp

from app.seating.draft import REPEAT, Draft, people_in

Chance = Callable[[], float]
Couples = list[tuple[int, int]]
"""Who changes places with whom in a round; the first are all at one table, the second at another."""
IDLE = 400
"""Steps of a repair in a row that bring nothing new before it gives up."""
GLANCES = 300
"""People can be asked whether they are in trouble while one step is done."""
LOOKS = 96
"""Exchanges looked at for one person in trouble."""
BLOCK = 50
"""Proposals in one round before the next round's turn."""
CALM = 0.7
"""How often a proposal is skipped for somebody who meets no known face."""
HOPELESS = 12
"""What is dearer than so many times the temperature is never taken."""


def repair(draft: Draft, random: Chance, steps: int, goal: int = 0) -> None:
    """Somebody in trouble takes the best place there is for them; ends at `goal` and leaves the best draft found."""
    best, kept, idle = draft.cost, draft.keep(), 0
    barred: dict[tuple[int, int, int], int] = {}
    found: list[tuple[int, int]] = []
    for step in range(steps):
        while found and not draft.troubled(*found[-1]):
            found.pop()
        if not found:
            found = _troubled(draft, random)
            idle += draft.people * draft.rounds // GLANCES
        if draft.cost <= goal or idle >= IDLE or not found:
            break
        r, p = found.pop()
        idle += 1
        row = draft.where[r]
        ways = [way for way in _ways(draft, random, r, p) if barred.get((r, p, row[way[0][1]]), 0) <= step]
        if not ways:
            continue
        delta, way = min((draft.change(r, way), way) for way in ways)
        for who in way[0]:
            barred[r, who, row[who]] = step + 2 + int(random() * 8)
        for p, q in way:
            draft.exchange(r, p, q)
            found += [(r, q)] if q < draft.people else []
        draft.cost += delta
        if draft.cost < best:
            best, kept, idle = draft.cost, draft.keep(), 0
    draft.restore(kept, best)


def _troubled(draft: Draft, random: Chance) -> list[tuple[int, int]]:
    found = [(r, p) for r, free in enumerate(draft.free) for p in free if draft.troubled(r, p)]
    return [each for _, each in sorted((random(), each) for each in found)]


def _ways(draft: Draft, random: Chance, r: int, p: int) -> list[Couples]:
    """How somebody could go to another table; not all ways in a large room."""
    movers, row = draft.movers[r], draft.where[r]
    if len(movers) > LOOKS:
        first = int(random() * len(movers))
        movers = (movers[first:] + movers[:first])[:LOOKS]
    here = row[p]
    others = [q for q in movers if row[q] != here and (q < draft.people or draft.keeps_level(r, here, row[q]))]
    return [way for q in others if (way := _couples(draft, r, p, q))]


def _couples(draft: Draft, r: int, p: int, q: int) -> Couples:
    """Who changes with whom: those glued to `p` who sit there come along, for others at the table of `q`.

    Empty if that cannot be. If somebody glued to `p` sits at the table of `q`, `p` goes there alone.
    """
    glued = draft.task.glued[p]
    if not glued:
        return [(p, q)]
    there = draft.at[r][draft.where[r][q]]
    here = draft.at[r][draft.where[r][p]] & glued & ~draft.bits[p]
    if not here or glued & there:
        return [(p, q)]
    alone = [x for x in people_in(there & ~draft.stuck[r] & ~draft.bits[q]) if not draft.task.glued[x]]
    if here & draft.stuck[r] or q >= draft.people or draft.task.glued[q] or len(alone) < here.bit_count():
        return []
    return [(p, q), *zip(people_in(here), alone, strict=False)]


def shuffle(draft: Draft, random: Chance) -> None:
    """Everybody who may goes somewhere at random, but for the language; sizes stay level."""
    for r, free in enumerate(draft.free):
        for i in range(len(free) - 1, 0, -1):
            p, q = free[i], free[int(random() * (i + 1))]
            if draft.where[r][p] != draft.where[r][q] and draft.task.wrong[p] == draft.task.wrong[q]:
                draft.exchange(r, p, q)
    draft.cost = draft.count()


def anneal(draft: Draft, random: Chance, proposals: int, hot: float, cold: float, goal: int = 0) -> None:
    """Exchanges at random, worse ones more and more rarely; ends at `goal` and leaves the best draft found.

    `hot` and `cold` are the first and the last temperature, where one repeated encounter costs `REPEAT`.
    """
    best, kept = draft.cost, draft.keep()
    rounds = [r for r, movers in enumerate(draft.movers) if len(movers) > 1 and draft.free[r]]
    blocks = proposals // (BLOCK * max(len(rounds), 1))
    for block in range(blocks if rounds else 0):
        if best <= goal:
            break
        temperature = hot * (cold / hot) ** (block / blocks)
        chances = [exp(-delta / temperature) for delta in range(int(HOPELESS * temperature))]
        for r in rounds:
            _anneal_round(draft, random, r, chances, goal)
            if draft.cost < best:
                best, kept = draft.cost, draft.keep()
    draft.restore(kept, best)


def _anneal_round(draft: Draft, random: Chance, r: int, chances: list[float], goal: int) -> None:
    """A block of proposals in one round: the innermost loop, so what `Draft.change` says stands here once more."""
    people, free, movers, bits = draft.people, draft.free[r], draft.movers[r], draft.bits
    once, twice, visits, revisit, wishes = draft.once, draft.twice, draft.visits, draft.revisit, draft.wishes
    row, at, hopeless, some, all_ = draft.where[r], draft.at[r], len(chances), len(free), len(movers)
    for _ in range(BLOCK):
        p = free[int(random() * some)]
        here = row[p]
        left = at[here]
        if not twice[p] & left and random() < CALM:
            continue
        q = movers[int(random() * all_)]
        there = row[q]
        if here == there or (q >= people and not draft.keeps_level(r, here, there)):
            continue
        if wishes:
            couples = _couples(draft, r, p, q)
            delta = draft.change(r, couples) if couples else hopeless
        else:
            couples = [(p, q)]
            left ^= bits[p]
            joined = at[there] ^ bits[q]
            delta = REPEAT * (
                (once[p] & joined).bit_count()
                - (twice[p] & left).bit_count()
                + (once[q] & left).bit_count()
                - (twice[q] & joined).bit_count()
            )
            if revisit:
                mine, theirs = visits[p], visits[q]
                delta += revisit * ((mine[there] > 0) - (mine[here] > 1) + (theirs[here] > 0) - (theirs[there] > 1))
        if delta <= 0 or (delta < hopeless and random() < chances[delta]):
            for one, other in couples:
                draft.exchange(r, one, other)
            draft.cost += delta
            if draft.cost <= goal:
                return
