"""Commands about what lies on the cloths: the form's door to the same verbs that the socket calls."""

from typing import Annotated

from fastapi import APIRouter, Request
from fastapi import Form as Field
from fastapi.responses import JSONResponse, Response
from starlette.datastructures import UploadFile

from app.errors import NotAllowed
from app.evening import leading
from app.tablecloth import handing_over, mending, posting
from app.web import drafts
from app.web.deps import TheCafe, TheGuest, TheHouse, TheViewer, done, number
from app.web.desks import TheConsole
from app.web.security import fresh_key
from app.web.undo import undoable

router = APIRouter(prefix="/cafes/{key}")
Text = Annotated[str, Field()]


@router.post("/contributions")
async def post(request: Request, cafe: TheCafe, viewer: TheViewer, house: TheHouse) -> Response:
    """Lays a contribution; a form without script gets a key here, so only scripts can send the same one twice."""
    fields = {name: value for name, value in (await request.form()).items() if not isinstance(value, UploadFile)}
    draft = drafts.draft(fields | {"key": fields.get("key") or fresh_key()})
    as_host = viewer.is_host and (viewer.guest is None or fields.get("as") == "host")
    if viewer.guest is None and not viewer.is_host:
        raise NotAllowed
    laid = await house.writer.do(posting.post, cafe.id_, None if as_host else viewer.guest, draft)
    if "application/json" in request.headers.get("accept", ""):
        return JSONResponse({"ack": draft.key, "status": 201, "id": laid}, 201)
    return done(request, cafe, "host" if as_host else "table")


@router.post("/contributions/{contribution}/edits")
async def edit(
    request: Request,
    cafe: TheCafe,
    me: TheGuest,
    house: TheHouse,
    contribution: str,
    text: Text = "",
    category: Text = "",
    kind: Text = "",
) -> Response:
    await house.writer.do(
        mending.edit,
        cafe.id_,
        me.id_,
        number(contribution),
        text=text,
        kind=drafts.kind(kind),
        category=drafts.category(category),
    )
    return done(request, cafe, "mine")


@router.post("/contributions/{contribution}/withdrawal")
async def withdraw(request: Request, cafe: TheCafe, me: TheGuest, house: TheHouse, contribution: str) -> Response:
    await house.writer.do(mending.withdraw, cafe.id_, me.id_, number(contribution))
    return done(request, cafe, "mine")


@router.post("/contributions/{contribution}/hiding")
async def hide(console: TheConsole, contribution: str, hidden: Text = "1") -> Response:
    which = number(contribution)
    return await undoable(console, lambda db, home: leading.hide(db, home, which, hidden=hidden == "1"))


@router.post("/stars")
async def star(
    request: Request, cafe: TheCafe, me: TheGuest, house: TheHouse, contribution: Text = "", given: Text = ""
) -> Response:
    """The button of a form without script turns the star round; scripts say which way, so that they may send again."""
    wish = {"1": True, "0": False}.get(given)
    await house.writer.do(mending.toggle_star, cafe.id_, me.id_, number(contribution), given=wish)
    return done(request, cafe, "table")


@router.post("/handovers")
async def hand_over(
    request: Request,
    cafe: TheCafe,
    viewer: TheViewer,
    house: TheHouse,
    table: Text = "",
    round: Text = "",
    point: Annotated[list[str] | None, Field()] = None,
    open_question: Text = "",
) -> Response:
    if viewer.guest is None and not viewer.is_host:
        raise NotAllowed
    await house.writer.do(
        handing_over.write,
        cafe.id_,
        viewer.guest,
        table_id=number(table),
        round_no=number(round),
        points=point or [],
        open_question=open_question,
    )
    return done(request, cafe, "table" if viewer.guest else "host")
