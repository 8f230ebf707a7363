"""Cloths on their way: in a round in which nobody moves, each table reads what its neighbour has written."""

from sqlmodel import Session

from app.cafes.models import Cafe
from app.rounds import reading as rounds
from app.rounds.kinds import RoundKind
from app.rounds.models import Round
from app.tablecloth import reading
from app.tablecloth.cloths import TableView
from app.tablecloth.reading import Card
from app.tables import reading as tables
from app.tables.models import Table


def cloth_from(db: Session, cafe: Cafe, round_: Round, table: Table) -> Table | None:
    """The table whose ideas come to this one in a round of staying: the one before it, each time one further."""
    if round_.kind != RoundKind.stay:
        return None
    far = 0
    for earlier in reversed(rounds.in_cafe(db, cafe)[: round_.number]):
        if earlier.kind != RoundKind.stay:
            break
        far += 1
    room = tables.in_cafe(db, cafe.id_)
    if table not in room or far % len(room) == 0:
        return None
    return room[(room.index(table) - far) % len(room)]


def cards(db: Session, cafe: Cafe, view: TableView, cloth_from: Table | None) -> list[Card]:
    """The handover cards that lie on a table: its own, or those that came with another's cloth."""
    if cloth_from is None:
        return reading.cards_at_table(db, cafe, view.table.id_, view.host_name)
    return reading.cards_at_table(db, cafe, cloth_from.id_, "")
