"""A room as the calculation wants it: people and tables are numbers from 0, sets of people are bits. Pure."""

from collections.abc import Iterable, Mapping, Sequence

from app.seating.groups import groups
from app.seating.room import Pair, Room, Seating

Row = list[int | None]
"""Table of each person in one round; None for people without a place."""


class Task:
    """`fixed` says for each round who has to sit where, table hosts and the pinned; what cannot hold is left out."""

    def __init__(self, room: Room) -> None:
        self.tables, self.chairs = list(room.tables), list(room.tables.values())
        self.place = {table: t for t, table in enumerate(self.tables)}
        self.people = room.people
        self.number = {person: p for p, person in enumerate(self.people)}
        self.hosts = {self.number[host]: self.place[t] for host, t in room.hosts.items() if t in self.place}
        self.kinds = list(room.rounds)
        self.no_table_twice = room.no_table_twice
        self.fixed = [dict(self.hosts) for _ in self.kinds]
        for (person, index), table in room.pins.items():
            if person in self.number and table in self.place and 0 <= index < len(self.kinds):
                self.fixed[index].setdefault(self.number[person], self.place[table])
        self.past = [self.numbered(seating) for seating in room.past]
        self.apart = self._neighbours(room.apart)
        self.near = self._neighbours(room.together)
        self.glued = [0] * len(self.people)
        """For each person all who belong together with them, also by way of others, as bits; 0 for most people."""
        for group in groups(self.pairs(room.together)):
            bits = sum(1 << p for p in group)
            for p in group:
                self.glued[p] = bits
        self.alike = self._alike(room.traits)
        self.wrong = [self._wrong(room.spoken.get(person), room.tongues) for person in self.people]

    def numbered(self, seating: Seating) -> Row:
        return [self.place.get(seating[person]) if person in seating else None for person in self.people]

    def named(self, row: Sequence[int | None]) -> dict[int, int]:
        return {self.people[p]: self.tables[table] for p, table in enumerate(row) if table is not None}

    def known_to(self, p: int) -> tuple[int, int]:
        """Whom somebody has met in the past rounds, and at which tables they were, both as bits."""
        people = tables = 0
        for row in self.past:
            table = row[p]
            if table is not None:
                tables |= 1 << table
                people |= sum(1 << q for q, other in enumerate(row) if other == table and q != p)
        return people, tables

    def pairs(self, pairs: Iterable[Pair]) -> list[tuple[int, int]]:
        """Those of whom both are here, each once."""
        here = {(self.number[a], self.number[b]) for a, b in pairs if a in self.number and b in self.number and a != b}
        return sorted({(min(pair), max(pair)) for pair in here})

    def _neighbours(self, pairs: Iterable[Pair]) -> list[int]:
        bits = [0] * len(self.people)
        for a, b in self.pairs(pairs):
            bits[a] |= 1 << b
            bits[b] |= 1 << a
        return bits

    def _alike(self, traits: Mapping[int, str]) -> list[int]:
        sharing: dict[str, int] = {}
        for p, person in enumerate(self.people):
            if person in traits:
                sharing[traits[person]] = sharing.get(traits[person], 0) | 1 << p
        return [
            sharing.get(traits.get(person, ""), 0) & ~(1 << p) if person in traits else 0
            for p, person in enumerate(self.people)
        ]

    def _wrong(self, spoken: str | None, tongues: Mapping[int, str]) -> int:
        """The tables, as bits, where something else is spoken."""
        return sum(1 << t for t, table in enumerate(self.tables) if spoken and tongues.get(table, spoken) != spoken)
