"""What the host does on the board by hand: every button, drag and key ends in one of these."""

from typing import Annotated

from fastapi import APIRouter
from fastapi import Form as Field
from fastapi.responses import Response

from app.synthesis import placing, theming, undoing
from app.synthesis.models import Column
from app.web.deps import number, numbers
from app.web.desks import TheBoard
from app.web.forms import one_of

router = APIRouter(prefix="/cafes/{key}")
Text = Annotated[str, Field()]
Texts = Annotated[list[str] | None, Field()]


@router.post("/undos")
async def undo(board: TheBoard) -> Response:
    return await board.do(undoing.undo)


@router.post("/redos")
async def redo(board: TheBoard) -> Response:
    return await board.do(undoing.redo)


@router.post("/themes")
async def add_theme(
    board: TheBoard, name: Text = "", words: Text = "", column: Text = "", contribution: Texts = None
) -> Response:
    """A new theme, empty or of these cards."""
    into, chosen = _column(column), numbers(contribution)
    return await board.do(lambda db, home: theming.add_theme(db, home, name, words, into, chosen))


@router.post("/themes/{theme}/names")
async def rename(
    board: TheBoard, theme: str, name: Text = "", words: Annotated[str | None, Field()] = None
) -> Response:
    return await board.do(lambda db, home: theming.name_theme(db, home, number(theme), name, words))


@router.post("/themes/{theme}/places")
async def put(board: TheBoard, theme: str, column: Text = "", before: Text = "") -> Response:
    """Lays a theme into a column (none: where its cards belong), before another theme or at the end."""
    into, other = _column(column), number(before) if before else None
    return await board.do(lambda db, home: theming.put_theme(db, home, number(theme), into, other))


@router.post("/themes/{theme}/keeps")
async def keep(board: TheBoard, theme: str, kept: Text = "1") -> Response:
    return await board.do(lambda db, home: theming.keep_theme(db, home, number(theme), kept=kept == "1"))


@router.post("/themes/{theme}/mergers")
async def merge(board: TheBoard, theme: str, into: Text = "") -> Response:
    return await board.do(lambda db, home: theming.merge_themes(db, home, number(theme), number(into)))


@router.post("/themes/{theme}/splits")
async def split(board: TheBoard, theme: str, name: Text = "", contribution: Texts = None) -> Response:
    chosen = numbers(contribution)
    return await board.do(lambda db, home: theming.split_theme(db, home, number(theme), chosen, name))


@router.post("/themes/{theme}/dissolutions")
async def dissolve(board: TheBoard, theme: str) -> Response:
    return await board.do(lambda db, home: theming.dissolve_theme(db, home, number(theme)))


@router.post("/placements")
async def place(board: TheBoard, contribution: Texts = None, column: Text = "", theme: Text = "") -> Response:
    """Moves cards to a column, to a theme (`none` takes them out of theirs), or both."""
    chosen, into = numbers(contribution), _column(column)
    home_theme = None if theme == "none" else number(theme) if theme else placing.KEEP
    return await board.do(lambda db, home: placing.place(db, home, chosen, column=into, theme_id=home_theme))


@router.post("/confirmations")
async def confirm(board: TheBoard, contribution: Texts = None) -> Response:
    """Takes over what the wording suggests for these cards."""
    chosen = numbers(contribution)
    return await board.do(lambda db, home: placing.confirm(db, home, chosen))


@router.post("/pins")
async def pin(board: TheBoard, contribution: Texts = None, pinned: Text = "1") -> Response:
    chosen = numbers(contribution)
    return await board.do(lambda db, home: placing.pin(db, home, chosen, pinned=pinned == "1"))


@router.post("/voices")
async def set_apart(board: TheBoard, contribution: Texts = None, apart: Text = "1") -> Response:
    chosen = numbers(contribution)
    return await board.do(lambda db, home: placing.set_apart(db, home, chosen, apart=apart == "1"))


@router.post("/twins/{contribution}/partings")
async def part(board: TheBoard, contribution: str) -> Response:
    return await board.do(lambda db, home: placing.part_twins(db, home, number(contribution)))


def _column(text: str) -> Column | None:
    return one_of(Column, text) if text else None
