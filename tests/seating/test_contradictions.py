"""Rules that cannot all hold are named one by one."""

from app.rounds.kinds import RoundKind
from app.seating.contradictions import contradictions
from app.seating.room import Contradiction, Obstacle, Pair, Room


def room(
    *,
    tables: dict[int, int] | None = None,
    hosts: dict[int, int] | None = None,
    pins: dict[tuple[int, int], int] | None = None,
    apart: list[Pair] | None = None,
    together: list[Pair] | None = None,
    last: RoundKind = RoundKind.travel,
) -> Room:
    """Eight people and two tables with five chairs, two rounds."""
    return Room(
        tables={1: 5, 2: 5} if tables is None else tables,
        travellers=[p for p in range(1, 9) if p not in (hosts or {})],
        rounds=[RoundKind.travel, last],
        hosts=hosts or {},
        pins=pins or {},
        apart=apart or [],
        together=together or [],
    )


def test_nothing_contradicts_itself_in_an_ordinary_room() -> None:
    assert (
        contradictions(room(hosts={1: 1, 2: 2}, apart=[(1, 2)], together=[(3, 4)], pins={(3, 0): 2, (4, 0): 2})) == []
    )


def test_people_but_no_table() -> None:
    assert contradictions(room(tables={})) == [Contradiction(Obstacle.no_table)]
    assert contradictions(Room({}, [], [RoundKind.travel])) == []


def test_tables_that_are_not_laid() -> None:
    found = contradictions(room(hosts={1: 9}, pins={(2, 1): 8, (77, 0): 8, (3, 5): 8}))
    assert found == [Contradiction(Obstacle.gone, (1,), 9), Contradiction(Obstacle.gone, (2,), 8, 1)]


def test_a_host_who_is_pinned_elsewhere() -> None:
    found = contradictions(room(hosts={1: 1, 2: 2}, pins={(1, 1): 2, (2, 1): 2}))
    assert found == [Contradiction(Obstacle.two_places, (1,), 2, 1)]


def test_together_by_way_of_others_and_apart() -> None:
    found = contradictions(room(together=[(1, 2), (2, 3), (5, 6)], apart=[(1, 3), (5, 6), (1, 5)]))
    assert found == [Contradiction(Obstacle.apart_and_together, pair) for pair in [(1, 3), (5, 6)]]


def test_two_who_are_to_sit_apart_are_fixed_to_one_table() -> None:
    assert contradictions(room(hosts={1: 1}, pins={(2, 1): 1}, apart=[(1, 2)])) == [
        Contradiction(Obstacle.apart_at_one_table, (1, 2), 1, 1)
    ]
    assert contradictions(room(hosts={1: 1, 2: 1}, apart=[(1, 2)])) == [
        Contradiction(Obstacle.apart_at_one_table, (1, 2), 1)
    ]


def test_a_group_is_fixed_to_two_tables_in_a_round_in_which_people_move() -> None:
    fixed = {"hosts": {1: 1}, "pins": {(3, 1): 2}, "together": [(1, 2), (2, 3)]}
    assert contradictions(room(**fixed)) == [Contradiction(Obstacle.together_at_two_tables, (1, 3), 2, 1)]
    assert contradictions(room(**fixed, last=RoundKind.stay)) == []


def test_a_group_is_larger_than_any_table() -> None:
    pairs = [(p, p + 1) for p in range(1, 6)]
    assert contradictions(room(together=pairs)) == [Contradiction(Obstacle.too_many_together, (1, 2, 3, 4, 5, 6))]


def test_more_people_are_fixed_to_a_table_than_it_has_chairs() -> None:
    pins = {(person, 1): 1 for person in range(1, 7)}
    assert contradictions(room(pins=pins)) == [Contradiction(Obstacle.too_many_fixed, (1, 2, 3, 4, 5, 6), 1, 1)]
