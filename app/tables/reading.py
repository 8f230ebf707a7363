"""Questions about tables."""

from sqlalchemy import bindparam
from sqlmodel import Session, col, select

from app.errors import NotFound
from app.tables.models import Table

_STANDING = (
    select(Table).where(Table.cafe_id == bindparam("cafe"), col(Table.cleared_at).is_(None)).order_by(col(Table.number))
)


def in_cafe(db: Session, cafe_id: int) -> list[Table]:
    """The tables that stand in the room, by number."""
    return list(db.exec(_STANDING, params={"cafe": cafe_id}))


def by_id(db: Session, cafe_id: int, table_id: int) -> Table:
    """A table of this café; raises NotFound."""
    table = db.get(Table, table_id)
    if table is None or table.cafe_id != cafe_id:
        raise NotFound
    return table
