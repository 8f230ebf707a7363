"""The projector: what the whole room sees, and what the host has it show."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Annotated

from fastapi import APIRouter, Depends, Request
from fastapi import Form as Field
from fastapi.responses import RedirectResponse, Response
from sqlmodel import Session

from app.cafes import reading as cafes
from app.cafes.models import Cafe, Focus
from app.deciding import screens
from app.deciding.screens import WallView
from app.doodles import reading as doodles
from app.doodles.reading import Drawn
from app.evening import leading, looking, turning
from app.evening import reading as evening
from app.evening.looking import Look, Wish
from app.evening.steps import Stage
from app.photos import reading as photos
from app.photos.reading import Shot
from app.rounds import reading as rounds
from app.rounds import running
from app.rounds.clock import Clock
from app.rounds.kinds import RoundKind
from app.synthesis import reading as synthesis
from app.synthesis.board import Board
from app.tablecloth import cloths
from app.tablecloth.cloths import TableView
from app.templating import cafe_url
from app.web.deps import Db, TheCafe, TheHouse, TheViewer, number, page
from app.web.desks import TheConsole
from app.web.forms import one_of
from app.web.undo import undoable

router = APIRouter(prefix="/cafes/{key}")
Text = Annotated[str, Field()]
AFTER = (Stage.synthesis, Stage.harvest, Stage.closed)


@dataclass(frozen=True)
class WallScreen:
    """What the projector shows; names only where the café allows them."""

    cafe: Cafe
    stage: Stage
    seq: int
    fp: str
    round_no: int
    rounds_total: int
    question: str
    announcement: str
    arrived: int
    expected: int
    join_url: str
    short_url: str
    tables: list[TableView]
    look: Look
    photos: dict[int, tuple[Shot, ...]] = field(default_factory=dict)
    """By table."""
    doodles: dict[int, tuple[Drawn, ...]] = field(default_factory=dict)
    """The same."""
    clock: Clock | None = None
    begun_ms: int = 0
    """When the round that is on began, in milliseconds since 1970."""
    ended_ms: int = 0
    """When a round was last over, the same; 0 before any was."""
    moves: list[TableView] = field(default_factory=list)
    kind: RoundKind = RoundKind.travel
    """How everybody gets to the round that is on or comes next."""
    board: Board | None = None
    decisions: WallView | None = None


def wish(focus: str = "", table: str = "", over: str = "") -> Wish:
    """What somebody at the wall itself wants to see; nonsense is no wish."""
    chosen = Focus(focus) if focus in list(Focus) else None
    return Wish(chosen, int(table) if table.isdecimal() and len(table) < 4 else None, over)


@router.get("/wall")
def show(
    request: Request,
    cafe: TheCafe,
    viewer: TheViewer,
    house: TheHouse,
    db: Db,
    wanted: Annotated[Wish, Depends(wish)],
) -> Response:
    """Read only; who has neither the wall's nor the host's link is led to the door."""
    if not viewer.is_wall:
        return RedirectResponse(cafe_url(cafe, "door"), 303)
    screen = gather(db, cafe, house.base_url(request), wanted)
    return page(request, "wall/show.html", language=cafe.tongue(), s=screen)


@router.post("/wall/focus")
async def turn(console: TheConsole, focus: Text = "", table: Text = "") -> Response:
    """What all walls show from now on."""
    to = one_of(Focus, focus)
    number_ = number(table) if to in turning.ONE_TABLE else None
    return await undoable(console, lambda db, home: leading.turn(db, home, to, number_))


@router.post("/wall/gong")
async def set_gong(console: TheConsole, on: Text = "1") -> Response:
    return await console.do(lambda db, home: turning.set_gong(db, home, is_on=on == "1"))


def gather(db: Session, cafe: Cafe, base_url: str, wanted: Wish) -> WallScreen:
    """The wall's screen, read in one moment."""
    plan = rounds.in_cafe(db, cafe)
    round_ = rounds.current(db, cafe)
    stage = evening.stage(cafe, round_)
    views = cloths.all_tables(db, cafe, newest=cloths.NEWEST)
    ended = max((each.ended_at for each in plan if each.ended_at), default=None)
    return WallScreen(
        cafe=cafe,
        stage=stage,
        seq=cafe.head,
        fp=cafe.fingerprint,
        round_no=round_.number,
        rounds_total=len(plan),
        question=rounds.question(cafe, round_),
        announcement=cafe.announcement,
        arrived=cafes.attendance(db, cafe.id_)[0],
        expected=cafe.expected,
        join_url=f"{base_url}/{cafe.join_token}",
        short_url=base_url.split("://", 1)[1],
        tables=views,
        look=looking.look(db, cafe, stage, views, wanted),
        photos=photos.by_table(db, cafe),
        doodles=doodles.by_table(db, cafe),
        clock=running.clock_of(round_) if stage == Stage.round else None,
        begun_ms=_milliseconds(round_.started_at),
        ended_ms=_milliseconds(ended),
        moves=views if stage == Stage.change else [],
        kind=round_.kind,
        board=synthesis.board(db, cafe) if stage in AFTER else None,
        decisions=screens.for_wall(db, cafe),
    )


def _milliseconds(moment: datetime | None) -> int:
    return round(moment.timestamp() * 1000) if moment else 0
