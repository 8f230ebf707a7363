"""A room with one table whose cloth can be filled line by line."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlmodel import Session

from app.cafes.models import Cafe, Participant
from app.rounds.models import Round
from app.synthesis import placing, proposing, reading, theming
from app.synthesis.board import Board
from app.synthesis.material import Group, Proposal
from app.synthesis.models import ProposalKind
from app.tablecloth.models import Category, Contribution, Star
from app.tables.models import Table

EVENING = datetime(2026, 3, 19, 17, 0, tzinfo=UTC)


@dataclass
class Room:
    """One café with a table, a round and three guests."""

    db: Session
    cafe: Cafe
    table: Table
    round: Round
    people: list[Participant]
    laid: int = 0

    def lay(self, text: str, *, category: Category | None = None, stars: int = 0, **more: Any) -> int:
        """Puts a line on the cloth, a minute after the one before; its id."""
        self.laid += 1
        one = Contribution(
            cafe_id=self.cafe.id_,
            table_id=self.table.id_,
            round_id=self.round.id_,
            author_id=self.people[0].id_,
            posted_by=f"p{self.people[0].id_}",
            key=f"key-{self.laid}",
            first_sent="",
            text=text,
            category=category,
            **{"created_at": EVENING + timedelta(minutes=self.laid)} | more,
        )
        self.db.add(one)
        self.db.flush()
        self.db.add_all([Star(contribution_id=one.id_, participant_id=each.id_) for each in self.people[:stars]])
        self.db.flush()
        return one.id_

    def themes(self) -> dict[str, list[str]]:
        """Theme -> texts of its cards, as the board shows them."""
        return {theme.name: [card.laid.text for card in theme.cards] for theme in self.board.themes}

    def columns(self) -> dict[str, list[str]]:
        """Column -> what lies there: names of themes in brackets, then texts without a theme."""
        return {
            column.key.value: [f"[{theme.name}]" for theme in column.themes] + [card.laid.text for card in column.loose]
            for column in self.board.columns
        }

    @property
    def board(self) -> Board:
        return reading.board(self.db, self.cafe)

    @property
    def heap(self) -> list[str]:
        return [card.laid.text for card in self.board.heap]

    def theme(self, name: str, *contributions: int) -> int:
        """A theme of the host with these contributions; its id."""
        theme = theming.add_theme(self.db, self.cafe, name).id_
        if contributions:
            placing.place(self.db, self.cafe, contributions, theme_id=theme)
        return theme

    def accept(self, *groups: tuple[str | int, Sequence[int]], heap: Sequence[int] = ()) -> None:
        """Lays what an engine might have found: groups as name (new) or id of a theme, with contributions."""
        found = Proposal(tuple(_group(name, members) for name, members in groups), tuple(heap))
        started = proposing.material(self.db, self.cafe)
        proposing.propose(self.db, self.cafe, ProposalKind.themes, started, found)
        if reading.sorting(self.db, self.cafe).proposal:
            proposing.accept(self.db, self.cafe)


def _group(name: str | int, members: Sequence[int]) -> Group:
    theme_id = name if isinstance(name, int) else None
    return Group(theme_id, "" if theme_id else str(name), tuple(members), members[0] if members else 0)


def open_room(db: Session, number: int) -> Room:
    """Rows only, no verbs; `number` keeps the codes of two rooms apart."""
    cafe = Cafe(key=f"cafe-{number}", code=f"CODE-{number}", join_token=f"cafe-token-{number}", title="Abend")
    db.add(cafe)
    db.flush()
    table = Table(cafe_id=cafe.id_, number=1, join_token=f"table-token-{number}")
    round_ = Round(cafe_id=cafe.id_, number=1)
    people = [
        Participant(cafe_id=cafe.id_, number=no, arrival_key=f"arrival-{no}", name=f"Gast {no}") for no in (1, 2, 3)
    ]
    db.add_all([table, round_, *people])
    db.flush()
    return Room(db, cafe, table, round_, people)
