"""The desk where the room's themes are found, for the host; the wall shows the same board."""

from dataclasses import dataclass

from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse, RedirectResponse, Response
from sqlmodel import Session

from app.cafes.models import Cafe
from app.deciding import screens
from app.deciding.screens import HostView
from app.rounds import reading as rounds
from app.synthesis.board import BoardTension, BoardTheme, Card
from app.synthesis.desk import Desk, desk
from app.synthesis.models import Column
from app.synthesis.previewing import Preview
from app.synthesis.searching import Asked, search
from app.tables import reading as tables
from app.templating import cafe_url
from app.web.deps import ID_DIGITS, Db, House, TheCafe, TheHost, TheHouse, TheViewer, page

router = APIRouter(prefix="/cafes/{key}")
MOST_ASKED = 100
"""Characters of what is looked for."""


@dataclass(frozen=True)
class SynthesisScreen:
    """What one host sees: the desk that all share, and what this one has opened or looks for."""

    cafe: Cafe
    desk: Desk
    seq: int
    fp: str
    asked: Asked
    found: list[Card] | None
    """What was looked for; none if nothing was."""
    opened: BoardTheme | None
    tension: BoardTension | None
    proposal: Preview | None
    """The proposal, if this host looks at it."""
    tables: list[int]
    rounds: list[int]
    decisions: HostView
    """What the room is asked: reading back, voting."""
    advisor: str
    """The host name of the machine that suggestions are asked from; empty without one."""


@router.get("/synthesis")
def show(request: Request, cafe: TheCafe, viewer: TheViewer, house: TheHouse, db: Db) -> Response:
    """The board, and beside it an opened theme or the proposal (`open`), a `tension`, or what was looked for."""
    if not viewer.is_host:
        return RedirectResponse(cafe_url(cafe, "door"), 303)
    return page(request, "synthesis/show.html", s=gather(db, cafe, house, dict(request.query_params)))


@router.get("/groupings")
def progress(cafe: TheCafe, _host: TheHost, house: TheHouse) -> Response:
    """How far the proposal is that is being worked out, 0 to 1; null if none is."""
    return JSONResponse({"progress": house.sorter.progress(cafe.id_)})


def gather(db: Session, cafe: Cafe, house: House, sent: dict[str, str]) -> SynthesisScreen:
    """The desk, read in one moment; nonsense in the address asks for nothing."""
    shared = desk(db, cafe)
    asked = _asked(sent)
    opened, tension = _number(sent.get("open", "")), _number(sent.get("tension", ""))
    return SynthesisScreen(
        cafe=cafe,
        desk=shared,
        seq=cafe.head,
        fp=cafe.fingerprint,
        asked=asked,
        found=search(shared.board, asked) if asked else None,
        opened=next((theme for theme in shared.board.themes if theme.id == opened), None),
        tension=next((each for each in shared.board.tensions if each.id == tension), None),
        proposal=shared.preview if sent.get("open") == "proposal" else None,
        tables=[table.number for table in tables.in_cafe(db, cafe.id_)],
        rounds=[each.number for each in rounds.in_cafe(db, cafe)],
        decisions=screens.for_host(db, cafe),
        advisor=house.sorter.adviser,
    )


def _asked(sent: dict[str, str]) -> Asked:
    column = sent.get("column", "")
    return Asked(
        words=sent.get("words", "").strip()[:MOST_ASKED],
        table=_number(sent.get("table", "")),
        round_no=_number(sent.get("round", "")),
        trade=sent.get("trade", "").strip()[:MOST_ASKED],
        is_starred=bool(sent.get("starred")),
        is_open=bool(sent.get("undecided")),
        is_loose=bool(sent.get("loose")),
        theme_id=_number(sent.get("theme", "")),
        column=Column(column) if column in list(Column) else None,
    )


def _number(text: str) -> int | None:
    return int(text) if text.isdecimal() and len(text) <= ID_DIGITS else None
