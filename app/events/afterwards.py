"""What the room makes of it, and what the organiser writes around that."""

from dataclasses import dataclass

from app.events.event import Event


class ThemesChanged(Event):
    """Something on the board or beside it is another: themes, cards, tensions, a proposal."""


@dataclass(frozen=True, kw_only=True)
class ReadBackAsked(Event):
    """The host wants each table to read its own summary."""


@dataclass(frozen=True, kw_only=True)
class ReadBackGiven(Event):
    table_id: int


@dataclass(frozen=True, kw_only=True)
class BallotChanged(Event):
    """A ballot was opened, closed or revealed."""

    ballot_id: int


@dataclass(frozen=True, kw_only=True)
class VotesChanged(Event):
    """Somebody voted, or took a vote back; what they gave is not said."""

    ballot_id: int


@dataclass(frozen=True, kw_only=True)
class CommitmentsChanged(Event):
    """Somebody who sits at this table made, mended or withdrew a commitment; `is_shared`: others may see it."""

    table_id: int | None
    is_shared: bool


class AfterwordWritten(Event):
    """Something in the organiser's own words is another; it is on no screen but in the report."""
