"""What the screens cost whoever holds them: work for one contribution more, a time-lapse, a stroke's way, weight.

In real Chromium, over the real live line, from a server of our own on this machine. Work is what the browser itself
counts as style, layout and script in the page's thread, in processor time: a busy machine changes it little.
"""

import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from statistics import median

from playwright.sync_api import sync_playwright

from bench import Figure, Progress, _glass, _process
from bench._glass import Replay, Table
from bench._servers import product
from tests.browser.chromium import ARGS, PROGRAM
from tests.browser.conftest import NAMES
from tests.browser.room import Room
from tests.browser.server import NAME

FEW, MANY = 10, 1000
FLAT = 1.5
"""How much more the thousandth contribution may cost than the tenth."""
STROKES = 1000
FRAME = 32.5
"""Milliseconds; a frame that takes longer was missed at 60 a second."""
MISSED = 5.0
HALF_A_FRAME = 8.0
"""Milliseconds that the page's thread may run for one frame; the compositor beside it needs as much."""
AT_ONCE = 200.0
FIRST_SIGHT, FIRST_LETTER = 14 * 1024, 60 * 1024


def run(full: bool, progress: Progress) -> list[Figure]:
    servers, _ = _process.cores()
    with (
        tempfile.TemporaryDirectory(prefix="tischdecke-") as folder,
        product(Path(folder), servers) as server,
        sync_playwright() as playwright,
    ):
        browser = playwright.chromium.launch(executable_path=PROGRAM, args=[*ARGS, NAMES])
        room = Room(browser, f"http://{NAME}:{server.port}", lambda _context: None)
        try:
            return [*_measured(room, Path(folder) / "tischdecke.db", full, progress)]
        finally:
            room.close()
            browser.close()


def _measured(room: Room, database: Path, full: bool, progress: Progress) -> Iterator[Figure]:
    progress("weight", 0.05)
    table = Table(room, database)
    yield from _of_weight(*_glass.weight(room, table.host))
    progress("strokes on their way", 0.1)
    yield from _of_strokes(_glass.ways(table, 40 if full else 12))
    yield from _of_work(table, 30 if full else 12, progress)
    progress(f"a time-lapse of {STROKES:,} strokes", 0.8)
    table.scribble(STROKES)
    seconds = 20 if full else 6
    yield from _of_replay("time-lapse", _glass.replay(table, seconds))
    yield from _of_replay("time-lapse on the wall", _glass.replay_on_wall(table, seconds))
    idle = _late(_glass.idle(table, seconds // 3))
    yield Figure("frames missed meanwhile by a page on which nothing moves", idle, "%")


def _of_weight(door: int, table: int, letter: int) -> Iterator[Figure]:
    for name, found, most in (
        ("before the door is seen", door, FIRST_SIGHT),
        ("before the table is seen", table, FIRST_SIGHT),
        ("from the code to the first letter, without fonts", letter, FIRST_LETTER),
    ):
        yield Figure(f"weight {name}", found, "bytes", f"≤ {most:,}", found <= most)


def _of_strokes(took: Sequence[float]) -> Iterator[Figure]:
    half = median(took)
    yield Figure("pen up to the mate's phone, median", half, "ms", f"≤ {AT_ONCE:g}", half <= AT_ONCE)
    yield Figure("pen up to the mate's phone, 95 of 100", _share(took, 0.95), "ms")


def _of_work(table: Table, times: int, progress: Progress) -> Iterator[Figure]:
    """The same screens at a nearly empty cloth and at a full one."""
    work: dict[tuple[str, int], float] = {}
    for lying in (FEW, MANY):
        progress(f"{lying:,} contributions on a cloth", 0.2 if lying == FEW else 0.45)
        table.lay(lying)
        for name, screen in (("phone", table.reader), ("wall, all tables", table.wall)):
            work[name, lying] = _glass.work(table, screen, times)
        table.look("table", ".near")
        work["wall, one table from near", lying] = _glass.work(table, table.wall, times)
        table.look("overview", ".cloths")
    for name in dict.fromkeys(name for name, _ in work):
        few, many = work[name, FEW], work[name, MANY]
        yield Figure(f"{name}: work for one more, {FEW} there", few, "ms")
        yield Figure(f"{name}: work for one more, {MANY:,} there", many, "ms")
        yield Figure(f"{name}: {MANY:,} against {FEW}", many / few, "×", f"≤ {FLAT:g}", many / few <= FLAT)


def _of_replay(name: str, replay: Replay) -> Iterator[Figure]:
    name, late = f"{name} of {STROKES:,} strokes", _late(replay)
    yield Figure(f"{name}: frame, median", median(replay.took), "ms")
    yield Figure(f"{name}: frame, 95 of 100", _share(replay.took, 0.95), "ms")
    yield Figure(f"{name}: work for a frame", replay.work, "ms", f"≤ {HALF_A_FRAME:g}", replay.work <= HALF_A_FRAME)
    yield Figure(f"{name}: frames missed", late, "%", f"≤ {MISSED:g}", late <= MISSED)


def _late(replay: Replay) -> float:
    return 100 * sum(each > FRAME for each in replay.took) / len(replay.took)


def _share(took: Sequence[float], part: float) -> float:
    return sorted(took)[int(part * (len(took) - 1))]
