"""The staircase of squares has one square for each two people, in the right shade; and names can be told apart."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.seating.matrix import Shade, paths, shade
from app.seating.names import distinct


@pytest.mark.parametrize(
    ("rounds", "known", "expected"),
    [
        ([], 1, Shade.never),
        ([0], 1, Shade.once),
        ([1], 1, Shade.planned),
        ([0, 1], 1, Shade.twice),
        ([2, 3], 1, Shade.twice),
        ([0, 1, 2], 1, Shade.more),
    ],
)
def test_a_square_has_a_shade(rounds: list[int], known: int, expected: Shade) -> None:
    assert shade(rounds, known) == expected


def test_runs_of_equal_squares_are_one_line() -> None:
    drawn = paths([5, 3, 4, 9], {(3, 5): (0,), (4, 5): (0,), (3, 4): (0,), (3, 9): (0, 1)}, known=2)
    assert drawn[Shade.once] == "M0 1.5h1M0 2.5h2"
    assert drawn[Shade.twice] == "M1 3.5h1"
    assert drawn[Shade.never] == "M0 3.5h1M2 3.5h1"
    assert drawn[Shade.planned] == drawn[Shade.more] == ""


@settings(max_examples=30)
@given(st.dictionaries(st.tuples(st.integers(1, 9), st.integers(1, 9)), st.lists(st.integers(0, 3), max_size=4)))
def test_there_is_a_square_for_every_pair(meetings: dict[tuple[int, int], list[int]]) -> None:
    drawn = paths(range(1, 10), meetings, 2)
    squares = [
        (int(x) + i, float(y)) for path in drawn.values() for x, y, n in re.findall(r"M(\d+) ([\d.]+)h(\d+)", path)
        for i in range(int(n))
    ]  # fmt: skip
    assert sorted(squares) == sorted((x, y + 0.5) for y in range(9) for x in range(y))


def test_people_of_one_name_are_told_apart() -> None:
    names = {1: "Anna", 2: "anna", 3: "Anna", 4: "Ben", 5: "Anna", 6: "Anna"}
    trades = {1: "Ärztin", 2: "Malerin", 3: "", 4: "Koch", 5: "", 6: "Malerin"}
    numbers = {id_: str(id_) for id_ in names}
    assert distinct(names, [trades, numbers]) == {
        1: "Anna (Ärztin)", 2: "anna (2)", 3: "Anna (3)", 4: "Ben", 5: "Anna (5)", 6: "Anna (6)",
    }  # fmt: skip
