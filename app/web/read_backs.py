"""Tables read their own summaries: the host asks, each table answers."""

from typing import Annotated

from fastapi import APIRouter, Request
from fastapi import Form as Field
from fastapi.responses import Response

from app.deciding import reading_back
from app.deciding.models import Answer
from app.errors import BadInput, NotAllowed, marked
from app.web.deps import TheCafe, TheHouse, TheViewer, done, number
from app.web.desks import TheConsole

router = APIRouter(prefix="/cafes/{key}")
Text = Annotated[str, Field()]


@router.post("/read-backs")
async def ask(console: TheConsole) -> Response:
    return await console.do(reading_back.ask)


@router.post("/read-backs/answers")
async def answer(
    request: Request,
    cafe: TheCafe,
    viewer: TheViewer,
    house: TheHouse,
    table: Text = "",
    answer: Text = "",
    note: Text = "",
) -> Response:
    """By anybody at the table; `as=host` answers for a table where nobody has a phone."""
    as_host = viewer.is_host and (viewer.guest is None or (await request.form()).get("as") == "host")
    if viewer.guest is None and not viewer.is_host:
        raise NotAllowed
    if answer not in list(Answer):
        raise BadInput("answer", marked("Wähl erst eine der drei Antworten aus."))
    who = None if as_host else viewer.guest
    told = {"table_id": number(table), "said": Answer(answer), "note": note}
    await house.writer.do(reading_back.answer, cafe.id_, who, **told)  # type: ignore[arg-type]
    return done(request, cafe, "host" if as_host else "table")
