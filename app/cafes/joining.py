"""Guests come and go."""

from sqlmodel import Session, select

from app.cafes import reading
from app.cafes.models import Cafe, Naming, Participant, Phase, Role
from app.db import now
from app.errors import CafeIsClosed, DoorsClosed
from app.texts import bounded

NAME_LIMIT = 40
TRADE_LIMIT = 60


def join(
    db: Session,
    cafe: Cafe,
    *,
    arrival_key: str,
    name: str,
    trade: str,
    role: Role,
    has_phone: bool,
    by_host: bool = False,
) -> Participant:
    """A new guest, or the same one again when the same form is sent twice.

    Raises DoorsClosed and CafeIsClosed, and BadInput for a name that is missing or too long.
    """
    same = db.exec(
        select(Participant).where(Participant.cafe_id == cafe.id, Participant.arrival_key == arrival_key)
    ).first()
    if same is not None:
        return same
    if cafe.phase == Phase.closed:
        raise CafeIsClosed
    if not cafe.is_open and not by_host:
        raise DoorsClosed
    asks_name = cafe.naming == Naming.names and role != Role.table_device
    person = Participant(
        cafe_id=cafe.id_,
        arrival_key=arrival_key,
        number=reading.next_number(db, cafe.id_),
        name=bounded("name", name, NAME_LIMIT, required=asks_name) if asks_name else "",
        trade=bounded("trade", trade, TRADE_LIMIT),
        role=role,
        has_phone=has_phone,
    )
    db.add(person)
    db.flush()
    return person


def leave(db: Session, person: Participant) -> None:
    """Marks that somebody went home; what they wrote stays."""
    person.left_at = now()
    db.add(person)
    db.flush()
