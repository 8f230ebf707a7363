"""The rooms that are planned: the public list, and tight ones where hardly a plan is good."""

from dataclasses import dataclass
from itertools import product

from app.rounds.kinds import RoundKind
from app.seating.bounds import least_repeats, most_encounters
from app.seating.room import Room

PEOPLE = (12, 16, 20, 24, 30, 32, 50, 64, 100, 200, 500, 1000)
CHAIRS = (4, 5, 6)
ROUNDS = (3, 4, 5)
TIGHT = (
    (9, 3, 4), (15, 5, 6), (16, 4, 6), (18, 6, 6), (24, 5, 6), (24, 6, 6), (25, 5, 6), (28, 7, 6), (29, 6, 6),
    (30, 6, 6), (32, 4, 4), (32, 8, 6), (36, 6, 3), (36, 6, 5), (40, 5, 5), (42, 7, 6), (48, 6, 6), (80, 10, 6),
)  # fmt: skip
WITH_HOSTS = {(48, 6, 6), (80, 10, 6)}
"""The tight ones with a host at each table who stays, and nobody at a table twice."""


@dataclass(frozen=True, order=True)
class Instance:
    people: int
    tables: int
    rounds: int
    hosts: bool = False
    no_table_twice: bool = False

    @property
    def name(self) -> str:
        """People/tables/rounds; hosts: one stays at each table; once: nobody at a table twice."""
        return f"{self.people}/{self.tables}/{self.rounds}" + " hosts" * self.hosts + " once" * self.no_table_twice

    @property
    def hosts_at(self) -> dict[int, int]:
        """Hosts are the people 1, 2, … of the tables 1, 2, …"""
        return {table: table for table in range(1, self.tables + 1)} if self.hosts else {}

    @property
    def travellers(self) -> list[int]:
        return [person for person in range(1, self.people + 1) if person not in self.hosts_at]

    @property
    def most(self) -> int:
        return most_encounters(
            self.people, self.tables, self.rounds, hosts=self.hosts, no_table_twice=self.no_table_twice
        )

    @property
    def least(self) -> int:
        return least_repeats(
            self.people, self.tables, self.rounds, hosts=self.hosts, no_table_twice=self.no_table_twice
        )

    def room(self) -> Room:
        return Room(
            tables=dict.fromkeys(range(1, self.tables + 1), -(-self.people // self.tables)),
            travellers=self.travellers,
            rounds=[RoundKind.travel] * self.rounds,
            hosts=self.hosts_at,
            no_table_twice=self.no_table_twice,
        )


def public() -> list[Instance]:
    """Without duplicates; in a stable order."""
    return sorted(
        {
            Instance(people, -(-people // chairs), rounds, hosts, once)
            for people, chairs, rounds, hosts, once in product(PEOPLE, CHAIRS, ROUNDS, (False, True), (False, True))
        }
    )


def tight() -> list[Instance]:
    return [Instance(*each, each in WITH_HOSTS, each in WITH_HOSTS) for each in TIGHT]
