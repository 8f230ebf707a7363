"""The contributions as a sheet with typed cells, the same in the workbook and as CSV: pure."""

from collections.abc import Iterable
from datetime import datetime

from app.harvest import wording
from app.harvest.drawn import Doodle
from app.harvest.outcome import Result, weights
from app.harvest.report import Contribution, Report
from app.harvest.wording import Translator
from app.press.workbook import Cell, Kind, SheetColumn, WorkSheet


def sheet(report: Report, _: Translator) -> WorkSheet:
    """One row per contribution in order of posting, hidden ones marked."""
    row = _Row(report, _)
    return {
        "name": _("Beiträge"),
        "columns": _columns(_),
        "rows": [list(row.cells(one)) for one in report.contributions],
    }


def column(name: str, width: int, kind: Kind = "text") -> SheetColumn:
    return {"name": name, "kind": kind, "width": width}


def moment(at: datetime | None) -> str | None:
    """As the clock in the room showed it."""
    return f"{at:%Y-%m-%dT%H:%M:%S}" if at else None


def _columns(_: Translator) -> list[SheetColumn]:
    return [
        column(_("Nummer"), 9),
        column(_("Runde"), 8, "number"),
        column(_("Tisch"), 8, "number"),
        column(_("Tischname"), 16),
        column(_("Frage"), 60),
        column(_("Art"), 9),
        column(_("Text"), 60),
        column(_("Kategorie"), 14),
        column(_("Spalte"), 18),
        column(_("Thema"), 24),
        column(_("Von"), 16),
        column(_("Aufgeschrieben"), 20),
        column(_("Mitgebracht von Tisch"), 13, "number"),
        column(_("Mitgebrachter Beitrag"), 14),
        column(_("Sterne"), 9, "number"),
        column(_("Ausgeblendet"), 13, "flag"),
        column(_("Zeit"), 17, "moment"),
        column(_("Geändert"), 17, "moment"),
        column(_("Einzelstimme"), 14, "flag"),
        column(_("Punkte des Themas"), 11, "number"),
        column(_("Dringlichkeit"), 14, "number"),
        column(_("Machbarkeit"), 14, "number"),
        column(_("Gehört zu"), 14),
        column(_("Zeichnung"), 30),
    ]


class _Row:
    """The cells of one contribution; what all of them share is looked up once."""

    def __init__(self, report: Report, _: Translator) -> None:
        self.report, self._ = report, _
        self.titles = {theme.id: theme.title for theme in report.themes}
        self.dots: dict[str, Result] = weights(report.ballots, "dots")
        self.rated: dict[str, Result] = weights(report.ballots, "matrix")

    def cells(self, one: Contribution) -> Iterable[Cell]:
        report, _ = self.report, self._
        table, round_ = report.table_of[one.table_id], report.round_of[one.round_id]
        origin = report.origin(one)
        theme = one.theme_ids[0] if one.theme_ids else ""
        dots, rated = self.dots.get(theme), self.rated.get(theme)
        yield one.id
        yield round_.no
        yield table.no
        yield table.name
        yield table.question or report.question_of(round_)
        yield _(wording.KINDS[one.kind])
        yield one.text
        yield _(wording.COLUMNS[one.category]) if one.category else ""
        yield _(wording.COLUMNS[one.column])
        yield ", ".join(self.titles[theme] for theme in one.theme_ids)
        yield one.author
        yield _(wording.SCRIBES[one.scribe]) if one.scribe else ""
        yield origin[0].no if origin else None
        yield one.brought_from_id
        yield one.votes
        yield one.hidden
        yield moment(one.created_at)
        yield moment(one.edited_at)
        yield one.single_voice
        yield dots.dots if dots else None
        yield rated.urgency if rated else None
        yield rated.feasibility if rated else None
        yield ", ".join(other.id for other in report.belonging.get(one.id, ()))
        yield ", ".join(_told(doodle, _) for doodle in report.beside.get(one.id, ()))


def _told(doodle: Doodle, _: Translator) -> str:
    return doodle.description or _("Zeichnung ohne Beschreibung")
