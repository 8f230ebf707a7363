"""Ballots: the host opens, closes and reveals them; everybody votes, some by another's device."""

from typing import Annotated

from fastapi import APIRouter, Request
from fastapi import Form as Field
from fastapi.responses import RedirectResponse, Response
from sqlmodel import Session

from app.cafes.models import Cafe
from app.deciding import views, voting
from app.deciding.models import BallotMode
from app.deciding.voting import Wish
from app.errors import BadInput, MovedOn, NotAllowed, marked
from app.templating import cafe_url
from app.web.deps import Db, TheCafe, TheHouse, TheViewer, done, number, page
from app.web.desks import TheConsole
from app.web.security import Viewer

router = APIRouter(prefix="/cafes/{key}")
Text = Annotated[str, Field()]


@router.post("/ballots")
async def open_ballot(console: TheConsole, mode: Text = "", budget: Text = "3", stacking: Text = "") -> Response:
    """`mode`: `dots` or `matrix`; `stacking` 1: one theme may get several dots of a person."""
    if mode not in list(BallotMode):
        raise BadInput("mode", UNREADABLE)
    dots, is_stacking = _whole("budget", budget or "0"), stacking == "1"

    def verb(db: Session, home: Cafe) -> None:
        voting.open_ballot(db, home, mode=BallotMode(mode), budget=dots, is_stacking=is_stacking)

    return await console.do(verb)


@router.post("/ballots/{ballot}/closing")
async def close(console: TheConsole, ballot: str) -> Response:
    return await console.do(lambda db, home: voting.close(db, home, number(ballot)))


@router.post("/ballots/{ballot}/revelation")
async def reveal(console: TheConsole, ballot: str) -> Response:
    return await console.do(lambda db, home: voting.reveal(db, home, number(ballot)))


@router.get("/ballots/{ballot}/votes")
def show(request: Request, cafe: TheCafe, viewer: TheViewer, db: Db, ballot: str, voter: str = "") -> Response:
    """The ballot paper of somebody without a phone, for whoever may vote in their name."""
    if viewer.guest is None and not viewer.is_host:
        raise NotAllowed
    running, chosen = views.running(db, cafe), number(voter)
    sender = None if viewer.is_host else viewer.guest
    voting.may_vote_for(db, cafe, sender, chosen)
    if running is None or running.id != number(ballot):
        raise MovedOn(voting.IS_CLOSED)
    back = "host" if viewer.is_host else "table"
    return page(
        request, "deciding/votes.html", cafe=cafe, paper=views.paper(db, cafe, running, chosen), back=back, errors={}
    )


@router.post("/ballots/{ballot}/votes")
async def vote(
    request: Request,
    cafe: TheCafe,
    viewer: TheViewer,
    house: TheHouse,
    ballot: str,
    theme: Text = "",
    dots: Text = "",
    urgency: Text = "",
    feasibility: Text = "",
    clear: Text = "",
    voter: Text = "",
) -> Response:
    """What one person gives to one theme from now on; `clear` 1 takes back what was given."""
    if viewer.guest is None and not viewer.is_host:
        raise NotAllowed
    for_other = number(voter) if voter else None
    as_host = _acts_as_host(viewer, for_other)
    scales = [_whole("urgency", step) if step and not clear else None for step in (urgency, feasibility)]
    wish = Wish(number(theme), _whole("dots", dots or "0"), *scales)
    sender = None if as_host else viewer.guest
    await house.writer.do(voting.vote, cafe.id_, sender, number(ballot), wish, voter_id=for_other)
    if for_other and "hx-request" not in request.headers:
        return RedirectResponse(cafe_url(cafe, f"ballots/{number(ballot)}/votes?voter={for_other}"), 303)
    return done(request, cafe, "table")


def _acts_as_host(viewer: Viewer, for_other: int | None) -> bool:
    """A host who is a guest as well votes for others as host, and for themselves as guest."""
    return viewer.is_host and (viewer.guest is None or for_other not in (None, viewer.guest))


def _whole(field: str, text: str) -> int:
    if not text.isdecimal() or len(text) > 2:
        raise BadInput(field, UNREADABLE)
    return int(text)


UNREADABLE = marked("Diese Angaben konnten wir nicht lesen. Bitte prüf sie noch einmal.")
