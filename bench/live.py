"""The live line: what it costs to carry, to keep, to come in and to come back, beside what the machine allows at best.

Every comparison is measured in the same run, in turns. Processor time is the server's own, so it survives a busy
machine; seconds do not. All servers share one core, all phones another.
"""

import logging
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from bench import Figure, Progress, _cafes, _fanout, _figures, _joining, _memory, _posts, _process, _returning
from bench._cafes import AT_A_TABLE
from bench._load import Load
from bench._servers import floor, product, ready

PARTS = 7
"""Pieces of work that the phones' process is given."""
SOCKETS_FOR_EACH = 3
"""One event goes to as many screens of the product and of both floors."""
TOLD = 5
log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Size:
    """How much is done. The long run takes some minutes, the short one less than fifty seconds."""

    screens: tuple[int, ...] = (100, 300)
    """One event to so many."""
    rounds: int = 3
    events: int = 3
    writers: int = 100
    """Phones that post as fast as they may, `posts` of each in one round."""
    posts: int = 6
    seconds: float = 2.0
    """In which posts come at a given rate."""
    guests: int = 100
    """Who come in at `pace` a second, sit at `tables`, and are cut off and come back later."""
    pace: float = 33.3
    tables: int = 10
    crowd_rate: float = 0.0
    """Posts a second of all these guests together; not measured if there are none."""
    idle_seconds: float = 1.0
    cafes: int = 3
    phones: int = 30
    """In each of these cafés, and their posts a second."""
    rate: float = 10.0
    patience: float = 60.0
    """Seconds after which a part is given up."""


SHORT = Size()
FULL = Size(
    screens=(100, 500, 1000),
    rounds=5,
    events=8,
    writers=300,
    posts=4,
    seconds=15.0,
    guests=1000,
    tables=60,
    crowd_rate=300.0,
    idle_seconds=10.0,
    cafes=10,
    phones=100,
    patience=300.0,
)


def run(full: bool, progress: Progress) -> list[Figure]:
    return list(measure(FULL if full else SHORT, progress))


def measure(size: Size, progress: Progress) -> Iterator[Figure]:
    """The parts, one after the other; what guests were told who were turned away goes to stderr."""
    size = _allowed(size)
    servers, phones = _process.cores()
    with (
        tempfile.TemporaryDirectory(prefix="tischdecke-") as name,
        Load(phones, PARTS, size.patience, progress) as load,
    ):
        data = Path(name) / "data"
        with floor("websockets") as websockets, floor("frames") as frames, product(data, servers) as server:
            floors = {"websockets": ready(websockets, servers), "frames": ready(frames, servers)}
            for found in load(_fanout.measure, server, floors, size.screens, size.rounds, size.events):
                yield from _figures.of_fan_out(found)
            burst = load(
                _posts.burst_and_steady, server, Path(name), size.writers, size.rounds, size.posts, size.seconds
            )
            yield from _figures.of_posts(size.writers, *burst)
            storm = load(_joining.storm, server, size.tables, size.guests, size.guests / size.pace)
            yield from _figures.of_joining(f"{size.guests} guests, {size.pace:g} a second", storm)
            if size.crowd_rate:
                crowd = load(_posts.steady, server, storm.host, storm.seats, size.crowd_rate, size.seconds)
                yield from _figures.of_lively_room(f"{size.crowd_rate:g} posts/s, {size.guests} phones", crowd)
        # Another process, so that nothing is counted that earlier rooms left behind in its memory.
        with floor("frames") as frames, product(data, servers) as server:
            memory = load(_memory.idle, server, ready(frames, servers), storm.seats, size.idle_seconds)
            yield from _figures.of_memory(memory)
            back = load(_returning.storm, server, frames, storm.host, storm.seats, size.rounds)
            yield from _figures.of_returning(back)
            cafes = load(_cafes.at_once, server, size.cafes, size.phones, size.rate, size.seconds)
            yield from _figures.of_cafes(size.cafes, size.phones, cafes)
        yield from _figures.of_machine(load)
    for refusal in [*storm.refused, *back.lines.refused, *back.pages.refused][:TOLD]:
        log.warning("turned away: %s", refusal)


def _allowed(size: Size) -> Size:
    """As many sockets as this machine lets one process open; told on stderr if that is fewer than wanted."""
    most = _process.most_sockets() // SOCKETS_FOR_EACH
    wanted = max(*size.screens, size.guests, size.cafes * size.phones)
    if wanted <= most:
        return size
    log.warning("only %d of %d screens: this machine allows no more open files (ulimit -n)", most, wanted)
    screens = tuple(sorted({min(each, most) for each in size.screens}))
    phones = min(size.phones, most // size.cafes // AT_A_TABLE * AT_A_TABLE)
    return replace(size, screens=screens, guests=min(size.guests, most), phones=phones)
