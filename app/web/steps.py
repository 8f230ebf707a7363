"""From a theme to a first step: what a guest will do, and their own page of it, which needs no cookie."""

from datetime import date
from typing import Annotated

from fastapi import APIRouter, Request
from fastapi import Form as Field
from fastapi.responses import Response
from sqlmodel import Session

from app.deciding import calendar, committing, views
from app.deciding import reading as deciding
from app.deciding.committing import Draft
from app.errors import BadInput, NotFound, marked
from app.templating import cafe_url
from app.web import drafts
from app.web.deps import Db, TheCafe, TheGuest, TheHouse, done, number, page
from app.web.security import fresh_key

router = APIRouter(prefix="/cafes/{key}")
Text = Annotated[str, Field()]


@router.post("/commitments")
async def commit(
    request: Request,
    cafe: TheCafe,
    me: TheGuest,
    house: TheHouse,
    what: Text = "",
    first_step: Text = "",
    until: Text = "",
    shared: Text = "",
    theme: Text = "",
) -> Response:
    """A form without script gets its key here, so only scripts can send the same one twice."""
    draft = _draft(what, first_step, until, shared, theme)
    key = str((await request.form()).get("key", ""))[: drafts.KEY_LIMIT]
    await house.writer.do(committing.commit, cafe.id_, me.id_, key or fresh_key(), draft)
    return done(request, cafe, "table")


@router.post("/commitments/{commitment}/edits")
async def mend(
    request: Request,
    cafe: TheCafe,
    me: TheGuest,
    house: TheHouse,
    commitment: str,
    what: Text = "",
    first_step: Text = "",
    until: Text = "",
    shared: Text = "",
    theme: Text = "",
) -> Response:
    draft = _draft(what, first_step, until, shared, theme)
    await house.writer.do(committing.mend, cafe.id_, me.id_, number(commitment), draft)
    return done(request, cafe, "table")


@router.post("/commitments/{commitment}/withdrawal")
async def withdraw(request: Request, cafe: TheCafe, me: TheGuest, house: TheHouse, commitment: str) -> Response:
    def verb(db: Session) -> None:
        committing.withdraw(db, cafe.id_, me.id_, number(commitment))

    await house.writer.do(verb)
    return done(request, cafe, "table")


@router.get("/steps/{token}.ics")
def entry(cafe: TheCafe, db: Db, token: str) -> Response:
    """One commitment that has a date, for a calendar; whoever holds its link."""
    found = deciding.by_token(db, cafe, token)
    if found.until is None:
        raise NotFound
    written_at = found.mended_at or found.made_at
    text = calendar.entry(
        token=found.token, what=found.what, first_step=found.first_step, until=found.until, written_at=written_at
    )
    headers = {"Content-Disposition": f'attachment; filename="{found.until}.ics"'}
    return Response(text, media_type="text/calendar; charset=utf-8", headers=headers)


@router.get("/steps/{token}")
def show(request: Request, cafe: TheCafe, house: TheHouse, db: Db, token: str) -> Response:
    """All that one person will do, for whoever holds the link of one of these."""
    person = deciding.by_token(db, cafe, token).participant_id
    return page(
        request,
        "deciding/steps.html",
        cafe=cafe,
        own=views.own_steps(db, cafe, person),
        link=f"{house.base_url(request)}{cafe_url(cafe, f'steps/{token}')}",
    )


def _draft(what: str, first_step: str, until: str, shared: str, theme: str) -> Draft:
    return Draft(what, first_step, _day(until), shared == "1", number(theme) if theme else None)


def _day(text: str) -> date | None:
    """A date as browsers send it (2026-03-19), or none."""
    try:
        return date.fromisoformat(text.strip()) if text.strip() else None
    except ValueError:
        raise BadInput("until", marked("Bitte ein Datum wie 2026-03-19.")) from None
