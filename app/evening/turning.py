"""What the wall shows while people talk, and whether it sounds: the host's choice."""

from sqlmodel import Session

from app.cafes.models import Cafe, Focus
from app.errors import NotFound
from app.events import GongChanged, WallTurned, record
from app.tables import reading as tables

ONE_TABLE = (Focus.table, Focus.timelapse)


def turn(db: Session, cafe: Cafe, focus: Focus, table_no: int | None = None) -> None:
    """Shows another part of the room; the number says which table, where one table is to be seen. Raises NotFound.

    What is chosen again is told again, so that a wall which somebody turned by hand comes back to the host's choice.
    """
    is_one = focus in ONE_TABLE
    if is_one and table_no not in {table.number for table in tables.in_cafe(db, cafe.id_)}:
        raise NotFound
    cafe.focus = focus
    cafe.focus_table_no = table_no if is_one else None
    db.add(cafe)
    record(db, WallTurned(cafe_id=cafe.id_))


def let_go(cafe: Cafe) -> None:
    """Back to all tables: what comes after the talk has a picture of its own."""
    cafe.focus, cafe.focus_table_no = Focus.overview, None


def set_gong(db: Session, cafe: Cafe, *, is_on: bool) -> None:
    """Whether the wall sounds when a round is over."""
    if cafe.has_gong != is_on:
        cafe.has_gong = is_on
        db.add(cafe)
        record(db, GongChanged(cafe_id=cafe.id_))
