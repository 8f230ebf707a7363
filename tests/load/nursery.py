"""A process that lets servers begin in a tenth of the time: python -m tests.load.nursery.

Each line on its input is one request as JSON, each line on its output the answer. A server that is begun here is a real
process of its own with real sockets and files; only the import and the compiling of the templates lie behind it.
"""

import gc
import json
import os
import signal
import sys
import traceback
from typing import Any

from app import cli
from app import main as app_main
from app.settings import Settings
from app.templating import Templates
from tests.load import seeds


def main() -> None:
    templates = Templates(Settings())
    templates.warm_up()
    app_main.Templates = lambda settings: templates  # type: ignore[assignment, misc]
    gc.freeze()
    children: set[int] = set()
    for line in sys.stdin:
        request = json.loads(line)
        if "command" in request:
            children.add(answer := _begin(request))
        else:
            answer = _wait(request["wait"])
            children.discard(request["wait"])
        print(json.dumps(answer), flush=True)
    for child in children:  # whoever asked for them is gone
        os.kill(child, signal.SIGKILL)


def _begin(request: dict[str, Any]) -> int:
    """The number of the new process."""
    child = os.fork()
    if not child:
        status = 70
        try:
            log = os.open(request["log"], os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o644)
            os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
            os.dup2(log, 1)
            os.dup2(log, 2)
            os.environ.update(request["environment"])
            sys.orig_argv = [sys.executable, "-m", "app.cli", *request["command"]]  # what it would start itself with
            if request["seed"]:
                seeds.SEEDS[request["seed"]]()
            status = cli.main(request["command"])
        except SystemExit as end:
            status = end.code if isinstance(end.code, int) else 1
        except BaseException:
            traceback.print_exc()
        finally:
            os._exit(status)
    return child


def _wait(child: int) -> int:
    """How a process ended: its exit status, or the signal below zero."""
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


if __name__ == "__main__":
    main()
