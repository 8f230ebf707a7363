"""Brings in what the room found and decided: themes, tensions, results of ballots, answers of tables, commitments."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from zoneinfo import ZoneInfo

from app.deciding import tallies
from app.harvest import outcome as o
from app.harvest.rows import Many, Names, Rows, local


def themes(kept: Many, rows: Rows, names: Names, zone: ZoneInfo) -> Iterable[o.Theme]:
    """In the order of the board, each with the contributions that lie in it."""
    theme_of = {placement.contribution_id: placement.theme_id for placement in rows.placements}
    held: dict[int | None, list[str]] = defaultdict(list)
    for one in kept:
        held[theme_of.get(one.id)].append(names.contribution[one.id])
    there = {one.id for one in kept}
    for no, theme in enumerate(rows.themes, 1):
        yield o.Theme(
            id=names.theme[theme.id],
            no=no,
            title=theme.name,
            made_by=theme.made_by,
            made_at=theme.made_at.astimezone(zone),
            contribution_ids=tuple(held.get(theme.id, ())),
            column=theme.column,
            words=theme.words,
            typical_id=names.contribution[theme.typical_id] if theme.typical_id in there else None,
            summary=theme.summary,
        )


def tensions(kept: Many, rows: Rows, names: Names, zone: ZoneInfo) -> Iterable[o.Tension]:
    """What the host has confirmed, with the voices that are still there."""
    there = {one.id for one in kept}

    def voices(ids: Sequence[int]) -> tuple[str, ...]:
        return tuple(names.contribution[id_] for id_ in ids if id_ in there)

    for no, one in enumerate(rows.tensions, 1):
        yield o.Tension(
            id=f"tn{no}",
            text=one.subject,
            pole_a=one.left_name,
            pole_b=one.right_name,
            voices_a=voices(one.left),
            voices_b=voices(one.right),
            made_at=one.made_at.astimezone(zone),
        )


def ballots(rows: Rows, names: Names, zone: ZoneInfo) -> Iterable[o.Ballot]:
    """Results only."""
    for no, one in enumerate(rows.ballots, 1):
        assert one.closed_at is not None and one.revealed_at is not None and one.result is not None
        tally = tallies.unpacked(one.result)
        yield o.Ballot(
            id=f"b{no}",
            mode=one.mode,
            budget=one.budget,
            stacking=one.is_stacking,
            opened_at=one.opened_at.astimezone(zone),
            closed_at=one.closed_at.astimezone(zone),
            revealed_at=one.revealed_at.astimezone(zone),
            voters=tally.voters,
            eligible=tally.eligible,
            results=tuple(
                o.Result(names.theme.get(each.theme), each.name, each.people, each.dots, each.urgency, each.feasibility)
                for each in tally.standings
            ),
        )


def read_backs(rows: Rows, names: Names, zone: ZoneInfo) -> Iterable[o.ReadBack]:
    """By number of the table."""
    asked = {one.table_id: one for one in rows.read_backs}
    for table in rows.tables:
        if one := asked.get(table.id_):
            yield o.ReadBack(
                table_id=names.table[table.id],
                asked_at=one.asked_at.astimezone(zone),
                answer=one.answer,
                note=one.note,
                author_id=names.person.get(one.participant_id),
                answered_at=local(one.answered_at, zone),
            )


def commitments(rows: Rows, names: Names, zone: ZoneInfo) -> Iterable[o.Commitment]:
    """What people share, the oldest first."""
    for no, one in enumerate(rows.commitments, 1):
        yield o.Commitment(
            id=f"s{no}",
            author_id=names.person[one.participant_id],
            author=names.typed[one.participant_id],
            what=one.what,
            first_step=one.first_step,
            until=one.until,
            theme_id=names.theme.get(one.theme_id) if one.theme_id else None,
            made_at=one.made_at.astimezone(zone),
        )
