"""The contributions as CSV for spreadsheets: opens by double click in German and English Excel, never as a formula."""

import csv
import io
import unicodedata
from collections.abc import Iterable

from app.harvest import wording
from app.harvest.one_page import decimal
from app.harvest.outcome import weights
from app.harvest.report import Contribution, Report
from app.harvest.wording import Translator
from app.texts import cleaned

FORMULA_SIGNS = frozenset("=+-@|%")


def as_csv(report: Report, _: Translator) -> bytes:
    """One line per contribution, hidden ones marked; UTF-8 with BOM, semicolons, CRLF, every field quoted.

    `_` translates into the café's language, not the reader's, so that everybody gets the same file.
    """
    sheet = io.StringIO(newline="")
    writer = csv.writer(sheet, delimiter=";", quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    writer.writerow(guarded(name) for name in _header(_))
    for contribution in report.contributions:
        writer.writerow(guarded(cell) for cell in _row(report, contribution, _))
    return sheet.getvalue().encode("utf-8-sig")


def guarded(cell: str) -> str:
    """The text as a cell that no spreadsheet takes for a formula: a leading apostrophe where it could.

    Control signs go; a formula may begin after blanks and invisible signs, and with full-width twins of its signs.
    """
    cell = cleaned(cell, lines=True)
    visible = (sign for sign in cell if unicodedata.category(sign)[0] not in "ZCM")
    first = unicodedata.normalize("NFKC", next(visible, ""))
    return f"'{cell}" if first[:1] in FORMULA_SIGNS else cell


def _header(_: Translator) -> list[str]:
    return [
        _("Nummer"),
        _("Runde"),
        _("Tisch"),
        _("Tischname"),
        _("Frage"),
        _("Art"),
        _("Text"),
        _("Kategorie"),
        _("Spalte"),
        _("Thema"),
        _("Von"),
        _("Aufgeschrieben"),
        _("Mitgebracht von Tisch"),
        _("Mitgebrachter Beitrag"),
        _("Sterne"),
        _("Verborgen"),
        _("Zeit"),
        _("Geändert"),
        _("Einzelstimme"),
        _("Punkte des Themas"),
        _("Dringlichkeit"),
        _("Machbarkeit"),
    ]


def _row(report: Report, one: Contribution, _: Translator) -> Iterable[str]:
    table, round_ = report.table_of[one.table_id], report.round_of[one.round_id]
    titles = {theme.id: theme.title for theme in report.themes}
    origin = report.origin(one)
    yield one.id
    yield str(round_.no)
    yield str(table.no)
    yield table.name
    yield table.question or report.question_of(round_)
    yield _(wording.KINDS[one.kind])
    yield one.text
    yield _(wording.COLUMNS[one.category]) if one.category else ""
    yield _(wording.COLUMNS[one.column])
    yield ", ".join(titles[theme] for theme in one.theme_ids)
    yield one.author
    yield _(wording.SCRIBES[one.scribe]) if one.scribe else ""
    yield str(origin[0].no) if origin else ""
    yield one.brought_from_id or ""
    yield str(one.votes)
    yield _("ja") if one.hidden else ""
    yield f"{one.created_at:%Y-%m-%d %H:%M:%S}"
    yield f"{one.edited_at:%Y-%m-%d %H:%M:%S}" if one.edited_at else ""
    yield _("ja") if one.single_voice else ""
    theme = one.theme_ids[0] if one.theme_ids else ""
    dots, rated = weights(report.ballots, "dots").get(theme), weights(report.ballots, "matrix").get(theme)
    yield str(dots.dots) if dots else ""
    for step in (rated.urgency, rated.feasibility) if rated else (None, None):
        yield decimal(step, report.lang) if step is not None else ""
