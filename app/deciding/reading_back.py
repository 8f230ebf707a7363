"""Each table reads its own summary before the harvest is released, and says whether it is right."""

from sqlmodel import Session

from app.cafes import reading as cafes
from app.cafes.models import Cafe, Phase
from app.db import now
from app.deciding import reading
from app.deciding.models import NOTE_LIMIT, Answer, ReadBack
from app.errors import MovedOn, NotYourTable, marked
from app.events import ReadBackAsked, ReadBackGiven, record
from app.seating import reading as seating
from app.tables import reading as tables
from app.texts import bounded

NOT_NOW = marked("Gegenlesen geht nur, solange sortiert wird.")


def ask(db: Session, cafe: Cafe) -> None:
    """Asks every table; asking again reaches tables that were laid since, and no answer gets lost."""
    _must_be_sorting(cafe)
    asked = reading.read_backs(db, cafe)
    new = [table for table in tables.in_cafe(db, cafe.id_) if table.id not in asked]
    db.add_all(ReadBack(cafe_id=cafe.id_, table_id=table.id_) for table in new)
    if new:
        db.flush()
        record(db, ReadBackAsked(cafe_id=cafe.id_))


def answer(
    db: Session, cafe_id: int, participant_id: int | None, *, table_id: int, said: Answer, note: str = ""
) -> None:
    """A table's answer, given or changed by anybody who sits there; `participant_id` none means the café's host.

    A note only goes with what is missing or wrong. Raises NotYourTable, BadInput, NotFound, MovedOn.
    """
    cafe = cafes.open_for_changes(db, cafe_id)
    _must_be_sorting(cafe)
    if participant_id is not None:
        person = cafes.participant(db, cafe_id, participant_id)
        if seating.table_id_now(db, cafe, person) != table_id:
            raise NotYourTable
    tables.standing(db, cafe_id, table_id)
    asked = reading.read_back(db, cafe, table_id)
    asked.note = "" if said == Answer.right else bounded("note", note, NOTE_LIMIT, lines=True)
    asked.answer = said
    asked.participant_id, asked.answered_at = participant_id, now()
    db.add(asked)
    actor = f"p{participant_id}" if participant_id else "host"
    record(db, ReadBackGiven(cafe_id=cafe_id, actor=actor, table_id=table_id))


def _must_be_sorting(cafe: Cafe) -> None:
    if cafe.phase != Phase.synthesis:
        raise MovedOn(NOT_NOW)
