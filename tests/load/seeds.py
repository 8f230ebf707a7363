"""Faults that are planted into a server on purpose, to see the tests find them. The product knows nothing of them."""

import asyncio
import os
from collections.abc import Callable
from contextlib import contextmanager, suppress
from typing import Any

from sqlalchemy import Engine, event

from app import cli, main, promises
from app.db import open_engine
from app.live import wakeups
from app.tablecloth.posting import post
from app.transactions import Writer


def acknowledge_before_the_commit() -> None:
    """A contribution is answered as soon as its verb has run; all else waits, so that a room can be laid."""
    do = Writer.do

    async def early(self: Writer, verb: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
        if getattr(verb, "__name__", "") != post.__name__:
            return await do(self, verb, *args, **kwargs)
        loop = asyncio.get_running_loop()
        answer: asyncio.Future[Any] = loop.create_future()

        def told(db: Any, *args: Any, **kwargs: Any) -> Any:
            result = verb(db, *args, **kwargs)
            loop.call_soon_threadsafe(lambda: answer.done() or answer.set_result(result))
            return result

        later = asyncio.ensure_future(do(self, told, *args, **kwargs))
        await asyncio.wait((later, answer), return_when=asyncio.FIRST_COMPLETED)
        if not answer.done():
            return await later
        later.add_done_callback(lambda done: done.exception())
        return answer.result()

    Writer.do = early  # type: ignore[method-assign, assignment]


def flush_now_and_then() -> None:
    """SQLite's synchronous=NORMAL, with nobody at the door who would mind."""
    for module in (main, cli):
        module.open_engine = _flushing_now_and_then  # type: ignore[attr-defined]
    promises.kept = _whatever_it_is_like  # type: ignore[assignment]


def _flushing_now_and_then(url: str) -> Engine:
    engine = open_engine(url)
    event.listen(engine, "connect", lambda connection, _: connection.execute("PRAGMA synchronous=NORMAL"))
    return engine


@contextmanager
def _whatever_it_is_like(_settings: object) -> Any:
    with suppress(ZeroDivisionError):
        yield


def deaf() -> None:
    """As where notifications do not get through: it tells and listens where nobody else is."""
    wakeups.CHANNEL = f"nobody but {os.getpid()}"


SEEDS = {seed.__name__: seed for seed in (acknowledge_before_the_commit, flush_now_and_then, deaf)}
