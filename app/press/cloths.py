"""Each tablecloth as a picture: drawings for the report, and dots for wherever a drawing cannot go."""

from collections.abc import Iterable
from pathlib import Path

from app.press.manuscript import Cloth
from app.press.typesetting import pictures


def make(data: list[Cloth], folder: Path, file: str) -> Iterable[str]:
    """`<file>/<id>.svg` and `.png`, 1600 by 1000 dots."""
    lost: set[str] = set()
    if data:
        (folder / file).mkdir(exist_ok=True)
        sheets = {"cloths": data, "language": "de"}
        for kind in ("svg", "png"):
            for one, drawn in zip(data, pictures("cloth", sheets, folder, kind, lost), strict=True):
                (folder / file / f"{one['id']}.{kind}").write_bytes(drawn)
    return lost
