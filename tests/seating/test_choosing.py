"""Free choice of topics: whoever chooses first is served first, tables stay alike, everybody always has a chair."""

from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlmodel import Session

from app.cafes.models import Cafe, Participant, Role
from app.errors import BadInput, MovedOn
from app.rounds import reading as rounds
from app.rounds.kinds import RoundKind
from app.seating import choices, choosing, moving
from app.seating import reading as seating
from app.seating.choices import ENOUGH, Topics
from tests import factories as make


def on_the_way(db: Session, people: int = 12, tables: int = 3) -> tuple[Cafe, list[Participant]]:
    """A café before a second round in which people choose."""
    cafe = make.cafe(db, tables=tables, seats=6, rounds=2)
    rounds.by_number(db, cafe.id_, 2).kind = RoundKind.choice
    guests = [make.guest(db, cafe, f"Gast {number}") for number in range(1, people + 1)]
    make.step(db, cafe, 2)
    return cafe, guests


def sitting(db: Session, cafe: Cafe) -> dict[int, int]:
    return seating.in_round(db, rounds.current(db, cafe))


def test_who_chooses_takes_the_chair_of_somebody_undecided(db: Session) -> None:
    cafe, guests = on_the_way(db)
    table = make.table(db, cafe, 3).id_
    for guest in guests[:4]:
        choosing.choose(db, cafe, guest, table)
    seats = sitting(db, cafe)
    assert all(seats[guest.id_] == table for guest in guests[:4])
    assert sorted(Counter(seats.values()).values()) == [4, 4, 4]


def test_a_full_table_opens_when_the_others_have_enough(db: Session) -> None:
    cafe, guests = on_the_way(db)
    table, second = make.table(db, cafe, 3).id_, make.table(db, cafe, 1).id_
    for guest in guests[:8]:
        choosing.choose(db, cafe, guest, table)
    seats = sitting(db, cafe)
    assert Counter(seats.values())[table] == 6  # its chairs; the two others keep three each, which is enough
    waiting = [guest for guest in guests[:8] if seats[guest.id_] != table]
    assert [guest.number for guest in waiting] == [7, 8]
    choosing.choose(db, cafe, waiting[0], second)
    assert sitting(db, cafe)[waiting[0].id_] == second
    moving.see_off(db, cafe, guests[0].id_)
    choosing.choose(db, cafe, guests[1], second)
    seats = sitting(db, cafe)
    assert seats[guests[1].id_] == second
    assert seats[waiting[0].id_] == table  # who waited longest comes in
    assert min(Counter(seats.values()).values()) >= ENOUGH


def test_whoever_waits_may_stop_waiting(db: Session) -> None:
    cafe, guests = on_the_way(db)
    table = make.table(db, cafe, 3).id_
    for guest in guests[:7]:
        choosing.choose(db, cafe, guest, table)
    round_ = rounds.current(db, cafe)
    assert choosing.wish_of(db, round_, guests[6].id_) is not None
    choosing.choose(db, cafe, guests[6], table)
    assert choosing.wish_of(db, round_, guests[6].id_) is None


def test_the_host_of_a_table_keeps_it_and_topics_are_chosen_only_on_the_way(db: Session) -> None:
    cafe, guests = on_the_way(db)
    table = make.table(db, cafe, 3).id_
    moving.give_role(db, cafe, guests[0].id_, Role.table_host)
    with pytest.raises(BadInput, match="andere kommen zu dir"):
        choosing.choose(db, cafe, guests[0], table)
    make.step(db, cafe)
    with pytest.raises(MovedOn):
        choosing.choose(db, cafe, guests[1], table)


def test_the_board_tells_how_many_want_where(db: Session) -> None:
    cafe, guests = on_the_way(db)
    table = make.table(db, cafe, 3)
    for guest in guests[:2]:
        choosing.choose(db, cafe, guest, table.id_)
    board = {topic.number: topic.chosen for topic in choosing.board(db, cafe)}
    assert board == {1: 0, 2: 0, 3: 2}


@st.composite
def rooms(draw: st.DrawFn) -> tuple[Topics, list[tuple[int, int]]]:
    tables = draw(st.integers(1, 6))
    people = draw(st.integers(1, 25))
    seating = {person: person % tables for person in range(people)}
    chairs = {table: draw(st.integers(2, 8)) for table in range(tables)}
    wishes = draw(st.lists(st.tuples(st.integers(0, people - 1), st.integers(0, tables - 1)), max_size=30))
    return Topics(seating, chairs, set()), wishes


@given(rooms())
@settings(max_examples=150, deadline=None)
def test_whatever_is_chosen_nobody_loses_a_chair_and_no_table_empties(
    room: tuple[Topics, list[tuple[int, int]]],
) -> None:
    topics, wishes = room
    begun = Counter(topics.seating.values())
    least = min(begun[each] for each in topics.chairs)
    for person, table in wishes:
        going = choices.moves(topics, person, [table])
        settled = {*topics.settled, person} if going else topics.settled
        assert not (going.keys() - {person}) & set(topics.settled), "nobody who chose gives way"
        topics = Topics({**topics.seating, **going}, topics.chairs, settled)
        sizes = Counter(topics.seating.values())
        assert min(sizes[each] for each in topics.chairs) >= min(least, ENOUGH)
        assert all(
            sizes[each] <= max(topics.chairs[each], -(-len(topics.seating) // len(topics.chairs)))
            for each in topics.chairs
        )
