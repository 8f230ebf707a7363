"""The tables of a Word document: real ones with header rows, and those that only lay things side by side."""

from collections.abc import Sequence
from typing import Any

from app.press import manuscript as m
from app.press.word_styles import LINE, ROOM
from app.press.word_text import element, paragraph, told

WIDTH = 9412
"""Of the text on the page, in twentieths of a point."""
TABLES = ("6F4325", "9D1410", "1266EE", "837000", "C0309B", "0E5257", "620A93", "0A0C5C", "3E0D06")
"""Coffee, then the colours of tables 1 to 8."""
IN_A_ROW = 4
INSIDE = {"top": 50, "left": 85, "bottom": 50, "right": 85}
"""Between the edges of a cell and its words."""


def table(
    rows: Sequence[Sequence[Sequence[Any]]],
    widths: Sequence[int],
    *,
    header: bool = True,
    lines: bool = True,
    title: str = "",
    description: str = "",
) -> list[Any]:
    """Rows of cells of paragraphs; the first row is repeated on every page. A small gap comes after it."""
    edges = ("top", "bottom", "insideH") if lines else ()
    properties = element(
        "tblPr",
        element("tblW", w=str(sum(widths)), type="dxa"),
        element("tblBorders", *(element(side, val="single", sz="4", space="0", color=LINE) for side in edges)),
        element("tblLayout", type="fixed"),
        element("tblCellMar", *(element(side, w=str(INSIDE[side]), type="dxa") for side in INSIDE)),
        element("tblLook", firstRow=str(int(header)), noHBand="1", noVBand="1"),
        element("tblCaption", val=title) if title else None,
        element("tblDescription", val=description) if description else None,
    )
    grid = element("tblGrid", *(element("gridCol", w=str(width)) for width in widths))
    made = element("tbl", properties, grid)
    for number, row in enumerate(rows):
        is_head = header and number == 0
        cells = [_cell(cell, width, ROOM if is_head else "") for cell, width in zip(row, widths, strict=False)]
        kept = element("trPr", element("cantSplit"), element("tblHeader") if is_head else None)
        made.append(element("tr", kept, *cells))
    return [made, paragraph("Caption")]


def sheet(block: m.Sheet) -> list[Any]:
    if not block["header"]:
        return []
    head = [[told("HeaderCell", name)] for name in block["header"]]
    rows = [[[told("Cell", cell)] for cell in row] for row in block["rows"]]
    return table([head, *rows], _shares(block["widths"], len(head)))


def figures(block: m.Figures) -> list[Any]:
    """Numbers side by side."""
    made: list[Any] = []
    columns = max(min(len(block["items"]), IN_A_ROW), 1)
    for first in range(0, len(block["items"]), columns):
        some = block["items"][first : first + columns]
        cells = [[told("Number", one["value"]), told("NumberLabel", one["label"])] for one in some]
        made += table([cells], [WIDTH // columns] * len(cells), header=False, lines=False)
    return made


def bars(block: m.Bars) -> list[Any]:
    """A bar is a shaded paragraph without a word: it can be edited, and nobody has to hear it read out."""
    most = max((item["value"] for item in block["items"]), default=0)
    widths = _shares([4, 5, 2], 3)
    rows: list[list[list[Any]]] = [[[told("HeaderCell", block["title"])], *([paragraph("HeaderCell")] for _ in "ab")]]
    for item in block["items"]:
        share = max(item["value"] / most, 0) if most > 0 else 0
        bar = paragraph("Cell")
        if share > 0:
            shade = element("shd", val="clear", color="auto", fill=TABLES[item["table"] % len(TABLES)])
            gap = round((widths[1] - 2 * INSIDE["left"]) * (1 - share))
            bar[0].extend([shade, element("ind", right=str(gap))])
        rows.append([[told("Cell", item["label"])], [bar], [told("Cell", item["shown"], bold=True)]])
    return table(rows, widths, description=block["alt"], title=block["title"])


def poles(block: m.Poles) -> list[Any]:
    """Two columns of the same width."""
    sides = (block["left"], block["right"])
    head = [[told("HeaderCell", side["name"])] for side in sides]
    quotes = [[told("Quote", quote) for quote in side["quotes"]] or [paragraph("Cell")] for side in sides]
    return [told("Heading3", block["subject"]), *table([head, quotes], [WIDTH // 2] * 2)]


def _cell(paragraphs: Sequence[Any], width: int, fill: str) -> Any:
    shade = element("shd", val="clear", color="auto", fill=fill) if fill else None
    return element("tc", element("tcPr", element("tcW", w=str(width), type="dxa"), shade), *paragraphs)


def _shares(parts: Sequence[float], count: int) -> list[int]:
    """Widths of columns from parts of the whole; equal ones where these make no sense."""
    if len(parts) != count or min(parts) <= 0:
        parts = [1] * count
    return [int(WIDTH * part / sum(parts)) for part in parts]
