"""A throw-away copy of a café to rehearse in: the same room and time, other codes, and none of its people."""

from sqlmodel import Session

from app.cafes import codes
from app.cafes.models import Cafe
from app.errors import marked
from app.evening.opening import TITLE_LIMIT
from app.events import CafeLaid, record
from app.rounds import reading as rounds
from app.rounds.models import Round
from app.tables import laying
from app.tables import reading as tables
from app.translations import translate

SAME = (
    *("question", "language", "template", "expected", "naming", "round_ending", "hosting", "mixed", "no_table_twice"),
    *("photographers", "address", "has_gong", "held_on", "place", "organiser", "impulse_speaker", "impulse_message"),
    *("wifi_name", "wifi_password"),
)
"""What a rehearsal has of its café, beside tables and rounds."""


def copy(db: Session, original: Cafe) -> Cafe:
    """A rehearsal in its lobby, doors open; it knows its original, which is left as it is."""
    title = translate(original.language, marked("Probe: %(title)s"), title=original.title)
    rehearsal = Cafe(
        key=codes.cafe_key(),
        code=codes.join_code(),
        join_token=codes.join_token(),
        title=title[:TITLE_LIMIT],
        rehearsal_of=original.key,
        **{name: getattr(original, name) for name in SAME},
    )
    db.add(rehearsal)
    db.flush()
    record(db, CafeLaid(cafe_id=rehearsal.id_))
    for table in tables.in_cafe(db, original.id_):
        laid = laying.lay(db, rehearsal, name=table.name, topic=table.topic, seats=table.seats)
        laid.language = table.language
        db.add(laid)
    for each in rounds.in_cafe(db, original):
        words = {name: getattr(each, name) for name in ("number", "minutes", "kind", "question")}
        db.add(Round(cafe_id=rehearsal.id_, **words))
    db.flush()
    return rehearsal
