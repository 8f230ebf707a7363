"""The café as it is carried away: plain facts that every format and page of the harvest is made from.

Fields are named as in the JSON export (format version 1, `format.schema.json`), so that the two read alike. Ids are
short strings that an import keeps: `t3` table 3, `r2` round 2, `p7` guest 7, `c17` the café's 17th contribution, `th4`
the fourth theme.
"""

from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Literal

from app.harvest.drawn import Connection, Doodle, beside
from app.harvest.occasion import Event as Event
from app.harvest.occasion import Impulse as Impulse
from app.harvest.occasion import Privacy as Privacy
from app.harvest.outcome import Ballot, Commitment, ReadBack, Tension, Theme
from app.harvest.written import Action, Link, NextDate, Photo

FORMAT = "worldcafe-session"
FORMAT_VERSION = 1

ColumnKey = Literal["change", "optimise", "tackle", "unsorted"]
COLUMNS: tuple[ColumnKey, ...] = ("change", "optimise", "tackle", "unsorted")


@dataclass(frozen=True)
class Round:
    id: str
    no: int
    question: str
    """Empty means the central question."""
    kind: str
    minutes: int
    started_at: datetime | None
    ended_at: datetime | None


@dataclass(frozen=True)
class Table:
    id: str
    no: int
    name: str
    question: str
    """The table's own topic; empty where all tables share the question."""
    seats: int
    language: str
    host_id: str | None
    host: str
    """Who tells newcomers what was said, as shown to people; empty when nobody does."""
    cleared_at: datetime | None = None


@dataclass(frozen=True)
class Participant:
    id: str
    no: int
    name: str
    """As typed at the door; empty in a café without names."""
    label: str
    """What is shown: the name, or the number in words ("Gast 7"). Not part of the JSON."""
    trade: str
    role: str
    """traveller, table_host or table_device."""
    has_phone: bool
    joined_at: datetime
    left_at: datetime | None


@dataclass(frozen=True)
class Seating:
    """Who sat at one table in one round."""

    round_id: str
    table_id: str
    participant_ids: tuple[str, ...]


@dataclass(frozen=True)
class Handover:
    """The card a table host left for the next guests."""

    table_id: str
    round_id: str
    points: tuple[str, ...]
    open_question: str
    written_at: datetime


@dataclass(frozen=True)
class Contribution:
    id: str
    table_id: str
    round_id: str
    kind: str
    category: str | None
    """change, optimise, tackle, or none: the author's own tap."""
    column: ColumnKey
    """Where it lies on the board: the host's choice, else the category."""
    text: str
    pen: str
    author_id: str | None
    author: str
    """The typed name; empty without one and for what a table says as a whole. The JSON writes name or id here."""
    scribe: str | None
    """Who typed it when that was not the author: host, table_host, table_device."""
    created_at: datetime
    edited_at: datetime | None
    votes: int
    starred_by: tuple[str, ...]
    """Who gave the stars; empty in an export that is not for the host."""
    theme_ids: tuple[str, ...]
    hidden: bool
    brought_from_table_id: str | None
    brought_from_id: str | None
    """The contribution that was carried here, if it is known and still there."""
    single_voice: bool = False
    """Set apart by the host, to be heard beside the themes."""
    twin_of_id: str | None = None
    """An earlier contribution that says nearly the same."""


@dataclass(frozen=True)
class Leaf:
    """One round at one table: the handover card and what was laid on the cloth, in order of posting."""

    round: Round
    handover: Handover | None
    contributions: tuple[Contribution, ...]
    doodles: tuple[Doodle, ...] = ()
    """What lies between the words."""


@dataclass(frozen=True)
class Report:
    exported_at: datetime
    lang: str
    timezone: str
    """IANA name; all times are aware and written in this zone."""
    privacy: Privacy
    event: Event
    impulse: Impulse
    central_question: str
    rounds: tuple[Round, ...] = ()
    tables: tuple[Table, ...] = ()
    participants: tuple[Participant, ...] = ()
    seats: tuple[Seating, ...] = ()
    contributions: tuple[Contribution, ...] = ()
    """In order of posting; taken back ones are not here."""
    handovers: tuple[Handover, ...] = ()
    themes: tuple[Theme, ...] = ()
    tensions: tuple[Tension, ...] = ()
    ballots: tuple[Ballot, ...] = ()
    read_backs: tuple[ReadBack, ...] = ()
    commitments: tuple[Commitment, ...] = ()
    """Only those that their makers share."""
    at_glance: tuple[str, ...] = ()
    """The most important insights, as the organiser sees them."""
    conclusion: str = ""
    links: tuple[Link, ...] = ()
    actions: tuple[Action, ...] = ()
    next_dates: tuple[NextDate, ...] = ()
    photos: tuple[Photo, ...] = ()
    doodles: tuple[Doodle, ...] = ()
    connections: tuple[Connection, ...] = ()

    @cached_property
    def table_of(self) -> dict[str, Table]:
        return {table.id: table for table in self.tables}

    @cached_property
    def round_of(self) -> dict[str, Round]:
        return {round_.id: round_ for round_ in self.rounds}

    @cached_property
    def participant_of(self) -> dict[str, Participant]:
        return {participant.id: participant for participant in self.participants}

    @cached_property
    def contribution_of(self) -> dict[str, Contribution]:
        return {contribution.id: contribution for contribution in self.contributions}

    @cached_property
    def shown(self) -> tuple[Contribution, ...]:
        """What everybody may read: all but the hidden ones."""
        return tuple(contribution for contribution in self.contributions if not contribution.hidden)

    @property
    def questions_differ(self) -> bool:
        return any(round_.question not in ("", self.central_question) for round_ in self.rounds)

    def question_of(self, round_: Round) -> str:
        return round_.question or self.central_question

    def leaves(self, table: Table, *, hidden: bool = False) -> list[Leaf]:
        """What lies on a table, round by round, with or without hidden contributions; empty rounds are left out."""
        card_of = {card.round_id: card for card in self.handovers if card.table_id == table.id}
        leaves = []
        for round_ in self.rounds:
            there = self._cloth_of.get((table.id, round_.id), ())
            kept = tuple(one for one in there if hidden or not one.hidden)
            between = tuple(one for one in self.between if (one.table_id, one.round_id) == (table.id, round_.id))
            leaves.append(Leaf(round_, card_of.get(round_.id), kept, between))
        return [leaf for leaf in leaves if leaf.contributions or leaf.handover or leaf.doodles]

    def column(self, key: ColumnKey) -> list[Contribution]:
        """The shown contributions in one column of the board."""
        return [contribution for contribution in self.shown if contribution.column == key]

    def cards(self, theme: Theme) -> list[Contribution]:
        """The shown contributions of a theme, most stars first."""
        cards = [self.contribution_of[id_] for id_ in theme.contribution_ids]
        return sorted((card for card in cards if not card.hidden), key=lambda card: -card.votes)

    def without_theme(self) -> list[Contribution]:
        return [contribution for contribution in self.shown if not contribution.theme_ids]

    def origin(self, contribution: Contribution) -> tuple[Table, Contribution | None] | None:
        """Where a carried thought comes from: the table, and the contribution if that is known."""
        if contribution.brought_from_table_id is None:
            return None
        carried = self.contribution_of.get(contribution.brought_from_id or "")
        return self.table_of[contribution.brought_from_table_id], carried

    @cached_property
    def beside(self) -> dict[str, list[Doodle]]:
        """The shown drawings by the contribution they lie beside."""
        return beside(self.doodles)

    @property
    def between(self) -> tuple[Doodle, ...]:
        """The shown drawings that lie between the words."""
        return tuple(one for one in self.doodles if not one.hidden and not one.contribution_id)

    @cached_property
    def belonging(self) -> dict[str, list[Contribution]]:
        """By contribution: the shown ones that a line leads to."""
        found: dict[str, list[Contribution]] = {}
        for line in self.connections:
            for here, there in ((line.first_id, line.second_id), (line.second_id, line.first_id)):
                if not self.contribution_of[there].hidden:
                    found.setdefault(here, []).append(self.contribution_of[there])
        return found

    @cached_property
    def _cloth_of(self) -> dict[tuple[str, str], list[Contribution]]:
        cloths: dict[tuple[str, str], list[Contribution]] = {}
        for contribution in self.contributions:
            cloths.setdefault((contribution.table_id, contribution.round_id), []).append(contribution)
        return cloths
