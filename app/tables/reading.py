"""Questions about tables."""

from sqlmodel import Session, col, select

from app.errors import NotFound
from app.tables.models import Table


def in_cafe(db: Session, cafe_id: int) -> list[Table]:
    """The tables that stand in the room, by number."""
    query = select(Table).where(Table.cafe_id == cafe_id, col(Table.cleared_at).is_(None))
    return list(db.exec(query.order_by(col(Table.number))))


def by_id(db: Session, cafe_id: int, table_id: int) -> Table:
    """A table of this café; raises NotFound."""
    table = db.get(Table, table_id)
    if table is None or table.cafe_id != cafe_id:
        raise NotFound
    return table
