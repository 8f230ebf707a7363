"""Each tablecloth as a drawing in outlines, to print as large as a wall."""

from collections.abc import Iterable
from pathlib import Path

from app.press.cloths import draw
from app.press.manuscript import Cloth


def make(data: list[Cloth], folder: Path, file: str) -> Iterable[str]:
    """`<file>/<id>.svg`."""
    return draw(data, folder, file, "svg")
