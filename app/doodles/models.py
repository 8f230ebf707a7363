"""Drawings on the tablecloths, stroke by stroke."""

from datetime import datetime

from sqlalchemy import Index, UniqueConstraint
from sqlmodel import Field

from app.db import UtcTime, now
from app.stored import Stored, Withdrawable
from app.tablecloth.models import Pen

DESCRIPTION_LIMIT = 200


class Doodle(Withdrawable, table=True):
    """What somebody draws on one spot of a cloth; it is there from its first stroke on."""

    __tablename__ = "doodles"
    __table_args__ = (UniqueConstraint("cafe_id", "posted_by", "key"), Index("doodles_on_table", "table_id", "id"))

    cafe_id: int = Field(foreign_key="cafes.id", index=True, ondelete="CASCADE")
    table_id: int = Field(foreign_key="tables.id", ondelete="CASCADE")
    round_id: int = Field(foreign_key="rounds.id", ondelete="CASCADE")
    author_id: int | None = Field(default=None, foreign_key="participants.id", ondelete="SET NULL")
    """None: the host's, or a table's as a whole."""
    posted_by: str
    """The device that sent it: `p<participant id>` or `host`; a device's keys are its own."""
    key: str
    """Made on the device before sending, so that sending again changes nothing."""
    contribution_id: int | None = Field(default=None, foreign_key="contributions.id", index=True, ondelete="SET NULL")
    """The words it belongs to, on the same cloth; none: it lies between them."""
    description: str = ""
    """What there is to see, for those who do not see it."""
    begun_at: datetime = Field(default_factory=now, sa_type=UtcTime)


class Stroke(Stored, table=True):
    """From pen down to pen up."""

    __tablename__ = "strokes"
    __table_args__ = (UniqueConstraint("doodle_id", "key"),)

    doodle_id: int = Field(foreign_key="doodles.id", ondelete="CASCADE")
    key: str
    pen: Pen = Pen.black
    path: str
    """SVG path data within the doodle's leaf, checked by `app/doodles/paths.py`; empty once it is undone."""
    drawn_at: datetime = Field(default_factory=now, sa_type=UtcTime)
    undone_at: datetime | None = Field(default=None, sa_type=UtcTime)
