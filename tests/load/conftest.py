"""Servers to be broken, with or without the disk that forgets and fails."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.load.disk import Disk
from tests.load.server import Nursery, Server, nursery


@pytest.fixture
def server(sound_nursery: Nursery, tmp_path: Path) -> Iterator[Server]:
    """A running server."""
    server = Server(sound_nursery, tmp_path / "data")
    server.start()
    yield server
    server.close()


@pytest.fixture(scope="session")
def shaky_disk(tmp_path_factory: pytest.TempPathFactory) -> Disk:
    folder = tmp_path_factory.mktemp("shaky")
    (folder / "data").mkdir()
    return Disk(folder / "data", folder / "notes")


@pytest.fixture(scope="session")
def shaky_nursery(shaky_disk: Disk) -> Iterator[Nursery]:
    with nursery(shaky_disk.environment) as where:
        yield where


@pytest.fixture
def disk(shaky_disk: Disk) -> Disk:
    """Empty and sound."""
    shaky_disk.empty()
    return shaky_disk


@pytest.fixture
def on_disk(disk: Disk, shaky_nursery: Nursery) -> Iterator[Server]:
    """A server on that disk; not started."""
    server = Server(shaky_nursery, disk.folder)
    yield server
    server.close()
