"""Difference rows: who moves how many tables further in which round, so that few people meet twice. Pure.

Source: the generalised "move s tables further each round" rule; rows with pairwise different differences are the rows
of a difference matrix (Colbourn and Dinitz, Handbook of Combinatorial Designs, 2nd edition 2007, chapter VI.17).
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from math import prod

from app.seating.found_rows import FOUND

TRIES = 6_000
"""Entries the search may try per group; keeps an impossible wish under a twentieth of a second."""
FIELDS = {4: (2, 2, (1, 1)), 8: (2, 3, (1, 1, 0)), 9: (3, 2, (2, 0)), 16: (2, 4, (1, 1, 0, 0)),
          25: (5, 2, (2, 0)), 27: (3, 3, (2, 1, 0)), 32: (2, 5, (1, 0, 1, 0, 0))}  # fmt: skip
"""Elements of a finite field -> prime, degree, and what the unknown to that degree equals, lowest power first."""


@dataclass(frozen=True)
class Rows:
    """Steps per row and round, as numbers 0..tables-1 of the group with these orders (one order: plain modulo)."""

    orders: tuple[int, ...]
    steps: tuple[tuple[int, ...], ...]

    def table(self, start: int, row: int, round_index: int) -> int:
        """The table (0..tables-1) of somebody who began at `start` and follows `row`; row 0 stays."""
        return add(self.orders, start, self.steps[row][round_index])


@lru_cache(maxsize=256)
def difference_rows(tables: int, rounds: int, wanted: int) -> Rows:
    """As many rows as were found, at least row 0 (all zero) and at most `wanted`; needs `rounds` <= `tables`.

    Between any two rows all `rounds` differences are different: people on different rows share a table at most once,
    and whoever is not on row 0 never comes back to a table.
    """
    wanted = min(wanted, tables)
    best = linear_rows(tables, rounds, wanted)
    for rows in _others(tables, rounds, wanted):
        if len(best.steps) >= wanted:
            break
        best = max(best, rows, key=lambda each: min(len(each.steps), wanted))
    return Rows(best.orders, best.steps[:wanted])


def _others(tables: int, rounds: int, wanted: int) -> Iterator[Rows]:
    """Rows that are not linear, the quickest first."""
    if tables in FIELDS:
        yield _of_field(tables, rounds)
    for most, (orders, steps) in FOUND.get(tables, {}).items():
        if rounds <= most:
            yield Rows(orders, tuple(row[:rounds] for row in ((0,) * most, *steps)))
    groups = [(tables,), _primes(tables)]
    for orders in groups[: 1 if len(set(groups[1])) == len(groups[1]) else 2]:  # different primes: the same group again
        if tables not in FOUND or rounds > max(FOUND[tables]):
            yield Rows(orders, _Search(orders, rounds, wanted).run())


def linear_rows(tables: int, rounds: int, wanted: int) -> Rows:
    """Rows "always s tables further" alone: they also work on paper, without any screen."""
    chosen: list[int] = []
    for step in range(tables):
        if len(chosen) < wanted and all((step - other) * x % tables for other in chosen for x in range(1, rounds)):
            chosen.append(step)
    return Rows((tables,), tuple(tuple(step * r % tables for r in range(rounds)) for step in chosen))


def _of_field(elements: int, rounds: int) -> Rows:
    """One row for each element a: a·0, a·1, a·x, …; a difference of two is a product again, never twice the same."""
    prime, degree, wrap = FIELDS[elements]
    orders = (prime,) * degree

    def times(a: int, b: int) -> int:
        product, power = [0] * degree, _digits(orders, a)
        for factor in _digits(orders, b):
            product = [(x + factor * y) % prime for x, y in zip(product, power, strict=True)]
            power = [(low + power[-1] * w) % prime for low, w in zip([0, *power[:-1]], wrap, strict=True)]
        return _number(orders, product)

    return Rows(orders, tuple(tuple(times(a, r) for r in range(rounds)) for a in range(elements)))


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


def add(orders: tuple[int, ...], a: int, b: int) -> int:
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
        digits = [_digits(self.orders, number) for number in range(prod(self.orders))]
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
