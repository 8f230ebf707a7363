"""Which draft becomes the plan: the one that stands, one built from rows, or one that was searched for. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from random import Random

from app.seating.bounds import least_repeats
from app.seating.draft import REPEAT, REVISIT, Draft
from app.seating.itineraries import exchange_itineraries
from app.seating.returns import end_returns
from app.seating.search import Chance, anneal, repair, shuffle
from app.seating.six import of_six_tables
from app.seating.starts import complete
from app.seating.streams import by_rows, first_round
from app.seating.task import Row, Task
from app.seating.traits import spread_traits

PROPOSALS = 600_000
"""Exchanges that are proposed at most, about a second; fewer where wishes make each of them dearer."""
WITH_WISHES = 100_000
QUICK = 50_000
"""As many are enough to see whether a plan that stands is still a good one."""
RUN = 2_500
"""Proposals for each person and round, after which it is better to begin anew."""
TOO_FEW = 20
"""With fewer proposals than that for each person and round one may as well not begin."""
SMALL = 150
"""Proposals for each pair and round, more than which bring nothing where repeats cannot be avoided."""
HOPEFUL = 600
"""The same where no more rounds than tables are planned: there may be a plan without any."""
ORDINARY, CROWDED = 6, 8
"""People at a table; where there are more of them, exchanges take longer, so that fewer are made."""
STEPS = 4_000
GOOD_ENOUGH = 0.01
"""A plan that stands is kept if a new one saves no more than that share of its encounters."""


@dataclass(frozen=True)
class Search:
    """The rounds to be searched for, and what is given: rounds behind us, and the plan so far."""

    task: Task
    indices: list[int]
    past: list[Row]
    kept: Sequence[Row]
    """For each round of the task, with gaps."""
    told: int
    goal: int
    """A cost below which there is none."""


def best_rows(task: Task, indices: list[int], past: list[Row], kept: Sequence[Row], told: int, seed: int) -> list[Row]:
    """The best plan found for these rounds, `told` and `kept` as in `rotation.plan`."""
    if not indices:
        return []
    # Only random(), whose numbers are the same on every Python; nothing here is secret.
    random = Random(seed).random  # noqa: S311
    search = Search(task, indices, past, kept, told, _goal(task, indices, past))
    standing = _standing(search, random)
    if standing and standing.cost <= search.goal:
        return _with_wishes(standing, random, search, strict=True).rows()
    fresh = _with_wishes(_draft(search, _built(search)), random, search)
    if fresh.cost > search.goal and standing:
        fresh = min([fresh, *_annealed(search, random, QUICK)], key=_cost)
    if standing and standing.cost <= fresh.cost + min(GOOD_ENOUGH * REPEAT * standing.meetings(), REVISIT - 1):
        return _with_wishes(standing, random, search, strict=True).rows()
    if fresh.cost > search.goal:
        fresh = min([fresh, *_annealed(search, random, WITH_WISHES if fresh.wishes else PROPOSALS)], key=_cost)
        fresh = _with_wishes(fresh, random, search)
    return fresh.rows()


def _fewer(task: Task, exchanges: int) -> int:
    size = max(ORDINARY, len(task.people) // len(task.tables))
    return min(exchanges * ORDINARY // size, exchanges * CROWDED**2 // size**2)


def _cost(draft: Draft) -> int:
    return draft.cost


def _goal(task: Task, indices: list[int], past: list[Row]) -> int:
    """What the rounds cost at least: returns and repeats that cannot be avoided; 0 for what is not known."""
    returns = 0
    if task.no_table_twice and len(past) + len(indices) > len(task.tables):
        for p in range(len(task.people)):
            been = {row[p] for row in past if row[p] is not None}
            rounds = sum(p not in task.fixed[i] for i in indices)
            returns += max(0, len(been) + rounds - len(task.tables))
    return REVISIT * returns + REPEAT * _least_repeats(task, indices, past)


def _least_repeats(task: Task, indices: list[int], past: list[Row]) -> int:
    people, tables, rounds = len(task.people), len(task.tables), len(past) + len(indices)
    hosts = sorted(task.hosts.values()) == list(range(tables))
    sizes = [[row.count(t) for t in range(tables)] for row in past]
    whole = all(None not in row for row in past) and all(max(each) - min(each) <= 1 for each in sizes)
    even = people <= tables * min(task.chairs) or len(set(task.chairs)) == 1
    if not (whole and even) or (task.hosts and not hosts):
        return 0
    least = least_repeats(people, tables, rounds, hosts=hosts, no_table_twice=task.no_table_twice)
    glued = sum(bits.bit_count() - 1 for bits in task.glued if bits) // 2  # their own repeats do not count
    behind = Draft(task, indices[:1] * len(past), [], past, [set() for _ in past]).repeats() if past else 0
    return max(0, least - glued * (rounds - 1) - behind)


def _standing(search: Search, random: Chance) -> Draft | None:
    """The plan so far, mended where people came or went."""
    if all(_empty(search.kept[i]) for i in search.indices):
        return None
    new = _built(search) if any(_empty(search.kept[i]) for i in search.indices) else []
    rows = [search.kept[i] for i in search.indices]
    draft = _draft(search, [new[r] if _empty(row) else row for r, row in enumerate(rows)])
    repair(draft, random, _fewer(search.task, STEPS), search.goal)
    return draft


def _empty(row: Row) -> bool:
    return all(table is None for table in row)


def _built(search: Search) -> list[Row]:
    """By a formula, from the first round that is given."""
    first = search.indices[0]
    base, behind = first_round(search.task, search.task.fixed[first]), 0
    if search.past:
        base, behind = search.past[0], _walked(search.past)
    elif search.told > first and any(table is not None for table in search.kept[first]):
        base = search.kept[first]
    rounds = len(search.indices)
    return of_six_tables(search.task, base, behind, rounds) or by_rows(search.task, base, behind, rounds)


def _walked(past: Sequence[Row]) -> int:
    """Rounds in which most people went to a new table, the first included; others do not count as steps of a rule."""
    count = 0
    for r, row in enumerate(past):
        came = sum(table is not None for table in row)
        stayed = max((sum(a == b is not None for a, b in zip(row, old, strict=True)) for old in past[:r]), default=0)
        count += 2 * stayed <= came
    return count


def _draft(search: Search, start: Sequence[Row]) -> Draft:
    """A whole draft; told seats are taken from the plan so far, whatever the start says."""
    rows, told = list[Row](), list[set[int]]()
    for i, row in zip(search.indices, start, strict=True):
        fixed, seats = search.task.fixed[i], search.kept[i] if i < search.told else []
        keeping = {p: table for p, table in enumerate(seats) if table is not None and p not in fixed}
        rows.append([fixed.get(p, keeping.get(p, table)) for p, table in enumerate(row)])
        told.append(set(keeping))
    draft = Draft(search.task, search.indices, search.past, rows, told)
    complete(draft)
    return draft


def _with_wishes(draft: Draft, random: Chance, search: Search, *, strict: bool = False) -> Draft:
    """Whole itineraries change hands for wishes and the mix of traits, single seats for what is left over."""
    exchange_itineraries(draft, random, strict=strict)
    repair(draft, random, _fewer(search.task, STEPS), search.goal)
    spread_traits(draft, random, strict=strict)
    return draft


def _annealed(search: Search, random: Chance, budget: int) -> list[Draft]:
    """The best of some drafts from nothing; none where the budget is too small to come to anything."""
    people, rounds, tables = len(search.task.people), len(search.indices), len(search.task.tables)
    enough = HOPEFUL if len(search.past) + rounds <= tables else SMALL
    budget = min(_fewer(search.task, budget), enough * people * people * rounds)
    run = min(budget, RUN * people * rounds)
    nobody: Row = [None] * people
    found: list[Draft] = []
    while budget >= run > TOO_FEW * people * rounds and all(draft.cost > search.goal for draft in found):
        draft = _draft(search, [nobody] * rounds)
        shuffle(draft, random)
        if draft.wishes:
            repair(draft, random, _fewer(search.task, STEPS), search.goal)
        if draft.revisit and len(search.past) + rounds <= tables:
            _anneal_without_returns(draft, random, run, search.goal)
        else:
            anneal(draft, random, run, 3.4, 2.1, search.goal)
        budget -= run
        found = [min([draft, *found], key=_cost)]
    return found


def _anneal_without_returns(draft: Draft, random: Chance, run: int, goal: int) -> None:
    """Returns to a table cost little at first, else the search is stuck among the few plans without any."""
    hosts = bool(draft.task.hosts)
    for revisit, share, hot, cold in (
        ((12, 0.65, 4.0, 2.0), (30, 0.35, 2.8, 1.3)) if hosts else ((20, 0.65, 3.8, 2.4), (40, 0.35, 2.4, 1.3))
    ):
        draft.revisit = revisit
        draft.cost = draft.count()
        anneal(draft, random, int(run * share), hot, cold, goal)
    draft.revisit = REVISIT
    draft.cost = draft.count()
    if draft.cost > goal and draft.returns():
        end_returns(draft)
        draft.cost = draft.count()
        anneal(draft, random, run // 5, 2.2, 1.2, goal)
