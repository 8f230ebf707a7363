"""A guest list as people write it, read: rows of cells in, guests and what is wrong with which row out. Pure."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from app.cafes import headings
from app.cafes.headings import NAMING, Column
from app.cafes.names import NAME_LIMIT, TRADE_LIMIT, likeness
from app.cafes.sheets import MOST_ROWS, Row, Sheet
from app.errors import BadInput, marked
from app.texts import bounded

ORGANISATION_LIMIT = 80


@dataclass(frozen=True)
class Guest:
    """Somebody as a guest list names them."""

    name: str
    trade: str = ""
    organisation: str = ""
    speaks: str = ""
    """A language as `de`, or nothing."""
    hosts: bool = False
    """Whether they are to welcome people at a table."""
    row: int = 0
    """Where they stand in the list that was read, from 1."""


@dataclass(frozen=True)
class Remark:
    """What is to be said of a row: a German msgid with places for `words`."""

    row: int
    sentence: str
    words: dict[str, object] = field(default_factory=dict)


@dataclass(frozen=True)
class GuestList:
    """What was read. Every row that is no heading is a guest or has a problem."""

    guests: list[Guest] = field(default_factory=list)
    problems: list[Remark] = field(default_factory=list)
    """One for each row that is left out, in their order."""
    hints: list[Remark] = field(default_factory=list)
    """Rows that were taken, but not quite as they stand there."""
    columns: list[Column] = field(default_factory=list)
    headings: tuple[str, ...] = ()
    """The first row, if it names the columns."""
    twice: dict[str, int] = field(default_factory=dict)
    """Names that several guests have, and how many."""


def read(sheet: Sheet, chosen: Sequence[str] = (), *, headed: bool | None = None) -> GuestList:
    """The guests of a sheet; `chosen` columns and whether it is `headed` are found out where nobody said."""
    if not sheet.rows:
        return GuestList()
    first = sheet.rows[0].cells
    if headed is None:
        headed = headings.are_headings(first)
    width = max(len(row.cells) for row in sheet.rows)
    columns = headings.columns(first, width, headed=headed)
    for index, column in enumerate(chosen[:width]):
        columns[index] = Column(column) if column in list(Column) else Column.ignored
    found = GuestList(columns=columns, headings=first if headed else ())
    for row in sheet.rows[1 if headed else 0 :]:
        _take(found, row)
    if sheet.first_left_out:
        sentence = marked("Ab hier ist nichts mehr gelesen: Mehr als %(most)d Zeilen braucht keine Gästeliste.")
        found.problems.append(Remark(sheet.first_left_out, sentence, {"most": MOST_ROWS}))
    found.twice.update(_twice(found.guests))
    return found


def _take(found: GuestList, row: Row) -> None:
    cells: dict[Column, str] = {}
    for column, cell in zip(found.columns, row.cells, strict=False):
        cells[column] = cells.get(column) or cell
    name = cells.get(Column.name) or " ".join(filter(None, (cells.get(each, "") for each in NAMING[1:])))
    try:
        guest = Guest(
            name=_bounded("name", name, NAME_LIMIT, required=True),
            trade=_bounded("trade", cells.get(Column.trade, ""), TRADE_LIMIT),
            organisation=_bounded("organisation", cells.get(Column.organisation, ""), ORGANISATION_LIMIT),
            speaks=_language(found, row.number, cells.get(Column.language, "")),
            hosts=_hosts(found, row.number, cells.get(Column.host, "")),
            row=row.number,
        )
    except BadInput as error:
        found.problems.append(Remark(row.number, error.sentence, error.words))
        return
    found.guests.append(guest)


_TOO_LONG = {
    "name": marked("Der Name hat %(length)d Zeichen, höchstens %(limit)d passen."),
    "trade": marked("Die Branche hat %(length)d Zeichen, höchstens %(limit)d passen."),
    "organisation": marked("Die Organisation hat %(length)d Zeichen, höchstens %(limit)d passen."),
}


def _bounded(what: str, text: str, limit: int, *, required: bool = False) -> str:
    try:
        return bounded(what, text, limit, required=required)
    except BadInput as error:
        sentence = _TOO_LONG[what] if error.words else marked("Hier fehlt der Name.")
        raise BadInput(what, sentence, **error.words) from None


def _language(found: GuestList, row: int, written: str) -> str:
    """The first language that is named; who speaks several is at home with it all the same."""
    words = headings.spoken_words(written)
    for word in words:
        code = headings.language_code(word)
        if code:
            if len(words) > 1:
                sentence = marked("Von mehreren Sprachen („%(written)s“) nehmen wir „%(word)s“.")
                found.hints.append(Remark(row, sentence, {"written": written[:40], "word": word}))
            return code
    if words:
        sentence = marked("Die Sprache „%(written)s“ kennen wir nicht; sie bleibt leer.")
        found.hints.append(Remark(row, sentence, {"written": written[:40]}))
    return ""


def _hosts(found: GuestList, row: int, written: str) -> bool:
    answer = headings.is_yes(written)
    if answer is None:
        sentence = marked("„%(written)s“ ist weder ja noch nein; wir nehmen nein.")
        found.hints.append(Remark(row, sentence, {"written": written[:40]}))
    return bool(answer)


def _twice(guests: Sequence[Guest]) -> dict[str, int]:
    counted = Counter(likeness(guest.name) for guest in guests)
    spelt = {likeness(guest.name): guest.name for guest in reversed(guests)}
    return {spelt[name]: times for name, times in counted.items() if times > 1}
