"""Brings a database to this release's shape before anything else touches it."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Engine

MIGRATIONS = Path(__file__).parent.parent / "migrations"


class DatabaseIsNewer(RuntimeError):
    """The database was written by a later release; running on it would lose what that release added."""


def migrate(engine: Engine) -> None:
    """Applies the migrations that are missing; raises DatabaseIsNewer for a database from the future."""
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    with engine.connect() as connection:
        revision = MigrationContext.configure(connection).get_current_revision()
        known = {script.revision for script in ScriptDirectory.from_config(config).walk_revisions()}
        if revision and revision not in known:
            raise DatabaseIsNewer(f"the database is at {revision}, which this release does not know")
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "head")
