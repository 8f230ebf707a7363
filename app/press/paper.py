"""Paper for the room as PDF: tents, cards, posters, the host's card, the plan."""

from collections.abc import Iterable
from functools import cache
from pathlib import Path

from app.press.stationery import Stationery
from app.press.typesetting import typeset

DRAWINGS = Path(__file__).parent / "drawings"


def make(data: Stationery, folder: Path, file: str) -> Iterable[str]:
    return typeset("paper", {**data, "drawings": drawings()}, folder, file)


@cache
def drawings() -> list[dict[str, str]]:
    """All of them, by name; what is `currentColor` in them takes the colour of the table."""
    return [{"id": path.stem, "svg": path.read_text("utf-8")} for path in sorted(DRAWINGS.glob("*.svg"))]
