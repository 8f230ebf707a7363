"""What the set-up page promises: pure arithmetic, checked against evenings that can be counted by hand."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.seating.calculator import Doubt, alternatives, estimate

FEW, SMALL, ROUNDS, PEOPLE = (
    Doubt.few_chairs,
    Doubt.small_tables,
    Doubt.more_rounds_than_tables,
    Doubt.more_people_than_tables,
)


@pytest.mark.parametrize(
    ("people", "tables", "rounds", "faces", "repeats"),
    [
        (16, 4, 3, 9, 0),  # three others in each of three rounds
        (25, 5, 4, 16, 0),
        (24, 5, 3, 12, 0),
        (5, 1, 3, 4, 20),  # ten pairs meet three times
        (4, 2, 1, 1, 0),
        (1, 1, 3, 0, 0),
    ],
)
def test_evenings_that_can_be_counted(people: int, tables: int, rounds: int, faces: int, repeats: int) -> None:
    found = estimate(people, tables, rounds)
    assert (found.faces, found.repeats) == (faces, repeats)


@pytest.mark.parametrize(
    ("people", "tables", "chairs", "rounds", "doubts"),
    [
        (24, 5, 25, 3, ()),
        (30, 5, 25, 3, (FEW, PEOPLE)),
        (24, 9, 36, 3, (SMALL,)),
        (12, 3, 15, 4, (ROUNDS, PEOPLE)),
        (8, 1, 12, 1, ()),
        (2, 1, 4, 3, (SMALL, ROUNDS, PEOPLE)),
    ],
)
def test_what_should_be_known(people: int, tables: int, chairs: int, rounds: int, doubts: tuple[Doubt, ...]) -> None:
    assert estimate(people, tables, rounds, chairs=chairs).doubts == doubts


def test_what_else_would_suit() -> None:
    assert [(each.tables, each.rounds) for each in alternatives(24, most_tables=60)] == [(5, 3), (6, 3), (5, 4)]
    assert [(each.tables, each.rounds) for each in alternatives(300, most_tables=60)] == [(60, 3), (60, 4)]
    assert alternatives(5, most_tables=60) == []


@given(st.integers(1, 300), st.integers(1, 60), st.integers(1, 12))
def test_nobody_meets_more_people_than_there_are(people: int, tables: int, rounds: int) -> None:
    found = estimate(people, tables, rounds)
    assert 0 <= found.faces <= min(people - 1, rounds * (found.most - 1))
    assert found.repeats >= 0
    for each in alternatives(people, most_tables=60):
        assert 3 <= each.fewest <= each.most
        assert each.tables <= 60
