"""Phones that write: as fast as they may, or at a given rate; times in seconds."""

import asyncio
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import chain, count
from math import inf, isfinite
from statistics import quantiles
from time import perf_counter

from bench._phones import Screen

LANES = 50
"""Phones that wait for an acknowledgement at the same time."""
PATIENCE = 30.0
LOOK = 0.05
_number = count(1)


@dataclass
class Written:
    """What a café's phones posted: when each was due, and when it was acknowledged."""

    due: dict[int, float] = field(default_factory=dict)
    acknowledged: dict[int, float] = field(default_factory=dict)
    by: dict[int, Screen] = field(default_factory=dict)
    posts: int = 0
    """How many were acknowledged; more than there are ids if two posts became one."""

    @property
    def acks(self) -> list[float]:
        """From the moment a post was due to its acknowledgement."""
        return [at - self.due[id_] for id_, at in self.acknowledged.items()]

    def arrivals(self, phones: Sequence[Screen]) -> list[float]:
        """From the moment a post was due until each phone of a table-mate had it; endless where one never got it."""
        mates: dict[int, list[Screen]] = {}
        for phone in phones:
            mates.setdefault(phone.seat.table, []).append(phone)
        return [
            mate.came.get(id_, inf) - self.due[id_]
            for id_, writer in self.by.items()
            for mate in mates[writer.seat.table]
            if mate is not writer
        ]

    async def write(self, phone: Screen, due: float) -> None:
        id_ = await phone.post(f"Gedanke {next(_number)} über Kanäle und die Zeit danach")
        self.posts += 1
        self.due[id_], self.acknowledged[id_], self.by[id_] = due, perf_counter(), phone


@dataclass(frozen=True)
class Steady:
    """Posts at a fixed rate: acknowledgement, arrival on the table-mates' phones, processor time for each post."""

    ack_p50: float
    ack_p99: float
    mates_p99: float
    cpu: float
    posts: int
    deliveries: int
    """To table-mates' phones; those that did not happen within half a minute are in `never_came` too."""
    never_came: int


async def as_fast_as_may_be(phones: Sequence[Screen], each: int) -> tuple[Written, float]:
    """Every phone posts so often, fifty of them at a time, each waiting for its answer; and the seconds it took."""
    written = Written()

    async def lane(mine: Sequence[Screen]) -> None:
        for phone in mine:
            for _ in range(each):
                await written.write(phone, perf_counter())

    begun = perf_counter()
    async with asyncio.timeout(PATIENCE):
        await asyncio.gather(*(lane(phones[at::LANES]) for at in range(LANES)))
    return written, perf_counter() - begun


async def steadily(phones: Sequence[Screen], rate: float, seconds: float) -> Written:
    """So many posts a second, phone after phone, whether or not earlier ones are answered; returns when all are there.

    That is: when all are acknowledged and table-mates have them, half a minute later in any case.
    """
    written = Written()
    begun = perf_counter()
    posts = []
    for number in range(round(rate * seconds)):
        due = begun + number / rate
        await asyncio.sleep(max(0.0, due - perf_counter()))
        posts.append(asyncio.create_task(written.write(phones[number % len(phones)], due)))
    async with asyncio.timeout(PATIENCE):
        await asyncio.gather(*posts)
    await _arrived(written, phones)
    return written


async def _arrived(written: Written, phones: Sequence[Screen]) -> None:
    for _ in range(round(PATIENCE / LOOK)):
        if all(map(isfinite, written.arrivals(phones))):
            return
        await asyncio.sleep(LOOK)


def summed_up(rooms: Iterable[tuple[Written, Sequence[Screen]]], cpu: float) -> Steady:
    """Of one café or of several at the same time."""
    rooms = list(rooms)
    acks = list(chain.from_iterable(written.acks for written, _ in rooms))
    arrivals = list(chain.from_iterable(written.arrivals(phones) for written, phones in rooms))
    came = [wait for wait in arrivals if isfinite(wait)]
    of_acks, of_mates = quantiles(acks, n=100), quantiles(came, n=100)
    never_came = len(arrivals) - len(came)
    return Steady(of_acks[49], of_acks[98], of_mates[98], cpu / len(acks), len(acks), len(arrivals), never_came)
