"""Each tablecloth as a picture in dots, for everything that shows one."""

from collections.abc import Iterable
from pathlib import Path

from app.press.manuscript import Cloth
from app.press.typesetting import Format, pictures


def make(data: list[Cloth], folder: Path, file: str) -> Iterable[str]:
    """`<file>/<id>.png`, 1600 by 1000 dots."""
    return draw(data, folder, file, "png")


def draw(data: list[Cloth], folder: Path, file: str, kind: Format) -> set[str]:
    """A file for each cloth; the signs that no font has."""
    lost: set[str] = set()
    if data:
        (folder / file).mkdir(exist_ok=True)
        drawn = pictures("cloth", {"cloths": data, "language": "de"}, folder, kind, lost)
        for one, content in zip(data, drawn, strict=True):
            (folder / file / f"{one['id']}.{kind}").write_bytes(content)
    return lost
