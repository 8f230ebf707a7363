"""The plug is pulled, and what was written but not flushed is gone: what was acknowledged is there."""

import asyncio
from random import Random
from time import monotonic

import httpx
import pytest

from tests.load.checking import differences
from tests.load.crowd import crowded
from tests.load.disk import Disk
from tests.load.room import laid
from tests.load.running import run
from tests.load.server import Nursery, Server
from tests.load.thoughts import post, texts
from tests.load.waiting import until

POINTS = range(1, 9)
"""In which flush from the order on the process dies."""
DELAY_MS = 300
"""That long it stays alive in there: an acknowledgement that does not wait for the flush gets out."""


def test_what_was_acknowledged_survives_a_power_cut_in_any_flush(disk: Disk, on_disk: Server) -> None:
    on_disk.start()
    assert run(_cut_again_and_again(disk, on_disk, list(POINTS))) == []


@pytest.mark.parametrize("seed", ["acknowledge_before_the_commit", "flush_now_and_then"])
def test_a_server_that_promises_too_early_is_found_out(disk: Disk, shaky_nursery: Nursery, seed: str) -> None:
    hasty = Server(shaky_nursery, disk.folder, seed=seed)
    hasty.start()
    found = run(_cut_until_found(disk, hasty))
    assert any(one.startswith("lost") for one in found), found


async def _cut_until_found(disk: Disk, server: Server) -> list[str]:
    """The power fails in a flush; if the server does not flush at all, a little later. What is wrong then.

    By chance all that was acknowledged is on the disk just then: five times are enough to meet another moment.
    """
    async with crowded(server, Random(7), tables=2, writers=4) as crowd:
        for _ in range(5):
            await crowd.has_saved(crowd.saved + 20)
            disk.order(delay_ms=DELAY_MS, die_in=1)
            await until(lambda: not server.is_there, 2)
            await asyncio.to_thread(server.kill)
            disk.cut_power()
            found = differences(server.url, crowd.room.key, crowd.phones, all_sent=False)
            if found:
                return found
            await asyncio.to_thread(server.start)
        return []


async def _cut_again_and_again(disk: Disk, server: Server, points: list[int]) -> list[str]:
    """Many phones write; in each of these flushes the power fails. What is wrong in the end."""
    chance, forgotten = Random(7), 0
    async with crowded(server, chance, tables=2, writers=4) as crowd:
        for point in points:
            await crowd.has_saved(crowd.saved + 5)
            disk.order(delay_ms=DELAY_MS, die_in=point)
            assert await until(lambda: not server.is_there)
            await asyncio.to_thread(server.kill)
            forgotten += disk.cut_power(chance if point % 2 else None)
            await asyncio.to_thread(server.start)
        assert forgotten > 0
        return await crowd.differences()


def test_a_power_cut_in_any_flush_of_a_start_does_no_harm(disk: Disk, on_disk: Server) -> None:
    """Also of the first start, which makes the database."""
    for point in range(1, 30):
        disk.order(delay_ms=0, die_in=point)
        on_disk.begin()
        end = monotonic() + 30
        while on_disk.is_there and not on_disk.answers():
            assert monotonic() < end
        if on_disk.is_there:
            break
        assert on_disk.wait() == -9
        disk.cut_power()
    assert point > 5
    disk.heal()


def test_cookies_survive_a_power_cut_right_after_the_first_start(disk: Disk, on_disk: Server) -> None:
    async def cut_early() -> None:
        async with laid(on_disk.address) as room:
            assert (await post(room, "aaaaaaaa", "Gleich am Anfang")).status_code == 201
            on_disk.kill()
            disk.cut_power()
            on_disk.start()
            assert (await post(room, "bbbbbbbb", "Gleich danach")).status_code == 201
            assert await texts(room) == ["Gleich am Anfang", "Gleich danach"]

    on_disk.start()
    run(cut_early())


def test_what_a_killed_server_had_not_flushed_is_acknowledged_only_once_it_is(disk: Disk, on_disk: Server) -> None:
    """Killed in the flush, started again, sent again: the line is found, and only then the power fails."""

    async def bad_luck_twice() -> None:
        async with laid(on_disk.address) as room:
            disk.order(die_in=1)
            with pytest.raises(httpx.TransportError):
                await post(room, "aaaaaaaa", "Halb geschrieben")
            assert on_disk.wait() == -9
            on_disk.start()
            assert (await post(room, "aaaaaaaa", "Halb geschrieben")).status_code == 201
            on_disk.kill()
            disk.cut_power()
            on_disk.start()
            assert await texts(room) == ["Halb geschrieben"]

    on_disk.start()
    run(bad_luck_twice())
