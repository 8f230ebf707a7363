"""How many encounters are possible at best: figures from the literature, and what no plan may beat."""

import pytest

from app.rounds.kinds import RoundKind
from app.seating.bounds import least_repeats, most_encounters
from app.seating.room import Room
from app.seating.rotation import plan
from tests.seating.judge import encounters, repeats


@pytest.mark.parametrize(
    ("people", "tables", "rounds", "hosts", "once", "most"),
    [
        (12, 3, 3, False, False, 48),
        (12, 3, 3, False, True, 42),
        (16, 3, 3, False, False, 91),
        (16, 4, 4, True, True, 96),
        (24, 5, 5, False, True, 214),
        (30, 5, 5, True, False, 355),
        (48, 6, 6, True, True, 948),
        (1000, 167, 5, True, True, 12475),
    ],
)
def test_figures_that_are_known(people: int, tables: int, rounds: int, hosts: bool, once: bool, most: int) -> None:
    assert most_encounters(people, tables, rounds, hosts=hosts, no_table_twice=once) == most


@pytest.mark.parametrize("hosts", [False, True])
@pytest.mark.parametrize("once", [False, True])
def test_no_plan_is_better_than_the_bound(hosts: bool, once: bool) -> None:
    for tables in (1, 2, 3, 4, 7):
        for people in range(2, 15):
            staying = {p: p for p in range(1, min(tables, people) + 1)} if hosts and people >= tables else {}
            room = Room(
                dict.fromkeys(range(1, tables + 1), people),
                [p for p in range(1, people + 1) if p not in staying],
                [RoundKind.travel] * min(tables, 3),
                staying,
                no_table_twice=once,
            )
            made = plan(room).seatings
            known = {"hosts": bool(staying), "no_table_twice": once}
            assert len(encounters(made)) <= most_encounters(people, tables, len(made), **known)
            assert repeats(made) >= least_repeats(people, tables, len(made), **known)


def test_nobody_meets_nobody() -> None:
    assert (
        most_encounters(0, 3, 2)
        == most_encounters(1, 1, 2)
        == most_encounters(5, 0, 2)
        == most_encounters(5, 2, 0)
        == 0
    )
    assert least_repeats(2, 1, 4) == 3
