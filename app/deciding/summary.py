"""The whole evening on one page: change, optimise, tackle. Plain data, the same for paper, wall and every export."""

from dataclasses import dataclass
from datetime import date

from app.deciding.tallies import Outcome


@dataclass(frozen=True)
class Quote:
    """Original words, and where they were said."""

    text: str
    tables: tuple[int, ...]
    """Numbers of the tables that said so, each once."""
    stars: int


@dataclass(frozen=True)
class Theme:
    """A theme with its strongest words and what the last ballots gave it."""

    id: int
    name: str
    count: int
    words: tuple[Quote, ...]
    dots: int | None = None
    """None without a revealed ballot on it."""
    urgency: float | None = None
    feasibility: float | None = None


@dataclass(frozen=True)
class Part:
    """One column: its themes, the heaviest first, and the strongest words that lie there without a theme."""

    key: str
    """change, optimise, tackle, or unsorted."""
    count: int
    themes: tuple[Theme, ...]
    loose: tuple[Quote, ...] = ()
    loose_count: int = 0
    more_themes: int = 0
    """For which the page has no room."""


@dataclass(frozen=True)
class Tension:
    """Two poles, each with its strongest words."""

    subject: str
    left_name: str
    right_name: str
    left: tuple[Quote, ...]
    right: tuple[Quote, ...]


@dataclass(frozen=True)
class Promise:
    """A commitment that its maker shares."""

    who: str
    """Empty in a café without names."""
    what: str
    first_step: str
    until: date | None
    theme: str
    """Its theme's name, or nothing."""


@dataclass(frozen=True)
class Summary:
    """What goes onto the page, already cut to what fits there."""

    parts: tuple[Part, ...]
    """Change, optimise, tackle; then what has themes but no column, if anything has."""
    heap: int
    """Contributions that lie in no theme and no column."""
    voices: tuple[Quote, ...]
    tensions: tuple[Tension, ...]
    outcomes: tuple[Outcome, ...]
    promises: tuple[Promise, ...]
    """The newest first."""
    more_promises: int = 0

    def __bool__(self) -> bool:
        return bool(any(part.count for part in self.parts) or self.voices or self.outcomes or self.promises)
