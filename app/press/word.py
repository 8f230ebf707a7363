"""The report as a Word document to be edited further: Word's own styles, a list of contents with links, real tables."""

from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, NamedTuple

from docx import Document
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.shared import Cm

from app.press import manuscript as m
from app.press import word_pictures as pictures
from app.press import word_tables as tables
from app.press.leaf import Drawings
from app.press.plain import is_right_to_left, locale, plainly
from app.press.word_styles import PENS, set_styles
from app.press.word_text import (
    bookmarked,
    element,
    field,
    inner_link,
    keep_with_next,
    long_field,
    outer_link,
    paragraph,
    run,
    told,
)

VOICES = {"room": "Room", "organisers": "Organisers", "software": "Software"}
"""Style of each voice."""
MARGIN = Cm(2.2)
LISTED = 2
"""Levels of headings in the list of contents."""


class Sources(NamedTuple):
    """What blocks need beside their own words."""

    part: Any
    """Of the document, for links and pictures."""
    folder: Path


def make(data: m.Manuscript, folder: Path, file: str) -> Iterable[str]:
    """Nothing is lost but what XML cannot hold."""
    script: m.Manuscript = plainly(data)
    document = Document()
    set_styles(document, script["labels"], script["language"])
    body = document.element.body
    sources = Sources(document.part, folder)
    names = {id(block): f"_Toc{number:06}" for number, block in enumerate(script["blocks"], 1)}
    made = [*_cover(script), *_contents(script, names), *_legend(script["labels"])]
    before = ""
    for number, block in enumerate(script["blocks"], 1):
        if block["kind"] == "heading":
            made.append(_heading(block, number, names[id(block)]))
        elif block["kind"] == "note" and before == "heading":
            made.append(told("Caption", block["text"], keep=True))
        else:
            made += DRAWN[block["kind"]](block, sources)
        before = block["kind"]
    for place, each in enumerate(made):
        body.insert(place, each)
    _lay_pages(document, script)
    _describe(document, script)
    document.save(str(folder / file))
    return ()


def _cover(script: m.Manuscript) -> Iterable[Any]:
    yield told("CoverKind", script["labels"]["kind"])
    yield told("Title", script["title"])
    if script["subtitle"]:
        yield told("Subtitle", script["subtitle"])
    for fact in script["facts"]:
        yield told("CoverFacts", fact)
    yield told("Caption", script["version"])


def _contents(script: m.Manuscript, names: dict[int, str]) -> list[Any]:
    """The list as the field's stored result: readers that never work out fields show it too, and Word asks nothing."""
    entries = [
        paragraph(f"TOC{block['level']}", inner_link(block["text"], names[id(block)]))
        for block in script["blocks"]
        if block["kind"] == "heading" and block["level"] <= LISTED
    ]
    if not entries:
        return []
    long_field(entries, f' TOC \\o "1-{LISTED}" \\n \\h \\z \\u ')
    gallery = element("docPartObj", element("docPartGallery", val="Table of Contents"), element("docPartUnique"))
    content = element("sdtContent", told("TOCHeading", script["labels"]["contents"]), *entries)
    return [element("sdt", element("sdtPr", gallery), content)]


def _legend(labels: m.Labels) -> list[Any]:
    """Each voice in its own looks."""
    return [
        paragraph("Caption"),
        told("Room", labels["room"]),
        told("Organisers", labels["organisers"]),
        told("Software", labels["software"]),
    ]


def _heading(block: m.Heading, number: int, name: str) -> Any:
    right_to_left = is_right_to_left(block["text"])
    runs = bookmarked(number, name, [run(block["text"], right_to_left=right_to_left)])
    return paragraph(f"Heading{min(max(block['level'], 1), 3)}", *runs, right_to_left=right_to_left)


def _text(block: m.Text, sources: Sources) -> list[Any]:
    return [told(VOICES[block["voice"]], block["text"])]


def _note(block: m.Note, sources: Sources) -> list[Any]:
    return [told("Caption", block["text"])]


def _question(block: m.Question, sources: Sources) -> list[Any]:
    return [told("IntenseQuote", block["text"])]


def _points(block: m.Points, sources: Sources) -> list[Any]:
    """Real bullets; what is not the organisers' own keeps the looks of its voice."""
    made = []
    for item in block["items"]:
        point = told("ListBullet" if block["voice"] == "organisers" else VOICES[block["voice"]], item)
        if block["voice"] != "organisers":
            bullet = element("numPr", element("ilvl", val="0"), element("numId", val="1"))
            point[0].insert(1, bullet)
        made.append(point)
    return made


def _lines(block: m.Lines, sources: Sources) -> list[Any]:
    """Contributions; the colour of the pen is that of the bar beside them."""
    return [_line(line, "Quote" if block["is_quote"] else _penned(line["pen"])) for line in block["items"]]


def _drawings(block: Drawings, sources: Sources) -> list[Any]:
    """In words; to be seen they are on the picture of the cloth."""
    return [told("Caption", drawing["alt"]) for drawing in block["items"]]


def _line(line: m.Line, style: str) -> Any:
    notes = [*line["notes"], *(drawing["alt"] for drawing in line["drawings"])]
    known = run(f"  ({' · '.join(notes)})", "Known") if notes else None
    right_to_left = line["right_to_left"]
    return paragraph(style, run(line["text"], right_to_left=right_to_left), known, right_to_left=right_to_left)


def _penned(pen: str) -> str:
    return f"Room-{pen}" if pen in PENS and pen != "black" else "Room"


def _card(block: m.Card, sources: Sources) -> list[Any]:
    """All on one page."""
    made = [told("CardTitle", block["title"]), *(told("Card", f"– {point}") for point in block["points"])]
    if block["question"]:
        right_to_left = is_right_to_left(block["question"])
        label = run(f"{block['question_label']}: ", bold=True)
        made.append(paragraph("Card", label, run(block["question"], right_to_left=right_to_left)))
    for each in made[:-1]:
        keep_with_next(each)
    return made


def _appointments(block: m.Appointments, sources: Sources) -> list[Any]:
    made = []
    for one in block["items"]:
        made.append(told("Heading3", one["title"]))
        made.append(told("Organisers", one["when"], keep=bool(one["details"] or one["link"])))
        made += [told("Organisers", detail) for detail in one["details"]]
        if one["link"]:
            made.append(paragraph("Organisers", outer_link(sources.part, one["link"], one["link"])))
    return made


def _references(block: m.References, sources: Sources) -> list[Any]:
    return [
        paragraph("ListBullet", outer_link(sources.part, one["label"] or one["url"], one["url"]))
        for one in block["items"]
    ]


DRAWN: dict[str, Callable[[Any, Sources], list[Any]]] = {
    "text": _text,
    "note": _note,
    "question": _question,
    "points": _points,
    "lines": _lines,
    "drawings": _drawings,
    "card": _card,
    "figures": lambda block, sources: tables.figures(block),
    "bars": lambda block, sources: tables.bars(block),
    "sheet": lambda block, sources: tables.sheet(block),
    "poles": lambda block, sources: tables.poles(block),
    "cloth": lambda block, sources: pictures.cloth(block, sources.part, sources.folder),
    "album": lambda block, sources: pictures.album(block, sources.part, sources.folder),
    "appointments": _appointments,
    "references": _references,
}
"""Kind of block -> what makes its paragraphs and tables."""


def _lay_pages(document: Any, script: m.Manuscript) -> None:
    """A4; on every page but the cover the title and the number of the page."""
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = MARGIN
    section.different_first_page_header_footer = True
    labels = script["labels"]
    foot = section.footer.paragraphs[0]._p
    place = element("tabs", element("tab", val="right", pos=str(tables.WIDTH)))
    foot.get_or_add_pPr().append(place)
    for each in (
        run(f"{script['title'][:80]}\t{labels['page']} "),
        field("PAGE", "2"),
        run(f" {labels['of']} "),
        field("NUMPAGES", "2"),
    ):
        foot.append(each)


def _describe(document: Any, script: m.Manuscript) -> None:
    properties = document.core_properties
    properties.title, properties.author = script["title"][:255], script["organiser"][:255]
    properties.last_modified_by, properties.language = properties.author, locale(script["language"])
    properties.comments, properties.subject = "", script["subtitle"][:255]
    properties.created = properties.modified = datetime.fromisoformat(script["day"]).replace(tzinfo=UTC)
    package = document.part.package
    for key in [key for key, one in package.rels.items() if one.reltype == RELATIONSHIP_TYPE.THUMBNAIL]:
        del package.rels[key]  # of the library's template
