"""Difference rows: people on different rows share a table at most once."""

from itertools import combinations

import pytest

from app.seating.found_rows import FOUND
from app.seating.rows import FIELDS, Rows, difference_rows, linear_rows


def meetings(rows: Rows, tables: int, rounds: int) -> int:
    """The most often that two people meet who began at different places or follow different rows."""
    most = 0
    for one, two in combinations(range(len(rows.steps)), 2):
        for other in range(tables):  # one of the two begins at table 0: all tables are alike
            shared = [r for r in range(rounds) if rows.table(0, one, r) == rows.table(other, two, r)]
            most = max(most, len(shared))
    return most


@pytest.mark.parametrize(
    ("tables", "rounds"), [(4, 4), (5, 3), (6, 3), (7, 5), (8, 4), (9, 6), (18, 6), (20, 6), (33, 6)]
)
def test_rows_differ_everywhere(tables: int, rounds: int) -> None:
    rows = difference_rows(tables, rounds, 7)
    assert rows.steps[0] == (0,) * rounds
    assert len(rows.steps) == min(7, tables) - (tables == 6) * 1
    assert meetings(rows, tables, rounds) == 1


@pytest.mark.parametrize("elements", FIELDS)
def test_a_field_has_as_many_rows_as_elements(elements: int) -> None:
    """Differences of rows are rows again, so that some pairs stand for all."""
    rounds = min(elements, 12)
    rows = difference_rows(elements, rounds, elements)
    assert len(rows.steps) == elements
    for one in (0, 1):
        for two in range(one + 1, elements):
            assert meetings(Rows(rows.orders, (rows.steps[one], rows.steps[two])), elements, rounds) == 1


@pytest.mark.parametrize(("tables", "rounds"), [(tables, rounds) for tables in FOUND for rounds in FOUND[tables]])
def test_rows_that_were_found_are_rows(tables: int, rounds: int) -> None:
    rows = difference_rows(tables, rounds, tables)
    assert len(rows.steps) == len(FOUND[tables][rounds][1]) + 1
    assert meetings(rows, tables, rounds) <= 1


def test_linear_rows_work_on_paper() -> None:
    rows = linear_rows(20, 4, 5)
    assert len(rows.steps) == 5
    assert all(row == tuple(row[1] * r % 20 for r in range(4)) for row in rows.steps)


def test_one_table_has_one_row() -> None:
    assert difference_rows(1, 1, 3).steps == ((0,),)
