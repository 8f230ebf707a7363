"""What the room found: themes, and where the host laid each contribution on the board."""

from datetime import datetime
from enum import StrEnum

from sqlmodel import Field, SQLModel

from app.db import UtcTime, now


class Column(StrEnum):
    """The columns of the board: the three verbs, and the heap of what is not yet sorted."""

    change = "change"
    optimise = "optimise"
    tackle = "tackle"
    unsorted = "unsorted"


class MadeBy(StrEnum):
    person = "person"
    software = "software"


class Theme(SQLModel, table=True):
    __tablename__ = "themes"

    id: int | None = Field(default=None, primary_key=True)
    cafe_id: int = Field(foreign_key="cafes.id", index=True, ondelete="CASCADE")
    name: str
    position: int
    made_by: MadeBy = MadeBy.person
    made_at: datetime = Field(default_factory=now, sa_type=UtcTime)

    @property
    def id_(self) -> int:
        """The id of a theme that is in the database."""
        assert self.id is not None
        return self.id


class Placement(SQLModel, table=True):
    """Where a contribution lies on the board when that is not simply where its author's tap put it."""

    __tablename__ = "placements"

    contribution_id: int = Field(foreign_key="contributions.id", primary_key=True, ondelete="CASCADE")
    theme_id: int | None = Field(default=None, foreign_key="themes.id", ondelete="SET NULL")
    column: Column | None = None
    """The host's choice; none means the author's category, or the heap."""
    laid_by: MadeBy = MadeBy.person
