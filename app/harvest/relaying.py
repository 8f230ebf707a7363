"""Lays the contributions of a report on the cloths of a new café, in bulk: everybody else's posts wait meanwhile."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam
from sqlmodel import Session, SQLModel, col, insert, select, update

from app.harvest import report as r
from app.synthesis.models import Column, MadeBy, Placement
from app.tablecloth.models import Category, Contribution, Kind, Pen, Scribe, Star

MOST_GAPS = 2_000
"""Numbers of taken back contributions that are kept free at most; above it contributions are numbered anew."""
Row = dict[str, Any]
"""A row for a bulk insert, by column."""


@dataclass(frozen=True)
class Ids:
    """The rows' ids by the report's."""

    cafe: int
    rounds: dict[str, int]
    tables: dict[str, int]
    people: dict[str, int]
    themes: dict[str, int]


def lay_cloths(db: Session, report: r.Report, ids: Ids) -> dict[str, int]:
    """Contributions in their order, so that each gets the number it had; then what points at them. Their rows' ids."""
    counted = numbers([one.id for one in report.contributions], "c")
    cloths = {no: _gap(report, ids, no) for no in free(counted)}
    cloths |= {no: _contribution(told, ids, no) for no, told in zip(counted, report.contributions, strict=True)}
    insert_rows(db, Contribution, [cloths[no] for no in sorted(cloths)])
    rows = db.exec(select(Contribution.id).where(Contribution.cafe_id == ids.cafe).order_by(col(Contribution.id)))
    row_of = dict(zip(sorted(cloths), rows, strict=True))
    laid = {told.id: row_of[no] or 0 for no, told in zip(counted, report.contributions, strict=True)}
    trails = [
        {"carried": laid[told.id], "origin": laid[told.brought_from_id]}
        for told in report.contributions
        if told.brought_from_id
    ]
    if trails:
        carried = update(Contribution).where(col(Contribution.id) == bindparam("carried"))
        db.connection().execute(carried.values(brought_from_id=bindparam("origin")), trails)
    insert_rows(db, Star, list(_stars(report, ids, laid)))
    insert_rows(db, Placement, list(_placements(report, ids, laid)))
    return laid


def insert_rows(db: Session, table: type[SQLModel], rows: list[Row]) -> None:
    """All of them in one statement; every row has the same columns."""
    if rows:
        db.connection().execute(insert(table), rows)


def _stars(report: r.Report, ids: Ids, laid: Mapping[str, int]) -> Iterable[Row]:
    for told in report.contributions:
        for giver in told.starred_by:
            yield {
                "contribution_id": laid[told.id],
                "participant_id": ids.people[giver],
                "given_at": told.created_at,
            }


def _placements(report: r.Report, ids: Ids, laid: Mapping[str, int]) -> Iterable[Row]:
    """What lies in a theme that the software proposed and nobody named may be proposed elsewhere again."""
    drafts = {theme.id for theme in report.themes if theme.made_by == MadeBy.software}
    for told in report.contributions:
        column = Column(told.column) if told.column != (told.category or "unsorted") else None
        theme_ids = told.theme_ids[:1]
        theme = ids.themes[theme_ids[0]] if theme_ids else None
        twin = laid.get(told.twin_of_id or "")
        if column or theme or twin or told.single_voice:
            yield {
                "contribution_id": laid[told.id],
                "theme_id": theme,
                "column": column,
                "laid_by": MadeBy.software if theme_ids and drafts.issuperset(theme_ids) else MadeBy.person,
                "is_voice": told.single_voice,
                "twin_of_id": twin,
            }


def numbers(ids: Iterable[str], letter: str) -> list[int]:
    """The number of each in its café: the one in its id (`c17`) if those fit, else counted anew."""
    found = [re.fullmatch(letter + r"([1-9]\d{0,6})", id_) for id_ in ids]
    told = [int(id_[1]) if id_ else 0 for id_ in found]
    ascend = all(before < after for before, after in zip([0, *told], told, strict=False))
    fits = ascend and max(told, default=0) - len(told) <= MOST_GAPS
    return told if fits else list(range(1, len(told) + 1))


def free(numbers: list[int]) -> set[int]:
    """Numbers below the highest that nobody has."""
    return set(range(1, max(numbers, default=0))) - set(numbers)


def _gap(report: r.Report, ids: Ids, no: int) -> Row:
    """An empty, taken back contribution where a number is free, so that none of the others is ever renamed."""
    return _laid(ids, no, report.tables[0].id, report.rounds[0].id, "", report.exported_at) | {
        "withdrawn_at": report.exported_at
    }


def _contribution(told: r.Contribution, ids: Ids, no: int) -> Row:
    return _laid(ids, no, told.table_id, told.round_id, told.text, told.created_at) | {
        "author_id": ids.people.get(told.author_id or ""),
        "scribe": Scribe(told.scribe) if told.scribe else None,
        "kind": Kind(told.kind),
        "category": Category(told.category) if told.category else None,
        "pen": Pen(told.pen),
        "brought_from_table_id": ids.tables.get(told.brought_from_table_id or ""),
        "edited_at": told.edited_at,
        "hidden_at": (told.edited_at or told.created_at) if told.hidden else None,
    }


def _laid(ids: Ids, no: int, table: str, round_: str, text: str, at: datetime) -> Row:
    """What every contribution has; the columns that only some have are empty."""
    return dict.fromkeys(_SOMETIMES) | {
        "cafe_id": ids.cafe,
        "table_id": ids.tables[table],
        "round_id": ids.rounds[round_],
        "posted_by": "host",
        "key": f"import-{no}",
        "first_sent": "",
        "kind": Kind.idea,
        "pen": Pen.black,
        "text": text,
        "created_at": at,
    }


_SOMETIMES = (
    *("author_id", "scribe", "category", "brought_from_table_id", "brought_from_id"),
    *("edited_at", "withdrawn_at", "hidden_at"),
)
