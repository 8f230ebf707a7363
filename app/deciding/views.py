"""What the room decides, as its screens show it."""

from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session

from app.cafes import reading as cafes
from app.cafes.models import Cafe, Phase, Role
from app.cafes.remembering import remembered
from app.deciding import drawing_up, reading
from app.deciding.models import Answer, Ballot, BallotMode, Commitment, ReadBack
from app.deciding.summary import Promise, Summary
from app.deciding.tallies import Outcome
from app.synthesis import reading as synthesis
from app.synthesis.board import Card
from app.synthesis.models import Column
from app.tablecloth import cloths
from app.tablecloth.cloths import Person
from app.tablecloth.reading import Laid, display_name
from app.tables import reading as tables

WORDS = 3
"""Quotations of a theme beside a commitment."""
VOTING = (Phase.synthesis, Phase.harvest)


@dataclass(frozen=True)
class OwnTheme:
    """A theme with the words that one table said about it."""

    name: str
    column: Column
    lines: tuple[Laid, ...]


@dataclass(frozen=True)
class TableSummary:
    """What became of one table's words."""

    themes: tuple[OwnTheme, ...]
    loose: tuple[Laid, ...]
    """Words that lie in no theme."""

    @property
    def is_empty(self) -> bool:
        return not self.themes and not self.loose


@remembered
def table_summary(db: Session, cafe: Cafe, table_id: int) -> TableSummary:
    """The themes of the board, in its order, each with what this table's cloth gave to it."""
    board = synthesis.board(db, cafe)

    def own(cards: list[Card]) -> tuple[Laid, ...]:
        said = [one for card in cards for one in card.everybody if one.table_id == table_id]
        return tuple(sorted(said, key=lambda one: one.id))

    themes = [OwnTheme(theme.name, theme.column, own(theme.cards)) for theme in board.themes]
    loose = own([*(card for column in board.columns for card in column.loose), *board.voices])
    return TableSummary(tuple(theme for theme in themes if theme.lines), loose)


@dataclass(frozen=True)
class TableAnswer:
    """One table that was asked to read its summary."""

    table_id: int
    number: int
    answer: Answer | None
    note: str
    by: str
    """Who said so; empty for the café's host, and before anybody did."""
    answered_at: datetime | None
    has_people: bool


@remembered
def answers(db: Session, cafe: Cafe) -> tuple[TableAnswer, ...]:
    """Every table in the room that was asked, by number; empty before the host has asked."""
    asked, everybody = reading.read_backs(db, cafe), cafes.everybody(db, cafe.id_)
    sitting = cloths.people_by_table(db, cafe)

    def by(read_back: ReadBack) -> str:
        person = everybody.get(read_back.participant_id or 0)
        return cloths.person_view(cafe, person).name if person else ""

    return tuple(
        TableAnswer(
            table.id_, table.number, one.answer, one.note, by(one), one.answered_at, bool(sitting.get(table.id_))
        )
        for table in tables.in_cafe(db, cafe.id_)
        if (one := asked.get(table.id_))
    )


def missing(answers: tuple[TableAnswer, ...]) -> list[int]:
    """Numbers of the tables where people sit and nobody has answered."""
    return [each.number for each in answers if each.answer is None and each.has_people]


@dataclass(frozen=True)
class Choice:
    """One theme on somebody's ballot paper."""

    theme_id: int
    name: str
    dots: int
    urgency: int | None
    feasibility: int | None


@dataclass(frozen=True)
class Paper:
    """A ballot as one person votes in it."""

    ballot_id: int
    mode: BallotMode
    budget: int
    is_stacking: bool
    voter: Person
    choices: tuple[Choice, ...]

    @property
    def is_matrix(self) -> bool:
        return self.mode == BallotMode.matrix

    @property
    def left(self) -> int:
        """Dots that are not given yet."""
        return self.budget - sum(each.dots for each in self.choices)

    @property
    def rated(self) -> int:
        """Themes that this person has placed."""
        return sum(each.urgency is not None for each in self.choices)


def paper(db: Session, cafe: Cafe, ballot: Ballot, voter_id: int) -> Paper:
    """For the voter's own eyes, and those of whoever votes in their name."""
    given = reading.votes_of(db, ballot, voter_id)
    choices = []
    for theme, name in ballot.themes.items():
        vote = given.get(theme)
        dots, scales = (vote.dots, (vote.urgency, vote.feasibility)) if vote else (0, (None, None))
        choices.append(Choice(theme, name, dots, *scales))
    voter = cloths.person_view(cafe, cafes.participant(db, cafe.id_, voter_id))
    return Paper(ballot.id_, ballot.mode, ballot.budget, ballot.is_stacking, voter, tuple(choices))


def running(db: Session, cafe: Cafe) -> Ballot | None:
    """The ballot that people may vote in."""
    latest = reading.latest(db, cafe) if cafe.phase in VOTING else None
    return latest if latest and latest.is_open else None


def is_counting(db: Session, cafe: Cafe) -> bool:
    """Whether a ballot is closed whose result the room waits for."""
    latest = reading.latest(db, cafe) if cafe.phase in VOTING else None
    return latest is not None and not latest.is_open and latest.revealed_at is None


def without_phone(db: Session, cafe: Cafe) -> dict[int, list[Person]]:
    """Table id -> people there for whom others vote; tables without any are not in it."""
    sitting = cloths.people_by_table(db, cafe).items()
    found = {
        at: [each for each in people if not each.has_phone and each.role != Role.table_device] for at, people in sitting
    }
    return {at: people for at, people in found.items() if people}


def outcome(db: Session, cafe: Cafe) -> Outcome | None:
    """What was revealed last."""
    return next(reversed(reading.outcomes(db, cafe)), None)


@dataclass(frozen=True)
class Step:
    """A commitment as its maker reads it."""

    commitment: Commitment
    theme: str
    """Its theme's name, or nothing."""
    words: tuple[str, ...]
    """The strongest words of that theme, as long as it is on the board."""


def own_steps(db: Session, cafe: Cafe, participant_id: int) -> tuple[Step, ...]:
    """What one person will do, the oldest first."""
    own = reading.commitments_of(db, participant_id)
    if not own:
        return ()
    named = reading.names(db, [each.theme_id for each in own if each.theme_id])
    strongest = {theme.id: theme.strongest[:WORDS] for theme in synthesis.board(db, cafe).themes}
    return tuple(
        Step(
            each,
            named.get(each.theme_id or 0, ""),
            tuple(card.laid.text for card in strongest.get(each.theme_id or 0, ())),
        )
        for each in own
    )


@remembered
def promises(db: Session, cafe: Cafe) -> tuple[Promise, ...]:
    """What people share of their commitments, the oldest first."""
    shared, everybody = reading.shared(db, cafe), cafes.everybody(db, cafe.id_)
    named = reading.names(db, [each.theme_id for each in shared if each.theme_id])
    return tuple(
        Promise(
            display_name(cafe, everybody.get(each.participant_id)),
            each.what,
            each.first_step,
            each.until,
            named.get(each.theme_id or 0, ""),
        )
        for each in shared
    )


@remembered
def page(db: Session, cafe: Cafe) -> Summary:
    """The whole evening on one page."""
    return drawing_up.draw_up(synthesis.board(db, cafe), reading.outcomes(db, cafe), promises(db, cafe))
