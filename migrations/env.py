"""Alembic's environment: the connection comes from app.migrating, or from DATABASE_URL when Alembic is run by hand."""

from alembic import context

from app.db import open_engine
from app.models import metadata
from app.settings import Settings


def run(connection) -> None:
    context.configure(connection=connection, target_metadata=metadata, render_as_batch=True, compare_type=True)
    with context.begin_transaction():
        context.run_migrations()


given = context.config.attributes.get("connection")
if given is not None:
    run(given)
else:
    with open_engine(Settings().database).begin() as opened:
        run(opened)
