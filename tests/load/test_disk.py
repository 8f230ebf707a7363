"""A disk that is full, makes mistakes or cannot flush: nothing is acknowledged that is not kept; reading goes on."""

import subprocess
import sys
from random import Random

import httpx
import pytest

from app.disk import STATUS
from app.rehearsal.serving import HOUSE
from tests.load.crowd import crowded
from tests.load.disk import Disk
from tests.load.room import laid
from tests.load.running import run
from tests.load.server import Server
from tests.load.thoughts import acknowledgement, look, post, texts
from tests.load.waiting import until

BEGUN_AGAIN = "we begin again with what it really has"


def test_a_full_disk_is_told_and_forgotten(disk: Disk, on_disk: Server) -> None:
    async def fill_and_clear() -> None:
        async with laid(on_disk.address) as room:
            disk.order(full=1)
            told = await post(room, "aaaaaaaa", "Zu viel")
            assert (told.status_code, told.headers["retry-after"]) == (503, "2")
            assert "voll" in told.json()["message"]
            assert (await acknowledgement(room, "aaaaaaaa", "Zu viel"))["status"] == 503
            step = {"direction": "next", "expect": str((await room.facts())["version"])}
            assert (await room.host.post(f"{room.cafe}/steps", data=step)).status_code == 503
            assert (await look(room)).status_code == 200
            disk.order(full=0)
            assert (await acknowledgement(room, "aaaaaaaa", "Zu viel"))["status"] == 201
            assert await texts(room) == ["Zu viel"]

    on_disk.start()
    pid = on_disk.pid
    run(fill_and_clear())
    assert on_disk.pid == pid and on_disk.is_there


def test_a_server_does_not_start_on_a_full_disk(disk: Disk, on_disk: Server) -> None:
    on_disk.start()
    on_disk.stop()
    disk.order(full=1)
    on_disk.begin()
    assert on_disk.wait() == 1
    said = on_disk.log.read_text()
    assert f"Im Ordner {disk.folder} lässt sich nichts ablegen" in said
    assert f"Nothing can be put into the folder {disk.folder}" in said


@pytest.mark.parametrize("mistakes", [{"bad_writes": 200}, {"bad_reads": 20}], ids=["writes", "reads"])
def test_mistakes_of_the_disk_lose_and_double_nothing(disk: Disk, on_disk: Server, mistakes: dict[str, int]) -> None:
    async def write_meanwhile() -> list[str]:
        async with crowded(on_disk, Random(3), tables=2, writers=4) as crowd:
            await crowd.has_saved(50)
            disk.order(**mistakes)
            assert await until(lambda: crowd.put_off >= 10)
            disk.heal()
            await crowd.has_saved(crowd.saved + 50)
            return await crowd.differences()

    on_disk.start()
    assert run(write_meanwhile()) == []


def test_after_a_failed_flush_the_server_begins_again_with_what_the_disk_has(disk: Disk, on_disk: Server) -> None:
    async def fail_then_cut() -> None:
        async with laid(on_disk.address) as room:
            disk.order(bad_log_flushes=1)
            with pytest.raises(httpx.TransportError):
                await post(room, "aaaaaaaa", "Nicht geflusht")
            assert await until(lambda: BEGUN_AGAIN in on_disk.log.read_text() and on_disk.answers())
            assert await texts(room) == []
            assert (await post(room, "aaaaaaaa", "Nicht geflusht")).status_code == 201
            on_disk.kill()
            disk.cut_power()
            on_disk.start()
            assert await texts(room) == ["Nicht geflusht"]

    on_disk.start()
    run(fail_then_cut())


def test_a_failed_flush_of_the_database_file_is_not_overlooked(disk: Disk, on_disk: Server) -> None:
    """It happens while the write-ahead log is carried over, behind everybody's back."""

    async def write_until_it_begins_again() -> list[str]:
        async with crowded(on_disk, Random(4), tables=2, writers=4) as crowd:
            disk.order(bad_file_flushes=1)
            assert await until(lambda: BEGUN_AGAIN in on_disk.log.read_text())
            await crowd.has_saved(crowd.saved + 20)
            return await crowd.differences()

    on_disk.start()
    assert run(write_until_it_begins_again()) == []


def test_where_nobody_begins_again_the_process_ends_with_a_status_of_its_own() -> None:
    lost = "import sqlite3; lost = sqlite3.OperationalError('disk I/O error'); lost.sqlite_errorcode = 1034; "
    ended = subprocess.run(
        [sys.executable, "-c", lost + "from app import disk; disk.end_if_flush_failed(lost)"],
        cwd=HOUSE,
        capture_output=True,
        text=True,
    )
    assert ended.returncode == STATUS
    assert BEGUN_AGAIN in ended.stderr
