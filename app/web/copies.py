"""One edition of the report as it is read: as a page, as one file, as dates for a calendar."""

from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from typing import Any
from zoneinfo import ZoneInfo

from fastapi.responses import Response, StreamingResponse

from app.cafes.models import Cafe
from app.harvest import as_calendar
from app.harvest.audiences import as_read
from app.harvest.edition import Edition
from app.harvest.manuscripts import manuscript
from app.harvest.report import Report
from app.photos.models import Size
from app.press.manuscript import Manuscript
from app.translations import translations
from app.web import downloads, one_file
from app.web.deps import House


@dataclass(frozen=True)
class Copy:
    """An edition as it was at this moment."""

    cafe: Cafe
    edition: Edition
    seen: Report
    manuscript: Manuscript
    base: str
    """What the addresses of its photos and time-lapses begin with."""
    until: date | None = None
    """The last day on which a link shows it."""

    @cached_property
    def photos(self) -> dict[str, int]:
        """The row of each photo by the name of its file."""
        return {photo.file: photo.row for photo in self.seen.photos}

    @property
    def drawing(self) -> dict[str, Any]:
        """What templates/report draws it from."""
        return {
            "manuscript": self.manuscript,
            "edition": self.edition,
            "until": self.until,
            "photo": lambda file: self._address(file, Size.thumbnail),
            "large": lambda file: self._address(file, Size.album),
            "timelapse": lambda number: f"{self.base}/tables/{number}/timelapse",
        }

    def _address(self, file: str, size: Size) -> str:
        return f"{self.base}/photos/{self.photos[file]}/{size}" if file in self.photos else ""


def copy(cafe: Cafe, report: Report, edition: Edition, base: str, *, ends_at: datetime | None = None) -> Copy:
    """`report` is the whole one; `ends_at`: when the link ends by which it is read."""
    until = ends_at.astimezone(ZoneInfo(report.timezone)).date() if ends_at else None
    drawn = manuscript(report, edition, translations(cafe.tongue(edition.language)).gettext)
    return Copy(cafe, edition, as_read(report, edition), drawn, base, until)


def as_one_file(house: House, found: Copy, headers: dict[str, str]) -> Response:
    """A download, sent while it is drawn."""
    dates = as_calendar.calendar(found.seen) if found.seen.next_dates else b""
    tongue = found.cafe.tongue(found.edition.language)
    parts = one_file.pieces(house.templates, house.engine, found.manuscript, tongue, rows=found.photos, dates=dates)
    told = downloads.named(found.cafe, "html") | headers
    return StreamingResponse(parts, media_type="text/html; charset=utf-8", headers=told)


def as_dates(found: Copy, headers: dict[str, str]) -> Response:
    told = downloads.named(found.cafe, "ics") | headers
    return Response(as_calendar.calendar(found.seen), media_type="text/calendar; charset=utf-8", headers=told)
