"""Plans that fit on a slip of paper."""

from app.rounds.kinds import RoundKind
from app.seating.paper import paper_rule
from app.seating.room import Room
from app.seating.rotation import plan


def test_everybody_moves_a_number_of_tables_of_their_own() -> None:
    tables = [10, 20, 30, 40, 50]
    seatings = [{1: 10, 2: 50, 3: 30}, {1: 20, 2: 30, 3: 30}, {1: 30, 2: 10, 3: 30}]
    rule = paper_rule(tables, seatings)
    assert rule is not None
    assert rule.starts == {1: 10, 2: 50, 3: 30}
    assert rule.steps == {1: 1, 2: 3, 3: 0}


def test_there_is_no_rule_when_somebody_moves_otherwise_or_is_missing() -> None:
    assert paper_rule([1, 2, 3, 4], [{1: 1}, {1: 2}, {1: 4}]) is None
    assert paper_rule([1, 2, 3], [{1: 1, 2: 2}, {1: 2}]) is None
    assert paper_rule([1, 2], [{1: 1}, {1: 3}]) is None
    assert paper_rule([1, 2], [{1: 1}]) is None


def test_a_plan_of_linear_rows_is_such_a_rule() -> None:
    laid = dict.fromkeys(range(1, 21), 6)
    hosts = {-table: table for table in laid}
    made = plan(Room(laid, range(1, 81), [RoundKind.travel] * 4, hosts))
    rule = paper_rule(list(laid), made.seatings)
    assert rule is not None
    assert {rule.steps[host] for host in hosts} == {0}
    assert 0 not in {rule.steps[person] for person in range(1, 81)}
