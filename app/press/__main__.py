"""The program that makes files: `python -m app.press FOLDER`; `app/press/job.py` tells what it reads and says."""

import json
import os
import sys
from importlib import import_module
from pathlib import Path
from typing import Any

from app.press.job import Job

MAKERS = {
    "pdf": "app.press.pdf",
    "cloths": "app.press.cloths",
    "drawn_cloths": "app.press.drawn_cloths",
    "paper": "app.press.paper",
    "docx": "app.press.word",
    "pptx": "app.press.slides",
    "xlsx": "app.press.excel",
    "zip": "app.press.archive",
}
"""Who makes what: a module with `make(data, folder, file)`, which gives back the signs it had to leave out.

Loaded when needed, because each brings a library that takes its time to load.
"""
GIVES_WAY = 10
"""Added to the priority number, so that phones come first."""


def main(folder: Path) -> int:
    os.nice(GIVES_WAY)
    job: Job = json.loads((folder / "job.json").read_text(encoding="utf-8"))
    made = []
    for done, order in enumerate(job["orders"]):
        say(progress=done / len(job["orders"]))
        if lost := import_module(MAKERS[order["make"]]).make(order["data"], folder, order["file"]):
            say(lost=sorted(lost))
        made.append(order["file"])
    say(made=made)
    return 0


def say(**words: Any) -> None:
    print(json.dumps(words), flush=True)  # noqa: T201  this is how the press answers


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
