"""Brings the harvest in: everything a café holds, as one report, at any time of the evening."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime
from typing import Any, cast
from zoneinfo import ZoneInfo

import sqlalchemy as sa
from sqlmodel import Session

from app.cafes.models import Cafe, Naming, Participant, Phase, Role
from app.db import now
from app.errors import marked
from app.harvest import accompanying, concluding, tracing
from app.harvest import report as r
from app.harvest.rows import Many, Names, Rows, local, read
from app.rounds.models import Round
from app.tablecloth.models import Handover

GUEST = marked("Gast %(number)d")


def gather(
    db: Session, cafe: Cafe, *, timezone: str, guest: str = GUEST, complete: bool = True, at: datetime | None = None
) -> r.Report:
    """The whole café with a fixed number of queries; contributions that were taken back are left out.

    `timezone` is an IANA name, `guest` the translated words for people without a name (with `%(number)d`). What is not
    `complete` is for the room instead of the host: without hidden contributions, what tables answered, and who gave
    which star.
    """
    rows = read(db, cafe.id_)
    names, zone = Names(rows, shows_names=cafe.naming == Naming.names, guest=guest), ZoneInfo(timezone)
    kept = [one for one in rows.contributions if one.withdrawn_at is None and (complete or one.hidden_at is None)]
    return r.Report(
        exported_at=(at or now()).astimezone(zone),
        lang=cafe.language,
        timezone=timezone,
        privacy=r.Privacy("names" if cafe.naming == Naming.names else "pseudonyms", includes_hidden=complete),
        event=_event(cafe, rows, zone),
        impulse=accompanying.impulse(cafe, rows),
        central_question=cafe.question,
        rounds=tuple(_round(round_, names, zone) for round_ in rows.rounds),
        tables=tuple(_tables(rows, names, zone)),
        participants=tuple(_participant(person, names, zone) for person in rows.people),
        seats=tuple(_seats(rows, names)),
        contributions=tuple(_contributions(kept, rows, names, zone, complete=complete)),
        handovers=tuple(_handover(card, names, zone) for card in rows.handovers),
        themes=tuple(concluding.themes(kept, rows, names, zone)),
        tensions=tuple(concluding.tensions(kept, rows, names, zone)),
        ballots=tuple(concluding.ballots(rows, names, zone)),
        read_backs=tuple(concluding.read_backs(rows, names, zone)) if complete else (),
        commitments=tuple(concluding.commitments(rows, names, zone)),
        at_glance=tuple(rows.afterword.at_glance),
        conclusion=rows.afterword.conclusion,
        links=tuple(accompanying.links(rows)),
        actions=tuple(accompanying.actions(rows)),
        next_dates=tuple(accompanying.next_dates(rows, zone)),
        photos=tuple(accompanying.photos(rows, names, zone, complete=complete)),
        doodles=tuple(tracing.doodles(kept, rows, names, zone, complete=complete)),
        connections=tuple(tracing.connections(kept, rows, names, zone)),
    )


def _event(cafe: Cafe, rows: Rows, zone: ZoneInfo) -> r.Event:
    return r.Event(
        id=f"e{int(cafe.laid_at.timestamp() * 1_000_000):x}",
        title=cafe.title,
        date=cafe.held_on,
        place=cafe.place,
        organiser=cafe.organiser,
        participants=sum(person.role != Role.table_device for person in rows.people),
        phase=Phase.harvest if cafe.phase == Phase.closed else cafe.phase,
        round_no=cafe.round_no,
        template=cafe.template,
        expected=cafe.expected,
        round_ending=cafe.round_ending,
        laid_at=cafe.laid_at.astimezone(zone),
        subtitle=rows.afterword.subtitle,
        contact=rows.afterword.contact,
        thanks=rows.afterword.thanks,
        photographers=cafe.photographers,
        address=cafe.address,
    )


def _round(round_: Round, names: Names, zone: ZoneInfo) -> r.Round:
    started = local(round_.started_at, zone)
    return r.Round(
        id=names.round[round_.id],
        no=round_.number,
        question=round_.question,
        kind=round_.kind,
        minutes=round_.minutes,
        started_at=started,
        ended_at=local(round_.ended_at, zone) if started else None,  # a round that was taken back has not ended
    )


def _tables(rows: Rows, names: Names, zone: ZoneInfo) -> Iterable[r.Table]:
    number_of = {round_.id: round_.number for round_ in rows.rounds}
    hosts = {person.id for person in rows.people if person.role == Role.table_host and person.left_at is None}
    # A host's latest seat says which table is theirs; of two hosts at a table the later one wins.
    table_of = {
        seat.participant_id: seat.table_id
        for seat in sorted(rows.seats, key=lambda seat: number_of[seat.round_id])
        if seat.participant_id in hosts
    }
    host_of = {table_id: person_id for person_id, table_id in table_of.items()}
    for table in rows.tables:
        host = host_of.get(table.id_)
        yield r.Table(
            id=names.table[table.id],
            no=table.number,
            name=table.name,
            question=table.topic,
            seats=table.seats,
            language=table.language,
            host_id=names.person[host] if host else None,
            host=names.label[host] if host else "",
            cleared_at=local(table.cleared_at, zone),
        )


def _participant(person: Participant, names: Names, zone: ZoneInfo) -> r.Participant:
    assert person.joined_at is not None  # rows holds nobody else
    return r.Participant(
        id=names.person[person.id],
        no=person.number,
        name=names.typed[person.id],
        label=names.label[person.id],
        trade=person.trade,
        role=person.role,
        has_phone=person.has_phone,
        joined_at=person.joined_at.astimezone(zone),
        left_at=local(person.left_at, zone),
    )


def _seats(rows: Rows, names: Names) -> Iterable[r.Seating]:
    sitting: dict[tuple[int, int], list[int]] = defaultdict(list)
    for seat in rows.seats:
        sitting[seat.round_id, seat.table_id].append(seat.participant_id)
    order = {person.id: person.number for person in rows.people}
    for round_ in rows.rounds:
        for table in rows.tables:
            people = sorted(sitting.get((round_.id_, table.id_), ()), key=lambda person: order[person])
            if people:
                ids = tuple(names.person[person] for person in people)
                yield r.Seating(names.round[round_.id], names.table[table.id], ids)


def _contributions(kept: Many, rows: Rows, names: Names, zone: ZoneInfo, *, complete: bool) -> Iterable[r.Contribution]:
    placed = {placement.contribution_id: placement for placement in rows.placements}
    there = {one.id for one in kept}
    starred_by: dict[int, list[str]] = defaultdict(list)
    for star in sorted(rows.stars, key=lambda star: star.participant_id):
        starred_by[star.contribution_id].append(names.person[star.participant_id])
    for one in kept:
        placement = placed.get(one.id)
        carried = one.brought_from_id if one.brought_from_id in there else None
        stars = starred_by.get(one.id, [])
        yield r.Contribution(
            id=names.contribution[one.id],
            table_id=names.table[one.table_id],
            round_id=names.round[one.round_id],
            kind=one.kind,
            category=one.category,
            column=_column(one, placement),
            text=one.text,
            pen=one.pen,
            author_id=names.person.get(one.author_id),
            author=names.typed.get(one.author_id, ""),
            scribe=one.scribe,
            created_at=one.created_at.astimezone(zone),
            edited_at=local(one.edited_at, zone),
            votes=len(stars),
            starred_by=tuple(stars) if complete else (),
            theme_ids=(names.theme[placement.theme_id],) if placement and placement.theme_id in names.theme else (),
            hidden=one.hidden_at is not None,
            brought_from_table_id=names.table.get(one.brought_from_table_id),
            brought_from_id=names.contribution[carried] if carried else None,
            single_voice=placement is not None and placement.is_voice,
            twin_of_id=names.contribution[placement.twin_of_id]
            if placement and placement.twin_of_id in there
            else None,
        )


def _column(contribution: sa.Row[Any], placement: sa.Row[Any] | None) -> r.ColumnKey:
    if placement and placement.column:
        return cast(r.ColumnKey, placement.column.value)
    return cast(r.ColumnKey, contribution.category.value) if contribution.category else "unsorted"


def _handover(card: Handover, names: Names, zone: ZoneInfo) -> r.Handover:
    return r.Handover(
        table_id=names.table[card.table_id],
        round_id=names.round[card.round_id],
        points=tuple(card.points),
        open_question=card.open_question,
        written_at=card.written_at.astimezone(zone),
    )
