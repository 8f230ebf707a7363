"""From votes to results."""

import pytest

from app.deciding import tallies
from app.deciding.tallies import Cast, Standing

NAMES = {3: "Räume", 1: "Zeiten", 2: "Kanäle"}
"""In the order of the board."""


def test_dots_are_summed_and_the_heaviest_comes_first() -> None:
    casts = [Cast(7, 1, 2), Cast(7, 2, 1), Cast(8, 1, 1), Cast(9, 2, 1)]
    tally = tallies.of_dots(casts, NAMES, {7, 8, 9, 10})
    assert (tally.voters, tally.eligible, tally.most) == (3, 4, 3)
    assert [(each.name, each.dots, each.people) for each in tally.standings] == [
        ("Zeiten", 3, 2),
        ("Kanäle", 2, 2),
        ("Räume", 0, 0),
    ]


def test_of_equals_more_people_then_the_order_of_the_board_decides() -> None:
    casts = [Cast(7, 1, 2), Cast(8, 2, 1), Cast(9, 2, 1)]
    assert [each.theme for each in tallies.of_dots(casts, NAMES, set()).standings] == [2, 1, 3]
    assert [each.theme for each in tallies.of_dots([], NAMES, set()).standings] == [3, 1, 2]


def test_the_matrix_takes_means_and_puts_urgent_and_feasible_first() -> None:
    casts = [Cast(7, 1, urgency=5, feasibility=1), Cast(7, 2, urgency=4, feasibility=4)]
    casts += [Cast(8, 1, urgency=4, feasibility=2), Cast(8, 3, urgency=5, feasibility=None)]
    tally = tallies.of_matrix(casts, NAMES, {7, 8})
    assert tally.standings == (
        Standing(2, "Kanäle", 1, urgency=4.0, feasibility=4.0),
        Standing(1, "Zeiten", 2, urgency=4.5, feasibility=1.5),
        Standing(3, "Räume"),
    )
    assert not tally.standings[-1].is_rated


@pytest.mark.parametrize(
    ("cast", "counts"),
    [
        (Cast(1, 1), False),
        (Cast(1, 1, 1), True),
        (Cast(1, 1, urgency=5), False),
        (Cast(1, 1, urgency=1, feasibility=1), True),
    ],
)
def test_who_took_part(cast: Cast, counts: bool) -> None:
    assert (tallies.voters([cast]) == {1}) == counts


def test_who_voted_and_left_could_have_voted() -> None:
    tally = tallies.of_dots([Cast(7, 1, 1)], NAMES, {8, 9})
    assert (tally.voters, tally.eligible) == (1, 3)


def test_a_kept_result_is_the_same_again() -> None:
    tally = tallies.of_matrix([Cast(7, 1, urgency=5, feasibility=2)], NAMES, {7})
    assert tallies.unpacked(tallies.packed(tally)) == tally
