"""What the host asks the engine on the board: proposals, taken over or not, and what pulls apart."""

import asyncio
from typing import Annotated

from fastapi import APIRouter
from fastapi import Form as Field
from fastapi.responses import Response
from sqlmodel import Session
from starlette.concurrency import run_in_threadpool

from app.cafes import reading as cafes
from app.cafes.models import Cafe
from app.db import reading as moment
from app.errors import BadInput, marked
from app.synthesis import proposing, weighing
from app.synthesis.models import ProposalKind, TensionState
from app.synthesis.tensions import Pull
from app.web.deps import command, number, numbers
from app.web.desks import TheBoard
from app.web.forms import one_of

router = APIRouter(prefix="/cafes/{key}")
Text = Annotated[str, Field()]
Texts = Annotated[list[str] | None, Field()]
SHORT = 2.0
"""Seconds that an answer waits for a proposal; a longer one is shown when it is there."""


@router.post("/groupings")
async def group(board: TheBoard, kind: Text = "themes", wanted: Text = "") -> Response:
    """Asks the engine: `themes`, `heap` or `rest`; `wanted` is `more`, `fewer` or empty."""
    about = one_of(ProposalKind, kind)
    with moment(board.house.engine) as db:
        how_many = (
            proposing.wanted_themes(db, board.cafe, more=wanted == "more") if wanted in ("more", "fewer") else None
        )
    await command(board.house, board.cafe, lambda db, home: proposing.ask(db, home, about))
    await asyncio.wait([board.house.sorter.start(board.cafe.id_, about, how_many)], timeout=SHORT)
    return board.done()


@router.post("/acceptances")
async def accept(board: TheBoard, part: Text = "", group: Texts = None, heap: Text = "") -> Response:
    """Takes the proposal over: as a whole, or (`part`) the groups that are ticked, and the heap if it is."""
    chosen = numbers(group)
    if part and not (chosen or heap):
        raise BadInput("group", marked("Kreuz zuerst an, was du übernehmen willst."))

    def verb(db: Session, home: Cafe) -> None:
        proposing.accept(db, home, chosen if part else None, takes_heap=bool(heap) or not part)

    return await board.do(verb)


@router.post("/dismissals")
async def dismiss(board: TheBoard) -> Response:
    return await board.do(proposing.dismiss)


@router.post("/ignored")
async def ignore(board: TheBoard, ignored: Text = "") -> Response:
    return await board.do(lambda db, home: proposing.ignore(db, home, ignored))


@router.post("/tensions")
async def find_tensions(board: TheBoard) -> Response:
    """Looks for what pulls apart: beside the writer, then laid in one go."""

    def look() -> list[Pull]:
        with moment(board.house.engine) as db:
            return weighing.look(db, cafes.by_id(db, board.cafe.id_))

    found = await run_in_threadpool(look)
    return await board.do(lambda db, home: weighing.propose(db, home, found))


@router.post("/tensions/themes")
async def add_tension(board: TheBoard, left: Text = "", right: Text = "", subject: Text = "") -> Response:
    """Two themes that the host sees pulling apart."""
    return await board.do(lambda db, home: weighing.add(db, home, subject, (number(left), number(right))))


@router.post("/tensions/{tension}/answers")
async def answer_tension(board: TheBoard, tension: str, state: Text = "") -> Response:
    answer = one_of(TensionState, state)
    return await board.do(lambda db, home: weighing.answer(db, home, number(tension), answer))


@router.post("/tensions/{tension}/names")
async def name_tension(
    board: TheBoard, tension: str, subject: Text = "", left: Text = "", right: Text = ""
) -> Response:
    return await board.do(lambda db, home: weighing.name(db, home, number(tension), subject, left, right))
