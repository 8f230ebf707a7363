"""Photos of paper tablecloths and of the room."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import LargeBinary, UniqueConstraint
from sqlmodel import Field, SQLModel

from app.db import UtcTime, now
from app.stored import Withdrawable

CAPTION_LIMIT = 200
DESCRIPTION_LIMIT = 500


class Size(StrEnum):
    """What is kept of a photo: never the file that was sent, which may hold a place and a name."""

    album = "album"
    """JPEG, at most 2,000 pixels a side."""
    thumbnail = "thumbnail"
    """WebP, at most 480 pixels a side."""


class Photo(Withdrawable, table=True):
    __tablename__ = "photos"
    __table_args__ = (UniqueConstraint("cafe_id", "posted_by", "key"),)

    cafe_id: int = Field(foreign_key="cafes.id", index=True, ondelete="CASCADE")
    table_id: int | None = Field(default=None, foreign_key="tables.id", ondelete="SET NULL")
    """None: of the room."""
    round_id: int | None = Field(default=None, foreign_key="rounds.id", ondelete="SET NULL")
    author_id: int | None = Field(default=None, foreign_key="participants.id", ondelete="SET NULL")
    """None: the host's."""
    posted_by: str
    """The device that sent it: `p<participant id>` or `host`; a device's keys are its own."""
    key: str
    """Made on the device before sending, so that sending again changes nothing."""
    caption: str = ""
    description: str = ""
    """What there is to see, for those who do not see it."""
    width: int
    height: int
    """Pixels of the album's file."""
    digest: str
    """SHA-256 of the album's file, in hexadecimal."""
    agreed_at: datetime | None = Field(default=None, sa_type=UtcTime)
    """When somebody said that everybody who can be recognised agrees to its publication."""
    is_in_album: bool = True
    posted_at: datetime = Field(default_factory=now, sa_type=UtcTime)


class PhotoFile(SQLModel, table=True):
    """The pixels, in the database like everything else: a backup has them, and every server finds them."""

    __tablename__ = "photo_files"

    photo_id: int = Field(foreign_key="photos.id", primary_key=True, ondelete="CASCADE")
    size: Size = Field(primary_key=True)
    content: bytes = Field(sa_type=LargeBinary)
