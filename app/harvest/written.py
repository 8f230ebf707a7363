"""What the organiser wrote around the room's words, and the photos: the nouns of a report beside those in `report`."""

from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True)
class Link:
    label: str
    url: str


@dataclass(frozen=True)
class Action:
    """What the room agreed on."""

    id: str
    what: str
    who: str
    due: date | None
    status: str
    """open or done."""
    token: str = ""
    """Names it in calendars; not part of the JSON."""
    revision: int = 0


@dataclass(frozen=True)
class NextDate:
    """When people meet again; of a whole day only the date counts."""

    id: str
    title: str
    start: datetime
    end: datetime | None
    whole_day: bool
    place: str
    link: str
    note: str
    token: str = ""
    """Names it in calendars; not part of the JSON."""
    revision: int = 0


@dataclass(frozen=True)
class Photo:
    id: str
    file: str
    """Its name in an archive: `photos/table-03_round-2_photo-01.jpg`."""
    table_id: str | None
    """None: of the room."""
    round_id: str | None
    author_id: str | None
    caption: str
    alt: str
    """What there is to see, in words."""
    width: int
    height: int
    sha256: str
    taken_at: datetime
    agreed_at: datetime | None
    """When somebody said that everybody in it agrees to its publication."""
    in_album: bool
    hidden: bool
    row: int = 0
    """Of the database, to find its pixels; not part of the JSON."""
