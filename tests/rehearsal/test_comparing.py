"""An export equal to its scenario shows no difference; each thing that can go wrong shows one."""

from copy import deepcopy
from typing import Any

import pytest

from app.rehearsal.comparing import differences


@pytest.fixture
def exported(scenario) -> dict[str, Any]:
    """What a server exports after this scenario."""
    hosts = {"t1": "p1", "t2": "p3"}
    trail = {"c4": ("t1", "c1")}
    return {
        "event": {"title": scenario.title},
        "central_question": scenario.question,
        "rounds": [{"id": f"r{one.number}", "no": one.number, "question": ""} for one in scenario.rounds],
        "tables": [
            {
                "id": table.key,
                "no": table.number,
                "name": table.name,
                "question": table.topic,
                "host_id": hosts[table.key],
            }
            for table in scenario.tables
        ],
        "participants": [{"id": one.key, "name": one.name, "trade": one.trade} for one in scenario.people],
        "seats": [
            {"round_id": f"r{round_no}", "table_id": table, "participant_ids": [person]}
            for (person, round_no), table in scenario.seats.items()
        ],
        "contributions": [
            {
                "id": line.key,
                "round_id": f"r{line.round}",
                "table_id": line.table,
                "author_id": line.author,
                "text": line.text,
                "kind": line.kind,
                "category": line.category or None,
                "starred_by": list(line.support),
                "votes": len(line.support),
                "brought_from_table_id": trail.get(line.key, (None, None))[0],
                "brought_from_id": trail.get(line.key, (None, None))[1],
            }
            for line in scenario.lines
        ],
        "handovers": [
            {"table_id": "t1", "round_id": "r1", "points": ["Eins", "Zwei", "Drei"], "open_question": "Wer fängt an?"}
        ],
    }


def test_the_same_is_the_same(scenario, exported) -> None:
    assert differences(scenario, exported) == []


def test_order_does_not_matter(scenario, exported) -> None:
    exported["contributions"].reverse()
    exported["seats"].reverse()
    assert differences(scenario, exported) == []


@pytest.mark.parametrize(
    ("way", "value", "where"),
    [
        ("event.title", "Anders", "title"),
        ("central_question", "Anders?", "question"),
        ("tables.0.name", "", "table 1"),
        ("tables.1.host_id", None, "table 2"),
        ("participants.0.trade", "", "participants"),
        ("contributions.0.text", "Seltener", "contribution 1/1 Bernd"),
        ("contributions.0.author_id", "p1", "contribution 1/1 Bernd"),
        ("contributions.0.author_id", None, "contribution 1/1 Bernd"),
        ("contributions.0.table_id", "t2", "contribution 1/1 Bernd"),
        ("contributions.0.round_id", "r2", "contribution 1/1 Bernd"),
        ("contributions.0.category", None, "1/1 Bernd"),
        ("contributions.2.kind", "idea", "1/2 Dirk"),
        ("contributions.3.brought_from_id", None, "2/2 Bernd"),
        ("contributions.3.brought_from_id", "c2", "2/2 Bernd"),
        ("contributions.3.brought_from_table_id", None, "2/2 Bernd"),
        ("contributions.3.starred_by", ["p1"], "2/2 Bernd"),
        ("contributions.3.votes", 2, "2/2 Bernd"),
        ("handovers.0.points", ["Eins", "Drei"], "handover"),
        ("handovers", [], "handover"),
        ("seats.0.table_id", "t2", "seat"),
    ],
)
def test_each_difference_is_told(scenario, exported, way, value, where) -> None:
    *names, last = [int(name) if name.isdigit() else name for name in way.split(".")]
    place = exported
    for name in names:
        place = place[name]
    place[last] = value
    assert any(found.where.startswith(where) for found in differences(scenario, exported))


def test_a_contribution_that_is_missing_or_there_twice(scenario, exported) -> None:
    lost = deepcopy(exported)
    del lost["contributions"][2]
    assert [(one.wanted, one.found) for one in differences(scenario, lost)] == [("1×", "0×")]
    doubled = deepcopy(exported)
    doubled["contributions"].append(dict(exported["contributions"][2], id="c9"))
    assert [(one.wanted, one.found) for one in differences(scenario, doubled)] == [("1×", "2×")]
