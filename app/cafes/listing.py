"""The guest list: who is awaited. Guests are put on it before the event, and taken off or mended at any time."""

import secrets
from collections import Counter
from collections.abc import Iterable, Sequence

from sqlalchemy import bindparam, select
from sqlmodel import Session, col

from app.cafes import reading
from app.cafes.guest_list import ORGANISATION_LIMIT, Guest
from app.cafes.models import Cafe, Naming, Participant, Phase, Role
from app.cafes.names import MOST_GUESTS, NAME_LIMIT, TRADE_LIMIT, likeness
from app.db import now, plain
from app.errors import BadInput, CafeIsClosed, NotFound, marked
from app.events import CafeChanged, GuestListChanged, record
from app.texts import bounded

_people = plain(Participant)
_AWAITED = (
    select(_people.c.id, _people.c.name)
    .where(_people.c.cafe_id == bindparam("cafe"), _people.c.joined_at.is_(None), _people.c.left_at.is_(None))
    .order_by(_people.c.number)
)


def enlist(db: Session, cafe: Cafe, guest: Guest, *, key: str = "") -> Participant:
    """One more awaited guest, or the same one again when the same form is sent twice."""
    query = select(Participant).where(col(Participant.cafe_id) == cafe.id, col(Participant.arrival_key) == key)
    same = db.scalars(query).first() if key else None
    if same is not None:
        return same
    _check(cafe)
    return _add(db, cafe, [guest], key)[0]


def import_guests(db: Session, cafe: Cafe, guests: Sequence[Guest], *, again: bool = False) -> int:
    """Puts guests on the list and says how many; who is on it already is passed over unless `again` is wanted."""
    _check(cafe)
    fresh = list(guests) if again else new_among(guests, on_list(db, cafe.id_))
    _add(db, cafe, fresh)
    return len(fresh)


def new_among(guests: Iterable[Guest], listed: Iterable[Participant]) -> list[Guest]:
    """Those who are not on the list yet; a name that is on it twice stands for two of them."""
    there = Counter(likeness(person.name) for person in listed)
    fresh = []
    for guest in guests:
        there[likeness(guest.name)] -= 1
        if there[likeness(guest.name)] < 0:
            fresh.append(guest)
    return fresh


def on_list(db: Session, cafe_id: int) -> list[Participant]:
    """Everybody who is awaited, here, or was here, by number; table devices are not people."""
    people = reading.everybody(db, cafe_id).values()
    return [person for person in people if person.is_person and (person.joined_at or person.is_awaited)]


def change(db: Session, cafe: Cafe, participant_id: int, guest: Guest) -> None:
    """What is known of somebody who is awaited or here; a role at the tables is given elsewhere (app/seating)."""
    _check_open(cafe)
    person = db.get(Participant, participant_id)
    if person is None or person.cafe_id != cafe.id or person.left_at is not None or not person.is_person:
        raise NotFound
    shown = person.name, person.trade
    asks_name = cafe.naming == Naming.names
    person.name = bounded("name", guest.name, NAME_LIMIT, required=asks_name)
    person.trade = bounded("trade", guest.trade, TRADE_LIMIT)
    person.organisation = bounded("organisation", guest.organisation, ORGANISATION_LIMIT)
    person.speaks = guest.speaks
    if person.is_awaited:
        person.role = _role(guest)
    db.add(person)
    record(db, GuestListChanged(cafe_id=cafe.id_))
    if person.is_here and shown != (person.name, person.trade):
        record(db, CafeChanged(cafe_id=cafe.id_))


def take_off(db: Session, cafe: Cafe, participant_id: int) -> None:
    """Somebody is awaited no longer: all that was known of them is erased, an empty row remains.

    The row is kept because a plan that is being made at this moment may name it.
    """
    _check_open(cafe)
    person = awaited_guest(db, cafe, participant_id)
    person.left_at = now()
    person.name = person.trade = person.organisation = person.speaks = ""
    person.role = Role.traveller
    db.add(person)
    record(db, GuestListChanged(cafe_id=cafe.id_))


def awaited_guest(db: Session, cafe: Cafe, participant_id: int) -> Participant:
    """Somebody on the list who is not here yet; raises NotFound."""
    person = db.get(Participant, participant_id)
    if person is None or person.cafe_id != cafe.id or not person.is_awaited:
        raise NotFound
    return person


def awaited_as(db: Session, cafe_id: int, name: str) -> Participant | None:
    """The first awaited guest with this name; one who is written in just this way goes before the others."""
    wanted = likeness(name)
    same = [row for row in db.execute(_AWAITED, {"cafe": cafe_id}) if likeness(row.name) == wanted]
    if not same or not wanted:
        return None
    exact = [row for row in same if row.name.casefold() == name.casefold()]
    return db.get(Participant, (exact or same)[0].id)


def awaits_somebody(db: Session, cafe_id: int) -> bool:
    return db.execute(_AWAITED.limit(1), {"cafe": cafe_id}).first() is not None


def places_left(db: Session, cafe_id: int) -> int:
    """How many guests a café still takes; the awaited have their place, those who were taken off the list have none."""
    people = reading.everybody(db, cafe_id).values()
    return MOST_GUESTS - sum(person.joined_at is not None or person.is_awaited for person in people)


def _add(db: Session, cafe: Cafe, guests: Sequence[Guest], key: str = "") -> list[Participant]:
    if len(guests) > max(0, places_left(db, cafe.id_)):
        raise BadInput("name", marked("Mehr als %(most)d Gäste fasst ein Café nicht."), most=MOST_GUESTS)
    number = reading.next_number(db, cafe.id_)
    added = [
        Participant(
            cafe_id=cafe.id_,
            arrival_key=key or f"listed-{secrets.token_hex(16)}",
            number=number + index,
            name=bounded("name", guest.name, NAME_LIMIT, required=True),
            trade=bounded("trade", guest.trade, TRADE_LIMIT),
            organisation=bounded("organisation", guest.organisation, ORGANISATION_LIMIT),
            speaks=guest.speaks,
            role=_role(guest),
            has_phone=False,
            joined_at=None,
        )
        for index, guest in enumerate(guests)
    ]
    db.add_all(added)
    db.flush()
    if added:
        record(db, GuestListChanged(cafe_id=cafe.id_))
    return added


def _role(guest: Guest) -> Role:
    return Role.table_host if guest.hosts else Role.traveller


def _check(cafe: Cafe) -> None:
    _check_open(cafe)
    if cafe.naming != Naming.names:
        raise BadInput("name", marked("Dieses Café kommt ohne Namen aus; eine Gästeliste braucht welche."))


def _check_open(cafe: Cafe) -> None:
    if cafe.phase == Phase.closed:
        raise CafeIsClosed
