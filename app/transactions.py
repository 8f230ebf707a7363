"""The one writer: runs waiting verbs in one transaction, numbers what they recorded, commits once, then answers.

Nobody else commits. A verb is an ordinary function with the database session first; each runs in a savepoint of its
own, so that one that fails takes nothing of the others with it. Answers go out only after the commit is on the disk.
"""

import asyncio
import hashlib
import json
import logging
import queue
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from time import monotonic
from typing import Any, Concatenate, ParamSpec, TypeVar

from sqlalchemy import Engine, bindparam, insert, select, update
from sqlalchemy.exc import OperationalError
from sqlmodel import Session

from app import disk, mishaps
from app.cafes.models import Cafe, LogbookEntry
from app.db import now, plain
from app.errors import CafeError, NotSaved, TooBusy
from app.events import forget, how_many, recorded

BATCH = 200
"""Verbs in one commit at most."""
LONGEST_TURN = 0.5
"""Seconds after which a batch is committed as it is: whoever else writes waits for that, and so do its first verbs."""
WAITING = 2000
"""Verbs that may wait; above it the door answers 503 and the phone keeps its text."""

P = ParamSpec("P")
R = TypeVar("R")
log = logging.getLogger(__name__)


@contextmanager
def writing(engine: Engine) -> Iterator[Session]:
    """A database session that may change things; nothing is committed here."""
    with (
        engine.connect().execution_options(writes=True) as connection,
        Session(connection, expire_on_commit=False) as db,
    ):
        db.connection()  # it is our turn from here on, not only after the first question
        yield db


@contextmanager
def transaction(engine: Engine) -> Iterator[Session]:
    """One transaction of its own, numbered and committed at the end: for the command line and for tests."""
    with writing(engine) as db:
        yield db
        number_events(db)
        db.commit()


def number_events(db: Session) -> set[int]:
    """Writes what was recorded into the logbook and returns the cafés it happened in.

    The number comes from the café's own row, which stays locked until the commit: number order is commit order, and a
    reader that has seen number n will never meet a smaller one later (a database sequence does not promise that).
    """
    events = recorded(db)
    db.flush()
    entries = []
    for cafe_id in sorted({event.cafe_id for event in events}):
        key, head, fingerprint = db.execute(_HEAD, {"cafe": cafe_id}).one()
        at = now()
        for event in (event for event in events if event.cafe_id == cafe_id):
            head += 1
            entry: dict[str, Any] = {"kind": event.kind, "actor": event.actor, "payload": event.payload, "at": at}
            fingerprint = fingerprint_of(fingerprint, key, head, **entry)
            entries.append(entry | {"cafe_id": cafe_id, "seq": head, "fingerprint": fingerprint})
        db.execute(_NEW_HEAD, {"cafe": cafe_id, "new_head": head, "new_fingerprint": fingerprint})
    if entries:
        db.execute(_ENTER, entries)
    return {event.cafe_id for event in events}


_cafes = plain(Cafe)
_HEAD = (
    select(_cafes.c.key, _cafes.c.head, _cafes.c.fingerprint)
    .where(_cafes.c.id == bindparam("cafe"))
    .with_for_update(key_share=True)
)
_NEW_HEAD = (
    update(_cafes)
    .where(_cafes.c.id == bindparam("cafe"))
    .values(head=bindparam("new_head"), fingerprint=bindparam("new_fingerprint"))
)
_ENTER = insert(plain(LogbookEntry))


def fingerprint_of(
    before: str, cafe_key: str, seq: int, *, kind: str, actor: str, payload: dict[str, Any], at: datetime
) -> str:
    """The running check of a logbook after one more entry.

    The time is in it because two histories that part after a restored backup may well do the same next: under the same
    number, but with other words.
    """
    told = [before, cafe_key, seq, at.isoformat(), kind, actor, payload]
    return hashlib.blake2b(json.dumps(told, sort_keys=True).encode(), digest_size=8).hexdigest()


@dataclass
class _Wish:
    verb: Callable[[Session], Any]
    answer: asyncio.Future[Any]
    loop: asyncio.AbstractEventLoop

    def settle(self, outcome: Any) -> None:
        if not self.answer.done():
            if isinstance(outcome, BaseException):
                self.answer.set_exception(outcome)
            else:
                self.answer.set_result(outcome)


def _answer(settled: list[tuple[_Wish, Any]]) -> None:
    for wish, outcome in settled:
        wish.settle(outcome)


class Writer:
    """A thread with a queue; `wake(cafe ids)` is called after each commit that recorded something."""

    def __init__(self, engine: Engine, wake: Callable[[set[int]], None]) -> None:
        self._engine = engine
        self._wake = wake
        self._checkpoints = disk.Checkpoints(engine)
        self._wishes: queue.Queue[_Wish | None] = queue.Queue(WAITING)
        self._thread = threading.Thread(target=self._work, name="writer", daemon=True)

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        """Finishes what is waiting, then ends the thread."""
        self._wishes.put(None)
        self._thread.join()

    async def do(self, verb: Callable[Concatenate[Session, P], R], *args: P.args, **kwargs: P.kwargs) -> R:
        """Runs `verb(db, …)` and returns its result once the commit is durable; raises what the verb raised.

        Raises TooBusy when too many verbs wait already.
        """
        loop = asyncio.get_running_loop()
        answer: asyncio.Future[R] = loop.create_future()
        try:
            self._wishes.put_nowait(_Wish(lambda db: verb(db, *args, **kwargs), answer, loop))
        except queue.Full:
            raise TooBusy from None
        return await answer

    def _work(self) -> None:
        while (first := self._wishes.get()) is not None:
            batch = [first]
            ending = False
            while len(batch) < BATCH and not self._wishes.empty():
                wish = self._wishes.get()
                if wish is None:
                    ending = True
                    break
                batch.append(wish)
            while batch:
                batch = batch[self._commit(batch) :]
            if ending:
                return

    def _commit(self, batch: Sequence[_Wish]) -> int:
        """Saves and answers a batch, or as many of its wishes as fit into our turn, and returns how many those are.

        When it cannot be saved as a whole, each of its wishes is tried on its own. Only after the line to the database
        was cut nothing is tried again: it may have taken the commit, and not everything has a key that tells.
        """
        outcomes: list[Any] = []
        try:
            with writing(self._engine) as db:
                until = monotonic() + LONGEST_TURN
                while len(outcomes) < len(batch) and monotonic() < until:
                    outcomes.append(self._run(db, batch[len(outcomes)]))
                happened = number_events(db)
                db.commit()
        except Exception as failure:
            disk.end_if_flush_failed(failure)
            log.error("a batch of %d was not saved: %s", len(batch), type(failure).__name__)
            if len(batch) > 1 and not mishaps.is_away(failure):
                for wish in batch:
                    self._commit([wish])
                return len(batch)
            outcomes, happened = [NotSaved() for _ in batch], set()
        batch[0].loop.call_soon_threadsafe(_answer, list(zip(batch, outcomes, strict=False)))
        if happened:
            self._wake(happened)
        self._checkpoints.after_commit()
        return len(outcomes)

    @staticmethod
    def _run(db: Session, wish: _Wish) -> Any:
        """The verb's result, or the exception it ended with; its rows and events are undone then."""
        before = how_many(db)
        try:
            with db.begin_nested():
                return wish.verb(db)
        except Exception as failure:
            if mishaps.is_away(failure) or isinstance(failure, OperationalError):
                raise  # the transaction may be over, and what comes next would be saved piece by piece
            forget(db, before)
            if not isinstance(failure, CafeError):
                log.exception("a verb failed")
            return failure
