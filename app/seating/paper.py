"""A plan as a rule that fits on a slip of paper: start at table 6, three further each round. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from app.seating.room import Seating


@dataclass(frozen=True)
class PaperRule:
    """Where somebody starts, and how many tables further they go each time; after the last table comes the first."""

    starts: Mapping[int, int]
    """Person -> table of the first round."""
    steps: Mapping[int, int]
    """Person -> 0 (stays) up to the number of tables less one."""


def paper_rule(tables: Sequence[int], seatings: Sequence[Seating]) -> PaperRule | None:
    """The rule that gives these rounds; `tables` in the order in which people walk.

    None when somebody moves differently from round to round or is missing in one, and for less than two rounds.
    """
    if len(seatings) < 2:
        return None
    first, second = seatings[:2]
    place = {table: t for t, table in enumerate(tables)}
    if any(seating.keys() != first.keys() or not place.keys() >= set(seating.values()) for seating in seatings):
        return None
    steps = {person: (place[second[person]] - place[table]) % len(place) for person, table in first.items()}
    for r, seating in enumerate(seatings):
        for person, table in first.items():
            if place[seating[person]] != (place[table] + r * steps[person]) % len(place):
                return None
    return PaperRule(dict(first), steps)
