"""The guest list and the door: who is awaited counts nowhere until they come, and is known by name when they do."""

import pytest
from sqlalchemy import delete
from sqlmodel import Session, col

from app.cafes import listing
from app.cafes import reading as cafes
from app.cafes.guest_list import Guest
from app.cafes.models import Cafe, Participant, Role
from app.errors import BadInput, NotFound
from app.evening import reading as evening
from app.rounds import reading as rounds
from app.seating import arriving
from app.seating import reading as seating
from app.seating.models import PlannedSeat
from tests import factories as make


def awaited(db: Session, cafe: Cafe, *names: str, **fields: object) -> list[Participant]:
    return [listing.enlist(db, cafe, Guest(name, **fields)) for name in names]  # type: ignore[arg-type]


def planned(db: Session, cafe: Cafe, person: Participant, number: int) -> int:
    table = make.table(db, cafe, number).id_
    round_ = rounds.current(db, cafe).id_
    db.execute(delete(PlannedSeat).where(col(PlannedSeat.participant_id) == person.id))
    db.add(PlannedSeat(cafe_id=cafe.id_, round_id=round_, table_id=table, participant_id=person.id_))
    db.flush()
    return table


def seat(db: Session, cafe: Cafe, person: Participant) -> int:
    return seating.table_id_now(db, cafe, person)


def test_who_is_awaited_counts_nowhere(db: Session) -> None:
    cafe = make.cafe(db)
    awaited(db, cafe, "Anna", "Ben")
    make.guest(db, cafe, "Carla")
    assert [person.name for person in cafes.present(db, cafe.id_)] == ["Carla"]
    assert cafes.attendance(db, cafe.id_) == (1, 0)
    make.step(db, cafe)
    assert len(seating.in_round(db, rounds.current(db, cafe))) == 1
    assert evening.here(cafe, rounds.current(db, cafe))[0] == "round"


@pytest.mark.parametrize("typed", ["Jörg Müller", "  jörg   MÜLLER ", "Jorg Muller", "Jo\u0308rg Mu\u0308ller"])
def test_a_guest_is_known_by_name_at_the_door(db: Session, typed: str) -> None:
    cafe = make.cafe(db)
    (joerg,) = awaited(db, cafe, "Jörg Müller", trade="Koch", organisation="Verein", speaks="de")
    table = planned(db, cafe, joerg, 3)
    came = make.guest(db, cafe, typed)
    assert (came.id, came.name, came.trade, came.organisation) == (joerg.id, "Jörg Müller", "Koch", "Verein")
    assert came.is_here and came.has_phone and came.arrival_key.startswith("arrival-")
    assert seat(db, cafe, came) == table
    assert cafes.awaited(db, cafe.id_) == []


def test_another_name_is_another_guest(db: Session) -> None:
    cafe = make.cafe(db)
    awaited(db, cafe, "Anna Berger")
    assert make.guest(db, cafe, "Anna").name == "Anna"
    assert len(cafes.awaited(db, cafe.id_)) == 1


def test_of_five_with_one_name_the_first_comes_and_a_form_sent_twice_is_one_guest(db: Session) -> None:
    cafe = make.cafe(db)
    annas = awaited(db, cafe, *["Anna"] * 5)
    first = arriving.arrive(db, cafe, arrival_key="one-form-here", name="Anna")
    again = arriving.arrive(db, cafe, arrival_key="one-form-here", name="Anna")
    second = arriving.arrive(db, cafe, arrival_key="next-form-here", name="anna")
    assert [first.id, again.id, second.id] == [annas[0].id, annas[0].id, annas[1].id]
    assert len(cafes.awaited(db, cafe.id_)) == 3


def test_the_spelling_decides_between_names_that_are_alike(db: Session) -> None:
    cafe = make.cafe(db)
    rene, renee = awaited(db, cafe, "René", "Rene")
    assert make.guest(db, cafe, "rene").id == renee.id
    assert make.guest(db, cafe, "Rene").id == rene.id


def test_a_trade_that_is_typed_counts_more_than_the_list(db: Session) -> None:
    cafe = make.cafe(db)
    awaited(db, cafe, "Anna", trade="Köchin")
    assert arriving.arrive(db, cafe, arrival_key="the-key-of-a", name="Anna", trade="Wirtin").trade == "Wirtin"


def test_a_scanned_table_goes_before_the_plan_and_a_cleared_one_is_none(db: Session) -> None:
    cafe = make.cafe(db)
    anna, ben = awaited(db, cafe, "Anna", "Ben")
    planned(db, cafe, anna, 3)
    scanned = make.table(db, cafe, 2)
    assert seat(db, cafe, make.guest(db, cafe, "Anna", table=scanned)) == scanned.id
    planned(db, cafe, ben, 3)
    gone = make.table(db, cafe, 3)
    gone.cleared_at = cafe.laid_at
    db.add(gone)
    db.flush()
    assert seat(db, cafe, make.guest(db, cafe, "Ben")) == make.table(db, cafe, 1).id


def test_a_tables_device_and_an_anonymous_cafe_match_nobody(db: Session) -> None:
    cafe = make.cafe(db)
    awaited(db, cafe, "Anna")
    make.guest(db, cafe, "Anna", role=Role.table_device)
    cafe.naming = "anonymous"  # type: ignore[assignment]
    make.guest(db, cafe, "Anna")
    make.guest(db, cafe, "")
    assert len(cafes.awaited(db, cafe.id_)) == 1
    with pytest.raises(BadInput):
        awaited(db, cafe, "Ben")


def test_the_host_sees_somebody_come_in(db: Session) -> None:
    cafe = make.cafe(db)
    anna, ben = awaited(db, cafe, "Anna", "Ben")
    table = planned(db, cafe, ben, 2)
    for _ in range(2):  # a second press changes nothing
        came = arriving.receive(db, cafe, ben.id_)
        assert came.is_here and not came.has_phone
        assert seat(db, cafe, came) == table
    assert cafes.attendance(db, cafe.id_) == (1, 1)
    assert make.guest(db, cafe, "Anna", by_host=True).id == anna.id
    assert cafes.attendance(db, cafe.id_) == (2, 2)


def test_table_hosts_get_a_table_each_and_the_surplus_travels(db: Session) -> None:
    cafe = make.cafe(db, tables=2)
    awaited(db, cafe, "Anna", "Ben", "Carla", hosts=True)
    make.guest(db, cafe, "Dora", table=make.table(db, cafe, 2))
    make.guest(db, cafe, "Emil", table=make.table(db, cafe, 2))
    roles = [(seat(db, cafe, guest), guest.role) for guest in (make.guest(db, cafe, name) for name in ("Anna", "Ben"))]
    assert roles == [(make.table(db, cafe, 1).id, "table_host"), (make.table(db, cafe, 2).id, "table_host")]
    assert make.guest(db, cafe, "Carla").role == Role.traveller


def test_who_is_taken_off_is_forgotten(db: Session) -> None:
    cafe = make.cafe(db)
    (anna,) = awaited(db, cafe, "Anna", trade="Köchin", organisation="Verein", speaks="de", hosts=True)
    listing.take_off(db, cafe, anna.id_)
    assert (anna.name, anna.trade, anna.organisation, anna.speaks, anna.role) == ("", "", "", "", "traveller")
    assert listing.on_list(db, cafe.id_) == []
    assert make.guest(db, cafe, "Anna").id != anna.id
    for verb in (listing.take_off, arriving.receive):
        with pytest.raises(NotFound):
            verb(db, cafe, anna.id_)


def test_a_list_read_again_doubles_nobody_unless_that_is_wanted(db: Session) -> None:
    cafe = make.cafe(db)
    once = [Guest("Anna"), Guest("Anna"), Guest("Ben")]
    assert listing.import_guests(db, cafe, once) == 3
    make.guest(db, cafe, "Anna")
    assert listing.import_guests(db, cafe, once) == 0
    assert listing.import_guests(db, cafe, [*once, Guest("anna"), Guest("Carla")]) == 2
    assert listing.import_guests(db, cafe, once, again=True) == 3
    assert len(listing.on_list(db, cafe.id_)) == 8


def test_a_cafe_holds_a_thousand_and_who_was_taken_off_makes_room(db: Session) -> None:
    cafe = make.cafe(db)
    listing.import_guests(db, cafe, [Guest(f"Gast {number}") for number in range(1000)])
    with pytest.raises(BadInput):
        listing.import_guests(db, cafe, [Guest("Zu viel")])
    assert make.guest(db, cafe, "Gast 999").number == 1000
    listing.take_off(db, cafe, cafes.awaited(db, cafe.id_)[0].id_)
    assert make.guest(db, cafe, "Gerade noch").number > 1000
    with pytest.raises(BadInput):
        make.guest(db, cafe, "Zu viel")


def test_what_is_known_of_a_guest_can_be_mended(db: Session) -> None:
    cafe = make.cafe(db)
    (anna,) = awaited(db, cafe, "Ana")
    listing.change(db, cafe, anna.id_, Guest("Anna", trade="Köchin", hosts=True))
    assert (anna.name, anna.trade, anna.role) == ("Anna", "Köchin", Role.table_host)
    ben = make.guest(db, cafe, "Ben")
    listing.change(db, cafe, ben.id_, Guest("Benno", organisation="Verein", hosts=True))
    assert (ben.name, ben.organisation, ben.role) == ("Benno", "Verein", Role.traveller)


def test_who_just_walks_in_leaves_the_chairs_of_those_who_are_awaited(db: Session) -> None:
    cafe = make.cafe(db, tables=3, seats=2)
    here, *late = awaited(db, cafe, "Anna", "Ben", "Carla")
    planned(db, cafe, here, 1)
    make.guest(db, cafe, "Anna", table=make.table(db, cafe, 1))
    for person in late:
        planned(db, cafe, person, 2)
    assert seat(db, cafe, make.guest(db, cafe, "Dora")) == make.table(db, cafe, 3).id
    assert seat(db, cafe, make.guest(db, cafe, "Ben")) == make.table(db, cafe, 2).id
    make.step(db, cafe)
    assert seat(db, cafe, make.guest(db, cafe, "Emil")) == make.table(db, cafe, 1).id
