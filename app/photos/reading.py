"""Which photos there are, as screens show them, and their pixels, one by one."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy import bindparam
from sqlmodel import Session

from app.cafes import reading as cafes
from app.cafes.models import Cafe, Participant, Phase
from app.cafes.remembering import remembered
from app.db import plain
from app.photos.models import Photo, PhotoFile, Size
from app.rounds.models import Round
from app.seating import reading as seating
from app.tables.models import Table, colour, is_striped

AFTER = (Phase.synthesis, Phase.harvest, Phase.closed)
"""When guests see what other tables have written, too."""


@dataclass(frozen=True)
class Shot:
    """A photo with everything its drawing needs; the same for every viewer."""

    id: int
    cafe_key: str
    digest: str
    width: int
    height: int
    caption: str
    description: str
    table_id: int | None
    table_number: int | None
    """None: of the room."""
    round_id: int | None
    round_no: int | None
    author_id: int | None
    author: str
    """Empty in a café without names, and for the host."""
    posted_at: datetime
    is_agreed: bool
    is_in_album: bool
    is_hidden: bool

    @property
    def table_colour(self) -> int:
        return colour(self.table_number) if self.table_number else 0

    @property
    def table_striped(self) -> bool:
        return bool(self.table_number) and is_striped(self.table_number or 0)

    @property
    def thumbnail(self) -> str:
        """Address of the small one; it changes with the pixels, so that browsers may keep it."""
        return self._address(Size.thumbnail)

    @property
    def large(self) -> str:
        return self._address(Size.album)

    def _address(self, size: Size) -> str:
        return f"/cafes/{self.cafe_key}/photos/{self.id}/{size}?v={self.digest[:16]}"


@dataclass(frozen=True)
class Reach:
    """Which of a café's photos somebody may look at."""

    is_host: bool = False
    is_wall: bool = False
    guest_id: int | None = None
    table_ids: frozenset[int] = frozenset()
    """Where the guest sits or sat."""
    is_after: bool = False

    def sees(self, shot: Shot) -> bool:
        """Guests: their own and their tables'; of the rest what is in the album, other tables' from the sorting on."""
        if self.is_host or (self.is_wall and not shot.is_hidden):
            return True
        if self.guest_id is None or shot.is_hidden:
            return False
        if shot.author_id == self.guest_id or shot.table_id in self.table_ids:
            return True
        return shot.is_in_album and (shot.table_id is None or self.is_after)


def reach(db: Session, cafe: Cafe, *, guest_id: int | None, is_host: bool, is_wall: bool) -> Reach:
    """What somebody may see; a guest who has left sees nothing. Raises NotFound for them."""
    if is_host or is_wall or guest_id is None:
        return Reach(is_host=is_host, is_wall=is_wall)
    me = cafes.participant(db, cafe.id_, guest_id)
    seats = seating.by_round(db, cafe.id_).values()
    sat = frozenset(at[guest_id] for at in seats if guest_id in at)
    return Reach(guest_id=me.id_, table_ids=sat, is_after=cafe.phase in AFTER)


@remembered
def in_cafe(db: Session, cafe: Cafe) -> tuple[Shot, ...]:
    """Everything that was not taken back, hidden ones as well, in the order it came."""
    return _shots(db, cafe, _EVERYTHING)


@remembered
def at_table(db: Session, cafe: Cafe, table_id: int) -> tuple[Shot, ...]:
    """What lies on one cloth for all to see, oldest first."""
    return _shots(db, cafe, _AT_TABLE, table=table_id)


def by_table(db: Session, cafe: Cafe) -> dict[int, tuple[Shot, ...]]:
    """The same for every table that has any."""
    shown = [shot for shot in in_cafe(db, cafe) if not shot.is_hidden]
    return {at: tuple(shot for shot in shown if shot.table_id == at) for at in {shot.table_id for shot in shown} if at}


def one(db: Session, cafe: Cafe, photo_id: int) -> Shot | None:
    """One photo of this café, unless it was taken back."""
    found = _shots(db, cafe, _ONE, photo=photo_id)
    return found[0] if found else None


def content(db: Session, photo_id: int, size: Size) -> bytes | None:
    """A photo's pixels; none where it was taken back."""
    found: bytes | None = db.execute(_CONTENT, {"photo": photo_id, "size": size}).scalar()
    return found


def files(db: Session, photo_ids: Collection[int], size: Size) -> Iterator[tuple[int, bytes]]:
    """Id and pixels of each photo, so that never more than one is in memory; those taken back are left out."""
    for photo_id in photo_ids:
        found = content(db, photo_id, size)
        if found is not None:
            yield photo_id, found


_photos, _files = plain(Photo), plain(PhotoFile)
_tables, _rounds, _authors = plain(Table), plain(Round), plain(Participant)
_EVERYTHING = (
    sa.select(
        _photos,
        _tables.c.number.label("table_number"),
        _rounds.c.number.label("round_no"),
        _authors.c.name.label("author_name"),
    )
    .outerjoin(_tables, _tables.c.id == _photos.c.table_id)
    .outerjoin(_rounds, _rounds.c.id == _photos.c.round_id)
    .outerjoin(_authors, _authors.c.id == _photos.c.author_id)
    .where(_photos.c.cafe_id == bindparam("cafe"), _photos.c.withdrawn_at.is_(None))
    .order_by(_photos.c.id)
)
_AT_TABLE = _EVERYTHING.where(_photos.c.table_id == bindparam("table"), _photos.c.hidden_at.is_(None))
_ONE = _EVERYTHING.where(_photos.c.id == bindparam("photo"))
_CONTENT = sa.select(_files.c.content).where(
    _files.c.photo_id == bindparam("photo"), _files.c.size == bindparam("size")
)


def _shots(db: Session, cafe: Cafe, question: sa.Select[Any], **asked: object) -> tuple[Shot, ...]:
    shows_names = cafes.shows_names(cafe)
    rows = db.execute(question, {"cafe": cafe.id, **asked})
    return tuple(_as_shot(row, cafe.key, shows_names=shows_names) for row in rows)


def _as_shot(row: Any, cafe_key: str, *, shows_names: bool) -> Shot:
    return Shot(
        id=row.id,
        cafe_key=cafe_key,
        digest=row.digest,
        width=row.width,
        height=row.height,
        caption=row.caption,
        description=row.description,
        table_id=row.table_id,
        table_number=row.table_number,
        round_id=row.round_id,
        round_no=row.round_no,
        author_id=row.author_id,
        author=(row.author_name or "") if shows_names else "",
        posted_at=row.posted_at,
        is_agreed=row.agreed_at is not None,
        is_in_album=row.is_in_album,
        is_hidden=row.hidden_at is not None,
    )
