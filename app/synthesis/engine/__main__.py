"""The worker: a task on each line of its input, answers as lines; ends at the end of its input.

{"task": "draft", "material": {…}} -> {"progress": 0.4} … {"answer": {…}} or {"error": "a sentence"}. It steps back
behind everything else on the machine, and computes on one core if whoever started it has told the arithmetic so.
"""

import json
import os
import sys
import traceback
from collections.abc import Callable
from time import monotonic
from typing import Any

from app.synthesis import wire
from app.synthesis.engine import answers

PATIENCE = 10
"""Steps back in the queue of the processor: phones come first."""
PAUSE = 0.2
"""Seconds between two words about progress, at least."""


def main() -> int:
    if hasattr(os, "nice"):
        os.nice(PATIENCE)
    for line in sys.stdin.buffer:
        if line.strip():
            _say(_answered(line))
    return 0


def _answered(line: bytes) -> dict[str, Any]:
    try:
        asked = json.loads(line)
        return {"answer": wire.packed_answer(_done(asked))}
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        traceback.print_exc(limit=-3)
        return {"error": f"This task cannot be done: {type(error).__name__}: {error}"}
    except Exception as error:  # the worker outlives what it does not understand; the log has the whole of it
        traceback.print_exc()
        return {"error": f"This task failed: {type(error).__name__}: {error}"}


def _done(asked: dict[str, Any]) -> wire.Answer:
    material = wire.material_of(asked["material"])
    match asked["task"]:
        case "draft":
            return answers.draft(material, _teller())
        case "sort":
            return answers.sort(material, _teller())
        case "place":
            return answers.place(material, [int(each) for each in asked["fresh"]])
        case unknown:
            raise ValueError(f"no task is named {unknown!r}")


def _teller() -> Callable[[float], None]:
    """Says how far it is, not too often."""
    said = monotonic()

    def tell(share: float) -> None:
        nonlocal said
        if monotonic() - said >= PAUSE:
            said = monotonic()
            _say({"progress": round(share, 3)})

    return tell


def _say(answer: dict[str, Any]) -> None:
    sys.stdout.write(json.dumps(answer, separators=(",", ":")) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
