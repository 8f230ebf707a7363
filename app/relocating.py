"""Brings all that a stopped server has kept in SQLite into an empty PostgreSQL: every row as it is, and the secret.

One transaction: either everything is there and was compared, or nothing. The SQLite file stays as it was.
"""

from collections.abc import Callable, Iterator
from typing import Any

import psycopg
from sqlalchemy import Connection, Engine, LargeBinary, Table, func, insert, inspect, select, text

from app.db import open_engine, plain, sqlite_file
from app.migrating import migrate, newest, one_at_a_time, revision
from app.models import Cafe, LogbookEntry, Secret, metadata
from app.promises import kept
from app.secret_key import NAME, in_file
from app.settings import Settings

AT_ONCE = 1000
"""Rows that are in memory at the same time …"""
LARGE_AT_ONCE = 10
"""… and those that hold a photo, a megabyte each."""
SECRETS = plain(Secret)
TABLES = [table for table in metadata.sorted_tables if table is not SECRETS]
Progress = Callable[[str, int, int], None]
"""(table, rows copied, rows in all)."""


class CannotRelocate(Exception):
    """Why nothing was copied."""


def relocate(settings: Settings, to: str, tell: Progress) -> dict[str, int]:
    """Copies the SQLite house of `settings` to the PostgreSQL at `to`; returns how many rows of each table.

    Raises CannotRelocate and CannotStart (a server is still running); then PostgreSQL is as empty as before.
    """
    file = sqlite_file(settings.database)
    if file is None or not file.exists():
        raise CannotRelocate(f"there is no SQLite database at {settings.database}")
    if not to.startswith("postgresql"):
        raise CannotRelocate("the place to go to has to be a PostgreSQL: postgresql+psycopg://...")
    source, target = open_engine(settings.database), open_engine(to)
    try:
        with kept(settings), source.connect() as here:
            if revision(here) != newest():
                raise CannotRelocate("this database has the shape of another release; start this release on it once")
            _prepare(target)
            with target.connect().execution_options(writes=True) as there, there.begin():
                one_at_a_time(there)
                _must_be_empty(there)
                counts = {table.name: _copy(table, here, there, tell) for table in TABLES}
                there.execute(insert(SECRETS).values(name=NAME, value=in_file(settings.data).hex()))
                _go_on_counting(there)
                _compare(here, there)
        with target.connect().execution_options(isolation_level="AUTOCOMMIT") as there:
            there.execute(text("ANALYZE"))  # PostgreSQL looks at what came, and answers fast from the first page on
        return counts
    finally:
        source.dispose()
        target.dispose()


def _prepare(target: Engine) -> None:
    """Brings a PostgreSQL with nothing in it into shape; any other must have it."""
    with target.connect() as connection:
        shape = revision(connection)
        others = inspect(connection).get_table_names()
    if shape is None and others:
        raise CannotRelocate(f"that PostgreSQL holds something else already: {', '.join(sorted(others))}")
    if shape not in (None, newest()):
        raise CannotRelocate("that PostgreSQL has the shape of another release; take a new database")
    migrate(target)


def _must_be_empty(there: Connection) -> None:
    """A secret is something too: a server was started there, and may be running with it."""
    full = [table.name for table in [*TABLES, SECRETS] if there.execute(select(table).limit(1)).first() is not None]
    if full:
        raise CannotRelocate(
            f"that PostgreSQL is not empty ({', '.join(full)}); take a new database, and start no server on it before"
        )


def _copy(table: Table, here: Connection, there: Connection, tell: Progress) -> int:
    """One COPY for the whole table, so that rows may refer to later rows of the same table."""
    total = _count(table, here)
    assert there.connection.driver_connection is not None
    columns = ", ".join(f'"{column.name}"' for column in table.columns)
    cursor = there.connection.driver_connection.cursor()
    tell(table.name, 0, total)
    try:
        with cursor, cursor.copy(f'COPY "{table.name}" ({columns}) FROM STDIN') as copy:
            for done, row in enumerate(_rows(table, here, there), 1):
                copy.write_row(row)
                if done % AT_ONCE == 0 or done == total:
                    tell(table.name, done, total)
    except psycopg.Error as failure:
        raise CannotRelocate(f"PostgreSQL does not take a row of {table.name}: {failure}") from failure
    return total


def _rows(table: Table, here: Connection, there: Connection) -> Iterator[list[Any]]:
    """A table's rows in order, each value as PostgreSQL takes it."""
    types = [column.type.dialect_impl(there.dialect) for column in table.columns]
    makers = [kind.bind_processor(there.dialect) for kind in types]
    is_large = any(isinstance(column.type, LargeBinary) for column in table.columns)
    at_once = LARGE_AT_ONCE if is_large else AT_ONCE
    query = select(table).order_by(*table.primary_key).execution_options(yield_per=at_once)
    for row in here.execute(query):
        yield [make(value) if make else value for make, value in zip(makers, row, strict=True)]


def _go_on_counting(there: Connection) -> None:
    """New rows get numbers after the highest one that came."""
    for table in TABLES:
        column = table.autoincrement_column
        if column is not None:
            highest = select(func.max(column)).scalar_subquery()
            sequence = func.pg_get_serial_sequence(table.name, column.name)
            there.execute(select(func.setval(sequence, func.coalesce(highest, 1), highest.is_not(None))))


def _compare(here: Connection, there: Connection) -> None:
    """As many rows in every table, and every café's logbook ends with the same number and fingerprint."""
    counts = [(table.name, _count(table, here), _count(table, there)) for table in TABLES]
    if wrong := [name for name, before, after in counts if before != after]:
        raise CannotRelocate(f"not all rows arrived: {', '.join(wrong)}")
    cafes, entries = plain(Cafe), plain(LogbookEntry)
    last = (entries.c.cafe_id == cafes.c.id) & (entries.c.seq == cafes.c.head)
    heads = select(cafes.c.id, cafes.c.head, cafes.c.fingerprint, entries.c.fingerprint)
    heads = heads.select_from(cafes.outerjoin(entries, last)).order_by(cafes.c.id)
    if here.execute(heads).all() != there.execute(heads).all():
        raise CannotRelocate("the logbooks do not end alike")


def _count(table: Table, connection: Connection) -> int:
    return connection.execute(select(func.count()).select_from(table)).scalar_one()
