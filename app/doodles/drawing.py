"""Drawing on a cloth: each stroke is kept at once, and my last one can be undone."""

from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy import bindparam
from sqlmodel import Session, select

from app.cafes import reading as cafes
from app.cafes.models import Phase, Role
from app.db import now, plain
from app.doodles.models import Doodle, Stroke
from app.doodles.paths import is_stroke
from app.errors import BadInput, CafeError, CafeIsClosed, NotFound, RoundIsOver, marked
from app.events import StrokeDrawn, StrokeUndone, record
from app.rounds import reading as rounds
from app.tablecloth import posting
from app.tablecloth.models import Contribution, Pen
from app.tablecloth.posting import Sender
from app.tablecloth.situation import Situation, situation

MOST_STROKES = 64
"""On one leaf, those undone not counted …"""
MOST_KEPT = 4 * MOST_STROKES
"""… and counted."""
LARGEST = 48 * 1024
"""Characters of all its strokes, so that a leaf never weighs more than a page."""
MOST_LEAVES = 8
"""That one device draws on a cloth in one round."""


class LeafIsFull(CafeError):
    status = 409
    sentence = marked("Dieses Blatt ist voll. Nimm einen Strich zurück, oder fang ein neues an.")


class EnoughLeaves(CafeError):
    status = 409
    sentence = marked("Mehr Zeichnungen von dir passen in dieser Runde nicht aufs Tischtuch.")


@dataclass(frozen=True)
class Draft:
    """A stroke as a device sends it; nothing in it is trusted yet."""

    doodle: str
    """The doodle's key; an unknown one begins a doodle."""
    key: str
    path: str
    round_no: int
    table_id: int
    pen: Pen = Pen.black
    beside: int | None = None
    """Id of the words that a new doodle is drawn beside."""
    composed_at: datetime | None = None


@dataclass(frozen=True)
class Kept:
    """Where a stroke has come to lie."""

    doodle_id: int
    stroke_id: int


def draw(db: Session, cafe_id: int, participant_id: int | None, draft: Draft) -> Kept:
    """Lays a stroke down, or finds what was drawn under the same keys before.

    `participant_id` none means the café's host. Raises BadInput, NotYourTable, RoundIsOver, CafeIsClosed, NotFound,
    LeafIsFull, EnoughLeaves; after any of them nothing has changed.
    """
    sender = Sender(cafe_id, participant_id)
    found = _doodle(db, sender, draft.doodle)
    if found and (same := _stroke(db, found, draft.key)):
        return Kept(found.id_, same.id_)
    if not is_stroke(draft.path):
        raise BadInput("path", marked("Diesen Strich konnten wir nicht lesen. Zeichne ihn noch einmal."))
    _must_fit(db, found, draft)
    doodle = _laid(db, sender, found, draft)
    stroke = Stroke(doodle_id=doodle.id_, key=draft.key, pen=draft.pen, path=draft.path)
    db.add(stroke)
    db.flush()
    _tell(db, StrokeDrawn, sender, doodle, stroke)
    return Kept(doodle.id_, stroke.id_)


def undo(db: Session, cafe_id: int, participant_id: int | None, doodle: str, stroke: str) -> None:
    """Takes a stroke of mine back for good, both named by their keys; once more changes nothing.

    Raises NotFound, CafeIsClosed.
    """
    cafes.open_for_changes(db, cafe_id)
    sender = Sender(cafe_id, participant_id)
    mine = _doodle(db, sender, doodle)
    undone = _stroke(db, mine, stroke) if mine else None
    if mine is None or undone is None:
        raise NotFound
    if undone.undone_at is not None:
        return
    undone.undone_at = now()
    undone.path = ""
    db.add(undone)
    _tell(db, StrokeUndone, sender, mine, undone)


def _tell(
    db: Session, happened: type[StrokeDrawn] | type[StrokeUndone], sender: Sender, doodle: Doodle, stroke: Stroke
) -> None:
    where = {"doodle_id": doodle.id_, "table_id": doodle.table_id, "stroke_id": stroke.id_}
    record(db, happened(cafe_id=sender.cafe_id, actor=sender.device, **where))


def _doodle(db: Session, sender: Sender, key: str) -> Doodle | None:
    """What this device has begun under this key; raises NotFound if it was taken back."""
    mine = select(Doodle).where(Doodle.cafe_id == sender.cafe_id, Doodle.posted_by == sender.device)
    found = db.exec(mine.where(Doodle.key == key)).first()
    if found and found.withdrawn_at:
        raise NotFound
    return found


def _stroke(db: Session, doodle: Doodle, key: str) -> Stroke | None:
    return db.exec(select(Stroke).where(Stroke.doodle_id == doodle.id, Stroke.key == key)).first()


def _must_fit(db: Session, doodle: Doodle | None, draft: Draft) -> None:
    if doodle is None:
        return
    kept, drawn, length = db.execute(_FILLED, {"doodle": doodle.id}).one()
    if kept >= MOST_KEPT or drawn >= MOST_STROKES or length + len(draft.path) > LARGEST:
        raise LeafIsFull


def _laid(db: Session, sender: Sender, doodle: Doodle | None, draft: Draft) -> Doodle:
    """The doodle to draw on: a new one after all rules about room and clock, mine as long as words may be mended."""
    if doodle is None:
        return _begun(db, sender, _met(db, sender, draft), draft)
    cafes.open_for_changes(db, sender.cafe_id)
    if sender.participant_id:
        cafes.participant(db, sender.cafe_id, sender.participant_id)
    drawn_in = rounds.by_number(db, sender.cafe_id, draft.round_no)
    if (doodle.table_id, doodle.round_id) != (draft.table_id, drawn_in.id):
        raise BadInput("doodle", marked("Dieses Blatt liegt auf einem anderen Tisch. Fang hier ein neues an."))
    return doodle


def _met(db: Session, sender: Sender, draft: Draft) -> Situation:
    """As for words: whoever sits at this table, while the round runs."""
    place = {"round_no": draft.round_no, "table_id": draft.table_id}
    met = situation(db, sender.cafe_id, sender.participant_id, device=sender.device, key=draft.doodle, **place)
    if met.phase == Phase.closed:
        raise CafeIsClosed
    if (sender.participant_id and not met.is_here) or met.round_id is None or met.table_id is None:
        raise NotFound
    if sender.participant_id and met.seat_table_id != met.table_id:
        posting.must_have_sat_there(db, sender, met.table_id)
    try:
        posting.must_be_in_time(met, draft.composed_at)
    except RoundIsOver as late:
        raise RoundIsOver(marked("Die Runde ist vorbei, dieser Strich kam zu spät aufs Tischtuch.")) from late
    return met


def _begun(db: Session, sender: Sender, met: Situation, draft: Draft) -> Doodle:
    assert met.table_id
    assert met.round_id
    place = {"cafe": sender.cafe_id, "device": sender.device, "table": met.table_id, "round": met.round_id}
    if sender.participant_id and db.execute(_LEAVES, place).scalar_one() >= MOST_LEAVES:
        raise EnoughLeaves
    doodle = Doodle(
        cafe_id=sender.cafe_id,
        table_id=met.table_id,
        round_id=met.round_id,
        author_id=None if met.role == Role.table_device else sender.participant_id,
        posted_by=sender.device,
        key=draft.doodle,
        contribution_id=_words_beside(db, met.table_id, draft.beside),
    )
    db.add(doodle)
    db.flush()
    return doodle


def _words_beside(db: Session, table_id: int, contribution_id: int | None) -> int | None:
    """The words on the same cloth; none if they were taken back meanwhile: what is drawn is not lost for that."""
    words = db.get(Contribution, contribution_id) if contribution_id else None
    return words.id if words and words.table_id == table_id and words.is_shown else None


_doodles, _strokes = plain(Doodle), plain(Stroke)
_is_drawn = _strokes.c.undone_at.is_(None)
_FILLED = sa.select(
    sa.func.count(),
    sa.func.count(sa.case((_is_drawn, 1))),
    sa.func.coalesce(sa.func.sum(sa.func.length(_strokes.c.path)), 0),
).where(_strokes.c.doodle_id == bindparam("doodle"))
_LEAVES = sa.select(sa.func.count()).where(
    _doodles.c.cafe_id == bindparam("cafe"),
    _doodles.c.posted_by == bindparam("device"),
    _doodles.c.table_id == bindparam("table"),
    _doodles.c.round_id == bindparam("round"),
    _doodles.c.withdrawn_at.is_(None),
)
