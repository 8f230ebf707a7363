"""A program that sets a manuscript with typst and nothing else: `python -m bench._bare_typst FOLDER FILE`.

The same words in the same faces, the same headings, lists, tables and pictures to the same standards; no cover, no
colours, no marks, and nothing is cleaned.
"""

import json
import sys
from pathlib import Path

import typst

from app.press.coverage import FONTS
from app.press.typesetting import TEMPLATES

TEMPLATE = """
#import "style.typ": text-face, title-face, hand-face
#let data = json("manuscript.json")
#set document(title: data.title)
#set page(numbering: "1")
#set text(font: text-face, lang: data.language, hyphenate: true)
#show heading: set text(font: title-face)
#let said(one) = one.text + " " + text(font: text-face, one.notes.join(" "))
#let drawn(one) = {
  if one.kind == "heading" { heading(level: one.level, one.text) }
  else if one.kind == "lines" { set text(font: hand-face, weight: 500, hyphenate: false); list(..one.items.map(said)) }
  else if one.kind == "points" { list(..one.items) }
  else if one.kind == "sheet" { table(columns: one.header.len(), table.header(..one.header), ..one.rows.flatten()) }
  else if one.kind == "cloth" { image("cloths/" + one.id + ".png", width: 100%, alt: one.alt) }
  else if one.kind == "figures" { for each in one.items [#each.value #each.label ] }
  else if one.kind == "bars" { for each in one.items [#each.label #each.shown ] }
  else if "text" in one { par(one.text) }
}
#title(data.title)
#outline(depth: 2)
#for one in data.blocks { drawn(one) }
"""


def main(folder: Path, file: str) -> None:
    (folder / "style.typ").write_text((TEMPLATES / "style.typ").read_text())
    (folder / "bare.typ").write_text(TEMPLATE)
    data = json.loads((folder / "job.json").read_text())["orders"][0]["data"]
    (folder / "manuscript.json").write_text(json.dumps(data))
    fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[FONTS])
    typst.compile(
        folder / "bare.typ",
        output=folder / file,
        root=folder,
        font_paths=fonts,
        pdf_standards=["ua-1", "a-2a"],
        timestamp=0,
    )


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2])
