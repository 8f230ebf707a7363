"""The phones' process: everything that plays people runs there, on another core than the servers."""

import asyncio
import gc
import os
import signal
import traceback
from collections.abc import Callable, Coroutine
from contextlib import suppress
from multiprocessing import get_context
from multiprocessing.connection import Connection
from time import monotonic, perf_counter, process_time
from typing import Any, Concatenate, ParamSpec, TypeVar, cast

import uvloop

from bench import Progress, _process

P = ParamSpec("P")
R = TypeVar("R")
Work = Callable[Concatenate[Progress, P], Coroutine[Any, Any, R]]


class LoadFailed(Exception):
    """Phones could not do what they were told; the text is the other process's traceback."""


class Load:
    """Started with `with`; at the end the process is gone, whatever it was doing.

    A call runs one of `parts` pieces of work, and raises LoadFailed if that takes longer than `seconds`.
    """

    def __init__(self, core: set[int], parts: int, seconds: float, progress: Progress) -> None:
        context = get_context("spawn")
        self._pipe, theirs = context.Pipe()
        self._process = context.Process(target=_obey, args=(theirs, core), daemon=True)
        self._parts, self._seconds, self._progress = parts, seconds, progress
        self._done = 0
        self.paces: list[float] = []
        """The machine's pace before each piece of work, see _process.py."""
        self.busy: list[float] = []
        """Share of its core that the phones' process used for each: near 1 it is itself what everything waits for."""

    def __enter__(self) -> "Load":
        self._process.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._process.kill()
        self._process.join()
        self._pipe.close()

    def __call__(self, work: Work[P, R], *args: P.args, **kwargs: P.kwargs) -> R:
        """What `work(progress, …)` returns over there."""
        self._pipe.send((work, args, kwargs))
        until = monotonic() + self._seconds
        while self._pipe.poll(max(0.0, until - monotonic())):
            try:
                kind, told = self._pipe.recv()
            except EOFError:
                raise LoadFailed("the phones' process ended") from None
            if kind == "progress":
                text, part = told
                self._progress(text, None if part is None else (self._done + part) / self._parts)
            elif kind == "failed":
                raise LoadFailed(told)
            else:
                self._done += 1
                pace, busy, result = told
                self.paces.append(pace)
                self.busy.append(busy)
                return cast(R, result)
        raise LoadFailed(f"{work.__module__}: not done within {self._seconds:.0f} s")


def _obey(pipe: Connection, core: set[int]) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the process that started this one
    os.sched_setaffinity(0, core)
    gc.set_threshold(100_000, 50, 100)

    def progress(text: str, part: float | None = None) -> None:
        pipe.send(("progress", (text, part)))

    with suppress(EOFError, BrokenPipeError), asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        while True:
            work, args, kwargs = pipe.recv()
            pace, begun, used = _process.pace(), perf_counter(), process_time()
            try:
                result = runner.run(work(progress, *args, **kwargs))
                pipe.send(("done", (pace, (process_time() - used) / (perf_counter() - begun), result)))
            except Exception:
                pipe.send(("failed", traceback.format_exc()))
