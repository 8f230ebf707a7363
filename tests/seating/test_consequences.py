"""What a move would bring is told before it is made, and told truly."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.rounds.kinds import RoundKind
from app.seating.consequences import Consequences, consequences, exchanges
from app.seating.room import Room

ANNA, BEN, CEM, DORA, EMIL = 1, 2, 3, 4, 5
ROOM = Room(tables={7: 2, 8: 2, 9: 4}, travellers=[ANNA, BEN, CEM, DORA, EMIL], rounds=[RoundKind.travel])
EARLIER = {ANNA: 7, BEN: 7, CEM: 8, DORA: 8, EMIL: 9}
NOW = {ANNA: 7, CEM: 7, BEN: 8, DORA: 8, EMIL: 9}


def move(person: int, table: int, room: Room = ROOM, exchange_with: int | None = None) -> Consequences:
    return consequences([EARLIER, NOW], 1, person, table, room, exchange_with=exchange_with)


def test_new_faces_sizes_and_chairs() -> None:
    found = move(ANNA, 8)
    (anna,) = found.effects
    assert (anna.new, anna.new_before, anna.again, anna.visit) == (1, 1, (BEN,), 1)
    assert (found.from_table, found.to_table) == (7, 8)
    assert (found.sizes, found.too_few_chairs, found.spread) == ({7: 1, 8: 3}, [8], (1, 3))


def test_a_table_seen_before_is_counted() -> None:
    (cem,) = move(CEM, 8).effects
    assert cem.visit == 2


def test_whoever_goes_the_other_way_is_told_as_well() -> None:
    found = move(ANNA, 8, exchange_with=DORA)
    anna, dora = found.effects
    assert (anna.person, anna.new, anna.again) == (ANNA, 0, (BEN,))
    assert (dora.person, dora.new, dora.new_before, dora.again) == (DORA, 0, 1, (CEM,))
    assert found.sizes == {7: 2, 8: 2}


def test_somebody_without_a_chair_gets_one() -> None:
    found = consequences([{}, {BEN: 8}], 1, ANNA, 8, ROOM)
    assert (found.from_table, found.sizes, found.effects[0].new_before) == (None, {8: 2}, 0)


@pytest.mark.parametrize(
    ("room", "told"),
    [
        (replace(ROOM, apart=[(ANNA, BEN)]), {"apart": (BEN,)}),
        (replace(ROOM, together=[(ANNA, CEM)]), {"parted": (CEM,)}),
        (replace(ROOM, together=[(ANNA, BEN)]), {"parted": ()}),
        (replace(ROOM, hosts={ANNA: 7}), {"leaves_hosting": True}),
        (replace(ROOM, hosts={ANNA: 9}), {"leaves_hosting": False}),
        (replace(ROOM, spoken={ANNA: "de"}, tongues={8: "en"}), {"is_strange": True}),
        (replace(ROOM, spoken={ANNA: "de"}, tongues={8: "de"}), {"is_strange": False}),
        (replace(ROOM, tongues={8: "en"}), {"is_strange": False}),
    ],
)
def test_rules_that_would_break_are_told(room: Room, told: dict[str, object]) -> None:
    (anna,) = move(ANNA, 8, room).effects
    assert {name: getattr(anna, name) for name in told} == told


@pytest.mark.parametrize(("person", "table", "other"), [(ANNA, 8, EMIL), (ANNA, 7, CEM), (99, 8, BEN)])
def test_nobody_exchanges_with_somebody_who_is_not_there(person: int, table: int, other: int) -> None:
    with pytest.raises(ValueError, match="nobody there"):
        move(person, table, exchange_with=other)


def test_exchanges_are_offered_the_best_first() -> None:
    now = {ANNA: 7, CEM: 7, BEN: 8, DORA: 8}
    assert exchanges([EARLIER, now], 1, ANNA, 8, ROOM) == [(BEN, 2), (DORA, 0)]
    assert exchanges([EARLIER, now], 1, ANNA, 7, ROOM) == []
    assert exchanges([EARLIER, now], 1, 99, 8, ROOM) == []


SEATINGS = st.lists(st.dictionaries(st.integers(1, 9), st.sampled_from([7, 8, 9]), max_size=9), min_size=1, max_size=4)


@given(SEATINGS, st.integers(1, 9), st.sampled_from([7, 8, 9]))
def test_new_and_known_are_the_whole_table(rows: list[dict[int, int]], person: int, table: int) -> None:
    found = consequences(rows, len(rows) - 1, person, table, ROOM)
    (effect,) = found.effects
    there = {each for each, where in rows[-1].items() if where == table and each != person}
    met = {each for row in rows[:-1] for each, where in row.items() if row.get(person) == where}
    assert set(effect.again) == there & met
    assert effect.new == len(there - met)
    assert found.sizes[table] == len(there) + 1
