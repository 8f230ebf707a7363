"""A server for one rehearsal: the one that was named, or one of our own in a folder that is thrown away afterwards."""

import os
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from time import monotonic, sleep

import httpx

HOUSE = Path(__file__).parents[2]
START_SECONDS = 60.0


class NoServer(Exception):
    """Nothing answers at the address, or our own server does not start; the text says which."""


@contextmanager
def serving(address: str) -> Iterator[str]:
    """The address of a server that answers, without a slash at the end; raises NoServer."""
    if address:
        server = (address if "://" in address else f"http://{address}").rstrip("/")
        if not _answers(server):
            raise NoServer(f"{server} does not answer as Tischdecke does (/health)")
        yield server
        return
    with tempfile.TemporaryDirectory(prefix="tischdecke-") as folder, own(Path(folder) / "data", free_port()) as server:
        yield server


@contextmanager
def own(folder: Path, port: int, host: str = "127.0.0.1") -> Iterator[str]:
    """A server with its data in `folder`, stopped afterwards; the address it has on this machine. Raises NoServer."""
    command = [sys.executable, "-m", "app.cli", "serve", "--host", host, "--port", str(port), "--data"]
    # The operator's settings (another database, a public address) are not for a rehearsal.
    foreign = ("TISCHDECKE_", "DATABASE_URL")
    environment = {name: value for name, value in os.environ.items() if not name.startswith(foreign)}
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "server.log").open("wb") as log:
        process = subprocess.Popen(  # noqa: S603  our own command line
            [*command, str(folder.absolute())], cwd=HOUSE, env=environment, stdout=log, stderr=subprocess.STDOUT
        )
        try:
            server = f"http://127.0.0.1:{port}"
            _wait(process, server, folder / "server.log")
            yield server
        finally:
            process.terminate()
            try:
                process.wait(15)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


def _wait(process: subprocess.Popen[bytes], server: str, log: Path) -> None:
    until = monotonic() + START_SECONDS
    while not _answers(server):
        if process.poll() is not None or monotonic() > until:
            raise NoServer(f"The server did not start:\n{log.read_text(errors='replace')[-2000:]}")
        sleep(0.1)


def _answers(server: str) -> bool:
    try:
        return httpx.get(f"{server}/health", timeout=5, trust_env=False).status_code == 200
    except httpx.HTTPError:
        return False


def free_port() -> int:
    """A port on this machine that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
