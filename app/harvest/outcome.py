"""What the room found and decided, as it is carried away: the nouns of a report beside those in `report`."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True)
class Theme:
    id: str
    no: int
    title: str
    made_by: str
    made_at: datetime
    contribution_ids: tuple[str, ...]
    column: str | None = None
    """Where the host put it: change, optimise, tackle, unsorted; none where most of its contributions belong."""
    words: str = ""
    """What the host added so that more of the same is recognised, parted by commas."""
    typical_id: str | None = None
    """The contribution that resembles the others most, as the engine found it."""
    summary: str = ""
    """What the organiser says it comes down to."""


@dataclass(frozen=True)
class Tension:
    """Two poles that pull against each other, confirmed by the host."""

    id: str
    text: str
    """What it is about."""
    pole_a: str
    pole_b: str
    voices_a: tuple[str, ...]
    voices_b: tuple[str, ...]
    made_at: datetime


@dataclass(frozen=True)
class Result:
    """One theme in a ballot; nothing tells who gave it what."""

    theme_id: str | None
    """None for a theme that is not on the board any more."""
    title: str
    """As it was called when people voted on it."""
    people: int
    dots: int
    urgency: float | None
    feasibility: float | None


@dataclass(frozen=True)
class Ballot:
    """A vote whose result was shown, its heaviest theme first."""

    id: str
    mode: str
    """dots or matrix."""
    budget: int
    stacking: bool
    opened_at: datetime
    closed_at: datetime
    revealed_at: datetime
    voters: int
    eligible: int
    results: tuple[Result, ...]


def weights(ballots: Iterable[Ballot], mode: str) -> dict[str, Result]:
    """Theme -> what the latest ballot of this mode gave it."""
    latest = next((one for one in reversed(tuple(ballots)) if one.mode == mode), None)
    return {one.theme_id: one for one in latest.results if one.theme_id} if latest else {}


@dataclass(frozen=True)
class ReadBack:
    """What a table said of its own summary; only in an export for the host."""

    table_id: str
    asked_at: datetime
    answer: str | None
    """right, missing, wrong, or none."""
    note: str
    author_id: str | None
    answered_at: datetime | None


@dataclass(frozen=True)
class Commitment:
    """What somebody will do and chose to share."""

    id: str
    author_id: str
    author: str
    """The typed name; empty without one. The JSON writes name or id here."""
    what: str
    first_step: str
    until: date | None
    theme_id: str | None
    made_at: datetime
