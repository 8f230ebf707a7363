"""Servers to measure: the product as it is started for people, and the floors. All on one core, on the loopback."""

import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from time import monotonic, sleep

from app.rehearsal.serving import HOUSE, NoServer, free_port, own
from bench import _process

PATIENCE = 30.0


@dataclass(frozen=True)
class Server:
    port: int
    pid: int

    @property
    def origin(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def cpu(self) -> float:
        """Seconds of processor time used so far."""
        return _process.cpu(self.pid)


@contextmanager
def product(folder: Path, core: set[int]) -> Iterator[Server]:
    """The real server with its data in `folder`, which may hold cafés already; raises NoServer."""
    port = free_port()
    with own(folder, port):
        server = Server(port, _process.listening(port))
        _process.pin(server.pid, core)
        yield server


@contextmanager
def floor(kind: str) -> Iterator[Server]:
    """A server that only carries, from _floor_websockets.py or _floor_frames.py; it is on its way, see `ready`."""
    port = free_port()
    command = [sys.executable, "-m", f"bench._floor_{kind}", str(port)]
    process = subprocess.Popen(command, cwd=HOUSE, start_new_session=True)  # Ctrl-C is not for it
    try:
        yield Server(port, process.pid)
    finally:
        process.kill()
        process.wait()


def ready(server: Server, core: set[int]) -> Server:
    """Returns when a floor answers; raises NoServer."""
    until = monotonic() + PATIENCE
    while monotonic() < until:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", server.port)) == 0:
                _process.pin(server.pid, core)
                return server
        sleep(0.05)
    raise NoServer("a floor did not start")
