"""The plug is pulled while a whole table writes: what was acknowledged is there, once, and the evening goes on."""

import asyncio
import contextlib
import itertools
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from time import monotonic
from typing import Any

import httpx
import pytest
from sqlmodel import Session, select
from websockets.asyncio.client import connect
from websockets.exceptions import WebSocketException

from app.cafes.models import LogbookEntry
from app.db import open_engine
from app.events import PhaseChanged
from app.rounds.models import Round
from tests.browser.server import Server

SETUP = {"title": "Abend", "tables": "2", "seats": "5", "rounds": "2", "minutes": "1", "round_ending": "clock"}
GUESTS = 6
ENOUGH = 150
"""Acknowledgements after which the plug is pulled; far fewer than are on their way."""


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Server]:
    server = Server(tmp_path)
    server.start()
    yield server
    server.stop()


def client(server: Server) -> httpx.Client:
    return httpx.Client(base_url=server.here, follow_redirects=True, trust_env=False, timeout=30)


@dataclass
class Guest:
    """A phone that sends one thought after another and keeps what was not acknowledged, as the outbox does."""

    browser: httpx.Client
    table: int
    acknowledged: dict[str, int] = field(default_factory=dict)
    sent: list[str] = field(default_factory=list)

    def headers(self, server: Server) -> dict[str, str]:
        cookies = "; ".join(f"{name}={value}" for name, value in self.browser.cookies.items())
        return {"Cookie": cookies, "Origin": server.here}

    async def write(self, server: Server, key: str, enough: asyncio.Event, total: list[int]) -> None:
        """Sends without waiting, so that the plug is pulled with many thoughts half way."""
        url = server.here.replace("http", "ws") + f"/cafes/{key}/live/table"
        with contextlib.suppress(OSError, WebSocketException):
            async with connect(url, additional_headers=self.headers(server), compression=None, proxy=None) as line:
                listening = asyncio.create_task(self._hear(line, enough, total))
                for number in itertools.count():
                    if listening.done():
                        break
                    await line.send(json.dumps({"post": self.thought(f"{self.browser.cookies.jar!r}", number)}))
                    if number % 20 == 19:
                        await asyncio.sleep(0)
        enough.set()

    async def _hear(self, line: Any, enough: asyncio.Event, total: list[int]) -> None:
        async for message in line:
            told = json.loads(message)
            if "ack" in told:
                assert told["status"] == 201, told
                self.acknowledged[told["ack"]] = told["id"]
                total[0] += 1
                if total[0] >= ENOUGH:
                    enough.set()
