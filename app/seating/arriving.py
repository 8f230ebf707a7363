"""Coming in: a guest joins and has a chair at once, at any time of the evening."""

from sqlmodel import Session

from app.cafes import joining
from app.cafes.models import Cafe, Participant, Role
from app.errors import BadInput, marked
from app.events import ParticipantJoined, record
from app.rounds import reading as rounds
from app.seating import moving, reading
from app.tables.models import Table

MOST_GUESTS = 1000


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
    """Joins and sits down: at `table` if its own code was scanned, else where there is room.

    A café is never full: where no chair is free one is added and the host is told. A table's device takes no chair.
    """
    person = joining.join(
        db, cafe, arrival_key=arrival_key, name=name, trade=trade, role=role, has_phone=not by_host, by_host=by_host
    )
    round_ = rounds.current(db, cafe)
    if reading.seat_of(db, round_, person.id_):
        return person
    if person.number > MOST_GUESTS:
        raise BadInput("name", marked("Mehr als %(most)d Gäste fasst ein Café nicht."), most=MOST_GUESTS)
    heads = reading.heads(db, round_)
    table = table or moving.emptiest_table(db, cafe, heads)
    moving.take_chair(db, cafe, round_, person, table.id_)
    added = role != Role.table_device and _add_chair_if_short(db, table, heads.get(table.id_, 0) + 1)
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
    return person


def _add_chair_if_short(db: Session, table: Table, sitting: int) -> bool:
    if sitting <= table.seats:
        return False
    table.seats = sitting
    db.add(table)
    return True
