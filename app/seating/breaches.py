"""Which rules a plan does not keep, looked up in the plan itself, whatever made it. Pure."""

from collections import Counter
from collections.abc import Iterator, Sequence

from app.rounds.kinds import RoundKind
from app.seating.room import Breach, Room, Rule, Seating

MOVING = (RoundKind.travel, RoundKind.choice)
"""Kinds of rounds in which people may be asked to sit elsewhere than before."""


def breaches(room: Room, seatings: Sequence[Seating]) -> list[Breach]:
    """All of them: round by round, in the order of the rules, then by table and people."""
    order = list(Rule)
    found = [*_wishes(room, seatings), *_returns(room, seatings), *_chairs(room, seatings)]
    places = {table: t for t, table in enumerate(room.tables)}
    return sorted(found, key=lambda each: (each.round_index, order.index(each.rule), places[each.table], each.people))


def _wishes(room: Room, seatings: Sequence[Seating]) -> Iterator[Breach]:
    """`together` is asked in rounds in which people move; a breach names the table of the first of the two."""
    for r, (kind, seating) in enumerate(zip(room.rounds, seatings, strict=True)):
        for person, table in seating.items():
            spoken = room.spoken.get(person)
            if spoken and room.tongues.get(table, spoken) != spoken:
                yield Breach(Rule.language, r, table, (person,))
        for a, b in sorted(set(room.apart)):
            if a != b and a in seating and seating[a] == seating.get(b):
                yield Breach(Rule.apart, r, seating[a], (a, b))
        for a, b in sorted(set(room.together)):
            if kind in MOVING and a in seating and b in seating and seating[a] != seating[b]:
                yield Breach(Rule.together, r, seating[a], (a, b))


def _returns(room: Room, seatings: Sequence[Seating]) -> Iterator[Breach]:
    """Who comes to a table where they sat before, table hosts and the pinned left out."""
    if not room.no_table_twice:
        return
    seen = {(person, table) for seating in room.past for person, table in seating.items()}
    for r, (kind, seating) in enumerate(zip(room.rounds, seatings, strict=True)):
        for person, table in seating.items():
            free = person not in room.hosts and (person, r) not in room.pins
            if kind in MOVING and free and (person, table) in seen:
                yield Breach(Rule.no_table_twice, r, table, (person,))
        seen.update(seating.items())


def _chairs(room: Room, seatings: Sequence[Seating]) -> Iterator[Breach]:
    for r, seating in enumerate(seatings):
        for table, people in Counter(seating.values()).items():
            if people > room.tables[table]:
                yield Breach(Rule.chairs, r, table, tuple(sorted(p for p, t in seating.items() if t == table)))
