"""A draft of who sits where, in which two people change places: bit sets, one bit per person. Pure.

Chairs that make one table smaller than another count as people whom nobody meets ("gaps"), so that every change is an
exchange of two and sizes stay as even as they are.
"""

from collections.abc import Iterator, Sequence
from math import comb

from app.seating.sizes import height
from app.seating.task import Row, Task

LANGUAGE, APART, TOGETHER, REVISIT, REPEAT = 1_000_000, 100_000, 10_000, 300, 10
"""What it costs, in each round, to break a rule for one person or pair; a search may change the weight of `REVISIT`."""


def people_in(bits: int) -> Iterator[int]:
    while bits:
        highest = bits.bit_length() - 1
        bits ^= 1 << highest
        yield highest


class Draft:
    """Seats in the rounds `indices` of the task, and all encounters that follow from them and from `past`.

    `rows` may have gaps; somebody without a seat waits at "table" -1, where nobody meets. `told[r]` are people who keep
    their seat in that round like those who have to sit there.
    """

    def __init__(
        self, task: Task, indices: Sequence[int], past: Sequence[Row], rows: Sequence[Row], told: Sequence[set[int]]
    ) -> None:
        self.task, self.people, self.tables, self.rounds = task, len(task.people), len(task.tables), len(indices)
        self.revisit = REVISIT if task.no_table_twice else 0
        self.wishes = any(task.apart) or any(task.near) or any(task.wrong)
        self.must = [task.fixed[i].keys() for i in indices]
        still = [must | kept for must, kept in zip(self.must, told, strict=True)]
        self.free = [[p for p in range(self.people) if p not in who] for who in still]
        self.stuck = [sum(1 << p for p in who) for who in still]
        self.bits = [1 << p for p in range(self.people)]
        self._remember(past)
        self.where = [[-1 if table is None else table for table in row] for row in rows]
        self.at = [[0] * (self.tables + 1) for _ in rows]
        for at, row in zip(self.at, self.where, strict=True):
            for p, table in enumerate(row):
                if table >= 0:
                    at[table] |= 1 << p
                self.visits[p][table] += 1
        self.once, self.twice = [0] * self.people, [0] * self.people
        for p in range(self.people):
            self.look_round(p)
        self.cost = 0

    def _remember(self, past: Sequence[Row]) -> None:
        everybody = (1 << self.people) - 1
        self.others = [everybody & ~(1 << p | glued) for p, glued in enumerate(self.task.glued)]
        self.been = [0] * self.people
        self.known = [0] * self.people
        self.visits = [[0] * (self.tables + 1) for _ in range(self.people)]
        for row in past:
            at = [0] * self.tables
            for p, table in enumerate(row):
                if table is not None:
                    at[table] |= 1 << p
                    self.visits[p][table] = 1
                    self.been[p] |= 1 << table
            for p, table in enumerate(row):
                if table is not None:
                    self.known[p] |= at[table]
        self.known = [known & others for known, others in zip(self.known, self.others, strict=True)]

    def lay_gaps(self) -> None:
        """Once everybody sits. `movers[r]`: who may change places in that round; gaps are numbered after the people."""
        chairs = self.task.chairs
        self.rim = chairs if self.people > sum(chairs) else [0] * self.tables
        self.movers = [list(free) for free in self.free]
        for r in range(self.rounds):
            sizes = self.sizes(r)
            water = max((height(chairs[t], sizes[t]) for t in {self.where[r][p] for p in self.free[r]}), default=0)
            gaps = [t for t in range(self.tables) if height(chairs[t], sizes[t] + 1) == water]
            self.where[r] += gaps
            self.movers[r] += range(self.people, self.people + len(gaps))
        most = max((len(row) for row in self.where), default=self.people) - self.people
        self.bits += [0] * most
        self.once += [0] * most
        self.twice += [0] * most
        self.visits += [[0] * self.tables for _ in range(most)]
        self.cost = self.count()

    def sizes(self, r: int) -> list[int]:
        return [who.bit_count() for who in self.at[r][: self.tables]]

    def seat(self, r: int, p: int, table: int) -> None:
        """Somebody goes to a table, from another one or from nowhere, before there are gaps."""
        old = self.where[r][p]
        self.visits[p][old] -= 1
        self.visits[p][table] += 1
        self.where[r][p] = table
        self.at[r][old] &= ~self.bits[p]
        self.at[r][table] |= self.bits[p]
        for x in people_in(self.at[r][table] | self.at[r][old]):
            self.look_round(x)

    def joining(self, r: int, p: int, table: int) -> int:
        """What it costs that somebody sits down there who sits nowhere in that round."""
        mates = self.at[r][table]
        known, back = (self.once[p] & mates).bit_count(), self.visits[p][table] > 0
        return REPEAT * known + self.revisit * back + (self.wished(p, table, mates) if self.wishes else 0)

    def look_round(self, p: int) -> None:
        """Counts anew whom somebody meets at all, and whom twice; past rounds count."""
        seen, again = self.known[p], 0
        for row, at in zip(self.where, self.at, strict=True):
            mates = at[row[p]]
            again |= seen & mates
            seen |= mates
        self.once[p], self.twice[p] = seen & self.others[p], again & self.others[p]

    def keeps_level(self, r: int, here: int, there: int) -> bool:
        """Whether one person may go from a table to a gap at the other, which then has as many as the first had."""
        at, rim = self.at[r], self.rim
        return at[here].bit_count() - rim[here] == at[there].bit_count() + 1 - rim[there]

    def change(self, r: int, couples: Sequence[tuple[int, int]]) -> int:
        """What it adds to the cost if they change places in one round: all the first sit at one table, all the second
        at another, and the second may be gaps."""
        row, at = self.where[r], self.at[r]
        here, there = row[couples[0][0]], row[couples[0][1]]
        going = coming = 0
        for p, q in couples:
            going |= self.bits[p]
            coming |= self.bits[q]
        left, joined = at[here] & ~going, at[there] & ~coming
        cost = 0
        for p, q in couples:
            cost += self._one_way(p, here, there, left, joined, going)
            if q < self.people:
                cost += self._one_way(q, there, here, joined, left, coming)
        return cost

    def _one_way(self, p: int, here: int, there: int, left: int, joined: int, along: int) -> int:
        """What it adds if somebody leaves the people `left` at one table for those `joined` at another."""
        cost = REPEAT * ((self.once[p] & joined).bit_count() - (self.twice[p] & left).bit_count())
        if self.revisit:
            visits = self.visits[p]
            cost += self.revisit * ((visits[there] > 0) - (visits[here] > 1))
        if self.wishes:
            cost += self.wished(p, there, joined | along) - self.wished(p, here, left | along)
        return cost

    def wished(self, p: int, table: int, mates: int) -> int:
        """What wishes and languages say to somebody at that table with these people; less is better."""
        task = self.task
        return (
            APART * (task.apart[p] & mates).bit_count()
            - TOGETHER * (task.near[p] & mates).bit_count()
            + LANGUAGE * (task.wrong[p] >> table & 1)
        )

    def exchange(self, r: int, p: int, q: int) -> None:
        """The two change places; the cost is for the caller to follow."""
        row, at = self.where[r], self.at[r]
        here, there = row[p], row[q]
        row[p], row[q] = there, here
        at[here] ^= self.bits[p] | self.bits[q]
        at[there] ^= self.bits[p] | self.bits[q]
        for who, came, went in ((p, there, here), (q, here, there)):
            if who < self.people:
                self.visits[who][went] -= 1
                self.visits[who][came] += 1
        for x in people_in(at[here] | at[there]):
            self.look_round(x)

    def repeats(self) -> int:
        """Encounters of people who have met before, those with past rounds included."""
        again = 0
        for p in range(self.people):
            mates = [at[row[p]] & self.others[p] for row, at in zip(self.where, self.at, strict=True)]
            seen = self.known[p]
            for each in mates:
                again += (seen & each).bit_count()
                seen |= each
        return again // 2

    def returns(self) -> int:
        """How often somebody comes to a table where they are or were another time."""
        seen = [row.copy() for row in self.visits]
        back = 0
        for row, free in zip(self.where, self.free, strict=True):
            for p in free:
                back += seen[p][row[p]] > 1
                seen[p][row[p]] -= 1
        return back

    def meetings(self) -> int:
        """Pairs at one table, all rounds together."""
        return sum(comb(size, 2) for r in range(self.rounds) for size in self.sizes(r))

    def count(self) -> int:
        """The cost of everything, counted from nothing."""
        cost = REPEAT * self.repeats() + self.revisit * self.returns()
        return cost + (self._unkept_wishes() if self.wishes else 0)

    def _unkept_wishes(self) -> int:
        double, task = 0, self.task
        for row, at in zip(self.where, self.at, strict=True):
            for p in range(self.people):
                mates, table = at[row[p]], row[p]
                double += 2 * LANGUAGE * (task.wrong[p] >> table & 1)
                double += TOGETHER * (task.near[p] & ~mates).bit_count() + APART * (task.apart[p] & mates).bit_count()
        return double // 2

    def is_free(self, r: int, p: int) -> bool:
        return not self.stuck[r] >> p & 1

    def troubled(self, r: int, p: int) -> bool:
        """Whether somebody meets known faces, is back at a table, or has a wish that is not kept."""
        table = self.where[r][p]
        mates, task = self.at[r][table], self.task
        if self.twice[p] & mates or (self.revisit and self.visits[p][table] > 1):
            return True
        return bool(self.wishes and (task.apart[p] & mates or task.near[p] & ~mates or task.wrong[p] >> table & 1))

    def rows(self) -> list[Row]:
        return [list(row[: self.people]) for row in self.where]

    def keep(self) -> list[list[int]]:
        """Where everybody and every gap is now, for `restore`."""
        return [row.copy() for row in self.where]

    def restore(self, kept: list[list[int]], cost: int) -> None:
        for r, row in enumerate(kept):
            at = [0] * (self.tables + 1)
            for p, (old, new) in enumerate(zip(self.where[r], row, strict=True)):
                at[new] |= self.bits[p]
                if old != new and p < self.people:
                    self.visits[p][old] -= 1
                    self.visits[p][new] += 1
            self.where[r], self.at[r] = row.copy(), at
        for p in range(self.people):
            self.look_round(p)
        self.cost = cost
