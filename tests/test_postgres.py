"""The same house on PostgreSQL, and two writers on it at once: every verb acts once, whoever else is at work."""

import asyncio
import threading
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from time import monotonic
from typing import Any

import psycopg
import pytest
from fastapi.testclient import TestClient
from sqlalchemy import Engine, text
from sqlmodel import Session, col, func, select
from starlette.websockets import WebSocketDisconnect

from app import promises
from app.cafes import hosting
from app.cafes import reading as cafes
from app.cafes.models import Cafe, LogbookEntry, Participant, RoundEnding
from app.db import now, open_engine, reading
from app.errors import BadInput, MovedOn, NotSaved
from app.evening import stepping
from app.events import PhaseChanged
from app.main import build
from app.migrating import migrate, newest, revision
from app.rounds import reading as rounds
from app.seating import arriving
from app.secret_key import secret_key
from app.settings import Settings
from app.tablecloth import mending, posting
from app.tablecloth import reading as tablecloth
from app.tablecloth.models import Contribution, Star
from app.transactions import Writer, transaction
from tests import factories as make
from tests.cafes.test_deleting import delete_one_of_two
from tests.postgres import Cluster, private_cluster
from tests.web.test_rehearsals import begin, hurry, rows, wait_for

pytestmark = pytest.mark.postgres
__all__ = ["hurry"]


@pytest.fixture(scope="module")
def cluster() -> Iterator[Cluster]:
    with private_cluster() as cluster:
        yield cluster


@pytest.fixture(scope="module")
def engine(cluster: Cluster) -> Iterator[Engine]:
    engine = open_engine(cluster.url)
    migrate(engine)
    migrate(engine)
    yield engine
    engine.dispose()


@contextmanager
def two_writers(engine: Engine) -> Iterator[list[Writer]]:
    """As two servers have them."""
    writers = [Writer(engine, lambda cafe_ids: None) for _ in range(2)]
    for writer in writers:
        writer.start()
    yield writers
    for writer in writers:
        writer.stop()


def at_once(engine: Engine, wishes: Callable[[list[Writer]], list[Awaitable[Any]]]) -> list[Any]:
    """What becomes of these wishes, or the exception each ended with."""

    async def all_of_them(writers: list[Writer]) -> list[Any]:
        return list(await asyncio.gather(*wishes(writers), return_exceptions=True))

    with two_writers(engine) as writers:
        return asyncio.run(all_of_them(writers))


def numbers_have_no_gap(engine: Engine, cafe: Cafe) -> bool:
    with reading(engine) as db:
        entries = db.exec(select(LogbookEntry).where(LogbookEntry.cafe_id == cafe.id).order_by(col(LogbookEntry.seq)))
        numbers = [entry.seq for entry in entries]
        return numbers == list(range(1, cafes.by_id(db, cafe.id_).head + 1))


def test_an_evening_is_written_and_read(engine: Engine) -> None:
    with transaction(engine) as db:
        cafe = make.cafe(db)
        table = make.table(db, cafe)
        anna = make.guest(db, cafe, "Anna", table=table)
        make.step(db, cafe)
        make.contribution(db, cafe, anna, "Weniger Kanäle", table=table)
        make.step(db, cafe)
    with reading(engine) as db:
        same = cafes.by_key(db, cafe.key)
        entries = list(db.exec(select(LogbookEntry).where(LogbookEntry.cafe_id == same.id)))
        assert [entry.seq for entry in entries] == list(range(1, same.head + 1))
        assert entries[-1].fingerprint == same.fingerprint
        assert [laid.text for laid in tablecloth.laid_in_cafe(db, same)] == ["Weniger Kanäle"]


def test_two_writers_number_without_gap_and_one_failing_verb_takes_nothing_with_it(engine: Engine) -> None:
    with transaction(engine) as db:
        cafe = make.cafe(db)
        table = make.table(db, cafe)
        guests = [make.guest(db, cafe, table=table) for _ in range(4)]
        make.step(db, cafe)

    def posts(writers: list[Writer]) -> list[Awaitable[Any]]:
        return [
            writers[number % 2].do(
                posting.post,
                cafe.id_,
                guests[number % 4].id_,
                make.draft("" if number % 10 == 0 else f"Gedanke {number}", table=table, key=f"pg-key-{number:04}"),
            )
            for number in range(60)
        ]

    outcomes = at_once(engine, posts)
    assert sum(isinstance(outcome, BadInput) for outcome in outcomes) == 6
    assert numbers_have_no_gap(engine, cafe)
    with reading(engine) as db:
        assert len(tablecloth.laid_in_cafe(db, cafes.by_id(db, cafe.id_))) == 54


def test_a_thought_sent_to_both_at_once_lies_there_once_with_the_same_answer(engine: Engine) -> None:
    with transaction(engine) as db:
        cafe = make.cafe(db)
        table = make.table(db, cafe)
        anna = make.guest(db, cafe, table=table)
        make.step(db, cafe)
    drafts = [make.draft(f"Gedanke {number}", table=table) for number in range(40)]

    def both(writers: list[Writer]) -> list[Awaitable[Any]]:
        return [writer.do(posting.post, cafe.id_, anna.id_, draft) for draft in drafts for writer in writers]

    outcomes = at_once(engine, both)
    assert outcomes[::2] == outcomes[1::2]
    assert all(isinstance(outcome, int) for outcome in outcomes)
    with reading(engine) as db:
        assert len(tablecloth.laid_in_cafe(db, cafes.by_id(db, cafe.id_))) == len(drafts)
    assert numbers_have_no_gap(engine, cafe)


def test_a_join_form_sent_to_both_at_once_lets_one_guest_in(engine: Engine) -> None:
    with transaction(engine) as db:
        cafe = make.cafe(db)

    def arrive(db: Session, key: str) -> int:
        return arriving.arrive(db, cafes.locked(db, cafe.id_), arrival_key=key, name="Anna").id_

    keys = [f"form-{number}" for number in range(20)]
    outcomes = at_once(engine, lambda writers: [writer.do(arrive, key) for key in keys for writer in writers])
    assert outcomes[::2] == outcomes[1::2]
    with reading(engine) as db:
        guests = db.exec(select(Participant).where(Participant.cafe_id == cafe.id)).all()
    assert sorted(guest.number for guest in guests) == list(range(1, len(keys) + 1))


def test_forty_presses_of_the_same_button_act_once(engine: Engine) -> None:
    with transaction(engine) as db:
        cafe = make.cafe(db)

    def presses(writers: list[Writer]) -> list[Awaitable[Any]]:
        return [writers[n % 2].do(stepping.step, cafe.id_, by=stepping.ON, expect=0) for n in range(40)]

    outcomes = at_once(engine, presses)
    assert sum(isinstance(outcome, MovedOn) for outcome in outcomes) == 39
    with reading(engine) as db:
        assert cafes.by_id(db, cafe.id_).version == 1


def a_round_that_is_up(engine: Engine) -> tuple[Cafe, int]:
    """A café whose first round ended a second ago, and the number of entries so far."""
    with transaction(engine) as db:
        cafe = make.cafe(db, round_ending=RoundEnding.clock)
        make.guest(db, cafe)
        make.step(db, cafe)
        round_ = rounds.by_number(db, cafe.id_, 1)
        round_.ends_at = now() - timedelta(seconds=1)
        db.add(round_)
    return cafe, cafe.version


def ended_by_clock(engine: Engine, cafe: Cafe) -> int:
    with reading(engine) as db:
        query = select(func.count()).select_from(LogbookEntry)
        query = query.where(LogbookEntry.cafe_id == cafe.id, LogbookEntry.kind == PhaseChanged.__name__)
        return db.exec(query.where(LogbookEntry.actor == "clock")).one()


def test_two_timekeepers_end_a_round_once(engine: Engine) -> None:
    cafe, _ = a_round_that_is_up(engine)
    outcomes = at_once(engine, lambda both: [both[n % 2].do(stepping.end_if_due, cafe.id_) for n in range(20)])
    assert sorted(outcomes) == [False] * 19 + [True]
    assert ended_by_clock(engine, cafe) == 1


def test_cafes_in_any_order_at_two_servers_never_wait_for_each_other_in_a_circle(engine: Engine) -> None:
    with transaction(engine) as db:
        rooms = [make.cafe(db) for _ in range(4)]

    def touch(db: Session, cafe: Cafe) -> None:
        hosting.announce(db, cafes.locked(db, cafe.id_), "Gleich geht es los")

    def crossing(writers: list[Writer]) -> list[Awaitable[Any]]:
        return [writers[n % 2].do(touch, rooms[n * (3 if n % 2 else 1) % 4]) for n in range(200)]

    started = monotonic()
    assert at_once(engine, crossing) == [None] * 200
    assert monotonic() - started < 10, "a deadlock takes PostgreSQL a second to see"
    assert all(numbers_have_no_gap(engine, cafe) for cafe in rooms)


def test_a_line_that_is_cut_in_the_middle_loses_the_batch_and_nothing_else(engine: Engine, cluster: Cluster) -> None:
    with transaction(engine) as db:
        cafe = make.cafe(db)
        table = make.table(db, cafe)
        anna = make.guest(db, cafe, table=table)
        make.step(db, cafe)
    draft = make.draft("Was bleibt?", table=table)

    def cut(db: Session) -> None:
        own = db.execute(text("SELECT pg_backend_pid()")).scalar_one()
        with psycopg.connect(cluster.url.replace("+psycopg", ""), autocommit=True) as admin:
            admin.execute("SELECT pg_terminate_backend(%s)", (own,))
        db.execute(text("SELECT 1"))

    async def one_batch(writer: Writer) -> list[Any]:
        wishes = [
            asyncio.ensure_future(wish)
            for wish in (writer.do(posting.post, cafe.id_, anna.id_, draft), writer.do(cut), writer.do(cut))
        ]
        await asyncio.sleep(0)
        writer.start()
        outcomes = await asyncio.gather(*wishes, return_exceptions=True)
        return [*outcomes, await writer.do(posting.post, cafe.id_, anna.id_, draft)]

    writer = Writer(engine, lambda cafe_ids: None)
    *lost, kept = asyncio.run(one_batch(writer))
    writer.stop()
    assert [type(outcome) for outcome in lost] == [NotSaved] * 3
    assert isinstance(kept, int)
    with reading(engine) as db:
        assert len(tablecloth.laid_in_cafe(db, cafes.by_id(db, cafe.id_))) == 1


def test_what_was_saved_although_the_answer_got_lost_is_not_done_twice(
    engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    with transaction(engine) as db:
        cafe = make.cafe(db)
        table = make.table(db, cafe)
        anna, ben = make.guest(db, cafe, table=table), make.guest(db, cafe, table=table)
        make.step(db, cafe)
        thought = make.contribution(db, cafe, anna, table=table).id_
    draft = make.draft("Noch einer", table=table)
    commit = engine.dialect.do_commit

    def commit_and_break(connection: Any) -> None:
        monkeypatch.setattr(engine.dialect, "do_commit", commit)
        commit(connection)
        connection.driver_connection.close()
        raise psycopg.OperationalError("the line was cut")

    async def one_batch(writer: Writer) -> list[Any]:
        wishes = [
            asyncio.ensure_future(writer.do(mending.toggle_star, cafe.id_, ben.id_, thought)),
            asyncio.ensure_future(writer.do(posting.post, cafe.id_, anna.id_, draft)),
        ]
        await asyncio.sleep(0)
        monkeypatch.setattr(engine.dialect, "do_commit", commit_and_break)
        writer.start()
        outcomes = await asyncio.gather(*wishes, return_exceptions=True)
        return [*outcomes, await writer.do(posting.post, cafe.id_, anna.id_, draft)]

    writer = Writer(engine, lambda cafe_ids: None)
    star, post, again = asyncio.run(one_batch(writer))
    writer.stop()
    assert [type(star), type(post)] == [NotSaved, NotSaved]
    with reading(engine) as db:
        assert db.exec(select(Star.participant_id).where(Star.contribution_id == thought)).all() == [ben.id]
        texts = select(Contribution.id).where(Contribution.cafe_id == cafe.id, Contribution.text == "Noch einer")
        assert db.exec(texts).all() == [again]


def test_a_server_that_died_in_the_middle_lets_go_soon(engine: Engine) -> None:
    """Its machine may be gone without a word; the row it had locked must not stand still for hours."""
    with engine.connect() as connection:
        shown = {
            name: connection.execute(text(f"SHOW {name}")).scalar_one()
            for name in ("idle_in_transaction_session_timeout", "lock_timeout", "tcp_keepalives_idle")
        }
    assert shown == {"idle_in_transaction_session_timeout": "10s", "lock_timeout": "8s", "tcp_keepalives_idle": "10"}


def test_servers_that_start_at_once_migrate_once_and_share_one_secret(cluster: Cluster, tmp_path: Path) -> None:
    url = cluster.fresh_database("started_at_once")
    start = threading.Barrier(4)
    secrets: list[bytes] = []

    def begin(number: int) -> None:
        engine = open_engine(url)
        start.wait(10)
        migrate(engine)
        secrets.append(secret_key(Settings(data=tmp_path / str(number), DATABASE_URL=url), engine))
        engine.dispose()

    servers = [threading.Thread(target=begin, args=(number,)) for number in range(4)]
    for server in servers:
        server.start()
    for server in servers:
        server.join(60)
    assert len(secrets) == 4
    assert len(set(secrets)) == 1
    assert len(secrets[0]) == 32
    assert list(tmp_path.iterdir()) == []
    engine = open_engine(url)
    with engine.connect() as connection:
        assert revision(connection) == newest()
    engine.dispose()


def test_a_dump_is_the_whole_house(engine: Engine, cluster: Cluster, tmp_path: Path) -> None:
    """As docs/deploying.md says it."""

    def house(url: str) -> tuple[bytes, list[tuple[str, int, str]]]:
        opened = open_engine(url)
        with reading(opened) as db:
            heads = db.exec(select(Cafe.key, Cafe.head, Cafe.fingerprint).order_by(Cafe.key)).all()
        secret = secret_key(Settings(data=tmp_path, DATABASE_URL=url), opened)
        opened.dispose()
        return secret, list(heads)

    with transaction(engine) as db:
        make.step(db, make.cafe(db))
    whole = house(cluster.url)
    dump = cluster.home / "cafe.dump"
    cluster.run("pg_dump", "--format", "custom", "--file", dump, cluster.url.replace("+psycopg", ""))
    restored = cluster.fresh_database("restored")
    cluster.run("pg_restore", "--clean", "--if-exists", "--dbname", restored.replace("+psycopg", ""), dump)
    assert house(restored) == whole
    assert whole[1]


@pytest.fixture
def client(engine: Engine, cluster: Cluster, tmp_path: Path) -> Iterator[TestClient]:
    """A browser without scripts, on a running app."""
    app = build(Settings(data=tmp_path, DATABASE_URL=cluster.url))
    with TestClient(app, base_url="http://cafe.test", headers={"accept-language": "de"}) as client:
        yield client


def begun(client: TestClient) -> tuple[str, dict[str, str]]:
    """The path of a café in its first round, and a thought of Anna's whose cookie the client has now."""
    answer = client.post("/cafes", data={"title": "Abend", "tables": "1", "seats": "5", "rounds": "1", "minutes": "20"})
    path = f"/cafes/{answer.url.path.split('/')[2]}"
    table = client.get(f"{path}/rehearsal").json()["tables"][0]
    client.post(f"/{table['join_token']}", data={"name": "Anna"})
    client.post(f"{path}/steps", data={"expect": "0"})
    return path, {"key": "thought-of-anna", "text": "Weniger Kanäle", "round": "1", "table": str(table["id"])}


def test_a_deleted_cafe_leaves_nothing_and_takes_nothing_of_another(engine: Engine) -> None:
    with Session(engine) as db:
        delete_one_of_two(db)
        db.rollback()


@pytest.mark.usefixtures("hurry")
def test_a_rehearsal_is_played_and_goes_without_a_trace(client: TestClient, engine: Engine) -> None:
    path, _ = begun(client)
    copy = begin(client, path.split("/")[2])
    wait_for(lambda: len(client.get(f"/cafes/{copy}/rehearsal").json()["participants"]) >= 8)
    client.post(f"/cafes/{copy}/steps", data={"expect": "0"})
    wait_for(lambda: client.get(f"/cafes/{copy}/harvest.json").json()["contributions"])
    with reading(engine) as db:
        rehearsed, original = cafes.by_key(db, copy).id_, cafes.by_key(db, path.split("/")[2]).id_
    before = rows(client, of=original)
    assert rows(client, of=rehearsed)["contributions"]
    assert client.post(f"/cafes/{copy}/removal").url.path == f"{path}/host"
    assert set(rows(client, of=rehearsed).values()) == {0}
    assert rows(client, of=original) == before


def test_what_postgres_cannot_hold_is_refused_like_any_other_nonsense(client: TestClient) -> None:
    path, thought = begun(client)
    huge = "9" * 15
    answers = [
        client.get("/cafes/a%00b/table"),
        client.get(f"{path}/live/table?since={huge}{huge}"),
        client.post(f"{path}/contributions", data=thought | {"table": huge}),
        client.post(f"{path}/contributions", data=thought | {"round": huge}),
        client.post(f"{path}/contributions", data=thought | {"brought_from": f"1:{huge}"}),
        client.post(f"{path}/contributions/{huge}/withdrawal"),
        client.post(f"{path}/stars", data={"contribution": huge}),
        client.post(f"{path}/participants/{huge}/departure"),
    ]
    assert [answer.status_code for answer in answers if answer.status_code >= 500] == []
    assert client.post(f"{path}/contributions", data=thought, headers={"accept": "application/json"}).status_code == 201


def test_while_the_database_is_away_nothing_is_acknowledged_and_then_all_goes_on(
    client: TestClient, cluster: Cluster
) -> None:
    path, thought = begun(client)
    cluster.stop()
    try:
        page = client.get(f"{path}/table")
        assert (page.status_code, page.headers["retry-after"]) == (503, "2")
        assert "Die Datenbank antwortet gerade nicht" in page.text
        form = client.post(f"{path}/contributions", data=thought)
        assert form.status_code == 503
        assert thought["text"] in form.text
        answer = client.post(f"{path}/contributions", data=thought, headers={"accept": "application/json"})
        assert (answer.status_code, answer.json()["ack"]) == (503, thought["key"])
        with pytest.raises(WebSocketDisconnect), client.websocket_connect(f"{path}/live/table"):
            pass
        assert client.get("/health").status_code == 503
    finally:
        cluster.start()
    answer = client.post(f"{path}/contributions", data=thought, headers={"accept": "application/json"})
    assert answer.status_code == 201
    assert thought["text"] in client.get(f"{path}/table").text


@pytest.mark.parametrize("setting", ["fsync", "full_page_writes", "synchronous_commit"])
def test_a_database_that_forgets_is_refused(cluster: Cluster, setting: str) -> None:
    settings = Settings(DATABASE_URL=cluster.url)
    with promises.kept(settings):
        pass
    cluster.restart("fast", **{setting: "off"})
    try:
        with pytest.raises(promises.CannotStart, match=setting), promises.kept(settings):
            pass
    finally:
        cluster.restart("fast")


def test_a_database_that_is_not_there_is_told_without_its_password(cluster: Cluster) -> None:
    settings = Settings(DATABASE_URL=f"postgresql+psycopg://cafe:geheim@127.0.0.1:1/{cluster.port}")
    with pytest.raises(promises.CannotStart) as refusal, promises.kept(settings):
        pass
    assert "geheim" not in str(refusal.value)
