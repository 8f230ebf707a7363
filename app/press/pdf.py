"""The report as PDF: for screen readers (PDF/UA-1) and for the archive (PDF/A-2a) in one file."""

from collections.abc import Iterable, Iterator
from pathlib import Path

from app.press.manuscript import Block, Manuscript
from app.press.typesetting import typeset


def make(data: Manuscript, folder: Path, file: str) -> Iterable[str]:
    """Pictures that are not in the folder are left out; their words stand in the text."""
    return typeset("report", {**data, "blocks": list(_with_pictures(data["blocks"], folder))}, folder, file)


def _with_pictures(blocks: list[Block], folder: Path) -> Iterator[Block]:
    for block in blocks:
        if block["kind"] == "cloth":
            if (folder / "cloths" / f"{block['id']}.png").is_file():
                yield block
        elif block["kind"] == "album":
            if there := [picture for picture in block["pictures"] if (folder / picture["file"]).is_file()]:
                yield {**block, "pictures": there}
        else:
            yield block
