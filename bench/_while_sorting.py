"""Posting while thousands are grouped: the worker has the server's core and steps back, as one it started would."""

import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median

from app.synthesis import wire
from app.synthesis.material import Material
from bench import Figure, Progress, _joining, _posts
from bench._load import Load
from bench._process import cores, pin
from bench._servers import product

GUESTS, TABLES, PACE = 60, 12, 30.0
RATE, SECONDS, TURNS = 40.0, 5.0, 3
"""Posts a second of a lively room of sixty."""
PARTS, PATIENCE = 1 + 2 * TURNS, 120.0
WORSE = 2.0


def of_posting(material: Material, progress: Progress) -> Iterator[Figure]:
    """Acknowledgements with and without a draft beside them, in turns; medians."""
    servers, phones = cores()
    with (
        tempfile.TemporaryDirectory(prefix="tischdecke-") as name,
        Load(phones, PARTS, PATIENCE, progress) as load,
        product(Path(name), servers) as server,
    ):
        storm = load(_joining.storm, server, TABLES, GUESTS, GUESTS / PACE)
        idle, busy = [], []
        for _ in range(TURNS):
            idle.append(load(_posts.steady, server, storm.host, storm.seats, RATE, SECONDS).ack_p99)
            with _drafting(material, servers) as worker:
                busy.append(load(_posts.steady, server, storm.host, storm.seats, RATE, SECONDS).ack_p99)
                is_through = worker.poll() is None
    name = f"{RATE:g} posts/s, {GUESTS} phones"
    times = median(busy) / median(idle)
    yield Figure(f"{name}: acknowledgement, p99, nothing else", median(idle) * 1e3, "ms")
    yield Figure(f"{name}: acknowledgement, p99, while {len(material.texts):,} are grouped", median(busy) * 1e3, "ms")
    yield Figure(f"{name}: against nothing else", times, "×", f"≤ {WORSE:g}", times <= WORSE)
    yield Figure(f"{name}: grouping lasted as long as the posting", is_through, "", "1", is_through)


@contextmanager
def _drafting(material: Material, core: set[int]) -> Iterator[subprocess.Popen[str]]:
    """A worker that drafts the same again and again until it is ended."""
    line = json.dumps({"task": "draft", "material": wire.packed(material)}) + "\n"
    with tempfile.TemporaryFile("w+", encoding="utf-8") as tasks:
        tasks.write(line * 20)
        tasks.seek(0)
        worker = subprocess.Popen(
            [sys.executable, "-m", "app.synthesis.engine"], stdin=tasks, stdout=subprocess.DEVNULL, text=True
        )
        try:
            pin(worker.pid, core)
            yield worker
        finally:
            worker.kill()
            worker.wait()
