"""Every change of the board by a person is kept as what it changed, so that it can be taken back and done again.

Rows are compared before and after the verb, whatever the verb did. What the software has changed since (a newcomer laid
into a theme) stays as it is: a row is only put back where it still is as the change left it.
"""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from enum import StrEnum
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session, SQLModel, col, select

from app.cafes import reading as cafes
from app.cafes.models import Cafe
from app.db import now, plain
from app.errors import BadInput, marked
from app.events import ThemesChanged, record
from app.synthesis import reading
from app.synthesis.models import BoardChange, Column, MadeBy, Placement, Tension, TensionState, Theme
from app.tablecloth.models import Contribution

KEPT = 200
"""Changes of a café that can be undone; older ones are forgotten."""

Row = dict[str, Any]
Rows = dict[str, dict[str, Row]]
"""`themes`, `placements`, `tensions` -> id -> the row's values as JSON has them."""

_PLACED = ("theme_id", "column", "laid_by", "is_voice", "twin_of_id")
_KEPT_VALUES: Mapping[type[SQLModel], tuple[str, ...]] = {
    Theme: ("name", "words", "position", "column", "colour", "typical_id", "made_by"),
    Placement: _PLACED,
    Tension: ("subject", "left_name", "right_name", "left", "right", "state"),
}
_READ: Mapping[str, type[StrEnum]] = {"column": Column, "made_by": MadeBy, "laid_by": MadeBy, "state": TensionState}


@contextmanager
def changing(db: Session, cafe: Cafe, what: str, about: str = "") -> Iterator[None]:
    """Keeps what the enclosed verb changes as one step and announces it; a verb that changes nothing leaves no step.

    Raises CafeIsClosed before anything happens.
    """
    cafes.open_for_changes(db, cafe.id_)
    before = _rows(db, cafe)
    yield
    db.flush()
    changed = _difference(before, _rows(db, cafe))
    if not changed:
        return
    db.add(BoardChange(cafe_id=cafe.id_, what=what, about=about, rows=changed))
    db.flush()
    _forget(db, cafe)
    record(db, ThemesChanged(cafe_id=cafe.id_))


def undo(db: Session, cafe: Cafe) -> None:
    """Takes the latest change back; raises BadInput if there is none, CafeIsClosed."""
    cafes.open_for_changes(db, cafe.id_)
    change = reading.undoable(db, cafe)
    if change is None:
        raise BadInput("undo", marked("Es gibt nichts mehr, was sich zurücknehmen lässt."))
    _put(db, cafe, change, "after", "before")
    change.undone_at = now()
    db.add(change)
    record(db, ThemesChanged(cafe_id=cafe.id_))


def redo(db: Session, cafe: Cafe) -> None:
    """Does again what was undone last; raises BadInput if there is nothing, CafeIsClosed."""
    cafes.open_for_changes(db, cafe.id_)
    change = reading.redoable(db, cafe)
    if change is None:
        raise BadInput("redo", marked("Es gibt nichts, was sich wiederholen lässt."))
    _put(db, cafe, change, "before", "after")
    change.undone_at = None
    db.add(change)
    record(db, ThemesChanged(cafe_id=cafe.id_))


def _rows(db: Session, cafe: Cafe) -> Rows:
    return {
        "themes": {str(each.id): _values(each) for each in reading.themes(db, cafe)},
        "placements": {str(each): dict(zip(_PLACED, values, strict=True)) for each, *values in _placements(db, cafe)},
        "tensions": {str(each.id): _values(each) for each in reading.tensions(db, cafe)},
    }


def _placements(db: Session, cafe: Cafe) -> Iterable[Any]:
    """Contribution id and kept values of each placement; there may be thousands, twice for every step."""
    table, contributions = plain(Placement), plain(Contribution)
    query = sa.select(table.c.contribution_id, *(table.c[name] for name in _PLACED))
    query = query.join(contributions, contributions.c.id == table.c.contribution_id)
    return db.execute(query.where(contributions.c.cafe_id == cafe.id_))


def _values(row: SQLModel) -> Row:
    return {name: getattr(row, name) for name in _KEPT_VALUES[type(row)]}


def _difference(before: Rows, after: Rows) -> dict[str, Any]:
    """Kind -> id -> `before` and `after` of each row that differs; none where there was or is no row."""
    changed: dict[str, Any] = {}
    for kind in after:
        for each in sorted(before[kind].keys() | after[kind].keys(), key=int):
            one, other = before[kind].get(each), after[kind].get(each)
            if one != other:
                changed.setdefault(kind, {})[each] = {"before": one, "after": other}
    return changed


def _put(db: Session, cafe: Cafe, change: BoardChange, expected: str, wanted: str) -> None:
    rows = _rows(db, cafe)
    for kind, table in (("themes", Theme), ("tensions", Tension), ("placements", Placement)):
        for each, sides in change.rows.get(kind, {}).items():
            if rows[kind].get(each) == sides[expected]:
                _put_row(db, table, int(each), sides[wanted])
    db.flush()


def _put_row(db: Session, table: type[Theme | Tension | Placement], id_: int, values: Row | None) -> None:
    """Gives a row these values; without any a theme leaves the board, and a placement ends."""
    row = db.get(table, id_)
    if isinstance(row, Theme):
        row.gone_at = None if values else now()
    elif values is None and isinstance(row, Placement):
        db.delete(row)
        return
    row = row or Placement(contribution_id=id_)
    for name, value in (values or {}).items():
        setattr(row, name, _READ[name](value) if name in _READ and value is not None else value)
    db.add(row)


def _forget(db: Session, cafe: Cafe) -> None:
    """Lets go of the oldest changes."""
    query = select(BoardChange).where(BoardChange.cafe_id == cafe.id_).order_by(col(BoardChange.id).desc())
    for old in db.exec(query.offset(KEPT)):
        db.delete(old)
