"""Telling everybody their next table: the plan comes true, for all at once."""

from sqlmodel import Session

from app.cafes import reading as cafes
from app.cafes.models import Cafe, Hosting, Participant, Role
from app.rounds import reading as rounds
from app.rounds.models import Round
from app.seating import gathering, moving, planning, reading
from app.tables import reading as tables


def seat_everybody(db: Session, cafe: Cafe) -> None:
    """A chair in the current round for each guest who has none yet; people who were told a table keep it.

    When nobody was told yet, the plan's next round is taken, and kept with all that follow.
    """
    round_ = rounds.current(db, cafe)
    seated = reading.in_round(db, round_)
    guests = [person for person in cafes.everybody(db, cafe.id_).values() if person.is_here]
    if not seated:
        _relieve_hosts(db, cafe)
    plan = {} if seated else planning.next_seats(db, cafe) | _devices(db, cafe, round_, guests)
    for person in guests:
        if person.id_ in seated:
            continue
        table_id = plan.get(person.id_) or moving.table_with_room(db, cafe, round_, person).id_
        moving.take_chair(db, cafe, round_, person, table_id)


def _relieve_hosts(db: Session, cafe: Cafe) -> None:
    """Who has kept a table for the rounds that this café wants travels on."""
    if cafe.hosting == Hosting.staying:
        return
    s = gathering.standing(db, cafe)
    for person in s.counted.values():
        if person.role == Role.table_host and (cafe.hosting == Hosting.none or gathering.has_stayed(s, person.id_)):
            person.role = Role.traveller
            db.add(person)


def _devices(db: Session, cafe: Cafe, round_: Round, guests: list[Participant]) -> dict[int, int]:
    """A table's device lies where it lay."""
    if round_.number == 1:
        return {}
    before = reading.in_round(db, rounds.by_number(db, cafe.id_, round_.number - 1))
    standing = {table.id_ for table in tables.in_cafe(db, cafe.id_)}
    return {
        person.id_: before[person.id_]
        for person in guests
        if not person.is_person and before.get(person.id_) in standing
    }
