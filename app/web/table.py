"""The phone: one guest's view of their table, in every stage of the evening."""

from dataclasses import dataclass, field
from typing import Annotated

from fastapi import APIRouter, Request
from fastapi import Form as Field
from fastapi.responses import RedirectResponse, Response
from sqlmodel import Session

from app.cafes import reading as cafes
from app.cafes.models import Cafe, Participant, Role
from app.deciding import screens
from app.deciding.screens import PhoneView
from app.doodles import reading as doodles
from app.doodles.reading import Drawn
from app.errors import NotFound
from app.evening import papers
from app.evening import reading as evening
from app.evening.steps import Stage
from app.photos import reading as photos
from app.photos import taking
from app.photos.reading import Shot
from app.rounds import reading as rounds
from app.rounds import running
from app.rounds.clock import Clock
from app.rounds.kinds import RoundKind
from app.rounds.models import Round
from app.seating import choosing, moving
from app.seating import reading as seating
from app.seating.choosing import Topic
from app.seating.models import Choice
from app.synthesis import reading as synthesis
from app.synthesis.board import Board
from app.tablecloth import cloths, reading, travelling
from app.tablecloth.cloths import Person
from app.tablecloth.reading import Card, Laid
from app.tables import reading as tables
from app.tables.models import Table
from app.web.deps import TheCafe, TheGuest, TheHouse, done, moment, number, page

router = APIRouter(prefix="/cafes/{key}")
CHOICES = 12
AFTER = (Stage.synthesis, Stage.harvest, Stage.closed)


@dataclass(frozen=True)
class Trail:
    """An earlier table of mine, and lines on its cloth that I might carry on: (id, text), most starred first."""

    table_number: int
    choices: list[tuple[int, str]]


@dataclass(frozen=True)
class TableScreen:
    """What a phone shows."""

    cafe: Cafe
    stage: Stage
    me: Person
    seq: int
    fp: str
    round_no: int
    round_id: int
    rounds_total: int
    question: str
    announcement: str
    table: Table | None
    people: tuple[Person, ...]
    host_name: str
    clock: Clock | None = None
    contributions: list[Laid] = field(default_factory=list)
    drawn: dict[tuple[int, int], tuple[Drawn, ...]] = field(default_factory=dict)
    """What is drawn on the cloth; see `app.doodles.reading.after_words`."""
    photos: tuple[Shot, ...] = ()
    may_photograph: bool = False
    cards: list[Card] = field(default_factory=list)
    trails: list[Trail] = field(default_factory=list)
    scribes_for: tuple[Person, ...] = ()
    may_hand_over: bool = False
    card: Card | None = None
    starred: list[int] = field(default_factory=list)
    moves_from: int | None = None
    carry: str = ""
    kind: RoundKind = RoundKind.travel
    cloth_from: Table | None = None
    """Where the ideas come from that this table gets while everybody stays."""
    topics: tuple[Topic, ...] = ()
    wish: Choice | None = None
    summary: Board | None = None
    decisions: PhoneView | None = None

    @property
    def may_post(self) -> bool:
        return self.stage == Stage.round

    @property
    def waits_for(self) -> Topic | None:
        """The topic that somebody chose and that is full so far."""
        wished = (topic for topic in self.topics if self.wish and topic.id == self.wish.first_id)
        return next((topic for topic in wished if self.table is None or topic.id != self.table.id), None)

    @property
    def stays(self) -> bool:
        """At a change of tables: whether this guest keeps the chair."""
        return self.table is not None and self.moves_from == self.table.number


@router.get("/table")
def show(request: Request, key: str, house: TheHouse, first: str = "") -> Response:
    """The guest's table; who never joined or has left is led to the door. `first`: what is to be joined to another."""
    with moment(house, key, request) as (db, cafe):
        try:
            me = cafes.participant(db, cafe.id_, house.viewer(request, cafe).guest or 0)
        except NotFound:
            return RedirectResponse(f"/{cafe.join_token}", 303)
        screen = gather(db, cafe, me)
    return page(request, "table/show.html", s=screen, rules=papers.RULES, first=first if first.isdecimal() else "")


@router.post("/departure")
async def leave(request: Request, cafe: TheCafe, me: TheGuest, house: TheHouse) -> Response:
    def verb(db: Session) -> None:
        moving.see_off(db, cafes.locked(db, cafe.id_), me.id_, actor=f"p{me.id_}")

    await house.writer.do(verb)
    response = RedirectResponse("/", 303)
    response.delete_cookie(f"guest_{cafe.key}")
    return response


@router.post("/hosting")
async def stay(
    request: Request, cafe: TheCafe, me: TheGuest, house: TheHouse, stays: Annotated[str, Field()] = "1"
) -> Response:
    """Offers to keep the table where I sit, or travels on after all."""

    def verb(db: Session) -> None:
        moving.offer_to_stay(db, cafes.locked(db, cafe.id_), me.id_, stays=stays == "1")

    await house.writer.do(verb)
    return done(request, cafe, "table")


@router.post("/choices")
async def choose(
    request: Request, cafe: TheCafe, me: TheGuest, house: TheHouse, table: Annotated[str, Field()]
) -> Response:
    """The topic I want to go to in a round of free choice."""

    def verb(db: Session) -> None:
        home = cafes.locked(db, cafe.id_)
        choosing.choose(db, home, cafes.participant(db, home.id_, me.id_), number(table))

    await house.writer.do(verb)
    return done(request, cafe, "table")


@router.post("/seat")
async def check_in(
    request: Request, cafe: TheCafe, me: TheGuest, house: TheHouse, table: Annotated[str, Field()]
) -> Response:
    """Says that I sat down at another table than I was told; `table` is the code that lies there."""

    def verb(db: Session) -> None:
        home = cafes.open_for_changes(db, cafe.id_)
        moving.check_in(db, home, me.id_, tables.by_token(db, home.id_, table).id_)

    await house.writer.do(verb)
    return done(request, cafe, "table")


def gather(db: Session, cafe: Cafe, me: Participant) -> TableScreen:
    """The screen of one guest, read in one moment."""
    round_ = rounds.current(db, cafe)
    stage = evening.stage(cafe, round_)
    seat = seating.seat_of(db, round_, me.id_)
    view = cloths.one_table(db, cafe, seat.table_id) if seat else None
    table = view.table if view else None
    is_scribe = me.role != Role.traveller
    cloth_from = travelling.cloth_from(db, cafe, round_, table) if table else None
    cards = travelling.cards(db, cafe, view, cloth_from) if view else []
    is_choosing = stage == Stage.change and choosing.is_open(cafe, round_)
    return TableScreen(
        cafe=cafe,
        stage=stage,
        me=cloths.person_view(cafe, me),
        seq=cafe.head,
        fp=cafe.fingerprint,
        round_no=round_.number,
        round_id=round_.id_,
        rounds_total=len(rounds.in_cafe(db, cafe)),
        question=rounds.question(cafe, round_),
        announcement=cafe.announcement,
        table=table,
        people=view.people if view else (),
        host_name=view.host_name if view else "",
        clock=running.clock_of(round_) if stage == Stage.round else None,
        contributions=view.contributions if view else [],
        drawn=doodles.after_words(doodles.at_table(db, cafe, table.id_), view.contributions) if table and view else {},
        photos=photos.at_table(db, cafe, table.id_) if table else (),
        may_photograph=taking.may_take(cafe, me),
        cards=[card for card in cards if card.round_no < round_.number],
        trails=_trails(db, cafe, me, cloth_from),
        scribes_for=view.people if view and is_scribe else (),
        may_hand_over=is_scribe and stage in (Stage.round, Stage.rounds_over),
        card=next((card for card in cards if card.round_no == round_.number), None),
        starred=reading.starred_by(db, me.id_),
        moves_from=_moves_from(db, cafe, round_, me) if stage == Stage.change else None,
        carry=_carry(db, cafe, me) if stage == Stage.change else "",
        kind=round_.kind,
        cloth_from=cloth_from,
        topics=choosing.board(db, cafe) if is_choosing and me.role == Role.traveller else (),
        wish=choosing.wish_of(db, round_, me.id_) if is_choosing else None,
        summary=synthesis.board(db, cafe) if stage in AFTER else None,
        decisions=screens.for_phone(db, cafe, me, table),
    )


def _trails(db: Session, cafe: Cafe, me: Participant, cloth_from: Table | None) -> list[Trail]:
    trails = []
    before = seating.tables_before(db, cafe, me)
    for table in before if cloth_from is None or cloth_from in before else [cloth_from, *before]:
        lines = sorted(reading.laid_at_table(db, cafe, table.id_), key=lambda laid: (-laid.stars, -laid.id))
        trails.append(Trail(table.number, [(laid.id, laid.text) for laid in lines[:CHOICES]]))
    return trails


def _moves_from(db: Session, cafe: Cafe, round_: Round, me: Participant) -> int | None:
    """Number of the table where I sat in the round before."""
    if round_.number == 1:
        return None
    before = seating.seat_of(db, rounds.by_number(db, cafe.id_, round_.number - 1), me.id_)
    return tables.by_id(db, cafe.id_, before.table_id).number if before else None


def _carry(db: Session, cafe: Cafe, me: Participant) -> str:
    """The line of mine that others starred most: worth telling at the next table."""
    lines = [laid for laid in reading.laid_by(db, cafe, me.id_) if not laid.is_hidden]
    return max(lines, key=lambda laid: (laid.stars, laid.id)).text if lines else ""
