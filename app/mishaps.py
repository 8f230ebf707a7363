"""What can come between us and a database that others use as well."""

from sqlalchemy.exc import DBAPIError, OperationalError
from sqlalchemy.exc import TimeoutError as NoneFree

LOCKED = {"55P03", "SQLITE_BUSY"}
"""What PostgreSQL and SQLite say when somebody else held something for too long."""


def is_away(failure: object) -> bool:
    """Whether the database cannot be had now: locked by others, out of reach, or gone in the middle.

    If it went in the middle nobody knows whether it still took the commit.
    """
    return is_cut(failure) or (isinstance(failure, DBAPIError) and _sign(failure) in LOCKED)


def is_cut(failure: object) -> bool:
    """Whether there is no line to the database, or no longer."""
    if isinstance(failure, NoneFree):
        return True
    if not isinstance(failure, DBAPIError):
        return False
    return failure.connection_invalidated or (isinstance(failure, OperationalError) and _sign(failure) is None)


def _sign(failure: DBAPIError) -> str | None:
    """SQLSTATE or SQLite's name for what happened; none if there is no database to say anything."""
    name: str | None = getattr(failure.orig, "sqlite_errorname", None)
    return name or getattr(failure.orig, "sqlstate", None)
