"""What is put on a wall that shows one table from near: only walls that show this table have a place for it."""

from collections.abc import Callable, Mapping

from sqlmodel import Session

from app.cafes.models import Cafe
from app.changes import Changes
from app.doodles import reading as doodles
from app.doodles.reading import Drawn
from app.evening.nearby import Piece, with_words
from app.live import topics
from app.photos import reading as photos
from app.tablecloth import reading
from app.tablecloth.reading import Laid
from app.tables.models import Table
from app.templating import gone

Draw = Callable[..., str]
"""A template's name and what it shows -> the drawn element, in the language that is being painted."""


def spread(db: Session, cafe: Cafe, changes: Changes) -> None:
    """A drawing whose words went stands alone now, in between: only the page knows where."""
    left = {laid.id for laid in reading.laid_among(db, cafe, changes.reworded)}
    went = changes.reworded - left
    if went and any(drawn.contribution_id in went for drawn in doodles.in_cafe(db, cafe)):
        changes.nudged.add(topics.WALL)


def draw_table(
    db: Session, cafe: Cafe, changes: Changes, draw: Draw, table: Table, laid: Mapping[int, Laid], count: int
) -> str:
    """What changed on one table's cloth; `laid`: its contributions among the changed ones, hidden ones as well."""
    ids, beside = changes.contributions.get(table.id_, set()), doodles.at_table(db, cafe, table.id_)
    changed = changes.doodles.get(table.id_, set())
    ids = ids | {drawn.contribution_id for drawn in beside if drawn.id in changed and drawn.contribution_id}
    missing = {each.id: each for each in reading.laid_among(db, cafe, ids - laid.keys())}
    html = draw("wall/_rail_table.html", table=table, count=count)
    html += draw("wall/_near_count.html", table_id=table.id_, count=count)
    for each in sorted(ids):
        words = laid.get(each) or missing.get(each)
        if words is None or words.is_hidden:
            html += gone(f"near-contribution-{each}")
        else:
            html += draw("wall/_near_piece.html", piece=with_words(words, beside))
    return html + _drawn(draw, changed, beside) + _shots(db, cafe, changes, draw, table.id_)


def _drawn(draw: Draw, changed: set[int], shown: tuple[Drawn, ...]) -> str:
    """Drawings that stand alone; those beside words come with them."""
    alone = {drawn.id: drawn for drawn in shown if not drawn.contribution_id}
    html = "".join(gone(f"near-doodle-{each}") for each in sorted(changed - alone.keys()))
    pieces = [Piece(alone[each].laid_at, drawn=(alone[each],)) for each in changed & alone.keys()]
    return html + "".join(_piece(draw, piece) for piece in sorted(pieces, key=lambda piece: piece.at))


def _shots(db: Session, cafe: Cafe, changes: Changes, draw: Draw, table_id: int) -> str:
    changed = changes.photos.get(table_id, set())
    shots = {shot.id: shot for shot in photos.at_table(db, cafe, table_id)} if changed else {}
    html = "".join(gone(f"near-photo-{each}") for each in sorted(changed - shots.keys()))
    pieces = [Piece(shots[each].posted_at, shot=shots[each]) for each in sorted(changed & shots.keys())]
    return html + "".join(_piece(draw, piece) for piece in pieces)


def _piece(draw: Draw, piece: Piece) -> str:
    return draw("wall/_near_piece.html", piece=piece)
