"""What would take back what a host has just done: pure, made from the command and how it was before.

An inverse names what it needs and what must still be so; whether it is, and doing it, is `retracting`.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any


class Kind(StrEnum):
    step = "step"
    time = "time"
    pause = "pause"
    round = "round"
    announcement = "announcement"
    silence = "silence"
    doors = "doors"
    wall = "wall"
    hiding = "hiding"
    line = "line"
    listing = "listing"
    arrival = "arrival"
    move = "move"
    role = "role"
    departure = "departure"
    table = "table"
    clearing = "clearing"


@dataclass(frozen=True)
class Inverse:
    """Plain values, so that a host's device can keep it until it is asked for."""

    kind: Kind
    needs: dict[str, Any] = field(default_factory=dict)
    roles: dict[int, str] = field(default_factory=dict)
    """Person -> the role they had, for those whose role the command changed."""

    def packed(self) -> list[Any]:
        return [self.kind.value, self.needs, list(self.roles.items())]


def unpacked(told: Any) -> Inverse:
    """What `packed` has made."""
    kind, needs, roles = told
    return Inverse(Kind(kind), needs, {int(person): role for person, role in roles})


def of_step(by: int, version: int) -> Inverse:
    """`version`: the café's after the step."""
    return Inverse(Kind.step, {"by": -by, "expect": version})


def of_time(minutes: int, version: int) -> Inverse:
    return Inverse(Kind.time, {"minutes": -minutes, "expect": version})


def of_pause(version: int, *, was_paused: bool, is_paused: bool) -> Inverse | None:
    return Inverse(Kind.pause, {"pause": was_paused, "expect": version}) if was_paused != is_paused else None


def of_round(version: int, *, added: bool) -> Inverse:
    return Inverse(Kind.round, {"add": not added, "expect": version})


def of_announcement(before: str, now: str) -> Inverse | None:
    return Inverse(Kind.announcement, {"text": before, "is": now}) if before != now else None


def of_silence(*, was_hushed: bool, is_hushed: bool) -> Inverse | None:
    return Inverse(Kind.silence, {"hush": was_hushed}) if was_hushed != is_hushed else None


def of_doors(*, was_open: bool, is_open: bool) -> Inverse | None:
    return Inverse(Kind.doors, {"open": was_open}) if was_open != is_open else None


Look = tuple[str, int | None]
"""What the wall shows, and the number of the table if it is one."""


def of_turn(before: Look, now: Look, version: int) -> Inverse | None:
    return Inverse(Kind.wall, {"look": [*before], "is": [*now], "expect": version}) if before != now else None


def of_hiding(what: str, id_: int, *, was_hidden: bool, is_hidden: bool) -> Inverse | None:
    """`what`: a contribution or a doodle."""
    if was_hidden == is_hidden:
        return None
    return Inverse(Kind.hiding, {"what": what, "id": id_, "hide": was_hidden})


def of_line(one: int, other: int, *, was_drawn: bool, is_drawn: bool) -> Inverse | None:
    return Inverse(Kind.line, {"ends": [one, other], "draw": was_drawn}) if was_drawn != is_drawn else None


def of_listing(person: int) -> Inverse:
    return Inverse(Kind.listing, {"person": person})


def of_arrival(person: int, round_id: int, table: int, role: str, *, was_awaited: bool) -> Inverse:
    """`role`: the one they had when they were awaited."""
    needs = {"person": person, "round": round_id, "table": table, "role": role, "awaited": was_awaited}
    return Inverse(Kind.arrival, needs)


def of_move(person: int, round_id: int, before: int | None, now: int, roles: Mapping[int, str]) -> Inverse | None:
    """`before` and `now`: tables; nothing if they sat there already, or nowhere."""
    if before is None or before == now:
        return None
    return Inverse(Kind.move, {"person": person, "round": round_id, "table": before, "is": now}, dict(roles))


def of_role(person: int, roles: Mapping[int, str]) -> Inverse | None:
    return Inverse(Kind.role, {"person": person}, dict(roles)) if person in roles else None


def of_departure(person: int, roles: Mapping[int, str]) -> Inverse:
    return Inverse(Kind.departure, {"person": person}, dict(roles))


def of_table(table: int) -> Inverse:
    return Inverse(Kind.table, {"table": table})


def of_clearing(table: int, round_id: int, now_at: Mapping[int, int], roles: Mapping[int, str]) -> Inverse:
    """`now_at`: person -> where they were sent."""
    return Inverse(Kind.clearing, {"table": table, "round": round_id, "people": list(now_at.items())}, dict(roles))


def changed(before: Mapping[int, str], after: Mapping[int, str]) -> dict[int, str]:
    """Person -> the role they had, for everybody who has another one now."""
    return {person: role for person, role in before.items() if after.get(person, role) != role}
