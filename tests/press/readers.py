"""What others make of our pages: poppler draws and reads them, zbar reads the codes."""

import re
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from pypdf import PdfReader
from pypdf.generic import DictionaryObject


def codes_on(picture: Path) -> list[str]:
    """Everything that zbar finds on a picture, in order of the alphabet; the same code twice is twice there."""
    found = subprocess.run(["zbarimg", "--raw", "--quiet", str(picture)], capture_output=True, text=True, check=False)
    return sorted(found.stdout.splitlines())


def drawn(pdf: Path, page: int, dots_per_inch: float) -> Path:
    """A page, counted from 1, as a picture."""
    picture = pdf.with_name(f"{pdf.stem}-{page}-{dots_per_inch:.0f}")
    which = ["-f", str(page), "-l", str(page), "-rx", str(dots_per_inch), "-ry", str(dots_per_inch)]
    command = ["pdftoppm", "-gray", "-singlefile", *which, str(pdf), str(picture)]
    subprocess.run(command, check=True, capture_output=True)
    return picture.with_suffix(".pgm")


def words_on(pdf: Path, *options: str) -> str:
    return subprocess.run(
        ["pdftotext", *options, str(pdf), "-"], check=True, capture_output=True, text=True, errors="replace"
    ).stdout  # poppler complains of typst's "Suspects" and means nothing by it


def words_off_the_paper(pdf: Path, margin: float) -> list[str]:
    """Words that come nearer than `margin` (millimetres) to the left or right edge of their page, or leave it."""
    found, rim = [], margin * 72 / 25.4
    for page in re.findall(r"<page (.*?)</page>", words_on(pdf, "-bbox"), re.DOTALL):
        width, height = (float(each) for each in re.findall(r'(?:width|height)="([\d.]+)"', page)[:2])
        for left, top, right, bottom, word in re.findall(
            r'xMin="([-\d.]+)" yMin="([-\d.]+)" xMax="([-\d.]+)" yMax="([-\d.]+)">(.*?)</word>', page
        ):
            if float(left) < rim or float(right) > width - rim or float(top) < 0 or float(bottom) > height:
                found.append(word)
    return found


def elements(reader: PdfReader) -> Iterator[DictionaryObject]:
    """The structure that screen readers follow, from the top."""
    waiting: list[Any] = [reader.trailer["/Root"]["/StructTreeRoot"]]
    while waiting:
        node = waiting.pop().get_object()
        if not isinstance(node, DictionaryObject):
            continue
        if "/S" in node:
            yield node
        kids = node.get("/K", [])
        waiting += reversed(kids if isinstance(kids, list) else [kids])
