"""What happens to a doodle after it was drawn: described, put into words, hidden, taken back."""

import sqlalchemy as sa
from sqlmodel import Session, col, select

from app.cafes import reading as cafes
from app.db import now
from app.doodles.models import DESCRIPTION_LIMIT, Doodle, Stroke
from app.errors import NotAllowed, NotFound, marked
from app.events import DoodleEvent, DoodleHidden, DoodleMended, DoodleShown, DoodleWithdrawn, record
from app.tablecloth.models import Contribution
from app.tablecloth.posting import Sender
from app.texts import bounded


def doodle(db: Session, cafe_id: int, doodle_id: int) -> Doodle:
    """A doodle of this café that was not taken back; raises NotFound."""
    found = db.get(Doodle, doodle_id)
    if found is None or found.cafe_id != cafe_id or found.withdrawn_at is not None:
        raise NotFound
    return found


def describe(
    db: Session, cafe_id: int, participant_id: int | None, doodle_id: int, *, description: str, words: str = ""
) -> None:
    """Says what there is to see; `participant_id` none means the host.

    `words`: the key under which the same device has posted the drawing's idea; they lie together from now on. Raises
    BadInput, NotAllowed, NotFound, CafeIsClosed.
    """
    cafes.open_for_changes(db, cafe_id)
    mine = _in_my_hands(db, cafe_id, participant_id, doodle_id)
    told = bounded("description", description, DESCRIPTION_LIMIT)
    beside = _words(db, mine, words) if words else mine.contribution_id
    if (mine.description, mine.contribution_id) == (told, beside):
        return
    mine.description, mine.contribution_id = told, beside
    _changed(db, mine, DoodleMended, participant_id)


def withdraw(db: Session, cafe_id: int, participant_id: int | None, doodle_id: int) -> None:
    """Takes back for good: strokes and words are forgotten, only the place in the logbook stays."""
    cafes.open_for_changes(db, cafe_id)
    mine = _in_my_hands(db, cafe_id, participant_id, doodle_id)
    mine.withdrawn_at = now()
    mine.description = ""
    db.execute(sa.update(Stroke).where(col(Stroke.doodle_id) == mine.id).values(path=""))
    _changed(db, mine, DoodleWithdrawn, participant_id)


def hide(db: Session, cafe_id: int, doodle_id: int, *, hidden: bool) -> None:
    """The host takes an unfit doodle off all screens, or puts it back."""
    chosen = doodle(db, cafe_id, doodle_id)
    if (chosen.hidden_at is not None) != hidden:
        chosen.hidden_at = now() if hidden else None
        _changed(db, chosen, DoodleHidden if hidden else DoodleShown, None)


def _in_my_hands(db: Session, cafe_id: int, participant_id: int | None, doodle_id: int) -> Doodle:
    """The doodle, if my device has drawn it or I am the host."""
    found = doodle(db, cafe_id, doodle_id)
    if participant_id is None:
        return found
    cafes.participant(db, cafe_id, participant_id)
    if found.posted_by != Sender(cafe_id, participant_id).device:
        raise NotAllowed(marked("Ändern kann eine Zeichnung nur, wer sie gezeichnet hat."))
    return found


def _words(db: Session, doodle: Doodle, key: str) -> int:
    """Id of what the doodle's own device has posted on the same cloth under this key; raises NotFound."""
    posted = select(Contribution).where(Contribution.cafe_id == doodle.cafe_id, Contribution.key == key)
    found = db.exec(posted.where(Contribution.posted_by == doodle.posted_by)).first()
    if found is None or found.table_id != doodle.table_id or not found.is_shown:
        raise NotFound
    return found.id_


def _changed(db: Session, doodle: Doodle, happened: type[DoodleEvent], participant_id: int | None) -> None:
    db.add(doodle)
    actor = Sender(doodle.cafe_id, participant_id).device
    record(db, happened(cafe_id=doodle.cafe_id, actor=actor, doodle_id=doodle.id_, table_id=doodle.table_id))
