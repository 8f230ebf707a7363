"""The server stops or dies in the middle of a round: the clock runs on, and the round ends once."""

import asyncio
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from random import Random

from sqlmodel import select

from app.cafes.models import Cafe
from app.db import now, open_engine
from app.events import PhaseChanged
from app.rounds.models import Round
from app.transactions import transaction
from tests.load.checking import logbook
from tests.load.crowd import crowded
from tests.load.room import Room, laid
from tests.load.running import run
from tests.load.server import Server
from tests.load.thoughts import look

RESTARTING = 1012
LEFT = timedelta(seconds=1)
"""Until the bell, when the server stops."""


def test_told_to_stop_just_before_the_bell_it_hangs_up_kindly_and_the_round_ends_once(server: Server) -> None:
    evening = run(_stop_before_the_bell(server, server.stop))
    assert evening.differences == []
    assert evening.farewells == {RESTARTING}
    assert evening.steps == ["host", "clock"]


def test_killed_just_before_the_bell_the_round_ends_once(server: Server) -> None:
    evening = run(_stop_before_the_bell(server, server.kill))
    assert evening.differences == []
    assert evening.steps == ["host", "clock"]


def test_the_bell_is_where_it_was_after_the_server_died(server: Server) -> None:
    async def bells() -> list[str]:
        async with laid(server.address) as room:
            before = (await look(room)).text
            server.kill()
            server.start()
            return re.findall(r' data-ends="(\d+)"', before + (await look(room)).text)

    before, after = run(bells())
    assert before == after


@dataclass
class Evening:
    farewells: set[int | None]
    """Close codes that phones heard when the server stopped."""
    steps: list[str]
    """Who moved the evening on."""
    differences: list[str]


async def _stop_before_the_bell(server: Server, stop: Callable[[], object]) -> Evening:
    async with crowded(server, Random(6), tables=2, writers=4, round_ending="clock") as crowd:
        await crowd.has_saved(40)
        await asyncio.to_thread(_ring_soon, server, crowd.room)
        connected = {phone: len(phone.closed_with) for phone in crowd.phones if phone.is_connected}
        assert connected
        await asyncio.to_thread(stop)
        await asyncio.to_thread(server.start)
        farewells = {phone.closed_with[before] for phone, before in connected.items()}
        await crowd.room.has_come_to("change")
        differences = await crowd.differences(with_screens=False)  # they show another stage now
        return Evening(farewells, logbook(server.url, crowd.room.key, PhaseChanged.__name__), differences)


def _ring_soon(server: Server, room: Room) -> None:
    engine = open_engine(server.url)
    with transaction(engine) as db:
        cafe = db.exec(select(Cafe).where(Cafe.key == room.key)).one()
        round_ = db.exec(select(Round).where(Round.cafe_id == cafe.id, Round.number == 1)).one()
        round_.ends_at = now() + LEFT
        db.add(round_)
    engine.dispose()
