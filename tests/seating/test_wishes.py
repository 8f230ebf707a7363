"""What people wish for the plan comes true, costs nobody an encounter that need not be lost, or is refused by name."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import combinations

import pytest

from app.seating.room import Impossible, Obstacle
from app.seating.rotation import plan
from tests.seating.judge import cafe, repeats


def test_traits_are_spread_at_no_cost() -> None:
    room = cafe(100, 20, 5, "o")
    mixed = replace(room, traits={p: f"trade {(p - 1) // 10}" for p in room.travellers})

    def alike(seatings: Sequence[dict[int, int]]) -> int:
        return sum(
            row[a] == row[b]
            for row in seatings
            for a, b in combinations(room.travellers, 2)
            if mixed.traits[a] == mixed.traits[b]
        )

    made = plan(mixed)
    assert repeats(made.seatings) == 0
    assert made.breaches == []
    assert alike(made.seatings) <= 0.1 * alike(plan(room).seatings)


def test_companions_are_those_who_asked_for_it() -> None:
    """Thirty people at five tables have five pairs who always meet; two of them wanted to."""
    room = replace(cafe(30, 5, 5), together=[(1, 17), (4, 30)])
    made = plan(room)
    assert made.breaches == []
    assert repeats(made.seatings) == 20


def test_people_sit_together_apart_and_where_they_are_pinned() -> None:
    apart = [(p, p + 20) for p in range(1, 11)]
    room = replace(cafe(100, 20, 4, "o"), apart=apart, together=[(50, 60), (60, 70), (5, 95)], pins={(8, 2): 9})
    made = plan(room)
    assert made.breaches == []
    assert made.seatings[2][8] == 9
    assert repeats(made.seatings) == (4 - 1) * (3 + 1)  # a group of three and a pair meet again, all others meet once


def test_everybody_sits_where_their_language_is_spoken() -> None:
    spoken = {p: "fr" if p <= 15 else "de" for p in range(1, 41)}
    room = replace(cafe(40, 8, 3), spoken=spoken, tongues={1: "fr", 2: "fr", 3: "fr", 7: "de"})
    made = plan(room)
    assert made.breaches == []
    assert repeats(made.seatings) <= 30


def test_what_contradicts_itself_is_refused_by_name() -> None:
    room = replace(cafe(8, 2, 2), apart=[(1, 3)], together=[(1, 2), (2, 3)], hosts={4: 9})
    with pytest.raises(Impossible) as refused:
        plan(room)
    found = refused.value.contradictions
    assert [(each.obstacle, each.people) for each in found] == [
        (Obstacle.gone, (4,)),
        (Obstacle.apart_and_together, (1, 3)),
    ]
