"""Everything that stands on the host's desk while sorting: the board, the proposal beside it, and the last steps."""

from dataclasses import dataclass
from datetime import timedelta

from sqlmodel import Session

from app.cafes.models import Cafe
from app.cafes.remembering import remembered
from app.db import now
from app.synthesis import reading
from app.synthesis.board import Board
from app.synthesis.models import ProposalKind
from app.synthesis.previewing import Preview, preview

PATIENCE = timedelta(minutes=3)
"""After this long nothing will come of a calculation: its server has gone."""


@dataclass(frozen=True)
class Step:
    """A change as its undo button names it."""

    what: str
    about: str


@dataclass(frozen=True)
class Desk:
    """The same for everybody who sorts."""

    board: Board
    preview: Preview | None
    asked: ProposalKind | None
    """What is being worked out at the moment."""
    ignored: str
    undo: Step | None
    redo: Step | None


@remembered
def desk(db: Session, cafe: Cafe) -> Desk:
    """The desk, read in one moment."""
    sorting = reading.sorting(db, cafe)
    steps = [
        Step(change.what, change.about) if change else None
        for change in (reading.undoable(db, cafe), reading.redoable(db, cafe))
    ]
    is_working = sorting.asked_at is not None and sorting.asked_at > now() - PATIENCE
    return Desk(
        board=reading.board(db, cafe),
        preview=preview(db, cafe),
        asked=sorting.kind if is_working else None,
        ignored=sorting.ignored,
        undo=steps[0],
        redo=steps[1],
    )
