"""What rows of many tables have in common."""

from datetime import datetime

from sqlmodel import Field, SQLModel

from app.db import UtcTime


class Stored(SQLModel):
    """A row with an id of its own, given by the database."""

    id: int | None = Field(default=None, primary_key=True)

    @property
    def id_(self) -> int:
        """The id of what is in the database already."""
        assert self.id is not None
        return self.id


class Withdrawable(Stored):
    """Somebody laid it on a cloth: they may take it back, and the host may hide it."""

    withdrawn_at: datetime | None = Field(default=None, sa_type=UtcTime)
    hidden_at: datetime | None = Field(default=None, sa_type=UtcTime)

    @property
    def is_shown(self) -> bool:
        """Neither taken back by its author nor hidden by the host."""
        return self.withdrawn_at is None and self.hidden_at is None
