"""Compares what phones were told with what is stored: every difference in words, and nothing but differences."""

from collections import Counter
from collections.abc import Iterator, Sequence

from sqlalchemy import Engine
from sqlmodel import Session, col, select

from app.cafes.models import Cafe, LogbookEntry
from app.db import open_engine
from app.events import ContributionPosted
from app.tablecloth.models import Contribution
from app.transactions import fingerprint_of
from tests.load.phones import Phone


def differences(url: str, cafe_key: str, phones: Sequence[Phone], *, all_sent: bool = True) -> list[str]:
    """What is wrong in the database of a server that has stopped; `all_sent` if the outboxes were emptied before."""
    engine = open_engine(url)
    try:
        return [*_unsound(engine), *_in_cafe(engine, cafe_key, phones, all_sent)]
    finally:
        engine.dispose()


def logbook(url: str, cafe_key: str, kind: str) -> list[str]:
    """Who did something of this kind, in order."""
    engine = open_engine(url)
    try:
        with Session(engine) as db:
            actors = select(LogbookEntry.actor).join(Cafe, col(Cafe.id) == LogbookEntry.cafe_id)
            actors = actors.where(Cafe.key == cafe_key, LogbookEntry.kind == kind)
            return list(db.exec(actors.order_by(col(LogbookEntry.seq))))
    finally:
        engine.dispose()


def _unsound(engine: Engine) -> Iterator[str]:
    if engine.dialect.name == "sqlite":
        with engine.connect() as connection:
            for pragma in ("integrity_check", "foreign_key_check"):
                told = connection.exec_driver_sql(f"PRAGMA {pragma}").scalars().all()
                if told not in (["ok"], []):
                    yield f"{pragma}: {told}"


def _in_cafe(engine: Engine, cafe_key: str, phones: Sequence[Phone], all_sent: bool) -> Iterator[str]:
    with Session(engine) as db:
        cafe = db.exec(select(Cafe).where(Cafe.key == cafe_key)).first()
        if cafe is None:
            yield "lost: the whole café"
            return
        stored = list(db.exec(select(Contribution).where(Contribution.cafe_id == cafe.id)))
        entries = select(LogbookEntry).where(LogbookEntry.cafe_id == cafe.id).order_by(col(LogbookEntry.seq))
        yield from _chain(cafe, list(db.exec(entries)), stored)
    by_key = {one.key: one for one in stored}
    composed = {key: text for phone in phones for key, text in phone.composed.items()}
    saved = {key: id_ for phone in phones for key, id_ in phone.saved.items()}
    yield from (f"lost: {key}, acknowledged as {id_}" for key, id_ in saved.items() if key not in by_key)
    yield from (
        f"renamed: {key} was {id_}, is {by_key[key].id}"
        for key, id_ in saved.items()
        if key in by_key and by_key[key].id != id_
    )
    yield from (f"doubled: {key}, {n}×" for key, n in Counter(one.key for one in stored).items() if n > 1)
    yield from (f"doubled: “{text}”, {n}×" for text, n in Counter(one.text for one in stored).items() if n > 1)
    yield from (f"phantom: {one.key} “{one.text}”" for one in stored if composed.get(one.key) != one.text)
    if all_sent:
        yield from (f"missing: {key}" for key in composed if key not in by_key)


def _chain(cafe: Cafe, entries: list[LogbookEntry], stored: list[Contribution]) -> Iterator[str]:
    """Numbers without a gap, each fingerprint from the one before, each contribution entered once."""
    if [entry.seq for entry in entries] != list(range(1, cafe.head + 1)):
        yield f"logbook: {len(entries)} entries, head {cafe.head}"
    before = ""
    for entry in entries:
        before = fingerprint_of(
            before, cafe.key, entry.seq, kind=entry.kind, actor=entry.actor, payload=entry.payload, at=entry.at
        )
        if before != entry.fingerprint:
            yield f"logbook: the fingerprint of {entry.seq} does not follow from those before"
            break
    if entries and entries[-1].fingerprint != cafe.fingerprint:
        yield "logbook: the café's fingerprint is not the last entry's"
    entered = Counter(e.payload["contribution_id"] for e in entries if e.kind == ContributionPosted.__name__)
    if entered != Counter(one.id for one in stored):
        yield f"logbook: enters {entered.total()} contributions, stored are {len(stored)}"
