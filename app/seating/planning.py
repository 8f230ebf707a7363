"""The plan of the rounds to come: read with everything around it, made, kept, and changed by the host."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

import sqlalchemy as sa
from sqlmodel import Session, col, select

from app.cafes.models import Cafe, Hosting, Mixed, Participant
from app.cafes.remembering import remembered
from app.db import now, plain
from app.errors import BadInput, NotFound, marked
from app.events import CafeChanged, PlanChanged, record
from app.rounds import reading as rounds
from app.rounds.models import Round
from app.seating import gathering, lenient, moving
from app.seating.gathering import Standing
from app.seating.models import Move, PlannedSeat, Wish
from app.seating.room import Contradiction, Plan, Room, Seating
from app.tables import reading as tables
from app.tables.models import Table


class State(StrEnum):
    """What is known of a round's seats."""

    sat = "sat"
    told = "told"
    """On, or announced: everybody knows where to go."""
    planned = "planned"


@dataclass(frozen=True)
class RoundSeats:
    """One round of the evening: where people sat or are to sit."""

    round: Round
    state: State
    seating: Seating
    """Person -> table: as sat, as told, or as the plan stands now, repaired for everything that happened since."""
    planned: Seating = field(default_factory=dict)
    """Person -> table as it was planned when the round was told, or as it was last kept; empty if there was no plan."""


@dataclass(frozen=True)
class Outlook:
    """Who sits where through the whole evening."""

    rounds: list[RoundSeats]
    people: Mapping[int, Participant]
    """Everybody who has a seat in one of the rounds, awaited guests included, by id."""
    tables: Mapping[int, Table]
    """All that have a seat in one of the rounds, by id, in order of numbers; also those cleared since."""
    room: Room
    """What the rounds to come are planned for."""
    plan: Plan
    contradictions: list[Contradiction] = field(default_factory=list)
    """Why some of the host's wishes are left out of the plan; the plan is made without them."""
    wishes: list[Wish] = field(default_factory=list)
    moves: list[Move] = field(default_factory=list)
    """By the host, still in force, latest last."""


@remembered
def outlook(db: Session, cafe: Cafe) -> Outlook:
    """The whole evening's seats in one moment, the rounds to come as they would be planned now."""
    s = gathering.standing(db, cafe)
    room, plan, contradictions = _planned(s)
    behind = [
        RoundSeats(
            round_,
            State.sat if round_.is_over else State.told,
            s.seating(round_),
            s.planned.get(round_.id_, {}),
        )
        for round_ in s.told
    ]
    ahead = [
        RoundSeats(round_, State.planned, seating, s.planned.get(round_.id_, {}))
        for round_, seating in zip(s.to_plan, plan.seatings, strict=True)
    ]
    seated = {person for each in [*behind, *ahead] for person in [*each.seating, *each.planned]}
    used = {table for each in [*behind, *ahead] for table in [*each.seating.values(), *each.planned.values()]}
    return Outlook(
        rounds=[*behind, *ahead],
        people={id_: person for id_, person in s.people.items() if id_ in seated},
        tables=tables.among(db, cafe.id_, used),
        room=room,
        plan=plan,
        contradictions=contradictions,
        wishes=s.wishes,
        moves=s.moves,
    )


def foresee(db: Session, cafe: Cafe) -> None:
    """Makes the plan as it stands now, so that the verb that needs it next finds it made."""
    if tables.in_cafe(db, cafe.id_):
        _planned(gathering.standing(db, cafe))


def next_seats(db: Session, cafe: Cafe) -> dict[int, int]:
    """Person -> table in the round that is on or comes next and was not told yet; keeps the plan it is taken from."""
    s = gathering.standing(db, cafe)
    _, plan, _ = _planned(s)
    _keep(db, s, plan)
    return plan.seatings[0] if plan.seatings else {}


def renew(db: Session, cafe: Cafe) -> None:
    """Plans the rounds to come afresh, whatever was kept; wishes and moves of the host hold."""
    s = gathering.standing(db, cafe)
    plan, _ = lenient.plan(gathering.room(s), seed=cafe.id_)
    cafe.plan_printed_at = None
    db.add(cafe)
    _keep(db, s, plan)
    record(db, PlanChanged(cafe_id=cafe.id_))


def keep(db: Session, cafe: Cafe) -> None:
    """Keeps the plan as it stands now: from here on only what has to change changes."""
    s = gathering.standing(db, cafe)
    _keep(db, s, _planned(s)[1])


def follow(db: Session, cafe: Cafe) -> None:
    """Lets a plan that was laid by hand follow new wishes and rules; the host's moves hold, and so does paper."""
    s = gathering.standing(db, cafe)
    if s.is_laid_by_hand and not cafe.plan_printed_at:
        plan, _ = lenient.plan(gathering.room(s), drafted=gathering.drafted(s), seed=cafe.id_)
        _keep(db, s, plan)


def printed(db: Session, cafe: Cafe) -> None:
    """People know the plan from paper now; it is changed only where it has to be."""
    keep(db, cafe)
    cafe.plan_printed_at = now()
    db.add(cafe)
    record(db, PlanChanged(cafe_id=cafe.id_))


def set_rules(db: Session, cafe: Cafe, *, hosting: Hosting, mixed: Mixed, no_table_twice: bool) -> None:
    """What the rounds to come are planned by."""
    if cafe.hosting != hosting:
        record(db, CafeChanged(cafe_id=cafe.id_))  # phones offer to keep a table, or no longer
    cafe.hosting, cafe.mixed, cafe.no_table_twice = hosting, mixed, no_table_twice
    db.add(cafe)
    follow(db, cafe)
    record(db, PlanChanged(cafe_id=cafe.id_))


def move(db: Session, cafe: Cafe, *, round_no: int, person: int, table: int, exchange_with: int | None = None) -> None:
    """Puts somebody at a table in a round that is not over; `exchange_with`, who sits there, goes the other way.

    In rounds to come they are fixed there, also if the plan had them there anyway, until that is undone or released; in
    the round that is on or was announced people are moved at once. Raises BadInput for a round that is over and
    NotFound for people and tables that are not there.
    """
    round_ = rounds.by_number(db, cafe.id_, round_no)
    tables.standing(db, cafe.id_, table)
    s = gathering.standing(db, cafe)
    if person not in s.counted or (exchange_with is not None and exchange_with not in s.counted):
        raise NotFound
    if round_ in s.to_plan:
        keep(db, cafe)
        before = _replan(db, round_, person, table, exchange_with)
    elif round_.number == cafe.round_no and not round_.is_over:
        before = moving.exchange(db, cafe, person, table, exchange_with)
    else:
        raise BadInput("round", marked("Diese Runde ist vorbei; wer wo saß, bleibt, wie es war."))
    if before == table and round_ not in s.to_plan:
        return
    other = exchange_with if before is not None else None
    db.add(
        Move(
            cafe_id=cafe.id_, round_id=round_.id_, participant_id=person, from_table_id=before, to_table_id=table,
            exchanged_with_id=other,
        )
    )  # fmt: skip
    record(db, PlanChanged(cafe_id=cafe.id_))


def undo(db: Session, cafe: Cafe) -> None:
    """Takes back the host's latest move that is still in force; raises BadInput where there is none."""
    latest = select(Move).where(Move.cafe_id == cafe.id, col(Move.undone_at).is_(None)).order_by(col(Move.id).desc())
    move = db.exec(latest).first()
    if move is None:
        raise BadInput("move", marked("Es gibt nichts zurückzunehmen."))
    s = gathering.standing(db, cafe)
    round_ = next(each for each in s.rounds if each.id == move.round_id)
    back, other = move.from_table_id, move.exchanged_with_id
    present = move.participant_id in s.counted and back in {table.id_ for table in s.tables}
    other = other if other in s.counted else None
    if round_ in s.to_plan and present and back is not None:
        _replan(db, round_, move.participant_id, back, other)
    elif present and back is not None and round_.number == cafe.round_no and not round_.is_over:
        moving.exchange(db, cafe, move.participant_id, back, other)
    move.undone_at = now()
    db.add(move)
    record(db, PlanChanged(cafe_id=cafe.id_))


def release(db: Session, cafe: Cafe, move_id: int) -> None:
    """Somebody whom the host had put somewhere in a round to come may be planned elsewhere again."""
    move = db.get(Move, move_id)
    if move is None or move.cafe_id != cafe.id or move.undone_at is not None:
        raise NotFound
    move.undone_at = now()
    db.add(move)
    record(db, PlanChanged(cafe_id=cafe.id_))


def _planned(s: Standing) -> tuple[Room, Plan, list[Contradiction]]:
    """What people have on paper and what the host has laid by hand is changed only where it has to be."""
    room, draft = gathering.room(s), gathering.drafted(s)
    told = len(draft) if s.cafe.plan_printed_at or s.is_laid_by_hand else 0
    plan, contradictions = lenient.plan(room, drafted=draft, told=told, seed=s.cafe.id_)
    return room, plan, contradictions


_kept = plain(PlannedSeat)


def _keep(db: Session, s: Standing, plan: Plan) -> None:
    ids = [round_.id_ for round_ in s.to_plan]
    db.execute(sa.delete(_kept).where(_kept.c.round_id.in_(ids)))
    rows = [
        {"cafe_id": s.cafe.id_, "round_id": round_id, "participant_id": person, "table_id": table}
        for round_id, seating in zip(ids, plan.seatings, strict=True)
        for person, table in seating.items()
    ]
    if rows:
        db.execute(sa.insert(_kept), rows)


def _replan(db: Session, round_: Round, person: int, table: int, exchange_with: int | None) -> int | None:
    """Changes the kept plan; returns the table where `person` was to sit."""
    before: int | None = db.exec(
        select(PlannedSeat.table_id).where(PlannedSeat.round_id == round_.id, PlannedSeat.participant_id == person)
    ).first()
    changed = {person: table} | ({exchange_with: before} if exchange_with is not None and before is not None else {})
    for who, where in changed.items():
        seat = _kept.c.round_id == round_.id, _kept.c.participant_id == who
        db.execute(sa.update(_kept).where(*seat).values(table_id=where))
    return before
