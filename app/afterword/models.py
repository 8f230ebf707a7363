"""What the organiser writes around the room's own words, and the address under which the report can be read."""

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import JSON, Column
from sqlmodel import Field, SQLModel

from app.db import UtcTime, now
from app.stored import Stored

LINE_LIMIT = 200
TEXT_LIMIT = 5_000
LINK_LIMIT = 500
MOST_LINES = 8
"""Links, and lines at a glance."""


class Afterword(SQLModel, table=True):
    """One for each café that has been written about; without a row everything is empty."""

    __tablename__ = "afterwords"

    cafe_id: int = Field(foreign_key="cafes.id", primary_key=True, ondelete="CASCADE")
    subtitle: str = ""
    contact: str = ""
    """Whom readers may write to: part of the imprint."""
    thanks: str = ""
    impulse_title: str = ""
    impulse_link: str = ""
    at_glance: list[str] = Field(default_factory=list, sa_column=Column(JSON, nullable=False))
    """Three to five short lines."""
    conclusion: str = ""
    links: list[dict[str, str]] = Field(default_factory=list, sa_column=Column(JSON, nullable=False))
    """Slides, recording: `label` and `url` each."""
    written_at: datetime = Field(default_factory=now, sa_type=UtcTime)


class NextDate(Stored, table=True):
    """When people meet again."""

    __tablename__ = "next_dates"

    cafe_id: int = Field(foreign_key="cafes.id", index=True, ondelete="CASCADE")
    token: str
    """Names the date in calendars, so that a changed one replaces its older entry."""
    revision: int = 0
    """Raised with every change (SEQUENCE in calendars)."""
    title: str
    starts_at: datetime = Field(sa_type=UtcTime)
    ends_at: datetime | None = Field(default=None, sa_type=UtcTime)
    is_whole_day: bool = False
    """Then the times of day do not count."""
    place: str = ""
    link: str = ""
    note: str = ""
    withdrawn_at: datetime | None = Field(default=None, sa_type=UtcTime)


class Progress(StrEnum):
    open = "open"
    done = "done"


class Agreement(Stored, table=True):
    """What the room agreed on: what, who, by when. What one person took on for themselves is a commitment."""

    __tablename__ = "agreements"

    cafe_id: int = Field(foreign_key="cafes.id", index=True, ondelete="CASCADE")
    token: str
    revision: int = 0
    what: str
    who: str = ""
    due: date | None = None
    progress: Progress = Progress.open
    withdrawn_at: datetime | None = Field(default=None, sa_type=UtcTime)


class ReportLink(Stored, table=True):
    """An address under which everybody who has it may read the report until a day."""

    __tablename__ = "report_links"

    cafe_id: int = Field(foreign_key="cafes.id", index=True, ondelete="CASCADE")
    token: str = Field(unique=True)
    audience: str
    length: str
    language: str
    ends_at: datetime = Field(sa_type=UtcTime)
    made_at: datetime = Field(default_factory=now, sa_type=UtcTime)
    revoked_at: datetime | None = Field(default=None, sa_type=UtcTime)
