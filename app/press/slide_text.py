"""Texts in boxes of slides: how large they can be, and how they are written."""

import math
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from pptx.dml.color import RGBColor
from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls, qn
from pptx.util import Inches, Pt

from app.press.plain import is_right_to_left, locale

LETTER, WIDE = 0.6, 1.1
"""Of the type size: how wide letters are at most on average; more than ours, for programs that lack our typefaces."""
LINE = 1.2
"""Of the type size: from line to line."""
LOOSE = 1.06
"""Lines end between words, so they are not filled."""
INDENT = 0.35
"""Inches that a bullet takes."""
POINTS = 72
"""In an inch."""
INK, SOFT = "2B1D14", "5D4A3C"
MORE = " …"


@dataclass(frozen=True)
class Box:
    """Where on the slide, in inches."""

    left: float
    top: float
    width: float
    height: float


@dataclass(frozen=True)
class Type:
    """How a text is set; its size is the largest one from `largest` to `smallest` at which it fits."""

    largest: int
    smallest: int
    bold: bool = False
    colour: str = INK
    centred: bool = False
    font: str = ""
    """Empty: the one of the place it stands in."""
    gap: float = 0.0
    """Between paragraphs, in parts of the type size."""


def fitted(paragraphs: Sequence[str], box: Box, type_: Type) -> tuple[list[str], int]:
    """The paragraphs and their size; what does not fit at the smallest size is left out at the end."""
    kept = [line for paragraph in paragraphs for line in paragraph.split("\n")]
    widths = [_width(line) for line in kept]
    for size in range(type_.largest, type_.smallest - 1, -1):
        if _height(widths, box, size, type_.gap) <= box.height:
            return kept, size
    while kept and _height(widths, box, type_.smallest, type_.gap) > box.height:
        last = kept.pop().removesuffix(MORE)
        widths.pop()
        shorter = last[: len(last) * 3 // 4].rstrip()
        if shorter or kept:
            kept.append((shorter or kept.pop().removesuffix(MORE)) + MORE)
            widths = [*widths[: len(kept) - 1], _width(kept[-1])]
    return kept or [MORE.strip()], type_.smallest


def common_size(texts: Sequence[str], box: Box, type_: Type) -> Type:
    """The type at which each of the texts fits into a box of that size."""
    size = min((fitted([text], box, type_)[1] for text in texts), default=type_.largest)
    return replace(type_, largest=size)


def write(
    shape: Any,
    paragraphs: Sequence[str],
    box: Box,
    type_: Type,
    language: str,
    *,
    is_centred_down: bool = False,
    bullets: bool = False,
) -> None:
    """Fills a shape's frame, which is as large as the box."""
    room = replace(box, width=box.width - INDENT) if bullets else box
    kept, size = fitted(paragraphs, room, type_)
    frame = shape.text_frame
    frame.word_wrap = True
    frame.vertical_anchor = MSO_ANCHOR.MIDDLE if is_centred_down else MSO_ANCHOR.TOP
    frame.margin_left = frame.margin_right = frame.margin_top = frame.margin_bottom = 0
    for number, line in enumerate(kept):
        paragraph = frame.paragraphs[0] if number == 0 else frame.add_paragraph()
        paragraph.space_before, paragraph.space_after = Pt(0), Pt(round(size * type_.gap, 1))
        _lay(paragraph, line, type_, bullets=bullets)
        _run(paragraph, line, size, type_, language)


def box_of_text(slide: Any, name: str, box: Box) -> Any:
    """A text box, still empty."""
    shape = slide.shapes.add_textbox(*(Inches(each) for each in (box.left, box.top, box.width, box.height)))
    shape.name = name
    return shape


def colour(written: str) -> RGBColor:
    """Of six hexadecimal digits."""
    return RGBColor(*bytes.fromhex(written))  # type: ignore[no-untyped-call]


def noted(slide: Any, notes: str, language: str) -> None:
    """The speaker's notes."""
    if not notes.strip():
        return
    frame = slide.notes_slide.notes_text_frame
    frame.text = notes
    for properties in frame._txBody.iter(qn("a:r")):
        properties.get_or_add_rPr().set("lang", locale(language))


def _lay(paragraph: Any, line: str, type_: Type, *, bullets: bool) -> None:
    """The paragraph's direction, alignment and bullet."""
    properties = paragraph._p.get_or_add_pPr()
    if is_right_to_left(line):
        properties.set("rtl", "1")
        paragraph.alignment = PP_ALIGN.RIGHT
    if type_.centred:
        paragraph.alignment = PP_ALIGN.CENTER
    indent = Inches(INDENT) if bullets else 0
    properties.set("marL", str(indent))
    properties.set("indent", str(-indent))
    if not bullets:
        properties.append(parse_xml(f"<a:buNone {nsdecls('a')}/>"))


def _run(paragraph: Any, line: str, size: int, type_: Type, language: str) -> None:
    run = paragraph.add_run()
    run.text = line
    run.font.size = Pt(size)
    run.font.color.rgb = colour(type_.colour)
    if type_.bold:
        run.font.bold = True
    if type_.font:
        run.font.name = type_.font
    run._r.get_or_add_rPr().set("lang", locale(language))


def _height(widths: Sequence[float], box: Box, size: int, gap: float) -> float:
    """Of paragraphs, in inches."""
    room = box.width * POINTS / size
    lines = sum(max(1, math.ceil(width * LOOSE / room)) for width in widths)
    return (lines * LINE + max(len(widths) - 1, 0) * gap) * size / POINTS


def _width(text: str) -> float:
    """In parts of the type size; marks on a letter take no room of their own."""
    letters = (sign for sign in text if not unicodedata.combining(sign))
    return sum(WIDE if unicodedata.east_asian_width(sign) in "WF" else LETTER for sign in letters)
