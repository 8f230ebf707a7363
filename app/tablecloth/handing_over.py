"""The handover card: what the table host tells the next guests."""

from collections.abc import Sequence

from sqlmodel import Session, select

from app.cafes import reading as cafes
from app.cafes.models import Role
from app.db import now
from app.errors import BadInput, NotAllowed, marked
from app.events import HandoverWritten, record
from app.rounds import reading as rounds
from app.seating import reading as seating
from app.tablecloth.models import CARD_LIMIT, POINTS, Handover
from app.tables import reading as tables
from app.texts import bounded


def write(
    db: Session,
    cafe_id: int,
    participant_id: int | None,
    *,
    table_id: int,
    round_no: int,
    points: Sequence[str],
    open_question: str,
) -> Handover:
    """Writes or rewrites the card of a table and round; `participant_id` none means the café's host.

    Raises NotAllowed for anyone but this table's host or device, BadInput for an empty card or too long a line.
    """
    cafe = cafes.open_for_changes(db, cafe_id)
    round_ = rounds.by_number(db, cafe_id, round_no)
    table = tables.by_id(db, cafe_id, table_id)
    if participant_id is not None:
        person = cafes.participant(db, cafe_id, participant_id)
        seat = seating.seat_of(db, round_, participant_id)
        if person.role == Role.traveller or seat is None or seat.table_id != table.id:
            raise NotAllowed(marked("Die Übergabekarte schreibt, wer an diesem Tisch Gastgeber:in ist."))
    written = [bounded(f"point-{at}", point, CARD_LIMIT) for at, point in enumerate(points[:POINTS], 1)]
    question = bounded("open_question", open_question, CARD_LIMIT)
    if not question and not any(written):
        raise BadInput("point-1", marked("Schreib wenigstens einen Punkt oder eine offene Frage auf die Karte."))
    card = db.exec(select(Handover).where(Handover.table_id == table.id, Handover.round_id == round_.id)).first()
    card = card or Handover(cafe_id=cafe.id_, table_id=table.id_, round_id=round_.id_)
    card.point_1, card.point_2, card.point_3 = (*written, "", "", "")[:POINTS]
    card.open_question = question
    card.written_at = now()
    db.add(card)
    actor = f"p{participant_id}" if participant_id else "host"
    record(db, HandoverWritten(cafe_id=cafe_id, actor=actor, table_id=table.id_, round_id=round_.id_))
    return card
