"""Coming in: a guest joins and has a chair at once, at any time of the evening."""

import sqlalchemy as sa
from sqlalchemy import bindparam
from sqlmodel import Session

from app.cafes import joining, listing
from app.cafes import reading as cafes
from app.cafes.models import Cafe, Participant, Role
from app.cafes.names import MOST_GUESTS
from app.db import plain
from app.errors import BadInput, marked
from app.events import ParticipantJoined, ParticipantLeft, record
from app.rounds import reading as rounds
from app.rounds.models import Round
from app.seating import moving, planning, reading
from app.seating.gathering import BEFORE
from app.seating.models import PlannedSeat, Seat
from app.tables.models import Table

_seats, _people, _plan, _tables = plain(Seat), plain(Participant), plain(PlannedSeat), plain(Table)
_PLANNED = (
    sa.select(_plan.c.participant_id, _plan.c.table_id)
    .join(_tables, _tables.c.id == _plan.c.table_id)
    .where(_plan.c.round_id == bindparam("round"), _tables.c.cleared_at.is_(None))
)
_PLANNED_FOR = _PLANNED.where(_plan.c.participant_id == bindparam("participant"))
_KEPT_FREE = (
    sa.select(_plan.c.table_id, sa.func.count())
    .join(_people, _people.c.id == _plan.c.participant_id)
    .where(_plan.c.round_id == bindparam("round"), _people.c.joined_at.is_(None), _people.c.left_at.is_(None))
    .group_by(_plan.c.table_id)
)
_HOSTED = (
    sa.select(_seats.c.table_id)
    .join(_people, _people.c.id == _seats.c.participant_id)
    .where(_seats.c.round_id == bindparam("round"), _people.c.id != bindparam("participant"))
    .where(_people.c.role == Role.table_host, _people.c.left_at.is_(None))
)


def arrive(
    db: Session,
    cafe: Cafe,
    *,
    arrival_key: str,
    name: str = "",
    trade: str = "",
    table: Table | None = None,
    role: Role = Role.traveller,
    by_host: bool = False,
) -> Participant:
    """Joins and sits down: at `table` if its own code was scanned, else where the plan has them or there is room.

    A café is never full: where no chair is free one is added and the host is told. A table's device takes no chair.
    """
    person = joining.join(
        db, cafe, arrival_key=arrival_key, name=name, trade=trade, role=role, has_phone=not by_host, by_host=by_host
    )
    _sit_down(db, cafe, person, table, by_host=by_host)
    return person


def receive(db: Session, cafe: Cafe, participant_id: int) -> Participant:
    """The host saw somebody from the guest list come in, without a phone; again it changes nothing."""
    person = db.get(Participant, participant_id)
    if person is None or person.cafe_id != cafe.id or not person.is_here:
        cafes.open_for_changes(db, cafe.id_)
        person = joining.welcome(db, listing.awaited_guest(db, cafe, participant_id))
    _sit_down(db, cafe, person, None, by_host=True)
    return person


def send_back(db: Session, cafe: Cafe, participant_id: int, *, role: Role, was_awaited: bool) -> None:
    """The host took somebody for here who is not: the chair is free again.

    Who was awaited, in this role, is so again; who was not is taken off the list, and what was known of them erased.
    """
    person = cafes.participant(db, cafe.id_, participant_id)
    seat = reading.seat_of(db, rounds.current(db, cafe), participant_id)
    table_id = seat.table_id if seat else None
    if seat is not None:
        db.delete(seat)
    person.joined_at, person.role = None, role
    db.add(person)
    db.flush()
    record(db, ParticipantLeft(cafe_id=cafe.id_, actor="host", participant_id=participant_id, table_id=table_id))
    if not was_awaited:
        listing.take_off(db, cafe, participant_id)


def planned_tables(db: Session, round_: Round) -> dict[int, int]:
    """Participant id to the table where the plan has them in this round, as far as it still stands."""
    return {row.participant_id: row.table_id for row in db.execute(_PLANNED, {"round": round_.id})}


def _sit_down(db: Session, cafe: Cafe, person: Participant, table: Table | None, *, by_host: bool) -> None:
    round_ = rounds.current(db, cafe)
    if reading.seat_of(db, round_, person.id_):
        return
    if person.number > MOST_GUESTS and listing.places_left(db, cafe.id_) < 0:
        raise BadInput("name", marked("Mehr als %(most)d Gäste fasst ein Café nicht."), most=MOST_GUESTS)
    heads = reading.heads(db, round_)
    if not heads and cafes.awaited(db, cafe.id_):
        planning.keep(db, cafe)  # from the first guest on the others' planned seats are theirs
    table = table or _table_for(db, cafe, round_, person, heads)
    moving.take_chair(db, cafe, round_, person, table.id_)
    added = person.is_person and _add_chair_if_short(db, table, heads.get(table.id_, 0) + 1)
    if person.role == Role.table_host and table.id_ in _hosted(db, round_, person):
        person.role = Role.traveller  # somebody else keeps this table already
        db.add(person)
    record(
        db,
        ParticipantJoined(
            cafe_id=cafe.id_,
            actor="host" if by_host else f"p{person.id_}",
            participant_id=person.id_,
            table_id=table.id_,
            chair_added=added,
        ),
    )


def _table_for(db: Session, cafe: Cafe, round_: Round, person: Participant, heads: dict[int, int]) -> Table:
    """Where the plan has them if that table still stands; else the emptiest, for table hosts one that has none yet.

    Until the first round begins, chairs are kept free for those who are awaited.
    """
    planned = db.execute(_PLANNED_FOR, {"round": round_.id, "participant": person.id}).first()
    if planned is not None:
        return db.get_one(Table, planned.table_id)
    if cafe.phase in BEFORE:
        for table_id, awaited in db.execute(_KEPT_FREE, {"round": round_.id}):
            heads = heads | {table_id: heads.get(table_id, 0) + awaited}
    if person.role == Role.table_host:
        hosted = _hosted(db, round_, person)
        heads = heads | {table_id: heads.get(table_id, 0) + MOST_GUESTS for table_id in hosted}
    return moving.emptiest_table(db, cafe, heads)


def _hosted(db: Session, round_: Round, person: Participant) -> set[int]:
    """The tables that somebody else keeps in this round."""
    return set(db.execute(_HOSTED, {"round": round_.id, "participant": person.id}).scalars())


def _add_chair_if_short(db: Session, table: Table, sitting: int) -> bool:
    if sitting <= table.seats:
        return False
    table.seats = sitting
    db.add(table)
    return True
