"""Two servers on one PostgreSQL are one house: for cookies, screens and clocks, and when the database falls over."""

import asyncio
import contextlib
import json
import random
import re
from collections import Counter
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from datetime import timedelta
from statistics import median
from time import monotonic
from typing import Any
from uuid import uuid4

import httpx
import psycopg
import pytest
from sqlalchemy import Engine
from sqlmodel import Session, col, select
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed

from app import cli
from app.cafes.models import Cafe, LogbookEntry, Phase
from app.db import now, open_engine
from app.events import PhaseChanged
from app.live.socket import ENDED
from app.rehearsal.cursor import Cursor, Wish
from app.rehearsal.guests import Draft, Phone
from app.rehearsal.line import Tally
from app.rounds.models import Round
from app.tablecloth.models import Contribution
from tests.load.running import run
from tests.load.server import Nursery, Server
from tests.postgres import Cluster, private_cluster

pytestmark = pytest.mark.postgres

SETUP = {"title": "Abend", "tables": "2", "seats": "5", "rounds": "2", "minutes": "20", "round_ending": "clock"}
AT_MOST = 2.5
"""Seconds until a screen shows what happened at another server, if nothing told that server."""
MARGIN = 0.5
"""Seconds that this machine may be busy otherwise."""
SOON = 1.0
"""Seconds that it takes at most, on the median, if somebody does; a fraction of this where nothing else runs."""
REVOKED = 5.0
Pair = tuple[Server, Server]


@pytest.fixture(scope="module")
def cluster() -> Iterator[Cluster]:
    with private_cluster() as cluster:
        yield cluster


@pytest.fixture(scope="module")
def servers(
    cluster: Cluster, sound_nursery: Nursery, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[list[Server]]:
    """Three on one database; to and from the third no notification gets through."""
    database = cluster.fresh_database("house")
    folder = tmp_path_factory.mktemp("servers")
    servers = [
        Server(sound_nursery, folder / str(number), database=database, seed=seed)
        for number, seed in enumerate(("", "", "deaf"))
    ]
    try:
        for server in servers:
            server.begin()  # all at once: each finds an empty database or one that another is just making
        for server in servers:
            server.has_begun()
        yield servers
    finally:
        for server in servers:
            server.close()


@pytest.fixture
def pair(servers: list[Server]) -> Pair:
    return servers[0], servers[1]


@pytest.fixture
def deaf(servers: list[Server]) -> Pair:
    return servers[0], servers[2]


@pytest.fixture
def engine(cluster: Cluster) -> Iterator[Engine]:
    engine = open_engine(cluster.url_of("house"))
    yield engine
    engine.dispose()


class Device:
    """A browser without scripts that a load balancer sends to a server of its choice, request by request."""

    def __init__(self, key: str = "") -> None:
        self.key = key
        self.http = httpx.AsyncClient(trust_env=False, timeout=30)

    async def get(self, server: Server, path: str) -> httpx.Response:
        return await self.http.get(f"{server.address}/cafes/{self.key}/{path}")

    async def post(self, server: Server, path: str, **form: str) -> httpx.Response:
        return await self.http.post(f"{server.address}/cafes/{self.key}/{path}", data=form)

    async def lay(self, server: Server) -> None:
        answer = await self.http.post(f"{server.address}/cafes", data=SETUP)
        self.key = answer.headers["location"].split("/")[2]

    async def facts(self, server: Server) -> dict[str, Any]:
        found: dict[str, Any] = (await self.get(server, "rehearsal")).json()
        return found

    async def step(self, server: Server) -> None:
        version = (await self.facts(server))["version"]
        assert (await self.post(server, "steps", expect=str(version))).status_code == 303

    def headers(self, server: Server) -> dict[str, str]:
        cookies = "; ".join(f"{cookie.name}={cookie.value}" for cookie in self.http.cookies.jar)
        return {"Cookie": cookies, "Origin": server.address}


class Evening:
    """A café whose first round is on: its host, and Anna and Ben at the same table."""

    def __init__(self) -> None:
        self.host, self.anna, self.ben = Device(), Device(), Device()
        self.table = 0

    async def begin(self, first: Server, second: Server) -> "Evening":
        await self.host.lay(first)
        table = (await self.host.facts(second))["tables"][0]
        self.table = table["id"]
        for device, server, name in ((self.anna, first, "Anna"), (self.ben, second, "Ben")):
            device.key = self.host.key
            form = {"name": name, "arrival_key": uuid4().hex}
            assert (await device.http.post(f"{server.address}/{table['join_token']}", data=form)).status_code == 303
        await self.host.step(first)
        return self

    def thought(self, text: str, key: str = "") -> dict[str, Any]:
        return {"key": key or uuid4().hex, "text": text, "round": "1", "table": str(self.table)}


@contextlib.asynccontextmanager
async def an_evening(pair: Pair) -> AsyncIterator[Evening]:
    evening = Evening()
    try:
        yield await evening.begin(*pair)
    finally:
        await asyncio.gather(*(device.http.aclose() for device in (evening.host, evening.anna, evening.ben)))


class Screen:
    """One open page with its live line; `shown` holds each contribution with the moment it came."""

    def __init__(self, device: Device, server: Server, kind: str, socket: ClientConnection) -> None:
        self.device, self.server, self.kind, self._socket = device, server, kind, socket
        self.cursor = Cursor()
        self.html = ""
        self.closed: int | None = None

    async def fetch(self) -> None:
        page = (await self.device.get(self.server, self.kind)).text
        self.cursor.show(page)
        self.html += page

    async def follow(self) -> None:
        """Takes frames until the line is closed."""
        try:
            await self._socket.send(json.dumps(self.cursor.since))
            async for message in self._socket:
                told = json.loads(message)
                if "to" not in told:
                    continue
                self.html += told.get("html", "")
                wish = self.cursor.take(told)
                if wish is Wish.fetch:
                    await self.fetch()
                if wish is not Wish.nothing:
                    await self._socket.send(json.dumps(self.cursor.since))
        except ConnectionClosed:
            pass
        self.closed = self._socket.close_code

    async def shows(self, text: str, within: float) -> float:
        """Seconds until a text stands on it."""
        return await until(lambda: text in self.html, within)


async def until(condition: Callable[[], bool], within: float) -> float:
    """Seconds until something is so."""
    started = monotonic()
    while not condition():
        assert monotonic() - started < within, "it did not happen in time"
        await asyncio.sleep(0.005)
    return monotonic() - started


@contextlib.asynccontextmanager
async def screens(*wanted: tuple[Device, Server, str]) -> AsyncIterator[list[Screen]]:
    async with contextlib.AsyncExitStack() as lines:
        opened = []
        for device, server, kind in wanted:
            address = f"{server.address.replace('http', 'ws')}/cafes/{device.key}/live/{kind}"
            headers = device.headers(server)
            line = connect(address, additional_headers=headers, compression=None, proxy=None, max_size=None)
            opened.append(Screen(device, server, kind, await lines.enter_async_context(line)))
        for screen in opened:
            await screen.fetch()
        following = [asyncio.create_task(screen.follow()) for screen in opened]
        yield opened
        for task in following:
            task.cancel()
        await asyncio.gather(*following, return_exceptions=True)


def test_cookies_and_links_of_one_server_open_the_other(pair: Pair, capsys: pytest.CaptureFixture[str]) -> None:
    first, second = pair

    async def play() -> str:
        async with an_evening(pair) as evening:
            assert (await evening.host.get(second, "host")).status_code == 200
            assert (await evening.anna.get(second, "table")).status_code == 200
            link = re.search(r"door#(wall\.[\w-]+)", (await evening.host.get(first, "links")).text)
            assert link
            wall = Device(evening.host.key)
            assert (await wall.get(second, "wall")).status_code != 200
            assert (await wall.post(second, "devices", key=link[1])).status_code == 303
            assert (await wall.get(first, "wall")).status_code == 200
            await wall.http.aclose()
            return evening.host.key

    key = run(play())
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DATABASE_URL", first.url)
        assert cli.main(["host-link", key]) == 0
    secret = capsys.readouterr().out.strip().partition("#")[2]
    with httpx.Client(trust_env=False) as device:
        answer = device.post(f"{second.address}/cafes/{key}/devices", data={"key": secret})
        assert (answer.status_code, answer.headers["location"]) == (303, f"/cafes/{key}/host")
    assert not list(first.folder.glob("secret*")) + list(second.folder.glob("secret*"))


async def delays(pair: Pair, posts: int) -> list[float]:
    """Seconds until each of some thoughts stood on all four screens, and checks that all screens end alike."""
    first, second = pair
    found = []
    async with an_evening(pair) as evening:
        wanted = [(evening.anna, first, "table"), (evening.ben, second, "table")]
        walls = [(evening.host, first, "wall"), (evening.host, second, "wall")]
        async with screens(*wanted, *walls) as opened:
            for number in range(posts):
                writer, server = ((evening.anna, first), (evening.ben, second))[number % 2]
                text = f"Gedanke {number} von {server.port}"
                # No rhythm of ours may meet the rhythm in which the servers look by themselves.
                await asyncio.sleep(random.random() * 0.3)
                sent = asyncio.create_task(writer.post(server, "contributions", **evening.thought(text)))
                found.append(max(await asyncio.gather(*(screen.shows(text, 10) for screen in opened))))
                assert (await sent).status_code == 303
            fresh = Cursor()
            fresh.show((await evening.anna.get(second, "table")).text)
            for screen in opened[:2]:
                assert (screen.cursor.seq, screen.cursor.fp) == (fresh.seq, fresh.fp)
                assert screen.cursor.laid == fresh.laid
    return found


def test_a_thought_is_on_all_screens_at_once_and_soon_enough_when_no_notification_gets_through(
    pair: Pair, deaf: Pair
) -> None:
    told, untold = run(delays(pair, 10)), run(delays(deaf, 5))
    print(f"told: median {median(told):.3f} s; untold: median {median(untold):.3f} s, longest {max(untold):.3f} s")
    assert max(untold) < AT_MOST + MARGIN
    assert median(told) < SOON
    assert median(told) * 2 < median(untold)


def test_who_is_shown_out_at_one_server_is_out_at_the_other(deaf: Pair) -> None:
    """Also where no notification gets through: it is the logbook that says so."""
    first, second = deaf

    async def play() -> None:
        async with an_evening(deaf) as evening:
            wanted = [(evening.ben, "table"), (evening.host, "host"), (evening.host, "wall"), (evening.anna, "table")]
            async with screens(*((device, second, kind) for device, kind in wanted)) as (ben, host, wall, anna):
                people = (await evening.host.facts(first))["participants"]
                gone = next(person["id"] for person in people if person["name"] == "Ben")
                await evening.host.post(first, f"participants/{gone}/departure")
                await until(lambda: ben.closed == ENDED, REVOKED)
                assert (await evening.ben.get(second, "table")).status_code != 200
                assert (await evening.host.post(first, "links/renewal")).status_code == 303
                await until(lambda: host.closed == wall.closed == ENDED, REVOKED)
                assert anna.closed is None

    run(play())


def test_a_button_a_form_and_a_thought_sent_to_both_at_once_act_once(pair: Pair, engine: Engine) -> None:
    first, second = pair

    async def play() -> None:
        async with an_evening(pair) as evening:
            thoughts = [evening.thought(f"Gedanke {number}") for number in range(20)]
            evening.anna.http.headers["Accept"] = "application/json"
            sent = [evening.anna.post(server, "contributions", **each) for each in thoughts for server in pair]
            answers = [(answer.status_code, answer.json()["id"]) for answer in await asyncio.gather(*sent)]
            assert answers[::2] == answers[1::2]
            assert Counter(status for status, _ in answers) == {201: 40}
            assert len(set(answers)) == 20

            token = (await evening.host.facts(first))["tables"][0]["join_token"]
            form = {"name": "Carla", "arrival_key": uuid4().hex}
            newcomers = [Device(evening.host.key) for _ in pair]
            doors = [new.http.post(f"{at.address}/{token}", data=form) for new, at in zip(newcomers, pair, strict=True)]
            assert [answer.status_code for answer in await asyncio.gather(*doors)] == [303, 303]
            pages = [await new.get(at, "table") for new, at in zip(newcomers, pair, strict=True)]
            assert len({re.search(r'data-me="(\d+)"', page.text)[1] for page in pages}) == 1  # type: ignore[index]
            await asyncio.gather(*(new.http.aclose() for new in newcomers))

            version = str((await evening.host.facts(first))["version"])
            presses = [evening.host.post(pair[n % 2], "steps", expect=version) for n in range(40)]
            pressed = Counter(answer.status_code for answer in await asyncio.gather(*presses))
            assert pressed == {303: 1, 409: 39}
            assert (await evening.host.facts(second))["stage"] == "change"

    run(play())


def clock_steps(engine: Engine, keys: list[str]) -> Counter[str]:
    with Session(engine) as db:
        query = select(Cafe.key).join(LogbookEntry, col(LogbookEntry.cafe_id) == col(Cafe.id))
        query = query.where(LogbookEntry.kind == PhaseChanged.__name__, LogbookEntry.actor == "clock")
        return Counter(key for key in db.exec(query) if key in keys)


async def rounds_run_out(pair: Pair, engine: Engine, count: int) -> None:
    """So many cafés whose first round ends now; both servers see it, and it ends once."""
    hosts = [Device() for _ in range(count)]
    for host in hosts:
        await host.lay(pair[0])
        await host.step(pair[1])
    keys = [host.key for host in hosts]
    with Session(engine) as db:
        cafes = select(Cafe.id).where(col(Cafe.key).in_(keys))
        for round_ in db.exec(select(Round).where(col(Round.cafe_id).in_(cafes), Round.number == 1)):
            round_.ends_at = now() + timedelta(seconds=1)
            db.add(round_)
        db.commit()
    await until(lambda: clock_steps(engine, keys).total() >= count, 15)
    looked_again = monotonic() + 1.2
    await until(lambda: monotonic() > looked_again, 5)  # both have looked twice more
    assert clock_steps(engine, keys) == Counter(keys)
    await asyncio.gather(*(host.http.aclose() for host in hosts))


def test_two_timekeepers_end_each_round_once(pair: Pair, engine: Engine) -> None:
    run(rounds_run_out(pair, engine, 5))


def test_wake_ups_come_back_after_their_line_was_cut(pair: Pair, cluster: Cluster) -> None:
    first, second = pair

    def cut() -> int:
        with psycopg.connect(cluster.url_of("house").replace("+psycopg", ""), autocommit=True) as admin:
            lines = (
                "SELECT pid FROM pg_stat_activity WHERE application_name = 'tischdecke wake-ups' AND datname = 'house'"
            )
            return len(admin.execute(f"SELECT pg_terminate_backend(pid) FROM ({lines}) AS line").fetchall())

    async def play() -> None:
        async with an_evening(pair) as evening, screens((evening.ben, second, "table")) as (ben,):
            assert cut() == 3
            assert (
                await evening.anna.post(first, "contributions", **evening.thought("Währenddessen"))
            ).status_code == 303
            await ben.shows("Währenddessen", AT_MOST + MARGIN)
            await until(lambda: cut_lines_are_back(cluster), 10)
            quick = [await seconds_to(evening, first, ben, f"Danach {number}") for number in range(5)]
            assert median(quick) < SOON

    run(play())


def cut_lines_are_back(cluster: Cluster) -> bool:
    with psycopg.connect(cluster.url_of("house").replace("+psycopg", "")) as admin:
        query = (
            "SELECT count(*) FROM pg_stat_activity WHERE application_name = 'tischdecke wake-ups' AND datname = 'house'"
        )
        return admin.execute(query).fetchone() == (3,)


async def seconds_to(evening: Evening, server: Server, screen: Screen, text: str) -> float:
    started = monotonic()
    assert (await evening.anna.post(server, "contributions", **evening.thought(text))).status_code == 303
    await screen.shows(text, 10)
    return monotonic() - started


def test_the_database_crashes_under_posting_and_nothing_is_lost_or_doubled(
    pair: Pair, cluster: Cluster, engine: Engine
) -> None:
    first, second = pair
    sent: dict[str, int] = {}

    async def write_on(phone: Phone, table: int, number: int, enough: Callable[[], bool]) -> None:
        count = 0
        while not enough():
            text = f"Gedanke {count} von {number}"
            sent[text] = await phone.post(Draft(text, "idea", "", 1, table), by_form=count % 5 == 4)
            count += 1

    async def play() -> str:
        async with an_evening(pair) as evening:
            table = (await evening.host.facts(first))["tables"][0]
            phones = [Phone(pair[number % 2].address, Tally()) for number in range(8)]
            for number, phone in enumerate(phones):
                await phone.join(table["join_token"], f"Gast {number}", "")
            crashes: list[int] = []
            writing: list[Awaitable[None]] = [
                write_on(phone, table["id"], number, lambda: len(crashes) > 2) for number, phone in enumerate(phones)
            ]

            async def crash() -> None:
                for wanted in (60, 150):
                    await until(lambda wanted=wanted: len(sent) >= wanted, 40)  # type: ignore[misc]
                    await asyncio.to_thread(cluster.restart)
                    crashes.append(len(sent))
                await until(lambda: len(sent) >= crashes[-1] + 60, 40)
                crashes.append(len(sent))

            await asyncio.gather(*writing, crash())
            await asyncio.gather(*(phone.leave() for phone in phones))
            async with screens((evening.ben, second, "table")) as (ben,):
                assert median([await seconds_to(evening, first, ben, f"Danach {n}") for n in range(5)]) < SOON
            return evening.host.key

    key = run(play())
    with Session(engine) as db:
        cafe = db.exec(select(Cafe).where(Cafe.key == key)).one()
        kept = db.exec(select(Contribution.text, Contribution.id).where(Contribution.cafe_id == cafe.id)).all()
        numbers = db.exec(select(LogbookEntry.seq).where(LogbookEntry.cafe_id == cafe.id)).all()
        assert cafe.phase == Phase.rounds
    assert {text: id_ for text, id_ in kept if not text.startswith("Danach")} == sent
    assert len(kept) == len(sent) + 5
    assert sorted(numbers) == list(range(1, cafe.head + 1))
    run(rounds_run_out(pair, engine, 2))
