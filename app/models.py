"""Every table in one place, for migrations, relocations and tests only."""

from sqlmodel import SQLModel

from app.cafes.models import Cafe, LogbookEntry, Participant
from app.deciding.models import Ballot, Commitment, ReadBack, Vote
from app.rounds.models import Round
from app.seating.models import Choice, Move, PlannedSeat, Seat, Wish
from app.secret_key import Secret
from app.synthesis.models import BoardChange, Placement, Sorting, Tension, Theme
from app.tablecloth.models import Contribution, Handover, Star
from app.tables.models import Table

__all__ = [
    "Ballot",
    "BoardChange",
    "Cafe",
    "Choice",
    "Commitment",
    "Contribution",
    "Handover",
    "LogbookEntry",
    "Move",
    "Participant",
    "Placement",
    "PlannedSeat",
    "ReadBack",
    "Round",
    "SQLModel",
    "Seat",
    "Secret",
    "Sorting",
    "Star",
    "Table",
    "Tension",
    "Theme",
    "Vote",
    "Wish",
]

metadata = SQLModel.metadata
