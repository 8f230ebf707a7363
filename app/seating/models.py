"""Who sits where in which round."""

from sqlalchemy import UniqueConstraint
from sqlmodel import Field, SQLModel


class Seat(SQLModel, table=True):
    __tablename__ = "seats"
    __table_args__ = (UniqueConstraint("round_id", "participant_id"),)

    id: int | None = Field(default=None, primary_key=True)
    cafe_id: int = Field(foreign_key="cafes.id", index=True, ondelete="CASCADE")
    round_id: int = Field(foreign_key="rounds.id", index=True, ondelete="CASCADE")
    table_id: int = Field(foreign_key="tables.id", ondelete="CASCADE")
    participant_id: int = Field(foreign_key="participants.id", index=True, ondelete="CASCADE")
