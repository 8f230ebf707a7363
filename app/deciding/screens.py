"""What each kind of screen has to show of the room's decisions."""

from dataclasses import dataclass

from sqlmodel import Session

from app.cafes.models import Cafe, Participant, Phase, Role
from app.cafes.remembering import remembered
from app.deciding import reading, views
from app.deciding.models import Ballot
from app.deciding.summary import Promise, Summary
from app.deciding.tallies import Outcome
from app.deciding.views import Paper, Step, TableAnswer, TableSummary
from app.synthesis import reading as synthesis
from app.tablecloth.cloths import Person
from app.tables import reading as tables
from app.tables.models import Table

AFTER = (Phase.synthesis, Phase.harvest, Phase.closed)
ON_WALL = 10
"""Commitments that fit onto the wall, the newest."""


@dataclass(frozen=True)
class PhoneView:
    """What one guest's phone shows, from the synthesis on."""

    answer: TableAnswer | None
    """Their table's, if it was asked to read its summary and the harvest is not open yet."""
    own: TableSummary | None
    paper: Paper | None
    """The ballot that is open, as this guest votes in it; none for a table's device."""
    ballot_id: int | None
    is_counting: bool
    helped: tuple[Person, ...]
    """People without a phone in whose name this device votes."""
    outcome: Outcome | None
    steps: tuple[Step, ...]
    may_commit: bool
    themes: tuple[tuple[int, str], ...]
    """To choose from for a commitment: id and name."""


def for_phone(db: Session, cafe: Cafe, me: Participant, table: Table | None) -> PhoneView | None:
    """None before the synthesis."""
    if cafe.phase not in AFTER:
        return None
    answer = _answer_of(db, cafe, table)
    ballot = views.running(db, cafe)
    is_scribe = table is not None and me.role != Role.traveller
    may_commit = cafe.phase == Phase.harvest and me.is_person
    return PhoneView(
        answer=answer,
        own=views.table_summary(db, cafe, table.id_) if answer and table else None,
        paper=views.paper(db, cafe, ballot, me.id_) if ballot and me.is_person else None,
        ballot_id=ballot.id if ballot else None,
        is_counting=views.is_counting(db, cafe),
        helped=tuple(views.without_phone(db, cafe).get(table.id_, ())) if ballot and is_scribe and table else (),
        outcome=None if ballot else views.outcome(db, cafe),
        steps=views.own_steps(db, cafe, me.id_) if cafe.phase != Phase.synthesis else (),
        may_commit=may_commit,
        themes=tuple((each.id, each.name) for each in synthesis.board(db, cafe).themes) if may_commit else (),
    )


def _answer_of(db: Session, cafe: Cafe, table: Table | None) -> TableAnswer | None:
    if cafe.phase != Phase.synthesis or table is None:
        return None
    return next((each for each in views.answers(db, cafe) if each.table_id == table.id), None)


@dataclass(frozen=True)
class HostView:
    """What the host's console and board show; empty of everything before the synthesis."""

    answers: tuple[TableAnswer, ...] = ()
    missing: tuple[int, ...] = ()
    """Numbers of the tables that were asked, where people sit and nobody has answered."""
    ballot: Ballot | None = None
    """The newest, open or not."""
    voted: int = 0
    eligible: int = 0
    helped: tuple[tuple[int, Person], ...] = ()
    """People without a phone, each with the number of their table."""
    outcome: Outcome | None = None

    @property
    def is_open(self) -> bool:
        return self.ballot is not None and self.ballot.is_open

    @property
    def is_counting(self) -> bool:
        """A closed ballot waits to be revealed."""
        return self.ballot is not None and not self.ballot.is_open and self.ballot.revealed_at is None


@remembered
def for_host(db: Session, cafe: Cafe) -> HostView:
    """The same for all of a café's host devices."""
    if cafe.phase not in AFTER:
        return HostView()
    answers = views.answers(db, cafe) if cafe.phase == Phase.synthesis else ()
    ballot = reading.latest(db, cafe)
    voted, eligible = reading.turnout(db, cafe, ballot.id_) if ballot and ballot.result is None else (0, 0)
    numbers = {table.id_: table.number for table in tables.in_cafe(db, cafe.id_)}
    helped = views.without_phone(db, cafe) if ballot and ballot.is_open else {}
    return HostView(
        answers=answers,
        missing=tuple(views.missing(answers)),
        ballot=ballot,
        voted=voted,
        eligible=eligible,
        helped=tuple((numbers[at], each) for at in sorted(helped, key=lambda at: numbers[at]) for each in helped[at]),
        outcome=views.outcome(db, cafe),
    )


@dataclass(frozen=True)
class WallView:
    """What the projector shows of it, from the synthesis on."""

    is_open: bool
    is_counting: bool
    ballot: Ballot | None
    voted: int
    eligible: int
    outcome: Outcome | None
    """What was revealed last, unless a newer ballot is on."""
    promises: tuple[Promise, ...]
    """The newest first."""
    page: Summary | None
    """At the harvest and after it."""


@remembered
def for_wall(db: Session, cafe: Cafe) -> WallView | None:
    """None before the synthesis."""
    if cafe.phase not in AFTER:
        return None
    ballot = views.running(db, cafe)
    is_counting = views.is_counting(db, cafe)
    voted, eligible = reading.turnout(db, cafe, ballot.id_) if ballot else (0, 0)
    is_late = cafe.phase != Phase.synthesis
    return WallView(
        is_open=ballot is not None,
        is_counting=is_counting,
        ballot=ballot,
        voted=voted,
        eligible=eligible,
        outcome=None if ballot or is_counting else views.outcome(db, cafe),
        promises=tuple(reversed(views.promises(db, cafe)[-ON_WALL:])) if is_late else (),
        page=views.page(db, cafe) if is_late else None,
    )
