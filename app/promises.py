"""What "saved" needs from the machine; where it would not mean saved the server does not start, and says why."""

import fcntl
import ipaddress
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy.exc import DatabaseError, OperationalError

from app import disk
from app.db import open_engine, sqlite_file
from app.errors import marked
from app.settings import Settings
from app.translations import languages, translate

ROOM = 256 * 1024
"""Bytes that must fit into the data folder."""
KEPT_BY = ("fsync", "full_page_writes", "synchronous_commit")
"""What PostgreSQL must not have switched off."""
FULL = 2
"""SQLite's number for synchronous=FULL; EXTRA is one more."""


class CannotStart(Exception):
    """Why the server does not start, as a German msgid; told in all languages, for nobody has chosen one yet."""

    def __init__(self, sentence: str, **words: object) -> None:
        super().__init__("\n".join(translate(language, sentence, **words) for language in languages()))


@contextmanager
def kept(settings: Settings) -> Iterator[None]:
    """While this lasts the database is ours alone and keeps what it is given; raises CannotStart where it would not."""
    _proxy_is_exact(settings.behind_proxy)
    if not settings.database.startswith("sqlite"):
        _flushes_before_it_answers(settings.database)
        yield
        return
    file = sqlite_file(settings.database)
    if file is None:
        raise CannotStart(
            marked("Diese Datenbank liegt nur im Arbeitsspeicher: Mit dem Server wäre alles Geschriebene fort.")
        )
    _can_be_written(file.parent)
    with _alone(file):
        _is_whole(file)
        _survives_a_power_cut(settings.database, file)
        yield


def _proxy_is_exact(trusted: str) -> None:
    """With a wildcard every guest could write an address of their own choice into a header."""
    for address in (part.strip() for part in trusted.split(",") if part.strip()):
        if address == "*" or _is_everybody(address):
            raise CannotStart(
                marked(
                    "TISCHDECKE_BEHIND_PROXY=%(value)s vertraut jedem: Dann könnte jeder Gast sich seine Adresse "
                    "selbst ausdenken. Bitte die genaue Adresse des Proxys angeben."
                ),
                value=trusted,
            )


def _is_everybody(address: str) -> bool:
    try:
        return ipaddress.ip_network(address, strict=False).prefixlen == 0
    except ValueError:
        return False


def _flushes_before_it_answers(url: str) -> None:
    """PostgreSQL can be told to acknowledge a commit before it is on the disk, or never to flush at all."""
    engine = open_engine(url)
    try:
        with engine.connect() as connection:
            told = {name: connection.exec_driver_sql(f"SHOW {name}").scalar_one() for name in KEPT_BY}
    except OperationalError as error:
        raise CannotStart(marked("PostgreSQL antwortet nicht (%(reason)s)."), reason=error.orig) from error
    finally:
        engine.dispose()
    off = ", ".join(name for name, value in told.items() if value == "off")
    if off:
        raise CannotStart(
            marked(
                "In PostgreSQL ist %(settings)s ausgeschaltet: Dann übersteht Gespeichertes keinen Absturz. Bitte "
                "einschalten."
            ),
            settings=off,
        )


def _can_be_written(folder: Path) -> None:
    probe = folder / f".room-{os.getpid()}"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        try:
            probe.write_bytes(b"\0" * ROOM)
            disk.flush(probe)
        finally:
            probe.unlink(missing_ok=True)
    except OSError as error:
        raise _not_writable(folder, error) from error


def _not_writable(folder: Path, error: OSError) -> CannotStart:
    return CannotStart(
        marked("Im Ordner %(folder)s lässt sich nichts ablegen (%(reason)s). Ist er schreibgeschützt oder voll?"),
        folder=folder,
        reason=error.strerror,
    )


@contextmanager
def _alone(file: Path) -> Iterator[None]:
    """Holds a lock that the kernel lets go with the process, however that ends."""
    path = file.with_name(f"{file.name}-lock")
    try:
        lock = path.open("a+")
    except OSError as error:
        raise _not_writable(file.parent, error) from error
    with lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            lock.seek(0)
            raise CannotStart(
                marked(
                    "Auf %(file)s läuft schon ein Server (Prozess %(pid)s). Zwei auf einer SQLite-Datei wüssten nichts "
                    "voneinander. Bitte erst den anderen beenden."
                ),
                file=file,
                pid=lock.read().strip() or "?",
            ) from None
        lock.truncate(0)
        lock.write(f"{os.getpid()}\n")
        lock.flush()
        yield


def _is_whole(file: Path) -> None:
    try:
        disk.settle(file)
    except OSError as error:
        raise CannotStart(
            marked("Die Platte unter %(file)s meldet einen Fehler (%(reason)s). Bitte sichern und eine andere nehmen."),
            file=file,
            reason=error.strerror,
        ) from error


def _survives_a_power_cut(url: str, file: Path) -> None:
    """Asks SQLite itself: where it cannot do what `open_engine` wishes it does something else without a word."""
    engine = open_engine(url)
    try:
        with engine.connect() as connection:
            journal = connection.exec_driver_sql("PRAGMA journal_mode").scalar_one()
            flushed = connection.exec_driver_sql("PRAGMA synchronous").scalar_one()
    except DatabaseError as error:
        raise CannotStart(
            marked("Die Datenbank %(file)s lässt sich nicht öffnen (%(reason)s)."), file=file, reason=error.orig
        ) from error
    finally:
        engine.dispose()
    if journal != "wal" or flushed < FULL:
        raise CannotStart(
            marked(
                "SQLite kann auf %(file)s nicht so arbeiten, dass Gespeichertes einen Stromausfall übersteht "
                "(journal_mode=%(journal)s, synchronous=%(flushed)s). Bitte einen Ordner auf einer eigenen Platte "
                "nehmen, kein Netzlaufwerk."
            ),
            file=file,
            journal=journal,
            flushed=flushed,
        )
