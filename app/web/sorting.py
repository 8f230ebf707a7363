"""What the host does on the board: every button, drag and key ends in one of these."""

import asyncio
from collections.abc import Callable
from enum import StrEnum
from typing import Annotated, TypeVar

from fastapi import APIRouter, Request
from fastapi import Form as Field
from fastapi.responses import Response
from sqlmodel import Session
from starlette.concurrency import run_in_threadpool

from app.cafes import reading as cafes
from app.cafes.models import Cafe
from app.db import reading as moment
from app.errors import BadInput, marked
from app.synthesis import placing, proposing, theming, undoing, weighing
from app.synthesis.models import Column, ProposalKind, TensionState
from app.synthesis.tensions import Pull
from app.web.deps import House, TheCafe, TheHost, TheHouse, command, done, number

router = APIRouter(prefix="/cafes/{key}")
Text = Annotated[str, Field()]
Kind = TypeVar("Kind", bound=StrEnum)
Texts = Annotated[list[str] | None, Field()]
SHORT = 2.0
"""Seconds that an answer waits for a proposal; a longer one is shown when it is there."""


@router.post("/groupings")
async def group(
    request: Request, cafe: TheCafe, _host: TheHost, house: TheHouse, kind: Text = "themes", wanted: Text = ""
) -> Response:
    """Asks the engine: `themes`, `heap` or `rest`; `wanted` is `more`, `fewer` or empty."""
    about = _choice(ProposalKind, kind)
    with moment(house.engine) as db:
        how_many = proposing.wanted_themes(db, cafe, more=wanted == "more") if wanted in ("more", "fewer") else None
    await command(house, cafe, lambda db, home: proposing.ask(db, home, about))
    await asyncio.wait([house.sorter.start(cafe.id_, about, how_many)], timeout=SHORT)
    return done(request, cafe, "synthesis")


@router.post("/acceptances")
async def accept(
    request: Request,
    cafe: TheCafe,
    _host: TheHost,
    house: TheHouse,
    group: Texts = None,
    heap: Text = "",
    part: Text = "",
) -> Response:
    """Takes the proposal over: the groups that are ticked (and the heap, if it is), or all without any tick.

    `part`: only what is ticked is meant, so that no tick at all is a mistake.
    """
    chosen = [number(each) for each in group or []]
    is_part = bool(chosen or heap)
    if part and not is_part:
        raise BadInput("group", marked("Kreuz zuerst an, was du übernehmen willst."))

    def verb(db: Session, home: Cafe) -> None:
        proposing.accept(db, home, chosen if is_part else None, takes_heap=bool(heap) or not is_part)

    return await _do(request, cafe, house, verb)


@router.post("/dismissals")
async def dismiss(request: Request, cafe: TheCafe, _host: TheHost, house: TheHouse) -> Response:
    return await _do(request, cafe, house, proposing.dismiss)


@router.post("/ignored")
async def ignore(request: Request, cafe: TheCafe, _host: TheHost, house: TheHouse, ignored: Text = "") -> Response:
    return await _do(request, cafe, house, lambda db, home: proposing.ignore(db, home, ignored))


@router.post("/undos")
async def undo(request: Request, cafe: TheCafe, _host: TheHost, house: TheHouse) -> Response:
    return await _do(request, cafe, house, undoing.undo)


@router.post("/redos")
async def redo(request: Request, cafe: TheCafe, _host: TheHost, house: TheHouse) -> Response:
    return await _do(request, cafe, house, undoing.redo)


@router.post("/themes")
async def add_theme(
    request: Request,
    cafe: TheCafe,
    _host: TheHost,
    house: TheHouse,
    name: Text = "",
    words: Text = "",
    column: Text = "",
    contribution: Texts = None,
) -> Response:
    """A new theme, empty or of these cards."""
    into, chosen = _column(column), _numbers(contribution)
    return await _do(request, cafe, house, lambda db, home: theming.add_theme(db, home, name, words, into, chosen))


@router.post("/themes/{theme}/names")
async def rename(
    request: Request,
    cafe: TheCafe,
    _host: TheHost,
    house: TheHouse,
    theme: str,
    name: Text = "",
    words: Annotated[str | None, Field()] = None,
) -> Response:
    return await _do(request, cafe, house, lambda db, home: theming.name_theme(db, home, number(theme), name, words))


@router.post("/themes/{theme}/places")
async def put(
    request: Request,
    cafe: TheCafe,
    _host: TheHost,
    house: TheHouse,
    theme: str,
    column: Text = "",
    before: Text = "",
) -> Response:
    """Lays a theme into a column (none: where its cards belong), before another theme or at the end."""
    into, other = _column(column), number(before) if before else None
    return await _do(request, cafe, house, lambda db, home: theming.put_theme(db, home, number(theme), into, other))


@router.post("/themes/{theme}/keeps")
async def keep(
    request: Request, cafe: TheCafe, _host: TheHost, house: TheHouse, theme: str, kept: Text = "1"
) -> Response:
    return await _do(
        request, cafe, house, lambda db, home: theming.keep_theme(db, home, number(theme), kept=kept == "1")
    )


@router.post("/themes/{theme}/mergers")
async def merge(
    request: Request, cafe: TheCafe, _host: TheHost, house: TheHouse, theme: str, into: Text = ""
) -> Response:
    return await _do(request, cafe, house, lambda db, home: theming.merge_themes(db, home, number(theme), number(into)))


@router.post("/themes/{theme}/splits")
async def split(
    request: Request,
    cafe: TheCafe,
    _host: TheHost,
    house: TheHouse,
    theme: str,
    name: Text = "",
    contribution: Texts = None,
) -> Response:
    chosen = _numbers(contribution)
    return await _do(request, cafe, house, lambda db, home: theming.split_theme(db, home, number(theme), chosen, name))


@router.post("/themes/{theme}/dissolutions")
async def dissolve(request: Request, cafe: TheCafe, _host: TheHost, house: TheHouse, theme: str) -> Response:
    return await _do(request, cafe, house, lambda db, home: theming.dissolve_theme(db, home, number(theme)))


@router.post("/placements")
async def place(
    request: Request,
    cafe: TheCafe,
    _host: TheHost,
    house: TheHouse,
    contribution: Texts = None,
    column: Text = "",
    theme: Text = "",
) -> Response:
    """Moves cards to a column, to a theme (`none` takes them out of theirs), or both."""
    chosen, into = _numbers(contribution), _column(column)
    home_theme = None if theme == "none" else number(theme) if theme else placing.KEEP
    return await _do(
        request, cafe, house, lambda db, home: placing.place(db, home, chosen, column=into, theme_id=home_theme)
    )


@router.post("/confirmations")
async def confirm(
    request: Request, cafe: TheCafe, _host: TheHost, house: TheHouse, contribution: Texts = None
) -> Response:
    """Takes over what the wording suggests for these cards."""
    chosen = _numbers(contribution)
    return await _do(request, cafe, house, lambda db, home: placing.confirm(db, home, chosen))


@router.post("/pins")
async def pin(
    request: Request,
    cafe: TheCafe,
    _host: TheHost,
    house: TheHouse,
    contribution: Texts = None,
    pinned: Text = "1",
) -> Response:
    chosen = _numbers(contribution)
    return await _do(request, cafe, house, lambda db, home: placing.pin(db, home, chosen, pinned=pinned == "1"))


@router.post("/voices")
async def set_apart(
    request: Request, cafe: TheCafe, _host: TheHost, house: TheHouse, contribution: Texts = None, apart: Text = "1"
) -> Response:
    chosen = _numbers(contribution)
    return await _do(request, cafe, house, lambda db, home: placing.set_apart(db, home, chosen, apart=apart == "1"))


@router.post("/twins/{contribution}/partings")
async def part(request: Request, cafe: TheCafe, _host: TheHost, house: TheHouse, contribution: str) -> Response:
    return await _do(request, cafe, house, lambda db, home: placing.part_twins(db, home, number(contribution)))


@router.post("/tensions")
async def find_tensions(request: Request, cafe: TheCafe, _host: TheHost, house: TheHouse) -> Response:
    """Looks for what pulls apart: beside the writer, then laid in one go."""

    def look() -> list[Pull]:
        with moment(house.engine) as db:
            return weighing.look(db, cafes.by_id(db, cafe.id_))

    found = await run_in_threadpool(look)
    return await _do(request, cafe, house, lambda db, home: weighing.propose(db, home, found))


@router.post("/tensions/themes")
async def add_tension(
    request: Request,
    cafe: TheCafe,
    _host: TheHost,
    house: TheHouse,
    left: Text = "",
    right: Text = "",
    subject: Text = "",
) -> Response:
    """Two themes that the host sees pulling apart."""
    return await _do(
        request, cafe, house, lambda db, home: weighing.add(db, home, subject, (number(left), number(right)))
    )


@router.post("/tensions/{tension}/answers")
async def answer_tension(
    request: Request, cafe: TheCafe, _host: TheHost, house: TheHouse, tension: str, state: Text = ""
) -> Response:
    answer = _choice(TensionState, state)
    return await _do(request, cafe, house, lambda db, home: weighing.answer(db, home, number(tension), answer))


@router.post("/tensions/{tension}/names")
async def name_tension(
    request: Request,
    cafe: TheCafe,
    _host: TheHost,
    house: TheHouse,
    tension: str,
    subject: Text = "",
    left: Text = "",
    right: Text = "",
) -> Response:
    return await _do(
        request, cafe, house, lambda db, home: weighing.name(db, home, number(tension), subject, left, right)
    )


async def _do(request: Request, cafe: Cafe, house: House, verb: Callable[[Session, Cafe], object]) -> Response:
    await command(house, cafe, verb)
    return done(request, cafe, "synthesis")


def _column(text: str) -> Column | None:
    return _choice(Column, text) if text else None


def _choice(kind: type[Kind], text: str) -> Kind:
    if text not in list(kind):
        raise BadInput("choice", marked("Diese Wahl gibt es hier nicht."))
    return kind(text)


def _numbers(texts: list[str] | None) -> list[int]:
    return [number(each) for each in texts or []]
