"""The part of its leaf on which something is drawn: pure. A report shows that part alone, at the leaf's scale."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from app.doodles.paths import HEIGHT, WIDTH

MARGIN = 10
"""Room for the pen, which is as broad as seven units."""
EIGHTH = WIDTH // 8
_NUMBER = re.compile(r"\d+(?:\.\d)?")


@dataclass(frozen=True)
class Frame:
    """In the leaf's units."""

    left: int
    top: int
    width: int
    height: int

    @property
    def view_box(self) -> str:
        return f"{self.left} {self.top} {self.width} {self.height}"

    @property
    def eighths(self) -> int:
        """Its width as a part of the leaf's."""
        return self.width // EIGHTH


def frame(paths: Iterable[str]) -> Frame:
    """Around all of these strokes; as wide as some eighths of the leaf, so that style sheets can give it its size."""
    points = [point for path in paths for point in _points(path)] or [(WIDTH / 2, HEIGHT / 2)]
    left, right = min(x for x, _ in points) - MARGIN, max(x for x, _ in points) + MARGIN
    top, bottom = min(y for _, y in points) - MARGIN, max(y for _, y in points) + MARGIN
    eighths = min(8, max(1, -int(-(right - left) // EIGHTH)))
    width = eighths * EIGHTH
    middle = round((left + right) / 2)
    height = min(HEIGHT, round(bottom - top))
    return Frame(
        min(max(0, middle - width // 2), WIDTH - width), min(max(0, round(top)), HEIGHT - height), width, height
    )


def _points(path: str) -> Iterator[tuple[float, float]]:
    """Corners, and the points that curves are drawn towards: each curve stays between these."""
    numbers = [float(each) for each in _NUMBER.findall(path.partition("h")[0])]
    yield from zip(numbers[::2], numbers[1::2], strict=True)
