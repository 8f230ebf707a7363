"""The benchmark of the synthesis counts what it says, on themes so few that one can count along."""

import pytest

from app.synthesis.material import Group, Proposal
from bench import _plainly
from bench._agreement import actions, information, moved, rand_index, v_measure
from bench._boards import labels
from bench._sessions import every, pairs
from bench.synthesis import TARGETS


@pytest.mark.parametrize(
    ("given", "found", "index", "shared"),
    [
        ("aabb", "1122", 1.0, 1.0),
        ("aabb", "2211", 1.0, 1.0),
        ("aabb", "1212", -0.5, 0.0),
        ("aabb", "1123", 4 / 7, 0.8),
        ("aaabbb", "112233", 0.24242424, 0.51580372),
        ("aaaa", "1234", 0.0, 0.0),
        ("aaaa", "1111", 1.0, 1.0),
    ],
)
def test_agreement_by_known_values(given: str, found: str, index: float, shared: float) -> None:
    assert rand_index(given, found) == pytest.approx(index)
    assert information(given, found) == pytest.approx(shared, abs=1e-6)
    assert v_measure(given, found) == pytest.approx(shared, abs=1e-6)


def test_what_a_host_has_to_do() -> None:
    assert actions("aabb", "1122") == 0
    assert actions("aaab", "1111") == 25  # one card is moved
    assert actions("aabb", "1233") == 25  # two clusters are joined
    assert actions("aabbb", "11122") == 20


def test_what_moved() -> None:
    assert moved("aabb", "2211") == 0
    assert moved("aabb", "2221") == 0.25
    assert moved("abcd", "1111") == 0.75


def test_the_heap_is_no_theme() -> None:
    found = Proposal((Group(None, "A", (1, 3), 1),), (2, 4))
    labelled = labels(found, [1, 2, 3, 4])
    assert labelled[0] == labelled[2]
    assert len(set(labelled)) == 3


def test_plain_ways_find_what_is_plain() -> None:
    texts = ["red apple pie", "apple pie", "green apple pie", "fast train", "slow train", "train"]
    assert rand_index("aaabbb", _plainly.by_means(texts, 2)) == 1
    assert rand_index("aaabbb", _plainly.by_word(texts)) == 1


def test_all_sets_are_there() -> None:
    sessions = every()
    assert {session.group for session in sessions} >= set(TARGETS)
    assert len({session.name for session in sessions}) == len(sessions) == 32
    assert [len(session.cards) for session in sessions][-1] == 3000
    assert len(pairs()) == 1112
