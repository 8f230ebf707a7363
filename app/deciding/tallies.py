"""What a ballot comes to: pure, from each person's votes to what the room is shown."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

SCALE = 5
"""The highest step of urgency and of feasibility; the lowest is 1."""


@dataclass(frozen=True)
class Cast:
    """What one person gives to one theme."""

    person: int
    theme: int
    dots: int = 0
    urgency: int | None = None
    feasibility: int | None = None

    @property
    def counts(self) -> bool:
        """Whether anything is said: a dot, or both scales."""
        return self.dots > 0 or (self.urgency is not None and self.feasibility is not None)


@dataclass(frozen=True)
class Standing:
    """One theme in a result."""

    theme: int
    name: str
    """As it was called when people voted on it; a theme may be renamed or merged later."""
    people: int = 0
    """Who gave it something."""
    dots: int = 0
    urgency: float | None = None
    """Means from 1 to 5, to one decimal; none where nobody said anything."""
    feasibility: float | None = None

    @property
    def is_rated(self) -> bool:
        return self.urgency is not None and self.feasibility is not None


@dataclass(frozen=True)
class Tally:
    """A whole result, the heaviest theme first."""

    voters: int
    eligible: int
    """Who could have voted: everybody present, and those who voted and left."""
    standings: tuple[Standing, ...]

    @property
    def most(self) -> int:
        """The dots of the first theme."""
        return max((each.dots for each in self.standings), default=0)


@dataclass(frozen=True)
class Outcome:
    """A ballot that was revealed, with its result."""

    ballot_id: int
    mode: str
    """dots or matrix."""
    budget: int
    is_stacking: bool
    tally: Tally

    @property
    def is_matrix(self) -> bool:
        return self.mode == "matrix"


def voters(casts: Iterable[Cast]) -> set[int]:
    """Everybody who took part."""
    return {cast.person for cast in casts if cast.counts}


def of_dots(casts: Sequence[Cast], names: Mapping[int, str], present: set[int]) -> Tally:
    """The sum of dots for each theme; of equals the one that more people chose comes first, then the board's order."""
    dots: dict[int, int] = defaultdict(int)
    people: dict[int, int] = defaultdict(int)
    for cast in casts:
        dots[cast.theme] += cast.dots
        people[cast.theme] += cast.dots > 0
    standings = [Standing(theme, name, people[theme], dots[theme]) for theme, name in names.items()]
    return _tally(casts, present, sorted(standings, key=lambda each: (-each.dots, -each.people)))


def of_matrix(casts: Sequence[Cast], names: Mapping[int, str], present: set[int]) -> Tally:
    """Mean urgency and feasibility of each theme; what is both urgent and feasible comes first."""
    given: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for cast in casts:
        if cast.urgency is not None and cast.feasibility is not None:
            given[cast.theme].append((cast.urgency, cast.feasibility))
    standings = [_rated(theme, name, given[theme]) for theme, name in names.items()]
    return _tally(casts, present, sorted(standings, key=_weight, reverse=True))


def _rated(theme: int, name: str, given: Sequence[tuple[int, int]]) -> Standing:
    if not given:
        return Standing(theme, name)
    urgency, feasibility = (round(sum(scale) / len(given), 1) for scale in zip(*given, strict=True))
    return Standing(theme, name, len(given), urgency=urgency, feasibility=feasibility)


def _weight(standing: Standing) -> tuple[float, float, int]:
    urgency, feasibility = standing.urgency or 0, standing.feasibility or 0
    return round(urgency * feasibility, 2), urgency, standing.people


def _tally(casts: Sequence[Cast], present: set[int], standings: Sequence[Standing]) -> Tally:
    took_part = voters(casts)
    return Tally(len(took_part), len(present | took_part), tuple(standings))


def packed(tally: Tally) -> dict[str, Any]:
    """A result as it is kept in a row."""
    return asdict(tally) | {"standings": [asdict(each) for each in tally.standings]}


def unpacked(kept: Mapping[str, Any]) -> Tally:
    """The same as it was before."""
    standings = tuple(Standing(**each) for each in kept["standings"])
    return Tally(kept["voters"], kept["eligible"], standings)
