"""The evening's seats as the host's page of the plan shows them."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from app.cafes.models import Cafe, Participant
from app.rounds.models import Round
from app.seating import encounters, matrix, paper
from app.seating.encounters import Elsewhere
from app.seating.figures import Figures
from app.seating.matrix import Shade
from app.seating.names import distinct
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
    is_moved: bool = False
    """By the host, and not undone."""


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
class Picture(Figures):
    """The whole evening, with one person's way through it if somebody was chosen."""

    cafe: Cafe
    chosen: int | None = None
    as_planned: bool = False
    """Rounds that were told are shown as they had been planned."""
    names: Mapping[int, str] = field(default_factory=dict)
    """Everybody with a chair in some round, by id."""

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
    def strays(self) -> list[tuple[Column, list[Elsewhere]]]:
        """By round, who sits elsewhere than planned."""
        found = [(c, encounters.elsewhere(each)) for c, each in zip(self.columns, self.sittings, strict=True)]
        return [(column, strays) for column, strays in found if strays]

    @cached_property
    def in_order(self) -> list[int]:
        """Everybody by name."""
        return sorted(self.names, key=lambda id_: (self.names[id_].casefold(), id_))

    @cached_property
    def squares(self) -> dict[Shade, str]:
        return matrix.paths(self.in_order, self.encounters.meetings, self.known)

    @cached_property
    def now(self) -> int:
        """Which column a phone shows first: the round that is on or comes next, from 1."""
        return min([index for index, column in enumerate(self.columns, 1) if column.is_open] or [len(self.columns)])

    @property
    def sizes(self) -> tuple[int, int]:
        """How many people the smallest and the largest table have, over all rounds that are not over."""
        sizes = [column.sizes for column in self.columns if column.is_open] or [each.sizes for each in self.columns]
        return min(fewest for fewest, _ in sizes), max(most for _, most in sizes)

    @property
    def has_hosts(self) -> bool:
        return any(self.hosts)

    @property
    def awaits(self) -> bool:
        return any(person.is_awaited for person in self.outlook.people.values())

    def name(self, person: int) -> str:
        """Empty for somebody who has no chair in any round."""
        return self.names.get(person, "")

    def number(self, table: int | None) -> int | None:
        """What stands on a table, given its id."""
        return self.tables[table].number if table in self.tables else None

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
        each, hosts, moved = self.outlook.rounds[index], self.hosts[index], self.sittings[index].moved
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
                    is_moved=person in moved and each.seating.get(person) == table,
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
    names = labels(cafe, outlook.people)
    return Picture(outlook, standing, cafe, chosen if chosen in names else None, as_planned, names)


def rule(picture: Picture) -> list[tuple[Table, list[tuple[int, list[int]]]]]:
    """By the table of the first round: how many tables further one goes each time, and who; empty without a rule."""
    walk = paper.paper_rule(
        [table.id_ for table in picture.standing], [each.seating for each in picture.outlook.rounds]
    )
    if walk is None:
        return []
    found: dict[int, dict[int, list[int]]] = {}
    for person in picture.in_order:
        if person not in walk.starts:
            continue  # has a place in the plan alone: went home, or never came
        found.setdefault(walk.starts[person], {}).setdefault(walk.steps[person], []).append(person)
    return [(table, sorted(found[table.id_].items())) for table in picture.standing if table.id_ in found]


def labels(cafe: Cafe, people: Mapping[int, Participant]) -> dict[int, str]:
    """Person -> a name that nobody else has: with trade, organisation or number where first names are the same."""
    names = {id_: cloths.person_view(cafe, person).name for id_, person in people.items()}
    more = [
        {id_: str(getattr(person, known)) for id_, person in people.items()}
        for known in ("trade", "organisation", "number")
    ]
    return distinct(names, more)


def _sizes(each: RoundSeats, standing: Sequence[Table]) -> tuple[int, int]:
    counts = Counter({table.id_: 0 for table in standing} if each.state != State.sat else {})
    counts.update(each.seating.values())
    return min(counts.values(), default=0), max(counts.values(), default=0)
