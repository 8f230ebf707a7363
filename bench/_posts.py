"""Posts of a room with wall and host's desk listening, beside what the disk alone allows; times in seconds."""

from dataclasses import astuple, dataclass
from pathlib import Path
from statistics import median, quantiles

from bench import Progress
from bench._disk import commits
from bench._phones import Screen, Seat
from bench._process import at_rest
from bench._room import listening, seated
from bench._servers import Server
from bench._writing import Steady, as_fast_as_may_be, steadily, summed_up

AT_A_TABLE = 5
BATCH = 100
FLOOR_SECONDS = 0.25
ORDINARY_RATE = 100.0
"""Posts a second of a very lively room."""


@dataclass(frozen=True)
class Throughput:
    """Acknowledged posts a second while fifty phones wait at a time; medians of rounds in turn with the floors."""

    posts: float
    ack_p99: float
    cpu: float
    single_rows: float
    single_p99: float
    batches: float


async def burst_and_steady(
    progress: Progress, server: Server, folder: Path, phones: int, rounds: int, each: int, seconds: float
) -> tuple[Throughput, Steady]:
    """`each`: posts of one phone in one round; a phone may say forty things at once, then eight a second."""
    host, seats = await seated(server, phones // AT_A_TABLE, AT_A_TABLE)
    async with listening(server, host, seats) as writers:
        taken = []
        for at in range(rounds):
            progress(f"{len(writers)} phones post as fast as they may", at / rounds / 2)
            taken.append(await _round(server, folder, writers, each))
        progress(f"{ORDINARY_RATE:.0f} posts a second by {len(writers)} phones", 0.5)
        steady = await _at_rate(server, writers, ORDINARY_RATE, seconds)
    return Throughput(*(median(column) for column in zip(*map(astuple, taken), strict=True))), steady


async def steady(
    progress: Progress, server: Server, host: Seat, seats: list[Seat], rate: float, seconds: float
) -> Steady:
    """So many posts a second by guests who are in already."""
    async with listening(server, host, seats) as writers:
        progress(f"{rate:.0f} posts a second by {len(writers)} phones", 0.5)
        return await _at_rate(server, writers, rate, seconds)


async def _round(server: Server, folder: Path, writers: list[Screen], each: int) -> Throughput:
    single, batches = commits(folder, 1, FLOOR_SECONDS), commits(folder, BATCH, FLOOR_SECONDS)
    used = server.cpu
    written, took = await as_fast_as_may_be(writers, each)
    cpu = (server.cpu - used) / written.posts
    await at_rest(server.pid)
    p99 = quantiles(written.acks, n=100)[98]
    return Throughput(written.posts / took, p99, cpu, single.rows_per_second, single.p99, batches.rows_per_second)


async def _at_rate(server: Server, writers: list[Screen], rate: float, seconds: float) -> Steady:
    await at_rest(server.pid)
    used = server.cpu
    written = await steadily(writers, rate, seconds)
    return summed_up([(written, writers)], server.cpu - used)
