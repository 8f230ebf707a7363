"""What it costs to make a file of the report: the press as the server starts it, and programs that do the least."""

import json
import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from app.rehearsal.serving import HOUSE


def prepared(folder: Path, order: Mapping[str, Any]) -> Path:
    """The folder with a job for one file."""
    (folder / "job.json").write_text(json.dumps({"orders": [order]}), encoding="utf-8")
    return folder


def pressed(folder: Path) -> float:
    return _cost("app.press", str(folder))


def bare(kind: str, folder: Path, file: str) -> float:
    """`kind`: typst or xlsxwriter."""
    return _cost(f"bench._bare_{kind}", str(folder), file)


def _cost(module: str, *words: str) -> float:
    """Seconds of processor time of a fresh process, from its start to its end."""
    command = [sys.executable, "-m", module, *words]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, cwd=HOUSE)
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, command)
    return used.ru_utime + used.ru_stime
