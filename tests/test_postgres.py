"""The same house on PostgreSQL: migrated, written by the one writer, read by the feed."""

import asyncio
from collections.abc import Iterator

import pytest
from sqlalchemy import Engine
from sqlmodel import select

from app.cafes import reading as cafes
from app.cafes.models import LogbookEntry
from app.db import open_engine, reading
from app.errors import BadInput
from app.migrating import migrate
from app.tablecloth import posting
from app.tablecloth import reading as tablecloth
from app.transactions import Writer, transaction
from tests import factories as make
from tests.postgres import private_postgres

pytestmark = pytest.mark.postgres


@pytest.fixture(scope="module")
def engine() -> Iterator[Engine]:
    with private_postgres() as url:
        engine = open_engine(url)
        migrate(engine)
        migrate(engine)
        yield engine
        engine.dispose()


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

    async def post_at_once() -> list[object]:
        writers = [Writer(engine, lambda cafe_ids: None) for _ in range(2)]
        for writer in writers:
            writer.start()
        wishes = []
        for number in range(60):
            text = "" if number % 10 == 0 else f"Gedanke {number}"
            draft = make.draft(text, table=table, key=f"pg-key-{number:04}")
            wishes.append(writers[number % 2].do(posting.post, cafe.id_, guests[number % 4].id_, draft))
        outcomes = await asyncio.gather(*wishes, return_exceptions=True)
        for writer in writers:
            await asyncio.to_thread(writer.stop)
        return list(outcomes)

    outcomes = asyncio.run(post_at_once())
    assert sum(isinstance(outcome, BadInput) for outcome in outcomes) == 6
    with reading(engine) as db:
        entries = db.exec(select(LogbookEntry).where(LogbookEntry.cafe_id == cafe.id).order_by(LogbookEntry.seq))
        numbers = [entry.seq for entry in entries]
        assert numbers == list(range(1, len(numbers) + 1))
        assert len(tablecloth.laid_in_cafe(db, cafes.by_id(db, cafe.id_))) == 54
