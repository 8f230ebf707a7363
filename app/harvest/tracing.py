"""Brings in what was drawn on the cloths: doodles stroke by stroke, and lines between contributions."""

from collections import defaultdict
from collections.abc import Iterable
from zoneinfo import ZoneInfo

from app.harvest import drawn as d
from app.harvest.rows import Many, Names, Rows


def doodles(kept: Many, rows: Rows, names: Names, zone: ZoneInfo, *, complete: bool) -> Iterable[d.Doodle]:
    """What is there, the first one first; `kept`: the contributions in this report. A number is never given again."""
    there = {one.id for one in kept}
    strokes: dict[int, list[d.Stroke]] = defaultdict(list)
    for one in rows.strokes:
        strokes[one.doodle_id].append(d.Stroke(one.pen, one.path, one.drawn_at.astimezone(zone)))
    for no, one in enumerate(rows.doodles, 1):
        is_kept = one.withdrawn_at is None and (complete or one.hidden_at is None)
        if is_kept and one.id in strokes:
            beside = one.contribution_id if one.contribution_id in there else None
            yield d.Doodle(
                id=f"d{no}",
                table_id=names.table[one.table_id],
                round_id=names.round[one.round_id],
                author_id=names.person.get(one.author_id),
                author=names.typed.get(one.author_id, ""),
                contribution_id=names.contribution[beside] if beside else None,
                description=one.description,
                begun_at=one.begun_at.astimezone(zone),
                strokes=tuple(strokes[one.id]),
                hidden=one.hidden_at is not None,
            )


def connections(kept: Many, rows: Rows, names: Names, zone: ZoneInfo) -> Iterable[d.Connection]:
    """The lines both of whose ends are in this report."""
    there = {one.id for one in kept}
    for one in rows.connections:
        if one.first_id in there and one.second_id in there:
            ends = names.contribution[one.first_id], names.contribution[one.second_id]
            yield d.Connection(*ends, drawn_at=one.drawn_at.astimezone(zone))
