"""Where a secret link is exchanged for a cookie: the secret stands behind the #, so no log and no history keeps it."""

from typing import Annotated

from fastapi import APIRouter, Request
from fastapi import Form as Field
from fastapi.responses import RedirectResponse, Response

from app.templating import cafe_url
from app.translations import translate
from app.web.deps import TheCafe, TheHouse, language_of, page

router = APIRouter(prefix="/cafes/{key}")


@router.get("/door")
def show(request: Request, cafe: TheCafe) -> Response:
    return page(request, "door/show.html", cafe=cafe, error="")


@router.post("/devices")
def enter(
    request: Request, cafe: TheCafe, house: TheHouse, secret: Annotated[str, Field(alias="key", max_length=500)] = ""
) -> Response:
    """`host.<secret>` opens the console, `wall.<secret>` the projector; a whole pasted link will do as well."""
    door, _, rest = secret.strip().rpartition("#")[2].partition(".")
    if door == "host" and house.keys.opens(cafe, "host", rest):
        response = RedirectResponse(cafe_url(cafe, "host"), 303)
        house.keys.admit(response, request, cafe, "host", cafe.link_generation)
    elif door == "wall" and house.keys.opens(cafe, "wall", rest):
        response = RedirectResponse(cafe_url(cafe, "wall"), 303)
        house.keys.admit(response, request, cafe, "wall", cafe.link_generation)
    else:
        sentence = translate(
            language_of(request), "Dieser Schlüssel passt nicht (mehr). Bitte die Gastgeberin um den neuen Link."
        )
        return page(request, "door/show.html", status=403, cafe=cafe, error=sentence)
    return response
