"""The back room: a process of its own in which contributions are sorted, so that no phone waits for arithmetic.

It is started by the first task and leaves when there has been nothing to do for a while. Tasks are lines of JSON, one
after another; a process that dies or takes too long is replaced, and its task has failed.
"""

import asyncio
import json
import logging
import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from app.synthesis import wire
from app.synthesis.material import Material, Placed, Proposal, Sorted

PATIENCE = 150.0
"""Seconds a task may take; three thousand contributions take about fifteen."""
IDLE = 60.0
"""Seconds without a task after which the process and its memory are given back."""
LONGEST_LINE = 64 * 1024 * 1024
ONE_THREAD = dict.fromkeys(("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS"), "1")
"""With more, the arithmetic takes the cores away from the phones and is not even faster."""

log = logging.getLogger(__name__)
Told = Callable[[float], None]
"""Hears how far a task is, 0 to 1."""


class TaskFailed(Exception):
    """Nothing came of a task; the log says why."""


def _unheard(_share: float) -> None:
    pass


class Backroom:
    """One process, one task at a time; the others wait their turn."""

    def __init__(self, program: Sequence[str] = (sys.executable, "-m", "app.synthesis.engine")) -> None:
        self._program = program
        self._turn = asyncio.Lock()
        self._process: asyncio.subprocess.Process | None = None
        self._leaving: asyncio.TimerHandle | None = None

    async def draft(self, material: Material, told: Told = _unheard) -> Proposal:
        """Themes for everything; raises TaskFailed."""
        return wire.proposal_of(await self._do({"task": "draft", "material": wire.packed(material)}, told))

    async def sort(self, material: Material, told: Told = _unheard) -> Sorted:
        """What belongs to the named themes; raises TaskFailed."""
        return wire.sorted_of(await self._do({"task": "sort", "material": wire.packed(material)}, told))

    async def place(self, material: Material, fresh: Sequence[int]) -> Placed:
        """Where newly written contributions lie; raises TaskFailed."""
        task = {"task": "place", "material": wire.packed(material), "fresh": list(fresh)}
        return wire.placed_of(await self._do(task, _unheard))

    async def leave(self) -> None:
        """Ends the process, also in the middle of a task."""
        if self._leaving:
            self._leaving.cancel()
        process, self._process = self._process, None
        if process and process.returncode is None:
            process.kill()
            await process.wait()

    async def _do(self, task: dict[str, Any], told: Told) -> dict[str, Any]:
        async with self._turn:
            if self._leaving:
                self._leaving.cancel()
            try:
                async with asyncio.timeout(PATIENCE):
                    return await self._ask(task, told)
            except (OSError, EOFError, ValueError, TimeoutError) as failure:
                log.error("the back room did not answer", exc_info=failure)
                await self.leave()
                raise TaskFailed from failure
            except asyncio.CancelledError:
                await self.leave()
                raise
            finally:
                loop = asyncio.get_running_loop()
                self._leaving = loop.call_later(IDLE, lambda: loop.create_task(self.leave()))

    async def _ask(self, task: dict[str, Any], told: Told) -> dict[str, Any]:
        process = await self._here()
        assert process.stdin and process.stdout
        process.stdin.write(json.dumps(task).encode() + b"\n")
        await process.stdin.drain()
        while True:
            line = await process.stdout.readline()
            if not line:
                raise EOFError("the process has ended")
            said: dict[str, Any] = json.loads(line)
            if "answer" in said:
                answer: dict[str, Any] = said["answer"]
                return answer
            if "error" in said:
                raise TaskFailed(said["error"])
            told(float(said["progress"]))

    async def _here(self) -> asyncio.subprocess.Process:
        if self._process is None or self._process.returncode is not None:
            self._process = await asyncio.create_subprocess_exec(
                *self._program,
                stdin=asyncio.subprocess.PIPE,
                stdout=asyncio.subprocess.PIPE,
                limit=LONGEST_LINE,
                cwd=Path(__file__).parent.parent,
                env=os.environ | ONE_THREAD,
            )
        return self._process
