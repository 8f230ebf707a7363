"""Where a secret link is exchanged for a cookie: the secret stands behind the #, so no log and no history keeps it."""

from typing import Annotated

from fastapi import APIRouter, Request
from fastapi import Form as Field
from fastapi.responses import RedirectResponse, Response

from app.cafes.models import Cafe
from app.errors import marked
from app.templating import cafe_url
from app.translations import translate
from app.web.deps import House, TheCafe, TheHouse, page, tongue_of
from app.web.limits import TooManyTries
from app.web.security import Door

router = APIRouter(prefix="/cafes/{key}")
WRONG_LINK = marked("Dieser Schlüssel passt nicht (mehr). Bitte die Gastgeberin um den neuen Link.")
WRONG_CODE = marked(
    "Dieser Code passt nicht (mehr). Vergleich ihn mit der Karte: vier Gruppen mit je vier Zeichen. Wurden die Links "
    "erneuert, gilt nur die neue Karte."
)
TOO_MANY = marked("Gerade wurden zu viele falsche Codes probiert. Nimm den Link, oder warte zehn Sekunden.")


@router.get("/door")
def show(request: Request, cafe: TheCafe) -> Response:
    return page(request, "door/show.html", cafe=cafe, error="")


@router.post("/devices")
def enter(
    request: Request, cafe: TheCafe, house: TheHouse, secret: Annotated[str, Field(alias="key", max_length=500)] = ""
) -> Response:
    """`host.<secret>` opens the console, `wall.<secret>` the projector; a whole pasted link will do as well.

    What has no dot is the code that stands on the host's card; wrong ones are counted.
    """
    door, dot, rest = secret.strip().rpartition("#")[2].partition(".")
    if not dot:
        return _by_code(request, cafe, house, door)
    if door == "host" and house.keys.opens(cafe, "host", rest):
        return _welcome(request, cafe, house, "host")
    if door == "wall" and house.keys.opens(cafe, "wall", rest):
        return _welcome(request, cafe, house, "wall")
    return _refusal(request, cafe, WRONG_LINK, 403)


def _by_code(request: Request, cafe: Cafe, house: House, typed: str) -> Response:
    address = request.client.host if request.client else ""
    try:
        house.limits.check(address)
    except TooManyTries as refused:
        return _refusal(request, cafe, TOO_MANY, refused.status)
    if house.keys.recovers(cafe, typed):
        return _welcome(request, cafe, house, "host")
    house.limits.failed(address)
    return _refusal(request, cafe, WRONG_CODE, 403)


def _welcome(request: Request, cafe: Cafe, house: House, door: Door) -> Response:
    response = RedirectResponse(cafe_url(cafe, door), 303)
    house.keys.admit(response, request, cafe, door, cafe.link_generation)
    return response


def _refusal(request: Request, cafe: Cafe, sentence: str, status: int) -> Response:
    told = translate(tongue_of(request), sentence)
    return page(request, "door/show.html", status=status, cafe=cafe, error=told)
