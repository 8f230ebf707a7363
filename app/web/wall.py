"""The projector: what the whole room sees."""

from dataclasses import dataclass, field

from fastapi import APIRouter, Request
from fastapi.responses import RedirectResponse, Response
from sqlmodel import Session

from app.cafes import reading as cafes
from app.cafes.models import Cafe
from app.deciding import screens
from app.deciding.screens import WallView
from app.evening import reading as evening
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
from app.web.deps import Db, TheCafe, TheHouse, TheViewer, page

router = APIRouter(prefix="/cafes/{key}")
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
    photos: dict[int, tuple[Shot, ...]] = field(default_factory=dict)
    """By table."""
    clock: Clock | None = None
    moves: list[TableView] = field(default_factory=list)
    kind: RoundKind = RoundKind.travel
    """How everybody gets to the round that is on or comes next."""
    board: Board | None = None
    decisions: WallView | None = None


@router.get("/wall")
def show(request: Request, cafe: TheCafe, viewer: TheViewer, house: TheHouse, db: Db) -> Response:
    """Read only; who has neither the wall's nor the host's link is led to the door."""
    if not viewer.is_wall:
        return RedirectResponse(cafe_url(cafe, "door"), 303)
    return page(request, "wall/show.html", language=cafe.language, s=gather(db, cafe, house.base_url(request)))


def gather(db: Session, cafe: Cafe, base_url: str) -> WallScreen:
    """The wall's screen, read in one moment."""
    round_ = rounds.current(db, cafe)
    stage = evening.stage(cafe, round_)
    views = cloths.all_tables(db, cafe, newest=cloths.NEWEST)
    return WallScreen(
        cafe=cafe,
        stage=stage,
        seq=cafe.head,
        fp=cafe.fingerprint,
        round_no=round_.number,
        rounds_total=len(rounds.in_cafe(db, cafe)),
        question=rounds.question(cafe, round_),
        announcement=cafe.announcement,
        arrived=cafes.attendance(db, cafe.id_)[0],
        expected=cafe.expected,
        join_url=f"{base_url}/{cafe.join_token}",
        short_url=base_url.split("://", 1)[1],
        tables=views,
        photos=photos.by_table(db, cafe),
        clock=running.clock_of(round_) if stage == Stage.round else None,
        moves=views if stage == Stage.change else [],
        kind=round_.kind,
        board=synthesis.board(db, cafe) if stage in AFTER else None,
        decisions=screens.for_wall(db, cafe),
    )
