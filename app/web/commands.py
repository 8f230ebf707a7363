"""What the host does: one step on or back, the clock, the doors, people and tables."""

from typing import Annotated

from fastapi import APIRouter, Request
from fastapi import Form as Field
from fastapi.responses import Response
from sqlmodel import Session

from app.cafes import hosting
from app.cafes.models import Cafe, Phase, Role
from app.errors import BadInput, MovedOn, marked
from app.evening import leading, retracting, stepping
from app.tables import laying
from app.web import undo
from app.web.deps import TheCafe, TheHost, TheHouse, command, done, foresee, number
from app.web.security import fresh_key
from app.web.undo import undoable

router = APIRouter(prefix="/cafes/{key}")
Text = Annotated[str, Field()]


@router.post("/steps")
async def step(
    request: Request, cafe: TheCafe, _host: TheHost, house: TheHouse, expect: Text, direction: Text = "next"
) -> Response:
    by = stepping.BACK if direction == "back" else stepping.ON
    if cafe.phase == Phase.rounds:
        await foresee(house, cafe)
    version = number(expect)
    return await undoable(request, cafe, house, lambda db, home: leading.step(db, home, by=by, expect=version))


@router.post("/retractions")
async def retract(request: Request, cafe: TheCafe, _host: TheHost, house: TheHouse, screen: Text = "host") -> Response:
    """Takes back what this device did last, as long as everything is still as it was left."""
    inverse = undo.kept(request, house, cafe)
    if inverse is None:
        raise MovedOn(retracting.TOO_LATE)
    if cafe.phase == Phase.rounds:
        await foresee(house, cafe)
    await command(house, cafe, lambda db, home: retracting.retract(db, home, inverse))
    return await undo.answered(request, cafe, house, None, screen="guests" if screen == "guests" else "host")


@router.post("/pauses")
async def pause(request: Request, cafe: TheCafe, _host: TheHost, house: TheHouse, expect: Text = "") -> Response:
    return await undoable(request, cafe, house, leading.pause, expect=expect)


@router.post("/resumptions")
async def resume(request: Request, cafe: TheCafe, _host: TheHost, house: TheHouse, expect: Text = "") -> Response:
    return await undoable(request, cafe, house, leading.resume, expect=expect)


@router.post("/extensions")
async def extend(
    request: Request, cafe: TheCafe, _host: TheHost, house: TheHouse, minutes: Text, expect: Text = ""
) -> Response:
    sign, digits = (-1, minutes[1:]) if minutes.startswith("-") else (1, minutes)
    by = sign * number(digits)
    return await undoable(request, cafe, house, lambda db, home: leading.extend(db, home, by), expect=expect)


@router.post("/announcements")
async def announce(request: Request, cafe: TheCafe, _host: TheHost, house: TheHouse, text: Text = "") -> Response:
    return await undoable(request, cafe, house, lambda db, home: leading.announce(db, home, text))


@router.post("/doors")
async def set_doors(request: Request, cafe: TheCafe, _host: TheHost, house: TheHouse, open: Text = "1") -> Response:
    return await undoable(request, cafe, house, lambda db, home: leading.set_doors(db, home, is_open=open == "1"))


@router.post("/hush")
async def set_hush(request: Request, cafe: TheCafe, _host: TheHost, house: TheHouse, on: Text = "1") -> Response:
    """All screens ask for silence, or do so no longer."""
    return await undoable(request, cafe, house, lambda db, home: leading.set_hush(db, home, on=on == "1"))


@router.post("/links/renewal")
async def renew(request: Request, cafe: TheCafe, _host: TheHost, house: TheHouse) -> Response:
    """New links; this device stays the host's."""

    def verb(db: Session, home: Cafe) -> int:
        hosting.renew_links(db, home)
        return home.link_generation

    generation = await command(house, cafe, verb)
    response = done(request, cafe, "links")
    house.keys.admit(response, request, cafe, "host", generation)
    return response


@router.post("/participants")
async def add_guest(
    request: Request,
    cafe: TheCafe,
    _host: TheHost,
    house: TheHouse,
    name: Text = "",
    trade: Text = "",
    table: Text = "",
) -> Response:
    """A guest without a phone, seated like everybody else."""
    who = {"arrival_key": fresh_key(), "name": name, "trade": trade}
    at = number(table) if table else None
    return await undoable(request, cafe, house, lambda db, home: leading.add_guest(db, home, **who, table_id=at))


@router.post("/participants/{person}/moves")
async def move(request: Request, cafe: TheCafe, _host: TheHost, house: TheHouse, person: str, table: Text) -> Response:
    who, where = number(person), number(table)
    return await undoable(request, cafe, house, lambda db, home: leading.move(db, home, who, where))


@router.post("/participants/{person}/roles")
async def give_role(
    request: Request, cafe: TheCafe, _host: TheHost, house: TheHouse, person: str, role: Text
) -> Response:
    if role not in (Role.traveller, Role.table_host):
        raise BadInput("role", marked("Diese Angaben konnten wir nicht lesen. Bitte prüf sie noch einmal."))
    who = number(person)
    return await undoable(request, cafe, house, lambda db, home: leading.give_role(db, home, who, Role(role)))


@router.post("/participants/{person}/departure")
async def see_off(request: Request, cafe: TheCafe, _host: TheHost, house: TheHouse, person: str) -> Response:
    who = number(person)
    return await undoable(request, cafe, house, lambda db, home: leading.see_off(db, home, who))


@router.post("/tables")
async def lay_table(request: Request, cafe: TheCafe, _host: TheHost, house: TheHouse) -> Response:
    return await undoable(request, cafe, house, leading.lay_table)


@router.post("/tables/{table}/clearing")
async def clear_table(request: Request, cafe: TheCafe, _host: TheHost, house: TheHouse, table: str) -> Response:
    which = number(table)
    return await undoable(request, cafe, house, lambda db, home: leading.clear_table(db, home, which))


@router.post("/tables/{table}/language")
async def set_language(
    request: Request, cafe: TheCafe, _host: TheHost, house: TheHouse, table: str, spoken: Text = ""
) -> Response:
    await command(house, cafe, lambda db, home: laying.set_language(db, home, number(table), spoken))
    return done(request, cafe, "host")


@router.post("/rounds")
async def add_round(request: Request, cafe: TheCafe, _host: TheHost, house: TheHouse, expect: Text = "") -> Response:
    return await undoable(request, cafe, house, leading.add_round, expect=expect)


@router.post("/rounds/last/removal")
async def drop_round(request: Request, cafe: TheCafe, _host: TheHost, house: TheHouse, expect: Text = "") -> Response:
    return await undoable(request, cafe, house, leading.drop_round, expect=expect)
