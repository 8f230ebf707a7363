"""The one writer when the disk fails in the middle of a batch."""

import asyncio
import sqlite3

from sqlalchemy import Engine
from sqlalchemy.exc import OperationalError
from sqlmodel import Session, select

from app.cafes.models import Cafe, LogbookEntry
from app.db import reading
from app.errors import TooBusy
from app.tablecloth import posting
from app.tablecloth.models import Contribution
from app.transactions import Writer, transaction
from tests import factories as make


def test_what_sqlite_rolls_back_in_the_middle_of_a_batch_is_not_acknowledged(engine: Engine) -> None:
    """After an I/O error SQLite ends the transaction by itself; what comes next must not be saved piece by piece."""
    with transaction(engine) as db:
        cafe = make.cafe(db)
        table = make.table(db, cafe)
        anna = make.guest(db, cafe, "Anna", table=table)
        make.step(db, cafe)
    with reading(engine) as db:
        head = db.exec(select(Cafe.head)).one()

    def fail(db: Session) -> None:
        cause = sqlite3.OperationalError("disk I/O error")
        cause.sqlite_errorcode = sqlite3.SQLITE_IOERR_READ
        db.connection().connection.rollback()
        raise OperationalError("SELECT", None, cause)

    async def at_once() -> list[object]:
        writer = Writer(engine, lambda cafe_ids: None)
        drafts = [make.draft(f"Gedanke {number}", table=table, key=f"key-{number:05}") for number in range(2)]
        first, second = (writer.do(posting.post, cafe.id_, anna.id_, draft) for draft in drafts)
        wishes = asyncio.gather(first, writer.do(fail), second, return_exceptions=True)
        await asyncio.sleep(0)
        writer.start()
        outcomes = await wishes
        await asyncio.to_thread(writer.stop)
        return list(outcomes)

    outcomes = asyncio.run(at_once())
    assert [type(outcome) for outcome in outcomes if isinstance(outcome, TooBusy)] != []
    with reading(engine) as db:
        stored = list(db.exec(select(Contribution)))
        entries = [entry for entry in db.exec(select(LogbookEntry)) if entry.seq > head]
        assert len(stored) == len(entries) == sum(not isinstance(each, Exception) for each in outcomes)
        assert db.exec(select(Cafe.head)).one() == head + len(entries)
