"""The plan of moves: as good as is known to be possible, and mended with few moves when people come and go."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import combinations
from random import Random
from time import process_time

import pytest

from app.rounds.kinds import RoundKind
from app.seating.bounds import least_repeats
from app.seating.room import Breach, Impossible, Obstacle, Room, Rule
from app.seating.rotation import plan, seat_for_latecomer
from app.seating.rows import difference_rows
from tests.seating.judge import encounters, repeats, returns, sizes, uneven


def cafe(people: int, tables: int, rounds: int, modes: str = "") -> Room:
    """As many chairs as needed; modes: "h" a host at each table, people 1, 2, …; "o" nobody at a table twice."""
    hosts = {table: table for table in range(1, tables + 1)} if "h" in modes else {}
    return Room(
        tables=dict.fromkeys(range(1, tables + 1), -(-people // tables)),
        travellers=[person for person in range(1, people + 1) if person not in hosts],
        rounds=[RoundKind.travel] * rounds,
        hosts=hosts,
        no_table_twice="o" in modes,
    )


@pytest.mark.parametrize(
    ("people", "tables", "rounds", "modes"),
    [
        (9, 3, 4, ""), (12, 3, 3, "o"), (12, 3, 3, "h"), (14, 7, 6, "o"), (16, 4, 4, "ho"), (16, 4, 5, ""),
        (18, 6, 6, ""), (20, 5, 5, "ho"), (24, 4, 4, "o"), (24, 5, 5, "o"), (24, 5, 6, ""), (24, 6, 4, "h"),
        (24, 6, 5, "ho"), (25, 5, 6, ""), (28, 7, 6, ""), (30, 5, 5, "h"), (30, 6, 5, ""), (30, 8, 5, "ho"),
        (32, 4, 4, ""), (32, 8, 6, ""), (36, 6, 3, ""), (40, 5, 5, ""), (42, 7, 6, ""), (50, 9, 5, "o"), (50, 13, 5, "h"),
        (64, 8, 6, ""), (64, 11, 5, "o"), (70, 10, 5, "o"), (80, 10, 6, "ho"), (81, 9, 6, ""), (96, 12, 6, "o"),
        (100, 17, 5, "ho"), (100, 20, 6, ""), (128, 16, 6, "ho"), (150, 25, 6, "o"), (200, 27, 5, "ho"), (200, 40, 5, "o"),
        (500, 84, 5, "ho"), (1000, 200, 5, "ho"),
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


def test_the_first_round_as_people_came_in_and_the_rest_planned() -> None:
    for people, tables, rounds, modes in [(24, 6, 4, "ho"), (30, 5, 5, "h"), (100, 20, 5, "ho"), (49, 8, 5, "o")]:
        room = cafe(people, tables, rounds, modes)
        door = {p: p if p in room.hosts else (p * 7 + p // tables) % tables + 1 for p in room.people}
        door = {p: p % tables + 1 for p in room.people} if uneven(room, door, room.hosts) else door
        rest = replace(room, rounds=room.rounds[1:], past=[door], hosts={p: door[p] for p in room.hosts})
        least = least_repeats(people, tables, rounds, hosts="h" in modes, no_table_twice="o" in modes)
        assert repeats([door, *plan(rest).seatings]) == least


def test_one_more_round_is_as_good_as_those_before_it() -> None:
    room = cafe(100, 20, 3, "ho")
    rows = plan(room).seatings
    more = replace(room, past=rows[:2], rounds=[RoundKind.travel] * 2)
    again = plan(more, drafted=rows[2:]).seatings
    assert again[0] == rows[2]
    assert repeats([*rows[:2], *again]) == 0


def leave_and_come(room: Room, rounds: int, gone: Sequence[int], come: int) -> tuple[Room, list[dict[int, int]]]:
    """After so many rounds of its plan: the room as it is now, and the plan so far for what is left."""
    rows = plan(room).seatings
    here = [p for p in room.travellers if p not in gone] + list(range(5000, 5000 + come))
    return replace(room, travellers=here, past=rows[:rounds], rounds=room.rounds[rounds:]), rows[rounds:]


@pytest.mark.parametrize(
    ("room", "after", "leave", "come", "moves"),
    [
        (cafe(24, 6, 4, "ho"), 1, 2, 2, 0),
        (cafe(50, 10, 5, "ho"), 2, 4, 3, 1),
        (cafe(100, 20, 5, "ho"), 2, 6, 4, 2),
        (cafe(200, 40, 5, "o"), 1, 30, 10, 7),
        (cafe(1000, 200, 5, "ho"), 2, 50, 30, 28),
    ],
)
def test_people_leave_and_come_and_hardly_anybody_moves(
    room: Room, after: int, leave: int, come: int, moves: int
) -> None:
    gone = Random(1).sample(room.travellers, leave)
    later, drafted = leave_and_come(room, after, gone, come)
    began = process_time()
    made = plan(later, drafted=drafted)
    assert process_time() - began < 1.5  # about 0.3 s for 1,000 people; the margin is for a busy machine
    assert repeats([*later.past, *made.seatings]) == 0
    assert made.breaches == []
    moved = [(r, p) for r, row in enumerate(made.seatings) for p in row if drafted[r].get(p, row[p]) != row[p]]
    assert len(moved) <= moves  # at most one in a hundred of the remaining seats


def test_a_late_arrival_among_a_hundred_in_round_two_of_four() -> None:
    """The next round was told already, so everybody keeps their seat in it; no encounter is lost."""
    room = cafe(100, 20, 4, "ho")
    later, drafted = leave_and_come(room, 2, [], 1)
    later = replace(later, tables=dict.fromkeys(room.tables, 6))
    began = process_time()
    made = plan(later, drafted=drafted, told=1)
    assert process_time() - began < 0.4  # about 0.02 s
    assert {p: table for p, table in made.seatings[0].items() if p != 5000} == drafted[0]
    fresh = plan(later).seatings
    assert len(encounters([*later.past, *made.seatings])) >= 0.99 * len(encounters([*later.past, *fresh]))


def test_a_told_seat_is_left_for_sizes_but_not_for_a_known_face() -> None:
    room = replace(cafe(12, 3, 1), past=[{p: (p - 1) % 3 + 1 for p in range(1, 13)}])
    told = {p: (p - 1) % 3 + 1 for p in range(1, 13)}
    assert plan(room, drafted=[told], told=1).seatings == [told]
    two_gone = replace(room, travellers=[p for p in range(1, 13) if p not in (1, 4)])
    made = plan(two_gone, drafted=[told], told=1).seatings[0]
    assert sum(made[p] != told[p] for p in two_gone.travellers) == 1
    assert sorted(sizes(made, room.tables)) == [3, 3, 4]


def test_a_table_is_cleared_and_those_who_were_told_it_alone_move() -> None:
    room = cafe(20, 5, 2, "o")
    drafted = plan(room).seatings
    later = replace(room, tables=dict.fromkeys([1, 2, 3, 4], 5))
    made = plan(later, drafted=drafted, told=1).seatings[0]
    assert {p for p in made if made[p] != drafted[0][p]} == {p for p in made if drafted[0][p] == 5}


def test_a_table_is_added() -> None:
    room = cafe(20, 4, 3, "o")
    drafted = plan(room).seatings
    later = replace(room, tables=dict.fromkeys(range(1, 6), 5), past=drafted[:1], rounds=room.rounds[1:])
    made = plan(later, drafted=drafted[1:])
    assert all(sizes(row, later.tables) == [4] * 5 for row in made.seatings)
    assert repeats([*later.past, *made.seatings]) == 8  # from four tables, and none of them one's own: one pair each


def test_a_plan_that_stands_is_kept_though_the_calculation_would_make_another() -> None:
    first = {p: p % 4 + 1 for p in range(12)}
    standing = {p: (p % 4 + 3 - p // 4) % 4 + 1 for p in range(12)}
    room = Room(dict.fromkeys(range(1, 5), 4), range(12), [RoundKind.travel], past=[first])
    assert plan(room, drafted=[standing]).seatings == [standing]
    assert plan(room).seatings != [standing]


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
    [(100, 6, 4, "ho", 2.0), (300, 60, 12, "o", 4.0), (1000, 60, 6, "ho", 3.0), (1000, 200, 5, "ho", 1.0)],
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
