"""Lays a café out of a report that was read back: the same content in a new café, with keys and codes of its own."""

from collections.abc import Iterable
from datetime import timedelta

from sqlmodel import Session

from app.cafes import codes
from app.cafes.models import Address, Cafe, Naming, Participant, Phase, Photographers, Role, RoundEnding
from app.db import now
from app.events import CafeLaid, record
from app.harvest import outcome as o
from app.harvest import redeciding, redrawing, rewriting
from app.harvest import report as r
from app.harvest.relaying import Ids, lay_cloths
from app.harvest.rewriting import Pixels
from app.rounds.kinds import RoundKind
from app.rounds.models import Round
from app.seating.models import Seat
from app.synthesis.models import Column, MadeBy, Theme
from app.tablecloth.models import POINTS, Handover
from app.tables.models import COLOURS, Table
from app.translations import FALLBACK, languages

RUNNING = (Phase.lobby, Phase.impulse, Phase.rounds)


def bring_in(db: Session, report: r.Report, pixels: Pixels | None = None) -> Cafe:
    """A new café with all that the report holds, at the step where it was; nobody but its host has a key to it.

    Its own export equals the report but for `exported_at`. A round that was on waits, paused, with all its minutes.
    `pixels` come with a report that has photos.
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
    ids = Ids(
        cafe.id_,
        {key: round_.id_ for key, round_ in rounds.items()},
        {key: table.id_ for key, table in tables.items()},
        {key: person.id_ for key, person in people.items()},
        {key: theme.id_ for key, theme in themes.items()},
    )
    laid = lay_cloths(db, report, ids)
    redrawing.draw(db, report, ids, laid)
    for told in report.themes:
        themes[told.id].typical_id = laid.get(told.typical_id or "")
    db.add_all(redeciding.rows(report, ids, laid))
    db.add_all(_seats(report, ids))
    db.add_all(_handover(card, ids) for card in report.handovers)
    db.add_all(rewriting.rows(report, ids))
    if pixels:
        rewriting.hang_up(db, report, ids, pixels)
    record(db, CafeLaid(cafe_id=cafe.id_))
    return cafe


def _cafe(report: r.Report) -> Cafe:
    event, phase = report.event, Phase(report.event.phase)
    return Cafe(
        key=codes.cafe_key(),
        code=codes.join_code(),
        join_token=codes.join_token(),
        title=event.title,
        question=report.central_question,
        language=report.lang if report.lang in languages() else FALLBACK,
        template=event.template,
        expected=event.expected,
        naming=Naming.names if report.privacy.authors == "names" else Naming.anonymous,
        round_ending=RoundEnding(event.round_ending),
        photographers=Photographers(event.photographers),
        address=Address(event.address),
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
        kind=RoundKind(told.kind),
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
        language=told.language,
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


def _theme(cafe: Cafe, told: o.Theme) -> Theme:
    return Theme(
        cafe_id=cafe.id_,
        name=told.title,
        words=told.words,
        summary=told.summary,
        position=told.no,
        column=Column(told.column) if told.column else None,
        colour=(told.no - 1) % COLOURS,
        made_by=MadeBy(told.made_by),
        made_at=told.made_at,
    )


def _seats(report: r.Report, ids: Ids) -> Iterable[Seat]:
    for seating in report.seats:
        for person in seating.participant_ids:
            yield Seat(
                cafe_id=ids.cafe,
                round_id=ids.rounds[seating.round_id],
                table_id=ids.tables[seating.table_id],
                participant_id=ids.people[person],
            )


def _handover(card: r.Handover, ids: Ids) -> Handover:
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
