"""Who sits where in which round: as sat, as planned, and what people wish."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import UniqueConstraint
from sqlmodel import Field

from app.db import UtcTime, now
from app.stored import Stored


class Seat(Stored, table=True):
    """Where somebody was told to sit, or sits."""

    __tablename__ = "seats"
    __table_args__ = (UniqueConstraint("round_id", "participant_id"),)

    cafe_id: int = Field(foreign_key="cafes.id", index=True, ondelete="CASCADE")
    round_id: int = Field(foreign_key="rounds.id", index=True, ondelete="CASCADE")
    table_id: int = Field(foreign_key="tables.id", ondelete="CASCADE")
    participant_id: int = Field(foreign_key="participants.id", index=True, ondelete="CASCADE")


class PlannedSeat(Stored, table=True):
    """Where the plan has somebody; once a round was told, its plan stays as it was, for comparing."""

    __tablename__ = "planned_seats"
    __table_args__ = (UniqueConstraint("round_id", "participant_id"),)

    cafe_id: int = Field(foreign_key="cafes.id", index=True, ondelete="CASCADE")
    round_id: int = Field(foreign_key="rounds.id", ondelete="CASCADE")
    table_id: int = Field(foreign_key="tables.id", ondelete="CASCADE")
    participant_id: int = Field(foreign_key="participants.id", ondelete="CASCADE")


class Company(StrEnum):
    apart = "apart"
    together = "together"


class Wish(Stored, table=True):
    """Two who are to sit together, or apart; `participant_id` is the smaller id."""

    __tablename__ = "wishes"
    __table_args__ = (UniqueConstraint("participant_id", "other_id"),)

    cafe_id: int = Field(foreign_key="cafes.id", index=True, ondelete="CASCADE")
    company: Company
    participant_id: int = Field(foreign_key="participants.id", ondelete="CASCADE")
    other_id: int = Field(foreign_key="participants.id", ondelete="CASCADE")


class Move(Stored, table=True):
    """The host put somebody at a table in a round; the plan keeps it until it is undone."""

    __tablename__ = "moves"

    cafe_id: int = Field(foreign_key="cafes.id", index=True, ondelete="CASCADE")
    round_id: int = Field(foreign_key="rounds.id", ondelete="CASCADE")
    participant_id: int = Field(foreign_key="participants.id", ondelete="CASCADE")
    from_table_id: int | None = Field(default=None, foreign_key="tables.id", ondelete="CASCADE")
    to_table_id: int = Field(foreign_key="tables.id", ondelete="CASCADE")
    exchanged_with_id: int | None = Field(default=None, foreign_key="participants.id", ondelete="CASCADE")
    """Who went the other way."""
    at: datetime = Field(default_factory=now, sa_type=UtcTime)
    undone_at: datetime | None = Field(default=None, sa_type=UtcTime)


class Choice(Stored, table=True):
    """Which topic somebody wants in a round of free choice, and which one else."""

    __tablename__ = "choices"
    __table_args__ = (UniqueConstraint("round_id", "participant_id"),)

    cafe_id: int = Field(foreign_key="cafes.id", index=True, ondelete="CASCADE")
    round_id: int = Field(foreign_key="rounds.id", ondelete="CASCADE")
    participant_id: int = Field(foreign_key="participants.id", ondelete="CASCADE")
    first_id: int = Field(foreign_key="tables.id", ondelete="CASCADE")
    second_id: int | None = Field(default=None, foreign_key="tables.id", ondelete="CASCADE")
    chosen_at: datetime = Field(default_factory=now, sa_type=UtcTime)
