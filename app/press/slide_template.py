"""A plain 16:9 template of our own: paper, ink and the edge of a checked tablecloth."""

import re
from collections.abc import Iterable
from copy import deepcopy
from typing import Any

from pptx import Presentation
from pptx.opc.constants import RELATIONSHIP_TYPE
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls, qn
from pptx.util import Inches

from app.press.plain import locale
from app.press.slide_text import SOFT, Box, Type, write

WIDTH, HEIGHT = 13.333, 7.5
"""Inches."""
COVER, CONTENT, TITLE_ONLY = 0, 1, 2
"""Layouts."""
KEPT = ("Title Slide", "Title and Content", "Title Only")
TITLE = Box(0.75, 0.62, 11.83, 1.1)
BODY = Box(0.75, 1.95, 11.83, 4.75)
COVER_TITLE = Box(1.6, 1.75, 10.13, 1.9)
COVER_BODY = Box(1.6, 3.8, 10.13, 1.9)
FOOTER = Box(0.75, 6.95, 9.9, 0.25)
NUMBER = Box(11.08, 6.9, 1.5, 0.3)
TITLE_FONT, TEXT_FONT = "Georgia", "Calibri"
"""On every machine that shows slides: another typeface would need other room."""
COLOURS = {
    "dk1": "2B1D14",
    "lt1": "FFFCF5",
    "dk2": "5D4A3C",
    "lt2": "F4EAD9",
    "accent1": "9D1410",
    "accent2": "1266EE",
    "accent3": "837000",
    "accent4": "C0309B",
    "accent5": "0E5257",
    "accent6": "620A93",
    "hlink": "0B57D0",
    "folHlink": "620A93",
}
GROUND = (
    f"<p:bg {nsdecls('p', 'a')}><p:bgPr>"
    '<a:solidFill><a:schemeClr val="bg2"/></a:solidFill><a:effectLst/></p:bgPr></p:bg>'
)
CHECK = 0.21
"""Inches: a square of the cloth's edge."""


def template(language: str) -> Any:
    """An empty presentation."""
    show = Presentation()
    show.slide_width, show.slide_height = Inches(WIDTH), Inches(HEIGHT)
    for layout in [one for one in show.slide_layouts if one.name not in KEPT]:
        show.slide_layouts.remove(layout)
    master = show.slide_master
    _colour(master)
    _set_type(master)
    _place(master.placeholders, {"title": TITLE, "body": BODY})
    cover, content, only = show.slide_layouts
    _place(cover.placeholders, {"ctrTitle": COVER_TITLE, "subTitle": COVER_BODY})
    _place(content.placeholders, {"title": TITLE, None: BODY})
    _place(only.placeholders, {"title": TITLE})
    _draw(master, [_edge(HEIGHT - CHECK / 2, CHECK / 2, 1, "D9C7AC")])
    _draw(cover, [_edge(0, CHECK, 2, "9D1410"), _edge(HEIGHT - 2 * CHECK, CHECK, 2, "9D1410"), _cloth()])
    cover._element.set("showMasterSp", "0")
    cover._element.cSld.insert(0, parse_xml(GROUND))
    for element in [master._element, *(layout._element for layout in show.slide_layouts)]:
        for properties in element.iter(qn("a:rPr"), qn("a:endParaRPr"), qn("a:defRPr")):
            properties.set("lang", locale(language))
    return show


def add_foot(slide: Any, text: str, language: str) -> None:
    """The footer and the number of the slide, which slides do not take from their layout by themselves."""
    for placeholder in slide.slide_layout.placeholders:
        kind = placeholder._element.ph.get("type")
        if kind in ("ftr", "sldNum"):
            slide.shapes._spTree.append(deepcopy(placeholder._element))
        if kind == "ftr":
            slide.shapes[-1].text_frame.clear()
            write(slide.shapes[-1], [text], FOOTER, Type(11, 9, colour=SOFT), language)


def _colour(master: Any) -> None:
    """Colours and typefaces of the theme, which everything that is added later takes too."""
    theme = master.part.part_related_by(RELATIONSHIP_TYPE.THEME)
    told = theme.blob.decode()
    for name, colour in COLOURS.items():
        written = f'<a:{name}><a:srgbClr val="{colour}"/></a:{name}>'
        told = re.sub(rf"<a:{name}>.*?</a:{name}>", written, told, flags=re.DOTALL)
    for part, font in (("majorFont", TITLE_FONT), ("minorFont", TEXT_FONT)):
        told = re.sub(rf'(<a:{part}>\s*<a:latin typeface=")[^"]*', rf"\g<1>{font}", told)
    theme._blob = told.encode()


def _set_type(master: Any) -> None:
    styles = master._element.find(qn("p:txStyles"))
    title = styles.find(qn("p:titleStyle")).find(qn("a:lvl1pPr"))
    title.set("algn", "l")
    title.find(qn("a:defRPr")).set("sz", "3200")
    for level, size in zip(styles.find(qn("p:bodyStyle")), ("2400", "2000", "1800", "1600", "1600"), strict=False):
        level.find(qn("a:defRPr")).set("sz", size)


def _place(placeholders: Iterable[Any], boxes: dict[str | None, Box]) -> None:
    for one in placeholders:
        kind = one._element.ph.get("type")
        if kind == "dt":
            one._element.getparent().remove(one._element)
            continue
        box = {"ftr": FOOTER, "sldNum": NUMBER, **boxes}.get(kind)
        if box:
            one.left, one.top, one.width, one.height = (
                Inches(each) for each in (box.left, box.top, box.width, box.height)
            )
        if kind in ("ftr", "sldNum"):
            for level in one._element.iter(qn("a:lvl1pPr")):
                level.set("algn", "l" if kind == "ftr" else "r")


def _draw(page: Any, shapes: Iterable[str]) -> None:
    """Behind everything else."""
    for number, shape in enumerate(shapes):
        page.shapes._spTree.insert(2 + number, parse_xml(shape))


def _edge(top: float, side: float, rows: int, colour: str) -> str:
    """Squares in turn over the whole width, as one shape."""
    columns = int(WIDTH / side) + 1
    squares = "".join(
        f'<a:moveTo><a:pt x="{x}" y="{y}"/></a:moveTo><a:lnTo><a:pt x="{x + 1}" y="{y}"/></a:lnTo>'
        f'<a:lnTo><a:pt x="{x + 1}" y="{y + 1}"/></a:lnTo><a:lnTo><a:pt x="{x}" y="{y + 1}"/></a:lnTo><a:close/>'
        for y in range(rows)
        for x in range(columns)
        if (x + y) % 2 == 0
    )
    path = (
        '<a:custGeom><a:avLst/><a:gdLst/><a:ahLst/><a:cxnLst/><a:rect l="0" t="0" r="r" b="b"/>'
        f'<a:pathLst><a:path w="{columns}" h="{rows}">{squares}</a:path></a:pathLst></a:custGeom>'
    )
    return _shape("Edge", Box(0, top, columns * side, rows * side), path, colour)


def _cloth() -> str:
    box = Box(0.9, 0.95, WIDTH - 1.8, HEIGHT - 1.9)
    return _shape("Cloth", box, '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom>', "FFFCF5", line="B8A58F")


def _shape(name: str, box: Box, geometry: str, colour: str, line: str = "") -> str:
    at = f'x="{Inches(box.left)}" y="{Inches(box.top)}"'
    size = f'cx="{Inches(box.width)}" cy="{Inches(box.height)}"'
    drawn = f'<a:solidFill><a:srgbClr val="{line}"/></a:solidFill>' if line else "<a:noFill/>"
    return (
        f'<p:sp {nsdecls("p", "a")}><p:nvSpPr><p:cNvPr id="{90 + round(box.top * 10)}" name="{name}"/><p:cNvSpPr/>'
        f'<p:nvPr userDrawn="1"/></p:nvSpPr><p:spPr><a:xfrm><a:off {at}/><a:ext {size}/></a:xfrm>{geometry}'
        f'<a:solidFill><a:srgbClr val="{colour}"/></a:solidFill><a:ln w="12700">{drawn}</a:ln></p:spPr>'
        f"<p:txBody><a:bodyPr/><a:lstStyle/><a:p/></p:txBody></p:sp>"
    )
