"""The front door: a code to join with, or an exported café to bring back."""

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Annotated

from fastapi import APIRouter, Request
from fastapi import Form as Field
from fastapi.responses import RedirectResponse, Response

from app.cafes import codes
from app.errors import CafeError
from app.harvest import importing
from app.templating import cafe_url
from app.translations import translate
from app.web import unboxing
from app.web.deps import TheHouse, page, speak_as, tongue_of

router = APIRouter()


@router.api_route("/", methods=["GET", "HEAD"])
def show(request: Request, code: str = "") -> Response:
    return _home(request, code=code)


@router.post("/join")
def enter_code(request: Request, code: Annotated[str, Field()] = "") -> Response:
    """A typed code leads on to its own page, where it is checked; an empty one comes back with a hint."""
    typed = codes.normalised(code)
    if len(typed) not in (codes.CODE_LENGTH, codes.TOKEN_LENGTH):
        sentence = translate(tongue_of(request), "Ein Code hat sieben Zeichen, zum Beispiel BCD-2345.")
        return _home(request, code=code, error=sentence, status=422)
    return RedirectResponse(f"/{typed}", 303)


@router.post("/cafes/imports")
async def bring_in(request: Request, house: TheHouse) -> Response:
    """A café from an exported file or archive; one that is not ours is refused with the reason, on the home page."""
    with TemporaryDirectory(prefix="import-") as folder:
        try:
            async with unboxing.received(request) as file:
                box = await unboxing.unboxed(file, Path(folder), house.darkroom)
        except CafeError as error:
            sentence = translate(tongue_of(request), error.sentence, **error.words)
            return _home(request, import_error=sentence, status=error.status)
        cafe = await house.writer.do(importing.bring_in, box.report, box.pixels)
    speak_as(request, cafe)
    response: Response = RedirectResponse(cafe_url(cafe, "host"), 303)
    if box.left_out:
        response = page(request, "cafes/imported.html", cafe=cafe, left_out=box.left_out)
    house.keys.admit(response, request, cafe, "host", cafe.link_generation)
    return response


def _home(request: Request, *, code: str = "", error: str = "", import_error: str = "", status: int = 200) -> Response:
    return page(request, "home/show.html", status=status, code=code, error=error, import_error=import_error)
