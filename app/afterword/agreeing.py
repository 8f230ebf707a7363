"""What the room agreed on: what, who, by when, and whether it is done."""

import secrets
from datetime import date

from sqlmodel import Session

from app.afterword import reading
from app.afterword.models import LINE_LIMIT, Agreement, Progress
from app.afterword.pieces import Fields
from app.cafes.models import Cafe
from app.errors import BadInput, marked
from app.texts import bounded

MOST = 200
"""Agreements of one café."""
EMPTY = {"what": "", "who": "", "due": "", "done": ""}
NO_DAY = marked("Bitte ein Datum wie 2026-03-19.")


def as_fields(agreement: Agreement) -> dict[str, str]:
    return {
        "what": agreement.what,
        "who": agreement.who,
        "due": agreement.due.isoformat() if agreement.due else "",
        "done": "1" if agreement.progress == Progress.done else "",
    }


def write(db: Session, cafe: Cafe, id_: str, fields: Fields) -> None:
    """Words for an agreement, or for a `new` one; raises BadInput for the field that cannot be taken, NotFound."""
    what = bounded("what", fields["what"], LINE_LIMIT, required=True)
    who = bounded("who", fields["who"], LINE_LIMIT)
    due = day("due", fields["due"])
    progress = Progress.done if fields["done"] == "1" else Progress.open
    if id_ == "new":
        if len(reading.agreements(db, cafe.id_)) >= MOST:
            raise BadInput("what", marked("Mehr als %(most)d passen nicht in einen Bericht."), most=MOST)
        agreement = Agreement(cafe_id=cafe.id_, token=token(), what=what)
    else:
        agreement = reading.agreement(db, cafe.id_, int(id_))
        agreement.revision += 1
    agreement.what, agreement.who, agreement.due, agreement.progress = what, who, due, progress
    db.add(agreement)
    db.flush()


def token() -> str:
    """A name that calendars know an entry by, for good, also after an import on another server."""
    return secrets.token_urlsafe(12)


def day(field: str, text: str) -> date | None:
    """A date as browsers send it, or none."""
    try:
        found = date.fromisoformat(text.strip()) if text.strip() else None
    except ValueError:
        raise BadInput(field, NO_DAY) from None
    if found and not 1971 <= found.year <= 2199:
        raise BadInput(field, NO_DAY)
    return found
