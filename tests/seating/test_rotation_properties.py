"""Whatever the room: everybody has a chair, what is fixed holds, and what a plan says about itself is true."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.rounds.kinds import RoundKind
from app.seating import strategy
from app.seating.room import Impossible, Room
from app.seating.rotation import plan
from tests.seating.judge import WALKING, broken, fixed, uneven


@pytest.fixture(autouse=True, scope="module")
def hasty() -> Iterator[None]:
    """What must hold for any plan holds for one that was searched for but a moment."""
    with pytest.MonkeyPatch.context() as patch:
        for name in ("PROPOSALS", "WITH_WISHES", "QUICK"):
            patch.setattr(strategy, name, 1000)
        patch.setattr(strategy, "STEPS", 60)
        yield


@st.composite
def rooms(draw: st.DrawFn) -> Room:
    """Anything from nobody to a full house, with wishes or without."""
    tables = draw(st.lists(st.integers(1, 500), min_size=1, max_size=9, unique=True))
    chairs = draw(st.sampled_from([st.just(5), st.integers(0, 6)]))
    people = draw(st.lists(st.integers(1000, 1999), max_size=30, unique=True))
    hosted = draw(st.lists(st.sampled_from(tables), max_size=min(len(tables), len(people)), unique=True))
    rounds = draw(st.lists(st.sampled_from([RoundKind.travel, *RoundKind]), max_size=5))
    anybody, anywhere = st.sampled_from(people or [1]), st.sampled_from(tables)
    pairs = st.lists(st.tuples(anybody, anybody).map(sorted).map(tuple).filter(lambda pair: pair[0] < pair[1]))
    sat = st.dictionaries(st.one_of(anybody, st.just(7)), st.one_of(anywhere, st.just(9999)))
    pins = st.dictionaries(st.tuples(anybody, st.integers(0, max(len(rounds) - 1, 0))), anywhere, max_size=3)
    wishes = draw(st.booleans()) and len(people) > 1
    return Room(
        tables={table: draw(chairs) for table in tables},
        travellers=people[len(hosted) :],
        rounds=rounds,
        hosts=dict(zip(people, hosted, strict=False)),
        past=draw(st.lists(sat, max_size=2)),
        no_table_twice=draw(st.booleans()),
        apart=draw(pairs)[:4] if wishes else (),
        together=draw(pairs)[:3] if wishes else (),
        pins=draw(pins) if wishes and rounds else {},
        traits=draw(st.dictionaries(anybody, st.sampled_from("abc"))) if wishes else {},
        spoken=draw(st.dictionaries(anybody, st.sampled_from("de"))) if wishes else {},
        tongues=draw(st.dictionaries(anywhere, st.sampled_from("de"))) if wishes else {},
    )


@given(rooms(), st.integers(0, 3))
@settings(max_examples=70, deadline=None)
def test_everybody_has_one_chair_and_every_rule_holds_or_is_told(room: Room, seed: int) -> None:
    try:
        made = plan(room, seed=seed)
    except Impossible as reasons:
        assert reasons.contradictions
        return
    assert len(made.seatings) == len(room.rounds)
    for r, row in enumerate(made.seatings):
        must = fixed(room, r)
        assert sorted(row) == sorted(room.people)
        assert set(row.values()) <= set(room.tables)
        assert {person: row[person] for person in must} == must
        if room.rounds[r] in WALKING:
            assert uneven(room, row, must) == []
    assert len(set(made.breaches)) == len(made.breaches)
    assert set(made.breaches) == broken(room, made.seatings)
    assert made == plan(room, seed=seed)


@given(rooms(), st.integers(0, 5), st.booleans(), st.booleans(), st.integers(0, 3))
@settings(max_examples=50, deadline=None)
def test_people_come_and_go_and_who_was_told_keeps_the_seat(
    room: Room, told: int, leaves: bool, comes: bool, seed: int
) -> None:
    try:
        drafted = plan(room, seed=seed).seatings
    except Impossible:
        return
    here = [*room.travellers[1 if leaves else 0 :], *([77] if comes else [])]
    later = replace(room, travellers=here)
    try:
        made = plan(later, drafted=drafted, told=told, seed=seed)
    except Impossible:
        return
    for r, row in enumerate(made.seatings):
        assert sorted(row) == sorted(later.people)
        old = {person: table for person, table in drafted[r].items() if person in row}
        moved = [person for person in old if row[person] != old[person]]
        if r < told:
            assert len(moved) <= leaves
        if room.rounds[r] in WALKING:
            assert uneven(later, row, fixed(later, r)) == []
    assert set(made.breaches) == broken(later, made.seatings)


@given(rooms())
@settings(max_examples=40, deadline=None)
def test_what_is_past_is_only_read(room: Room) -> None:
    before = repr(room)
    try:
        plan(room, drafted=[dict(seating) for seating in room.past], told=1)
    except Impossible as reasons:
        assert all(reasons.contradictions)
    assert repr(room) == before


@given(st.integers(2, 7), st.integers(1, 4), st.booleans(), st.data())
@settings(max_examples=40, deadline=None)
def test_no_table_twice_while_there_are_tables(tables: int, seats: int, hosted: bool, data: st.DataObject) -> None:
    rounds = data.draw(st.integers(1, min(tables, 5)))
    people = list(range(100, 100 + tables * seats))
    hosts = dict(zip(people, range(1, tables + 1), strict=False)) if hosted else {}
    room = Room(
        tables=dict.fromkeys(range(1, tables + 1), seats),
        travellers=[p for p in people if p not in hosts],
        rounds=[RoundKind.travel] * rounds,
        hosts=hosts,
    )
    assert plan(room).breaches == []


@given(st.lists(st.integers(1, 6), min_size=2, max_size=8), st.integers(2, 24))
@settings(max_examples=20, deadline=None)
def test_a_pair_that_is_to_sit_together_or_apart_does(chairs: list[int], people: int) -> None:
    room = Room(
        tables=dict(enumerate(chairs)),
        travellers=range(100, 100 + people),
        rounds=[RoundKind.travel] * 2,
        no_table_twice=False,
        together=[(100, 101)],
    )
    if max(chairs) > 1:
        for row in plan(room).seatings:
            count = Counter(row.values())
            assert row[100] == row[101] or max(count.values()) == 1
    for row in plan(replace(room, together=(), apart=list(combinations(range(100, 102), 2)))).seatings:
        assert row[100] != row[101]
