"""Hard rules and wishes of which no plan can keep all, each named, so that they can be told in words. Pure."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from itertools import combinations

from app.seating.breaches import MOVING
from app.seating.groups import groups
from app.seating.room import Contradiction, Obstacle, Room

Fixed = Mapping[int, int]
"""Person -> table where they have to sit in a round."""


def contradictions(room: Room) -> list[Contradiction]:
    """Every one that is found, in the order of `Obstacle`; what is so in all rounds has no round."""
    order = list(Obstacle)
    found = [*_tables(room), *_wishes(room), *_fixed(room)]
    return sorted(dict.fromkeys(found), key=lambda each: order.index(each.obstacle))


def _tables(room: Room) -> Iterator[Contradiction]:
    here = set(room.people)
    if not room.tables and here:
        yield Contradiction(Obstacle.no_table)
        return
    for host, table in room.hosts.items():
        if table not in room.tables:
            yield Contradiction(Obstacle.gone, (host,), table)
    for (person, r), table in sorted(room.pins.items()):
        if person not in here or not 0 <= r < len(room.rounds):
            continue
        if table not in room.tables:
            yield Contradiction(Obstacle.gone, (person,), table, r)
        elif room.hosts.get(person, table) != table:
            yield Contradiction(Obstacle.two_places, (person,), table, r)


def _wishes(room: Room) -> Iterator[Contradiction]:
    here = set(room.people)
    together = groups([(a, b) for a, b in room.together if a in here and b in here])
    most = max(room.tables.values(), default=0)
    for group in together:
        if len(group) > most and room.tables:
            yield Contradiction(Obstacle.too_many_together, tuple(group))
        for a, b in sorted(set(room.apart)):
            if a in group and b in group and a != b:
                yield Contradiction(Obstacle.apart_and_together, (a, b))


def _fixed(room: Room) -> Iterator[Contradiction]:
    here = set(room.people)
    always = {host: table for host, table in room.hosts.items() if table in room.tables}
    yield from _at_once(room, always, here, None)
    for r, kind in enumerate(room.rounds):
        pinned = {p: t for (p, i), t in room.pins.items() if i == r and p in here and t in room.tables}
        if pinned.keys() - always.keys():
            known = {(each.obstacle, each.people, each.table) for each in _at_once(room, always, here, None)}
            for each in _at_once(room, {**pinned, **always}, here, r, together=kind in MOVING):
                if (each.obstacle, each.people, each.table) not in known:
                    yield each


def _at_once(
    room: Room, fixed: Fixed, here: set[int], r: int | None, *, together: bool = True
) -> Iterator[Contradiction]:
    """What cannot be when these people have to sit there, in the round `r` or in all of them."""
    for a, b in sorted(set(room.apart)):
        if a != b and a in fixed and fixed[a] == fixed.get(b):
            yield Contradiction(Obstacle.apart_at_one_table, (a, b), fixed[a], r)
    for group in groups([(a, b) for a, b in room.together if a in here and b in here]) if together else []:
        for a, b in combinations([person for person in group if person in fixed], 2):
            if fixed[a] != fixed[b]:
                yield Contradiction(Obstacle.together_at_two_tables, (a, b), fixed[b], r)
    at: dict[int, list[int]] = defaultdict(list)
    for person, table in fixed.items():
        at[table].append(person)
    for table, count in Counter(fixed.values()).items():
        if count > room.tables[table]:
            yield Contradiction(Obstacle.too_many_fixed, tuple(sorted(at[table])), table, r)
