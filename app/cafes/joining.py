"""Guests come and go."""

from sqlmodel import Session, select

from app.cafes import listing, reading
from app.cafes.models import Cafe, Naming, Participant, Phase, Role
from app.cafes.names import NAME_LIMIT, TRADE_LIMIT
from app.db import now
from app.errors import CafeIsClosed, DoorsClosed
from app.texts import bounded


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

    Who has the name of somebody on the guest list who is not here yet is that guest; of several the first.

    Raises DoorsClosed and CafeIsClosed, and BadInput for a name that is missing or too long.
    """
    same = db.exec(
        select(Participant).where(Participant.cafe_id == cafe.id, Participant.arrival_key == arrival_key)
    ).first()
    if same is not None:
        return same
    _check_door(cafe, by_host)
    asks_name = cafe.naming == Naming.names and role != Role.table_device
    name = bounded("name", name, NAME_LIMIT, required=asks_name) if asks_name else ""
    trade = bounded("trade", trade, TRADE_LIMIT)
    listed = listing.awaited_as(db, cafe.id_, name) if asks_name else None
    if listed is not None:
        return welcome(db, listed, arrival_key=arrival_key, trade=trade, has_phone=has_phone)
    person = Participant(
        cafe_id=cafe.id_,
        arrival_key=arrival_key,
        number=reading.next_number(db, cafe.id_),
        name=name,
        trade=trade,
        role=role,
        has_phone=has_phone,
    )
    db.add(person)
    db.flush()
    return person


def _check_door(cafe: Cafe, by_host: bool) -> None:
    if cafe.phase == Phase.closed:
        raise CafeIsClosed
    if not cafe.is_open and not by_host:
        raise DoorsClosed


def welcome(
    db: Session, listed: Participant, *, arrival_key: str = "", trade: str = "", has_phone: bool = False
) -> Participant:
    """Somebody from the guest list is here now; what they say of their trade counts more than the list."""
    listed.joined_at = now()
    listed.has_phone = has_phone
    listed.arrival_key = arrival_key or listed.arrival_key
    listed.trade = trade or listed.trade
    db.add(listed)
    db.flush()
    return listed


def come_back(db: Session, person: Participant) -> None:
    """Somebody who was seen off by mistake is here again."""
    person.left_at = None
    db.add(person)
    db.flush()


def leave(db: Session, person: Participant) -> None:
    """Marks that somebody went home; what they wrote stays."""
    person.left_at = now()
    db.add(person)
    db.flush()
