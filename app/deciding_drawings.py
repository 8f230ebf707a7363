"""What is put on the screens when the room decides; whatever differs from phone to phone is fetched with its page."""

from collections.abc import Callable

from sqlmodel import Session

from app.cafes.models import Cafe, Phase
from app.changes import Changes
from app.deciding import reading, screens, views
from app.live import topics

Draw = Callable[..., str]
"""A template's name and what it shows -> the drawn element."""


def spread(db: Session, cafe: Cafe, changes: Changes) -> None:
    """Adds where else it is to be seen that people came, went or sit elsewhere: who may answer and vote there."""
    if not (changes.tables or changes.arrivals) or cafe.phase not in screens.AFTER:
        return
    running = views.running(db, cafe)
    if running is not None:
        changes.votes = True
        changes.nudged |= {topics.SYNTHESIS, *(topics.table(table_id) for table_id in changes.mates)}
    if running is not None or reading.read_backs(db, cafe):
        changes.read_backs = True
        changes.nudged.add(topics.HOST)


def for_host(db: Session, cafe: Cafe, changes: Changes, draw: Draw) -> str:
    """How many have voted."""
    return _turnout(db, cafe, changes, draw)


def for_board(db: Session, cafe: Cafe, changes: Changes, draw: Draw) -> str:
    """The same, and what the tables have answered."""
    html = _turnout(db, cafe, changes, draw)
    if changes.read_backs:
        html += draw("deciding/_read_backs.html", decisions=screens.for_host(db, cafe))
    return html


def for_wall(db: Session, cafe: Cafe, changes: Changes, draw: Draw) -> str:
    """How many have voted; at the harvest what people share."""
    html = _turnout(db, cafe, changes, draw)
    view = screens.for_wall(db, cafe) if changes.promises or changes.board else None
    if view and view.page is not None:
        html += draw("deciding/_wall_promises.html", promises=view.promises)
        html += draw("deciding/_wall_page.html", summary=view.page)
    return html


def for_table(db: Session, cafe: Cafe, changes: Changes, draw: Draw, table_id: int) -> str:
    """A table's own summary follows the board as long as it is asked to read it."""
    if not changes.board or cafe.phase != Phase.synthesis or table_id not in reading.read_backs(db, cafe):
        return ""
    return draw("deciding/_own_words.html", own=views.table_summary(db, cafe, table_id))


def _turnout(db: Session, cafe: Cafe, changes: Changes, draw: Draw) -> str:
    ballot = views.running(db, cafe) if changes.votes else None
    if ballot is None:
        return ""
    voted, eligible = reading.turnout(db, cafe, ballot.id_)
    return draw("deciding/_turnout.html", voted=voted, eligible=eligible)
