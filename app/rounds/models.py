"""The conversations of set length."""

from datetime import datetime

from sqlalchemy import UniqueConstraint
from sqlmodel import Field

from app.db import UtcTime
from app.rounds.kinds import RoundKind
from app.stored import Stored


class Round(Stored, table=True):
    __tablename__ = "rounds"
    __table_args__ = (UniqueConstraint("cafe_id", "number"),)

    cafe_id: int = Field(foreign_key="cafes.id", index=True, ondelete="CASCADE")
    number: int
    minutes: int = 20
    kind: RoundKind = RoundKind.travel
    """How people get to this round."""
    question: str = ""
    """Empty means the café's own question."""
    started_at: datetime | None = Field(default=None, sa_type=UtcTime)
    ends_at: datetime | None = Field(default=None, sa_type=UtcTime)
    paused_at: datetime | None = Field(default=None, sa_type=UtcTime)
    ended_at: datetime | None = Field(default=None, sa_type=UtcTime)

    @property
    def is_running(self) -> bool:
        """Begun and not ended; a paused round still runs, only its clock stands."""
        return self.started_at is not None and self.ended_at is None

    @property
    def is_over(self) -> bool:
        """Begun and ended; a round that was taken back has an end but no beginning."""
        return self.started_at is not None and self.ended_at is not None
