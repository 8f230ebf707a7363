"""The plan of moves between rounds: table hosts stay, travellers see a new table and new faces each round.

Simple and correct rather than optimal: difference rows where they apply (`rows`), else a greedy filling, both improved
by exchanges (`exchange`). Pure: ids in, ids out.
"""

from collections.abc import Iterator, Mapping, Sequence

from app.seating.exchange import Draft, improve
from app.seating.rows import difference_rows

BUDGET = 12_000
"""Exchanges looked at per plan, about 50 ms; a count and no clock, so that the same input gives the same plan."""

Seating = Mapping[int, int]
"""Person -> table, in one round."""


def plan(
    travellers: Sequence[int],
    staying: Mapping[int, int],
    tables: Mapping[int, int],
    rounds: int,
    *,
    past: Sequence[Seating] = (),
    drafted: Sequence[Seating] = (),
    seed: int = 0,
) -> list[dict[int, int]]:
    """Person -> table for each of the next `rounds` rounds.

    `staying` maps table hosts to the tables where they stay (a host whose table is not laid travels), `tables` maps
    tables to chairs in order of their numbers, `past` holds the rounds as they were sat, the current one included,
    and may name people and tables that are gone. `drafted` is the plan so far for the same rounds: it is kept as far
    as it is as good as a new one. Everybody gets exactly one chair per round; sizes differ by one at most (unless more
    hosts than that sit at one table), even where chairs are too few. Raises ValueError for people without any table.
    """
    if not tables and (travellers or staying):
        raise ValueError("people, but no table")
    room = _Room(travellers, staying, tables, past)
    best_cost, best = -1, list[list[int | None]]()
    budget = BUDGET
    for start in room.starts(rounds, drafted):
        cost, seats, budget = improve(room.draft(rounds, start), seed, budget)
        if best_cost < 0 or cost < best_cost:
            best_cost, best = cost, seats
        if best_cost == 0:
            break
    return [room.named(row) for row in best]


def next_round(
    travellers: Sequence[int],
    staying: Mapping[int, int],
    tables: Mapping[int, int],
    *,
    past: Sequence[Seating],
    rounds_left: int,
    seed: int = 0,
) -> dict[int, int]:
    """The first round of `plan`: chosen so that the rounds after it can be good as well."""
    return plan(travellers, staying, tables, max(rounds_left, 1), past=past, seed=seed)[0]


def seat_for_latecomer(person: int, tables: Sequence[int], seated: Seating, past: Sequence[Seating] = ()) -> int:
    """The table for somebody who comes late, or comes back: the smallest one.

    Among equals one that `person` has not seen in `past`, then the one with the fewest people met before, then the
    first in `tables`. `seated` is the round to sit down in. Raises ValueError when no table is laid.
    """
    if not tables:
        raise ValueError("no table")
    sizes, met = dict.fromkeys(tables, 0), dict.fromkeys(tables, 0)
    shared = [row for row in past if person in row]
    seen = {row[person] for row in shared}
    known = {mate for row in shared for mate, table in row.items() if table == row[person]}
    for mate, table in seated.items():
        if table in sizes and mate != person:
            sizes[table] += 1
            met[table] += mate in known
    return min(tables, key=lambda table: (sizes[table], table in seen, met[table]))


class _Room:
    """People and tables as numbers from 0, as the calculation wants them."""

    def __init__(
        self, travellers: Sequence[int], staying: Mapping[int, int], tables: Mapping[int, int], past: Sequence[Seating]
    ) -> None:
        self.tables = list(tables)
        self.chairs = list(tables.values())
        self.place = {table: j for j, table in enumerate(self.tables)}
        self.people = list(dict.fromkeys([*staying, *travellers]))
        self.number = {person: p for p, person in enumerate(self.people)}
        self.stays = {self.number[host]: self.place[t] for host, t in staying.items() if t in self.place}
        self.past = past
        self.sat = [self._numbered(row) for row in past]

    def _numbered(self, row: Seating) -> list[int | None]:
        return [self.place.get(row.get(person, -1)) for person in self.people]

    def named(self, row: Sequence[int | None]) -> dict[int, int]:
        return {self.people[p]: self.tables[table] for p, table in enumerate(row) if table is not None}

    def starts(self, rounds: int, drafted: Sequence[Seating]) -> Iterator[list[list[int | None]]]:
        """Seatings with gaps to begin with, the one that changes least first."""
        nobody: list[int | None] = [None] * len(self.people)
        if drafted:
            yield ([self._numbered(row) for row in drafted] + [nobody] * rounds)[:rounds]
        if 0 < rounds + len(self.past) <= len(self.tables):
            yield self._by_rows(rounds)
        yield [nobody] * rounds

    def _by_rows(self, rounds: int) -> list[list[int | None]]:
        """People who began at the same table follow different rows; the table hosts' row is the one that stays."""
        g, behind = len(self.tables), len(self.past)
        begun = self._first_round()
        streams = max((stream for _, stream in begun.values()), default=0)
        rows = difference_rows(g, rounds + behind, streams + 1)
        moving = max(len(rows.steps) - 1, 1)
        plan: list[list[int | None]] = [[None] * len(self.people) for _ in range(rounds)]
        for person, (start, stream) in begun.items():
            row = (stream - 1) % moving + 1 if stream else 0
            for r in range(rounds):
                if row < len(rows.steps):
                    plan[r][person] = rows.table(start, row, behind + r)
        return plan

    def _first_round(self) -> dict[int, tuple[int, int]]:
        """Person -> table of the first round and stream; stream 0 stays, the others are counted per table.

        People who are gone keep their stream, so that nobody else's plan changes when somebody leaves.
        """
        streams = [0] * len(self.tables)
        begun: dict[int, tuple[int, int]] = {}
        if not self.past:
            begun = {host: (table, 0) for host, table in self.stays.items()}
            movers = [p for p in range(len(self.people)) if p not in self.stays]
            return begun | {p: (i % len(self.tables), i // len(self.tables) + 1) for i, p in enumerate(movers)}
        for person, table in sorted(self.past[0].items()):
            p, j = self.number.get(person, -1), self.place.get(table)
            if j is None or self.stays.get(p, j) != j:
                continue
            if p in self.stays:
                begun[p] = (j, 0)
                continue
            streams[j] += 1
            if p >= 0:
                begun[p] = (j, streams[j])
        return begun

    def draft(self, rounds: int, start: Sequence[Sequence[int | None]]) -> Draft:
        """A whole plan from one with gaps: hosts at their tables, newcomers at the smallest, sizes evened out."""
        draft = Draft(len(self.people), len(self.tables), rounds, self.sat, set(self.stays))
        for r in range(rounds):
            for host, table in self.stays.items():
                draft.sit(r, host, table)
            open_seats = [p for p in range(len(self.people)) if p not in self.stays]
            for person in open_seats:
                table_or_none = start[r][person]
                if table_or_none is not None:
                    draft.sit(r, person, table_or_none)
            for person in open_seats:
                if draft.where[r][person] is None:
                    draft.sit(r, person, self._smallest(draft, r, person))
            self._even_out(draft, r)
        return draft

    def _smallest(self, draft: Draft, r: int, person: int) -> int:
        """Of the smallest tables one with a free chair, then the one that costs least, then the first."""
        sizes = draft.sizes(r)
        lowest = min(sizes)
        smallest = [table for table, size in enumerate(sizes) if size == lowest]
        return min(smallest, key=lambda t: (sizes[t] >= self.chairs[t], draft.cost_of(r, person, t), t))

    def _even_out(self, draft: Draft, r: int) -> None:
        """While two tables differ by more than one, whoever loses least goes from the largest to the smallest."""
        while True:
            sizes = draft.sizes(r)
            movers = [
                (-sizes[table], person)
                for person, table in enumerate(draft.where[r])
                if table is not None and person not in self.stays
            ]
            if not movers or -min(movers)[0] <= min(sizes) + 1:
                return
            largest = [person for size, person in movers if size == min(movers)[0]]
            choices = [x for p in largest for x in draft.exchanges(r, p) if x.q is None and sizes[x.to] == min(sizes)]
            draft.do(min(choices, key=lambda x: (x.delta, x.p, x.to)))
