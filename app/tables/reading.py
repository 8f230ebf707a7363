"""Questions about tables."""

from collections.abc import Collection

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


def last(db: Session, cafe_id: int) -> Table | None:
    """The table with the highest number, whether it still stands or not."""
    return db.exec(select(Table).where(Table.cafe_id == cafe_id).order_by(col(Table.number).desc())).first()


def standing(db: Session, cafe_id: int, table_id: int) -> Table:
    """A table of this café that stands in the room; raises NotFound."""
    table = by_id(db, cafe_id, table_id)
    if table.cleared_at is not None:
        raise NotFound
    return table


def by_token(db: Session, cafe_id: int, token: str) -> Table:
    """The table of this café whose own code this is and that stands in the room; raises NotFound."""
    found = db.exec(select(Table).where(Table.cafe_id == cafe_id, Table.join_token == token)).first()
    if found is None:
        raise NotFound
    return standing(db, cafe_id, found.id_)


def among(db: Session, cafe_id: int, ids: Collection[int]) -> dict[int, Table]:
    """Those of this café's tables, cleared ones as well, by id in order of numbers."""
    every = db.exec(select(Table).where(Table.cafe_id == cafe_id).order_by(col(Table.number)))
    return {table.id_: table for table in every if table.id_ in ids}


def by_id(db: Session, cafe_id: int, table_id: int) -> Table:
    """A table of this café; raises NotFound."""
    table = db.get(Table, table_id)
    if table is None or table.cafe_id != cafe_id:
        raise NotFound
    return table
