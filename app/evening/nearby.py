"""One table's cloth from near: words with the drawings beside them, drawings alone and photos, in order of time."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session

from app.cafes.models import Cafe
from app.cafes.remembering import remembered
from app.doodles import reading as doodles
from app.doodles.reading import Drawn
from app.photos import reading as photos
from app.photos.reading import Shot
from app.tablecloth import reading
from app.tablecloth.reading import Laid

NEWEST = 60
"""Pieces that a wall shows from near, a dozen pages; older ones are in the time-lapse and in the report."""


@dataclass(frozen=True)
class Piece:
    """What stands together on the cloth: words with what is drawn beside them, or one drawing, or one photo."""

    at: datetime
    words: Laid | None = None
    drawn: tuple[Drawn, ...] = ()
    shot: Shot | None = None


@remembered
def pieces(db: Session, cafe: Cafe, table_id: int) -> list[Piece]:
    """What lies on one cloth for everybody to see, oldest first; of very much the newest."""
    words = reading.laid_at_table(db, cafe, table_id)
    drawn = doodles.at_table(db, cafe, table_id)
    known = {laid.id for laid in words}
    found = [with_words(laid, drawn) for laid in words]
    found += [Piece(each.laid_at, drawn=(each,)) for each in drawn if each.contribution_id not in known]
    found += [Piece(shot.posted_at, shot=shot) for shot in photos.at_table(db, cafe, table_id)]
    return sorted(found, key=lambda piece: piece.at)[-NEWEST:]


def with_words(laid: Laid, drawn: Iterable[Drawn]) -> Piece:
    """Words and those of these drawings that were made beside them."""
    return Piece(laid.created_at, laid, tuple(each for each in drawn if each.contribution_id == laid.id))
