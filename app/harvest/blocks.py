"""The blocks of a manuscript made from a report's nouns: pure."""

import unicodedata
from collections.abc import Iterable, Sequence

from app.harvest import wording
from app.harvest.cropping import frame
from app.harvest.drawn import Doodle
from app.harvest.report import Contribution, Report, Table
from app.harvest.wording import Translator
from app.press import manuscript as m
from app.press.leaf import Drawing

TABLE_COLOURS = 8
QUOTED = 60


def heading(level: int, text: str, id_: str) -> m.Heading:
    return {"kind": "heading", "level": level, "text": text, "id": id_}


def text(words: str, voice: m.Voice = "organisers") -> m.Text:
    return {"kind": "text", "voice": voice, "text": words}


def note(words: str) -> m.Note:
    return {"kind": "note", "text": words}


def points(items: Iterable[str], voice: m.Voice = "organisers") -> m.Points:
    return {"kind": "points", "voice": voice, "items": list(items)}


def question(words: str) -> m.Question:
    return {"kind": "question", "text": words}


def sheet(header: Sequence[str], rows: Sequence[Sequence[str]], widths: Sequence[float]) -> m.Sheet:
    """Columns in which no row has anything are left out."""
    filled = [no for no in range(len(header)) if any(row[no] for row in rows)]
    return {
        "kind": "sheet",
        "header": [header[no] for no in filled],
        "rows": [[row[no] for no in filled] for row in rows],
        "widths": [widths[no] for no in filled],
    }


def lines(items: Iterable[m.Line], *, is_quote: bool = False) -> m.Lines:
    return {"kind": "lines", "items": list(items), "is_quote": is_quote}


def line(report: Report, one: Contribution, _: Translator, *, with_table: bool = False) -> m.Line:
    """A contribution, what is known of it; `with_table` where it does not stand below its table: without drawings."""
    belonging = [] if with_table else report.belonging.get(one.id, [])
    known = [
        _("Frage") if one.kind == "question" else "",
        _("Tisch %(number)d") % {"number": report.table_of[one.table_id].no} if with_table else "",
        one.author,
        _(wording.SCRIBES[one.scribe]) if one.scribe else "",
        wording.trail(report, one, _),
        f"★ {one.votes}" if one.votes else "",
        *(_("gehört zu „%(text)s“") % {"text": shortened(other.text)} for other in belonging),
        _("geändert") if one.edited_at and not with_table else "",
        _("ausgeblendet") if one.hidden else "",
    ]
    return {
        "id": one.id,
        "text": one.text,
        "notes": [each for each in known if each],
        "pen": one.pen,
        "right_to_left": is_right_to_left(one.text),
        "hidden": one.hidden,
        "drawings": [] if with_table else [drawing(each, _) for each in report.beside.get(one.id, [])],
    }


def drawing(doodle: Doodle, _: Translator) -> Drawing:
    around = frame(stroke.path for stroke in doodle.strokes)
    words = doodle.description
    return {
        "alt": _("Zeichnung: %(text)s") % {"text": words} if words else _("Zeichnung ohne Beschreibung"),
        "caption": " · ".join(each for each in (words, doodle.author) if each),
        "left": around.left,
        "top": around.top,
        "width": around.width,
        "height": around.height,
        "strokes": [{"pen": stroke.pen, "path": stroke.path} for stroke in doodle.strokes],
    }


def shortened(words: str) -> str:
    """As much as tells which contribution it is."""
    return words if len(words) <= QUOTED else words[: QUOTED - 1].rstrip() + "…"


def colour(table: Table) -> int:
    """Of eight; later tables have the same ones with stripes."""
    return (table.no - 1) % TABLE_COLOURS + 1


def is_right_to_left(words: str) -> bool:
    """Whether the first letter that has a direction runs from right to left, as browsers decide."""
    for sign in words:
        direction = unicodedata.bidirectional(sign)
        if direction in ("L", "R", "AL"):
            return direction != "L"
    return False
