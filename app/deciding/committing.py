"""From a theme to a first step: what each person will do, mended and withdrawn by nobody else."""

import secrets
from dataclasses import dataclass
from datetime import date, timedelta

from sqlmodel import Session, select

from app.cafes import reading as cafes
from app.cafes.models import Cafe, Participant, Phase
from app.db import now
from app.deciding import reading
from app.deciding.models import LINE_LIMIT, Commitment
from app.errors import BadInput, MovedOn, NotAllowed, NotFound, marked
from app.events import CommitmentsChanged, record
from app.seating import reading as seating
from app.synthesis import reading as synthesis
from app.texts import bounded

MOST = 20
"""Commitments of one person."""
LATEST = date(2199, 12, 31)


@dataclass(frozen=True)
class Draft:
    """A commitment as a form sends it; nothing in it is trusted yet."""

    what: str
    first_step: str = ""
    until: date | None = None
    is_shared: bool = False
    theme_id: int | None = None


def commit(db: Session, cafe_id: int, participant_id: int, key: str, draft: Draft) -> Commitment:
    """Keeps what somebody will do, or finds what came under the same key before.

    Raises BadInput, NotAllowed for a table's device, MovedOn before the harvest, CafeIsClosed after it.
    """
    cafe = _at_harvest(db, cafe_id)
    person = cafes.participant(db, cafe_id, participant_id)
    if not person.is_person:
        raise NotAllowed(marked("Ein Tischgerät nimmt sich nichts vor; das tun die Menschen daran."))
    same = select(Commitment).where(Commitment.participant_id == participant_id, Commitment.key == key)
    if found := db.exec(same).first():
        return found
    if len(reading.commitments_of(db, participant_id)) >= MOST:
        raise BadInput("what", marked("Mehr als %(most)d Vorhaben nimmt sich niemand auf einmal vor."), most=MOST)
    token = secrets.token_urlsafe(18)
    commitment = Commitment(cafe_id=cafe_id, participant_id=participant_id, key=key, token=token, what="")
    _write(db, cafe, commitment, draft)
    _tell(db, cafe, person, is_shared=commitment.is_shared)
    return commitment


def mend(db: Session, cafe_id: int, participant_id: int, commitment_id: int, draft: Draft) -> None:
    """New words for one's own commitment; raises as `commit`, and NotFound for anybody else's."""
    cafe = _at_harvest(db, cafe_id)
    person = cafes.participant(db, cafe_id, participant_id)
    mine = reading.commitment(db, participant_id, commitment_id)
    was_shared = mine.is_shared
    mine.mended_at = now()
    _write(db, cafe, mine, draft)
    _tell(db, cafe, person, is_shared=was_shared or mine.is_shared)


def withdraw(db: Session, cafe_id: int, participant_id: int, commitment_id: int) -> None:
    """Takes back for good: the words are forgotten, only the place stays."""
    cafe = _at_harvest(db, cafe_id)
    person = cafes.participant(db, cafe_id, participant_id)
    mine = reading.commitment(db, participant_id, commitment_id)
    was_shared = mine.is_shared
    mine.what = mine.first_step = ""
    mine.until, mine.theme_id, mine.is_shared, mine.withdrawn_at = None, None, False, now()
    db.add(mine)
    _tell(db, cafe, person, is_shared=was_shared)


def _at_harvest(db: Session, cafe_id: int) -> Cafe:
    cafe = cafes.open_for_changes(db, cafe_id)
    if cafe.phase != Phase.harvest:
        raise MovedOn(marked("Vornehmen kannst du dir etwas, sobald die Ernte da ist."))
    return cafe


def _write(db: Session, cafe: Cafe, commitment: Commitment, draft: Draft) -> None:
    commitment.what = bounded("what", draft.what, LINE_LIMIT, required=True)
    commitment.first_step = bounded("first_step", draft.first_step, LINE_LIMIT)
    if draft.until is not None and draft.until != commitment.until:
        _must_be_ahead(draft.until)
    if draft.theme_id is not None and draft.theme_id != commitment.theme_id:
        synthesis.theme(db, cafe, draft.theme_id)
    commitment.until, commitment.theme_id, commitment.is_shared = draft.until, draft.theme_id, draft.is_shared
    db.add(commitment)
    db.flush()


def _must_be_ahead(day: date) -> None:
    """Somewhere on earth it is still the day before."""
    if not now().date() - timedelta(days=1) <= day <= LATEST:
        raise BadInput("until", marked("Dieser Tag ist schon vorbei, oder er ist sehr weit weg."))


def _tell(db: Session, cafe: Cafe, person: Participant, *, is_shared: bool) -> None:
    """Who keeps something private is not named in the logbook's news for the wall."""
    try:
        table_id: int | None = seating.table_id_now(db, cafe, person)
    except NotFound:
        table_id = None
    happened = CommitmentsChanged(cafe_id=cafe.id_, actor=f"p{person.id_}", table_id=table_id, is_shared=is_shared)
    record(db, happened)
