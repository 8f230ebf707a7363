"""What happens to a photo after it was taken: described, agreed to, out of the album, hidden, taken back.

Its author and the host may do these; hiding and the album are the host's alone. Nearly nothing here asks whether the
café is closed: whoever is in a photo may change their mind afterwards, and the album is made then.
"""

import sqlalchemy as sa
from sqlmodel import Session, col

from app.cafes import reading as cafes
from app.db import now
from app.errors import NotAllowed, NotFound, marked
from app.events import PhotoEvent, PhotoHidden, PhotoMended, PhotoShown, PhotoWithdrawn, record
from app.photos.models import CAPTION_LIMIT, DESCRIPTION_LIMIT, Photo, PhotoFile
from app.tablecloth.posting import Sender
from app.texts import bounded


def photo(db: Session, cafe_id: int, photo_id: int) -> Photo:
    """A photo of this café that was not taken back; raises NotFound."""
    found = db.get(Photo, photo_id)
    if found is None or found.cafe_id != cafe_id or found.withdrawn_at is not None:
        raise NotFound
    return found


def describe(
    db: Session, cafe_id: int, participant_id: int | None, photo_id: int, *, caption: str, description: str
) -> None:
    """New words beside it; `participant_id` none means the host, who may at any time.

    Raises BadInput, NotAllowed, NotFound, CafeIsClosed.
    """
    if participant_id is not None:
        cafes.open_for_changes(db, cafe_id)
    mine = _in_my_hands(db, cafe_id, participant_id, photo_id)
    mine.caption = bounded("caption", caption, CAPTION_LIMIT)
    mine.description = bounded("description", description, DESCRIPTION_LIMIT, lines=True)
    _changed(db, mine, PhotoMended, participant_id)


def agree(db: Session, cafe_id: int, participant_id: int | None, photo_id: int, *, agreed: bool) -> None:
    """Says that everybody who can be recognised agrees to its publication, or does not any more."""
    mine = _in_my_hands(db, cafe_id, participant_id, photo_id)
    if (mine.agreed_at is not None) != agreed:
        mine.agreed_at = now() if agreed else None
        _changed(db, mine, PhotoMended, participant_id)


def withdraw(db: Session, cafe_id: int, participant_id: int | None, photo_id: int) -> None:
    """Takes back for good: pixels and words are forgotten, only the place in the logbook stays."""
    mine = _in_my_hands(db, cafe_id, participant_id, photo_id)
    mine.withdrawn_at = now()
    mine.caption = mine.description = ""
    db.execute(sa.delete(PhotoFile).where(col(PhotoFile.photo_id) == mine.id))
    _changed(db, mine, PhotoWithdrawn, participant_id)


def set_album(db: Session, cafe_id: int, photo_id: int, *, is_in_album: bool) -> None:
    """The host lays a photo into the album, or takes it out."""
    chosen = photo(db, cafe_id, photo_id)
    if chosen.is_in_album != is_in_album:
        chosen.is_in_album = is_in_album
        _changed(db, chosen, PhotoMended, None)


def hide(db: Session, cafe_id: int, photo_id: int, *, hidden: bool) -> None:
    """The host takes an unfit photo off all screens, or puts it back."""
    chosen = photo(db, cafe_id, photo_id)
    if (chosen.hidden_at is not None) != hidden:
        chosen.hidden_at = now() if hidden else None
        _changed(db, chosen, PhotoHidden if hidden else PhotoShown, None)


def _in_my_hands(db: Session, cafe_id: int, participant_id: int | None, photo_id: int) -> Photo:
    """The photo, if it is mine or I am the host."""
    found = photo(db, cafe_id, photo_id)
    if participant_id is None:
        return found
    cafes.participant(db, cafe_id, participant_id)
    if found.author_id != participant_id:
        raise NotAllowed(marked("Ändern kann ein Foto nur, wer es aufgenommen hat."))
    return found


def _changed(db: Session, photo: Photo, happened: type[PhotoEvent], participant_id: int | None) -> None:
    db.add(photo)
    actor = Sender(photo.cafe_id, participant_id).device
    record(db, happened(cafe_id=photo.cafe_id, actor=actor, photo_id=photo.id_, table_id=photo.table_id))
