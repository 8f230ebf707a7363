"""The worker's program over its real input and output, and the form of its lines."""

import json
import subprocess
import sys
from collections.abc import Iterator
from typing import IO, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.synthesis import wire
from app.synthesis.material import BoardTheme, Group, Material, Placed, Proposal, Sorted

TEXTS = {1: "Newsletter kürzen", 2: "Newsletter abschaffen", 3: "Fotos kaufen", 4: "Fotos machen", 5: "Newsletter"}
MATERIAL = Material(TEXTS, (BoardTheme(9, "Post", ("Newsletter",), True),), laid={1: 9}, pinned=frozenset({1}))


class Line:
    """What one says to the worker, and hears."""

    def __init__(self, asked: IO[str], answers: IO[str]) -> None:
        self._asked, self._answers = asked, answers
        self.told: list[float] = []

    def ask(self, line: Any) -> dict[str, Any]:
        self._asked.write((line if isinstance(line, str) else json.dumps(line)) + "\n")
        self._asked.flush()
        self.told = []
        while "progress" in (answer := json.loads(self._answers.readline())):
            self.told.append(answer["progress"])
        assert all(0 <= share <= 1 for share in self.told)
        assert isinstance(answer, dict)
        return answer


@pytest.fixture(scope="module")
def worker() -> Iterator[Line]:
    running = subprocess.Popen(
        [sys.executable, "-m", "app.synthesis.engine"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        encoding="utf-8",
        errors="surrogateescape",
    )
    assert running.stdin and running.stdout
    with running.stdin as asked, running.stdout as answers:
        yield Line(asked, answers)
        asked.close()
        assert running.wait(timeout=20) == 0


def test_three_tasks_are_answered(worker: Line) -> None:
    material = wire.packed(MATERIAL)
    drafted = wire.proposal_of(worker.ask({"task": "draft", "material": material})["answer"])
    assert drafted.groups[0].contributions == (1, 2, 5)
    found = wire.sorted_of(worker.ask({"task": "sort", "material": material})["answer"])
    assert {**found.surest, **found.rest} == {2: 9, 5: 9}
    placed = wire.placed_of(worker.ask({"task": "place", "material": material, "fresh": [5, 3]})["answer"])
    assert placed.themes == {3: None, 5: 9}


@pytest.mark.parametrize(
    "line",
    [
        "garbage",
        "\udcff\udcfe",
        "[]",
        "17",
        {"task": "draft"},
        {"task": "dance", "material": wire.packed(MATERIAL)},
        {"task": "place", "material": wire.packed(MATERIAL)},
        {"task": "draft", "material": {**wire.packed(MATERIAL), "texts": [["x", "y"]]}},
        {"task": "draft", "material": {**wire.packed(MATERIAL), "vectors": [[i, [1.0] * i] for i in TEXTS]}},
    ],
)
def test_garbage_is_told_and_the_worker_goes_on(worker: Line, line: Any) -> None:
    assert worker.ask(line)["error"].startswith("This task ")
    assert "answer" in worker.ask({"task": "draft", "material": wire.packed(Material({}))})


def test_a_long_task_says_how_far_it_is(worker: Line) -> None:
    texts = {i: f"{['Licht', 'Raum', 'Kaffee', 'Plan'][i % 4]} {i % 9} {i * 7 % 31}zettel" for i in range(500)}
    assert "answer" in worker.ask({"task": "draft", "material": wire.packed(Material(texts))})
    assert worker.told == sorted(worker.told) != []


ids = st.integers(1, 10**9)
words = st.text(max_size=9)
materials = st.builds(
    Material,
    st.dictionaries(ids, words, max_size=5),
    st.lists(st.builds(BoardTheme, ids, words, st.lists(words).map(tuple), st.booleans()), max_size=3).map(tuple),
    laid=st.dictionaries(ids, ids),
    pinned=st.frozensets(ids),
    ignored=st.lists(words).map(tuple),
    wanted=st.none() | ids,
    language=st.sampled_from(["de", "en"]),
    vectors=st.dictionaries(ids, st.lists(st.floats(-1, 1)).map(tuple), max_size=2),
)
many = st.lists(ids).map(tuple)
groups = st.builds(Group, st.none() | ids, words, many, ids, st.lists(words).map(tuple))
numbers = st.dictionaries(ids, ids)


@given(materials)
@settings(max_examples=25)
def test_material_comes_through_the_wire(material: Material) -> None:
    found = wire.material_of(json.loads(json.dumps(wire.packed(material))))
    assert found == material
    assert list(found.texts) == sorted(material.texts)


@settings(max_examples=25)
@given(
    st.builds(Proposal, st.lists(groups, max_size=3).map(tuple), many, st.lists(many).map(tuple)),
    st.builds(Sorted, numbers, numbers),
    st.builds(Placed, st.dictionaries(ids, st.none() | ids), numbers),
)
def test_answers_come_through_the_wire(proposal: Proposal, in_order: Sorted, placed: Placed) -> None:
    assert wire.proposal_of(json.loads(json.dumps(wire.packed_answer(proposal)))) == proposal
    assert wire.sorted_of(json.loads(json.dumps(wire.packed_answer(in_order)))) == in_order
    assert wire.placed_of(json.loads(json.dumps(wire.packed_answer(placed)))) == placed
