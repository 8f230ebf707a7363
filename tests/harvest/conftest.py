"""A small café in memory, laid by hand: rows only, no verbs."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import settings
from sqlalchemy import create_engine
from sqlalchemy.pool import StaticPool
from sqlmodel import Session, SQLModel, select

import app.models  # noqa: F401  every table
from app.afterword.models import Afterword, Agreement, NextDate, Progress
from app.cafes.models import Cafe, Naming, Participant, Phase, Role
from app.deciding import tallies
from app.deciding.models import Answer, Ballot, BallotMode, Commitment, ReadBack
from app.deciding.tallies import Standing, Tally
from app.doodles.models import Doodle, Stroke
from app.harvest.gathering import gather
from app.harvest.report import Report
from app.photos.models import Photo, PhotoFile, Size
from app.rounds.models import Round
from app.seating.models import Seat
from app.synthesis.models import Column, MadeBy, Placement, Tension, TensionState, Theme
from app.tablecloth.models import Connection, Contribution, Handover, Star
from app.tables.models import Table

settings.register_profile("patient", deadline=None)  # the machine may be busy with other things
settings.load_profile("patient")

HEART = "M320 400Q60 240 140 130Q230 60 320 180Q410 60 500 130Q580 240 320 400"
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

    def revealed(self, mode: BallotMode, *standings: Standing) -> Ballot:
        """A ballot whose result was shown."""
        ballot = Ballot(
            cafe_id=self.cafe.id_,
            mode=mode,
            theme_ids=[each.theme for each in standings],
            theme_names=[each.name for each in standings],
            closed_at=EVENING,
            revealed_at=EVENING,
            result=tallies.packed(Tally(3, 4, standings)),
        )
        self.add(ballot)
        return ballot

    def commit(self, person: int, what: str, **more: object) -> Commitment:
        self.laid += 1
        told = {"key": f"commitment-{self.laid}", "token": f"token-{self.cafe.id}-{self.laid}"}
        spot = {"cafe_id": self.cafe.id_, "participant_id": self.people[person - 1].id_}
        one = Commitment(what=what, **told, **spot, **more)
        self.add(one)
        return one

    def hang(self, content: bytes, **more: object) -> Photo:
        """A photo whose bytes are none; who reads it back has to be told so."""
        self.laid += 1
        told = {"posted_by": "host", "key": f"photo-{self.laid}", "width": 20, "height": 10, "posted_at": EVENING}
        photo = Photo(cafe_id=self.cafe.id_, digest=hashlib.sha256(content).hexdigest(), **told | more)
        self.add(photo)
        self.add(*(PhotoFile(photo_id=photo.id_, size=size, content=content) for size in Size))
        return photo

    def draw(self, *paths: str, table: int = 1, round_: int = 1, author: int | None = 3, **more: object) -> Doodle:
        """A doodle; a path that begins with `-` was undone."""
        self.laid += 1
        spot = {"table_id": self.tables[table - 1].id_, "round_id": self.rounds[round_ - 1].id_}
        told = {"author_id": self.people[author - 1].id_ if author else None, "posted_by": f"p{author}", "pen": "red"}
        at, pen = EVENING + timedelta(minutes=self.laid), more.pop("pen", told.pop("pen"))
        doodle = Doodle(cafe_id=self.cafe.id_, key=f"doodle-{self.laid}", begun_at=at, **spot, **told, **more)
        self.add(doodle)
        for no, path in enumerate(paths):
            made = {"key": f"stroke-{no}", "pen": pen, "drawn_at": at + timedelta(seconds=2 * no)}
            undone = {"undone_at": EVENING} if path.startswith("-") else {}
            self.add(Stroke(doodle_id=doodle.id_, path=path.removeprefix("-"), **made, **undone))
        return doodle

    def connect(self, one: Contribution, other: Contribution) -> None:
        ends = {"first_id": one.id_, "second_id": other.id_, "drawn_by": "host", "drawn_at": EVENING}
        self.add(Connection(cafe_id=self.cafe.id_, **ends))

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
    """One of everything: trail, stars, hidden, taken back, edited, for another, themes, cards, drawings, lines."""
    first = room.lay("Jede Woche ein Beitrag", category="change")
    room.lay("Das nehme ich zurück", withdrawn_at=EVENING)
    carried = room.lay("Wie in Tisch 1 gehört", table=2, author=3, category="optimise", brought_from_id=first.id,
                       brought_from_table_id=room.tables[0].id)  # fmt: skip
    hidden = room.lay("Muss das sein?", kind="question", hidden_at=EVENING, author=2)
    whole = room.lay("Vom ganzen Tisch", table=2, round_=2, author=None, scribe="table_host", edited_at=EVENING)
    room.star(first, 2, 3)
    room.star(carried, 1)
    mine, proposed = room.theme("Rhythmus", 1), room.theme("Wege", 2, MadeBy.software)
    room.place(first, mine)
    room.place(carried, proposed, Column.tackle)
    room.hand_over(1, 1, "Wir posten zu viel", "", "Einer reicht", question="Wer fängt an?")
    room.draw(HEART, "-M1 1L2 2", contribution_id=first.id, description="Ein Herz für Donnerstag")
    room.draw("M7 7h0.1", description="Zurückgenommen", withdrawn_at=EVENING)
    room.draw("M20 30L300.5 40", "M9 9h0.1", table=2, author=None, pen="blue", description="Ein langer Weg")
    room.draw("M5 5L600 400", description="Ausgeblendete Zeichnung", hidden_at=EVENING)
    room.draw("-M3 3L4 4", description="Alles rückgängig")
    room.connect(carried, whole)
    room.connect(first, hidden)
    return room


@pytest.fixture
def decided(filled: Room) -> Room:
    """The same, and the room has decided: ballots, answers of tables, a tension, a single voice, first steps."""
    rhythm, ways = filled.db.exec(select(Theme).order_by(Theme.id)).all()
    first, _, third, *_, last = filled.db.exec(select(Contribution).order_by(Contribution.id)).all()
    rhythm.words, rhythm.column, rhythm.typical_id = "Woche, Takt", Column.tackle, first.id
    filled.add(Placement(contribution_id=last.id_, is_voice=True, twin_of_id=first.id_))
    poles = {"left_name": "mehr", "right_name": "weniger", "left": [first.id_], "right": [third.id_, last.id_]}
    filled.add(Tension(cafe_id=filled.cafe.id_, subject="Beiträge", **poles, state=TensionState.confirmed))
    filled.add(Tension(cafe_id=filled.cafe.id_, subject="Verworfen", **poles, state=TensionState.dismissed))
    filled.revealed(BallotMode.dots, Standing(ways.id_, "Wege", 2, 5), Standing(999_999, "Zusammengelegt", 1, 1))
    filled.revealed(BallotMode.matrix, Standing(rhythm.id_, "Rhythmus", 3, urgency=4.3, feasibility=2.0))
    unrevealed = {"theme_ids": [rhythm.id_], "theme_names": ["Geheim"], "closed_at": EVENING}
    filled.add(Ballot(cafe_id=filled.cafe.id_, **unrevealed))
    said = {"answer": Answer.missing, "note": "Der Hof fehlt", "participant_id": filled.people[1].id_}
    filled.add(
        ReadBack(cafe_id=filled.cafe.id_, table_id=filled.tables[0].id_, answered_at=EVENING, **said),
        ReadBack(cafe_id=filled.cafe.id_, table_id=filled.tables[1].id_),
    )
    filled.commit(2, "Einen Kanal schließen", first_step="Abstimmen", until=date(2026, 4, 1), is_shared=True,
                  theme_id=rhythm.id_)  # fmt: skip
    filled.commit(3, "Das geht nur mich an")
    return filled


@pytest.fixture
def written(decided: Room) -> Room:
    """The same, and the organiser has written about it; one photo of a table, one hidden, one taken back, one more."""
    cafe = decided.cafe.id_
    words = {"subtitle": "Zweiter Abend", "contact": "post@haus.example", "thanks": "Danke\nan alle"}
    impulse = {"impulse_title": "Weniger ist mehr", "impulse_link": "https://haus.example/folien?a=1&b=ä"}
    lines = {
        "at_glance": ["Ein Beitrag je Woche", "مرحبا 👍🏽"],
        "links": [{"label": "Film", "url": "http://a.example/"}],
    }
    decided.add(Afterword(cafe_id=cafe, conclusion="Es bleibt\n\nviel zu tun", **words, **impulse, **lines))
    place = {"place": "Hof", "link": "https://a.example", "note": "Stühle\nmitbringen"}
    noon = EVENING.replace(month=5, hour=10)
    decided.add(
        NextDate(cafe_id=cafe, token="later-date-1", title="Fest", starts_at=noon, is_whole_day=True, revision=2),
        NextDate(cafe_id=cafe, token="sooner-date-2", title="Treffen", starts_at=EVENING, ends_at=noon, **place),
        NextDate(cafe_id=cafe, token="gone-date-3", title="Abgesagt", starts_at=EVENING, withdrawn_at=EVENING),
        Agreement(cafe_id=cafe, token="first-thing-1", what="Kanal schließen", who="Bernd", due=date(2026, 4, 1)),
        Agreement(cafe_id=cafe, token="other-thing-2", what="Neu zählen", progress=Progress.done, revision=3),
        Agreement(cafe_id=cafe, token="gone-thing-3", what="Zurückgezogen", withdrawn_at=EVENING),
    )
    theme = decided.db.exec(select(Theme).where(Theme.cafe_id == cafe)).first()
    theme.summary = "Seltener,\ndafür besser"
    spot = {"table_id": decided.tables[1].id_, "round_id": decided.rounds[0].id_}
    decided.hang(b"table two", **spot, author_id=decided.people[2].id_, caption="Tisch 2", agreed_at=EVENING)
    decided.hang(b"hidden", hidden_at=decided.cafe.laid_at, description="Jemand winkt", is_in_album=False)
    decided.hang(b"taken back", withdrawn_at=EVENING)
    decided.hang(b"the room", round_id=decided.rounds[1].id_)
    return decided
