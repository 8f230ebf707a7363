"""The server does not start where "saved" would not mean saved, and says why in both languages."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import event

from app import cli, disk, promises
from app.db import open_engine
from app.promises import CannotStart, kept
from app.settings import Settings

NOBODY = 65534


@pytest.fixture
def serve(settings: Settings, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Iterator:
    """`serve` with these settings: its status and what it said. A server that begins is a failure."""

    def must_not_begin(*_: object, **__: object) -> None:
        raise AssertionError("the server began")

    def serve(**environment: str) -> tuple[int, str]:
        for name, value in environment.items():
            monkeypatch.setenv(name, value)
        return cli.main(["serve", "--data", str(settings.data)]), capsys.readouterr().err

    monkeypatch.setattr(cli, "serve", must_not_begin)
    monkeypatch.setenv("DATABASE_URL", "")
    yield serve
    assert disk.begin_again == []


def test_where_nothing_is_wrong_it_begins(serve) -> None:
    with pytest.raises(AssertionError, match="the server began"):
        serve()
    disk.begin_again.clear()


@pytest.mark.parametrize("trusted", ["*", "127.0.0.1, *", "0.0.0.0/0", "::/0"])
def test_a_proxy_that_could_be_anybody_is_refused(serve, trusted: str) -> None:
    status, said = serve(TISCHDECKE_BEHIND_PROXY=trusted)
    assert status == 1
    assert f"TISCHDECKE_BEHIND_PROXY={trusted} vertraut jedem" in said
    assert f"TISCHDECKE_BEHIND_PROXY={trusted} trusts everybody" in said


@pytest.mark.parametrize("url", ["sqlite://", "sqlite:///:memory:", "sqlite:///file:evening?mode=memory&uri=true"])
def test_a_database_in_memory_is_refused(serve, url: str) -> None:
    status, said = serve(DATABASE_URL=url)
    assert status == 1
    assert "nur im Arbeitsspeicher" in said and "in memory only" in said


def test_where_sqlite_cannot_keep_a_write_ahead_log_is_refused(serve, tmp_path: Path) -> None:
    """Locks by files instead of shared memory, as on some network drives."""
    status, said = serve(DATABASE_URL=f"sqlite:///file:{tmp_path}/evening.db?vfs=unix-dotfile&uri=true")
    assert status == 1
    assert "journal_mode=delete" in said and "kein Netzlaufwerk" in said and "not a network drive" in said


def test_a_database_that_is_not_flushed_is_refused(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    def hasty(url: str):
        engine = open_engine(url)
        event.listen(engine, "connect", lambda connection, _: connection.execute("PRAGMA synchronous=NORMAL"))
        return engine

    monkeypatch.setattr(promises, "open_engine", hasty)
    with pytest.raises(CannotStart, match="synchronous=1"), kept(settings):
        pass


def test_a_file_that_is_no_database_is_refused(serve, settings: Settings) -> None:
    (settings.data / "tischdecke.db").write_bytes(b"Notizen vom letzten Jahr" * 100)
    status, said = serve()
    assert status == 1
    assert "lässt sich nicht öffnen" in said and "cannot be opened" in said


def test_a_database_of_a_newer_release_is_refused(serve, settings: Settings) -> None:
    engine = open_engine(settings.database)
    with engine.begin() as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = 'aus der zukunft'")
    engine.dispose()
    status, said = serve()
    assert status == 1
    assert "neuere Ausgabe geschrieben (aus der zukunft)" in said and "written by a newer release" in said


def test_a_second_server_on_the_same_file_is_refused(serve, settings: Settings) -> None:
    with kept(settings):
        status, said = serve()
    assert status == 1
    assert f"läuft schon ein Server (Prozess {os.getpid()})" in said and "A server is running" in said


def test_a_folder_that_cannot_be_one_is_refused(serve, settings: Settings, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    status, said = serve(DATABASE_URL=f"sqlite:///{tmp_path}/file/evening.db")
    assert status == 1
    assert "lässt sich nichts ablegen" in said and "Nothing can be put" in said


def test_a_folder_of_somebody_else_is_refused(as_anybody: None) -> None:
    nowhere = Settings(data=Path("/etc/tischdecke"), DATABASE_URL="")
    with pytest.raises(CannotStart, match=r"lässt sich nichts ablegen \(Permission denied\)"), kept(nowhere):
        pass


@pytest.fixture
def as_anybody() -> Iterator[None]:
    """Root may write everywhere, so root becomes somebody else for a moment."""
    me = os.geteuid()
    if me == 0:
        os.seteuid(NOBODY)
    yield
    os.seteuid(me)


def test_a_disk_that_reports_errors_is_refused(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(_path: Path) -> None:
        raise OSError(5, "Input/output error")

    monkeypatch.setattr(disk, "settle", broken)
    with pytest.raises(CannotStart, match=r"meldet einen Fehler \(Input/output error\)"), kept(settings):
        pass


def test_the_lock_goes_with_the_server(settings: Settings) -> None:
    for _ in range(2):
        with kept(settings):
            pass
