"""The small parts of a Word document: paragraphs, runs, links, fields."""

from collections.abc import Iterable
from functools import cache
from typing import Any

from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from app.press.plain import is_right_to_left

SAFE_LINKS = ("https://", "http://", "mailto:")
SPACE = "{http://www.w3.org/XML/1998/namespace}space"


def element(tag: str, *children: Any, **attributes: str) -> Any:
    """An element of Word's own namespace with attributes of the same; children that are None are left out."""
    made = OxmlElement(f"w:{tag}")
    for name, value in attributes.items():
        made.set(_name(name), value)
    for child in children:
        if child is not None:
            made.append(child)
    return made


def paragraph(style: str, *runs: Any, right_to_left: bool = False, keep: bool = False) -> Any:
    """`keep`: stays on the page of what follows."""
    properties = element("pPr", element("pStyle", val=style), element("bidi") if right_to_left else None)
    made = element("p", properties, *runs)
    if keep:
        keep_with_next(made)
    return made


def keep_with_next(paragraph: Any) -> None:
    properties = paragraph[0]
    properties.insert(1, element("keepNext"))


def run(text: str, style: str = "", *, bold: bool = False, right_to_left: bool = False) -> Any:
    """Text as it is; line breaks and tabs are kept."""
    made = element("r")
    if style or bold or right_to_left:
        made.append(
            element(
                "rPr",
                element("rStyle", val=style) if style else None,
                element("b") if bold else None,
                element("rtl") if right_to_left else None,
            )
        )
    for number, line in enumerate(text.split("\n")):
        if number:
            made.append(element("br"))
        for place, piece in enumerate(line.split("\t")):
            if place:
                made.append(element("tab"))
            if piece:
                written = element("t")
                written.text = piece
                written.set(SPACE, "preserve")
                made.append(written)
    return made


def told(style: str, text: str, *, keep: bool = False, bold: bool = False) -> Any:
    """A paragraph of one text in its own direction."""
    right_to_left = is_right_to_left(text)
    return paragraph(style, run(text, bold=bold, right_to_left=right_to_left), right_to_left=right_to_left, keep=keep)


def outer_link(part: Any, text: str, url: str) -> Any:
    """A link into the web; any other address is only written down."""
    if not url.startswith(SAFE_LINKS):
        return run(text)
    target = part.relate_to(url, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
    made = element("hyperlink", run(text, "Hyperlink"))
    made.set(qn("r:id"), target)
    return made


def inner_link(text: str, bookmark: str) -> Any:
    return element("hyperlink", run(text), anchor=bookmark, history="1")


def field(instruction: str, result: str) -> Any:
    """What Word works out by itself, with what stands there until it has."""
    return element("fldSimple", run(result), instr=instruction)


def long_field(paragraphs: list[Any], instruction: str) -> None:
    """Makes whole paragraphs the stored result of a field."""
    start = [element("r", element("fldChar", fldCharType="begin")), element("r", _instruction(instruction))]
    start.append(element("r", element("fldChar", fldCharType="separate")))
    for number, each in enumerate(start):
        paragraphs[0].insert(1 + number, each)
    paragraphs[-1].append(element("r", element("fldChar", fldCharType="end")))


def bookmarked(id_: int, name: str, runs: Iterable[Any]) -> list[Any]:
    return [element("bookmarkStart", id=str(id_), name=name), *runs, element("bookmarkEnd", id=str(id_))]


def _instruction(text: str) -> Any:
    made = element("instrText")
    made.text = text
    made.set(SPACE, "preserve")
    return made


@cache
def _name(attribute: str) -> str:
    return str(qn(f"w:{attribute}"))
