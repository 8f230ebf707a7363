"""A server in a process of its own that can be killed, paused, stopped and begun again on the same data."""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from time import monotonic, sleep
from typing import Any

import httpx

from app.rehearsal.serving import HOUSE, free_port

PATIENCE = 60.0
FOREIGN = ("TISCHDECKE_", "DATABASE_URL")


class Nursery:
    """Where servers begin quickly; see nursery.py."""

    def __init__(self, process: "subprocess.Popen[str]") -> None:
        self._process = process

    def ask(self, **request: Any) -> int:
        assert self._process.stdin and self._process.stdout
        self._process.stdin.write(json.dumps(request) + "\n")
        self._process.stdin.flush()
        answer: int = json.loads(self._process.stdout.readline())
        return answer


@contextmanager
def nursery(environment: Mapping[str, str] | None = None) -> Iterator[Nursery]:
    """Servers that begin here have this environment added to theirs."""
    own = {name: value for name, value in os.environ.items() if not name.startswith(FOREIGN)}
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.load.nursery"],
        cwd=HOUSE,
        env=own | dict(environment or {}),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    with process:
        yield Nursery(process)
        assert process.stdin
        process.stdin.close()


class Server:
    """`serve` on a free port with its data in `folder`; `seed` names a fault of seeds.py to plant."""

    def __init__(self, nursery: Nursery, folder: Path, *, database: str = "", seed: str = "") -> None:
        self.folder, self.port, self.seed = folder.resolve(), free_port(), seed
        self.url = database or f"sqlite:///{self.folder / 'tischdecke.db'}"
        self._nursery = nursery
        self._environment = {"DATABASE_URL": database} if database else {}
        self._pid = 0

    @property
    def pid(self) -> int:
        return self._pid

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def log(self) -> Path:
        return self.folder.parent / f"server-{self.port}.log"

    def begin(self) -> None:
        """Begins without waiting for an answer."""
        self.folder.mkdir(parents=True, exist_ok=True)
        command = ["serve", "--host", "127.0.0.1", "--port", str(self.port), "--data", str(self.folder)]
        environment = {"DATABASE_URL": "", **self._environment}
        self._pid = self._nursery.ask(command=command, environment=environment, seed=self.seed, log=str(self.log))

    def start(self) -> None:
        """Returns when it answers."""
        self.begin()
        self.has_begun()

    def has_begun(self) -> None:
        """Waits for the first answer."""
        until = monotonic() + PATIENCE
        while not self.answers():
            assert monotonic() < until and self.is_there, self.log.read_text()[-3000:]
            sleep(0.02)

    def kill(self) -> None:
        """As if somebody had pulled the plug."""
        self._signal(signal.SIGKILL)
        self.wait()

    def pause(self) -> None:
        self._signal(signal.SIGSTOP)

    def go_on(self) -> None:
        self._signal(signal.SIGCONT)

    def tell_to_stop(self) -> None:
        self._signal(signal.SIGTERM)

    def stop(self) -> int:
        """Politely; the exit status."""
        self.tell_to_stop()
        return self.wait()

    def close(self) -> None:
        """However it is."""
        if self._pid:
            self.kill()

    def wait(self) -> int:
        """The exit status, or the signal below zero, once it has ended."""
        pid, self._pid = self._pid, 0
        return self._nursery.ask(wait=pid)

    @property
    def is_there(self) -> bool:
        """Whether the process has not ended, or has and nobody has asked how."""
        state = Path(f"/proc/{self._pid}/stat")
        return bool(self._pid) and state.exists() and state.read_text().rpartition(") ")[2][0] != "Z"

    def answers(self) -> bool:
        try:
            return httpx.get(f"{self.address}/health", timeout=2, trust_env=False).status_code == 200
        except httpx.HTTPError:
            return False

    def _signal(self, number: int) -> None:
        os.kill(self._pid, number)
