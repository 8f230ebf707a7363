"""What lies on the tablecloths: contributions, stars, lines between them, handover cards."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import Index, UniqueConstraint
from sqlmodel import Field, SQLModel

from app.db import UtcTime, now
from app.stored import Stored, Withdrawable
from app.tablecloth.category import Category as Category

TEXT_LIMIT = 500
CARD_LIMIT = 200
POINTS = 3


class Kind(StrEnum):
    idea = "idea"
    question = "question"


class Pen(StrEnum):
    black = "black"
    blue = "blue"
    red = "red"
    green = "green"


class Scribe(StrEnum):
    """Who typed a contribution that is somebody else's thought."""

    host = "host"
    table_host = "table_host"
    table_device = "table_device"


class Contribution(Withdrawable, table=True):
    __tablename__ = "contributions"
    __table_args__ = (
        UniqueConstraint("cafe_id", "posted_by", "key"),
        Index("contributions_on_table", "table_id", "id"),
    )

    cafe_id: int = Field(foreign_key="cafes.id", index=True, ondelete="CASCADE")
    table_id: int = Field(foreign_key="tables.id", ondelete="CASCADE")
    round_id: int = Field(foreign_key="rounds.id", ondelete="CASCADE")
    author_id: int | None = Field(default=None, foreign_key="participants.id", ondelete="SET NULL")
    """Whose thought it is; none means the table's as a whole."""
    scribe: Scribe | None = None
    posted_by: str
    """The device that sent it: `p<participant id>` or `host`; a device's keys are its own."""
    key: str
    """Made on the device before sending, so that sending again changes nothing."""
    first_sent: str
    """SHA-256 of what was first sent under this key; another text under it is refused."""
    kind: Kind = Kind.idea
    category: Category | None = None
    pen: Pen = Pen.black
    text: str
    brought_from_table_id: int | None = Field(default=None, foreign_key="tables.id", ondelete="SET NULL")
    brought_from_id: int | None = Field(default=None, foreign_key="contributions.id", ondelete="SET NULL")
    created_at: datetime = Field(default_factory=now, sa_type=UtcTime)
    edited_at: datetime | None = Field(default=None, sa_type=UtcTime)


class Star(SQLModel, table=True):
    """One participant's "this matters"."""

    __tablename__ = "stars"

    contribution_id: int = Field(foreign_key="contributions.id", primary_key=True, ondelete="CASCADE")
    participant_id: int = Field(foreign_key="participants.id", primary_key=True, ondelete="CASCADE")
    given_at: datetime = Field(default_factory=now, sa_type=UtcTime)


class Connection(Stored, table=True):
    """A line between two contributions on one cloth: they belong together, somebody says."""

    __tablename__ = "connections"
    __table_args__ = (UniqueConstraint("first_id", "second_id"),)

    cafe_id: int = Field(foreign_key="cafes.id", index=True, ondelete="CASCADE")
    first_id: int = Field(foreign_key="contributions.id", ondelete="CASCADE")
    """The older of the two."""
    second_id: int = Field(foreign_key="contributions.id", index=True, ondelete="CASCADE")
    drawn_by: str
    """`p<participant id>` or `host`."""
    drawn_at: datetime = Field(default_factory=now, sa_type=UtcTime)


class Handover(Stored, table=True):
    """The card a table host leaves for the next guests: three points and one open question."""

    __tablename__ = "handovers"
    __table_args__ = (UniqueConstraint("table_id", "round_id"),)

    cafe_id: int = Field(foreign_key="cafes.id", index=True, ondelete="CASCADE")
    table_id: int = Field(foreign_key="tables.id", ondelete="CASCADE")
    round_id: int = Field(foreign_key="rounds.id", ondelete="CASCADE")
    point_1: str = ""
    point_2: str = ""
    point_3: str = ""
    open_question: str = ""
    written_at: datetime = Field(default_factory=now, sa_type=UtcTime)

    @property
    def points(self) -> list[str]:
        """The points that were written, in order."""
        return [point for point in (self.point_1, self.point_2, self.point_3) if point]
