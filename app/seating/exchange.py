"""A draft of who sits where, and its improvement by exchanging people: bit sets, one bit per person.

Source: tabu search on exchanges as in Dotú and Van Hentenryck, "Scheduling social golfers locally" (CPAIOR 2005),
reduced to one person in trouble at a time.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from random import Random

REVISIT = 1000
"""A table seen before costs more than any number of faces seen before."""
REPEAT = 10
IDLE_LIMIT = 120
"""Exchanges in a row that bring no new best before the search gives up."""


@dataclass(frozen=True)
class Exchange:
    """Person `p` goes to the table of `q`, who takes the place left; without `q`, to the table `to`."""

    delta: int
    round_index: int
    p: int
    q: int | None
    to: int


class Draft:
    """Seats of people 0..n-1 at tables 0..g-1 in the rounds to come, with all encounters that follow from them.

    `sat` holds the rounds behind us, one list per round with a table or None per person; `hosts` never move.
    """

    def __init__(self, people: int, tables: int, rounds: int, sat: Sequence[Sequence[int | None]], hosts: set[int]):
        self.people, self.tables, self.rounds, self.hosts = people, tables, rounds, hosts
        self.met_counts = [[0] * people for _ in range(people)]
        self.met_once = [0] * people
        self.met_twice = [0] * people
        self.visits = [[0] * tables for _ in range(people)]
        self.cost = 0
        self.where: list[list[int | None]] = [[None] * people for _ in range(rounds)]
        self.at = [[0] * tables for _ in range(rounds)]
        for behind in sat:
            present = [0] * tables
            for person, table in enumerate(behind):
                if table is not None:
                    self._meet(person, table, present[table], 1)
                    present[table] |= 1 << person
        self.cost = 0  # what is past cannot be mended

    def sit(self, round_index: int, person: int, table: int) -> None:
        self.cost += self.cost_of(round_index, person, table)
        self._meet(person, table, self.at[round_index][table], 1)
        self.at[round_index][table] |= 1 << person
        self.where[round_index][person] = table

    def rise(self, round_index: int, person: int) -> None:
        table = self.where[round_index][person]
        assert table is not None
        self.at[round_index][table] ^= 1 << person
        self.where[round_index][person] = None
        self._meet(person, table, self.at[round_index][table], -1)
        self.cost -= self.cost_of(round_index, person, table)

    def cost_of(self, round_index: int, person: int, table: int) -> int:
        """What it would cost to sit down there: `REPEAT` per encounter repeated, `REVISIT` for a table seen before."""
        been_here = person not in self.hosts and self.visits[person][table] > 0
        return REPEAT * (self.met_once[person] & self.at[round_index][table]).bit_count() + REVISIT * been_here

    def sizes(self, round_index: int) -> list[int]:
        return [people.bit_count() for people in self.at[round_index]]

    def plan(self) -> list[list[int | None]]:
        return [list(row) for row in self.where]

    def _meet(self, person: int, table: int, others: int, change: int) -> None:
        self.visits[person][table] += change
        while others:
            other = others.bit_length() - 1
            others ^= 1 << other
            count = self.met_counts[person][other] + change
            for one, two in ((person, other), (other, person)):
                self.met_counts[one][two] = count
                self.met_once[one] = self.met_once[one] & ~(1 << two) | (count >= 1) << two
                self.met_twice[one] = self.met_twice[one] & ~(1 << two) | (count >= 2) << two

    def in_trouble(self) -> list[tuple[int, int]]:
        """(round, person) of all who could go elsewhere and now meet somebody again or see a table again."""
        return [
            (r, person)
            for r, row in enumerate(self.where)
            for person, table in enumerate(row)
            if table is not None
            and person not in self.hosts
            and (self.visits[person][table] > 1 or self.met_twice[person] & self.at[r][table])
        ]

    def _one_way(self, p: int, old: int, new: int, left: int, joined: int) -> int:
        """Change of cost when `p` leaves the people `left` at table `old` for the people `joined` at table `new`."""
        repeats = (self.met_once[p] & joined).bit_count() - (self.met_twice[p] & left).bit_count()
        return REPEAT * repeats + REVISIT * ((self.visits[p][new] > 0) - (self.visits[p][old] > 1))

    def exchanges(self, round_index: int, p: int) -> list[Exchange]:
        """Everything `p` could do in that round without the sizes of two tables drifting apart."""
        where, at = self.where[round_index], self.at[round_index]
        old = where[p]
        assert old is not None
        left = at[old] ^ 1 << p
        found = [
            Exchange(self._one_way(p, old, new, left, at[new]), round_index, p, None, new)
            for new in range(self.tables)
            if new != old and at[new].bit_count() <= left.bit_count()
        ]
        for q, new in enumerate(where):
            if new is not None and new != old and q not in self.hosts:
                stay = at[new] ^ 1 << q
                delta = self._one_way(p, old, new, left, stay) + self._one_way(q, new, old, stay, left)
                found.append(Exchange(delta, round_index, p, q, new))
        return found

    def do(self, exchange: Exchange) -> None:
        r, old = exchange.round_index, self.where[exchange.round_index][exchange.p]
        assert old is not None
        self.rise(r, exchange.p)
        if exchange.q is not None:
            self.rise(r, exchange.q)
            self.sit(r, exchange.q, old)
        self.sit(r, exchange.p, exchange.to)


def improve(draft: Draft, seed: int, budget: int) -> tuple[int, list[list[int | None]], int]:
    """Lowest cost found, the plan that has it, and what is left of `budget` (exchanges looked at)."""
    # Only random(), whose numbers are the same on every Python; nothing here is secret.
    random = Random(seed).random  # noqa: S311
    best, plan, idle = draft.cost, draft.plan(), 0
    barred: dict[tuple[int, int, int], int] = {}
    step = 0
    while best and budget > 0 and idle < IDLE_LIMIT and (troubled := draft.in_trouble()):
        r, person = troubled[int(random() * len(troubled))]
        choices = draft.exchanges(r, person)
        budget -= len(choices)
        step, idle = step + 1, idle + 1
        free = [x for x in choices if draft.cost + x.delta < best or not _is_barred(x, barred, step)]
        if not free:
            continue
        lowest = min(x.delta for x in free)
        ties = [x for x in free if x.delta == lowest]
        chosen = ties[int(random() * len(ties))]
        old = draft.where[r][person]
        assert old is not None
        barred[r, person, old] = step + 2 + int(random() * 8)
        if chosen.q is not None:
            barred[r, chosen.q, chosen.to] = step + 2 + int(random() * 8)
        draft.do(chosen)
        if draft.cost < best:
            best, plan, idle = draft.cost, draft.plan(), 0
    return best, plan, budget


def _is_barred(exchange: Exchange, barred: Mapping[tuple[int, int, int], int], step: int) -> bool:
    """Whether `p` would at once go back to where he came from."""
    return barred.get((exchange.round_index, exchange.p, exchange.to), 0) > step
