"""What a host may take back: the inverse of the latest such command is kept, sealed, on the host's own device."""

from collections.abc import Callable, Collection
from typing import Any

from fastapi import Request
from fastapi.responses import HTMLResponse, Response
from sqlmodel import Session
from starlette.concurrency import run_in_threadpool

from app.cafes import reading as cafes
from app.cafes.models import Cafe
from app.db import reading
from app.evening import inverses, retracting, telling
from app.evening.inverses import Inverse, Kind
from app.evening.telling import Told
from app.web.deps import House, command, tongue_of
from app.web.desks import Desk

KEPT = 600
"""Seconds; whoever thinks longer has the ordinary buttons."""
Verb = Callable[[Session, Cafe], Inverse | None]


def offered(
    request: Request, house: House, db: Session, cafe: Cafe, *, kinds: Collection[Kind] = tuple(Kind)
) -> Told | None:
    """What this device could take back now; none if it no longer fits, or is not of these kinds."""
    inverse = kept(request, house, cafe)
    if inverse and inverse.kind not in kinds:
        return None
    return telling.told(db, cafe, inverse) if inverse and retracting.fits(db, cafe, inverse) else None


def kept(request: Request, house: House, cafe: Cafe) -> Inverse | None:
    packed: Any = house.keys.unsealed(cafe, request.cookies.get(_cookie(cafe)))
    return inverses.unpacked(packed) if packed else None


async def undoable(desk: Desk, verb: Verb, *, expect: str = "") -> Response:
    """A command of the host that says how it is taken back, if it can be; then back to the screen."""
    inverse: Inverse | None = await command(desk.house, desk.cafe, verb, expect=expect)
    return await answered(desk, inverse)


async def answered(desk: Desk, inverse: Inverse | None) -> Response:
    """For scripts the line with the button, to be put; forms find it on the screen they are led to."""
    response = await run_in_threadpool(_line, desk, inverse)
    if inverse is None:
        response.delete_cookie(_cookie(desk.cafe))
    else:
        sealed = desk.house.keys.seal(desk.cafe, inverse.packed())
        secure = desk.request.url.scheme == "https"
        response.set_cookie(_cookie(desk.cafe), sealed, max_age=KEPT, httponly=True, samesite="lax", secure=secure)
    return response


def _line(desk: Desk, inverse: Inverse | None) -> Response:
    if "hx-request" not in desk.request.headers:
        return desk.done()
    with reading(desk.house.engine) as db:
        home = cafes.by_id(db, desk.cafe.id_)
        told = telling.told(db, home, inverse) if inverse else None
    values = {"undo": told, "cafe": desk.cafe, "screen": desk.screen}
    drawn = desk.house.templates.render(tongue_of(desk.request), "host/_undo.html", **values)
    return HTMLResponse(drawn, headers={"X-Put": "1"})


def _cookie(cafe: Cafe) -> str:
    return f"undo_{cafe.key}"
