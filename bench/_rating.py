"""What a seating is worth, counted from who sat where."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from bench._instances import Instance

Seating = Mapping[int, int]


@dataclass(frozen=True)
class Rating:
    encounters: int
    """Different pairs who shared a table."""
    repeats: int
    returns: int
    """How often a traveller was at a table again."""
    spread: int
    """The largest table less the smallest one, in the worst round."""


def rate(instance: Instance, seatings: Sequence[Seating]) -> Rating:
    tables = range(1, instance.tables + 1)
    met = encounters(seatings)
    hosts = range(1, instance.tables + 1) if instance.hosts else ()
    travellers = [person for person in seatings[0] if person not in hosts]
    sizes = [[list(row.values()).count(table) for table in tables] for row in seatings]
    return Rating(
        encounters=len(met),
        repeats=sum(met.values()) - len(met),
        returns=sum(len(seatings) - len({row[p] for row in seatings}) for p in travellers),
        spread=max(max(each) - min(each) for each in sizes),
    )


def encounters(seatings: Sequence[Seating]) -> Counter[tuple[int, int]]:
    """How often each pair shares a table."""
    met: Counter[tuple[int, int]] = Counter()
    for row in seatings:
        at: dict[int, list[int]] = {}
        for person, table in row.items():
            at.setdefault(table, []).append(person)
        for people in at.values():
            met.update(combinations(sorted(people), 2))
    return met
