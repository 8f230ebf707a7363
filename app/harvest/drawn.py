"""What was drawn on the cloths: the nouns of a report beside those in `report`."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class Stroke:
    pen: str
    path: str
    """SVG path data in the leaf's units, checked by `app/doodles/paths.py`."""
    drawn_at: datetime


@dataclass(frozen=True)
class Doodle:
    """What somebody drew on one spot; without what was undone, and never without a stroke."""

    id: str
    table_id: str
    round_id: str
    author_id: str | None
    author: str
    """The typed name; empty without one. Not part of the JSON."""
    contribution_id: str | None
    """The words it lies beside; none: it lies between them."""
    description: str
    begun_at: datetime
    strokes: tuple[Stroke, ...]
    hidden: bool


@dataclass(frozen=True)
class Connection:
    """A line between two contributions that belong together."""

    first_id: str
    second_id: str
    drawn_at: datetime


def beside(doodles: Iterable[Doodle]) -> dict[str, list[Doodle]]:
    """Those that are shown by the contribution they lie beside."""
    found: dict[str, list[Doodle]] = {}
    for one in doodles:
        if one.contribution_id and not one.hidden:
            found.setdefault(one.contribution_id, []).append(one)
    return found
