"""Every table in one place, for migrations, relocations and tests only."""

from sqlmodel import SQLModel

from app.cafes.models import Cafe, LogbookEntry, Participant
from app.rounds.models import Round
from app.seating.models import Choice, Move, PlannedSeat, Seat, Wish
from app.secret_key import Secret
from app.synthesis.models import Placement, Theme
from app.tablecloth.models import Contribution, Handover, Star
from app.tables.models import Table

__all__ = [
    "Cafe",
    "Choice",
    "Contribution",
    "Handover",
    "LogbookEntry",
    "Move",
    "Participant",
    "Placement",
    "PlannedSeat",
    "Round",
    "SQLModel",
    "Seat",
    "Secret",
    "Star",
    "Table",
    "Theme",
    "Wish",
]

metadata = SQLModel.metadata
