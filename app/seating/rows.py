"""Difference rows: who moves how many tables further in which round, so that few people meet twice.

Source: the generalised "move s tables further each round" rule; rows with pairwise different differences are the rows
of a difference matrix (Colbourn and Dinitz, Handbook of Combinatorial Designs, 2nd edition 2007, chapter VI.17).
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache

TRIES = 20_000
"""Entries the search may try per group; keeps an impossible wish under a tenth of a second."""


@dataclass(frozen=True)
class Rows:
    """Steps per row and round, as numbers 0..tables-1 of the group with these orders (one order: plain modulo)."""

    orders: tuple[int, ...]
    steps: tuple[tuple[int, ...], ...]

    def table(self, start: int, row: int, round_index: int) -> int:
        """The table (0..tables-1) of somebody who began at `start` and follows `row`; row 0 stays."""
        return _add(self.orders, start, self.steps[row][round_index])


@lru_cache(maxsize=256)
def difference_rows(tables: int, rounds: int, wanted: int) -> Rows:
    """As many rows as were found, at least row 0 (all zero) and at most `wanted`; needs `rounds` <= `tables`.

    Between any two rows all `rounds` differences are different: people on different rows share a table at most once,
    and whoever is not on row 0 never comes back to a table.
    """
    wanted = min(wanted, tables)
    best = Rows((tables,), tuple(_linear(tables, rounds, wanted)))
    groups = [(tables,), _primes(tables)]
    if len(set(groups[1])) == len(groups[1]):
        groups.pop()  # different primes make the same group once more
    for orders in groups:
        if len(best.steps) < wanted:
            found = _Search(orders, rounds, wanted).run()
            best = max(best, Rows(orders, found), key=lambda rows: len(rows.steps))
    return best


def _linear(tables: int, rounds: int, wanted: int) -> Iterator[tuple[int, ...]]:
    """Rows "always s tables further"; they also work on paper, without any screen."""
    chosen: list[int] = []
    for step in range(tables):
        if len(chosen) < wanted and all((step - other) * x % tables for other in chosen for x in range(1, rounds)):
            chosen.append(step)
            yield tuple(step * r % tables for r in range(rounds))


def _primes(number: int) -> tuple[int, ...]:
    """12 -> (2, 2, 3): the orders of the group in which every element is as short as can be."""
    found = []
    divisor = 2
    while number > 1:
        while number % divisor == 0:
            found.append(divisor)
            number //= divisor
        divisor += 1
    return tuple(found) or (1,)


def _digits(orders: tuple[int, ...], number: int) -> list[int]:
    digits = []
    for order in orders:
        number, digit = divmod(number, order)
        digits.append(digit)
    return digits


def _number(orders: tuple[int, ...], digits: list[int]) -> int:
    number = 0
    for order, digit in zip(reversed(orders), reversed(digits), strict=True):
        number = number * order + digit % order
    return number


def _add(orders: tuple[int, ...], a: int, b: int) -> int:
    if len(orders) == 1:
        return (a + b) % orders[0]
    return _number(orders, [x + y for x, y in zip(_digits(orders, a), _digits(orders, b), strict=True)])


@dataclass
class _Search:
    """Depth-first search for rows: first entry 0, second entries increasing, at most `TRIES` entries tried."""

    orders: tuple[int, ...]
    rounds: int
    wanted: int
    tries: int = 0
    rows: list[list[int]] = field(default_factory=list)
    best: tuple[tuple[int, ...], ...] = ()

    def run(self) -> tuple[tuple[int, ...], ...]:
        size = 1
        for order in self.orders:
            size *= order
        digits = [_digits(self.orders, number) for number in range(size)]
        self.minus = [
            [_number(self.orders, [x - y for x, y in zip(a, b, strict=True)]) for b in digits] for a in digits
        ]
        self.rows = [[0] * self.rounds]
        self._keep()
        self._extend([0])
        return self.best

    def _keep(self) -> None:
        if len(self.rows) > len(self.best):
            self.best = tuple(tuple(row) for row in self.rows)

    def _extend(self, row: list[int]) -> bool:
        """Whether enough rows were found, or the search is out of tries."""
        if len(row) == self.rounds:
            self.rows.append(row)
            self._keep()
            if len(self.rows) >= self.wanted or self._extend([0]):
                return True
            self.rows.pop()
            return False
        lowest = self.rows[-1][1] + 1 if len(row) == 1 else 0
        for entry in range(lowest, len(self.minus)):
            self.tries += 1
            if self.tries > TRIES:
                return True
            if self._fits(row, entry) and self._extend([*row, entry]):
                return True
        return False

    def _fits(self, row: list[int], entry: int) -> bool:
        """Whether the new difference to each earlier row is one that this pair of rows does not have yet."""
        minus, at = self.minus, len(row)
        for other in self.rows:
            difference = minus[entry][other[at]]
            if any(minus[mine][other[r]] == difference for r, mine in enumerate(row)):
                return False
        return True
