"""Which report: for whom, how long, in which language."""

from dataclasses import dataclass
from enum import StrEnum


class Audience(StrEnum):
    team = "team"
    """Who led the evening: everything, with names, hidden contributions marked."""
    participants = "participants"
    """Who was there: names, but nothing that was hidden."""
    public = "public"
    """Everybody else: no names, and only photos whose people agreed."""


class Length(StrEnum):
    short = "short"
    """Four to eight pages: themes, conclusion, agreements."""
    full = "full"
    """Every contribution word for word, every tablecloth, the album."""


@dataclass(frozen=True)
class Edition:
    audience: Audience
    length: Length
    language: str
