"""Bugs that somebody could really write, each to be put into the running app from outside and to be found out.

None of them is a switch in the product: each takes the place of one of its functions for as long as a test runs.
"""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any

import pytest
from sqlmodel import Session, select, text

from app import broadcasts, transactions
from app.cafes.models import Cafe
from app.evening import stepping
from app.live import feed
from app.live.topics import Audience, Frame
from app.rehearsal.cursor import Cursor
from app.tablecloth import mending, posting
from app.tablecloth.posting import Draft

Seed = Callable[[pytest.MonkeyPatch], None]


@dataclass(frozen=True)
class Bug:
    """`breaks` names the invariants that may be the first to find it."""

    seed: Seed
    breaks: frozenset[str]


BUGS: dict[str, Bug] = {}


def bug(*breaks: str) -> Callable[[Seed], Seed]:
    def enter(seed: Seed) -> Seed:
        BUGS[seed.__name__] = Bug(seed, frozenset(breaks))
        return seed

    return enter


@bug("I1", "I2", "I8")
def no_deduplication(patch: pytest.MonkeyPatch) -> None:
    """A draft that is sent again is laid again."""
    post, seen = posting.post, dict[tuple[int | None, str], int]()

    def lay(db: Session, cafe_id: int, participant_id: int | None, draft: Draft) -> Any:
        key = participant_id, draft.key
        seen[key] = seen.get(key, 0) + 1
        again = replace(draft, key=f"{draft.key}-{seen[key]}") if seen[key] > 1 else draft
        return post(db, cafe_id, participant_id, again)

    patch.setattr(posting, "post", lay)


@bug("I1")
def acknowledged_before_the_commit(patch: pytest.MonkeyPatch) -> None:
    """The answer goes out when the verb has run; whether the disk takes it shows later."""
    do = transactions.Writer.do

    async def hasty(self: transactions.Writer, verb: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
        loop = asyncio.get_running_loop()
        early: asyncio.Future[Any] = loop.create_future()

        def told(db: Session) -> Any:
            result = verb(db, *args, **kwargs)
            loop.call_soon_threadsafe(lambda: early.done() or early.set_result(result))
            return result

        late = loop.create_task(do(self, told))
        await asyncio.wait((early, late), return_when=asyncio.FIRST_COMPLETED)
        late.add_done_callback(lambda done: done.cancelled() or done.exception())
        return early.result() if early.done() else late.result()

    patch.setattr(transactions.Writer, "do", hasty)


@bug("I5", "I7")
def no_check_of_the_chain(patch: pytest.MonkeyPatch) -> None:
    """The phone takes a frame although something is missing before it."""
    take = Cursor.take
    patch.setattr(Cursor, "take", lambda self, frame: take(self, frame | {"prev": min(frame["prev"], self.seq)}))


@bug("I5", "I7", "I12")
def no_comparison_of_fingerprints(patch: pytest.MonkeyPatch) -> None:
    """Who comes back from a history that was lost is told what is newer than its number, as if nothing had been."""

    def catch_up(db: Session, cafe: Cafe, templates: Any, since: int, _fp: str, topic: str) -> Any:
        return broadcasts.draw(db, templates, cafe.id_, since, None, [topic])

    patch.setattr(broadcasts, "catch_up", catch_up)


@bug("I5", "I12")
def fingerprints_of_kinds_alone(patch: pytest.MonkeyPatch) -> None:
    """The running check forgets when something happened; what happens after a restored backup may look the same."""
    whole, then = transactions.fingerprint_of, datetime(2026, 11, 22, tzinfo=UTC)
    patch.setattr(
        transactions, "fingerprint_of", lambda *told, at, actor, **more: whole(*told, at=then, actor="", **more)
    )


@bug("I4", "I5", "I7")
def numbers_of_a_sequence(patch: pytest.MonkeyPatch) -> None:
    """Numbers are handed out when a transaction begins: of two at once the one with the higher may be saved first."""
    number_events, owed = transactions.number_events, list[int]()

    def renumber(db: Session, cafe_id: int, old: int, new: int, head: int) -> None:
        db.execute(
            text("UPDATE logbook SET seq = :new WHERE cafe_id = :cafe AND seq = :old").bindparams(
                new=new, cafe=cafe_id, old=old
            )
        )
        db.execute(text("UPDATE cafes SET head = :head WHERE id = :cafe").bindparams(head=head, cafe=cafe_id))

    def handed_out_early(db: Session) -> set[int]:
        happened = number_events(db)
        db.flush()
        for cafe_id in happened:
            head = db.exec(select(Cafe.head).where(Cafe.id == cafe_id)).one()
            if owed and owed[0] < head - 1:
                renumber(db, cafe_id, head, owed.pop(), head - 1)
            elif not owed:
                owed.append(head)  # another transaction has it, and is still on its way
                renumber(db, cafe_id, head, head + 1, head + 1)
        return happened

    patch.setattr(transactions, "number_events", handed_out_early)


@bug("I5", "I7")
def the_filter_hides_gaps(patch: pytest.MonkeyPatch) -> None:
    """A table's stream says nothing of what it left out, so every frame seems to join on wherever a screen stands."""
    frame_for = feed.frame_for

    def joins_on_everywhere(topic: str, *told: Any, **more: Any) -> Frame:
        frame = frame_for(topic, *told, **more)
        return frame if frame.reset else replace(frame, prev=0)

    patch.setattr(feed, "frame_for", joins_on_everywhere)


@bug("I9")
def plain_advance(patch: pytest.MonkeyPatch) -> None:
    """A step on whatever the host saw when pressing."""
    step = stepping.step

    def anyhow(db: Session, cafe_id: int, *, by: int, expect: int) -> Any:
        version = db.exec(select(Cafe.version).where(Cafe.id == cafe_id)).one()
        return step(db, cafe_id, by=by, expect=version)

    patch.setattr(stepping, "step", anyhow)


@bug("I11")
def nobody_is_shown_out(patch: pytest.MonkeyPatch) -> None:
    """Who was seen off keeps the line that is open."""
    patch.setattr(Audience, "end", lambda self, who: None)


@bug("I5", "I7")
def a_verb_that_records_nothing(patch: pytest.MonkeyPatch) -> None:
    """Hiding a line changes the database and no screen."""
    patch.setattr(mending, "record", lambda db, event: None)
