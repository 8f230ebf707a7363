"""A house that outgrew its SQLite moves to PostgreSQL: nobody in it notices."""

import json
import re
import sqlite3
import time
from collections.abc import Iterator
from dataclasses import replace
from difflib import unified_diff
from importlib import resources
from pathlib import Path
from typing import Any

import httpx
import pytest
from sqlalchemy import inspect, text
from sqlmodel import Session, col, func, or_, select
from websockets.sync.client import connect

from app import cli
from app.cafes.models import Cafe
from app.db import open_engine
from app.rehearsal.cursor import Cursor, Wish
from app.rehearsal.playing import Playing
from app.rehearsal.scenario import Line, Scenario, read
from app.rehearsal.telling import Progress
from app.synthesis.models import Sorting
from app.tablecloth.models import Contribution
from tests.load.running import run
from tests.load.server import Nursery, Server
from tests.photos import pictures
from tests.postgres import Cluster, private_cluster

pytestmark = pytest.mark.postgres

SETUP = {"title": "Abend", "tables": "2", "seats": "5", "rounds": "2", "minutes": "20", "round_ending": "clock"}
HOSTS = [
    "host",
    "cards",
    "links",
    "settings",
    "synthesis",
    "wall",
    "harvest",
    "harvest.json",
    "harvest.csv",
    "harvest.md",
]
GUESTS = ["table", "mine", "harvest"]


@pytest.fixture(scope="module")
def cluster() -> Iterator[Cluster]:
    with private_cluster() as cluster:
        yield cluster


@pytest.fixture
def home(sound_nursery: Nursery, tmp_path: Path) -> Iterator[Server]:
    """A server on SQLite."""
    server = Server(sound_nursery, tmp_path / "home")
    server.start()
    yield server
    server.close()


class Room:
    """A café in its first round: its host, Anna, and what Anna has on her screen."""

    def __init__(self, server: Server) -> None:
        self.host, self.anna = (httpx.Client(trust_env=False, timeout=30) for _ in range(2))
        self.server = server
        self.key = self.host.post(f"{server.address}/cafes", data=SETUP).headers["location"].split("/")[2]
        self.table = self.host.get(self.at("rehearsal")).json()["tables"][0]
        assert self.join(self.anna, "Anna").status_code == 303
        assert self.host.post(self.at("steps"), data={"expect": "0"}).status_code == 303
        self.cursor = Cursor()

    def at(self, page: str) -> str:
        return f"{self.server.address}/cafes/{self.key}/{page}"

    def join(self, device: httpx.Client, name: str) -> httpx.Response:
        return device.post(f"{self.server.address}/{self.table['join_token']}", data={"name": name})

    def post(self, words: str) -> int:
        fields = {"key": f"thought-{words}", "text": words, "round": "1", "table": str(self.table["id"])}
        answer = self.anna.post(self.at("contributions"), data=fields, headers={"Accept": "application/json"})
        assert answer.status_code == 201, answer.text
        return int(answer.json()["id"])

    def photograph(self) -> str:
        """Lays a photo down; where its pixels are."""
        fields = {"key": "photo-of-anna", "round": "1", "table": str(self.table["id"])}
        file = {"photo": ("photo.jpg", pictures.saved(pictures.paper(300, 200)), "image/jpeg")}
        answer = self.anna.post(self.at("photos"), data=fields, files=file, headers={"Accept": "application/json"})
        assert answer.status_code == 201, answer.text
        return f"photos/{answer.json()['id']}/album"

    def look(self) -> None:
        self.cursor.show(self.anna.get(self.at("table")).text)

    def hear(self) -> dict[str, Any]:
        """What the live line says to a screen that has seen as much as this one."""
        cookies = "; ".join(f"{cookie.name}={cookie.value}" for cookie in self.anna.cookies.jar)
        headers = {"Cookie": cookies, "Origin": self.server.address}
        address = self.at("live/table").replace("http", "ws", 1)
        with connect(address, additional_headers=headers, proxy=None) as line:
            line.send(json.dumps(self.cursor.since))
            while "to" not in (told := json.loads(line.recv(10))):
                pass
        return told

    def close(self) -> None:
        self.host.close()
        self.anna.close()


@pytest.fixture
def room(home: Server) -> Iterator[Room]:
    room = Room(home)
    yield room
    room.close()


def relocated(home: Server, to: str) -> int:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DATABASE_URL", to)
        return cli.main(["relocate", "--data", str(home.folder)])


def await_sorted(folder: Path) -> None:
    """Until no proposal is being worked out any more and every newcomer lies where the engine lays it."""
    engine = open_engine(f"sqlite:///{folder / 'tischdecke.db'}")
    newest = select(func.max(col(Contribution.id))).where(Contribution.cafe_id == Sorting.cafe_id).scalar_subquery()
    unfinished = select(Sorting).where(or_(col(Sorting.asked_at).is_not(None), newest > Sorting.seen_to))
    limit = time.monotonic() + 60
    while True:
        with Session(engine) as db:
            if db.exec(unfinished).first() is None:
                break
        assert time.monotonic() < limit, "the sorter has not come to an end"
    engine.dispose()


def still(page: str) -> str:
    """A page without the time of day, which differs from one look to the next."""
    page = re.sub(r'\b(data-(?:now|left|at)|name="(?:key|arrival_key)" value)="[^"]*"', "", page)
    page = re.sub(r"(?<=data-digits>)[\d:]+|Stand: .*? Uhr", "", page)
    return re.sub(r'"exported_at": ?"[^"]*"|(?<=datetime=)"[^"]*"', "", page)


def seen(devices: dict[str, tuple[httpx.Client, list[str]]], server: Server) -> dict[str, str]:
    """Every page of every device."""
    pages = {}
    for path, (device, names) in devices.items():
        for name in names:
            answer = device.get(f"{server.address}{path.partition(' ')[0]}/{name}")
            assert answer.status_code == 200, (path, name, answer.status_code)
            pages[f"{path}/{name}"] = still(answer.text)
    return pages


def differences(before: dict[str, str], after: dict[str, str]) -> list[str]:
    """The lines that changed, with their page; short enough to be read in a report."""
    assert before.keys() == after.keys()
    return [
        f"{name}: {line[:300]}"
        for name, page in before.items()
        if page != after[name]
        for line in unified_diff(page.splitlines(), after[name].splitlines(), lineterm="", n=0)
        if not line.startswith(("---", "+++", "@@"))
    ]


def device(cookies: httpx.Cookies) -> httpx.Client:
    return httpx.Client(cookies=cookies, trust_env=False, timeout=30)


def two_rounds() -> Scenario:
    """Of the written evening two rounds, and every other thought of them: something of each kind."""
    with resources.as_file(resources.files("app.rehearsal") / "evening.de.json") as file:
        whole = read(file)
    kept: dict[str, Line] = {}
    for number, line in enumerate(line for line in whole.lines if line.round <= 2):
        if line.brought_from in kept or (not line.brought_from and number % 2):
            kept[line.key] = line
    assert any(line.brought_from for line in kept.values())
    seats = {(person, number): table for (person, number), table in whole.seats.items() if number <= 2}
    cards = tuple(card for card in whole.cards if card.round <= 2)
    return replace(whole, rounds=whole.rounds[:2], seats=seats, lines=tuple(kept.values()), cards=cards)


def test_every_page_is_the_same_and_nobody_has_to_come_in_again(
    home: Server, room: Room, cluster: Cluster, sound_nursery: Nursery
) -> None:
    scenario = two_rounds()
    with Progress(scenario) as progress:
        playing = Playing(scenario, home.address, 1000, progress)
        assert run(playing.play()).problems == []
    await_sorted(home.folder)
    devices = {f"{playing.host.cafe} host": (device(playing.host._http.cookies), HOSTS)}
    for phone in list(playing.phones.values())[::5]:
        devices[f"{playing.host.cafe} {phone.id}"] = (device(phone._http.cookies), GUESTS)
    devices |= {f"/cafes/{room.key} host": (room.host, HOSTS), f"/cafes/{room.key} anna": (room.anna, GUESTS[:2])}
    room.post("vorher")
    photo = room.photograph()
    pixels = room.anna.get(room.at(photo)).content
    assert pixels.startswith(b"\xff\xd8\xff")
    room.look()
    newest = room.post("unterwegs")
    before = seen(devices, home)
    home.stop()

    there = Server(sound_nursery, home.folder / "there", database=cluster.fresh_database("moved"))
    there.port = home.port
    assert relocated(home, there.url) == 0
    there.start()
    room.server = there
    try:
        assert differences(before, seen(devices, there)) == []
        told = room.hear()
        assert (told["prev"], room.cursor.take(told)) == (room.cursor.seq - 1, Wish.nothing)
        assert newest in room.cursor.laid
        assert room.anna.get(room.at(photo)).content == pixels
        assert room.post("unterwegs") == newest
        assert room.post("nachher") > newest
        with httpx.Client(trust_env=False) as ben:
            assert room.join(ben, "Ben").status_code == 303
            assert ben.post(f"{there.address}/cafes", data=SETUP).status_code == 303
        assert "nachher" in room.anna.get(room.at("table")).text
    finally:
        there.close()
        for one, _ in devices.values():
            one.close()


def rows(url: str) -> int:
    """Cafés at an address."""
    engine = open_engine(url)
    with Session(engine) as db:
        found = len(db.exec(select(Cafe)).all())
    engine.dispose()
    return found


def test_it_moves_only_from_a_stopped_server_into_an_empty_database(
    home: Server,
    room: Room,
    cluster: Cluster,
    sound_nursery: Nursery,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    def refused(to: str, *, because: str, data: Path = home.folder) -> None:
        with pytest.MonkeyPatch.context() as patch:
            patch.delenv("DATABASE_URL", raising=False)
            assert cli.main(["relocate", "--data", str(data), "--to", to]) == 1
        assert because in capsys.readouterr().err

    empty = cluster.fresh_database("empty")
    refused(empty, because="running")
    home.stop()
    refused(empty, because="no SQLite database", data=tmp_path / "nothing")
    assert not (tmp_path / "nothing").exists()
    refused(f"sqlite:///{tmp_path}/other.db", because="has to be a PostgreSQL")
    refused(f"{cluster.url}-that-is-not-there", because="nothing was copied")

    foreign = cluster.fresh_database("foreign")
    engine = open_engine(foreign)
    with engine.begin() as connection:
        connection.execute(text("CREATE TABLE invoices (id int)"))
    refused(foreign, because="invoices")
    with engine.connect() as connection:
        assert inspect(connection).get_table_names() == ["invoices"]
    engine.dispose()

    with sqlite3.connect(home.folder / "tischdecke.db") as database:
        database.execute("UPDATE participants SET name = 'A' || char(0) || 'B'")
    refused(empty, because="NUL")
    assert rows(empty) == 0
    with sqlite3.connect(home.folder / "tischdecke.db") as database:
        database.execute("UPDATE participants SET name = 'Anna'")
    assert relocated(home, empty) == 0
    assert rows(empty) == 1
    refused(empty, because="not empty (cafes")

    started = cluster.fresh_database("started")
    other = Server(sound_nursery, tmp_path / "other", database=started)
    other.start()
    other.stop()
    refused(started, because="not empty (secrets)")
    with sqlite3.connect(home.folder / "tischdecke.db") as database:
        database.execute("UPDATE alembic_version SET version_num = '62df092c326c'")
    refused(cluster.fresh_database("newer"), because="another release")
