"""The whole evening as a line of steps, and where on it a café stands: pure, nothing is looked up or changed here."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum


class Stage(StrEnum):
    """What every screen of a café shows at the moment."""

    waiting = "waiting"
    impulse = "impulse"
    round = "round"
    change = "change"
    rounds_over = "rounds_over"
    synthesis = "synthesis"
    harvest = "harvest"
    closed = "closed"


@dataclass(frozen=True)
class Step:
    """One stop on the line; `round_no` says which round it belongs to (a change leads to that round)."""

    stage: Stage
    round_no: int | None = None
    is_done: bool = False
    is_now: bool = False


Place = tuple[Stage, int | None]


def line(rounds: int, *, has_impulse: bool) -> list[Place]:
    """All stops of an evening with this many rounds, in order."""
    stops: list[Place] = [(Stage.waiting, None)]
    if has_impulse:
        stops.append((Stage.impulse, None))
    for number in range(1, rounds + 1):
        if number > 1:
            stops.append((Stage.change, number))
        stops.append((Stage.round, number))
    return [*stops, (Stage.rounds_over, rounds), (Stage.synthesis, None), (Stage.harvest, None), (Stage.closed, None)]


def marked_line(stops: Sequence[Place], here: Place) -> list[Step]:
    """The line with what is done and where we are."""
    at = stops.index(here)
    return [Step(stage, number, is_done=index < at, is_now=index == at) for index, (stage, number) in enumerate(stops)]


def neighbour(stops: Sequence[Place], here: Place, by: int) -> Place | None:
    """The stop one on (`by` 1) or one back (-1); none beyond the ends."""
    at = stops.index(here) + by
    return stops[at] if 0 <= at < len(stops) else None
