"""Questions about a café and its guests."""

from sqlalchemy import bindparam, case
from sqlmodel import Session, col, func, select

from app.cafes.models import Cafe, LogbookEntry, Naming, Participant, Phase, Role
from app.db import plain
from app.errors import CafeIsClosed, NotFound

_BY_KEY = select(Cafe).where(Cafe.key == bindparam("key"))
_LOCKED = (
    select(Cafe)
    .where(Cafe.id == bindparam("cafe"))
    .with_for_update(key_share=True)
    .execution_options(populate_existing=True)
)
_FINGERPRINT = select(LogbookEntry.fingerprint).where(
    LogbookEntry.cafe_id == bindparam("cafe"), LogbookEntry.seq == bindparam("seq")
)

_people = plain(Participant)
_ATTENDANCE = select(func.count(), func.count(case((_people.c.has_phone, 1)))).where(
    _people.c.cafe_id == bindparam("cafe"),
    _people.c.joined_at.is_not(None),
    _people.c.left_at.is_(None),
    _people.c.role != Role.table_device,
)


def by_key(db: Session, key: str) -> Cafe:
    """The café of an address; raises NotFound."""
    cafe = db.exec(_BY_KEY, params={"key": key}).first()
    if cafe is None:
        raise NotFound
    return cafe


def by_id(db: Session, cafe_id: int) -> Cafe:
    """The café with this id, whose row a verb may change; raises NotFound."""
    cafe = db.get(Cafe, cafe_id)
    if cafe is None:
        raise NotFound
    return cafe


def open_for_changes(db: Session, cafe_id: int) -> Cafe:
    """The café with this id; raises CafeIsClosed when it only can be read any more."""
    cafe = by_id(db, cafe_id)
    if cafe.phase == Phase.closed:
        raise CafeIsClosed
    return cafe


def locked(db: Session, cafe_id: int) -> Cafe:
    """The café with its row locked until the commit, for verbs that compare before they change.

    Rows that merely refer to the café may be written meanwhile; a stronger lock would let two servers wait for each
    other, since each has written such rows already.
    """
    cafe = db.exec(_LOCKED, params={"cafe": cafe_id}).first()
    if cafe is None:
        raise NotFound
    return cafe


def participant(db: Session, cafe_id: int, participant_id: int) -> Participant:
    """A guest of this café who is here; raises NotFound."""
    person = db.get(Participant, participant_id)
    if person is None or person.cafe_id != cafe_id or not person.is_here:
        raise NotFound
    return person


def present(db: Session, cafe_id: int) -> list[Participant]:
    """Everybody who came and has not left, in order of arrival; table devices are not people."""
    return [person for person in everybody(db, cafe_id).values() if person.is_here and person.is_person]


def awaited(db: Session, cafe_id: int) -> list[Participant]:
    """Everybody on the guest list who has not come yet, in the list's order."""
    return [person for person in everybody(db, cafe_id).values() if person.is_awaited]


def attendance(db: Session, cafe_id: int) -> tuple[int, int]:
    """How many people are here, and how many of them without a phone."""
    arrived, with_phone = db.execute(_ATTENDANCE, {"cafe": cafe_id}).one()
    return arrived, arrived - with_phone


def everybody(db: Session, cafe_id: int) -> dict[int, Participant]:
    """Everyone who ever joined or is awaited, by id; also those who left, and table devices."""
    people = db.exec(select(Participant).where(Participant.cafe_id == cafe_id).order_by(col(Participant.number)))
    return {person.id_: person for person in people}


def next_number(db: Session, cafe_id: int) -> int:
    """The number of the next guest to arrive."""
    highest = db.exec(select(func.max(Participant.number)).where(Participant.cafe_id == cafe_id)).one()
    return (highest or 0) + 1


def shows_names(cafe: Cafe) -> bool:
    """Whether this café asks for names and puts them on screens."""
    return cafe.naming == Naming.names


def fingerprint_at(db: Session, cafe_id: int, seq: int) -> str | None:
    """What the logbook's running check was at this number; none if it never got there."""
    if seq == 0:
        return ""
    return db.exec(_FINGERPRINT, params={"cafe": cafe_id, "seq": seq}).first()
