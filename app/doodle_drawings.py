"""What is put on the screens when somebody draws: the stroke alone, or the doodle whole."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cached_property

from sqlmodel import Session

from app.cafes.models import Cafe
from app.changes import Changes
from app.doodles import reading
from app.doodles.reading import Drawn
from app.live import topics
from app.templating import gone

Draw = Callable[..., str]
"""A template's name and what it shows -> the drawn element, in the language that is being painted."""
WALL = ("wall-", "near-")
"""What the ids of a doodle begin with on the wall, among all tables and near."""
HOST = ("host-",)
PHONE = ("",)
LONG_AGO = datetime.min.replace(tzinfo=UTC)
"""For what is only taken off: then it does not matter when."""


@dataclass(frozen=True)
class Piece:
    """What is put on a phone, and since when it has its place there."""

    at: datetime
    html: str


class DoodleDrawings:
    """What was drawn, read once for all topics."""

    def __init__(self, db: Session, cafe: Cafe, changes: Changes, draw: Draw, fragment: Draw) -> None:
        self._db = db
        self._cafe = cafe
        self._changes = changes
        self._draw = draw
        self._fragment = fragment

    def pieces(self, table_id: int) -> Iterator[Piece]:
        """Doodles that a table's phones put whole, apart, so that they come in one order with the words."""
        for doodle_id in self._changes.doodles.get(table_id, ()):
            drawn = self._drawn.get(doodle_id)
            if drawn and not drawn.is_hidden:
                yield Piece(drawn.laid_at, self._fragment("doodles/_doodle.html", d=drawn, at=""))

    def for_table(self, table_id: int) -> str:
        """What a table's phones take off, and strokes on what they have."""
        ids = sorted(self._changes.doodles.get(table_id, ()))
        html = "".join(gone(f"doodle-{each}") for each in ids if not self._is_shown(each))
        return html + self._strokes(PHONE, table_id)

    def for_wall(self) -> str:
        """Strokes on what the wall shows; a doodle that is new there comes with its cloth."""
        return self._strokes(WALL)

    def for_host(self) -> str:
        """Line by line, hidden ones as well."""
        ids = sorted(set().union(*self._changes.doodles.values()))
        return "".join(self._line(each) for each in ids) + self._strokes(HOST, with_hidden=True)

    @cached_property
    def _drawn(self) -> dict[int, Drawn]:
        ids = {doodle_id for _, doodle_id in self._changes.strokes}.union(*self._changes.doodles.values())
        return {drawn.id: drawn for drawn in reading.among(self._db, self._cafe, ids)}

    def _is_shown(self, doodle_id: int) -> bool:
        return doodle_id in self._drawn and not self._drawn[doodle_id].is_hidden

    def _line(self, doodle_id: int) -> str:
        drawn = self._drawn.get(doodle_id)
        return self._draw("host/_drawn.html", d=drawn) if drawn else gone(f"host-doodle-{doodle_id}")

    def _strokes(self, places: Iterable[str], table_id: int | None = None, *, with_hidden: bool = False) -> str:
        """Strokes that came or went on doodles which the screens have already."""
        html = ""
        for (at_table, doodle_id), ids in self._changes.strokes.items():
            drawn = self._drawn.get(doodle_id)
            is_whole = doodle_id in self._changes.doodles.get(at_table, ())
            if drawn and not is_whole and table_id in (None, at_table) and (with_hidden or not drawn.is_hidden):
                html += "".join(self._some(place, drawn, ids) for place in places)
        return html

    def _some(self, place: str, drawn: Drawn, ids: set[int]) -> str:
        lines = tuple(line for line in drawn.strokes if line.id in ids)
        html = "".join(gone(f"{place}stroke-{each}") for each in sorted(ids - {line.id for line in lines}))
        return html + self._fragment("doodles/_strokes.html", id=drawn.id, at=place, lines=lines)


def spread(db: Session, cafe: Cafe, changes: Changes) -> None:
    """Adds which doodles are to be drawn whole because all their strokes are new, and who has to look for one anew."""
    ids = {doodle_id for _, doodle_id in changes.strokes} | changes.described
    drawn = {each.id: each for each in reading.among(db, cafe, ids)}
    for (table_id, doodle_id), strokes in changes.strokes.items():
        if doodle_id in drawn and strokes.issuperset(line.id for line in drawn[doodle_id].strokes):
            changes.draw_whole(table_id, doodle_id)
    for each in changes.described:
        if each in drawn and drawn[each].contribution_id:
            changes.nudged.add(topics.table(drawn[each].table_id))  # it may lie beside its words now
