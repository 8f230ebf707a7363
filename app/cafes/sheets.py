"""A pasted or uploaded list as rows of cells, whatever program wrote it: text in any usual encoding, or XLSX. Pure."""

import csv
import io
import zipfile
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from importlib import import_module
from typing import Any

from app.errors import BadInput, marked

MOST_BYTES = 1_000_000
MOST_UNPACKED = 6_000_000
"""Of a spreadsheet; to understand a million bytes takes almost a second."""
MOST_ROWS = 2000
LAST_ROW = 10_000
MOST_COLUMNS = 30
LONGEST_CELL = 500
DELIMITERS = "\t;|,"
"""Of equals the first: commas stand in names and trades as well."""
SNIFFED = 50
"""Lines that are looked at to find the delimiter."""


@dataclass(frozen=True)
class Row:
    number: int
    """Where it begins in the list, from 1, as spreadsheets and editors count; empty rows count too."""
    cells: tuple[str, ...]


@dataclass(frozen=True)
class Sheet:
    rows: list[Row] = field(default_factory=list)
    """Those in which something stands."""
    first_left_out: int = 0
    """From this row on there was too much to read; 0 if all was read."""
    text: str = ""
    """The same list as text that can be read again, for a form; row numbers stay."""


def unreadable(sentence: str, **words: object) -> BadInput:
    return BadInput("file", sentence, **words)


def from_file(content: bytes) -> Sheet:
    """What an uploaded file holds; raises BadInput with the reason if it is no list."""
    if len(content) > MOST_BYTES:
        raise unreadable(marked("Die Datei ist größer als 1 MB. Für eine Gästeliste genügt viel weniger."))
    if content.startswith(b"PK\x03\x04"):
        return _from_xlsx(content)
    if content.startswith(b"\xd0\xcf\x11\xe0"):
        raise unreadable(
            marked(
                "Das ist eine alte oder mit Passwort geschützte Excel-Datei. Speichere sie als XLSX ohne Passwort oder "
                "als CSV."
            )
        )
    text = decoded(content)
    strange = sum(sign < " " and sign not in "\t\r\n\f\v" for sign in text)
    if text.startswith("%PDF") or strange > len(text) // 100:
        raise unreadable(marked("Diese Datei können wir nicht lesen. Es gehen Text, CSV und Excel (XLSX)."))
    return from_text(text)


def from_text(text: str) -> Sheet:
    """What was pasted; raises BadInput if it is too much."""
    if len(text) > MOST_BYTES:
        raise BadInput("text", marked("Das ist mehr Text, als auf eine Gästeliste passt."))
    clean = text.removeprefix("\ufeff").replace("\0", "").replace("\r\n", "\n").replace("\r", "\n")
    lines = clean.split("\n")
    named = lines[0].strip(' "').casefold()
    delimiter = named[4:] if named.startswith("sep=") and len(named) == 5 else ""
    skipped = 1 if delimiter else 0
    body = "\n".join(lines[skipped:])
    return _sheet(_records(body, delimiter or _delimiter(lines), skipped), clean)


def decoded(content: bytes) -> str:
    """Bytes as text: what a byte order mark says, else UTF-8, else what Windows writes in western Europe."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return content.decode("utf-16", errors="replace")
    half = len(content[:2000]) // 2
    for encoding, zeros in (("utf-16-le", content[1:2000:2]), ("utf-16-be", content[:2000:2])):
        if half and zeros.count(0) > half * 0.6:
            return content.decode(encoding, errors="replace")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", errors="replace")


def _records(text: str, delimiter: str, skipped: int = 0) -> Iterator[tuple[int, list[str]]]:
    """Line number and cells; quotes may hold line breaks, but a quote that is never closed is only a sign."""
    try:
        found = list(_quoted(text, delimiter))
    except csv.Error:
        found = [(number, _parted(line, delimiter)) for number, line in enumerate(text.split("\n"), 1)]
    return ((number + skipped, cells) for number, cells in found)


def _parted(line: str, delimiter: str) -> list[str]:
    try:
        return [cell for _, cells in _quoted(line, delimiter) for cell in cells]
    except csv.Error:
        return line.split(delimiter)


def _quoted(text: str, delimiter: str) -> Iterator[tuple[int, list[str]]]:
    reader = csv.reader(io.StringIO(text, newline="\n"), delimiter=delimiter, skipinitialspace=True, strict=True)
    begins = 1
    for cells in reader:
        yield begins, cells
        begins = reader.line_num + 1


def _delimiter(lines: list[str]) -> str:
    """The sign that parts most lines into the same number of cells."""
    sample = "\n".join([line for line in lines if line.strip()][:SNIFFED])

    def fit(delimiter: str) -> tuple[int, int]:
        widths = Counter(len(cells) for _, cells in _records(sample, delimiter) if len(cells) > 1)
        return max(((times, width) for width, times in widths.items()), default=(0, 0))

    return max(DELIMITERS, key=fit)


def _from_xlsx(content: bytes) -> Sheet:
    """The first sheet of a workbook in which something stands; of formulas the values that were stored."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            unpacked = sum(each.file_size for each in archive.infolist())
        if unpacked > MOST_UNPACKED:
            raise unreadable(marked("Ausgepackt ist diese Datei viel zu groß für eine Gästeliste."))
        book = _opened(content)
        for sheet in book.worksheets:
            cells = sheet.iter_rows(max_row=LAST_ROW + 1, max_col=MOST_COLUMNS, values_only=True)
            found = _sheet((number, [_written(value) for value in row]) for number, row in enumerate(cells, 1))
            if found.rows:
                return Sheet(found.rows, found.first_left_out, _as_text(found.rows))
    except BadInput:
        raise
    except Exception as error:  # whatever a broken or foreign archive makes the readers stumble over
        raise unreadable(
            marked("Diese Excel-Datei können wir nicht lesen. Speichere sie als XLSX oder als CSV.")
        ) from error
    return Sheet()


def _opened(content: bytes) -> Any:
    """The library is loaded by the first such file: it brings others along that every start would wait for."""
    library = import_module("openpyxl")
    return library.load_workbook(io.BytesIO(content), read_only=True, data_only=True, keep_links=False)


def _written(value: object) -> str:
    """A cell's value as people see it."""
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return " ".join(str(value)[:LONGEST_CELL].split())


def _sheet(records: Iterable[tuple[int, list[str]]], text: str = "") -> Sheet:
    rows: list[Row] = []
    for number, cells in records:
        filled = [cell.strip() for cell in cells[:MOST_COLUMNS]]
        while filled and not filled[-1]:
            filled.pop()
        if not filled:
            continue
        if len(rows) == MOST_ROWS or number > LAST_ROW:
            return Sheet(rows, number, text)
        rows.append(Row(number, tuple(filled)))
    return Sheet(rows, 0, text)


def _as_text(rows: list[Row]) -> str:
    """Tabs between the cells, one line for each row of the sheet, also for the empty ones."""
    by_number = {row.number: "\t".join(row.cells) for row in rows}
    return "\n".join(by_number.get(number, "") for number in range(1, rows[-1].number + 1))
