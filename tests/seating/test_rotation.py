"""The plan of moves: who sits where in the rounds to come."""

from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import combinations
from random import Random
from time import process_time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.seating.rotation import next_round, plan, seat_for_latecomer
from app.seating.rows import difference_rows

Seating = Mapping[int, int]


def repeats(rounds: Sequence[Seating]) -> int:
    """How often two people share a table who have shared one before."""
    met: Counter[tuple[int, int]] = Counter()
    for row in rounds:
        met.update((a, b) for a, b in combinations(sorted(row), 2) if row[a] == row[b])
    return sum(count - 1 for count in met.values())


def revisits(rounds: Sequence[Seating], people: Sequence[int]) -> int:
    return sum(len(rounds) - len({row[p] for row in rounds}) for p in people)


def sizes(row: Seating, tables: Sequence[int]) -> list[int]:
    return [list(row.values()).count(table) for table in tables]


@st.composite
def evenings(draw: st.DrawFn) -> tuple[list[int], dict[int, int], dict[int, int], int]:
    """Travellers, hosts (at most one per table), tables with chairs, rounds."""
    tables = draw(st.lists(st.integers(1, 500), min_size=1, max_size=9, unique=True))
    people = draw(st.lists(st.integers(1000, 1999), min_size=0, max_size=40, unique=True))
    hosted = draw(st.lists(st.sampled_from(tables), max_size=min(len(tables), len(people)), unique=True))
    chairs = {table: draw(st.integers(1, 6)) for table in tables}
    return people[len(hosted) :], dict(zip(people, hosted, strict=False)), chairs, draw(st.integers(1, 4))


@given(evenings(), st.integers(0, 3))
@settings(max_examples=60, deadline=None)
def test_everybody_has_one_chair_and_hosts_stay(
    evening: tuple[list[int], dict[int, int], dict[int, int], int], seed: int
) -> None:
    travellers, hosts, tables, rounds = evening
    rows = plan(travellers, hosts, tables, rounds, seed=seed)
    assert len(rows) == rounds
    for row in rows:
        assert sorted(row) == sorted([*travellers, *hosts])
        assert set(row.values()) <= set(tables)
        assert {host: row[host] for host in hosts} == hosts
        assert max(sizes(row, list(tables))) - min(sizes(row, list(tables))) <= 1
    assert rows == plan(travellers, hosts, tables, rounds, seed=seed)


@given(evenings(), st.randoms(use_true_random=False))
@settings(max_examples=60, deadline=None)
def test_any_past_is_taken_as_it_was(
    evening: tuple[list[int], dict[int, int], dict[int, int], int], random: Random
) -> None:
    travellers, hosts, tables, rounds = evening
    choose = random.choice
    gone = {7: next(iter(tables)), 8: 9999}  # people who left, a table that was cleared
    past = [{person: choose(list(tables)) for person in travellers if choose([True, True, False])} | gone]
    before = [dict(row) for row in past]
    rows = plan(travellers, hosts, tables, rounds, past=past)
    assert past == before
    for row in rows:
        assert sorted(row) == sorted([*travellers, *hosts])
        assert max(sizes(row, list(tables))) - min(sizes(row, list(tables))) <= 1


@given(st.integers(2, 8), st.integers(1, 5), st.data())
@settings(max_examples=60, deadline=None)
def test_no_table_twice_while_there_are_enough_tables(tables: int, seats: int, data: st.DataObject) -> None:
    rounds = data.draw(st.integers(1, min(tables, 5)))
    people = list(range(100, 100 + tables * seats))
    hosts = {p: t + 1 for t, p in enumerate(people[:tables])} if data.draw(st.booleans()) else {}
    travellers = [p for p in people if p not in hosts]
    laid = dict.fromkeys(range(1, tables + 1), seats)
    assert revisits(plan(travellers, hosts, laid, rounds), travellers) == 0


@pytest.mark.parametrize(
    ("people", "tables", "rounds", "hosted", "expected"),
    [
        (24, 6, 3, False, 0),
        (24, 6, 3, True, 0),
        (20, 5, 3, False, 0),
        (30, 6, 3, True, 0),
        (24, 6, 5, True, 0),
        (16, 4, 3, True, 0),
        (36, 6, 3, True, 0),
        (100, 20, 5, True, 0),
        (16, 4, 4, True, 12),  # 24 pairs a round, 4 rounds, and hosts never meet each other: cannot be 0
        (12, 3, 3, True, 6),
    ],
)
def test_repeated_encounters(people: int, tables: int, rounds: int, hosted: bool, expected: int) -> None:
    laid = dict.fromkeys(range(1, tables + 1), 5)
    hosts = {-table: table for table in laid} if hosted else {}
    travellers = list(range(1, people - len(hosts) + 1))
    rows = plan(travellers, hosts, laid, rounds)
    assert repeats(rows) <= expected
    # the first round as people came in, the others planned afterwards: no worse
    assert repeats([*rows[:1], *plan(travellers, hosts, laid, rounds - 1, past=rows[:1])]) <= expected


def test_the_rest_of_a_plan_is_the_plan() -> None:
    laid = dict.fromkeys(range(1, 7), 5)
    hosts = {-table: table for table in laid}
    rows = plan(range(1, 19), hosts, laid, 4)
    assert plan(range(1, 19), hosts, laid, 2, past=rows[:2]) == rows[2:]
    assert next_round(range(1, 19), hosts, laid, past=rows[:2], rounds_left=2) == rows[2]
    assert sorted(next_round(range(1, 19), hosts, laid, past=rows, rounds_left=0)) == sorted(rows[0])


def test_three_leave_and_two_come_and_nobody_else_has_to_change() -> None:
    laid = dict.fromkeys(range(1, 7), 5)
    hosts = {-table: table for table in laid}
    rows = plan(range(1, 19), hosts, laid, 3)
    here = [p for p in range(1, 19) if p not in (3, 8)] + [50, 51]
    again = plan(here, hosts, laid, 2, past=rows[:1], drafted=rows[1:])
    old = [(r, p) for r in (0, 1) for p in here if p < 50]
    assert [again[r][p] for r, p in old] == [rows[1 + r][p] for r, p in old]
    assert repeats([rows[0], *again]) == 0


def test_a_plan_that_stands_is_kept_though_the_calculation_would_make_another() -> None:
    laid = {1: 4, 2: 4, 3: 4, 4: 4}
    first = {p: p % 4 + 1 for p in range(12)}
    standing = {p: (p % 4 + 3 - p // 4) % 4 + 1 for p in range(12)}
    assert plan(range(12), {}, laid, 1, past=[first], drafted=[standing]) == [standing]
    assert plan(range(12), {}, laid, 1, past=[first]) != [standing]


def test_a_host_whose_table_is_gone_travels() -> None:
    rows = plan([1, 2, 3], {9: 77}, {1: 5, 2: 5}, 2)
    assert all(sorted(row) == [1, 2, 3, 9] for row in rows)
    assert rows[0][9] != rows[1][9]


def test_nobody_needs_no_table_but_somebody_does() -> None:
    assert plan([], {}, {}, 2) == [{}, {}]
    assert plan([1], {}, {4: 5}, 0) == []
    with pytest.raises(ValueError, match="no table"):
        plan([1], {}, {}, 1)


def test_too_few_chairs_leave_nobody_standing() -> None:
    rows = plan(range(11), {}, {1: 2, 2: 2}, 1)
    assert sorted(sizes(rows[0], [1, 2])) == [5, 6]


def test_the_table_with_a_free_chair_takes_the_one_too_many() -> None:
    assert sizes(plan(range(10), {}, {1: 3, 2: 3, 3: 4}, 1, past=[{}, {}, {}])[0], [1, 2, 3]) == [3, 3, 4]


@pytest.mark.parametrize("tables", [6, 20, 25])
def test_a_hundred_people_are_planned_while_the_host_blinks(tables: int) -> None:
    difference_rows.cache_clear()
    began = process_time()
    plan(range(100), {}, dict.fromkeys(range(tables), 5), 3)
    assert process_time() - began < 0.4  # about 0.1 s on a small server; the margin is for a busy one


@pytest.mark.parametrize(("tables", "rounds"), [(4, 4), (5, 3), (6, 3), (7, 5), (8, 4), (9, 6), (10, 3), (12, 4)])
def test_rows_differ_everywhere(tables: int, rounds: int) -> None:
    rows = difference_rows(tables, rounds, 5)
    assert rows.steps[0] == (0,) * rounds
    assert len(rows.steps) >= min(5, tables)
    for one, two in combinations(range(len(rows.steps)), 2):
        for start, other in combinations(range(tables), 2):
            meetings = [r for r in range(rounds) if rows.table(start, one, r) == rows.table(other, two, r)]
            assert len(meetings) <= 1


def test_a_latecomer_sits_at_the_smallest_table() -> None:
    assert seat_for_latecomer(99, [3, 1, 2], {10: 3, 11: 1, 12: 2, 13: 1, 14: 3}) == 2


def test_of_equal_tables_the_one_with_the_fewest_known_faces_then_the_first() -> None:
    past = [{99: 1, 10: 1, 11: 1, 12: 2}]
    assert seat_for_latecomer(99, [5, 6, 7], {10: 5, 12: 6, 13: 7}, past) == 6
    assert seat_for_latecomer(99, [5, 6, 7], {10: 5, 11: 6, 12: 7}, past) == 7
    assert seat_for_latecomer(99, [5, 6, 7], {}) == 5


def test_somebody_who_was_there_goes_elsewhere() -> None:
    assert seat_for_latecomer(99, [1, 2], {10: 1, 11: 2}, [{99: 1}]) == 2


def test_a_latecomer_without_any_table() -> None:
    with pytest.raises(ValueError, match="no table"):
        seat_for_latecomer(99, [], {})
