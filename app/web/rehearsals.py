"""Trying the evening out: a throw-away copy with simulated guests, begun and ended."""

from fastapi import APIRouter, Request
from fastapi.responses import RedirectResponse, Response
from sqlmodel import Session, select

from app import rehearsing
from app.cafes import deleting
from app.cafes.models import Cafe
from app.errors import MovedOn, NotAllowed, marked
from app.extras import copying
from app.templating import cafe_url
from app.web.deps import TheCafe, TheHost, TheHouse, command

router = APIRouter(prefix="/cafes/{key}")


@router.post("/rehearsals")
async def begin(request: Request, cafe: TheCafe, _host: TheHost, house: TheHouse) -> Response:
    """Lays the copy, forgets an earlier one of the same café, and leads its host to the copy's console."""
    if cafe.rehearsal_of:
        raise MovedOn(marked("Das ist schon die Probe. Beende sie, dann kannst du neu anfangen."))

    def earlier(db: Session, home: Cafe) -> list[int]:
        return [each.id_ for each in deleting.rehearsals_of(db, home.key)]

    for each in await command(house, cafe, earlier):
        await rehearsing.remove(house.writer, house.pressroom, each)
    rehearsal: Cafe = await command(house, cafe, copying.copy)
    response = RedirectResponse(cafe_url(rehearsal, "host"), 303)
    house.keys.admit(response, request, rehearsal, "host", rehearsal.link_generation)
    return response


@router.post("/removal")
async def end(cafe: TheCafe, _host: TheHost, house: TheHouse) -> Response:
    """Deletes a rehearsal for good and leads back to its café; no other café is ever deleted here."""
    if not cafe.rehearsal_of:
        raise NotAllowed(marked("Löschen lässt sich hier nur eine Probe."))

    def rehearsed(db: Session, home: Cafe) -> Cafe | None:
        return db.exec(select(Cafe).where(Cafe.key == home.rehearsal_of)).first()

    original: Cafe | None = await command(house, cafe, rehearsed)
    await rehearsing.remove(house.writer, house.pressroom, cafe.id_)
    response = RedirectResponse(cafe_url(original, "host") if original else "/", 303)
    for who in ("host", "wall", "guest"):
        response.delete_cookie(f"{who}_{cafe.key}")
    return response
