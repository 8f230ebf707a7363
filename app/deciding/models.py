"""What the room decides: whether a summary is right, what weighs most, and what each person will do."""

from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, Column, UniqueConstraint
from sqlmodel import Field, SQLModel

from app.db import UtcTime, now
from app.stored import Stored

NOTE_LIMIT = 280
LINE_LIMIT = 200
MOST_DOTS = 10
"""The largest budget of one person."""


class Answer(StrEnum):
    """What a table says of its own summary."""

    right = "right"
    missing = "missing"
    wrong = "wrong"


class ReadBack(Stored, table=True):
    """A table that was asked to read its own summary, and what it answered."""

    __tablename__ = "read_backs"
    __table_args__ = (UniqueConstraint("table_id"),)

    cafe_id: int = Field(foreign_key="cafes.id", index=True, ondelete="CASCADE")
    table_id: int = Field(foreign_key="tables.id", ondelete="CASCADE")
    asked_at: datetime = Field(default_factory=now, sa_type=UtcTime)
    answer: Answer | None = None
    note: str = ""
    participant_id: int | None = Field(default=None, foreign_key="participants.id", ondelete="SET NULL")
    """Who gave the answer; none for the café's host, and as long as there is no answer."""
    answered_at: datetime | None = Field(default=None, sa_type=UtcTime)


class BallotMode(StrEnum):
    dots = "dots"
    matrix = "matrix"
    """Urgency and feasibility of each theme, 1 to 5."""


class Ballot(Stored, table=True):
    """A vote on the themes that were on the board when it was opened; at most one of a café is open."""

    __tablename__ = "ballots"

    cafe_id: int = Field(foreign_key="cafes.id", index=True, ondelete="CASCADE")
    mode: BallotMode = BallotMode.dots
    budget: int = 3
    """Dots of one person; without meaning for a matrix."""
    is_stacking: bool = False
    """Whether one theme may get more than one dot of a person."""
    theme_ids: list[int] = Field(sa_column=Column(JSON, nullable=False))
    """In the order of the board at that time."""
    theme_names: list[str] = Field(sa_column=Column(JSON, nullable=False))
    """As they were called when people voted on them."""
    opened_at: datetime = Field(default_factory=now, sa_type=UtcTime)
    closed_at: datetime | None = Field(default=None, sa_type=UtcTime)
    revealed_at: datetime | None = Field(default=None, sa_type=UtcTime)
    result: dict[str, Any] | None = Field(default=None, sa_column=Column(JSON, nullable=True))
    """The tally, kept when it is revealed; the votes themselves are deleted then."""

    @property
    def is_open(self) -> bool:
        return self.closed_at is None

    @property
    def themes(self) -> dict[int, str]:
        """Id -> name."""
        return dict(zip(self.theme_ids, self.theme_names, strict=True))


class Vote(SQLModel, table=True):
    """What one person gives to one theme: dots, or urgency and feasibility. Nobody else ever sees it."""

    __tablename__ = "votes"

    ballot_id: int = Field(foreign_key="ballots.id", primary_key=True, ondelete="CASCADE")
    participant_id: int = Field(foreign_key="participants.id", primary_key=True, ondelete="CASCADE")
    theme_id: int = Field(foreign_key="themes.id", primary_key=True, ondelete="CASCADE")
    dots: int = 0
    urgency: int | None = None
    feasibility: int | None = None
    cast_by: str | None = None
    """The device, if it was somebody else's: `p<participant id>` or `host`."""


class Commitment(Stored, table=True):
    """What somebody will do."""

    __tablename__ = "commitments"
    __table_args__ = (UniqueConstraint("participant_id", "key"),)

    cafe_id: int = Field(foreign_key="cafes.id", index=True, ondelete="CASCADE")
    participant_id: int = Field(foreign_key="participants.id", ondelete="CASCADE")
    key: str
    """Made with the form, so that sending it twice makes one."""
    token: str = Field(unique=True)
    """Opens the page of its maker's commitments without a cookie."""
    what: str
    first_step: str = ""
    until: date | None = None
    is_shared: bool = False
    theme_id: int | None = Field(default=None, foreign_key="themes.id", ondelete="SET NULL")
    made_at: datetime = Field(default_factory=now, sa_type=UtcTime)
    mended_at: datetime | None = Field(default=None, sa_type=UtcTime)
    withdrawn_at: datetime | None = Field(default=None, sa_type=UtcTime)
