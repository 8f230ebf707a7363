"""The report as slides: real titles, nothing runs over its box, everything in full in the speaker's notes."""

from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from pptx.enum.shapes import MSO_SHAPE
from pptx.oxml.ns import qn
from pptx.util import Inches

from app.press import deck as d
from app.press import slide_template as page
from app.press.manuscript import Pole
from app.press.plain import locale, plainly
from app.press.slide_album import fill as album
from app.press.slide_text import SOFT, Box, Type, box_of_text, colour, common_size, noted, write

PENS = {"change": "8F1616", "optimise": "173A86", "tackle": "1C552A", "": "6F4325"}
"""The colour of a column; its name always stands beside it."""
TABLES = ("6F4325", "9D1410", "1266EE", "837000", "C0309B", "0E5257", "620A93", "0A0C5C", "3E0D06")
"""Coffee, then the colours of tables 1 to 8."""
QUOTATION = {"de": "„{}“"}
ELSEWHERE = "“{}”"
MOST_BARS = 12
LABEL, LONGEST, VALUE, GAP = 4.3, 4.2, 3.0, 0.16
"""Inches of a chart's row: its label, its longest bar, its value, and what lies between."""
HEADLINE = Type(34, 16, font=page.TITLE_FONT)


def make(data: d.Deck, folder: Path, file: str) -> Iterable[str]:
    """Nothing is lost but what XML cannot hold."""
    deck: d.Deck = plainly(data)
    language = deck["language"]
    show = page.template(language)
    properties = show.core_properties
    properties.title, properties.author = deck["title"][:255], deck["organiser"][:255]
    properties.last_modified_by, properties.language = properties.author, locale(language)
    properties.created = properties.modified = datetime.fromisoformat(deck["day"]).replace(tzinfo=UTC)
    foot = " · ".join(each for each in (deck["title"], deck["organiser"]) if each)
    for content in deck["slides"]:
        layout, draw = DRAWN[content["kind"]]
        slide = show.slides.add_slide(show.slide_layouts[layout])
        box = page.COVER_TITLE if layout == page.COVER else page.TITLE
        looks = Type(48, 24, font=page.TITLE_FONT, centred=True) if layout == page.COVER else HEADLINE
        write(slide.shapes.title, [content["title"]], box, looks, language, is_centred_down=True)
        draw(slide, content, language, folder)
        noted(slide, str(content.get("notes", "")), language)
        if layout != page.COVER:
            page.add_foot(slide, foot, language)
    show.save(str(folder / file))
    return ()


def _cover(slide: Any, content: d.Cover, language: str, folder: Path) -> None:
    lines = [each for each in (content["subtitle"], *content["facts"]) if each]
    body = slide.placeholders[1]
    if lines:
        write(body, lines, page.COVER_BODY, Type(24, 12, centred=True, colour=SOFT, gap=0.3), language)
    else:
        _take_away(body)


def _statement(slide: Any, content: d.Statement, language: str, folder: Path) -> None:
    write(
        _body(slide), [content["text"]], page.BODY, Type(44, 14, font=page.TITLE_FONT), language, is_centred_down=True
    )


def _theme(slide: Any, content: d.ThemeSlide, language: str, folder: Path) -> None:
    """The organisers' summary at the left, at the right what people wrote; without a summary their words alone."""
    pen = PENS[content["category"]]
    _bar(slide, "Column", Box(0.4, 0.62, 0.12, 1.1), pen)
    if content["category_name"]:
        label = Box(0.75, 0.3, 6, 0.32)
        small = Type(15, 10, bold=True, colour=pen)
        write(box_of_text(slide, "Column name", label), [content["category_name"]], label, small, language)
    facts = Box(0.75, 6.3, 11.83, 0.4)
    if content["facts"]:
        line = " · ".join(content["facts"])
        write(box_of_text(slide, "Facts", facts), [line], facts, Type(16, 10, colour=SOFT), language)
    if content["summary"]:
        box = Box(0.75, 1.95, 4.9, 4.15)
        _put(_body(slide), box)
        write(slide.placeholders[1], [content["summary"]], box, Type(22, 12), language)
        cells = [Box(6.05, 1.95 + 1.06 * row, 6.53, 0.97) for row in range(4)]
    else:
        _take_away(slide.placeholders[1])
        cells = [Box(0.75 + 6.02 * column, 1.95 + 2.15 * row, 5.81, 1.95) for row in range(2) for column in range(2)]
    for number, (quote, cell) in enumerate(zip(content["quotes"], cells, strict=False), 1):
        _bar(slide, f"Mark {number}", Box(cell.left, cell.top, 0.06, cell.height), pen)
        inner = Box(cell.left + 0.2, cell.top, cell.width - 0.2, cell.height)
        words = QUOTATION.get(language, ELSEWHERE).format(quote)
        shape = box_of_text(slide, f"Quote {number}", inner)
        write(shape, [words], inner, Type(20, 10), language, is_centred_down=True)


def _poles(slide: Any, content: d.PolesSlide, language: str, folder: Path) -> None:
    """Two sides of the same size and colour."""
    subject = Box(0.75, 1.75, 11.83, 0.6)
    write(box_of_text(slide, "Subject", subject), [content["subject"]], subject, Type(22, 12, colour=SOFT), language)
    arrow = Box(6.4, 4.2, 0.53, 0.6)
    between = Type(32, 20, centred=True, colour=SOFT)
    write(box_of_text(slide, "Against", arrow), ["↔"], arrow, between, language, is_centred_down=True)
    _pole(slide, content["left"], Box(0.75, 2.5, 5.5, 4.2), "Left", language)
    _pole(slide, content["right"], Box(7.08, 2.5, 5.5, 4.2), "Right", language)


def _pole(slide: Any, pole: Pole, box: Box, side: str, language: str) -> None:
    _bar(slide, f"{side} side", box, "F4EAD9")
    head = Box(box.left + 0.3, box.top + 0.25, box.width - 0.6, 0.9)
    write(box_of_text(slide, f"{side} name", head), [pole["name"]], head, Type(26, 14, bold=True), language)
    words = [QUOTATION.get(language, ELSEWHERE).format(quote) for quote in pole["quotes"]]
    rest = Box(head.left, box.top + 1.3, head.width, box.height - 1.55)
    if words:
        write(box_of_text(slide, f"{side} quotes", rest), words, rest, Type(20, 11, gap=0.6), language)


def _chart(slide: Any, content: d.ChartSlide, language: str, folder: Path) -> None:
    """Bars from zero as plain shapes: an office chart would bring a sheet along in which words could be formulas."""
    items = content["items"][:MOST_BARS]
    most = max((item["value"] for item in items), default=0)
    row = min(0.8, page.BODY.height / max(len(items), 1))
    bars = slide.shapes.add_group_shape()
    bars.name = "Bars"
    bars._element.nvGrpSpPr.cNvPr.set("descr", "; ".join(f"{item['label']}: {item['shown']}" for item in items))
    labels = common_size([item["label"] for item in items], Box(0, 0, LABEL, row * 0.94), Type(20, 9))
    values = common_size([item["shown"] for item in items], Box(0, 0, VALUE, row * 0.94), Type(16, 9, bold=True))
    for number, item in enumerate(items):
        top = page.BODY.top + number * row
        label = Box(page.BODY.left, top, LABEL, row * 0.94)
        shape = box_of_text(slide, f"Label {number + 1}", label)
        write(shape, [item["label"]], label, labels, language, is_centred_down=True)
        long = max(LONGEST * item["value"] / most if most > 0 else 0, 0.03)
        left = label.left + LABEL + GAP
        _bar(bars, f"Bar {number + 1}", Box(left, top + row * 0.18, long, row * 0.64), TABLES[item["table"] % 9])
        value = Box(left + long + GAP, top, VALUE, row * 0.94)
        shape = box_of_text(slide, f"Value {number + 1}", value)
        write(shape, [item["shown"]], value, values, language, is_centred_down=True)


def _list(slide: Any, content: d.ListSlide, language: str, folder: Path) -> None:
    write(_body(slide), content["items"], page.BODY, Type(26, 12, gap=0.5), language, bullets=True)


def _album(slide: Any, content: d.AlbumSlide, language: str, folder: Path) -> None:
    album(slide, content["pictures"], Box(0.75, 1.75, 11.83, 5.0), language, folder)


DRAWN: dict[str, tuple[int, Callable[[Any, Any, str, Path], None]]] = {
    "cover": (page.COVER, _cover),
    "statement": (page.CONTENT, _statement),
    "theme": (page.CONTENT, _theme),
    "poles": (page.TITLE_ONLY, _poles),
    "chart": (page.TITLE_ONLY, _chart),
    "list": (page.CONTENT, _list),
    "album": (page.TITLE_ONLY, _album),
}
"""Kind of slide -> its layout, and what draws the rest of it."""


def _body(slide: Any) -> Any:
    return slide.placeholders[1]


def _put(shape: Any, box: Box) -> None:
    shape.left, shape.top, shape.width, shape.height = _inches(box)


def _take_away(shape: Any) -> None:
    shape._element.getparent().remove(shape._element)


def _bar(slide: Any, name: str, box: Box, shade: str) -> None:
    """A filled rectangle that says nothing by itself."""
    shape = slide.shapes.add_shape(MSO_SHAPE.RECTANGLE, *_inches(box))
    shape.name = name
    shape.fill.solid()
    shape.fill.fore_color.rgb = colour(shade)
    shape.line.fill.background()
    shape._element.remove(shape._element.find(qn("p:style")))  # else it casts a shadow


def _inches(box: Box) -> Iterable[Any]:
    return [Inches(each) for each in (box.left, box.top, box.width, box.height)]
