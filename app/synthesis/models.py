"""What the room found: themes, where each contribution lies on the board, what pulls apart, and every change there."""

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON
from sqlalchemy import Column as DatabaseColumn
from sqlmodel import Field, SQLModel

from app.db import UtcTime, now
from app.stored import Stored


class Column(StrEnum):
    """The columns of the board: the three verbs, and the heap of what is not yet sorted."""

    change = "change"
    optimise = "optimise"
    tackle = "tackle"
    unsorted = "unsorted"


class MadeBy(StrEnum):
    person = "person"
    software = "software"


class Theme(Stored, table=True):
    __tablename__ = "themes"

    cafe_id: int = Field(foreign_key="cafes.id", index=True, ondelete="CASCADE")
    name: str
    words: str = ""
    """What the host added so that more of the same is recognised, parted by commas."""
    summary: str = ""
    """What the organiser says it comes down to."""
    position: int
    column: Column | None = None
    """The host's choice; none means where most of its contributions belong."""
    colour: int = 0
    """0 to 7; kept for as long as the theme lives."""
    typical_id: int | None = None
    """The contribution that resembles the others most, as the engine found it; it may have been taken back since."""
    made_by: MadeBy = MadeBy.person
    """A person's theme is kept by every grouping; naming or keeping it makes it one."""
    made_at: datetime = Field(default_factory=now, sa_type=UtcTime)
    gone_at: datetime | None = Field(default=None, sa_type=UtcTime)
    """Taken off the board: a theme is never deleted, so that every change can be undone."""


class Placement(SQLModel, table=True):
    """Where a contribution lies on the board when that is not simply where its author's tap put it."""

    __tablename__ = "placements"

    contribution_id: int = Field(foreign_key="contributions.id", primary_key=True, ondelete="CASCADE")
    theme_id: int | None = Field(default=None, foreign_key="themes.id", ondelete="SET NULL")
    column: Column | None = None
    """The host's choice; none means the author's category, or the heap."""
    laid_by: MadeBy = MadeBy.person
    """A person's placing is law for the engine."""
    is_voice: bool = False
    """Set apart as a single voice that is to be heard beside the themes."""
    twin_of_id: int | None = None
    """An earlier contribution that says nearly the same; as long as both may be seen, the board shows them as one."""


class ProposalKind(StrEnum):
    themes = "themes"
    """A new order for all that the host has not decided."""
    heap = "heap"
    """New themes for what lies on the heap; nothing else moves."""
    rest = "rest"
    """What the host has not placed, sorted by the named themes."""


class Sorting(SQLModel, table=True):
    """How a café's board is sorted, and the proposal that waits beside it."""

    __tablename__ = "sortings"

    cafe_id: int = Field(foreign_key="cafes.id", primary_key=True, ondelete="CASCADE")
    ignored: str = ""
    """Words that say nothing here, parted by commas."""
    asked_at: datetime | None = Field(default=None, sa_type=UtcTime)
    """Since when a proposal is being worked out."""
    kind: ProposalKind | None = None
    """What the proposal is about that waits or is being worked out."""
    seen_to: int = 0
    """The engine has looked at every contribution up to this id; what comes later is laid to the themes by itself."""
    proposal: dict[str, Any] | None = Field(default=None, sa_column=DatabaseColumn(JSON, nullable=True))


class BoardChange(Stored, table=True):
    """One change of the board by a person: what each row was before and is after, so that it can be undone."""

    __tablename__ = "board_changes"

    cafe_id: int = Field(foreign_key="cafes.id", index=True, ondelete="CASCADE")
    what: str
    """Which verb: `named`, `merged` …; screens have a sentence for each."""
    about: str = ""
    """The name or the words it was about."""
    rows: dict[str, Any] = Field(sa_column=DatabaseColumn(JSON, nullable=False))
    at: datetime = Field(default_factory=now, sa_type=UtcTime)
    undone_at: datetime | None = Field(default=None, sa_type=UtcTime)


class TensionState(StrEnum):
    proposed = "proposed"
    confirmed = "confirmed"
    dismissed = "dismissed"


class Tension(Stored, table=True):
    """Two poles that pull against each other, each with its voices."""

    __tablename__ = "tensions"

    cafe_id: int = Field(foreign_key="cafes.id", index=True, ondelete="CASCADE")
    subject: str
    left_name: str
    right_name: str
    left: list[int] = Field(sa_column=DatabaseColumn("left_voices", JSON, nullable=False))
    """Contribution ids; what was taken back or hidden since is left out when it is read."""
    right: list[int] = Field(sa_column=DatabaseColumn("right_voices", JSON, nullable=False))
    state: TensionState = TensionState.proposed
    made_at: datetime = Field(default_factory=now, sa_type=UtcTime)
