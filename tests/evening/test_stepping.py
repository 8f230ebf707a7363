"""The line of the evening, on and back."""

from datetime import timedelta

import pytest
from sqlmodel import Session

from app.cafes import hosting
from app.cafes import reading as cafes
from app.cafes.models import Role, RoundEnding
from app.db import now
from app.errors import BadInput, DoorsClosed, MovedOn
from app.evening import reading, stepping
from app.evening.steps import Stage, line
from app.rounds import reading as rounds
from app.rounds import running
from app.seating import moving
from app.seating import reading as seating
from tests import factories as make


def stage(db: Session, cafe) -> Stage:
    return reading.stage(cafe, rounds.current(db, cafe))


def test_the_line_of_two_rounds_with_an_impulse() -> None:
    assert line(2, has_impulse=True) == [
        (Stage.waiting, None),
        (Stage.impulse, None),
        (Stage.round, 1),
        (Stage.change, 2),
        (Stage.round, 2),
        (Stage.rounds_over, 2),
        (Stage.synthesis, None),
        (Stage.harvest, None),
        (Stage.closed, None),
    ]


def test_a_whole_evening_on_and_back_again(db: Session) -> None:
    cafe = make.cafe(db, rounds=2, impulse_speaker="Frau Voss")
    make.guest(db, cafe)
    seen = [stage(db, cafe)]
    for _ in range(8):
        make.step(db, cafe)
        seen.append(stage(db, cafe))
    assert seen == [place[0] for place in line(2, has_impulse=True)]
    for expected in reversed(seen[:-1]):
        make.step(db, cafe, by=stepping.BACK)
        assert stage(db, cafe) == expected


def test_beyond_either_end_nothing_happens(db: Session) -> None:
    cafe = make.cafe(db, rounds=1)
    with pytest.raises(MovedOn):
        make.step(db, cafe, by=stepping.BACK)
    make.step(db, cafe, 5)
    with pytest.raises(MovedOn):
        make.step(db, cafe)


def test_of_two_devices_that_press_next_on_the_same_state_one_wins(db: Session) -> None:
    cafe = make.cafe(db)
    version = cafe.version
    stepping.step(db, cafe.id_, by=stepping.ON, expect=version)
    with pytest.raises(MovedOn):
        stepping.step(db, cafe.id_, by=stepping.ON, expect=version)
    assert cafe.round_no == 1
    assert stage(db, cafe) == Stage.round


def test_ending_a_round_gives_everybody_a_chair_for_the_next_and_hosts_stay(db: Session) -> None:
    cafe = make.cafe(db, tables=3)
    guests = [make.guest(db, cafe) for _ in range(12)]
    before = seating.in_round(db, rounds.by_number(db, cafe.id_, 1))
    hosts = {table: person for person, table in before.items()}
    for host in hosts.values():
        moving.give_role(db, cafe, host, Role.table_host)
    make.step(db, cafe, 2)
    after = seating.in_round(db, rounds.by_number(db, cafe.id_, 2))
    assert set(after) == {guest.id for guest in guests}
    assert all(after[host] == before[host] for host in hosts.values())
    travellers = set(before) - set(hosts.values())
    assert all(after[person] != before[person] for person in travellers)
    assert sorted(list(after.values()).count(table) for table in hosts) == [4, 4, 4]


def test_people_who_were_told_their_table_keep_it_when_the_host_goes_back_and_on(db: Session) -> None:
    cafe = make.cafe(db, tables=3)
    for _ in range(11):
        make.guest(db, cafe)
    make.step(db, cafe, 2)
    told = seating.in_round(db, rounds.by_number(db, cafe.id_, 2))
    make.step(db, cafe, by=stepping.BACK)
    late = make.guest(db, cafe)
    make.step(db, cafe)
    again = seating.in_round(db, rounds.by_number(db, cafe.id_, 2))
    assert {person: table for person, table in again.items() if person != late.id} == told
    assert late.id in again


def test_a_round_ended_too_early_goes_on_with_the_time_that_was_left(db: Session) -> None:
    cafe = make.cafe(db)
    make.step(db, cafe, 2)
    make.step(db, cafe, by=stepping.BACK)
    first = rounds.by_number(db, cafe.id_, 1)
    assert first.is_running
    assert first.ends_at is not None
    assert first.ends_at - now() > timedelta(minutes=19)


def test_when_time_is_up_the_round_ends_by_itself_only_if_the_cafe_wants_it(db: Session) -> None:
    by_clock, by_host = make.cafe(db, round_ending=RoundEnding.clock), make.cafe(db)
    for cafe in (by_clock, by_host):
        make.step(db, cafe)
        rounds.by_number(db, cafe.id_, 1).ends_at = now() - timedelta(seconds=1)
    db.flush()
    assert stepping.end_if_due(db, by_clock.id_) is True
    assert stepping.end_if_due(db, by_clock.id_) is False
    assert stepping.end_if_due(db, by_host.id_) is False
    assert (stage(db, by_clock), stage(db, by_host)) == (Stage.change, Stage.round)


def test_a_paused_round_does_not_end_and_gets_its_time_back(db: Session) -> None:
    cafe = make.cafe(db, round_ending=RoundEnding.clock)
    make.step(db, cafe)
    first = rounds.by_number(db, cafe.id_, 1)
    running.pause(db, cafe)
    first.paused_at, first.ends_at = now() - timedelta(hours=1), now() - timedelta(minutes=50)
    db.flush()
    assert stepping.end_if_due(db, cafe.id_) is False
    running.resume(db, cafe)
    assert first.ends_at is not None
    assert timedelta(minutes=9) < first.ends_at - now() <= timedelta(minutes=10)


def test_more_time_counts_from_now_when_the_round_is_already_over_its_time(db: Session) -> None:
    cafe = make.cafe(db)
    make.step(db, cafe)
    first = rounds.by_number(db, cafe.id_, 1)
    first.ends_at = now() - timedelta(minutes=3)
    running.extend(db, cafe, 5)
    assert first.ends_at is not None
    assert timedelta(minutes=4, seconds=55) < first.ends_at - now() <= timedelta(minutes=5)


def test_a_locked_door_stops_newcomers_but_not_the_host(db: Session) -> None:
    cafe = make.cafe(db)
    hosting.set_doors(db, cafe, is_open=False)
    with pytest.raises(DoorsClosed):
        make.guest(db, cafe)
    assert make.guest(db, cafe, by_host=True).id


def test_a_cafe_is_never_full(db: Session) -> None:
    cafe = make.cafe(db, tables=2, seats=2)
    for _ in range(5):
        make.guest(db, cafe)
    seats = list(seating.in_round(db, rounds.current(db, cafe)).values())
    assert sorted(seats.count(table) for table in set(seats)) == [2, 3]
    assert sorted(table.seats for table in (make.table(db, cafe, 1), make.table(db, cafe, 2))) == [2, 3]


def test_a_tables_device_stays_at_its_table_and_takes_no_chair(db: Session) -> None:
    cafe = make.cafe(db, tables=2, seats=4)
    for _ in range(8):
        make.guest(db, cafe)
    device = make.guest(db, cafe, table=make.table(db, cafe, 2), role=Role.table_device)
    assert make.table(db, cafe, 2).seats == 4
    make.step(db, cafe, 2)
    after = seating.in_round(db, rounds.current(db, cafe))
    assert after.pop(device.id_) == make.table(db, cafe, 2).id
    assert sorted(list(after.values()).count(table) for table in set(after.values())) == [4, 4]


def test_one_guest_may_offer_to_keep_the_table_and_take_it_back(db: Session) -> None:
    cafe = make.cafe(db)
    anna, ben = (make.guest(db, cafe, table=make.table(db, cafe)) for _ in range(2))
    moving.offer_to_stay(db, cafe, anna.id_, stays=True)
    with pytest.raises(BadInput):
        moving.offer_to_stay(db, cafe, ben.id_, stays=True)
    moving.offer_to_stay(db, cafe, anna.id_, stays=False)
    moving.offer_to_stay(db, cafe, ben.id_, stays=True)
    assert (anna.role, ben.role) == (Role.traveller, Role.table_host)


def test_who_left_gets_no_chair_in_the_next_round(db: Session) -> None:
    cafe = make.cafe(db)
    gone, stays = make.guest(db, cafe), make.guest(db, cafe)
    make.step(db, cafe)
    moving.see_off(db, cafe, gone.id_)
    make.step(db, cafe)
    assert set(seating.in_round(db, rounds.current(db, cafe))) == {stays.id}
    assert [person.id for person in cafes.present(db, cafe.id_)] == [stays.id]
