"""The occasion of a report: which café it was, who spoke, and what the document tells about people."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

Authors = Literal["none", "pseudonyms", "names"]


@dataclass(frozen=True)
class Privacy:
    authors: Authors
    """`names` as typed at the door, or `pseudonyms`: guests are numbered."""
    includes_hidden: bool
    """Whether contributions that the host hid are there (marked `hidden`)."""
    includes_photos: bool = False


@dataclass(frozen=True)
class Event:
    id: str
    """The same in every copy of this café, also after an import on another server."""
    title: str
    date: date | None
    place: str
    organiser: str
    participants: int
    """People who came; devices that serve a table are not counted."""
    phase: str
    """lobby, impulse, rounds, synthesis or harvest (also for a closed café)."""
    round_no: int
    """The round that is on or comes next, from 1."""
    template: str
    expected: int
    round_ending: str
    laid_at: datetime
    subtitle: str = ""
    contact: str = ""
    """Whom readers may write to."""
    thanks: str = ""
    photographers: str = "everybody"
    """Who might send photos from a phone: everybody, table_hosts, nobody."""
    address: str = "informal"
    """How German sentences spoke to people: informal (du) or formal (Sie)."""


@dataclass(frozen=True)
class Impulse:
    speaker: str
    core_message: str
    title: str = ""
    link: str = ""

    def __bool__(self) -> bool:
        return bool(self.speaker or self.core_message or self.title or self.link)
