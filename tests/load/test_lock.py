"""Somebody else, a backup or a shell, holds the database longer than the server is ready to wait."""

import asyncio
import sqlite3
from contextlib import closing
from random import Random
from time import monotonic

from tests.load.crowd import Crowd, crowded
from tests.load.running import run
from tests.load.server import Server
from tests.load.thoughts import look

HELD = 8.0
"""Seconds; the server itself waits for five."""
SLOWEST_PAGE = 2.0
"""Seconds, on a machine that others use as well."""


def test_posts_wait_or_come_again_while_another_process_holds_the_database(server: Server) -> None:
    async def write_meanwhile() -> tuple[int, list[float], list[str]]:
        async with crowded(server, Random(5), tables=2, writers=4) as crowd:
            await crowd.has_saved(20)
            pages = await _hold(server, crowd)
            told_to_wait = crowd.put_off
            await crowd.has_saved(crowd.saved + 20)
            return told_to_wait, pages, await crowd.differences()

    told_to_wait, pages, differences = run(write_meanwhile())
    assert differences == []
    assert told_to_wait > 0
    assert max(pages) < SLOWEST_PAGE


async def _hold(server: Server, crowd: Crowd) -> list[float]:
    """How long a guest's page took, again and again meanwhile."""
    pages = []
    with closing(sqlite3.connect(server.folder / "tischdecke.db", isolation_level=None, timeout=20)) as shell:
        shell.execute("BEGIN IMMEDIATE")
        let_go = monotonic() + HELD
        while monotonic() < let_go:
            asked = monotonic()
            assert (await look(crowd.room)).status_code == 200
            pages.append(monotonic() - asked)
            await asyncio.sleep(0.2)
        shell.execute("ROLLBACK")
    return pages
