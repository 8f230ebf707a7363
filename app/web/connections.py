"""Lines between what lies on one cloth: two taps, a drag or, without a script, two forms."""

from typing import Annotated

from fastapi import APIRouter, Request
from fastapi import Form as Field
from fastapi.responses import RedirectResponse, Response

from app.errors import NotAllowed
from app.evening import leading
from app.tablecloth import connecting
from app.templating import cafe_url
from app.web.deps import TheCafe, TheHouse, TheViewer, done, number
from app.web.desks import Desk
from app.web.security import Viewer
from app.web.undo import undoable

router = APIRouter(prefix="/cafes/{key}")
Text = Annotated[str, Field()]


@router.post("/connections")
async def connect(
    request: Request,
    cafe: TheCafe,
    viewer: TheViewer,
    house: TheHouse,
    second: Text,
    first: Text = "",
    by: Annotated[str, Field(alias="as")] = "",
) -> Response:
    """Draws a line; a form without a script names the two one after the other, and is asked for the other one."""
    guest = _guest(viewer, by)
    if not first:
        return RedirectResponse(f"{cafe_url(cafe, 'table' if guest else 'host')}?first={number(second)}", 303)
    ends = number(first), number(second)
    if guest is None:
        return await undoable(Desk(request, cafe, house, "host"), lambda db, home: leading.connect(db, home, *ends))
    await house.writer.do(connecting.connect, cafe.id_, guest, *ends)
    return done(request, cafe, "table")


@router.post("/connections/removal")
async def erase(
    request: Request,
    cafe: TheCafe,
    viewer: TheViewer,
    house: TheHouse,
    line: Text,
    by: Annotated[str, Field(alias="as")] = "",
) -> Response:
    """Takes a line away; `line`: the ids of both ends with a hyphen between."""
    guest = _guest(viewer, by)
    first, _, second = line.partition("-")
    ends = number(first), number(second)
    if guest is None:
        return await undoable(Desk(request, cafe, house, "host"), lambda db, home: leading.erase(db, home, *ends))
    await house.writer.do(connecting.erase, cafe.id_, guest, *ends)
    return done(request, cafe, "table")


def _guest(viewer: Viewer, by: str) -> int | None:
    """Who draws: a guest, or none for the host, who says so if the same device is a guest's; raises NotAllowed."""
    if viewer.guest is None and not viewer.is_host:
        raise NotAllowed
    return None if viewer.is_host and by == "host" else viewer.guest
