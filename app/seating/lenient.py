"""A plan in any case: where wishes contradict each other, those concerned are left out and said. Pure."""

from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import replace
from threading import Lock

from app.seating import rotation
from app.seating.room import Contradiction, Impossible, Obstacle, Plan, Room, Seating

REMEMBERED = 16
_plans: OrderedDict[str, tuple[Plan, list[Contradiction]]] = OrderedDict()
_lock = Lock()


def plan(
    room: Room, *, drafted: Sequence[Seating] = (), told: int = 0, seed: int = 0
) -> tuple[Plan, list[Contradiction]]:
    """The plan, and the contradictions for whose sake wishes were left out.

    The same question is answered from memory: a plan that was looked at costs nothing when it comes true. Raises
    Impossible where people are without any table.
    """
    question = repr((room, drafted, told, seed))
    with _lock:
        if question in _plans:
            _plans.move_to_end(question)
            return _plans[question]
    answer = _plan(room, drafted, told, seed)
    with _lock:
        _plans[question] = answer
        if len(_plans) > REMEMBERED:
            _plans.popitem(last=False)
    return answer


def _plan(room: Room, drafted: Sequence[Seating], told: int, seed: int) -> tuple[Plan, list[Contradiction]]:
    found: list[Contradiction] = []
    while True:
        try:
            return rotation.plan(room, drafted=drafted, told=told, seed=seed), found
        except Impossible as reasons:
            if any(each.obstacle == Obstacle.no_table for each in reasons.contradictions):
                raise
            found += reasons.contradictions
            lighter = without(room, reasons.contradictions)
            if lighter == room:
                lighter = replace(room, pins={}, apart=(), together=(), hosts={}, travellers=room.people)
            if lighter == room:
                raise
            room = lighter


def without(room: Room, contradictions: Sequence[Contradiction]) -> Room:
    """The room without the wishes and fixed places that these contradictions are about."""
    together, apart, unpinned = set[int](), set[int](), set[tuple[int, int | None]]()
    for each in contradictions:
        match each.obstacle:
            case Obstacle.apart_and_together | Obstacle.apart_at_one_table:
                apart |= set(each.people)
            case Obstacle.together_at_two_tables | Obstacle.too_many_together:
                together |= set(each.people)
            case _:
                unpinned |= {(person, each.round_index) for person in each.people}
    return replace(
        room,
        apart=[pair for pair in room.apart if not apart.issuperset(pair)],
        together=[pair for pair in room.together if not together.issuperset(pair)],
        pins={
            (person, index): table
            for (person, index), table in room.pins.items()
            if (person, index) not in unpinned and (person, None) not in unpinned
        },
    )
