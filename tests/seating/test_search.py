"""The parts of the search, each on a draft of its own: what they say a plan costs is what it costs."""

from collections.abc import Callable
from dataclasses import replace
from random import Random

import pytest

from app.rounds.kinds import RoundKind
from app.seating.draft import Draft
from app.seating.itineraries import exchange_itineraries
from app.seating.returns import end_returns
from app.seating.room import Room
from app.seating.search import anneal, repair, shuffle
from app.seating.starts import complete, handed_on
from app.seating.task import Task
from app.seating.traits import spread_traits
from tests.seating.judge import cafe


def draft_of(room: Room) -> Draft:
    """Nobody was told anything, and everybody sits by chance."""
    task = Task(room)
    rounds = range(len(room.rounds))
    rows = [[task.fixed[r].get(p) for p in range(len(task.people))] for r in rounds]
    draft = Draft(task, rounds, task.past, rows, [set() for _ in rounds])
    complete(draft)
    shuffle(draft, Random(1).random)
    return draft


def demanding() -> Room:
    """Wishes of every kind, a past, and tables that cannot all be equal."""
    room = cafe(25, 6, 4, "ho")
    return replace(
        room,
        past=[{p: p % 6 + 1 for p in room.people}, {p: (p * 5 // 3) % 6 + 1 for p in room.people}],
        traits={p: "abcd"[p % 4] for p in room.people},
        apart=[(7, 8), (9, 10)],
        together=[(11, 12), (12, 13)],
        spoken={14: "fr", 15: "de", 16: "fr"},
        tongues={2: "fr", 3: "de"},
        pins={(20, 1): 4},
    )


PARTS: dict[str, Callable[[Draft, Callable[[], float]], None]] = {
    "repair": lambda draft, random: repair(draft, random, 300),
    "anneal": lambda draft, random: anneal(draft, random, 20_000, 4.0, 1.0),
    "itineraries": exchange_itineraries,
    "traits": spread_traits,
}


@pytest.mark.parametrize("part", PARTS)
@pytest.mark.parametrize("wishes", [True, False])
def test_the_cost_that_is_followed_is_the_cost_that_is_counted(part: str, wishes: bool) -> None:
    room = demanding()
    if not wishes:
        room = replace(room, apart=(), together=(), spoken={}, tongues={})
    draft = draft_of(room)
    before, even = draft.cost, [sorted(draft.sizes(r)) for r in range(draft.rounds)]
    PARTS[part](draft, Random(2).random)
    assert draft.cost == draft.count() <= before
    assert [sorted(draft.sizes(r)) for r in range(draft.rounds)] == even
    assert draft.where[1][draft.task.number[20]] == draft.task.place[4] or not wishes


@pytest.mark.parametrize("part", ["repair", "anneal"])
def test_a_search_ends_with_fewer_repeats_than_it_began_with(part: str) -> None:
    draft = draft_of(cafe(32, 6, 4))
    before = draft.repeats()
    PARTS[part](draft, Random(2).random)
    assert draft.repeats() < before / 2


def test_traits_are_spread_in_a_draft_as_far_as_it_costs_nothing() -> None:
    draft = draft_of(demanding())

    def alike() -> int:
        return sum(
            (draft.task.alike[p] & at[row[p]]).bit_count()
            for row, at in zip(draft.where, draft.at, strict=True)
            for p in range(draft.people)
        )

    before = alike()
    spread_traits(draft, Random(2).random)
    assert alike() < before


def test_chains_end_returns_without_making_others() -> None:
    room = cafe(48, 6, 6, "ho")
    draft = draft_of(room)
    before = draft.returns()
    end_returns(draft)
    assert draft.returns() < before / 10
    assert all(size == 8 for r in range(6) for size in draft.sizes(r))


def test_a_newcomer_who_knows_people_does_not_take_over_a_place_among_them() -> None:
    first = {1: 1, 2: 1, 3: 1, 4: 2, 5: 2, 6: 2}
    drafted = [{1: 1, 2: 2, 4: 1, 5: 2}]
    room = Room({1: 4, 2: 4}, [2, 6, 3, 4, 5], [RoundKind.travel], no_table_twice=False, past=[first])
    task = Task(room)
    taken = handed_on(task, drafted)[0]  # 1 is gone from table 1, where 4 is: known to 6 and not to 3
    assert taken[task.number[3]] == 0
    assert taken[task.number[6]] is None
