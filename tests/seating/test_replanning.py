"""A plan is mended with few moves when people come and go, and goes on from what was sat."""

from collections.abc import Sequence
from dataclasses import replace
from random import Random
from time import process_time

import pytest

from app.rounds.kinds import RoundKind
from app.seating.bounds import least_repeats
from app.seating.room import Room
from app.seating.rotation import plan
from tests.seating.judge import cafe, encounters, repeats, sizes, uneven


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


def test_one_more_round_is_as_good_as_those_before_it() -> None:
    room = cafe(100, 20, 3, "ho")
    rows = plan(room).seatings
    more = replace(room, past=rows[:2], rounds=[RoundKind.travel] * 2)
    again = plan(more, drafted=rows[2:]).seatings
    assert again[0] == rows[2]
    assert repeats([*rows[:2], *again]) == 0


def test_the_first_round_as_people_came_in_and_the_rest_planned() -> None:
    for people, tables, rounds, modes in [(24, 6, 4, "ho"), (30, 5, 5, "h"), (100, 20, 5, "ho"), (49, 8, 5, "o")]:
        room = cafe(people, tables, rounds, modes)
        door = {p: p if p in room.hosts else (p * 7 + p // tables) % tables + 1 for p in room.people}
        door = {p: p % tables + 1 for p in room.people} if uneven(room, door, room.hosts) else door
        rest = replace(room, rounds=room.rounds[1:], past=[door], hosts={p: door[p] for p in room.hosts})
        least = least_repeats(people, tables, rounds, hosts="h" in modes, no_table_twice="o" in modes)
        assert repeats([door, *plan(rest).seatings]) == least


def test_a_round_in_which_nobody_moved_does_not_upset_the_rest() -> None:
    room = cafe(100, 20, 4, "ho")
    rows = plan(room).seatings
    rest = replace(room, rounds=room.rounds[2:], past=[rows[0], rows[1], rows[1]])
    assert plan(rest).seatings == rows[2:]


def test_a_newcomer_takes_over_from_somebody_who_left_but_not_their_language() -> None:
    room = cafe(20, 4, 3)
    drafted = plan(room).seatings
    come = replace(room, travellers=[*room.travellers[1:], 99])
    assert [row[99] for row in plan(come, drafted=drafted).seatings] == [row[1] for row in drafted]
    french = replace(come, rounds=come.rounds[:1], spoken={99: "fr"}, tongues={drafted[0][1]: "de"})
    assert plan(french, drafted=drafted[:1]).breaches == []
