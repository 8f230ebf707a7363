"""Coming in by a code: typed from the wall, or scanned from the wall or from a table."""

from typing import Annotated

from fastapi import APIRouter, Request
from fastapi import Form as Field
from fastapi.responses import RedirectResponse, Response
from sqlmodel import Session, select
from starlette.concurrency import run_in_threadpool

from app.cafes import codes, listing
from app.cafes import reading as cafes
from app.cafes.models import Cafe, Phase, Role
from app.db import reading
from app.errors import BadInput, CafeIsClosed, DoorsClosed, NotFound, UnknownCode
from app.seating import arriving
from app.seating import reading as seating
from app.tables import reading as tables
from app.tables.models import Table
from app.templating import cafe_url
from app.translations import translate
from app.web.deps import House, TheHouse, page, speak_as, tongue_of
from app.web.security import fresh_key

router = APIRouter()


@router.get("/{code}")
def show(request: Request, code: str, house: TheHouse) -> Response:
    """The form with a name; a wrong code is there again to be mended.

    Who is in already is led to their table, or asked about another table whose code they scanned.
    """
    try:
        cafe, table = _found(request, house, code)
    except UnknownCode as error:
        if len(codes.normalised(code)) != codes.CODE_LENGTH:
            raise
        sentence = translate(tongue_of(request), error.sentence)
        return page(request, "home/show.html", status=error.status, code=code, error=sentence, import_error="")
    viewer = house.viewer(request, cafe)
    if viewer.guest is not None and _is_here(house, cafe, viewer.guest):
        told = _sits_elsewhere(house, cafe, viewer.guest, table) if table else None
        if told is not None:
            return page(request, "join/elsewhere.html", cafe=cafe, table=table, told=told)
        return RedirectResponse(cafe_url(cafe, "table"), 303)
    form = {"arrival_key": fresh_key(), "listed": "1" if _awaits_guests(house, cafe) else ""}
    return _form(request, cafe, table, code, form, {})


@router.post("/{code}")
async def join(
    request: Request,
    code: str,
    house: TheHouse,
    arrival_key: Annotated[str, Field(max_length=64)] = "",
    name: Annotated[str, Field()] = "",
    trade: Annotated[str, Field()] = "",
    mode: Annotated[str, Field()] = "person",
) -> Response:
    """A chair and a cookie; the same form sent twice gives the same guest."""
    cafe, table = await run_in_threadpool(_found, request, house, code)
    role = Role.table_device if mode == "table_device" else Role.traveller
    form = {"name": name, "trade": trade, "mode": mode, "arrival_key": arrival_key or fresh_key()}

    def verb(db: Session) -> int:
        home = cafes.locked(db, cafe.id_)
        key = form["arrival_key"]
        there = tables.by_id(db, home.id_, table.id_) if table else None
        return arriving.arrive(db, home, arrival_key=key, name=name, trade=trade, table=there, role=role).id_

    try:
        guest = await house.writer.do(verb)
    except BadInput as error:
        errors = {error.field: translate(tongue_of(request), error.sentence, **error.words)}
        return _form(request, cafe, table, code, form, errors, status=422)
    except (CafeIsClosed, DoorsClosed):
        with reading(house.engine) as db:
            return _turned_away(request, cafes.by_id(db, cafe.id_), table, code, form)
    response = RedirectResponse(cafe_url(cafe, "table"), 303)
    house.keys.admit(response, request, cafe, "guest", guest)
    return response


def _form(
    request: Request,
    cafe: Cafe,
    table: Table | None,
    code: str,
    form: dict[str, str],
    errors: dict[str, str],
    status: int = 200,
) -> Response:
    if cafe.phase == Phase.closed or not cafe.is_open:
        return _turned_away(request, cafe, table, code, form)
    form = {"name": "", "trade": "", "mode": "person"} | form
    return page(request, "join/show.html", status=status, cafe=cafe, table=table, form=form, errors=errors, token=code)


def _turned_away(request: Request, cafe: Cafe, table: Table | None, code: str, form: dict[str, str]) -> Response:
    """A kind word at the closed door, with what was typed; what waits on this device to be sent is shown there too."""
    is_over = cafe.phase == Phase.closed
    told = CafeIsClosed() if is_over else DoorsClosed()
    sentence = translate(tongue_of(request), told.sentence)
    return page(
        request,
        "join/closed.html",
        status=told.status,
        cafe=cafe,
        table=table,
        is_over=is_over,
        sentence=sentence,
        form=form,
        token=code,
    )


def _found(request: Request, house: House, code: str) -> tuple[Cafe, Table | None]:
    """The café, and the table if its own code was scanned; unknown codes are charged, right ones never."""
    typed = codes.normalised(code)
    address = request.client.host if request.client else ""
    if len(typed) == codes.CODE_LENGTH:
        house.limits.check(address)
    with reading(house.engine) as db:
        found = _by_code(db, typed)
    if found is None:
        if len(typed) == codes.CODE_LENGTH:
            house.limits.failed(address)
        raise UnknownCode
    speak_as(request, found[0])
    return found


def _by_code(db: Session, typed: str) -> tuple[Cafe, Table | None] | None:
    if len(typed) == codes.CODE_LENGTH:
        cafe = db.exec(select(Cafe).where(Cafe.code == typed)).first()
        return (cafe, None) if cafe and cafe.phase != Phase.closed else None
    if len(typed) != codes.TOKEN_LENGTH:
        return None
    if cafe := db.exec(select(Cafe).where(Cafe.join_token == typed)).first():
        return cafe, None
    if table := db.exec(select(Table).where(Table.join_token == typed)).first():
        return cafes.by_id(db, table.cafe_id), None if table.cleared_at else table
    return None


def _awaits_guests(house: House, cafe: Cafe) -> bool:
    """Whether somebody is still to come from a guest list; whoever is on it should type the name that stands there."""
    with reading(house.engine) as db:
        return listing.awaits_somebody(db, cafe.id_)


def _is_here(house: House, cafe: Cafe, guest: int) -> bool:
    try:
        with reading(house.engine) as db:
            return cafes.participant(db, cafe.id_, guest) is not None
    except NotFound:
        return False


def _sits_elsewhere(house: House, cafe: Cafe, guest: int, table: Table) -> Table | None:
    """The table where a guest was told to sit, if it is another one than they are at and they might change."""
    if cafe.phase not in (Phase.lobby, Phase.impulse, Phase.rounds):
        return None
    with reading(house.engine) as db:
        told = seating.table_now(db, cafe, cafes.participant(db, cafe.id_, guest))
    return told if told.id != table.id else None
