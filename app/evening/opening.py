"""Laying a café: the evening, its tables and its rounds, all at once; and changing the plan later."""

from dataclasses import dataclass, field
from datetime import date

from sqlmodel import Session

from app.cafes import codes
from app.cafes import reading as cafes
from app.cafes.models import Address, Cafe, Naming, Photographers, RoundEnding
from app.errors import BadInput, marked
from app.events import CafeChanged, CafeLaid, record
from app.rounds import reading as rounds
from app.rounds import running
from app.rounds.kinds import RoundKind
from app.tables import laying
from app.tables import reading as tables

TITLE_LIMIT = 120
QUESTION_LIMIT = 240
MESSAGE_LIMIT = 1000
LINE_LIMIT = 120


@dataclass(frozen=True)
class Invitation:
    """What the organiser decides in words: checked and bounded by the form that made it."""

    title: str
    question: str = ""
    naming: Naming = Naming.names
    round_ending: RoundEnding = RoundEnding.host
    held_on: date | None = None
    place: str = ""
    organiser: str = ""
    impulse_speaker: str = ""
    impulse_message: str = ""
    wifi_name: str = ""
    wifi_password: str = ""
    photographers: Photographers = Photographers.everybody
    has_gong: bool = False
    address: Address = Address.informal


@dataclass(frozen=True)
class Plan:
    """The room and the time: `minutes` and `questions` by round, `topics` and `names` by table.

    Shorter lists mean none for the rest; there are at least as many `minutes` as rounds.
    """

    tables: int
    seats: int
    rounds: int
    minutes: list[int]
    questions: list[str] = field(default_factory=list)
    topics: list[str] = field(default_factory=list)
    names: list[str] = field(default_factory=list)
    kinds: list[RoundKind] = field(default_factory=list)
    """How people get to each round; the first one is always begun where they sit down."""


def open_cafe(
    db: Session,
    invitation: Invitation,
    plan: Plan,
    *,
    language: str = "de",
    template: str = "change",
    expected: int = 24,
) -> Cafe:
    """A new café in its lobby, doors open; raises BadInput for a room or a time out of bounds."""
    if not 1 <= plan.rounds <= running.MOST_ROUNDS:
        raise BadInput("rounds", marked("Ein Café hat 1 bis %(most)d Runden."), most=running.MOST_ROUNDS)
    if not 1 <= plan.tables <= laying.MOST_TABLES:
        raise BadInput("tables", marked("Ein Café hat 1 bis %(most)d Tische."), most=laying.MOST_TABLES)
    cafe = Cafe(
        key=codes.cafe_key(),
        code=codes.join_code(),
        join_token=codes.join_token(),
        language=language,
        template=template,
        expected=expected,
        **vars(invitation),
    )
    db.add(cafe)
    db.flush()
    record(db, CafeLaid(cafe_id=cafe.id_))
    for index in range(plan.tables):
        laying.lay(db, cafe, name=_nth(plan.names, index), topic=_nth(plan.topics, index), seats=plan.seats)
    for index in range(plan.rounds):
        running.add(
            db,
            cafe,
            number=index + 1,
            minutes=plan.minutes[index],
            question=_nth(plan.questions, index),
            kind=kind(plan.kinds, index),
        )
    return cafe


def change(
    db: Session,
    cafe_id: int,
    invitation: Invitation,
    *,
    questions: list[str],
    topics: list[str],
    minutes: list[int],
    kinds: list[RoundKind],
) -> Cafe:
    """New words and times for an evening that may already be on.

    Rounds that have begun keep their length, and those that people were told keep the way to them.
    """
    cafe = cafes.locked(db, cafe_id)
    for name, value in vars(invitation).items():
        setattr(cafe, name, value)
    for index, round_ in enumerate(rounds.in_cafe(db, cafe)):
        round_.question = _nth(questions, index)
        round_.minutes = round_.minutes if round_.started_at else minutes[index]
        round_.kind = round_.kind if round_.number <= cafe.round_no else kind(kinds, index)
        db.add(round_)
    for index, table in enumerate(tables.in_cafe(db, cafe_id)):
        table.topic = _nth(topics, index)
        db.add(table)
    db.add(cafe)
    record(db, CafeChanged(cafe_id=cafe_id))
    return cafe


def kind(kinds: list[RoundKind], index: int) -> RoundKind:
    """How people get to the round with this index."""
    return kinds[index] if 0 < index < len(kinds) else RoundKind.travel


def _nth(words: list[str], index: int) -> str:
    return words[index] if index < len(words) else ""
