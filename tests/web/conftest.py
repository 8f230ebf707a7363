"""One running app for a whole file, where every test lays cafés of its own."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from app.main import build
from app.settings import Settings


@pytest.fixture(scope="module")
def house(empty_database: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    folder = tmp_path_factory.mktemp("house")
    (folder / "tischdecke.db").write_bytes(empty_database.read_bytes())
    with TestClient(build(Settings(data=folder, DATABASE_URL="")), base_url="http://cafe.test") as client:
        yield client
