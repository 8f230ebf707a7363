"""Giving people chairs: on arrival, at each change of tables, and when the host moves somebody."""

from collections.abc import Mapping

import sqlalchemy as sa
from sqlmodel import Session

from app.cafes import joining
from app.cafes import reading as cafes
from app.cafes.models import Cafe, Participant, Role
from app.db import plain
from app.errors import BadInput, marked
from app.events import ParticipantLeft, ParticipantMoved, RoleGiven, record
from app.rounds import reading as rounds
from app.rounds.models import Round
from app.seating import reading, rotation
from app.seating.models import Seat
from app.tables import reading as tables
from app.tables.models import Table


def seat_everybody(db: Session, cafe: Cafe) -> None:
    """A chair in the current round for each guest who has none yet; people who were told a table keep it.

    When nobody was told yet, the seating of the remaining rounds is planned and its first round taken.
    """
    round_ = rounds.current(db, cafe)
    seated = reading.in_round(db, round_)
    guests = [person for person in cafes.everybody(db, cafe.id_).values() if person.left_at is None]
    plan = {} if seated else _planned(db, cafe, round_, guests)
    for person in guests:
        if person.id_ in seated:
            continue
        table_id = plan.get(person.id_) or table_with_room(db, cafe, round_, person).id_
        take_chair(db, cafe, round_, person, table_id)


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
    chosen = rotation.seat_for_latecomer(person.id_, [table.id_ for table in room], seating, _past(db, cafe, round_))
    return next(table for table in room if table.id == chosen)


def move(db: Session, cafe: Cafe, participant_id: int, table_id: int) -> None:
    """Seats somebody at another table in the round that is on or comes next."""
    person = cafes.participant(db, cafe.id_, participant_id)
    table = tables.by_id(db, cafe.id_, table_id)
    round_ = rounds.current(db, cafe)
    seat = reading.seat_of(db, round_, participant_id)
    before = seat.table_id if seat else table_id
    if seat is None:
        take_chair(db, cafe, round_, person, table_id)
    elif seat.table_id != table_id:
        seat.table_id = table_id
        db.add(seat)
    else:
        return
    record(
        db,
        ParticipantMoved(cafe_id=cafe.id_, participant_id=participant_id, from_table_id=before, to_table_id=table.id_),
    )


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
    table = reading.table_now(db, cafe, person)
    sitting = reading.sitting_at(db, rounds.current(db, cafe), table.id_)
    if stays and any(each.role == Role.table_host for each in sitting):
        raise BadInput("stays", marked("An diesem Tisch bleibt schon jemand sitzen."))
    give_role(db, cafe, participant_id, Role.table_host if stays else Role.traveller, actor=f"p{participant_id}")


def see_off(db: Session, cafe: Cafe, participant_id: int, *, actor: str = "host") -> None:
    """Somebody goes home: the chair is free, what they wrote stays."""
    person = cafes.participant(db, cafe.id_, participant_id)
    seat = reading.seat_of(db, rounds.current(db, cafe), participant_id)
    joining.leave(db, person)
    record(
        db,
        ParticipantLeft(
            cafe_id=cafe.id_, actor=actor, participant_id=participant_id, table_id=seat.table_id if seat else None
        ),
    )


def _planned(db: Session, cafe: Cafe, round_: Round, guests: list[Participant]) -> dict[int, int]:
    """Where everybody sits next; table hosts and tables' devices stay, and devices count as nobody."""
    past = _past(db, cafe, round_)
    if not past:
        return {}
    before = past[-1]
    plan = rotation.next_round(
        travellers=[person.id_ for person in guests if person.role == Role.traveller],
        staying={person.id_: before[person.id_] for person in _with_role(guests, Role.table_host, before)},
        tables={table.id_: table.seats for table in tables.in_cafe(db, cafe.id_)},
        past=[_people_only(db, cafe, seating) for seating in past],
        rounds_left=len(rounds.in_cafe(db, cafe)) - round_.number + 1,
        seed=cafe.id_,
    )
    return plan | {person.id_: before[person.id_] for person in _with_role(guests, Role.table_device, before)}


def _with_role(guests: list[Participant], role: Role, seated: dict[int, int]) -> list[Participant]:
    return [person for person in guests if person.role == role and person.id_ in seated]


def _past(db: Session, cafe: Cafe, round_: Round) -> list[dict[int, int]]:
    """Person to table in each earlier round, as it was sat."""
    seating = reading.by_round(db, cafe.id_)
    earlier = [each for each in rounds.in_cafe(db, cafe) if each.number < round_.number]
    return [seating[each.id_] for each in earlier if each.id_ in seating]


def _people_only(db: Session, cafe: Cafe, seating: dict[int, int]) -> dict[int, int]:
    present = {person.id_ for person in cafes.present(db, cafe.id_)}
    return {person: table for person, table in seating.items() if person in present}
