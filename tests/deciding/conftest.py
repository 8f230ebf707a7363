"""A café at the synthesis: two tables with guests, one of them without a phone, three themes, a few words in them."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from sqlalchemy import Engine
from sqlmodel import Session

from app.cafes.models import Cafe, Participant, Role
from app.db import open_engine
from app.deciding import voting
from app.deciding.models import Ballot, BallotMode
from app.deciding.voting import Wish
from app.synthesis.models import Placement, Theme
from app.transactions import transaction, writing
from tests import factories as make

THEMES = ("Räume", "Zeiten", "Kanäle")
WORDS = (
    ("Anna", "Ein Raum zum Reden", 1, 1),
    ("Ben", "Räume, die offen sind", 1, 1),
    ("Ben", "Später anfangen", 1, 2),
    ("Anna", "Mehr Kuchen", 1, None),
    ("Cem", "Ein Raum im Keller", 2, 1),
    ("Cem", "Weniger Kanäle", 2, 3),
)
"""Who, what, at which table, in which theme."""


@dataclass
class Room:
    db: Session
    cafe: Cafe
    anna: Participant
    """Keeps table 1."""
    ben: Participant
    cem: Participant
    """Sits at table 2."""
    erna: Participant
    """Has no phone; sits at table 1."""
    themes: list[Theme]

    def open(self, mode: BallotMode = BallotMode.dots, *, budget: int = 3, is_stacking: bool = False) -> Ballot:
        return voting.open_ballot(self.db, self.cafe, mode=mode, budget=budget, is_stacking=is_stacking)

    def give(
        self,
        ballot: Ballot,
        person: Participant | None,
        theme: int = 1,
        dots: int = 1,
        *,
        for_: Participant | None = None,
    ) -> None:
        """Dots for the first, second, third theme; `person` none is the café's host."""
        wish = Wish(self.themes[theme - 1].id_, dots)
        sender, voter = person and person.id_, for_ and for_.id_
        voting.vote(self.db, self.cafe.id_, sender, ballot.id_, wish, voter_id=voter)

    def rate(
        self, ballot: Ballot, person: Participant, theme: int, urgency: int | None, feasibility: int | None
    ) -> None:
        wish = Wish(self.themes[theme - 1].id_, urgency=urgency, feasibility=feasibility)
        voting.vote(self.db, self.cafe.id_, person.id_, ballot.id_, wish)

    def show(self, ballot: Ballot) -> None:
        voting.close(self.db, self.cafe, ballot.id_)
        voting.reveal(self.db, self.cafe, ballot.id_)

    def step(self, times: int = 1, *, by: int = 1) -> None:
        make.step(self.db, self.cafe, times, by=by)


@pytest.fixture(scope="session")
def evening(empty_database: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Engine, list[int]]]:
    """Laid once; every test throws away what it changed. The ids: café, four people, three themes."""
    path = tmp_path_factory.mktemp("deciding") / "tischdecke.db"
    path.write_bytes(empty_database.read_bytes())
    engine = open_engine(f"sqlite:///{path}")
    with transaction(engine) as db:
        cafe = make.cafe(db, tables=3, rounds=1)
        first, second = make.table(db, cafe, 1), make.table(db, cafe, 2)
        people = {
            "Anna": make.guest(db, cafe, "Anna", table=first, role=Role.table_host),
            "Ben": make.guest(db, cafe, "Ben", table=first),
            "Cem": make.guest(db, cafe, "Cem", table=second),
            "Erna": make.guest(db, cafe, "Erna", table=first, by_host=True),
        }
        themes = [Theme(cafe_id=cafe.id_, name=name, position=no) for no, name in enumerate(THEMES)]
        db.add_all(themes)
        db.flush()
        make.step(db, cafe)
        for who, words, table, theme in WORDS:
            laid = make.contribution(db, cafe, people[who], words, table=make.table(db, cafe, table))
            if theme:
                db.add(Placement(contribution_id=laid.id_, theme_id=themes[theme - 1].id_))
        make.step(db, cafe, 2)
        ids = [cafe.id_, *(each.id_ for each in people.values()), *(each.id_ for each in themes)]
    yield engine, ids
    engine.dispose()


@pytest.fixture
def room(evening: tuple[Engine, list[int]]) -> Iterator[Room]:
    engine, (cafe, *people) = evening
    with writing(engine) as db:
        anna, ben, cem, erna = (db.get_one(Participant, each) for each in people[:4])
        themes = [db.get_one(Theme, each) for each in people[4:]]
        yield Room(db, db.get_one(Cafe, cafe), anna, ben, cem, erna, themes)
