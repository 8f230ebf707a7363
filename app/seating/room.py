"""What a seating is planned for, and what comes out: people, tables, rounds and rules as plain ids. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from app.rounds.kinds import RoundKind

Seating = Mapping[int, int]
"""Person -> table, in one round."""
Pair = tuple[int, int]
"""Two people, the smaller id first."""


@dataclass(frozen=True)
class Room:
    """Everything a plan has to know.

    Hard rules: everybody has one chair in each round; `hosts` and `pins` hold; table sizes differ by one at most,
    unless chairs, hosts or pins forbid it. The others are kept as far as possible, in this order: languages, `apart`,
    `together`, `no_table_twice`, new encounters, a mix of `traits`.
    """

    tables: Mapping[int, int]
    """Table -> chairs, in order of their numbers."""
    travellers: Sequence[int]
    rounds: Sequence[RoundKind]
    """The rounds to plan, the next one first."""
    hosts: Mapping[int, int] = field(default_factory=dict)
    """Person -> table where they stay through all of `rounds`."""
    past: Sequence[Seating] = ()
    """The rounds as they were sat, the one that is on included; may name people and tables that are gone."""
    no_table_twice: bool = True
    """For travel rounds; hosts and the pinned may come back."""
    apart: Sequence[Pair] = ()
    together: Sequence[Pair] = ()
    pins: Mapping[tuple[int, int], int] = field(default_factory=dict)
    """(person, index into `rounds`) -> table."""
    traits: Mapping[int, str] = field(default_factory=dict)
    """Person -> trade or organisation, to be spread over the tables; who has none is not in it."""
    spoken: Mapping[int, str] = field(default_factory=dict)
    """Person -> language; who is not in it sits anywhere."""
    tongues: Mapping[int, str] = field(default_factory=dict)
    """Table -> language that is spoken there; at tables that are not in it everybody sits."""

    @property
    def people(self) -> list[int]:
        """Hosts first, then travellers, each once."""
        return list(dict.fromkeys([*self.hosts, *self.travellers]))


class Rule(StrEnum):
    """What a plan may have to break."""

    language = "language"
    apart = "apart"
    together = "together"
    no_table_twice = "no_table_twice"
    chairs = "chairs"
    """More people at a table than chairs."""


@dataclass(frozen=True)
class Breach:
    """A rule that the plan does not keep, in one round."""

    rule: Rule
    round_index: int
    table: int
    people: tuple[int, ...] = ()


@dataclass(frozen=True)
class Plan:
    seatings: list[dict[int, int]]
    """One for each of the room's rounds."""
    breaches: list[Breach] = field(default_factory=list)


class Obstacle(StrEnum):
    """Why there can be no plan."""

    no_table = "no_table"
    gone = "gone"
    """Someone is to stay or to sit at a table that is not laid."""
    two_places = "two_places"
    """A host is pinned elsewhere."""
    apart_and_together = "apart_and_together"
    """The people are to sit together (perhaps by way of others) and apart."""
    apart_at_one_table = "apart_at_one_table"
    """Two who are to sit apart are both fixed to the table in the round."""
    together_at_two_tables = "together_at_two_tables"
    too_many_together = "too_many_together"
    """A group that is to stay together is larger than any table."""
    too_many_fixed = "too_many_fixed"
    """More people are fixed to the table in the round than it has chairs."""


@dataclass(frozen=True)
class Contradiction:
    """Rules that cannot all hold, so that they can be told in words."""

    obstacle: Obstacle
    people: tuple[int, ...] = ()
    table: int | None = None
    round_index: int | None = None


class Impossible(ValueError):
    """No plan can keep the hard rules; `contradictions` names each reason."""

    def __init__(self, contradictions: Sequence[Contradiction]) -> None:
        super().__init__(", ".join(each.obstacle for each in contradictions))
        self.contradictions = list(contradictions)
