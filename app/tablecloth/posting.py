"""Laying a thought on the tablecloth: the one verb behind the socket and the form."""

import hashlib
import json
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session, col, select

from app.cafes import reading as cafes
from app.cafes.models import LogbookEntry, Phase, Role
from app.db import now, plain
from app.errors import BadInput, CafeIsClosed, KeyUsedTwice, NotAllowed, NotFound, NotYourTable, RoundIsOver, marked
from app.events import ContributionPosted, ParticipantMoved, record
from app.tablecloth.models import TEXT_LIMIT, Category, Contribution, Kind, Pen, Scribe
from app.tablecloth.situation import Situation, situation
from app.tables import reading as tables
from app.texts import bounded

GRACE = timedelta(seconds=60)
"""How far phones' clocks may be off: what was written up to this long after the bell still counts as in time."""


@dataclass(frozen=True)
class Draft:
    """A contribution as a device sends it; nothing in it is trusted yet."""

    key: str
    text: str
    round_no: int
    table_id: int
    kind: Kind = Kind.idea
    category: Category | None = None
    pen: Pen = Pen.black
    brought_from_table_no: int | None = None
    brought_from_id: int | None = None
    author_id: int | None = None
    composed_at: datetime | None = None

    @property
    def digest(self) -> str:
        """Tells whether two sendings under one key are the same."""
        told = [
            self.text,
            self.round_no,
            self.table_id,
            self.kind,
            self.category,
            self.brought_from_table_no,
            self.brought_from_id,
            self.author_id,
        ]
        return hashlib.sha256(json.dumps(told).encode()).hexdigest()


def post(db: Session, cafe_id: int, participant_id: int | None, draft: Draft) -> int:
    """Lays a draft on its table's cloth, or finds what was laid under the same key before; the contribution's id.

    `participant_id` none means the café's host writes. Raises BadInput, NotYourTable, RoundIsOver, KeyUsedTwice,
    CafeIsClosed, NotAllowed, NotFound; after any of them nothing has changed.
    """
    sender = Sender(cafe_id, participant_id)
    found = situation(
        db,
        cafe_id,
        participant_id,
        device=sender.device,
        key=draft.key,
        round_no=draft.round_no,
        table_id=draft.table_id,
    )
    if found.same_id is not None:
        if found.same_sent != draft.digest:
            raise KeyUsedTwice
        return found.same_id
    contribution_id: int = db.execute(_LAY, _contribution(db, sender, found, draft)).scalar_one()
    posted = ContributionPosted(
        cafe_id=cafe_id, actor=sender.device, contribution_id=contribution_id, table_id=draft.table_id
    )
    record(db, posted)
    return contribution_id


_LAY = sa.insert(plain(Contribution)).returning(col(Contribution.id))


@dataclass(frozen=True)
class Sender:
    """Who sends a draft: a participant's phone, or the café's host."""

    cafe_id: int
    participant_id: int | None

    @property
    def device(self) -> str:
        """Names what a contribution was sent from; its keys are its own."""
        return f"p{self.participant_id}" if self.participant_id else "host"


def _contribution(db: Session, sender: Sender, found: Situation, draft: Draft) -> dict[str, Any]:
    """The draft, checked against the room and the clock, as a row."""
    if found.phase == Phase.closed:
        raise CafeIsClosed
    if sender.participant_id and not found.is_here:
        raise NotFound
    text = bounded("text", draft.text, TEXT_LIMIT, required=True, lines=True)
    if found.round_id is None or found.table_id is None:
        raise NotFound
    if sender.participant_id and found.seat_table_id != found.table_id:
        must_have_sat_there(db, sender, found.table_id)
    must_be_in_time(found, draft.composed_at)
    author_id, scribe = _author(db, sender, found.role, draft)
    origin_id, carried_id = _trail(db, sender.cafe_id, draft)
    return {
        "cafe_id": sender.cafe_id,
        "table_id": found.table_id,
        "round_id": found.round_id,
        "author_id": author_id,
        "scribe": scribe,
        "posted_by": sender.device,
        "key": draft.key,
        "first_sent": draft.digest,
        "kind": draft.kind,
        "category": draft.category,
        "pen": draft.pen,
        "text": text,
        "brought_from_table_id": origin_id,
        "brought_from_id": carried_id,
        "created_at": now(),
    }


def must_have_sat_there(db: Session, sender: Sender, table_id: int) -> None:
    """What was written before the host moved somebody still counts."""
    moves = db.exec(
        select(LogbookEntry).where(
            LogbookEntry.cafe_id == sender.cafe_id, LogbookEntry.kind == ParticipantMoved.__name__
        )
    )
    if not any(
        move.payload["participant_id"] == sender.participant_id and move.payload["from_table_id"] == table_id
        for move in moves
    ):
        raise NotYourTable


def must_be_in_time(found: Situation, composed_at: datetime | None) -> None:
    """While the round runs, or written while it ran by a phone that had no net."""
    if found.is_running:
        return
    if found.ended_at and composed_at and composed_at <= found.ended_at + GRACE:
        return
    if found.ended_at is None:
        raise RoundIsOver(marked("Die Runde hat noch nicht begonnen. Dein Text bleibt hier stehen, bis es losgeht."))
    raise RoundIsOver


def _author(db: Session, sender: Sender, role: Role | None, draft: Draft) -> tuple[int | None, Scribe | None]:
    """Whose thought it is, and who typed it if that is somebody else."""
    if sender.participant_id and role != Role.table_device and draft.author_id in (None, sender.participant_id):
        return sender.participant_id, None
    scribe = _SCRIBES.get(role) if role else Scribe.host
    if scribe is None:
        raise NotAllowed(marked("Für andere schreiben hier nur die Gastgeber:innen und Tischgeräte."))
    author = cafes.participant(db, sender.cafe_id, draft.author_id) if draft.author_id else None
    return (author.id if author else None), scribe


_SCRIBES = {Role.table_host: Scribe.table_host, Role.table_device: Scribe.table_device}


def _trail(db: Session, cafe_id: int, draft: Draft) -> tuple[int | None, int | None]:
    """Ids of the other table, and perhaps of the line on its cloth, from where the thought was carried here."""
    if draft.brought_from_table_no is None:
        return None, None
    origin = next((each for each in tables.in_cafe(db, cafe_id) if each.number == draft.brought_from_table_no), None)
    if origin is None or origin.id == draft.table_id:
        raise BadInput("brought_from", marked("Von diesem Tisch kann der Gedanke nicht kommen."))
    if draft.brought_from_id is None:
        return origin.id, None
    carried = db.get(Contribution, draft.brought_from_id)
    if carried is None or carried.table_id != origin.id:
        raise BadInput("brought_from", marked("Diesen Gedanken gibt es an dem Tisch nicht."))
    return origin.id, carried.id
