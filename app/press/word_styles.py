"""How the Word document looks: Word's own styles in our colours, and the three voices as styles that can be chosen."""

from typing import Any

from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn

from app.press.manuscript import Labels
from app.press.plain import locale

TITLE, TEXT = "Young Serif", "Atkinson Hyperlegible Next"
INSTEAD = {TITLE: ("Georgia", "roman"), TEXT: ("Calibri", "swiss")}
"""Typeface -> what Word takes where it is missing, and of which kind it is."""
INK, SOFT, ROOM, LINE = "2B1D14", "5D4A3C", "F4EAD9", "B8A58F"
PENS = {"black": "2B1D14", "blue": "173A86", "red": "8F1616", "green": "1C552A"}
KEPT = frozenset({"Normal", "DefaultParagraphFont", "TableNormal", "NoList"})
"""What stays of the library's template."""
LONGEST_NAME = 60
NAMES = {
    "de": {
        "CoverKind": "Titelseite Art",
        "CoverFacts": "Titelseite Angaben",
        "CardTitle": "Karte Titel",
        "Card": "Karte",
        "Cell": "Tabellentext",
        "HeaderCell": "Tabellenkopf",
        "Number": "Zahl groß",
        "NumberLabel": "Zahl Beschriftung",
        "Known": "Angaben zum Beitrag",
        "blue": "blau",
        "red": "rot",
        "green": "grün",
    },
    "en": {
        "CoverKind": "Cover kind",
        "CoverFacts": "Cover facts",
        "CardTitle": "Card title",
        "Card": "Card",
        "Cell": "Table text",
        "HeaderCell": "Table heading",
        "Number": "Large number",
        "NumberLabel": "Large number label",
        "Known": "About a contribution",
        "blue": "blue",
        "red": "red",
        "green": "green",
    },
}
"""What our own styles are called in Word's list of styles."""
NEW_PAGE = "<w:keepNext/><w:keepLines/><w:pageBreakBefore/><w:suppressAutoHyphens/>"
HEADING = "<w:keepNext/><w:keepLines/><w:suppressAutoHyphens/>"
BOX = "".join(
    f'<w:{side} w:val="single" w:sz="6" w:space="6" w:color="{LINE}"/>' for side in ("top", "left", "bottom", "right")
)

EDGE = '<w:top w:val="dashed" w:sz="96" w:space="14" w:color="9D1410"/>'
"""Of a checked tablecloth."""


def set_styles(document: Any, labels: Labels, language: str) -> None:
    """Replaces the styles of the library's template by ours."""
    styles = document.styles.element
    for style in list(styles.iterchildren(qn("w:style"))):
        if style.get(qn("w:styleId")) not in KEPT:
            styles.remove(style)
    defaults = styles.find(qn("w:docDefaults"))
    styles.replace(defaults, parse_xml(_defaults(locale(language))))
    for told in _all_styles(labels, NAMES.get(language, NAMES["en"])):
        styles.append(parse_xml(told))
    _settle(document, language)
    _name_fonts(document)


def _defaults(locale: str) -> str:
    return (
        f"<w:docDefaults {nsdecls('w')}><w:rPrDefault><w:rPr>{_font(TEXT)}"
        f'<w:color w:val="{INK}"/><w:sz w:val="21"/><w:szCs w:val="21"/>'
        f'<w:lang w:val="{locale}" w:eastAsia="{locale}" w:bidi="ar-SA"/></w:rPr></w:rPrDefault>'
        f'<w:pPrDefault><w:pPr><w:widowControl/><w:spacing w:after="120" w:line="276" w:lineRule="auto"/></w:pPr>'
        f"</w:pPrDefault></w:docDefaults>"
    )


def _all_styles(labels: Labels, names: dict[str, str]) -> list[str]:
    room, organisers, software = (_style_name(labels[voice]) for voice in ("room", "organisers", "software"))
    pens = [
        _style(f"Room-{pen}", f"{room} ({names[pen]})", "Room", f"<w:pBdr>{_left(PENS[pen], 24)}</w:pBdr>")
        for pen in PENS
        if pen in names
    ]
    return [
        _style("Title", "Title", "Normal", HEADING + _around(2400, 200), _font(TITLE) + _size(32)),
        _style("Subtitle", "Subtitle", "Normal", _around(0, 480), _colour(SOFT) + _size(15)),
        _style("Heading1", "heading 1", "Normal", HEADING + _around(480, 160) + _level(0), _font(TITLE) + _size(19)),
        _style("Heading2", "heading 2", "Normal", HEADING + _around(360, 120) + _level(1), _font(TITLE) + _size(14)),
        _style(
            "Heading3", "heading 3", "Normal", HEADING + _around(240, 80) + _level(2), "<w:b/><w:bCs/>" + _size(11.5)
        ),
        _style("TOCHeading", "TOC Heading", "Normal", NEW_PAGE + _around(0, 200), _font(TITLE) + _size(19)),
        _style("TOC1", "toc 1", "Normal", _around(120, 40), "<w:b/><w:bCs/>"),
        _style("TOC2", "toc 2", "Normal", _around(0, 20) + '<w:ind w:left="340"/>'),
        _style("ListBullet", "List Bullet", "Normal", '<w:numPr><w:numId w:val="1"/></w:numPr>' + _around(0, 60)),
        _style("Caption", "caption", "Normal", _around(0, 120), _colour(SOFT) + _size(9)),
        _style("IntenseQuote", "Intense Quote", "Normal", _around(240, 320), _font(TITLE) + _size(20)),
        _style("Footer", "footer", "Normal", _around(0, 0), _colour(SOFT) + _size(9)),
        _style("Organisers", organisers, "Normal"),
        _style(
            "Room",
            room,
            "Normal",
            f'<w:keepLines/><w:pBdr>{_left(INK, 24)}</w:pBdr>{_around(0, 90)}<w:ind w:left="227"/>',
        ),
        *pens,
        _style("Quote", "Quote", "Room", f'<w:pBdr>{_left(LINE, 24)}</w:pBdr><w:ind w:left="454"/>'),
        _style(
            "Software",
            software,
            "Normal",
            f'<w:pBdr>{BOX.replace("single", "dashed")}</w:pBdr><w:shd w:val="clear" w:color="auto" w:fill="{ROOM}"/>'
            f'{_around(80, 160)}<w:ind w:left="113" w:right="113"/>',
            "<w:i/><w:iCs/>",
        ),
        _style(
            "CoverKind",
            names["CoverKind"],
            "Normal",
            f"<w:pBdr>{EDGE}</w:pBdr>",
            "<w:b/><w:bCs/><w:caps/>" + _colour("8F1616") + _size(12),
        ),
        _style("CoverFacts", names["CoverFacts"], "Normal", _around(0, 40), _size(12)),
        _style("Card", names["Card"], "Normal", f"<w:keepLines/><w:pBdr>{BOX}</w:pBdr>{_around(0, 40)}{_INSIDE}"),
        _style("CardTitle", names["CardTitle"], "Card", "<w:keepNext/>" + _around(120, 40), "<w:b/><w:bCs/>"),
        _style("Cell", names["Cell"], "Normal", _around(0, 20), _size(9.5)),
        _style("HeaderCell", names["HeaderCell"], "Cell", "<w:keepNext/>", "<w:b/><w:bCs/>"),
        _style("Number", names["Number"], "Normal", "<w:keepNext/>" + _around(60, 0), _font(TITLE) + _size(22)),
        _style("NumberLabel", names["NumberLabel"], "Normal", _around(0, 80), _colour(SOFT) + _size(9)),
        _style("Known", names["Known"], "", "", _colour(SOFT) + _size(9), kind="character"),
        _style("Hyperlink", "Hyperlink", "", "", _colour("0B57D0") + '<w:u w:val="single"/>', kind="character"),
    ]


_INSIDE = '<w:ind w:left="227" w:right="227"/>'


def _style(id_: str, name: str, base: str, paragraph: str = "", text: str = "", *, kind: str = "paragraph") -> str:
    based = f'<w:basedOn w:val="{base}"/>' if base else ""
    looks = f"<w:pPr>{paragraph}</w:pPr>" if paragraph else ""
    return (
        f'<w:style {nsdecls("w")} w:type="{kind}" w:styleId="{id_}"><w:name w:val="{name}"/>{based}<w:qFormat/>'
        f"{looks}<w:rPr>{text}</w:rPr></w:style>"
    )


def _style_name(label: str) -> str:
    """Letters and blanks only: a comma would part two names, and no sign may be markup."""
    return " ".join("".join(sign if sign.isalnum() else " " for sign in label).split())[:LONGEST_NAME] or "–"


def _font(name: str) -> str:
    return f'<w:rFonts w:ascii="{name}" w:hAnsi="{name}" w:cs="Arial"/>'


def _size(points: float) -> str:
    return f'<w:sz w:val="{points * 2:.0f}"/><w:szCs w:val="{points * 2:.0f}"/>'


def _colour(colour: str) -> str:
    return f'<w:color w:val="{colour}"/>'


def _around(before: int, after: int) -> str:
    """In twentieths of a point."""
    return f'<w:spacing w:before="{before}" w:after="{after}"/>'


def _level(number: int) -> str:
    return f'<w:outlineLvl w:val="{number}"/>'


def _left(colour: str, eighths: int) -> str:
    return f'<w:left w:val="single" w:sz="{eighths}" w:space="8" w:color="{colour}"/>'


def _settle(document: Any, language: str) -> None:
    """Today's layout instead of that of an old Word, hyphens, and the language of the theme."""
    settings = document.settings.element
    for one in settings.iter(qn("w:compatSetting")):
        if one.get(qn("w:name")) == "compatibilityMode":
            one.set(qn("w:val"), "15")
    settings.find(qn("w:themeFontLang")).set(qn("w:val"), locale(language))
    settings.find(qn("w:defaultTabStop")).addnext(parse_xml(f"<w:autoHyphenation {nsdecls('w')}/>"))


def _name_fonts(document: Any) -> None:
    part = document.part.part_related_by(RELATIONSHIP_TYPE.FONT_TABLE)
    told = "".join(
        f'<w:font w:name="{name}"><w:altName w:val="{other}"/><w:family w:val="{family}"/></w:font>'
        for name, (other, family) in INSTEAD.items()
    )
    part._blob = part.blob.replace(b"</w:fonts>", told.encode() + b"</w:fonts>")
