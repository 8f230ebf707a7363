"""The plan as a picture, for the host: who sits where, who meets whom, what a change would bring; and on paper."""

from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Query, Request
from fastapi import Form as Field
from fastapi.responses import RedirectResponse, Response
from sqlmodel import Session

from app.cafes.models import Cafe, Hosting, Mixed, Phase
from app.errors import BadInput, NotFound, marked
from app.seating import consequences, planning, wishing
from app.seating.consequences import Consequences
from app.seating.models import Company, Move
from app.seating.planning import State
from app.tables import reading as tables
from app.templating import cafe_url
from app.web import outlooks
from app.web.deps import Db, TheCafe, TheHost, TheViewer, number, page
from app.web.desks import ThePlan
from app.web.outlooks import Column, Picture

router = APIRouter(prefix="/cafes/{key}")
Text = Annotated[str, Field()]
UNREADABLE = marked("Diese Angaben konnten wir nicht lesen. Bitte prüf sie noch einmal.")


@dataclass(frozen=True)
class PlanScreen:
    """What the page shows."""

    cafe: Cafe
    seq: int
    fp: str
    picture: Picture
    undo: Move | None

    @property
    def fixed(self) -> list[tuple[Move, int]]:
        """Whom the host has put somewhere in rounds that nobody was told yet, with the round's number."""
        rounds = self.picture.outlook.rounds
        ahead = {each.round.id: each.round.number for each in rounds if each.state == State.planned}
        moves = [move for move in self.picture.outlook.moves if move.participant_id in self.picture.names]
        return [(move, ahead[move.round_id]) for move in moves if move.round_id in ahead]

    @property
    def is_open(self) -> bool:
        """Whether anything can be changed any more."""
        return self.cafe.phase != Phase.closed


@dataclass(frozen=True)
class Asking:
    """A move that was not made yet: what it is, what comes of it, and who could go the other way."""

    cafe: Cafe
    picture: Picture
    column: Column
    person: int
    exchange_with: int | None
    consequences: Consequences
    exchanges: list[tuple[int, int]]


@router.get("/plan")
def show(request: Request, cafe: TheCafe, viewer: TheViewer, db: Db, person: str = "", view: str = "sat") -> Response:
    """The picture; `person` is followed through all rounds, `view` is `sat` or `planned`."""
    if not viewer.is_host:
        return RedirectResponse(cafe_url(cafe, "door"), 303)
    picture = _picture(db, cafe, person, view)
    latest = picture.outlook.moves[-1] if picture.outlook.moves else None
    return page(request, "plan/show.html", s=PlanScreen(cafe, cafe.head, cafe.fingerprint, picture, latest))


@router.get("/plan/moves")
def ask(
    request: Request,
    cafe: TheCafe,
    _host: TheHost,
    db: Db,
    person: str = "",
    round_no: Annotated[str, Query(alias="round")] = "",
    table: str = "",
    exchange: str = "",
) -> Response:
    """What a move would bring, before it is made."""
    picture = _picture(db, cafe, person, "sat")
    asking = _asking(picture, number(round_no), number(person), number(table), number(exchange) if exchange else None)
    return page(request, "plan/ask.html", a=asking)


@router.post("/plan/moves")
async def move(
    plan: ThePlan, person: Text, table: Text, round_no: Annotated[str, Field(alias="round")], exchange: Text = ""
) -> Response:
    def verb(db: Session, home: Cafe) -> None:
        other = number(exchange) if exchange else None
        planning.move(
            db, home, round_no=number(round_no), person=number(person), table=number(table), exchange_with=other
        )

    return await plan.do(verb, then=f"plan?person={number(person)}")


@router.post("/plan/moves/withdrawal")
async def undo(plan: ThePlan) -> Response:
    """Takes the host's latest move back."""
    return await plan.do(planning.undo)


@router.post("/plan/moves/{move}/release")
async def release(plan: ThePlan, move: str) -> Response:
    """Somebody whom the host has put somewhere in a round to come may be planned elsewhere again."""
    return await plan.do(lambda db, home: planning.release(db, home, number(move)))


@router.post("/plan/renewal")
async def renew(plan: ThePlan) -> Response:
    return await plan.do(planning.renew)


@router.post("/plan/printing")
async def print_(plan: ThePlan) -> Response:
    """From now on people may know the plan from paper."""
    return await plan.do(planning.printed, then="plan/paper")


@router.post("/plan/rules")
async def set_rules(plan: ThePlan, hosting: Text, mixed: Text, no_table_twice: Text = "") -> Response:
    if hosting not in list(Hosting) or mixed not in list(Mixed):
        raise BadInput("hosting", UNREADABLE)

    def verb(db: Session, home: Cafe) -> None:
        planning.set_rules(db, home, hosting=Hosting(hosting), mixed=Mixed(mixed), no_table_twice=bool(no_table_twice))

    return await plan.do(verb)


@router.post("/plan/wishes")
async def wish(plan: ThePlan, one: Text, other: Text, company: Text) -> Response:
    if company not in list(Company):
        raise BadInput("company", UNREADABLE)
    if not (one and other):
        raise BadInput("other", marked("Bitte wähl zwei Leute aus."))
    return await plan.do(lambda db, home: wishing.wish(db, home, number(one), number(other), Company(company)))


@router.post("/plan/wishes/{wish}/withdrawal")
async def forget(plan: ThePlan, wish: str) -> Response:
    return await plan.do(lambda db, home: wishing.forget(db, home, number(wish)))


@router.get("/plan/paper")
def on_paper(request: Request, cafe: TheCafe, _host: TheHost, db: Db) -> Response:
    """For those without a phone: by name, by table, and as a rule where the plan follows one."""
    picture = _picture(db, cafe, "", "sat")
    return page(request, "plan/paper.html", cafe=cafe, p=picture, rule=outlooks.rule(picture))


def _picture(db: Session, cafe: Cafe, person: str, view: str) -> Picture:
    chosen = int(person) if person.isdecimal() and len(person) < 10 else None
    return outlooks.picture(
        cafe, planning.outlook(db, cafe), tables.in_cafe(db, cafe.id_), chosen=chosen, as_planned=view == "planned"
    )


def _asking(picture: Picture, round_no: int, person: int, table: int, exchange_with: int | None) -> Asking:
    """Raises NotFound for people, tables and rounds that are not there, BadInput for what cannot be changed."""
    index = next((i for i, each in enumerate(picture.columns) if each.round.number == round_no), None)
    laid = {each.id_ for each in picture.standing}
    if index is None or person not in picture.names or table not in laid:
        raise NotFound
    if not picture.columns[index].is_open:
        raise BadInput("round", marked("Diese Runde ist vorbei; wer wo saß, bleibt, wie es war."))
    seatings, room = [each.seating for each in picture.outlook.rounds], picture.outlook.room
    try:
        brings = consequences.consequences(seatings, index, person, table, room, exchange_with=exchange_with)
    except ValueError:
        raise BadInput(
            "exchange", marked("Mit dieser Person lässt sich nicht tauschen: Sie sitzt dort nicht.")
        ) from None
    others = consequences.exchanges(seatings, index, person, table, room)
    return Asking(picture.cafe, picture, picture.columns[index], person, exchange_with, brings, others)
