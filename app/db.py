"""The database: one engine, and the options that make an acknowledged line survive a power cut."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import DateTime, Engine, Table, create_engine, event, make_url
from sqlalchemy.engine.interfaces import Dialect
from sqlalchemy.types import TypeDecorator
from sqlmodel import Session, SQLModel


class UtcTime(TypeDecorator[datetime]):
    """Aware datetimes in, aware UTC datetimes out; SQLite itself keeps no zone."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        return value.astimezone(UTC) if value else None

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


def now() -> datetime:
    return datetime.now(UTC)


def plain(model: type[SQLModel]) -> Table:
    """The table beneath a model, for statements on the hot path: rows instead of objects, at a fifth of the work."""
    table: Table = model.__table__  # type: ignore[attr-defined]
    return table


def milliseconds(moment: datetime) -> int:
    """Milliseconds since 1970, as browsers count."""
    return int(moment.timestamp() * 1000)


def open_engine(url: str) -> Engine:
    """An engine for SQLite (WAL, every commit flushed to the disk) or PostgreSQL (synchronous commit).

    Errors never quote parameters: what people write does not belong into a log.
    """
    if not url.startswith("sqlite"):
        return _open_postgres(url)
    if file := sqlite_file(url):
        file.parent.mkdir(parents=True, exist_ok=True)
    options = {"timeout": 5, "check_same_thread": False}
    engine = create_engine(url, connect_args=options, hide_parameters=True, pool_size=50, max_overflow=10)
    event.listen(engine, "connect", _prepare_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


CONNECTIONS = 20
"""Of one server to PostgreSQL at most, not counting the one for wake-ups; PostgreSQL itself allows 100 by default."""
TURN = int.from_bytes(b"tisch 1")
"""Names the lock of the server whose turn it is to write."""
PATIENCE = (
    "SET lock_timeout = '8s'",  # phones wait as long
    # What a server was in the middle of when its machine stopped or lost the net must not hold up the other servers.
    "SET idle_in_transaction_session_timeout = '10s'",
    "SET tcp_keepalives_idle = 10",
    "SET tcp_keepalives_interval = 5",
    "SET tcp_keepalives_count = 3",
)


def _open_postgres(url: str) -> Engine:
    options = {} if "connect_timeout" in make_url(url).query else {"connect_timeout": 5}
    sizes = {"pool_size": CONNECTIONS // 2, "max_overflow": CONNECTIONS // 2}
    engine = create_engine(url, connect_args=options, hide_parameters=True, pool_pre_ping=True, **sizes)
    event.listen(engine, "connect", _prepare_postgres)
    event.listen(engine, "begin", _begin_postgres)
    return engine


def _prepare_postgres(connection: Any, _record: Any) -> None:
    connection.autocommit = True
    connection.execute("; ".join(PATIENCE))
    connection.autocommit = False


def _begin_postgres(connection: Any) -> None:
    """Writers of all servers take turns, as with SQLite's BEGIN IMMEDIATE: nothing else changes meanwhile."""
    if connection.get_execution_options().get("writes", False):
        connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({TURN})")


def sqlite_file(url: str) -> Path | None:
    """Where a SQLite database lies; none for one that lies in memory."""
    parts = make_url(url)
    file = (parts.database or "").removeprefix("file:")
    return None if file in ("", ":memory:") or parts.query.get("mode") == "memory" else Path(file)


_PRAGMAS = (
    "journal_mode=WAL",
    "synchronous=FULL",
    "fullfsync=ON",  # on a Mac an ordinary flush ends in the memory of the disk
    "wal_autocheckpoint=0",  # app/disk.py sees to it
    "foreign_keys=ON",
    "busy_timeout=5000",
    "temp_store=MEMORY",
)


def _prepare_sqlite(connection: Any, _record: Any) -> None:
    connection.isolation_level = None  # we say BEGIN ourselves, so that writers say BEGIN IMMEDIATE
    cursor = connection.cursor()
    for pragma in _PRAGMAS:
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _begin_sqlite(connection: Any) -> None:
    writes = connection.get_execution_options().get("writes", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


@contextmanager
def reading(engine: Engine) -> Iterator[Session]:
    """A database session for looking only: all its queries see the same moment."""
    options = {} if engine.dialect.name == "sqlite" else {"isolation_level": "REPEATABLE READ"}
    with engine.connect().execution_options(**options) as connection, Session(connection) as db:
        db.info["only looks"] = True
        yield db


def only_looks(db: Session) -> bool:
    """Whether this session was opened by `reading`."""
    return "only looks" in db.info
