"""Who meets whom, how often and why again: counted by hand, and against a slow and obvious count."""

from collections import Counter
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.rounds.kinds import RoundKind
from app.seating import encounters
from app.seating.encounters import Companions, Elsewhere, Encounters, Reason, Sitting

FOUR = [{1: 1, 2: 1, 3: 2, 4: 2}, {1: 1, 3: 1, 2: 2, 4: 2}]


def count(*sittings: Sitting, possible: int = 99, tables: int = 9, **rules: object) -> Encounters:
    return encounters.count(sittings, possible=possible, tables=range(1, tables + 1), **rules)  # type: ignore[arg-type]


def test_an_evening_of_four_is_counted() -> None:
    found = count(*(Sitting(row) for row in FOUR), possible=4)
    assert found.meetings == {(1, 2): (0,), (3, 4): (0,), (1, 3): (1,), (2, 4): (1,)}
    assert (found.distinct, found.pairs, found.possible) == (4, 6, 4)
    assert (found.share(found.possible), found.share(found.pairs)) == (100, 66)
    assert (found.least, found.most, found.faces[1]) == (2, 2, 2)
    assert found.repeats == found.companions == []


def test_an_evening_of_nobody_is_counted() -> None:
    found = count(Sitting({}), possible=0)
    assert (found.people, found.distinct, found.pairs, found.least, found.most) == ([], 0, 0, 0, 0)
    assert found.share(found.possible) == 100
    assert encounters.spread(found.faces) == []


TOGETHER = {1: 1, 2: 1}
APART = {1: 1, 2: 2}
ONCE = Sitting(TOGETHER, is_known=True)


@pytest.mark.parametrize(
    ("sittings", "rules", "reason"),
    [
        ([ONCE, Sitting(TOGETHER)], {"together": [(1, 2)]}, Reason.wished),
        ([ONCE, Sitting(TOGETHER)], {"together": [(1, 5), (2, 5)]}, Reason.wished),
        ([ONCE, Sitting(TOGETHER)], {"hosts": {1: 1, 2: 1}}, Reason.hosts),
        ([ONCE, Sitting(TOGETHER)], {"hosts": {1: 1}}, Reason.none_better),
        ([ONCE, Sitting(TOGETHER, RoundKind.home)], {}, Reason.home),
        ([ONCE, Sitting(TOGETHER, RoundKind.stay)], {}, Reason.stays),
        ([ONCE, Sitting(TOGETHER, RoundKind.choice)], {}, Reason.chosen),
        ([ONCE, Sitting(TOGETHER, moved=frozenset({2}))], {}, Reason.moved),
        ([Sitting(TOGETHER, moved=frozenset({2})), Sitting(TOGETHER)], {}, Reason.moved),
        ([ONCE, Sitting(TOGETHER, is_known=True, planned=APART)], {}, Reason.elsewhere),
        ([Sitting(TOGETHER, is_known=True, planned=APART), Sitting(TOGETHER)], {}, Reason.elsewhere),
        ([ONCE, Sitting(TOGETHER, is_known=True, planned={1: 1})], {}, Reason.late),
        ([ONCE, Sitting(TOGETHER, is_known=True, planned={1: 1, 2: 99})], {}, Reason.late),
        ([ONCE, Sitting(TOGETHER, planned=APART)], {}, Reason.none_better),
        ([ONCE, Sitting(TOGETHER)], {"tables": 1}, Reason.crowded),
        ([ONCE, Sitting(APART), Sitting(TOGETHER)], {"tables": 2}, Reason.crowded),
        ([ONCE, Sitting(TOGETHER)], {"possible": 1}, Reason.crowded),
        ([ONCE, Sitting(TOGETHER)], {}, Reason.none_better),
    ],
)
def test_a_repeat_has_a_reason(sittings: list[Sitting], rules: dict[str, object], reason: Reason) -> None:
    (repeat,) = count(*sittings, **rules).repeats  # type: ignore[arg-type]
    assert (repeat.people, repeat.index, repeat.reason) == ((1, 2), len(sittings) - 1, reason)
    assert repeat.before == (0,)


def test_companions_are_told_openly() -> None:
    rows = [{1: 1, 2: 1, 3: 1}, {1: 1, 2: 1, 3: 2}, {1: 1, 2: 1, 3: 1}, {1: 1, 2: 2, 3: 3}]
    found = count(*(Sitting(row) for row in rows))
    assert found.companions == [Companions((1, 2), 3, 4)]
    assert count(ONCE, Sitting({1: 1})).companions == []
    assert count(ONCE, Sitting(TOGETHER), Sitting({1: 1})).companions == [Companions((1, 2), 2, 2)]


def test_who_sat_elsewhere_is_named() -> None:
    sitting = Sitting({1: 1, 2: 3, 3: 3}, is_known=True, planned={1: 1, 2: 2, 4: 2})
    assert encounters.elsewhere(sitting) == [Elsewhere(2, 2, 3), Elsewhere(3, None, 3)]
    assert encounters.elsewhere(Sitting({1: 1}, planned={1: 2})) == []
    assert encounters.elsewhere(Sitting({1: 1}, is_known=True)) == []


def test_people_are_spread_over_how_many_they_meet() -> None:
    assert encounters.spread({1: 3, 2: 5, 3: 3}) == [(3, 2), (4, 0), (5, 1)]


EVENINGS = st.lists(st.dictionaries(st.integers(1, 12), st.integers(1, 4), max_size=12), max_size=5)


@given(EVENINGS)
def test_the_counts_agree_with_a_slow_one(rows: list[dict[int, int]]) -> None:
    found = count(*(Sitting(row) for row in rows))
    people = sorted({person for row in rows for person in row})
    met = Counter(
        pair for row in rows for pair in combinations(people, 2) if row.get(pair[0], 0) == row.get(pair[1], -1)
    )
    assert {pair: len(indexes) for pair, indexes in found.meetings.items()} == met
    assert len(found.repeats) == sum(met.values()) - len(met)
    assert found.faces == {each: sum(each in pair for pair in met) for each in people}
    assert sum(people for _, people in encounters.spread(found.faces)) == len(people)
    assert all(each.before == found.meetings[each.people][: len(each.before)] for each in found.repeats)
    assert all(met[each.people] == each.times <= each.shared <= len(rows) for each in found.companions)
