"""Doodles: strokes as they are drawn, and what becomes of a drawing afterwards."""

from dataclasses import asdict
from typing import Annotated

from fastapi import APIRouter, Request
from fastapi import Form as Field
from fastapi.responses import JSONResponse, Response
from starlette.datastructures import UploadFile

from app.doodles import drawing, mending, reading
from app.errors import NotAllowed, TooBusy, marked
from app.evening import leading
from app.tablecloth.posting import Sender
from app.web import drafts
from app.web.deps import Db, House, TheCafe, TheHouse, TheViewer, done, number
from app.web.desks import TheConsole
from app.web.security import Viewer
from app.web.undo import undoable

router = APIRouter(prefix="/cafes/{key}")
Text = Annotated[str, Field()]
Key = Annotated[str, Field(alias="key")]
"""The field; in the address `key` is the café's."""


class TooFast(TooBusy):
    sentence = marked(
        "So schnell kommen wir nicht mit. Deine Striche sind noch da und werden gleich noch einmal geschickt."
    )


@router.post("/strokes")
async def draw(request: Request, cafe: TheCafe, viewer: TheViewer, house: TheHouse) -> Response:
    """Lays a stroke; the first one of a doodle begins it."""
    who = _drawer(viewer)
    _must_be_slow(house, cafe.key, who)
    fields = {name: value for name, value in (await request.form()).items() if not isinstance(value, UploadFile)}
    draft = drafts.stroke(fields)
    kept = await house.writer.do(drawing.draw, cafe.id_, who, draft)
    if "application/json" in request.headers.get("accept", ""):
        laid = {"ack": draft.key, "status": 201, "id": kept.stroke_id, "doodle": kept.doodle_id}
        return JSONResponse(laid, 201)
    return done(request, cafe, "table")


@router.post("/strokes/undoing")
async def undo(
    request: Request, cafe: TheCafe, viewer: TheViewer, house: TheHouse, doodle: Text = "", stroke: Key = ""
) -> Response:
    """Takes a stroke back; doodle and stroke are named by the keys they were sent under."""
    await house.writer.do(drawing.undo, cafe.id_, _drawer(viewer), drafts.key(doodle), drafts.key(stroke))
    return _done(request, cafe, stroke)


@router.get("/doodles/{doodle}/leaf")
def leaf(cafe: TheCafe, viewer: TheViewer, db: Db, doodle: str) -> Response:
    """A drawing of this device with the keys of its strokes, so that it can be gone on with."""
    device = Sender(cafe.id_, _drawer(viewer)).device
    return JSONResponse(asdict(reading.leaf(db, cafe.id_, device, number(doodle))))


@router.post("/doodles/{doodle}/edits")
async def describe(
    request: Request,
    cafe: TheCafe,
    viewer: TheViewer,
    house: TheHouse,
    doodle: str,
    description: Text = "",
    words: Text = "",
    sent: Key = "",
) -> Response:
    """What there is to see; `words`: the key of the contribution that says it."""
    told = {"description": description[: drafts.LONGEST_TEXT], "words": drafts.key(words) if words else ""}
    await house.writer.do(mending.describe, cafe.id_, _drawer(viewer), number(doodle), **told)
    return _done(request, cafe, sent)


@router.post("/doodles/{doodle}/withdrawal")
async def withdraw(
    request: Request, cafe: TheCafe, viewer: TheViewer, house: TheHouse, doodle: str, sent: Key = ""
) -> Response:
    await house.writer.do(mending.withdraw, cafe.id_, _drawer(viewer), number(doodle))
    return _done(request, cafe, sent)


@router.post("/doodles/{doodle}/hiding")
async def hide(console: TheConsole, doodle: str, hidden: Text = "1") -> Response:
    which = number(doodle)
    return await undoable(console, lambda db, home: leading.hide_doodle(db, home, which, hidden=hidden == "1"))


def _drawer(viewer: Viewer) -> int | None:
    """Whoever holds this device, a guest rather than the host; raises NotAllowed."""
    if viewer.guest is None and not viewer.is_host:
        raise NotAllowed
    return viewer.guest


def _must_be_slow(house: House, cafe_key: str, who: int | None) -> None:
    """A hand draws a few strokes a second; only a script draws faster, or a phone that was without net."""
    if who is not None and not house.devices.of(f"{cafe_key} p{who} draws").bucket.allows():
        raise TooFast


def _done(request: Request, cafe: TheCafe, key: str) -> Response:
    """Scripts that ask for JSON hear their key again, so that they know it was us."""
    if "application/json" in request.headers.get("accept", ""):
        return JSONResponse({"ack": key, "status": 200})
    return done(request, cafe, "mine")
