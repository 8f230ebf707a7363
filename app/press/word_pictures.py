"""Pictures in a Word document, each with a description for those who do not see it."""

from pathlib import Path
from typing import Any

from docx.image.exceptions import InvalidImageStreamError, UnexpectedEndOfFileError, UnrecognizedImageError
from docx.shared import Cm, Length

from app.press import manuscript as m
from app.press.word_tables import WIDTH, table
from app.press.word_text import element, paragraph, told

UNREADABLE = (OSError, ValueError, InvalidImageStreamError, UnexpectedEndOfFileError, UnrecognizedImageError)
WHOLE, HALF, TALLEST = Cm(16.4), Cm(7.9), Cm(9)


def cloth(block: m.Cloth, part: Any, folder: Path) -> list[Any]:
    """The picture if it has been made; the words of the cloth follow as text in any case."""
    shown = _picture(part, folder / "cloths" / f"{block['id']}.png", block["alt"], WHOLE, None)
    return [] if shown is None else [paragraph("Normal", element("r", shown))]


def album(block: m.Album, part: Any, folder: Path) -> list[Any]:
    """Two beside each other, their captions below; what cannot be read is left out."""
    cells = []
    for one in block["pictures"]:
        flat = one["width"] / max(one["height"], 1) >= HALF / TALLEST
        width, height = (HALF, None) if flat else (None, TALLEST)
        shown = _picture(part, folder / one["file"], one["alt"], width, height)
        if shown is not None:
            cells.append([paragraph("Cell", element("r", shown), keep=True), told("Caption", one["caption"])])
    rows = [cells[first : first + 2] for first in range(0, len(cells), 2)]
    for row in rows:
        row.extend([[paragraph("Cell")]] * (2 - len(row)))
    return table(rows, [WIDTH // 2] * 2, header=False, lines=False) if rows else []


def _picture(part: Any, file: Path, alt: str, width: Length | None, height: Length | None) -> Any | None:
    """A drawing of that width or height; nothing without a file that can be read."""
    try:
        inline = part.new_pic_inline(str(file), width, height)
    except UNREADABLE:
        return None
    inline.docPr.set("descr", alt)
    inline.docPr.set("name", file.stem)
    return element("drawing", inline)
