"""What is put on the screens when a cloth changes: contributions, photos, and what the wall shows of them."""

from collections.abc import Callable, Iterator
from functools import cached_property

from sqlmodel import Session

from app import near_drawings
from app.cafes.models import Cafe
from app.changes import Changes
from app.doodle_drawings import LONG_AGO, DoodleDrawings, Piece
from app.doodles import reading as doodles
from app.photos import reading as photos
from app.tablecloth import cloths, reading
from app.tablecloth.cloths import TableView
from app.tablecloth.reading import Laid, Tally
from app.tables import reading as tables
from app.templating import gone

Draw = Callable[..., str]
"""A template's name and what it shows -> the drawn element, in the language that is being painted."""


class ClothDrawings:
    """What changed on the cloths, read once for all topics; `fragment` draws what shows nothing but its values."""

    def __init__(self, db: Session, cafe: Cafe, changes: Changes, draw: Draw, fragment: Draw) -> None:
        self._db = db
        self._cafe = cafe
        self._changes = changes
        self._draw = draw
        self._fragment = fragment
        self._doodles = DoodleDrawings(db, cafe, changes, draw, fragment)

    def for_table(self, table_id: int) -> str:
        """The phones at one table."""
        pieces = [*self._words(table_id), *self._doodles.pieces(table_id)]
        html = "".join(piece.html for piece in sorted(pieces, key=lambda piece: piece.at))
        html += self._doodles.for_table(table_id)
        if table_id in self._changes.photos:
            html += self._fragment("photos/_strip.html", shots=photos.at_table(self._db, self._cafe, table_id))
        if self._cafe.round_no > 1:
            html += "".join(self._choice(each) for each in sorted(self._changes.reworded)) + self._counts(table_id)
        return html

    def for_wall(self) -> str:
        """Each cloth that changed, whole: on the wall the newest come to the fore."""
        html = ""
        for table_id, newest in self._newest.items():
            tally = self._tallies[table_id]
            lines = [self._laid[each] for each in reversed(newest)]
            table = tables.by_id(self._db, self._cafe.id_, table_id)
            view = TableView(table, contributions=lines, count=tally.count, last_at=tally.last_at)
            html += self._draw(
                "wall/_cloth.html",
                t=view,
                shots=photos.at_table(self._db, self._cafe, table_id),
                doodles=doodles.at_table(self._db, self._cafe, table_id),
            )
            html += near_drawings.draw_table(
                self._db, self._cafe, self._changes, self._draw, table, self._laid, tally.count
            )
        return html + self._doodles.for_wall()

    def for_host(self) -> str:
        """Line by line, hidden ones as well, and how many lie on each cloth."""
        html = "".join(self._line(each) for ids in self._changes.contributions.values() for each in sorted(ids))
        for table_id, tally in self._tallies.items():
            html += self._draw("host/_tally.html", table_id=table_id, count=tally.count, last_at=tally.last_at)
        return html + self._doodles.for_host()

    @cached_property
    def _newest(self) -> dict[int, list[int]]:
        """For each cloth that changed, what lies on it uppermost."""
        return {table_id: reading.newest(self._db, table_id, cloths.NEWEST) for table_id in self._changes.contributions}

    @cached_property
    def _laid(self) -> dict[int, Laid]:
        """Every contribution that some topic draws, hidden ones as well, by id."""
        ids = set().union(*self._changes.contributions.values(), *self._newest.values())
        return {laid.id: laid for laid in reading.laid_among(self._db, self._cafe, ids, with_hidden=True)}

    @cached_property
    def _tallies(self) -> dict[int, Tally]:
        return {table_id: reading.tally(self._db, table_id) for table_id in self._changes.contributions}

    def _words(self, table_id: int) -> Iterator[Piece]:
        """What a table's phones put or take off, to lie in one order with what is drawn between."""
        for each in sorted(self._changes.contributions.get(table_id, ())):
            laid = self._laid.get(each)
            if laid is None or laid.is_hidden:
                yield Piece(LONG_AGO, gone(f"contribution-{each}"))
            else:
                yield Piece(laid.created_at, self._fragment("tablecloth/_contribution.html", c=laid))

    def _counts(self, table_id: int) -> str:
        """How much earlier rounds have left on a cloth, if that may be another number now."""
        changed = [self._laid.get(each) for each in self._changes.contributions.get(table_id, ())]
        if all(laid and not laid.is_hidden and laid.round_no == self._cafe.round_no for laid in changed):
            return ""
        counts = reading.tally_by_round(self._db, table_id)
        return "".join(
            self._fragment("table/_laid_in.html", number=number, n=counts.get(number, 0))
            for number in range(1, self._cafe.round_no)
        )

    def _choice(self, contribution_id: int) -> str:
        """A line as the phones of those who sat at its table before offer it to be carried on."""
        laid = self._laid.get(contribution_id)
        if laid is None or laid.is_hidden:
            return gone(f"choice-{contribution_id}")
        return self._fragment("table/_choice.html", id=laid.id, number=laid.table_number, text=laid.text)

    def _line(self, contribution_id: int) -> str:
        laid = self._laid.get(contribution_id)
        return self._draw("host/_line.html", c=laid) if laid else gone(f"host-contribution-{contribution_id}")
