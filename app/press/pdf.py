"""The report as PDF: for screen readers (PDF/UA-1) and for the archive (PDF/A-2a) in one file."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

from app.press.manuscript import Block, Manuscript
from app.press.typesetting import typeset

IN_ADDRESSES = "!#$%&'()*+,/:;=?@[]~"
"""What may stand in an address as it is; everything else is written in hexadecimal."""


def make(data: Manuscript, folder: Path, file: str) -> Iterable[str]:
    """Pictures that are not in the folder are left out; their words stand in the text."""
    blocks = [_with_links(block) for block in _with_pictures(data["blocks"], folder)]
    return typeset("report", {**data, "blocks": blocks}, folder, file)


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


def _with_links(block: Block) -> Any:
    """Addresses twice: as they are read, and as programs follow them."""
    if block["kind"] == "references":
        return {**block, "items": [_linked({**item}, item["url"]) for item in block["items"]]}
    if block["kind"] == "appointments":
        return {**block, "items": [_linked({**item}, item["link"]) for item in block["items"]]}
    return block


def _linked(item: dict[str, Any], address: str) -> dict[str, Any]:
    leads_somewhere = address.startswith(("https://", "http://", "mailto:"))
    url = quote(address.encode("utf-8", "ignore"), safe=IN_ADDRESSES) if leads_somewhere else ""
    return {**item, "address": address, "url": url}
