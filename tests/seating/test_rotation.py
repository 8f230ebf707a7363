"""The plan of moves: as good as is known to be possible, whatever the room."""

from dataclasses import replace
from time import process_time

import pytest

from app.rounds.kinds import RoundKind
from app.seating.bounds import least_repeats
from app.seating.room import Breach, Impossible, Room, Rule
from app.seating.rotation import plan, seat_for_latecomer
from app.seating.rows import difference_rows
from tests.seating.judge import cafe, repeats, returns, sizes


@pytest.mark.parametrize(
    ("people", "tables", "rounds", "modes"),
    [
        (9, 3, 4, ""), (12, 3, 3, "o"), (12, 3, 3, "h"), (14, 7, 6, "o"), (16, 4, 4, "ho"), (16, 4, 5, ""),
        (18, 6, 6, ""), (20, 5, 5, "ho"), (24, 4, 4, "o"), (24, 5, 5, "o"), (24, 5, 6, ""), (24, 6, 4, "h"),
        (24, 6, 5, "ho"), (25, 5, 6, ""), (28, 7, 6, ""), (30, 5, 5, "h"), (30, 6, 5, ""), (30, 8, 5, "ho"),
        (32, 4, 4, ""), (32, 8, 6, ""), (36, 6, 3, ""), (40, 5, 5, ""), (42, 7, 6, ""), (50, 9, 5, "o"),
        (50, 13, 5, "h"), (64, 8, 6, ""), (64, 11, 5, "o"), (70, 10, 5, "o"), (80, 10, 6, "ho"), (81, 9, 6, ""),
        (96, 12, 6, "o"), (100, 17, 5, "ho"), (100, 20, 6, ""), (128, 16, 6, "ho"), (150, 25, 6, "o"),
        (200, 27, 5, "ho"), (200, 40, 5, "o"), (500, 84, 5, "ho"), (1000, 200, 5, "ho"),
    ],
)  # fmt: skip
def test_no_plan_has_fewer_repeated_encounters(people: int, tables: int, rounds: int, modes: str) -> None:
    room = cafe(people, tables, rounds, modes)
    made = plan(room)
    least = least_repeats(people, tables, rounds, hosts="h" in modes, no_table_twice="o" in modes)
    assert repeats(made.seatings) == least
    assert made.breaches == []
    assert all(max(counts) - min(counts) <= 1 for counts in (sizes(row, room.tables) for row in made.seatings))


@pytest.mark.parametrize("tables", [2, 3, 4, 5])
@pytest.mark.parametrize("modes", ["", "h", "o", "ho"])
def test_the_bound_is_met_at_few_tables(tables: int, modes: str) -> None:
    for people in range(tables * 2, tables * 8 + 1, 3):
        least = least_repeats(people, tables, tables, hosts="h" in modes, no_table_twice="o" in modes)
        assert repeats(plan(cafe(people, tables, tables, modes)).seatings) == least, people


@pytest.mark.parametrize(
    ("people", "tables", "rounds", "modes", "most"),
    [
        (12, 3, 4, "", 13),
        (20, 4, 5, "", 25),
        (32, 6, 5, "", 8),
        (32, 6, 5, "h", 8),
        (30, 6, 5, "o", 25),
        (36, 6, 5, "", 17),
    ],
)
def test_where_no_formula_helps_a_search_comes_close(
    people: int, tables: int, rounds: int, modes: str, most: int
) -> None:
    made = plan(cafe(people, tables, rounds, modes))
    assert repeats(made.seatings) <= most
    assert made.breaches == []


def test_more_rounds_than_tables_bring_nobody_back_more_often_than_they_must() -> None:
    room = cafe(16, 4, 5, "o")
    made = plan(room)
    assert returns(made.seatings, room.travellers) == 16
    assert {breach.rule for breach in made.breaches} == {Rule.no_table_twice}


def test_home_is_where_one_sat_first_and_stay_where_one_sits() -> None:
    kinds = [RoundKind.travel, RoundKind.stay, RoundKind.travel, RoundKind.home]
    first, second, third, last = plan(replace(cafe(12, 4, 4), rounds=kinds)).seatings
    assert (second, last) == (first, first)
    assert third != first
    began = {p: p % 4 + 1 for p in range(1, 13)}
    room = replace(cafe(13, 4, 1), past=[began, third], rounds=[RoundKind.home])
    newcomer_last = plan(room).seatings[0]
    assert {p: newcomer_last[p] for p in began} == began


def test_nobody_stands_when_going_home_to_fewer_chairs() -> None:
    past = [dict.fromkeys(range(6), 1) | dict.fromkeys(range(6, 8), 2)]
    row = plan(Room({1: 4, 2: 6}, range(8), [RoundKind.home], past=past)).seatings[0]
    assert sizes(row, [1, 2]) == [4, 4]


@pytest.mark.parametrize("people", [0, 1, 2, 3])
@pytest.mark.parametrize("tables", [1, 2, 7])
def test_hardly_anybody(people: int, tables: int) -> None:
    made = plan(Room(dict.fromkeys(range(tables), 4), range(people), [RoundKind.travel] * 2))
    assert [len(row) for row in made.seatings] == [people, people]


def test_nobody_needs_no_table_but_somebody_does() -> None:
    assert plan(Room({}, [], [RoundKind.travel])).seatings == [{}]
    assert plan(Room({4: 5}, [1], [])).seatings == []
    with pytest.raises(Impossible, match="no_table"):
        plan(Room({}, [1], [RoundKind.travel]))


def test_too_few_chairs_leave_nobody_standing_and_are_told() -> None:
    made = plan(Room({1: 2, 2: 4}, range(10), [RoundKind.travel]))
    assert sizes(made.seatings[0], [1, 2]) == [4, 6]
    assert [(breach.rule, breach.table, len(breach.people)) for breach in made.breaches] == [
        (Rule.chairs, 1, 4),
        (Rule.chairs, 2, 6),
    ]


def test_small_tables_are_filled_and_the_others_are_even() -> None:
    made = plan(Room({1: 2, 2: 8, 3: 8, 4: 1}, range(14), [RoundKind.travel] * 3))
    assert [sorted(sizes(row, [1, 2, 3, 4])) for row in made.seatings] == [[1, 2, 5, 6]] * 3
    assert [breach for breach in made.breaches if breach.rule == Rule.chairs] == list[Breach]()


@pytest.mark.parametrize(
    ("people", "tables", "rounds", "modes", "seconds"),
    [(100, 6, 4, "ho", 3.0), (300, 60, 12, "o", 4.0), (1000, 60, 6, "ho", 3.0), (1000, 200, 5, "ho", 1.0)],
)
def test_a_large_house_is_planned_soon(people: int, tables: int, rounds: int, modes: str, seconds: float) -> None:
    """The margin, some three times what it takes, is for a busy machine."""
    difference_rows.cache_clear()
    began = process_time()
    made = plan(cafe(people, tables, rounds, modes))
    assert process_time() - began < seconds
    assert {breach.rule for breach in made.breaches} <= {Rule.no_table_twice}


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
