"""A room with one table whose cloth can be filled line by line."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlmodel import Session

from app.cafes.models import Cafe, Participant
from app.rounds.models import Round
from app.synthesis import reading
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
        return {theme.name: [card.text for card in theme.cards] for theme in reading.board(self.db, self.cafe).themes}

    def columns(self) -> dict[str, dict[str, list[str]]]:
        """Column -> theme -> texts."""
        return {
            column.key.value: {theme.name: [card.text for card in theme.cards] for theme in column.themes}
            for column in reading.board(self.db, self.cafe).columns
        }


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
