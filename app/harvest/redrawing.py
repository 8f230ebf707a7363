"""Draws what a report tells of on the cloths of a new café, in bulk as its contributions."""

from collections.abc import Iterable, Mapping

from sqlmodel import Session, col, select

from app.doodles.models import Doodle, Stroke
from app.harvest import drawn as d
from app.harvest import report as r
from app.harvest.relaying import Ids, Row, free, insert_rows, numbers
from app.tablecloth.models import Connection, Pen


def draw(db: Session, report: r.Report, ids: Ids, laid: Mapping[str, int]) -> None:
    """Doodles in their order, so that each gets the number it had, their strokes, and lines between contributions."""
    counted = numbers([one.id for one in report.doodles], "d")
    rows = {no: _gap(report, ids, no) for no in free(counted)}
    rows |= {no: _doodle(told, ids, laid, no) for no, told in zip(counted, report.doodles, strict=True)}
    insert_rows(db, Doodle, [rows[no] for no in sorted(rows)])
    there = db.exec(select(Doodle.id).where(Doodle.cafe_id == ids.cafe).order_by(col(Doodle.id)))
    row_of = dict(zip(sorted(rows), there, strict=True))
    insert_rows(db, Stroke, list(_strokes(report, [row_of[no] or 0 for no in counted])))
    insert_rows(db, Connection, [_connection(told, ids, laid) for told in report.connections])


def _doodle(told: d.Doodle, ids: Ids, laid: Mapping[str, int], no: int) -> Row:
    author = ids.people.get(told.author_id or "")
    return {
        "cafe_id": ids.cafe,
        "table_id": ids.tables[told.table_id],
        "round_id": ids.rounds[told.round_id],
        "author_id": author,
        "posted_by": f"p{author}" if author else "host",
        "key": f"import-{no}",
        "contribution_id": laid.get(told.contribution_id or ""),
        "description": told.description,
        "begun_at": told.begun_at,
        "withdrawn_at": None,
        "hidden_at": told.begun_at if told.hidden else None,
    }


def _gap(report: r.Report, ids: Ids, no: int) -> Row:
    """An empty, taken back doodle where a number is free, so that none of the others is ever renamed."""
    at = report.exported_at
    spot = {"table_id": ids.tables[report.tables[0].id], "round_id": ids.rounds[report.rounds[0].id]}
    made = {"cafe_id": ids.cafe, "author_id": None, "posted_by": "host", "key": f"import-{no}", "begun_at": at}
    return {**spot, **made, "contribution_id": None, "description": "", "withdrawn_at": at, "hidden_at": None}


def _strokes(report: r.Report, doodles: list[int]) -> Iterable[Row]:
    for doodle, told in zip(doodles, report.doodles, strict=True):
        for no, stroke in enumerate(told.strokes, 1):
            yield {
                "doodle_id": doodle,
                "key": f"import-{no}",
                "pen": Pen(stroke.pen),
                "path": stroke.path,
                "drawn_at": stroke.drawn_at,
            }


def _connection(told: d.Connection, ids: Ids, laid: Mapping[str, int]) -> Row:
    """Who drew it was never told."""
    return {
        "cafe_id": ids.cafe,
        "first_id": laid[told.first_id],
        "second_id": laid[told.second_id],
        "drawn_by": "host",
        "drawn_at": told.drawn_at,
    }
