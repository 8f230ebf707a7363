"""Lays a café out of a report that was read back: the same content in a new café, with keys and codes of its own."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import bindparam
from sqlmodel import Session, col, insert, select, update

from app.cafes import codes
from app.cafes.models import Cafe, Naming, Participant, Phase, Role, RoundEnding
from app.db import now
from app.events import CafeLaid, record
from app.harvest import report as r
from app.rounds.models import Round
from app.seating.models import Seat
from app.synthesis.models import Column, MadeBy, Placement, Theme
from app.tablecloth.models import POINTS, Category, Contribution, Handover, Kind, Pen, Scribe, Star
from app.tables.models import Table

MOST_GAPS = 2_000
"""Numbers of taken back contributions that are kept free at most; above it contributions are numbered anew."""
RUNNING = (Phase.lobby, Phase.impulse, Phase.rounds)


def bring_in(db: Session, report: r.Report) -> Cafe:
    """A new café with all that the report holds, at the step where it was; nobody but its host has a key to it.

    Its own export equals the report but for `exported_at`. A round that was on waits, paused, with all its minutes.
    """
    cafe = _cafe(report)
    db.add(cafe)
    db.flush()
    rounds = {round_.id: _round(cafe, round_) for round_ in report.rounds}
    tables = {table.id: _table(cafe, table) for table in report.tables}
    people = {person.id: _participant(cafe, person) for person in report.participants}
    themes = {theme.id: _theme(cafe, theme) for theme in report.themes}
    db.add_all([*rounds.values(), *tables.values(), *people.values(), *themes.values()])
    db.flush()
    ids = _Ids(
        cafe.id_,
        {key: round_.id_ for key, round_ in rounds.items()},
        {key: table.id_ for key, table in tables.items()},
        {key: person.id_ for key, person in people.items()},
        {key: theme.id_ for key, theme in themes.items()},
    )
    _lay_cloths(db, report, ids)
    db.add_all(_seats(report, ids))
    db.add_all(_handover(card, ids) for card in report.handovers)
    record(db, CafeLaid(cafe_id=cafe.id_))
    return cafe


@dataclass(frozen=True)
class _Ids:
    """The rows' ids by the report's."""

    cafe: int
    rounds: dict[str, int]
    tables: dict[str, int]
    people: dict[str, int]
    themes: dict[str, int]


def _cafe(report: r.Report) -> Cafe:
    event, phase = report.event, Phase(report.event.phase)
    return Cafe(
        key=codes.cafe_key(),
        code=codes.join_code(),
        join_token=codes.join_token(),
        title=event.title,
        question=report.central_question,
        language=report.lang,
        template=event.template,
        expected=event.expected,
        naming=Naming.names if report.privacy.authors == "names" else Naming.anonymous,
        round_ending=RoundEnding(event.round_ending),
        held_on=event.date,
        place=event.place,
        organiser=event.organiser,
        impulse_speaker=report.impulse.speaker,
        impulse_message=report.impulse.core_message,
        phase=phase,
        round_no=event.round_no,
        is_open=phase in RUNNING,
        laid_at=event.laid_at,
    )


def _round(cafe: Cafe, told: r.Round) -> Round:
    round_ = Round(
        cafe_id=cafe.id_,
        number=told.no,
        minutes=told.minutes,
        question=told.question,
        started_at=told.started_at,
        ends_at=told.ended_at,
        ended_at=told.ended_at,
    )
    if round_.is_running:
        round_.paused_at = now()
        round_.ends_at = round_.paused_at + timedelta(minutes=told.minutes)
    return round_


def _table(cafe: Cafe, told: r.Table) -> Table:
    return Table(
        cafe_id=cafe.id_,
        number=told.no,
        name=told.name,
        topic=told.question,
        seats=told.seats,
        join_token=codes.join_token(),
        cleared_at=told.cleared_at,
    )


def _participant(cafe: Cafe, told: r.Participant) -> Participant:
    return Participant(
        cafe_id=cafe.id_,
        number=told.no,
        arrival_key=f"import-{told.no}",
        name=told.name,
        trade=told.trade,
        role=Role(told.role),
        has_phone=told.has_phone,
        joined_at=told.joined_at,
        left_at=told.left_at,
    )


def _theme(cafe: Cafe, told: r.Theme) -> Theme:
    return Theme(
        cafe_id=cafe.id_, name=told.title, position=told.no, made_by=MadeBy(told.made_by), made_at=told.made_at
    )


def _lay_cloths(db: Session, report: r.Report, ids: _Ids) -> None:
    """Contributions in their order, so that each gets the number it had; then what points at them.

    In bulk, because everybody else's posts wait meanwhile.
    """
    numbers = _numbers(report.contributions)
    cloths = {no: _gap(report, ids, no) for no in _free(numbers)}
    cloths |= {no: _contribution(told, ids, no) for no, told in zip(numbers, report.contributions, strict=True)}
    _insert(db, [cloths[no] for no in sorted(cloths)])
    rows = db.exec(select(Contribution.id).where(Contribution.cafe_id == ids.cafe).order_by(col(Contribution.id)))
    row_of = dict(zip(sorted(cloths), rows, strict=True))
    laid = {told.id: row_of[no] for no, told in zip(numbers, report.contributions, strict=True)}
    trails = [
        {"carried": laid[told.id], "origin": laid[told.brought_from_id]}
        for told in report.contributions
        if told.brought_from_id
    ]
    if trails:
        carried = update(Contribution).where(col(Contribution.id) == bindparam("carried"))
        db.connection().execute(carried.values(brought_from_id=bindparam("origin")), trails)
    _insert(db, list(_stars(report, ids, laid)))
    _insert(db, list(_placements(report, ids, laid)))


def _insert(db: Session, rows: list[Contribution] | list[Star] | list[Placement]) -> None:
    if rows:
        db.connection().execute(insert(type(rows[0])), [row.model_dump(exclude={"id"}) for row in rows])


def _stars(report: r.Report, ids: _Ids, laid: Mapping[str, int | None]) -> Iterable[Star]:
    for told in report.contributions:
        for giver in told.starred_by:
            yield Star(contribution_id=laid[told.id], participant_id=ids.people[giver])


def _placements(report: r.Report, ids: _Ids, laid: Mapping[str, int | None]) -> Iterable[Placement]:
    for told in report.contributions:
        column = Column(told.column) if told.column != (told.category or "unsorted") else None
        theme = ids.themes[told.theme_ids[0]] if told.theme_ids else None
        if column or theme:
            yield Placement(contribution_id=laid[told.id], theme_id=theme, column=column)


def _numbers(contributions: Iterable[r.Contribution]) -> list[int]:
    """Each contribution's number in the café: the one in its id (`c17`) if those fit, else counted anew."""
    ids = [re.fullmatch(r"c([1-9]\d{0,6})", one.id) for one in contributions]
    numbers = [int(id_[1]) if id_ else 0 for id_ in ids]
    ascend = all(before < after for before, after in zip([0, *numbers], numbers, strict=False))
    fits = ascend and max(numbers, default=0) - len(numbers) <= MOST_GAPS
    return numbers if fits else list(range(1, len(numbers) + 1))


def _free(numbers: list[int]) -> set[int]:
    """Numbers below the highest that nobody has."""
    return set(range(1, max(numbers, default=0))) - set(numbers)


def _gap(report: r.Report, ids: _Ids, no: int) -> Contribution:
    """An empty, taken back contribution where a number is free, so that none of the others is ever renamed."""
    return Contribution(
        cafe_id=ids.cafe,
        table_id=ids.tables[report.tables[0].id],
        round_id=ids.rounds[report.rounds[0].id],
        posted_by="host",
        key=f"import-{no}",
        first_sent="",
        text="",
        created_at=report.exported_at,
        withdrawn_at=report.exported_at,
    )


def _contribution(told: r.Contribution, ids: _Ids, no: int) -> Contribution:
    return Contribution(
        cafe_id=ids.cafe,
        table_id=ids.tables[told.table_id],
        round_id=ids.rounds[told.round_id],
        author_id=ids.people.get(told.author_id or ""),
        scribe=Scribe(told.scribe) if told.scribe else None,
        posted_by="host",
        key=f"import-{no}",
        first_sent="",
        kind=Kind(told.kind),
        category=Category(told.category) if told.category else None,
        pen=Pen(told.pen),
        text=told.text,
        brought_from_table_id=ids.tables.get(told.brought_from_table_id or ""),
        created_at=told.created_at,
        edited_at=told.edited_at,
        hidden_at=(told.edited_at or told.created_at) if told.hidden else None,
    )


def _seats(report: r.Report, ids: _Ids) -> Iterable[Seat]:
    for seating in report.seats:
        for person in seating.participant_ids:
            yield Seat(
                cafe_id=ids.cafe,
                round_id=ids.rounds[seating.round_id],
                table_id=ids.tables[seating.table_id],
                participant_id=ids.people[person],
            )


def _handover(card: r.Handover, ids: _Ids) -> Handover:
    points = (*card.points, *[""] * POINTS)
    return Handover(
        cafe_id=ids.cafe,
        table_id=ids.tables[card.table_id],
        round_id=ids.rounds[card.round_id],
        point_1=points[0],
        point_2=points[1],
        point_3=points[2],
        open_question=card.open_question,
        written_at=card.written_at,
    )
