"""Brings a database to this release's shape before anything else touches it."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine, func, select, text

from app.errors import marked
from app.promises import CannotStart

MIGRATIONS = Path(__file__).parent.parent / "migrations"
WORK = int.from_bytes(b"tisch 2")
"""Names the lock that a server holds while it changes the shape of a database."""


class DatabaseIsNewer(CannotStart):
    """The database was written by a later release; running on it would lose what that release added."""

    def __init__(self, revision: str) -> None:
        super().__init__(
            marked(
                "Diese Datenbank hat eine neuere Ausgabe geschrieben (%(revision)s), die hier niemand kennt. Bitte die "
                "neuere Ausgabe starten oder eine Sicherung von vorher einspielen."
            ),
            revision=revision,
        )


def migrate(engine: Engine) -> None:
    """Applies the migrations that are missing; raises DatabaseIsNewer for a database from the future.

    Of several servers that start at once one does it and the others wait, however long it takes.
    """
    config = _config()
    with engine.begin() as connection:
        one_at_a_time(connection)
        current = revision(connection)
        known = {script.revision for script in ScriptDirectory.from_config(config).walk_revisions()}
        if current and current not in known:
            raise DatabaseIsNewer(current)
        config.attributes["connection"] = connection
        command.upgrade(config, "head")


def one_at_a_time(connection: Connection) -> None:
    """Waits until no other server works on the shape of this PostgreSQL, and keeps them waiting until the commit."""
    if connection.dialect.name == "postgresql":
        connection.execute(text("SET LOCAL lock_timeout = 0"))
        connection.execute(select(func.pg_advisory_xact_lock(WORK)))


def revision(connection: Connection) -> str | None:
    """The shape that a database has; none for an empty one."""
    return MigrationContext.configure(connection).get_current_revision()


def newest() -> str | None:
    """The shape that this release knows."""
    return ScriptDirectory.from_config(_config()).get_current_head()


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    return config
