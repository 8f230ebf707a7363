"""A small café in memory, laid by hand: rows only, no verbs."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import settings
from sqlalchemy import create_engine
from sqlalchemy.pool import StaticPool
from sqlmodel import Session, SQLModel

import app.models  # noqa: F401  every table
from app.cafes.models import Cafe, Naming, Participant, Phase, Role
from app.harvest.gathering import gather
from app.harvest.report import Report
from app.rounds.models import Round
from app.seating.models import Seat
from app.synthesis.models import Column, MadeBy, Placement, Theme
from app.tablecloth.models import Contribution, Handover, Star
from app.tables.models import Table

settings.register_profile("patient", deadline=None)  # the machine may be busy with other things
settings.load_profile("patient")

EVENING = datetime(2026, 3, 19, 17, 0, tzinfo=UTC)


@dataclass
class Room:
    """Two tables, two rounds, four guests; Anke stays at table 1, Dirk at table 2."""

    db: Session
    cafe: Cafe
    rounds: list[Round] = field(default_factory=list)
    tables: list[Table] = field(default_factory=list)
    people: list[Participant] = field(default_factory=list)
    laid: int = 0

    def add(self, *rows: SQLModel) -> None:
        self.db.add_all(rows)
        self.db.flush()

    def lay(
        self, text: str, *, table: int = 1, round_: int = 1, author: int | None = 1, **more: object
    ) -> Contribution:
        self.laid += 1
        one = Contribution(
            cafe_id=self.cafe.id_,
            table_id=self.tables[table - 1].id_,
            round_id=self.rounds[round_ - 1].id_,
            author_id=self.people[author - 1].id_ if author else None,
            posted_by=f"p{author}" if author else "host",
            key=f"key-{self.laid}",
            first_sent="",
            text=text,
            **{"created_at": EVENING + timedelta(minutes=self.laid)} | more,
        )
        self.add(one)
        return one

    def star(self, one: Contribution, *people: int) -> None:
        self.add(*(Star(contribution_id=one.id_, participant_id=self.people[no - 1].id_) for no in people))

    def place(self, one: Contribution, theme: Theme | None = None, column: Column | None = None) -> None:
        self.add(Placement(contribution_id=one.id_, theme_id=theme.id if theme else None, column=column))

    def theme(self, name: str, position: int, made_by: MadeBy = MadeBy.person) -> Theme:
        theme = Theme(cafe_id=self.cafe.id_, name=name, position=position, made_by=made_by)
        self.add(theme)
        return theme

    def hand_over(self, table: int, round_: int, *points: str, question: str = "") -> None:
        named = {f"point_{no}": point for no, point in enumerate(points, 1)}
        spot = {"table_id": self.tables[table - 1].id_, "round_id": self.rounds[round_ - 1].id_}
        self.add(Handover(cafe_id=self.cafe.id_, **spot, **named, open_question=question))

    def another(self, **more: object) -> "Room":
        """A room like this was at the beginning, in a café of its own."""
        return lay_room(self.db, **more)

    def gathered(self, **more: object) -> Report:
        self.db.flush()
        return gather(self.db, self.cafe, **{"timezone": "Europe/Berlin"} | more)


def lay_room(db: Session, **more: object) -> Room:
    told = {
        "key": f"key{db.info.setdefault('cafes', 0)}",
        "code": f"code{db.info['cafes']}",
        "join_token": f"token{db.info['cafes']}",
        "title": "Weniger Lärm, mehr Wirkung",
        "question": "Was will ich ändern?",
        "held_on": date(2026, 3, 19),
        "laid_at": EVENING - timedelta(days=3, microseconds=17),
        "phase": Phase.rounds,
        "round_no": 2,
        "naming": Naming.names,
    }
    cafe = Cafe(**told | more)
    room = Room(db, cafe)
    room.add(cafe)
    db.info["cafes"] += 1
    started = [EVENING, EVENING + timedelta(minutes=30)]
    ends = [moment + timedelta(minutes=20) for moment in started]
    room.rounds = [
        Round(cafe_id=cafe.id_, number=1, started_at=started[0], ends_at=ends[0], ended_at=ends[0]),
        Round(cafe_id=cafe.id_, number=2, started_at=started[1], ends_at=ends[1], question="Und was jetzt?"),
    ]
    room.tables = [
        Table(cafe_id=cafe.id_, number=1, name="Anker", join_token=f"one{cafe.id}"),
        Table(cafe_id=cafe.id_, number=2, name="", topic="Ziele", join_token=f"two{cafe.id}"),
    ]
    names = [("Anke B.", Role.table_host), ("Bernd K.", Role.traveller), ("Carola M.", Role.traveller)]
    room.people = [
        Participant(cafe_id=cafe.id_, number=no, arrival_key=f"a{no}", name=name, role=role, joined_at=EVENING)
        for no, (name, role) in enumerate([*names, ("Dirk S.", Role.table_host)], 1)
    ]
    room.add(*room.rounds, *room.tables, *room.people)
    for round_, plan in zip(room.rounds, [(1, 1, 2, 2), (1, 2, 1, 2)], strict=True):
        room.add(
            *(
                Seat(
                    cafe_id=cafe.id_,
                    round_id=round_.id_,
                    table_id=room.tables[table - 1].id_,
                    participant_id=person.id_,
                )
                for person, table in zip(room.people, plan, strict=True)
            )
        )
    return room


@pytest.fixture
def db() -> Iterator[Session]:
    engine = create_engine("sqlite://", poolclass=StaticPool)
    SQLModel.metadata.create_all(engine)
    with Session(engine) as session:
        yield session
    engine.dispose()


@pytest.fixture
def room(db: Session) -> Room:
    return lay_room(db)


@pytest.fixture
def filled(room: Room) -> Room:
    """One of everything: trail, stars, hidden, taken back, edited, written for another, themes, cards."""
    first = room.lay("Jede Woche ein Beitrag", category="change")
    room.lay("Das nehme ich zurück", withdrawn_at=EVENING)
    carried = room.lay("Wie in Tisch 1 gehört", table=2, author=3, category="optimise", brought_from_id=first.id,
                       brought_from_table_id=room.tables[0].id)  # fmt: skip
    room.lay("Muss das sein?", kind="question", hidden_at=EVENING, author=2)
    room.lay("Vom ganzen Tisch", table=2, round_=2, author=None, scribe="table_host", edited_at=EVENING)
    room.star(first, 2, 3)
    room.star(carried, 1)
    mine, proposed = room.theme("Rhythmus", 1), room.theme("Wege", 2, MadeBy.software)
    room.place(first, mine)
    room.place(carried, proposed, Column.tackle)
    room.hand_over(1, 1, "Wir posten zu viel", "", "Einer reicht", question="Wer fängt an?")
    return room
