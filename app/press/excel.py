"""The report as an Excel workbook: every cell has its type, and no text ever becomes a formula, a link or a number."""

import math
from collections.abc import Callable, Iterable
from datetime import datetime
from pathlib import Path

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from app.press.plain import plain
from app.press.workbook import Cell, Kind, Workbook, WorkSheet

NOTHING_IS_GUESSED = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
MOST_SIGNS = 32_767
"""In a cell, counted as Excel does: in halves of UTF-16."""
LONGEST_NAME = 31
"""Of a sheet."""
FIRST_YEAR = 1900
"""Of Excel's calendar; earlier days stay text."""
FORMULA_SIGNS = ("=", "+", "-", "@")
NOT_IN_A_NAME = str.maketrans(dict.fromkeys("[]:*?/\\", " "))
DAYS = {"de": "dd.mm.yyyy"}
ISO_DAY = "yyyy-mm-dd"
"""For all other languages: nobody takes it for another day."""
HEADING = {
    "bold": True,
    "text_wrap": True,
    "font_color": "#2B1D14",
    "bg_color": "#F4EAD9",
    "bottom": 1,
    "bottom_color": "#B8A58F",
}
A4 = 9
READING_WIDTH = 100
"""Characters of the last sheet's only column."""
FITTING = 190
"""Characters of all columns of a sheet that can be read on one page of paper."""
FILLED = 0.95
"""Of a line's characters on average, since lines end between words."""
LINE, TALLEST = 15, 409
"""Points: a line, and the tallest row that Excel knows."""

Writer = Callable[[int, int, Cell], object]
"""Writes a value into a row and a column."""


def make(data: Workbook, folder: Path, file: str) -> Iterable[str]:
    """Nothing is lost but what XML cannot hold and what is longer than a cell."""
    book = xlsxwriter.Workbook(str(folder / file), NOTHING_IS_GUESSED)
    book.set_properties({"title": plain(data["title"]), "author": plain(data["organiser"])})
    looks = _looks(book, data["language"])
    words = {True: plain(data["yes"]), False: plain(data["no"])}
    names: set[str] = set()
    for sheet in data["sheets"]:
        page = book.add_worksheet(_name(sheet["name"], names))
        _fill(page, sheet, looks["heading"], [_writer(page, one["kind"], looks, words) for one in sheet["columns"]])
    _explain(book.add_worksheet(_name(data["read_me_name"], names)), data, looks)
    book.close()
    return ()


def _fill(page: Worksheet, sheet: WorkSheet, heading: Format, writers: list[Writer]) -> None:
    """Headings that stay in sight, a filter, and on paper the headings on every page."""
    for place, column in enumerate(sheet["columns"]):
        page.set_column(place, place, column["width"])
        page.write_string(0, place, plain(column["name"]), heading)
    page.set_row(0, 2 * LINE)
    widths = [column["width"] for column in sheet["columns"]]
    wrapped = [(place, int(width * FILLED)) for place, width in enumerate(widths)]
    wrapped = [(place, room) for place, room in wrapped if sheet["columns"][place]["kind"] == "text"]
    for line, row in enumerate(sheet["rows"], 1):
        for place, cell in enumerate(row):
            if cell is not None and cell != "":
                writers[place](line, place, cell)
        lines = max((_lines(row[place], room) for place, room in wrapped), default=1)
        if lines > 1:
            page.set_row(line, min(lines * LINE, TALLEST))
    page.freeze_panes(1, 0)
    page.autofilter(0, 0, max(len(sheet["rows"]), 1), len(sheet["columns"]) - 1)
    page.repeat_rows(0)
    page.set_landscape()
    page.print_across()
    _for_paper(page, math.ceil(sum(widths) / FITTING))


def _lines(cell: Cell, room: int) -> int:
    """How many lines a text has, rather more than fewer: not every program works that out by itself."""
    if not isinstance(cell, str) or (len(cell) <= room and "\n" not in cell):
        return 1
    return sum(max(math.ceil(len(part) / room), 1) for part in cell.split("\n"))


def _explain(page: Worksheet, data: Workbook, looks: dict[str, Format]) -> None:
    page.set_column(0, 0, READING_WIDTH)
    page.write_string(0, 0, _short(data["title"]), looks["title"])
    for line, text in enumerate(data["read_me"], 1):
        page.write_string(line, 0, _short(text), looks["text"])
        page.set_row(line, min(_lines(text, READING_WIDTH) * LINE, TALLEST))
    page.hide_gridlines(2)
    _for_paper(page)


def _for_paper(page: Worksheet, pages: int = 1) -> None:
    """All columns on so many pages beside each other."""
    page.set_paper(A4)
    page.fit_to_pages(pages, 0)
    page.set_footer("&L&A&R&P / &N")


def _looks(book: xlsxwriter.Workbook, language: str) -> dict[str, Format]:
    """The looks of cells, made once for the whole workbook."""
    top, day = {"valign": "top"}, DAYS.get(language, ISO_DAY)
    return {
        "text": book.add_format(top | {"text_wrap": True}),
        "guarded": book.add_format(top | {"text_wrap": True, "quote_prefix": True}),
        "number": book.add_format(top | {"align": "center"}),
        "fraction": book.add_format(top | {"align": "center", "num_format": "0.0"}),
        "moment": book.add_format(top | {"num_format": f"{day} hh:mm", "align": "left"}),
        "day": book.add_format(top | {"num_format": day, "align": "left"}),
        "heading": book.add_format(top | HEADING),
        "title": book.add_format({"bold": True, "font_size": 16, "text_wrap": True}),
    }


def _writer(page: Worksheet, kind: Kind, looks: dict[str, Format], words: dict[bool, str]) -> Writer:
    seen: dict[Cell, tuple[str, Format]] = {}

    def text(line: int, place: int, cell: Cell) -> None:
        """What begins like a formula keeps the mark of a text, so that it stays one when somebody edits it."""
        if cell not in seen:
            shown = _short(cell)
            seen[cell] = shown, looks["guarded" if shown.startswith(FORMULA_SIGNS) else "text"]
        page.write_string(line, place, *seen[cell])

    def number(line: int, place: int, cell: Cell) -> None:
        if isinstance(cell, int):
            page.write_number(line, place, cell, looks["number"])
        elif isinstance(cell, float) and math.isfinite(cell):
            page.write_number(line, place, cell, looks["fraction"])
        else:
            text(line, place, cell)

    def dated(line: int, place: int, cell: Cell) -> None:
        moment = datetime.fromisoformat(str(cell)).replace(tzinfo=None)
        if moment.year < FIRST_YEAR:
            text(line, place, cell)
        else:
            page.write_datetime(line, place, moment, looks[kind])

    def flag(line: int, place: int, cell: Cell) -> None:
        page.write_string(line, place, words[bool(cell)], looks["text"])

    return {"text": text, "number": number, "moment": dated, "day": dated, "flag": flag}[kind]


def _short(cell: Cell) -> str:
    """A text that fits into a cell."""
    text = plain(str(cell))
    if len(text) * 2 <= MOST_SIGNS:
        return text
    halves = text.encode("utf-16-le")
    if len(halves) <= MOST_SIGNS * 2:
        return text
    return halves[: (MOST_SIGNS - 1) * 2].decode("utf-16-le", "ignore") + "…"


def _name(wanted: str, taken: set[str]) -> str:
    """A name that Excel accepts for a sheet: not too long, without its own signs, each once."""
    bare = plain(wanted).translate(NOT_IN_A_NAME).strip(" '")[:LONGEST_NAME].strip(" '") or "–"
    name, number = bare, 1
    while name.casefold() in taken:
        number += 1
        name = f"{bare[: LONGEST_NAME - len(str(number)) - 1]} {number}"
    taken.add(name.casefold())
    return name
