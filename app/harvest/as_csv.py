"""The contributions as CSV for spreadsheets: opens by double click in German and English Excel, never as a formula."""

import csv
import io
import unicodedata

from babel.numbers import get_decimal_symbol

from app.harvest import contribution_sheet
from app.harvest.report import Report
from app.harvest.wording import Translator
from app.press.workbook import Cell, Kind
from app.texts import cleaned
from app.translations import locale

FORMULA_SIGNS = frozenset("=+-@|%")


def as_csv(report: Report, _: Translator) -> bytes:
    """One line per contribution, hidden ones marked; UTF-8 with BOM, semicolons, CRLF, every field quoted.

    `_` translates into the café's language, not the reader's, so that everybody gets the same file.
    """
    sheet = contribution_sheet.sheet(report, _)
    kinds = [column["kind"] for column in sheet["columns"]]
    text = io.StringIO(newline="")
    writer = csv.writer(text, delimiter=";", quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    writer.writerow(guarded(column["name"]) for column in sheet["columns"])
    yes = _("ja")
    known: dict[str, str] = {}
    for row in sheet["rows"]:
        writer.writerow(_written(cell, kind, report.lang, yes, known) for cell, kind in zip(row, kinds, strict=True))
    return text.getvalue().encode("utf-8-sig")


def guarded(cell: str) -> str:
    """The text as a cell that no spreadsheet takes for a formula: a leading apostrophe where it could.

    Control signs go; a formula may begin after blanks and invisible signs, and with full-width twins of its signs.
    """
    cell = cleaned(cell, lines=True)
    visible = (sign for sign in cell if unicodedata.category(sign)[0] not in "ZCM")
    first = unicodedata.normalize("NFKC", next(visible, ""))
    return f"'{cell}" if first[:1] in FORMULA_SIGNS else cell


def _written(cell: Cell, kind: Kind, lang: str, yes: str, known: dict[str, str]) -> str:
    """Nothing for what is not there and for no; `known` keeps what was guarded before, since most cells come again."""
    if cell is None or cell is False or cell == "":
        return ""
    if cell is True:
        return yes
    if isinstance(cell, float):
        return f"{cell:.1f}".replace(".", get_decimal_symbol(locale(lang)))
    if isinstance(cell, int):
        return str(cell)
    if kind == "moment":
        return cell.replace("T", " ")
    if cell not in known:
        known[cell] = guarded(cell)
    return known[cell]
