"""A whole room writes while everything breaks that can; the long run is bin/bench nemesis --full."""

from pathlib import Path
from random import Random

import pytest

from tests.load import nemesis
from tests.load.nemesis import Fault, Outcome, Size
from tests.load.running import run
from tests.load.server import Nursery, Server
from tests.postgres import private_cluster


def storm(server: Server, size: Size, *faults: Fault) -> Outcome:
    return run(nemesis.storm(server, faults, size, Random(1), lambda _text, _part: None))


def test_nothing_is_lost_doubled_or_missed_whatever_happens_to_the_server(server: Server) -> None:
    size = Size(acknowledged=600, faults=4, seconds=60)
    outcome = storm(server, size, nemesis.kill, nemesis.pause, nemesis.kill, nemesis.restart)
    assert outcome.differences == []
    assert outcome.acknowledged == outcome.composed >= size.acknowledged
    assert len(outcome.faults) == size.faults
    assert outcome.frames > 0


@pytest.mark.postgres
def test_nothing_is_lost_doubled_or_missed_when_the_database_crashes(sound_nursery: Nursery, tmp_path: Path) -> None:
    size = Size(tables=4, acknowledged=300, faults=3, seconds=60)
    with private_cluster() as cluster:
        server = Server(sound_nursery, tmp_path / "data", database=cluster.url)
        server.start()
        try:
            outcome = storm(server, size, nemesis.postgres_crash(cluster), nemesis.kill)
        finally:
            server.close()
    assert outcome.differences == []
    assert outcome.acknowledged == outcome.composed >= size.acknowledged
    assert outcome.faults.count("postgres_crash") == 2
