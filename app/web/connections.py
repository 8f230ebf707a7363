"""Lines between what lies on one cloth: two taps, a drag or, without a script, two forms."""

from typing import Annotated

from fastapi import APIRouter, Request
from fastapi import Form as Field
from fastapi.responses import RedirectResponse, Response

from app.cafes.models import Cafe
from app.errors import NotAllowed
from app.tablecloth import connecting
from app.templating import cafe_url
from app.web.deps import TheCafe, TheHouse, TheViewer, number
from app.web.security import Viewer

router = APIRouter(prefix="/cafes/{key}")
Text = Annotated[str, Field()]


@router.post("/connections")
async def connect(
    request: Request, cafe: TheCafe, viewer: TheViewer, house: TheHouse, second: Text, first: Text = ""
) -> Response:
    """Draws a line; a form without a script names the two one after the other, and is asked for the other one."""
    writer = _writer(viewer)
    if not first:
        return RedirectResponse(f"{cafe_url(cafe, 'table')}?first={number(second)}", 303)
    await house.writer.do(connecting.connect, cafe.id_, writer, number(first), number(second))
    return _drawn(request, cafe, viewer)


@router.post("/connections/removal")
async def erase(request: Request, cafe: TheCafe, viewer: TheViewer, house: TheHouse, line: Text) -> Response:
    """Takes a line away; `line`: the ids of both ends with a hyphen between."""
    first, _, second = line.partition("-")
    await house.writer.do(connecting.erase, cafe.id_, _writer(viewer), number(first), number(second))
    return _drawn(request, cafe, viewer)


def _writer(viewer: Viewer) -> int | None:
    """Who draws: a guest, or none for the host; raises NotAllowed for everybody else."""
    if viewer.guest is None and not viewer.is_host:
        raise NotAllowed
    return None if viewer.is_host else viewer.guest


def _drawn(request: Request, cafe: Cafe, viewer: Viewer) -> Response:
    if "hx-request" in request.headers:
        return Response(status_code=204)
    return RedirectResponse(cafe_url(cafe, "table" if viewer.guest else "host"), 303)
