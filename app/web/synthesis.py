"""The board where the room's themes are found, for the host; the wall shows the same."""

from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Request
from fastapi import Form as Field
from fastapi.responses import RedirectResponse, Response
from sqlmodel import Session
from starlette.concurrency import run_in_threadpool

from app.cafes.models import Cafe
from app.db import reading as moment
from app.errors import BadInput, marked
from app.synthesis import reading, synthesising
from app.synthesis.grouping import Proposal, propose
from app.synthesis.models import Column
from app.synthesis.reading import Board
from app.templating import cafe_url
from app.web.deps import Db, House, TheCafe, TheHost, TheHouse, TheViewer, command, done, number, page

router = APIRouter(prefix="/cafes/{key}")
Text = Annotated[str, Field()]


@dataclass(frozen=True)
class SynthesisScreen:
    """What the board shows."""

    cafe: Cafe
    board: Board
    seq: int
    fp: str


@router.get("/synthesis")
def show(request: Request, cafe: TheCafe, viewer: TheViewer, db: Db) -> Response:
    if not viewer.is_host:
        return RedirectResponse(cafe_url(cafe, "door"), 303)
    screen = SynthesisScreen(cafe, reading.board(db, cafe), cafe.head, cafe.fingerprint)
    return page(request, "synthesis/show.html", s=screen)


@router.post("/groupings")
async def group(request: Request, cafe: TheCafe, _host: TheHost, house: TheHouse) -> Response:
    """Proposes themes: calculated beside the writer, then taken over in one go."""
    proposal = await run_in_threadpool(_propose, house, cafe)
    await command(house, cafe, lambda db, home: synthesising.accept_grouping(db, home, proposal))
    return done(request, cafe, "synthesis")


def _propose(house: House, cafe: Cafe) -> Proposal:
    with moment(house.engine) as db:
        material = synthesising.texts_to_group(db, cafe)
    return propose(material, cafe.language)


@router.post("/themes")
async def add_theme(request: Request, cafe: TheCafe, _host: TheHost, house: TheHouse, name: Text = "") -> Response:
    await command(house, cafe, lambda db, home: synthesising.add_theme(db, home, name))
    return done(request, cafe, "synthesis")


@router.post("/themes/{theme}/names")
async def rename(
    request: Request, cafe: TheCafe, _host: TheHost, house: TheHouse, theme: str, name: Text = ""
) -> Response:
    await command(house, cafe, lambda db, home: synthesising.name_theme(db, home, number(theme), name))
    return done(request, cafe, "synthesis")


@router.post("/themes/{theme}/mergers")
async def merge(
    request: Request, cafe: TheCafe, _host: TheHost, house: TheHouse, theme: str, into: Text = ""
) -> Response:
    await command(house, cafe, lambda db, home: synthesising.merge_themes(db, home, number(theme), number(into)))
    return done(request, cafe, "synthesis")


@router.post("/themes/{theme}/splits")
async def split(
    request: Request,
    cafe: TheCafe,
    _host: TheHost,
    house: TheHouse,
    theme: str,
    name: Text = "",
    contribution: Annotated[list[str] | None, Field()] = None,
) -> Response:
    chosen = [number(each) for each in contribution or []]
    await command(house, cafe, lambda db, home: synthesising.split_theme(db, home, number(theme), chosen, name))
    return done(request, cafe, "synthesis")


@router.post("/placements")
async def place(
    request: Request,
    cafe: TheCafe,
    _host: TheHost,
    house: TheHouse,
    contribution: Text,
    column: Text = "",
    theme: Text = "",
) -> Response:
    """Moves a card to a column, to a theme (`none` takes it out of its theme), or both."""

    if column and column not in list(Column):
        raise BadInput("column", marked("Diese Spalte gibt es nicht."))
    into_column = Column(column) if column else None
    into_theme = None if theme == "none" else number(theme) if theme else synthesising.KEEP

    def verb(db: Session, home: Cafe) -> None:
        synthesising.place(db, home, number(contribution), column=into_column, theme_id=into_theme)

    await command(house, cafe, verb)
    return done(request, cafe, "synthesis")
