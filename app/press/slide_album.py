"""Photos on a slide, each whole, with its caption below and its description for those who do not see it."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from pptx.util import Inches

from app.press.manuscript import Picture
from app.press.slide_text import SOFT, Box, Type, box_of_text, write

GAP, CAPTION = 0.25, 0.38
"""Inches."""


def fill(slide: Any, pictures: Sequence[Picture], box: Box, language: str, folder: Path) -> None:
    """One alone, two beside each other, up to four in two rows; a file that is missing or broken is left out."""
    there = [picture for picture in pictures if (folder / picture["file"]).is_file()]
    columns = 1 if len(there) == 1 else 2
    rows = 1 if len(there) <= 2 else 2
    width = (box.width - GAP * (columns - 1)) / columns
    height = (box.height - GAP * (rows - 1)) / rows
    for number, picture in enumerate(there[:4]):
        row, column = divmod(number, columns)
        cell = Box(box.left + column * (width + GAP), box.top + row * (height + GAP), width, height)
        _hang(slide, picture, cell, language, folder, number + 1)


def _hang(slide: Any, picture: Picture, cell: Box, language: str, folder: Path, number: int) -> None:
    room = Box(cell.left, cell.top, cell.width, cell.height - (CAPTION if picture["caption"] else 0))
    scale = min(room.width / max(picture["width"], 1), room.height / max(picture["height"], 1))
    width, height = picture["width"] * scale, picture["height"] * scale
    left = room.left + (room.width - width) / 2
    try:
        shape = slide.shapes.add_picture(
            str(folder / picture["file"]), *(Inches(each) for each in (left, room.top, width, height))
        )
    except (OSError, ValueError):  # no picture that can be read
        return
    shape.name = f"Photo {number}"
    shape._element.nvPicPr.cNvPr.set("descr", picture["alt"])
    if picture["caption"]:
        below = Box(cell.left, room.top + height + 0.05, cell.width, CAPTION - 0.05)
        looks = Type(13, 8, colour=SOFT, centred=True)
        write(box_of_text(slide, f"Caption {number}", below), [picture["caption"]], below, looks, language)
