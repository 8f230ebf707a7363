"""The report as Markdown (CommonMark with tables), for wikis, mails and word processors.

Drawn from the manuscript like every other format. What guests wrote stands in lists and quotations, what organisers
say in paragraphs, what the program proposes is named so; nothing that anybody wrote is read as markup. A tablecloth as
a picture is left out, its words are there, and of a drawing what there is to see.
"""

from collections.abc import Callable, Iterator
from typing import Any

from app.harvest.markup import escaped, items, link, paragraph, quoted, sheet
from app.press import manuscript as m
from app.press.leaf import Drawing, Drawings


def as_markdown(manuscript: m.Manuscript) -> str:
    blocks = [drawn for block in manuscript["blocks"] for drawn in _block(block, manuscript["labels"])]
    return "\n\n".join([*_cover(manuscript), *blocks]) + "\n"


def _cover(manuscript: m.Manuscript) -> Iterator[str]:
    yield f"# {escaped(manuscript['title'])}"
    if manuscript["subtitle"]:
        yield f"**{escaped(manuscript['subtitle'])}**"
    if manuscript["facts"]:
        yield items(map(escaped, manuscript["facts"]))
    yield f"*{escaped(manuscript['version'])}*"


def _block(block: m.Block, labels: m.Labels) -> Iterator[str]:
    draw = _DRAWN.get(block["kind"])
    if draw:
        yield from draw(block)
    elif block["kind"] == "text" or block["kind"] == "points":
        yield from _voiced(block, labels)


def _voiced(block: m.Text | m.Points, labels: m.Labels) -> Iterator[str]:
    words = paragraph(block["text"]) if block["kind"] == "text" else items(map(paragraph, block["items"]))
    if block["voice"] == "software":
        yield f"**{escaped(labels['software'])}:**"
    if words:
        yield words if block["voice"] == "organisers" else quoted(words)


def _heading(block: m.Heading) -> Iterator[str]:
    yield f"{'#' * (block['level'] + 1)} {escaped(block['text'])}"


def _note(block: m.Note) -> Iterator[str]:
    if words := escaped(block["text"]):
        yield f"*{words}*"


def _question(block: m.Question) -> Iterator[str]:
    yield quoted(paragraph(block["text"]))


def _lines(block: m.Lines) -> Iterator[str]:
    if block["items"]:
        words = items(map(_line, block["items"]))
        yield quoted(words) if block["is_quote"] else words


def _line(line: m.Line) -> str:
    """One contribution: its words, and in brackets what is known of it."""
    known = "; ".join(map(escaped, line["notes"]))
    told = [paragraph(line["text"]), f"*({known})*" if known else "", *map(_drawing, line["drawings"])]
    return " ".join(each for each in told if each)


def _drawing(drawing: Drawing) -> str:
    """What there is to see, in brackets that are no link."""
    return escaped(f"[{drawing['alt']}]")


def _drawings(block: Drawings) -> Iterator[str]:
    yield items(map(_drawing, block["items"]))


def _card(block: m.Card) -> Iterator[str]:
    yield f"**{escaped(block['title'])}**"
    question = [f"{block['question_label']}: {escaped(block['question'])}"] if block["question"] else []
    if lines := [*map(escaped, block["points"]), *question]:
        yield items(lines)


def _figures(block: m.Figures) -> Iterator[str]:
    yield items(f"**{escaped(one['value'])}** {escaped(one['label'])}" for one in block["items"])


def _bars(block: m.Bars) -> Iterator[str]:
    yield f"**{escaped(block['title'])}**"
    yield items(f"{escaped(one['label'])}: {escaped(one['shown'])}" for one in block["items"])


def _sheet(block: m.Sheet) -> Iterator[str]:
    yield sheet([escaped(name) for name in block["header"]], [[escaped(cell) for cell in row] for row in block["rows"]])


def _poles(block: m.Poles) -> Iterator[str]:
    yield f"**{escaped(block['subject'])}**"
    for side in (block["left"], block["right"]):
        quotes = items(map(paragraph, side["quotes"]))
        yield items([f"**{escaped(side['name'])}**" + (f"\n{quotes}" if quotes else "")])


def _album(block: m.Album) -> Iterator[str]:
    for picture in block["pictures"]:
        yield f"![{escaped(picture['alt'])}](<{picture['file']}>)"
        if picture["caption"]:
            yield f"*{escaped(picture['caption'])}*"


def _appointments(block: m.Appointments) -> Iterator[str]:
    for one in block["items"]:
        told = [escaped(one["when"]), *map(escaped, one["details"])]
        address = [link(one["link"], one["link"])] if one["link"] else []
        yield items([f"**{escaped(one['title'])}**: " + "; ".join([*told, *address])])


def _references(block: m.References) -> Iterator[str]:
    yield items(link(one["label"], one["url"]) for one in block["items"])


_DRAWN: dict[str, Callable[[Any], Iterator[str]]] = {
    "heading": _heading,
    "note": _note,
    "question": _question,
    "lines": _lines,
    "drawings": _drawings,
    "card": _card,
    "figures": _figures,
    "bars": _bars,
    "sheet": _sheet,
    "poles": _poles,
    "album": _album,
    "appointments": _appointments,
    "references": _references,
}
