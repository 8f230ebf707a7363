"""Laying a thought on the tablecloth: the one verb behind the socket and the form."""

import hashlib
import json
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlmodel import Session, select

from app.cafes import reading as cafes
from app.cafes.models import Cafe, LogbookEntry, Participant, Role
from app.errors import BadInput, KeyUsedTwice, NotAllowed, NotYourTable, RoundIsOver, marked
from app.events import ContributionPosted, ParticipantMoved, record
from app.rounds import reading as rounds
from app.rounds.models import Round
from app.seating import reading as seating
from app.tablecloth.models import TEXT_LIMIT, Category, Contribution, Kind, Pen, Scribe
from app.tables import reading as tables
from app.tables.models import Table
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


def post(db: Session, cafe_id: int, participant_id: int | None, draft: Draft) -> Contribution:
    """Lays a draft on its table's cloth, or finds what was laid under the same key before.

    `participant_id` none means the café's host writes. Raises BadInput, NotYourTable, RoundIsOver, KeyUsedTwice,
    CafeIsClosed, NotAllowed, NotFound; after any of them nothing has changed.
    """
    cafe = cafes.open_for_changes(db, cafe_id)
    writer = cafes.participant(db, cafe_id, participant_id) if participant_id else None
    posted_by = _device(writer)
    if same := _sent_before(db, cafe_id, posted_by, draft):
        return same
    contribution = _contribution(db, cafe, writer, draft)
    db.add(contribution)
    db.flush()
    record(
        db,
        ContributionPosted(
            cafe_id=cafe_id,
            actor=posted_by,
            contribution_id=contribution.id_,
            table_id=contribution.table_id,
        ),
    )
    return contribution


def _device(writer: Participant | None) -> str:
    """Names what a contribution was sent from; its keys are its own."""
    return f"p{writer.id_}" if writer else "host"


def _sent_before(db: Session, cafe_id: int, posted_by: str, draft: Draft) -> Contribution | None:
    """What this device laid under the same key; raises KeyUsedTwice if that was something else."""
    query = select(Contribution).where(Contribution.cafe_id == cafe_id, Contribution.posted_by == posted_by)
    same = db.exec(query.where(Contribution.key == draft.key)).first()
    if same is not None and same.first_sent != draft.digest:
        raise KeyUsedTwice
    return same


def _contribution(db: Session, cafe: Cafe, writer: Participant | None, draft: Draft) -> Contribution:
    """The draft, checked against the room and the clock; not in the database yet."""
    text = bounded("text", draft.text, TEXT_LIMIT, required=True, lines=True)
    round_ = rounds.by_number(db, cafe.id_, draft.round_no)
    table = tables.by_id(db, cafe.id_, draft.table_id)
    if writer is not None:
        _must_sit_there(db, cafe, round_, table, writer)
    _must_be_in_time(round_, draft)
    author_id, scribe = _author(db, cafe, writer, draft)
    origin_id, carried_id = _trail(db, cafe, table, draft)
    return Contribution(
        cafe_id=cafe.id_,
        table_id=table.id_,
        round_id=round_.id_,
        author_id=author_id,
        scribe=scribe,
        posted_by=_device(writer),
        key=draft.key,
        first_sent=draft.digest,
        kind=draft.kind,
        category=draft.category,
        pen=draft.pen,
        text=text,
        brought_from_table_id=origin_id,
        brought_from_id=carried_id,
    )


def _must_sit_there(db: Session, cafe: Cafe, round_: Round, table: Table, writer: Participant) -> None:
    """Where one sits, or where one sat in the same round before the host moved one."""
    seat = seating.seat_of(db, round_, writer.id_)
    if seat is not None and seat.table_id == table.id:
        return
    moves = db.exec(
        select(LogbookEntry).where(LogbookEntry.cafe_id == cafe.id, LogbookEntry.kind == ParticipantMoved.__name__)
    )
    if not any(
        move.payload["participant_id"] == writer.id and move.payload["from_table_id"] == table.id for move in moves
    ):
        raise NotYourTable


def _must_be_in_time(round_: Round, draft: Draft) -> None:
    """While the round runs, or written while it ran by a phone that had no net."""
    if round_.is_running:
        return
    if round_.ended_at and draft.composed_at and draft.composed_at <= round_.ended_at + GRACE:
        return
    if round_.ended_at is None:
        raise RoundIsOver(marked("Die Runde hat noch nicht begonnen. Dein Text bleibt hier stehen, bis es losgeht."))
    raise RoundIsOver


def _author(db: Session, cafe: Cafe, writer: Participant | None, draft: Draft) -> tuple[int | None, Scribe | None]:
    """Whose thought it is, and who typed it if that is somebody else."""
    if writer is not None and writer.role != Role.table_device and draft.author_id in (None, writer.id):
        return writer.id, None
    scribe = _SCRIBES.get(writer.role) if writer else Scribe.host
    if scribe is None:
        raise NotAllowed(marked("Für andere schreiben hier nur die Gastgeber:innen und Tischgeräte."))
    author = cafes.participant(db, cafe.id_, draft.author_id) if draft.author_id else None
    return (author.id if author else None), scribe


_SCRIBES = {Role.table_host: Scribe.table_host, Role.table_device: Scribe.table_device}


def _trail(db: Session, cafe: Cafe, table: Table, draft: Draft) -> tuple[int | None, int | None]:
    """Ids of the other table, and perhaps of the line on its cloth, from where the thought was carried here."""
    if draft.brought_from_table_no is None:
        return None, None
    origin = next((each for each in tables.in_cafe(db, cafe.id_) if each.number == draft.brought_from_table_no), None)
    if origin is None or origin.id == table.id:
        raise BadInput("brought_from", marked("Von diesem Tisch kann der Gedanke nicht kommen."))
    if draft.brought_from_id is None:
        return origin.id, None
    carried = db.get(Contribution, draft.brought_from_id)
    if carried is None or carried.table_id != origin.id:
        raise BadInput("brought_from", marked("Diesen Gedanken gibt es an dem Tisch nicht."))
    return origin.id, carried.id
