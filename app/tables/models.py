"""The places of conversation."""

from datetime import datetime

from sqlalchemy import UniqueConstraint
from sqlmodel import Field

from app.db import UtcTime
from app.stored import Stored

COLOURS = 8


class Table(Stored, table=True):
    __tablename__ = "tables"
    __table_args__ = (UniqueConstraint("cafe_id", "number"),)

    cafe_id: int = Field(foreign_key="cafes.id", index=True, ondelete="CASCADE")
    number: int
    name: str = ""
    topic: str = ""
    seats: int = 5
    language: str = ""
    """A language as `de`, if it is spoken here."""
    join_token: str = Field(unique=True)
    cleared_at: datetime | None = Field(default=None, sa_type=UtcTime)

    @property
    def colour(self) -> int:
        return colour(self.number)

    @property
    def is_striped(self) -> bool:
        return is_striped(self.number)


def colour(number: int) -> int:
    """1 to 8: which of the cloths a table has; never the only sign, the number always stands beside it."""
    return (number - 1) % COLOURS + 1


def is_striped(number: int) -> bool:
    """Tables above the eighth repeat the colours with stripes instead of gingham."""
    return number > COLOURS
