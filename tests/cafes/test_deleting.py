"""A café is deleted with a row in every table there is, also in those that a later release adds."""

from collections.abc import Callable
from datetime import date
from itertools import count
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session

from app.cafes import deleting
from app.cafes.models import Cafe
from app.db import UtcTime, now
from app.models import metadata

OF_THE_HOUSE = {"secrets"}
"""Belongs to no café."""
_numbers = count(1)
_MAKERS: dict[type[Any], Callable[[], Any]] = {
    bool: lambda: False,
    int: lambda: next(_numbers),
    bytes: lambda: b"1",
    date: lambda: date(2026, 3, 19),
    object: lambda: f"t{next(_numbers)}",  # text and JSON
}


def _value(kind: Any) -> Any:
    """Something of a column's type, unlike what stands in other rows where a type has enough of them."""
    if isinstance(kind, UtcTime):
        return now()
    if isinstance(kind, sa.Enum):
        return next(iter(kind.python_type))
    return _MAKERS[kind.python_type]()


def lay_a_row_everywhere(db: Session) -> dict[str, int]:
    """One row in each table, which refers to the row in every other table that it can; the ids by table."""
    ids: dict[str, int] = {}
    for table in metadata.sorted_tables:
        if table.name in OF_THE_HOUSE:
            continue
        row = {}
        for column in table.columns:
            other = next((key.column.table.name for key in column.foreign_keys), "")
            if other in ids:
                row[column.name] = ids[other]
            elif column is not table.autoincrement_column and not column.nullable:
                row[column.name] = _value(column.type)
        ids[table.name] = db.execute(sa.insert(table).values(row)).inserted_primary_key[0]
    return ids


def rows(db: Session) -> dict[str, int]:
    tables = [table for table in metadata.sorted_tables if table.name not in OF_THE_HOUSE]
    return {table.name: db.execute(sa.select(sa.func.count()).select_from(table)).scalar_one() for table in tables}


def delete_one_of_two(db: Session) -> None:
    """Of two cafés with a row in every table, one is deleted: nothing of it is left, and nothing of the other gone."""
    lay_a_row_everywhere(db)
    before = rows(db)
    second = lay_a_row_everywhere(db)
    assert all(many == before[name] + 1 for name, many in rows(db).items())
    deleting.delete(db, db.get_one(Cafe, second["cafes"]))
    assert rows(db) == before


def test_nothing_is_left_and_nothing_of_another_cafe_gone(db: Session) -> None:
    delete_one_of_two(db)
