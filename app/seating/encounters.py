"""Who meets whom through an evening, how often, and why some meet again: pure, people and tables are ids."""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import combinations

from app.rounds.kinds import RoundKind
from app.seating.room import Pair, Seating


class Reason(StrEnum):
    """Why two people meet once more; the first that fits is the one that is told."""

    wished = "wished"
    hosts = "hosts"
    """Both stay at that table to welcome its guests."""
    home = "home"
    """In this round everybody goes back to where they sat first."""
    stays = "stays"
    """In this round nobody moves."""
    chosen = "chosen"
    """In this round people choose where they go."""
    moved = "moved"
    """The host put one of them there."""
    late = "late"
    """One of them came after the round was planned, or had to leave a table that was cleared."""
    elsewhere = "elsewhere"
    """One of them sat down elsewhere than planned."""
    crowded = "crowded"
    """No plan can do without: tables are larger than there are tables, or there are more rounds than tables."""
    none_better = "none_better"
    """A better plan was looked for and not found."""


@dataclass(frozen=True)
class Sitting:
    """One round, as it was sat or as it is to be."""

    seating: Seating
    kind: RoundKind = RoundKind.travel
    is_known: bool = False
    """People sat so or were told so; any other round is only planned."""
    planned: Seating = field(default_factory=dict)
    """As it was planned when it was told; empty if it was not."""
    moved: frozenset[int] = frozenset()
    """Whom the host put where they sit."""


@dataclass(frozen=True)
class Repeat:
    """Two people who sit together in round `index` although they did `before`; indexes count from 0."""

    people: Pair
    index: int
    before: tuple[int, ...]
    reason: Reason


@dataclass(frozen=True)
class Companions:
    """Two people who sit together in all, or all but one, of the `shared` rounds in which both have a chair."""

    people: Pair
    times: int
    shared: int


@dataclass(frozen=True)
class Elsewhere:
    """Somebody who sat at another table than planned; `planned` is None for whom the plan did not know."""

    person: int
    planned: int | None
    table: int


@dataclass(frozen=True)
class Encounters:
    """What an evening's seatings come to."""

    people: list[int]
    meetings: Mapping[Pair, tuple[int, ...]]
    """Two people -> the rounds in which they share a table, from 0; pairs that never do are not in it."""
    faces: Mapping[int, int]
    """Person -> how many others they meet."""
    possible: int
    """More encounters than these no plan for such a room can have."""
    repeats: list[Repeat]
    companions: list[Companions]

    @property
    def distinct(self) -> int:
        return len(self.meetings)

    @property
    def pairs(self) -> int:
        """How many encounters there would be if everybody met everybody."""
        return len(self.people) * (len(self.people) - 1) // 2

    @property
    def least(self) -> int:
        return min(self.faces.values(), default=0)

    @property
    def most(self) -> int:
        return max(self.faces.values(), default=0)

    def share(self, of: int) -> int:
        """Per cent of `of` encounters that come about, rounded down so that 100 means all."""
        return min(100, 100 * self.distinct // of) if of else 100


def count(
    sittings: Sequence[Sitting],
    *,
    possible: int,
    tables: Collection[int],
    hosts: Mapping[int, int] | None = None,
    together: Iterable[Pair] = (),
) -> Encounters:
    """All encounters of an evening; `tables` are the ones that stand, `hosts` stay (person -> table).

    `possible` is the bound for such a room (`bounds.most_encounters`).
    """
    people = sorted({person for each in sittings for person in each.seating})
    found: dict[Pair, list[int]] = {}
    for index, each in enumerate(sittings):
        for mates in by_table(each.seating).values():
            for pair in combinations(sorted(mates), 2):
                found.setdefault(pair, []).append(index)
    meetings = {pair: tuple(indexes) for pair, indexes in found.items()}
    faces = dict.fromkeys(people, 0)
    for one, other in meetings:
        faces[one] += 1
        faces[other] += 1
    reasons = _Reasons(sittings, set(tables), hosts or {}, groups(together), is_full=len(meetings) >= possible)
    repeats = sorted(_repeats(meetings, reasons), key=lambda each: (each.index, each.people))
    return Encounters(people, meetings, faces, possible, repeats, _companions(meetings, sittings))


def by_table(seating: Seating) -> dict[int, list[int]]:
    """Table -> who sits there, in the seating's order."""
    found: dict[int, list[int]] = {}
    for person, table in seating.items():
        found.setdefault(table, []).append(person)
    return found


def elsewhere(sitting: Sitting) -> list[Elsewhere]:
    """Who sat at another table than planned, in a round that was told from a plan."""
    if not (sitting.is_known and sitting.planned):
        return []
    return [
        Elsewhere(person, sitting.planned.get(person), table)
        for person, table in sitting.seating.items()
        if sitting.planned.get(person) != table
    ]


def groups(together: Iterable[Pair]) -> dict[int, int]:
    """Person -> a number that all have in common who are to sit together, also by way of others."""
    group: dict[int, int] = {}
    for one, other in together:
        kept, gone = group.setdefault(one, one), group.setdefault(other, other)
        for person, number in group.items():
            group[person] = kept if number == gone else number
    return group


def spread(faces: Mapping[int, int]) -> list[tuple[int, int]]:
    """How many others people meet, and how many people meet so many; the fewest first, without gaps."""
    counts = Counter(faces.values())
    return [(met, counts[met]) for met in range(min(counts, default=0), max(counts, default=-1) + 1)]


def _repeats(meetings: Mapping[Pair, tuple[int, ...]], reasons: "_Reasons") -> Iterator[Repeat]:
    for pair, indexes in meetings.items():
        for nth, index in enumerate(indexes[1:], start=1):
            yield Repeat(pair, index, indexes[:nth], reasons.of(pair, index, indexes[:nth]))


def _companions(meetings: Mapping[Pair, tuple[int, ...]], sittings: Sequence[Sitting]) -> list[Companions]:
    often = {pair: len(indexes) for pair, indexes in meetings.items() if len(indexes) >= max(2, len(sittings) // 2)}
    rounds_of = {person: 0 for each in sittings for person in each.seating}
    for index, each in enumerate(sittings):
        for person in each.seating:
            rounds_of[person] |= 1 << index
    found = []
    for (one, other), times in often.items():
        shared = (rounds_of[one] & rounds_of[other]).bit_count()
        if times == shared or (shared > 3 and times == shared - 1):
            found.append(Companions((one, other), times, shared))
    return sorted(found, key=lambda each: each.people)


class _Reasons:
    """Finds the first reason that explains why two people meet once more."""

    def __init__(
        self,
        sittings: Sequence[Sitting],
        tables: set[int],
        hosts: Mapping[int, int],
        wished: Mapping[int, int],
        *,
        is_full: bool,
    ) -> None:
        self._sittings, self._tables, self._hosts, self._wished = sittings, tables, hosts, wished
        rounds = [each.seating for each in sittings if each.kind in (RoundKind.travel, RoundKind.choice)]
        largest = max((max(Counter(seating.values()).values(), default=0) for seating in rounds), default=0)
        self._is_crowded = is_full or largest > len(tables) or len(rounds) > len(tables)
        self._others = [{each.person: each for each in elsewhere(sitting)} for sitting in sittings]
        self._is_eventful = [bool(s.moved or others) for s, others in zip(sittings, self._others, strict=True)]

    def of(self, pair: Pair, index: int, before: tuple[int, ...]) -> Reason:
        one, other = pair
        kind = self._sittings[index].kind
        if one in self._wished and self._wished[one] == self._wished.get(other):
            return Reason.wished
        if one in self._hosts and self._hosts[one] == self._hosts.get(other):
            return Reason.hosts
        if kind in _KINDS:
            return _KINDS[kind]
        return self._by_chance(pair, (index, *before)) or (Reason.crowded if self._is_crowded else Reason.none_better)

    def _by_chance(self, pair: Pair, indexes: tuple[int, ...]) -> Reason | None:
        """Something that happened in one of the rounds in which the two met."""
        indexes = tuple(index for index in indexes if self._is_eventful[index])
        if not indexes:
            return None
        if any(person in self._sittings[index].moved for index in indexes for person in pair):
            return Reason.moved
        strays = [self._others[index][person] for index in indexes for person in pair if person in self._others[index]]
        if any(each.planned is None or each.planned not in self._tables for each in strays):
            return Reason.late
        return Reason.elsewhere if strays else None


_KINDS = {RoundKind.home: Reason.home, RoundKind.stay: Reason.stays, RoundKind.choice: Reason.chosen}
