"""The plug is pulled while a whole room writes: what was acknowledged is there, once, and the evening goes on."""

import asyncio
import contextlib
import json
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from time import monotonic, sleep, time
from typing import Any

import httpx
import pytest
from sqlmodel import Session, col, select
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import WebSocketException

from app.cafes.models import Cafe, LogbookEntry
from app.db import now, open_engine
from app.events import PhaseChanged
from app.rounds.models import Round
from tests.browser.server import Server

SETUP = {"title": "Abend", "tables": "2", "seats": "5", "rounds": "2", "minutes": "20", "round_ending": "clock"}
GUESTS = 6
ENOUGH = 120
"""Acknowledgements after which the plug is pulled."""
AHEAD = 25
"""Thoughts that each phone sends without waiting, so that many are half way when it happens."""


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    server = Server(tmp_path_factory.mktemp("server"))
    server.start()
    yield server
    server.stop()


@pytest.fixture
def room(server: Server) -> Iterator["Room"]:
    with contextlib.ExitStack() as devices:
        yield Room(server, devices)


@dataclass
class Guest:
    """A phone that keeps what was not acknowledged, as the outbox does."""

    client: httpx.Client
    table: int
    number: int
    sent: dict[str, dict[str, Any]] = field(default_factory=dict)
    acknowledged: dict[str, int] = field(default_factory=dict)

    def thought(self) -> dict[str, Any]:
        key = f"guest-{self.number}-thought-{len(self.sent)}"
        self.sent[key] = {
            "key": key,
            "text": f"Gedanke {len(self.sent)} von {self.number}",
            "round": 1,
            "table": self.table,
            "composed_at": int(time() * 1000),
        }
        return self.sent[key]

    async def write(self, address: str, plug: "Plug") -> None:
        """Writes on until the line breaks."""
        cookies = "; ".join(f"{name}={value}" for name, value in self.client.cookies.items())
        headers = {"Cookie": cookies, "Origin": address.replace("ws", "http", 1).split("/cafes")[0]}
        with contextlib.suppress(OSError, WebSocketException):
            async with connect(address, additional_headers=headers, compression=None, proxy=None) as line:
                for _ in range(AHEAD):
                    await line.send(json.dumps({"post": self.thought()}))
                await self._go_on(line, plug)

    async def _go_on(self, line: ClientConnection, plug: "Plug") -> None:
        async for message in line:
            told = json.loads(message)
            if "ack" in told:
                assert told["status"] == 201, told
                self.acknowledged[told["ack"]] = told["id"]
                plug.one_more()
                await line.send(json.dumps({"post": self.thought()}))

    def send_again(self, key: str) -> None:
        """What the outbox does when the server is back."""
        for fields in self.sent.values():
            answer = self.client.post(
                f"/cafes/{key}/contributions", data=fields, headers={"Accept": "application/json"}
            ).json()
            assert answer["status"] == 201, answer
            assert self.acknowledged.setdefault(fields["key"], answer["id"]) == answer["id"]


@dataclass
class Plug:
    """Pulled once enough was acknowledged."""

    server: Server
    count: int = 0

    def one_more(self) -> None:
        self.count += 1
        if self.count == ENOUGH:
            self.server.kill()


class Room:
    """A café with its host and guests, the first round running."""

    def __init__(self, server: Server, devices: contextlib.ExitStack) -> None:
        self.server, self._devices = server, devices
        self.host = self._device()
        self.key = self.host.post("/cafes", data=SETUP).url.path.split("/")[2]
        tables = self.facts()["tables"]
        self.guests = [self._guest(number, tables[number % 2]) for number in range(GUESTS)]
        answer = self.host.post(f"/cafes/{self.key}/steps", data={"direction": "next", "expect": "0"})
        assert answer.status_code == 200

    def _guest(self, number: int, table: dict[str, Any]) -> Guest:
        guest = self._device()
        arrived = guest.post(f"/{table['join_token']}", data={"name": f"Gast {number}"})
        assert arrived.url.path.endswith("/table")
        return Guest(guest, table["id"], number)

    def _device(self) -> httpx.Client:
        device = httpx.Client(base_url=self.server.here, follow_redirects=True, trust_env=False, timeout=30)
        return self._devices.enter_context(device)

    def write_until_it_breaks(self) -> None:
        address = self.server.here.replace("http", "ws") + f"/cafes/{self.key}/live/table"
        plug = Plug(self.server)

        async def all_at_once() -> None:
            await asyncio.gather(*(guest.write(address, plug) for guest in self.guests))

        asyncio.run(all_at_once())

    def facts(self) -> dict[str, Any]:
        found: dict[str, Any] = self.host.get(f"/cafes/{self.key}/rehearsal").json()
        return found

    def harvest(self) -> Counter[str]:
        notes = self.host.get(f"/cafes/{self.key}/harvest.json").json()
        return Counter(each["text"] for each in notes["contributions"])

    def deadline(self) -> str:
        found = re.search(
            r'id="clock"[^>]*data-ends="(\d+)"', self.guests[0].client.get(f"/cafes/{self.key}/table").text
        )
        assert found, "no clock is running"
        return found[1]


@contextlib.contextmanager
def database(server: Server) -> Iterator[Session]:
    """What the server has kept."""
    engine = open_engine(f"sqlite:///{server.folder / 'tischdecke.db'}")
    with Session(engine) as db:
        yield db
    engine.dispose()


def test_nothing_acknowledged_is_lost_and_nothing_is_there_twice(server: Server, room: Room) -> None:
    deadline = room.deadline()
    room.write_until_it_breaks()
    acknowledged = {guest.sent[key]["text"] for guest in room.guests for key in guest.acknowledged}
    sent = Counter(thought["text"] for guest in room.guests for thought in guest.sent.values())
    assert ENOUGH <= len(acknowledged) < sent.total()

    server.start()
    kept = room.harvest()
    assert acknowledged <= kept.keys()
    assert set(kept.values()) == {1}
    assert room.deadline() == deadline
    for guest in room.guests:
        guest.send_again(room.key)
    assert room.harvest() == sent


def test_a_round_whose_time_ran_out_meanwhile_ends_by_itself_once(server: Server, room: Room) -> None:
    guest = room.guests[0]
    in_time = guest.thought()
    server.kill()
    with database(server) as db:
        cafe = db.exec(select(Cafe).where(Cafe.key == room.key)).one()
        round_ = db.exec(select(Round).where(Round.cafe_id == cafe.id, Round.number == 1)).one()
        round_.ends_at = now() - timedelta(seconds=5)
        db.add(round_)
        db.commit()

    server.start()
    until = monotonic() + 20
    while room.facts()["stage"] != "change":
        assert monotonic() < until, "the round did not end"
        sleep(0.1)
    guest.send_again(room.key)  # written in time, so it still counts
    assert room.harvest() == Counter([in_time["text"]])
    with database(server) as db:
        steps = select(LogbookEntry.actor).join(Cafe, col(Cafe.id) == LogbookEntry.cafe_id)
        steps = steps.where(Cafe.key == room.key, LogbookEntry.kind == PhaseChanged.__name__)
        assert db.exec(steps).all() == ["host", "clock"]
