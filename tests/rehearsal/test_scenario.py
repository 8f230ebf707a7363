"""Scenario files are read whole, and what is wrong with one is said with its place."""

import pytest

from app.rehearsal.demo import EVENING
from app.rehearsal.place import BadScenario
from app.rehearsal.scenario import parse, read


def test_an_evening_is_read(scenario) -> None:
    assert scenario.question == "Was ändern wir?"
    assert scenario.seats["p4", 2] == "t1"
    assert [line.kind for line in scenario.lines] == ["idea", "idea", "question", "idea"]
    assert [line.category for line in scenario.lines] == ["change", "", "", "tackle"]
    assert [line.key for line in scenario.lines_in(2)] == ["c4"]


def test_the_evening_that_comes_with_the_demo_is_a_scenario() -> None:
    assert len(read(EVENING).lines) == 160


def test_different_questions_make_no_central_one(written) -> None:
    assert parse(written | {"questions": ["Erst?", "Dann?"]}).question == ""


@pytest.mark.parametrize(
    ("way", "value", "said"),
    [
        ("title", "", "title: a text is missing"),
        ("date", "gestern", "date: 'gestern' is no date"),
        ("tables", {}, "tables: this should be a list"),
        ("tables", [], "a café needs tables, rounds and participants"),
        ("tables.0.host", "p9", "tables: t1: there is no participant 'p9'"),
        ("tables.1.key", "t1", "tables[].key: 't1' is there twice"),
        ("rounds.0.minutes", 0, "rounds[0].minutes: a whole number from 1 to 180"),
        ("participants.1.name", "Anke", "participants[].name: 'Anke' is there twice"),
        ("seats.0.participants", ["p1"], "seats: p2 has no seat in round 1"),
        ("seats.0.participants", ["p1", "p2", "p3"], "p3 sits at two tables in round 1"),
        ("seats.0", 7, "seats[0]: this should be an object"),
        ("contributions.0.author", "p3", "contributions[0].author: p3 does not sit at t1 in round 1"),
        ("contributions.0.category", "stop", "contributions[0].category: 'stop' is none of"),
        ("contributions.0.support", ["p9"], "contributions[0].support: there is no 'p9'"),
        ("contributions.1.key", "c1", "contributions[1].key: c1 is there twice"),
        ("contributions.3.brought_from", "c9", "c4: brought_from 'c9' is no earlier line elsewhere"),
        ("contributions.1.brought_from", "c3", "c2: brought_from 'c3' is no earlier line elsewhere"),
        ("host_summaries.0.points", [1], "host_summaries[0].points: only texts"),
    ],
)
def test_what_is_wrong_is_said_with_its_place(written, way, value, said) -> None:
    *names, last = [int(name) if name.isdigit() else name for name in way.split(".")]
    place = written
    for name in names:
        place = place[name]
    place[last] = value
    with pytest.raises(BadScenario) as wrong:
        parse(written)
    assert said in str(wrong.value)


def test_a_file_that_is_none(tmp_path) -> None:
    with pytest.raises(BadScenario, match="No such file"):
        read(tmp_path / "nowhere.json")
    (tmp_path / "text.json").write_text("{")
    with pytest.raises(BadScenario, match="no JSON"):
        read(tmp_path / "text.json")
