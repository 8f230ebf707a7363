"""The worker as the server starts it: what a task costs in time and memory."""

import json
import os
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from app.synthesis import wire
from app.synthesis.material import Material

ONE_CORE = dict.fromkeys(("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS"), "1")


@dataclass(frozen=True)
class Cost:
    seconds: float
    """Of the processor, the worker's start included."""
    megabytes: float
    """At the highest."""
    answer: dict[str, Any]
    told: int
    """How often it said how far it is."""


def cost(task: str, material: Material, more: Mapping[str, Any] | None = None) -> Cost:
    asked = json.dumps({"task": task, "material": wire.packed(material), **(more or {})})
    worker = subprocess.Popen(
        [sys.executable, "-m", "app.synthesis.engine"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env={**os.environ, **ONE_CORE},
        text=True,
        encoding="utf-8",
    )
    assert worker.stdin and worker.stdout
    worker.stdin.write(asked + "\n")
    worker.stdin.flush()
    told = 0
    while "progress" in (answer := json.loads(worker.stdout.readline())):
        told += 1
    megabytes = _highest(worker.pid)
    worker.stdin.close()
    worker.stdout.close()
    _, status, used = os.wait4(worker.pid, 0)
    worker.returncode = os.waitstatus_to_exitcode(status)
    return Cost(used.ru_utime + used.ru_stime, megabytes, answer["answer"], told)


def _highest(process: int) -> float:
    """Megabytes that a process ever held at once; what is told of an ended child counts its parent, too."""
    status = Path(f"/proc/{process}/status").read_text("utf-8")
    return int(status.partition("VmHWM:")[2].split()[0]) / 1024
