"""The app, its database and its clients, fresh for every test."""

import re
from collections.abc import Iterator
from pathlib import Path

import hypothesis
import pytest
from fastapi.testclient import TestClient
from sqlalchemy import Engine
from sqlmodel import Session
from xdist.scheduler import LoadScopeScheduling

from app.db import open_engine
from app.main import build
from app.migrating import migrate
from app.settings import Settings
from app.transactions import writing
from tests.load.server import Nursery, nursery

hypothesis.settings.register_profile("any machine", deadline=None)
hypothesis.settings.load_profile("any machine")

GROUPS = {
    "stories": re.compile(r"tests/browser/test_(?!firefox|webkit)"),
    "engines": re.compile(r"tests/browser/test_(firefox|webkit)"),
    "machines": re.compile(r"tests/(browser/js|load)/|tests/test_(bench\w*|several_servers|relocating)\.py"),
}
"""What starts Chromium, other browsers, or servers and benchmarks: each one after another, on a worker of its own."""
LONG = re.compile(
    r"tests/(live/test_(any_evening|every_command)|test_(translations|postgres)|press/\w+|photos/\w+)\.py"
)
"""Files that take long come next, so that at the end no worker waits for another."""


def _how_early(nodeid: str) -> int:
    return 0 if any(group.match(nodeid) for group in GROUPS.values()) else 1 if LONG.match(nodeid) else 2


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    items.sort(key=lambda item: _how_early(item.nodeid))


class Scheduling(LoadScopeScheduling):
    """Gives each file to one worker as a whole, and each of the groups to one worker."""

    def _split_scope(self, nodeid: str) -> str:
        return next((group for group, of in GROUPS.items() if of.match(nodeid)), nodeid.partition("::")[0])


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: object) -> Scheduling:
    return Scheduling(config, log)


@pytest.fixture(scope="session")
def empty_database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated database that tests copy instead of migrating again."""
    path = tmp_path_factory.mktemp("database") / "empty.db"
    engine = open_engine(f"sqlite:///{path}")
    migrate(engine)
    with engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    engine.dispose()
    return path


@pytest.fixture
def settings(tmp_path: Path, empty_database: Path) -> Settings:
    (tmp_path / "tischdecke.db").write_bytes(empty_database.read_bytes())
    return Settings(data=tmp_path, DATABASE_URL="")


@pytest.fixture
def engine(settings: Settings) -> Iterator[Engine]:
    engine = open_engine(settings.database)
    yield engine
    engine.dispose()


@pytest.fixture
def db(engine: Engine) -> Iterator[Session]:
    """One writing session that is thrown away at the end."""
    with writing(engine) as db:
        yield db


@pytest.fixture(scope="session")
def sound_nursery() -> Iterator[Nursery]:
    """Where servers of their own begin quickly."""
    with nursery() as where:
        yield where


@pytest.fixture
def client(settings: Settings) -> Iterator[TestClient]:
    """A browser without scripts, on a running app."""
    with TestClient(build(settings), base_url="http://cafe.test", headers={"accept-language": "de"}) as client:
        yield client
