"""The evening's seats as the host's page of the plan shows them."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from app.cafes.models import Cafe, Participant, Role
from app.rounds.kinds import RoundKind
from app.rounds.models import Round
from app.seating import bounds, encounters, matrix
from app.seating.encounters import Elsewhere, Encounters, Sitting
from app.seating.matrix import Shade
from app.seating.planning import Outlook, RoundSeats, State
from app.tablecloth import cloths
from app.tables.models import Table


@dataclass(frozen=True)
class Chip:
    """Somebody in one cell; `other` is the table of the other view, where that differs."""

    id: int
    name: str
    is_host: bool = False
    is_awaited: bool = False
    other: Table | None = None
    is_unplanned: bool = False


@dataclass(frozen=True)
class Cell:
    """A table in a round."""

    chips: list[Chip]
    has_chosen: bool


@dataclass(frozen=True)
class Row:
    table: Table
    cells: list[Cell]


@dataclass(frozen=True)
class Column:
    """A round; `sizes` are those of the smallest and the largest table."""

    round: Round
    state: State
    is_on: bool
    sizes: tuple[int, int]

    @property
    def is_open(self) -> bool:
        """Whether people can still be put elsewhere."""
        return self.state != State.sat


@dataclass(frozen=True)
class Stop:
    """Where somebody sits in a round, with whom, and whom of these they have not met before."""

    column: Column
    table: Table | None
    mates: list[int]
    new: set[int]


@dataclass(frozen=True)
class Picture:
    """The whole evening, with one person's way through it if somebody was chosen."""

    cafe: Cafe
    outlook: Outlook
    standing: list[Table]
    """The tables that are laid, by number."""
    chosen: int | None = None
    as_planned: bool = False
    """Rounds that were told are shown as they had been planned."""
    names: Mapping[int, str] = field(default_factory=dict)

    @cached_property
    def columns(self) -> list[Column]:
        return [
            Column(each.round, each.state, each.round.is_running, _sizes(each, self.standing))
            for each in self.outlook.rounds
        ]

    @cached_property
    def tables(self) -> dict[int, Table]:
        """All that stand or ever had somebody, by number."""
        found = {table.id_: table for table in [*self.standing, *self.outlook.tables.values()]}
        return {table.id_: table for table in sorted(found.values(), key=lambda table: table.number)}

    @cached_property
    def rows(self) -> list[Row]:
        cells = [self._cells(index) for index in range(len(self.outlook.rounds))]
        return [Row(table, [each[id_] for each in cells]) for id_, table in self.tables.items()]

    @cached_property
    def has_plans(self) -> bool:
        """Whether there is anything to compare."""
        return any(each.state != State.planned and each.planned for each in self.outlook.rounds)

    @cached_property
    def sittings(self) -> list[Sitting]:
        return [
            Sitting(
                seating=each.seating,
                kind=each.round.kind,
                is_known=each.state != State.planned,
                planned=each.planned,
                moved=frozenset(m.participant_id for m in self.outlook.moves if m.round_id == each.round.id),
            )
            for each in self.outlook.rounds
        ]

    @cached_property
    def known(self) -> int:
        """How many rounds were told."""
        return sum(each.is_known for each in self.sittings)

    @cached_property
    def encounters(self) -> Encounters:
        room = self.outlook.room
        return encounters.count(
            self.sittings,
            possible=possible(self.outlook),
            tables=[table.id_ for table in self.standing],
            hosts=room.hosts,
            together=room.together,
        )

    @cached_property
    def strays(self) -> list[tuple[Column, list[Elsewhere]]]:
        """By round, who sits elsewhere than planned."""
        found = [(c, encounters.elsewhere(each)) for c, each in zip(self.columns, self.sittings, strict=True)]
        return [(column, strays) for column, strays in found if strays]

    @cached_property
    def hosts(self) -> list[dict[int, int]]:
        """By round, who welcomes the guests at which table, as far as it is known."""
        room, last = self.outlook.room, self.outlook.rounds[self.known - 1].seating if self.known else {}
        keepers = {id_ for id_, person in self.outlook.people.items() if person.role == Role.table_host}
        kept = [
            {id_: last.get(id_, 0) if each.is_known else room.pins.get((id_, index - self.known), 0) for id_ in keepers}
            for index, each in enumerate(self.sittings)
        ]
        return [
            {id_: table for id_, table in each.seating.items() if table in (room.hosts.get(id_), mine.get(id_))}
            for each, mine in zip(self.sittings, kept, strict=True)
        ]

    @cached_property
    def in_order(self) -> list[int]:
        """Everybody by name."""
        return sorted(self.names, key=lambda id_: (self.names[id_].casefold(), id_))

    @cached_property
    def squares(self) -> dict[Shade, str]:
        return matrix.paths(self.in_order, self.encounters.meetings, self.known)

    @cached_property
    def spread(self) -> list[tuple[int, int]]:
        return encounters.spread(self.encounters.faces)

    @cached_property
    def again(self) -> dict[int, list[int]]:
        """Person -> whom they meet more than once."""
        found: dict[int, dict[int, None]] = {}
        for repeat in self.encounters.repeats:
            one, other = repeat.people
            found.setdefault(one, {})[other] = None
            found.setdefault(other, {})[one] = None
        return {person: list(others) for person, others in found.items()}

    def way(self, person: int) -> list[Stop]:
        """Somebody's tables, round by round."""
        met: set[int] = set()
        stops = []
        for column, each in zip(self.columns, self.outlook.rounds, strict=True):
            at = each.seating.get(person)
            mates = [] if at is None else [id_ for id_, table in each.seating.items() if table == at and id_ != person]
            stops.append(Stop(column, self.tables.get(at or 0), mates, set(mates) - met))
            met |= set(mates)
        return stops

    def _cells(self, index: int) -> dict[int, Cell]:
        """Table id to what stands in its cell in one round."""
        each, hosts = self.outlook.rounds[index], self.hosts[index]
        compares = each.state != State.planned and bool(each.planned)
        shown, other = (each.planned, each.seating) if self.as_planned and compares else (each.seating, each.planned)
        chips: dict[int, list[Chip]] = {id_: [] for id_ in self.tables}
        for person in self.in_order:
            table = shown.get(person)
            if table is None:
                continue
            differs = compares and other.get(person) != table
            chips[table].append(
                Chip(
                    person,
                    self.names[person],
                    is_host=hosts.get(person) == table,
                    is_awaited=self.outlook.people[person].is_awaited,
                    other=self.tables.get(other.get(person, 0)) if differs else None,
                    is_unplanned=differs and person not in other,
                )
            )
        where = shown.get(self.chosen or 0)
        return {
            id_: Cell(sorted(found, key=lambda chip: not chip.is_host), has_chosen=where == id_)
            for id_, found in chips.items()
        }


def picture(
    cafe: Cafe, outlook: Outlook, standing: Sequence[Table], *, chosen: int | None = None, as_planned: bool = False
) -> Picture:
    """`chosen` is passed over if they have no chair."""
    names = labels(cafe, outlook.people.values())
    return Picture(cafe, outlook, list(standing), chosen if chosen in names else None, as_planned, names)


def labels(cafe: Cafe, people: Iterable[Participant]) -> dict[int, str]:
    """Person -> a name that nobody else has: with trade, organisation or number where first names are the same."""
    found = {person.id_: cloths.person_view(cafe, person).name for person in people}
    by_id = {person.id_: person for person in people}
    for more in ("trade", "organisation", "number"):
        counts = Counter(name.casefold() for name in found.values())
        for id_, name in found.items():
            if counts[name.casefold()] > 1 and getattr(by_id[id_], more):
                found[id_] = f"{cloths.person_view(cafe, by_id[id_]).name} ({getattr(by_id[id_], more)})"
    return found


def possible(outlook: Outlook) -> int:
    """More encounters than these the evening cannot have, whoever plans it."""
    people = len({person for each in outlook.rounds for person in each.seating})
    moving = sum(each.round.kind in (RoundKind.travel, RoundKind.choice) for each in outlook.rounds[1:])
    room = outlook.room
    if not people or not room.tables:
        return 0
    everywhere = len(room.hosts) >= len(room.tables)
    return bounds.most_encounters(
        people, len(room.tables), 1 + moving, hosts=everywhere, no_table_twice=room.no_table_twice
    )


def _sizes(each: RoundSeats, standing: Sequence[Table]) -> tuple[int, int]:
    counts = Counter({table.id_: 0 for table in standing} if each.state != State.sat else {})
    counts.update(each.seating.values())
    return min(counts.values(), default=0), max(counts.values(), default=0)
