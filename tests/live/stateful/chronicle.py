"""The plain model: what lay on the tables after each entry of the logbook, retold from the entries alone.

The logbook holds references and no words, so the words come from those who wrote them. Nothing here asks the app.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import Any


@dataclass(frozen=True)
class Said:
    """What somebody put into words, and which line of another table it carries on."""

    text: str
    quotes: int | None = None


Words = Callable[[str, int], Said]
"""(kind of event, contribution) -> the words that this event laid or put in place of the old ones."""


@dataclass(frozen=True)
class Entry:
    """One line of the logbook as the database has it."""

    seq: int
    kind: str
    actor: str
    payload: Mapping[str, Any]
    fingerprint: str
    at: datetime


@dataclass(frozen=True)
class Line:
    """Something on a tablecloth."""

    table: int
    text: str
    quotes: int | None = None
    stars: frozenset[str] = frozenset()
    is_hidden: bool = False
    is_withdrawn: bool = False

    @property
    def is_shown(self) -> bool:
        return not self.is_hidden and not self.is_withdrawn


@dataclass(frozen=True)
class Moment:
    """The café after one entry."""

    entry: Entry
    lines: Mapping[int, Line] = field(default_factory=dict)
    announcement: str = ""
    versions: int = 0
    """Entries so far that are a step of the evening or a change of the clock."""

    def at_table(self, table: int, *, with_hidden: bool = False) -> dict[int, Line]:
        return {
            number: line
            for number, line in self.lines.items()
            if line.table == table and not line.is_withdrawn and (with_hidden or not line.is_hidden)
        }


BEFORE = Moment(Entry(0, "", "", {}, "", datetime(2026, 1, 1, tzinfo=UTC)))


class Chronicle:
    """One history of a café; a restored backup begins another one that shares its first entries."""

    def __init__(self, moments: list[Moment] | None = None) -> None:
        self.moments = moments or [BEFORE]

    @property
    def head(self) -> int:
        return len(self.moments) - 1

    @property
    def now(self) -> Moment:
        return self.moments[-1]

    def up_to(self, seq: int) -> "Chronicle":
        return Chronicle(self.moments[: seq + 1])

    def at(self, seq: int, fingerprint: str) -> Moment | None:
        """The moment that a cursor stands at; none if this history has no such moment."""
        moment = self.moments[seq] if seq <= self.head else None
        return moment if moment and moment.entry.fingerprint == fingerprint else None

    def tell(self, entry: Entry, words: Words) -> None:
        self.moments.append(_after(self.now, entry, words))


def _after(before: Moment, entry: Entry, words: Words) -> Moment:
    moment = replace(before, entry=entry)
    number = entry.payload.get("contribution_id")
    if entry.kind in ("PhaseChanged", "ClockChanged"):
        return replace(moment, versions=before.versions + 1)
    if entry.kind == "AnnouncementMade":
        return replace(moment, announcement=words(entry.kind, 0).text)
    if number is None:
        return moment
    if entry.kind == "ContributionPosted":
        said = words(entry.kind, number)
        return replace(moment, lines={**before.lines, number: Line(entry.payload["table_id"], said.text, said.quotes)})
    line = before.lines[number]
    if entry.kind == "ContributionEdited":
        line = replace(line, text=words(entry.kind, number).text)
    elif entry.kind == "ContributionWithdrawn":
        line = replace(line, is_withdrawn=True)
    elif entry.kind in ("ContributionHidden", "ContributionShown"):
        line = replace(line, is_hidden=entry.kind == "ContributionHidden")
    elif entry.kind == "ContributionStarred":
        line = replace(line, stars=line.stars ^ {entry.actor})
    return replace(moment, lines={**before.lines, number: line})
