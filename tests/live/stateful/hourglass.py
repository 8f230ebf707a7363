"""An event loop with a time of its own: nobody waits, and what threads do happens in an order that can be repeated."""

import asyncio
import contextlib
import contextvars
import functools
import random
import selectors
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from typing import Any, TypeVar

import anyio.to_thread
import pytest

from app.errors import CafeError
from app.transactions import Writer

R = TypeVar("R")
PATIENCE = 30.0
"""Real seconds that the writer may take for one commit."""
SLOWEST = 0.04
"""Seconds of the loop's time that a job in the thread pool takes at most."""


class Hourglass(asyncio.SelectorEventLoop):
    """Its clock jumps to the next thing that is due; only for the writer's thread it really waits.

    Jobs for the thread pool run in the loop itself, each a random moment later, so that they overtake one another as
    they do in threads, but the same way in every run with the same `seed`.
    """

    def __init__(self) -> None:
        self.at_work = 0
        """Verbs that the writer has not answered yet."""
        self._now = 0.0
        self._chance = random.Random(0)
        self._waiting = _Selector(self)
        super().__init__(self._waiting)

    def seed(self, number: int) -> None:
        self._chance.seed(number)

    def toss(self) -> bool:
        return self._chance.random() < 0.5

    def time(self) -> float:
        return self._now

    def jump(self, seconds: float) -> None:
        self._now += seconds

    def run_in_executor(self, executor: Any, func: Callable[..., R], *args: Any) -> asyncio.Future[R]:  # type: ignore[override]
        done: asyncio.Future[R] = self.create_future()

        def work() -> None:
            if done.cancelled():
                return
            try:
                done.set_result(func(*args))
            except Exception as failure:
                done.set_exception(failure)

        self.call_later(self._chance.choice((0.0, 0.001, self._chance.random() * SLOWEST)), work)
        return done

    def let_pass(self, seconds: float) -> None:
        """Lets everything happen that is due within so many seconds."""
        self.call_at(self._now + seconds, self.stop)
        self.run_forever()

    def run(self, work: Awaitable[R]) -> R:
        """Until it is done and the writer rests."""
        result = self.run_until_complete(asyncio.wait_for(work, 300))
        while self.at_work:
            self.run_until_complete(asyncio.sleep(0.001))
        return result


class _Selector(selectors.DefaultSelector):
    def __init__(self, hourglass: Hourglass) -> None:
        super().__init__()
        self._hourglass = hourglass

    def select(self, timeout: float | None = None) -> list[tuple[selectors.SelectorKey, int]]:
        if timeout is not None and timeout <= 0:
            return super().select(0)
        if self._hourglass.at_work:
            found = super().select(PATIENCE)
            assert found, "the writer did not answer"
            return found
        if found := super().select(0):
            return found
        assert timeout is not None, "nothing is due any more"
        self._hourglass.jump(timeout)
        return []


@contextmanager
def hourglass() -> Iterator[Hourglass]:
    """A loop, and everything that would go to threads by another way led into it."""
    loop = Hourglass()
    do = Writer.do
    tasks: set[asyncio.Task[None]] = set()

    async def look_after(writer: Writer) -> None:
        """The writer wakes the feeds after it has answered; what is asked of it next is answered after that."""
        with contextlib.suppress(CafeError):
            await do(writer, lambda _db: None)
        loop.at_work -= 1

    async def counted(self: Writer, *args: Any, **kwargs: Any) -> Any:
        loop.at_work += 1
        try:
            return await do(self, *args, **kwargs)
        finally:
            tasks.add(task := loop.create_task(look_after(self)))
            task.add_done_callback(tasks.discard)

    async def run_sync(func: Callable[..., R], *args: Any, **_options: Any) -> R:
        context = contextvars.copy_context()
        return await loop.run_in_executor(None, functools.partial(context.run, func, *args))

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Writer, "do", counted)
        patch.setattr(anyio.to_thread, "run_sync", run_sync)
        asyncio.set_event_loop(loop)
        yield loop
        asyncio.set_event_loop(None)
    loop.close()
