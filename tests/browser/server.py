"""A real server in a process of its own: started, killed and started again on the same data."""

import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from time import monotonic, sleep

import httpx

from app.rehearsal.serving import HOUSE, free_port

PATIENCE = 60.0
NAME = "cafe.test"
"""What browsers call the server. Not localhost: phones in a room have no secure context either."""


class Server:
    """`serve` on a free port; whatever it keeps lies in `folder`."""

    def __init__(self, folder: Path, program: Sequence[str] = ("-m", "app.cli")) -> None:
        self.folder, self.port, self._program = folder, free_port(), program
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def address(self) -> str:
        """Where browsers find it (they are told that cafe.test is this machine)."""
        return f"http://{NAME}:{self.port}"

    @property
    def here(self) -> str:
        """Where programs on this machine find it."""
        return f"http://127.0.0.1:{self.port}"

    def start(self) -> None:
        """Returns when it answers."""
        self.folder.mkdir(parents=True, exist_ok=True)
        command = [sys.executable, *self._program, "serve", "--host", "127.0.0.1", "--port", str(self.port)]
        environment = {name: value for name, value in os.environ.items() if not name.startswith("TISCHDECKE_")}
        environment["DATABASE_URL"] = ""
        with self.log.open("ab") as log:
            self._process = subprocess.Popen(
                [*command, "--data", str(self.folder)], cwd=HOUSE, env=environment, stdout=log, stderr=log
            )
        until = monotonic() + PATIENCE
        while not self._answers():
            assert self._process.poll() is None and monotonic() < until, self.log.read_text()[-2000:]
            sleep(0.05)

    def kill(self) -> None:
        """As if somebody had pulled the plug."""
        assert self._process
        self._process.kill()
        self._process.wait()

    def stop(self) -> None:
        if self._process and self._process.poll() is None:
            self._process.terminate()
            self._process.wait(30)

    @property
    def log(self) -> Path:
        return self.folder / "server.log"

    def _answers(self) -> bool:
        try:
            return httpx.get(f"{self.here}/health", timeout=5, trust_env=False, verify=False).status_code == 200
        except httpx.HTTPError:
            return False
