"""Drawings as a manuscript tells of them."""

from typing import Literal, TypedDict


class Stroke(TypedDict):
    pen: str
    """black, blue, red or green."""
    path: str
    """SVG path data in the units of the drawing's frame."""


class Drawing(TypedDict):
    """A freehand drawing: the frame around its strokes, on a leaf that is 640 wide."""

    alt: str
    """What there is to see, in a sentence."""
    caption: str
    """The same as it stands below the drawing, with who drew it; may be empty."""
    left: int
    top: int
    width: int
    height: int
    strokes: list[Stroke]


class Drawings(TypedDict):
    """Drawings that lie between the words."""

    kind: Literal["drawings"]
    items: list[Drawing]
