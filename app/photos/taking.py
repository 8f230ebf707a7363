"""A photo comes in: the one verb behind the phone's queue, the form without script and the host's album."""

from dataclasses import dataclass, field

import sqlalchemy as sa
from sqlalchemy import bindparam
from sqlmodel import Session

from app.cafes import reading as cafes
from app.cafes.models import Cafe, Participant, Phase, Photographers, Role
from app.db import now, plain
from app.errors import BadInput, CafeError, NotAllowed, NotYourTable, marked
from app.events import PhotoPosted, record
from app.photos.models import CAPTION_LIMIT, DESCRIPTION_LIMIT, Photo, PhotoFile, Size
from app.rounds import reading as rounds
from app.rounds.models import Round
from app.seating import reading as seating
from app.tablecloth import posting
from app.tablecloth.posting import Sender
from app.tables import reading as tables
from app.texts import bounded

MOST_OF_ONE = 30
"""Photos from one phone that were not taken back."""
MOST = 400
"""In one café; about a megabyte each."""


class EnoughPhotos(CafeError):
    status = 409
    sentence = marked("Mehr Fotos passen hier nicht hinein. Nimm eins zurück, dann ist wieder Platz.")


@dataclass(frozen=True)
class Draft:
    """A photo as a device sends it, without its pixels; nothing in it is trusted yet."""

    key: str
    caption: str = ""
    description: str = ""
    is_agreed: bool = False
    """Everybody who can be recognised agrees to its publication, somebody says."""
    table_id: int | None = None
    """None: of the room."""
    round_no: int | None = None
    """None: the round that is on or comes next."""


@dataclass(frozen=True)
class Developed:
    """New pixels in both sizes, from the darkroom; width and height are the album's."""

    width: int
    height: int
    digest: str
    album: bytes = field(repr=False)
    thumbnail: bytes = field(repr=False)


def find(db: Session, cafe_id: int, participant_id: int | None, key: str) -> int | None:
    """The id of what this device has sent under this key before."""
    asked = {"cafe": cafe_id, "device": Sender(cafe_id, participant_id).device, "key": key}
    return db.execute(_SAME, asked).scalar()


def take(db: Session, cafe_id: int, participant_id: int | None, draft: Draft, developed: Developed) -> int:
    """Lays a photo down, or finds what was sent under the same key before; the photo's id.

    `participant_id` none means the café's host. Raises BadInput, NotAllowed, NotFound, NotYourTable, EnoughPhotos,
    CafeIsClosed; after any of them nothing has changed.
    """
    sender = Sender(cafe_id, participant_id)
    if (same := find(db, cafe_id, participant_id, draft.key)) is not None:
        return same
    table_id, round_ = place(db, cafe_id, participant_id, draft)
    photo = Photo(
        cafe_id=cafe_id,
        table_id=table_id,
        round_id=round_.id_,
        author_id=participant_id,
        posted_by=sender.device,
        key=draft.key,
        caption=bounded("caption", draft.caption, CAPTION_LIMIT),
        description=bounded("description", draft.description, DESCRIPTION_LIMIT, lines=True),
        width=developed.width,
        height=developed.height,
        digest=developed.digest,
        agreed_at=now() if draft.is_agreed else None,
    )
    db.add(photo)
    db.flush()
    contents = {Size.album: developed.album, Size.thumbnail: developed.thumbnail}
    db.add_all(PhotoFile(photo_id=photo.id_, size=size, content=content) for size, content in contents.items())
    record(db, PhotoPosted(cafe_id=cafe_id, actor=sender.device, photo_id=photo.id_, table_id=table_id))
    return photo.id_


def place(db: Session, cafe_id: int, participant_id: int | None, draft: Draft) -> tuple[int | None, Round]:
    """Where a photo belongs, after all rules: asked before its pixels are developed, and again when it is kept."""
    cafe = cafes.open_for_changes(db, cafe_id)
    person = cafes.participant(db, cafe_id, participant_id) if participant_id is not None else None
    if person and not is_photographer(cafe, person):
        raise NotAllowed(marked("Fotos nehmen in diesem Café nur andere auf. Sprich die Leitung an, wenn eins fehlt."))
    _must_have_room(db, Sender(cafe_id, participant_id))
    round_ = rounds.by_number(db, cafe_id, draft.round_no or cafe.round_no)
    if round_.number > cafe.round_no:
        raise BadInput("round", marked("Diese Runde hat noch nicht begonnen."))
    if draft.table_id is None:
        return None, round_
    table = tables.by_id(db, cafe_id, draft.table_id)
    if person:
        _must_sit_there(db, person, table.id_, round_)
    return table.id_, round_


def is_photographer(cafe: Cafe, person: Participant) -> bool:
    """Whether somebody may send photos in this café, as long as it is open."""
    keeps_a_table = person.role in (Role.table_host, Role.table_device)
    return cafe.photographers == Photographers.everybody or (
        cafe.photographers == Photographers.table_hosts and keeps_a_table
    )


def may_take(cafe: Cafe, person: Participant) -> bool:
    """The same, asked for now."""
    return cafe.phase != Phase.closed and is_photographer(cafe, person)


def _must_sit_there(db: Session, person: Participant, table_id: int, round_: Round) -> None:
    """At this table in this round, or there until the host moved them."""
    seat = seating.seat_of(db, round_, person.id_)
    if seat is None:
        raise NotYourTable
    if seat.table_id != table_id:
        posting.must_have_sat_there(db, Sender(person.cafe_id, person.id_), table_id)


def _must_have_room(db: Session, sender: Sender) -> None:
    of_all, of_one = db.execute(_COUNTS, {"cafe": sender.cafe_id, "device": sender.device}).one()
    if of_all >= MOST or (sender.participant_id is not None and of_one >= MOST_OF_ONE):
        raise EnoughPhotos


_photos = plain(Photo)
_SAME = sa.select(_photos.c.id).where(
    _photos.c.cafe_id == bindparam("cafe"),
    _photos.c.posted_by == bindparam("device"),
    _photos.c.key == bindparam("key"),
)
_COUNTS = sa.select(sa.func.count(), sa.func.count(sa.case((_photos.c.posted_by == bindparam("device"), 1)))).where(
    _photos.c.cafe_id == bindparam("cafe"), _photos.c.withdrawn_at.is_(None)
)
