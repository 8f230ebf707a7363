"""Lines between what lies on one cloth: somebody says that two contributions belong together, or no longer."""

from sqlmodel import Session, col, func, select

from app.cafes import reading as cafes
from app.errors import BadInput, NotFound, marked
from app.events import ConnectionDrawn, ConnectionErased, record
from app.seating import reading as seating
from app.tablecloth.mending import contribution
from app.tablecloth.models import Connection, Contribution
from app.tablecloth.posting import Sender, must_have_sat_there

MOST_LINES = 8
"""At one contribution; more cannot be told apart on the cloth."""


def connect(db: Session, cafe_id: int, participant_id: int | None, one_id: int, other_id: int) -> None:
    """Draws a line between two contributions, whichever is named first; one that is there already stays.

    `participant_id` none means the café's host, who may draw anywhere; guests draw at tables where they sit or sat.
    Raises BadInput, NotFound, NotYourTable, CafeIsClosed; after any of them nothing has changed.
    """
    sender = Sender(cafe_id, participant_id)
    first, second = _ends(db, sender, one_id, other_id)
    if _line(db, first, second) is not None:
        return
    for end in (first, second):
        if _lines_at(db, end) >= MOST_LINES:
            raise BadInput("second", marked("An einem Beitrag hängen höchstens %(most)d Linien."), most=MOST_LINES)
    db.add(Connection(cafe_id=cafe_id, first_id=first.id_, second_id=second.id_, drawn_by=sender.device))
    record(
        db,
        ConnectionDrawn(
            cafe_id=cafe_id,
            actor=sender.device,
            first_id=first.id_,
            second_id=second.id_,
            table_id=first.table_id,
        ),
    )


def erase(db: Session, cafe_id: int, participant_id: int | None, one_id: int, other_id: int) -> None:
    """Takes a line away, whoever drew it, for the cloth is everybody's; one that is not there is no mistake.

    The same people may and the same errors are raised as with `connect`.
    """
    sender = Sender(cafe_id, participant_id)
    first, second = _ends(db, sender, one_id, other_id)
    line = _line(db, first, second)
    if line is None:
        return
    db.delete(line)
    record(
        db,
        ConnectionErased(
            cafe_id=cafe_id,
            actor=sender.device,
            first_id=first.id_,
            second_id=second.id_,
            table_id=first.table_id,
        ),
    )


def _ends(db: Session, sender: Sender, one_id: int, other_id: int) -> tuple[Contribution, Contribution]:
    """Both ends of a line, the older first, if this sender may draw there."""
    cafes.open_for_changes(db, sender.cafe_id)
    if one_id == other_id:
        raise BadInput("second", marked("Ein Beitrag gehört immer schon zu sich selbst."))
    first, second = (contribution(db, sender.cafe_id, each) for each in sorted((one_id, other_id)))
    if not (first.is_shown and second.is_shown):
        raise NotFound
    if sender.participant_id is not None:
        person = cafes.participant(db, sender.cafe_id, sender.participant_id)
        if not seating.has_sat_at(db, person.id_, first.table_id):
            must_have_sat_there(db, sender, first.table_id)
    if first.table_id != second.table_id:
        raise BadInput("second", marked("Verbinden lässt sich nur, was auf demselben Tischtuch liegt."))
    return first, second


def _line(db: Session, first: Contribution, second: Contribution) -> Connection | None:
    query = select(Connection).where(Connection.first_id == first.id, Connection.second_id == second.id)
    return db.exec(query).first()


def _lines_at(db: Session, end: Contribution) -> int:
    query = select(func.count()).select_from(Connection)
    return db.exec(query.where((col(Connection.first_id) == end.id) | (col(Connection.second_id) == end.id))).one()
