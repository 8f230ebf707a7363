"""Questions about who sits where."""

from collections.abc import Mapping

import sqlalchemy as sa
from sqlalchemy import bindparam
from sqlmodel import Session, col, select

from app.cafes import reading as cafes
from app.cafes.models import Cafe, Participant, Role
from app.db import plain
from app.errors import NotFound
from app.rounds import reading as rounds
from app.rounds.models import Round
from app.seating.models import Seat
from app.tables import reading as tables
from app.tables.models import Table

_seats, _people = plain(Seat), plain(Participant)
_IN_ROUND = sa.select(_seats.c.participant_id, _seats.c.table_id).where(_seats.c.round_id == bindparam("round"))
_BY_ROUND = sa.select(_seats.c.round_id, _seats.c.participant_id, _seats.c.table_id).where(
    _seats.c.cafe_id == bindparam("cafe")
)
_HEADS = (
    sa.select(_seats.c.table_id, sa.func.count())
    .join(_people, _people.c.id == _seats.c.participant_id)
    .where(_seats.c.round_id == bindparam("round"))
    .where(_people.c.left_at.is_(None), _people.c.role != Role.table_device)
    .group_by(_seats.c.table_id)
)
_SEAT = select(Seat).where(Seat.round_id == bindparam("round"), Seat.participant_id == bindparam("participant"))
_SITTING = (
    select(Participant)
    .join(Seat, col(Seat.participant_id) == col(Participant.id))
    .where(Seat.round_id == bindparam("round"), Seat.table_id == bindparam("table"))
    .where(col(Participant.left_at).is_(None))
    .order_by(col(Participant.number))
)

_BEFORE = (
    select(Table)
    .join(Seat, col(Seat.table_id) == col(Table.id))
    .join(Round, col(Round.id) == col(Seat.round_id))
    .where(Seat.participant_id == bindparam("participant"), Round.number < bindparam("round"))
    .order_by(col(Round.number).desc())
)


def in_round(db: Session, round_: Round) -> dict[int, int]:
    """Participant id to table id in this round; also those who left since."""
    return dict(db.execute(_IN_ROUND, {"round": round_.id}).all())


def by_round(db: Session, cafe_id: int) -> dict[int, dict[int, int]]:
    """Round id to participant id to table id, for the whole café."""
    seating: dict[int, dict[int, int]] = {}
    for round_id, participant, table in db.execute(_BY_ROUND, {"cafe": cafe_id}):
        seating.setdefault(round_id, {})[participant] = table
    return seating


def heads(db: Session, round_: Round) -> dict[int, int]:
    """Table id to the number of people there who need a chair; tables without anybody are not in it."""
    return dict(db.execute(_HEADS, {"round": round_.id}).all())


def seat_of(db: Session, round_: Round, participant_id: int) -> Seat | None:
    """Where somebody sits in a round."""
    return db.exec(_SEAT, params={"round": round_.id, "participant": participant_id}).first()


def table_now(db: Session, cafe: Cafe, person: Participant) -> Table:
    """The table where somebody sits in the round that is on or comes next; raises NotFound."""
    seat = seat_of(db, rounds.current(db, cafe), person.id_)
    if seat is None:
        raise NotFound
    return tables.by_id(db, cafe.id_, seat.table_id)


def table_id_now(db: Session, cafe: Cafe, person: Participant) -> int:
    """Where somebody sits in the round that is on or comes next; raises NotFound."""
    seat = seat_of(db, rounds.current(db, cafe), person.id_)
    if seat is None:
        raise NotFound
    return seat.table_id


def tables_before(db: Session, cafe: Cafe, person: Participant) -> list[Table]:
    """Where somebody sat in earlier rounds, latest first, each table once, without the present one."""
    if cafe.round_no == 1:
        return []
    here = seat_of(db, rounds.current(db, cafe), person.id_)
    before = db.exec(_BEFORE, params={"participant": person.id, "round": cafe.round_no})
    found: Mapping[int, Table] = {table.id_: table for table in before if here is None or table.id != here.table_id}
    return list(found.values())


def has_sat_at(db: Session, participant_id: int, table_id: int) -> bool:
    """Whether somebody has or had a chair at this table, in any round that has been laid for."""
    query = select(Seat.round_id).where(Seat.participant_id == participant_id, Seat.table_id == table_id)
    return db.exec(query).first() is not None


def sitting_at(db: Session, round_: Round, table_id: int) -> list[Participant]:
    """Who sits at a table in a round and has not left, in order of arrival; the table's device as well."""
    return list(db.exec(_SITTING, params={"round": round_.id, "table": table_id}))


def people_here(db: Session, cafe: Cafe, seats: Mapping[int, int]) -> dict[int, Participant]:
    """Those of the seated who are people and have not left, by id, in order of arrival."""
    return {
        id_: person
        for id_, person in cafes.everybody(db, cafe.id_).items()
        if id_ in seats and person.is_here and person.is_person
    }
