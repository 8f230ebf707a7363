"""Any evening over any network keeps its promises; and every seeded bug breaks one of them."""

import os
from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import run_state_machine_as_test

from tests.live.stateful import invariants
from tests.live.stateful.bugs import BUGS
from tests.live.stateful.machine import Evening
from tests.live.stateful.stage import stage

EVENINGS = int(os.environ.get("EVENINGS", "6"))
"""`EVENINGS=1000 bin/test tests/live/test_any_evening.py` looks longer; every run begins with the same ones."""
FOUND_WITHIN = 30
"""Evenings in which each seeded bug has to show."""
STEPS = 20


@pytest.fixture(scope="module", autouse=True)
def house() -> Iterator[None]:
    with stage() as laid:
        Evening.on = laid
        yield


def play(evenings: int) -> None:
    run_state_machine_as_test(
        Evening,
        settings=settings(
            max_examples=evenings,
            stateful_step_count=STEPS,
            derandomize=True,
            database=None,
            deadline=None,
            phases=[Phase.generate],
            report_multiple_bugs=False,
            suppress_health_check=list(HealthCheck),
        ),
    )


def test_any_evening_keeps_its_promises() -> None:
    play(EVENINGS)


class Found(BaseException):
    """An invariant was broken; unlike other failures it ends the search at once."""

    def __init__(self, name: str, what: object) -> None:
        self.name = name
        super().__init__(f"{name}: {what}")


@pytest.mark.parametrize("name", BUGS)
def test_every_seeded_bug_is_found(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(invariants, "Broken", Found)
    BUGS[name].seed(monkeypatch)
    with pytest.raises(Found) as found:
        play(FOUND_WITHIN)
    assert found.value.name in BUGS[name].breaks, found.value
