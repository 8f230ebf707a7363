"""Giving people chairs one by one: on arrival, when somebody moves, goes home or keeps a table."""

from collections.abc import Mapping

import sqlalchemy as sa
from sqlmodel import Session

from app.cafes import joining
from app.cafes import reading as cafes
from app.cafes.models import Cafe, Hosting, Participant, Phase, Role
from app.db import plain
from app.errors import BadInput, NotFound, marked
from app.events import ParticipantJoined, ParticipantLeft, ParticipantMoved, RoleGiven, record
from app.rounds import reading as rounds
from app.rounds.models import Round
from app.seating import reading, rotation
from app.seating.models import Seat
from app.tables import laying
from app.tables import reading as tables
from app.tables.models import Table


def take_chair(db: Session, cafe: Cafe, round_: Round, person: Participant, table_id: int) -> None:
    seat = {"cafe_id": cafe.id, "round_id": round_.id, "table_id": table_id, "participant_id": person.id}
    db.execute(_TAKE, seat)


_TAKE = sa.insert(plain(Seat))


def emptiest_table(db: Session, cafe: Cafe, heads: Mapping[int, int]) -> Table:
    """Where somebody sits who is new here, so that all faces are new to them; of equals the first by number."""
    return min(tables.in_cafe(db, cafe.id_), key=lambda table: heads.get(table.id_, 0))


def table_with_room(db: Session, cafe: Cafe, round_: Round, person: Participant) -> Table:
    """Where somebody sits who comes back: the emptiest table, and of these the one with the newest faces for them."""
    room = tables.in_cafe(db, cafe.id_)
    seating = _people_only(db, cafe, reading.in_round(db, round_))
    chosen = rotation.seat_for_latecomer(person.id_, [table.id_ for table in room], seating, _earlier(db, cafe, round_))
    return next(table for table in room if table.id == chosen)


def move(db: Session, cafe: Cafe, participant_id: int, table_id: int, *, actor: str = "host") -> int | None:
    """Seats somebody at another table in the round that is on or comes next; returns where they sat.

    Raises NotFound for people who are not here and tables that do not stand.
    """
    person = cafes.participant(db, cafe.id_, participant_id)
    table = tables.standing(db, cafe.id_, table_id)
    round_ = rounds.current(db, cafe)
    seat = reading.seat_of(db, round_, participant_id)
    before = seat.table_id if seat else None
    if before == table_id:
        return before
    if seat is None:
        take_chair(db, cafe, round_, person, table_id)
    else:
        seat.table_id = table_id
        db.add(seat)
        db.flush()
    moved = ParticipantMoved(
        cafe_id=cafe.id_,
        actor=actor,
        participant_id=participant_id,
        from_table_id=table_id if before is None else before,
        to_table_id=table.id_,
    )
    record(db, moved)
    return before


def exchange(db: Session, cafe: Cafe, participant_id: int, table_id: int, other_id: int | None) -> int | None:
    """The same, and whoever is `other_id` takes the chair that was left; returns where `participant_id` sat.

    A table keeps one host: who comes to a table that has one travels from now on, and who is missed is replaced.
    """
    before = move(db, cafe, participant_id, table_id)
    if before is None or before == table_id:
        return before
    if other_id is not None:
        move(db, cafe, other_id, before)
    for person_id, here, left in ((participant_id, table_id, before), (other_id, before, table_id)):
        if person_id is not None and cafes.participant(db, cafe.id_, person_id).role == Role.table_host:
            _keep_one_host(db, cafe, person_id, here, left)
    return before


def _keep_one_host(db: Session, cafe: Cafe, host_id: int, here: int, left: int) -> None:
    sitting = reading.sitting_at(db, rounds.current(db, cafe), here)
    if any(person.role == Role.table_host and person.id != host_id for person in sitting):
        give_role(db, cafe, host_id, Role.traveller)
    if cafe.phase == Phase.rounds:
        _succeed(db, cafe, left)


def check_in(db: Session, cafe: Cafe, participant_id: int, table_id: int) -> None:
    """Somebody sat down elsewhere than planned and says so; who kept a table keeps it no longer."""
    before = move(db, cafe, participant_id, table_id, actor=f"p{participant_id}")
    if before != table_id and cafes.participant(db, cafe.id_, participant_id).role == Role.table_host:
        give_role(db, cafe, participant_id, Role.traveller, actor=f"p{participant_id}")
        if before is not None and cafe.phase == Phase.rounds:
            _succeed(db, cafe, before)


def clear_table(db: Session, cafe: Cafe, table_id: int) -> None:
    """Takes a table out of the room; its people go where there is room, what lies on its cloth is kept.

    Raises BadInput for the last table.
    """
    table = tables.standing(db, cafe.id_, table_id)
    round_ = rounds.current(db, cafe)
    homeless = reading.sitting_at(db, round_, table_id)
    laying.clear(db, cafe, table)
    for person in homeless:
        if person.role == Role.table_host:
            give_role(db, cafe, person.id_, Role.traveller)
        move(db, cafe, person.id_, table_with_room(db, cafe, round_, person).id_)


def give_role(db: Session, cafe: Cafe, participant_id: int, role: Role, *, actor: str = "host") -> None:
    """Makes somebody the host of the table they sit at, or a traveller again; raises BadInput for a table's device."""
    person = cafes.participant(db, cafe.id_, participant_id)
    if Role.table_device in (person.role, role):
        raise BadInput("role", marked("Ein Tisch-Handy kann nicht Gastgeber:in sein."))
    if person.role == role:
        return
    person.role = role
    db.add(person)
    record(
        db,
        RoleGiven(
            cafe_id=cafe.id_,
            actor=actor,
            participant_id=participant_id,
            table_id=reading.table_now(db, cafe, person).id_,
        ),
    )


def offer_to_stay(db: Session, cafe: Cafe, participant_id: int, *, stays: bool) -> None:
    """Somebody keeps the table they sit at, if nobody does yet; or travels on after all."""
    person = cafes.participant(db, cafe.id_, participant_id)
    if stays and cafe.hosting == Hosting.none:
        raise BadInput("stays", marked("In diesem Café ziehen alle weiter."))
    table = reading.table_now(db, cafe, person)
    sitting = reading.sitting_at(db, rounds.current(db, cafe), table.id_)
    if stays and any(each.role == Role.table_host for each in sitting):
        raise BadInput("stays", marked("An diesem Tisch bleibt schon jemand sitzen."))
    give_role(db, cafe, participant_id, Role.table_host if stays else Role.traveller, actor=f"p{participant_id}")


def see_off(db: Session, cafe: Cafe, participant_id: int, *, actor: str = "host") -> None:
    """Somebody goes home: the chair is free, what they wrote stays; a table that loses its host gets another."""
    person = cafes.participant(db, cafe.id_, participant_id)
    seat = reading.seat_of(db, rounds.current(db, cafe), participant_id)
    joining.leave(db, person)
    left = ParticipantLeft(
        cafe_id=cafe.id_, actor=actor, participant_id=participant_id, table_id=seat.table_id if seat else None
    )
    record(db, left)
    if seat and person.role == Role.table_host and cafe.phase == Phase.rounds:
        _succeed(db, cafe, seat.table_id)


def readmit(db: Session, cafe: Cafe, participant_id: int) -> None:
    """Somebody who was seen off by mistake sits again where they sat, or where there is room by now."""
    person = cafes.everybody(db, cafe.id_).get(participant_id)
    if person is None or person.left_at is None:
        raise NotFound
    cafes.open_for_changes(db, cafe.id_)
    joining.come_back(db, person)
    round_ = rounds.current(db, cafe)
    seat = reading.seat_of(db, round_, participant_id)
    standing = {table.id_ for table in tables.in_cafe(db, cafe.id_)}
    if seat is None:
        take_chair(db, cafe, round_, person, table_with_room(db, cafe, round_, person).id_)
    elif seat.table_id not in standing:
        seat.table_id = table_with_room(db, cafe, round_, person).id_
        db.add(seat)
        db.flush()
    there = reading.table_id_now(db, cafe, person)
    record(db, ParticipantJoined(cafe_id=cafe.id_, participant_id=participant_id, table_id=there))


def _succeed(db: Session, cafe: Cafe, table_id: int) -> None:
    """Whoever came first of those who sit there keeps the table from now on, and may say no on their phone."""
    sitting = reading.sitting_at(db, rounds.current(db, cafe), table_id)
    if cafe.hosting == Hosting.none or any(person.role == Role.table_host for person in sitting):
        return
    heir = next((person for person in sitting if person.role == Role.traveller), None)
    if heir is not None:
        give_role(db, cafe, heir.id_, Role.table_host)


def _earlier(db: Session, cafe: Cafe, round_: Round) -> list[dict[int, int]]:
    """Person to table in each earlier round, as it was sat."""
    seating = reading.by_round(db, cafe.id_)
    earlier = [each for each in rounds.in_cafe(db, cafe) if each.number < round_.number]
    return [seating[each.id_] for each in earlier if each.id_ in seating]


def _people_only(db: Session, cafe: Cafe, seating: dict[int, int]) -> dict[int, int]:
    present = {person.id_ for person in cafes.present(db, cafe.id_)}
    return {person: table for person, table in seating.items() if person in present}
