"""What the press is asked for: files to make in one folder, which holds everything that is needed for them.

The folder has `job.json` (this document) and the photos. The program `python -m app.press FOLDER` makes the files there
and says line by line on its standard output `{"progress": 0.0 to 1.0}`, `{"lost": ["…"]}` for signs that no font has,
at the end `{"made": ["report.pdf", …]}` or `{"error": "…"}`.
"""

from typing import Literal, TypedDict

from app.press.deck import Deck
from app.press.manuscript import Cloth, Manuscript
from app.press.stationery import Stationery
from app.press.workbook import Workbook


class ReportOrder(TypedDict):
    """The manuscript as PDF or Word document."""

    make: Literal["pdf", "docx"]
    file: str
    data: Manuscript


class SlidesOrder(TypedDict):
    make: Literal["pptx"]
    file: str
    data: Deck


class WorkbookOrder(TypedDict):
    make: Literal["xlsx"]
    file: str
    data: Workbook


class ClothsOrder(TypedDict):
    """Each tablecloth as `<folder>/<id>.png`, which comes before the orders that show it, or as `.svg`."""

    make: Literal["cloths", "drawn_cloths"]
    file: str
    """The folder."""
    data: list[Cloth]


class PaperOrder(TypedDict):
    """Paper for the room: tents, cards, posters, the plan."""

    make: Literal["paper"]
    file: str
    data: Stationery


class Entry(TypedDict):
    """A file of an archive: where it lies in the folder, and its name in the archive."""

    file: str
    name: str


class ArchiveOrder(TypedDict):
    """A ZIP with a manifest of digests; comes last."""

    make: Literal["zip"]
    file: str
    data: list[Entry]


Order = ReportOrder | SlidesOrder | WorkbookOrder | ClothsOrder | PaperOrder | ArchiveOrder


class Job(TypedDict):
    orders: list[Order]
