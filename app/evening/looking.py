"""Where the wall looks: the host's choice, or what somebody at the wall itself wants until the host chooses again."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from sqlmodel import Session

from app.cafes.models import Cafe, Focus
from app.evening import nearby, reading
from app.evening.nearby import Piece
from app.evening.steps import Stage
from app.harvest import timelapse
from app.harvest.timelapse import Timelapse
from app.tablecloth.cloths import TableView

WITHOUT = (Stage.waiting, Stage.impulse, Stage.change)
"""Stages that have one picture for everybody."""


@dataclass(frozen=True)
class Wish:
    """What is wanted at the wall itself; `over` names the choice of the host's that it stands above."""

    focus: Focus | None = None
    table_no: int | None = None
    over: str = ""


@dataclass(frozen=True)
class Look:
    """What the wall shows; `table` is none while it shows all of them, or the evening's own picture."""

    focus: Focus
    stamp: str
    """Names the host's choice."""
    is_own: bool = False
    """Wanted at the wall itself."""
    table: TableView | None = None
    pieces: list[Piece] = field(default_factory=list)
    """What lies on its cloth."""
    lapse: Timelapse | None = None
    """How it filled, where that is to be seen."""


def look(db: Session, cafe: Cafe, stage: Stage, views: Sequence[TableView], wanted: Wish) -> Look:
    """What is to be seen at this stage; a table that does not stand in the room any more is not shown."""
    stamp = f"{reading.turned(db, cafe)}-{'talk' if stage in (Stage.round, Stage.change) else stage}"
    is_own = wanted.focus is not None and wanted.over == stamp
    focus = wanted.focus if is_own and wanted.focus else cafe.focus
    table_no = wanted.table_no if is_own or focus == Focus.carousel else cafe.focus_table_no
    table = None if stage in WITHOUT else _table(focus, table_no, views, stage)
    if table is None:
        return Look(focus, stamp, is_own)
    if focus == Focus.timelapse:
        return Look(focus, stamp, is_own, table, lapse=timelapse.at_table(db, cafe, table.table.id_))
    return Look(focus, stamp, is_own, table, nearby.pieces(db, cafe, table.table.id_))


def _table(focus: Focus, table_no: int | None, views: Sequence[TableView], stage: Stage) -> TableView | None:
    by_number = {view.table.number: view for view in views}
    if focus == Focus.carousel:
        filled = [view for view in views if view.count]
        return next((view for view in filled if view.table.number == table_no), filled[0] if filled else None)
    if focus == Focus.overview:
        return views[0] if len(views) == 1 and stage == Stage.round else None
    return by_number.get(table_no or 0)
