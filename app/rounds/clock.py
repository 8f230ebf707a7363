"""The arithmetic of a round's clock: deadlines in, deadlines out."""

from dataclasses import dataclass
from datetime import datetime, timedelta

SHORTEST = timedelta(seconds=15)
"""What is left at least after time was taken away, so that nobody is cut off in mid-sentence."""


@dataclass(frozen=True)
class Clock:
    """What a screen needs to count down by itself; all times in milliseconds since 1970 on the server's clock."""

    ends_ms: int
    left_ms: int | None
    """Set while the round is paused: what will be left when it goes on."""
    now_ms: int
    minutes: int

    @property
    def is_paused(self) -> bool:
        return self.left_ms is not None


def left(ends_at: datetime, paused_at: datetime | None, at: datetime) -> timedelta:
    """Time to go at `at`, never below zero; stands still from `paused_at` on."""
    return max(ends_at - (paused_at or at), timedelta(0))


def after_pause(ends_at: datetime, paused_at: datetime, at: datetime) -> datetime:
    """The deadline of a round that goes on at `at` after it stood since `paused_at`."""
    return ends_at + (at - paused_at)


def extended(ends_at: datetime, by: timedelta, at: datetime) -> datetime:
    """The deadline after `by` more (or less) time; a round already over its time is extended from `at`."""
    longer = max(ends_at, at) + by if by > timedelta(0) else ends_at + by
    return max(longer, at + SHORTEST)


def reopened(ends_at: datetime, ended_at: datetime, at: datetime, at_least: timedelta) -> datetime:
    """The deadline of a round that was ended by accident: what was left then is left again, or `at_least`."""
    return at + max(ends_at - ended_at, at_least)
