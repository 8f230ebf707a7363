"""What the host does: one step on or back, the clock, the doors, people and tables."""

from dataclasses import replace
from typing import Annotated

from fastapi import APIRouter
from fastapi import Form as Field
from fastapi.responses import Response
from sqlmodel import Session

from app.cafes import hosting
from app.cafes.models import Cafe, Phase, Role
from app.errors import BadInput, MovedOn, marked
from app.evening import leading, retracting, stepping
from app.tables import laying
from app.web import undo
from app.web.deps import command, foresee, number
from app.web.desks import TheConsole
from app.web.security import fresh_key
from app.web.undo import undoable

router = APIRouter(prefix="/cafes/{key}")
Text = Annotated[str, Field()]


@router.post("/steps")
async def step(console: TheConsole, expect: Text, direction: Text = "next") -> Response:
    by = stepping.BACK if direction == "back" else stepping.ON
    if console.cafe.phase == Phase.rounds:
        await foresee(console.house, console.cafe)
    version = number(expect)
    return await undoable(console, lambda db, home: leading.step(db, home, by=by, expect=version))


@router.post("/retractions")
async def retract(console: TheConsole, screen: Text = "host") -> Response:
    """Takes back what this device did last, as long as everything is still as it was left."""
    inverse = undo.kept(console.request, console.house, console.cafe)
    if inverse is None:
        raise MovedOn(retracting.TOO_LATE)
    if console.cafe.phase == Phase.rounds:
        await foresee(console.house, console.cafe)
    await command(console.house, console.cafe, lambda db, home: retracting.retract(db, home, inverse))
    came = replace(console, screen="guests") if screen == "guests" else console
    return await undo.answered(came, None)


@router.post("/pauses")
async def pause(console: TheConsole, expect: Text = "") -> Response:
    return await undoable(console, leading.pause, expect=expect)


@router.post("/resumptions")
async def resume(console: TheConsole, expect: Text = "") -> Response:
    return await undoable(console, leading.resume, expect=expect)


@router.post("/extensions")
async def extend(console: TheConsole, minutes: Text, expect: Text = "") -> Response:
    sign, digits = (-1, minutes[1:]) if minutes.startswith("-") else (1, minutes)
    by = sign * number(digits)
    return await undoable(console, lambda db, home: leading.extend(db, home, by), expect=expect)


@router.post("/announcements")
async def announce(console: TheConsole, text: Text = "") -> Response:
    return await undoable(console, lambda db, home: leading.announce(db, home, text))


@router.post("/doors")
async def set_doors(console: TheConsole, open: Text = "1") -> Response:
    return await undoable(console, lambda db, home: leading.set_doors(db, home, is_open=open == "1"))


@router.post("/hush")
async def set_hush(console: TheConsole, on: Text = "1") -> Response:
    """All screens ask for silence, or do so no longer."""
    return await undoable(console, lambda db, home: leading.set_hush(db, home, on=on == "1"))


@router.post("/links/renewal")
async def renew(console: TheConsole) -> Response:
    """New links; this device stays the host's."""

    def verb(db: Session, home: Cafe) -> int:
        hosting.renew_links(db, home)
        return home.link_generation

    generation = await command(console.house, console.cafe, verb)
    response = console.done("links")
    console.house.keys.admit(response, console.request, console.cafe, "host", generation)
    return response


@router.post("/participants")
async def add_guest(console: TheConsole, name: Text = "", trade: Text = "", table: Text = "") -> Response:
    """A guest without a phone, seated like everybody else."""
    who = {"arrival_key": fresh_key(), "name": name, "trade": trade}
    at = number(table) if table else None
    return await undoable(console, lambda db, home: leading.add_guest(db, home, **who, table_id=at))


@router.post("/participants/{person}/moves")
async def move(console: TheConsole, person: str, table: Text) -> Response:
    who, where = number(person), number(table)
    return await undoable(console, lambda db, home: leading.move(db, home, who, where))


@router.post("/participants/{person}/roles")
async def give_role(console: TheConsole, person: str, role: Text) -> Response:
    if role not in (Role.traveller, Role.table_host):
        raise BadInput("role", marked("Diese Angaben konnten wir nicht lesen. Bitte prüf sie noch einmal."))
    who = number(person)
    return await undoable(console, lambda db, home: leading.give_role(db, home, who, Role(role)))


@router.post("/participants/{person}/departure")
async def see_off(console: TheConsole, person: str) -> Response:
    who = number(person)
    return await undoable(console, lambda db, home: leading.see_off(db, home, who))


@router.post("/tables")
async def lay_table(console: TheConsole) -> Response:
    return await undoable(console, leading.lay_table)


@router.post("/tables/{table}/clearing")
async def clear_table(console: TheConsole, table: str) -> Response:
    which = number(table)
    return await undoable(console, lambda db, home: leading.clear_table(db, home, which))


@router.post("/tables/{table}/language")
async def set_language(console: TheConsole, table: str, spoken: Text = "") -> Response:
    return await console.do(lambda db, home: laying.set_language(db, home, number(table), spoken))


@router.post("/rounds")
async def add_round(console: TheConsole, expect: Text = "") -> Response:
    return await undoable(console, leading.add_round, expect=expect)


@router.post("/rounds/last/removal")
async def drop_round(console: TheConsole, expect: Text = "") -> Response:
    return await undoable(console, leading.drop_round, expect=expect)
