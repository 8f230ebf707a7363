"""Lays what a room found and decided into a new café; whoever voted what was never in the report."""

import secrets
from collections.abc import Iterable, Mapping

from sqlmodel import SQLModel

from app.deciding import tallies
from app.deciding.models import Answer, Ballot, BallotMode, Commitment, ReadBack
from app.deciding.tallies import Standing, Tally
from app.harvest import outcome as o
from app.harvest import report as r
from app.harvest.relaying import Ids
from app.synthesis.models import Tension, TensionState


def rows(report: r.Report, ids: Ids, laid: Mapping[str, int]) -> Iterable[SQLModel]:
    """Tensions, ballots with their results, answers of tables and shared commitments, under new links."""
    yield from (_tension(told, ids, laid) for told in report.tensions)
    yield from (_ballot(told, ids) for told in report.ballots)
    yield from (_read_back(told, ids) for told in report.read_backs)
    yield from (_commitment(told, no, ids) for no, told in enumerate(report.commitments, 1))


def _tension(told: o.Tension, ids: Ids, laid: Mapping[str, int]) -> Tension:
    return Tension(
        cafe_id=ids.cafe,
        subject=told.text,
        left_name=told.pole_a,
        right_name=told.pole_b,
        left=[laid[one] for one in told.voices_a],
        right=[laid[one] for one in told.voices_b],
        state=TensionState.confirmed,
        made_at=told.made_at,
    )


def _ballot(told: o.Ballot, ids: Ids) -> Ballot:
    """A theme that is not on the board any more gets a number that no theme has."""
    themes = [ids.themes[one.theme_id] if one.theme_id else -no for no, one in enumerate(told.results, 1)]
    standings = tuple(
        Standing(theme, one.title, one.people, one.dots, one.urgency, one.feasibility)
        for theme, one in zip(themes, told.results, strict=True)
    )
    return Ballot(
        cafe_id=ids.cafe,
        mode=BallotMode(told.mode),
        budget=told.budget,
        is_stacking=told.stacking,
        theme_ids=themes,
        theme_names=[one.title for one in told.results],
        opened_at=told.opened_at,
        closed_at=told.closed_at,
        revealed_at=told.revealed_at,
        result=tallies.packed(Tally(told.voters, told.eligible, standings)),
    )


def _read_back(told: o.ReadBack, ids: Ids) -> ReadBack:
    return ReadBack(
        cafe_id=ids.cafe,
        table_id=ids.tables[told.table_id],
        asked_at=told.asked_at,
        answer=Answer(told.answer) if told.answer else None,
        note=told.note,
        participant_id=ids.people.get(told.author_id or ""),
        answered_at=told.answered_at,
    )


def _commitment(told: o.Commitment, no: int, ids: Ids) -> Commitment:
    return Commitment(
        cafe_id=ids.cafe,
        participant_id=ids.people[told.author_id],
        key=f"import-{no}",
        token=secrets.token_urlsafe(18),
        what=told.what,
        first_step=told.first_step,
        until=told.until,
        is_shared=True,
        theme_id=ids.themes.get(told.theme_id or ""),
        made_at=told.made_at,
    )
