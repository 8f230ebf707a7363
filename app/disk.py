"""The disk under SQLite: how to be sure of it, and the end of a process that it did not keep its word to."""

import errno
import logging
import os
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from time import monotonic

from sqlalchemy import Engine

STATUS = 74
"""Exit status after a failed flush, as `EX_IOERR` of other programs."""
CHECKPOINT_EVERY = 2.0
"""Seconds at least from one to the next."""
FLUSH_FAILED = (sqlite3.SQLITE_IOERR_FSYNC, sqlite3.SQLITE_IOERR_DIR_FSYNC)

log = logging.getLogger(__name__)
begin_again: list[Callable[[], object]] = []
"""What comes instead of the end: `serve` puts here how it starts itself anew."""


def flush(path: Path) -> None:
    """Returns when a file, or the list of files in a folder, is on the disk; raises OSError."""
    with _opened(path) as descriptor:
        try:
            os.fsync(descriptor)
        except OSError as error:
            if not path.is_dir() or error.errno not in (errno.EINVAL, errno.ENOTSUP):
                raise  # some file systems keep their folders without being asked, and cannot be asked


def settle(database: Path) -> None:
    """Flushes what the last server left, then lets the kernel forget it, so that we read what the disk has.

    A line that was written but not yet flushed when that server died looks saved to the next one, which would
    acknowledge it to the phone that sends it again. Raises OSError.
    """
    for path in (database, database.with_name(f"{database.name}-wal")):
        if path.exists():
            flush(path)
            _forget(path)
    flush(database.parent)


def _forget(path: Path) -> None:
    if hasattr(os, "posix_fadvise"):
        with _opened(path) as descriptor:
            os.posix_fadvise(descriptor, 0, 0, os.POSIX_FADV_DONTNEED)


@contextmanager
def _opened(path: Path) -> Iterator[int]:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        yield descriptor
    finally:
        os.close(descriptor)


def end_if_flush_failed(failure: BaseException) -> None:
    """Ends this process at once if the disk could not be made to keep something.

    The kernel may have dropped what it could not write and report success the next time, so nothing that this process
    believes about the file is certain any more (decision 0014).
    """
    if not any(code in FLUSH_FAILED for code in _codes(failure)):
        return
    log.critical("the disk did not keep what we wrote; we begin again with what it really has")
    try:
        for begin in begin_again:
            begin()
    finally:
        os._exit(STATUS)


def _codes(failure: BaseException | None) -> Iterator[int | None]:
    """SQLite's extended codes of a failure and of what led to it."""
    while failure is not None:
        yield getattr(getattr(failure, "orig", failure), "sqlite_errorcode", None)
        failure = failure.__cause__ or failure.__context__


class Checkpoints:
    """Carries SQLite's write-ahead log over into the database file now and then, when no post waits for it.

    SQLite would do so by itself within a commit, but tells nobody when a flush fails there.
    """

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._due = monotonic() + CHECKPOINT_EVERY if engine.dialect.name == "sqlite" else float("inf")

    def after_commit(self) -> None:
        if monotonic() < self._due:
            return
        try:
            with self._engine.connect() as connection:
                connection.connection.cursor().execute("PRAGMA wal_checkpoint(PASSIVE)")
        except Exception as failure:
            end_if_flush_failed(failure)
            log.warning("the write-ahead log could not be carried over, it grows until it can: %s", failure)
        self._due = monotonic() + CHECKPOINT_EVERY
