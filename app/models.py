"""Every table in one place, for migrations, relocations and tests only."""

from sqlmodel import SQLModel

from app.afterword.models import Afterword, Agreement, NextDate, ReportLink
from app.cafes.models import Cafe, LogbookEntry, Participant
from app.deciding.models import Ballot, Commitment, ReadBack, Vote
from app.doodles.models import Doodle, Stroke
from app.photos.models import Photo, PhotoFile
from app.rounds.models import Round
from app.seating.models import Choice, Move, PlannedSeat, Seat, Wish
from app.secret_key import Secret
from app.synthesis.models import BoardChange, Placement, Sorting, Tension, Theme
from app.tablecloth.models import Connection, Contribution, Handover, Star
from app.tables.models import Table

__all__ = [
    "Afterword",
    "Agreement",
    "Ballot",
    "BoardChange",
    "Cafe",
    "Choice",
    "Commitment",
    "Connection",
    "Contribution",
    "Doodle",
    "Handover",
    "LogbookEntry",
    "Move",
    "NextDate",
    "Participant",
    "Photo",
    "PhotoFile",
    "Placement",
    "PlannedSeat",
    "ReadBack",
    "ReportLink",
    "Round",
    "SQLModel",
    "Seat",
    "Secret",
    "Sorting",
    "Star",
    "Stroke",
    "Table",
    "Tension",
    "Theme",
    "Vote",
    "Wish",
]

metadata = SQLModel.metadata
