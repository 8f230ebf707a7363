"""What doors need from the house, as annotated dependencies."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Annotated, Any
from urllib.parse import urlsplit

from fastapi import Depends, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response
from sqlalchemy import Engine
from sqlmodel import Session
from starlette.concurrency import run_in_threadpool
from starlette.requests import HTTPConnection

from app.cafes import reading as cafes
from app.cafes.models import Cafe, Participant
from app.darkroom import Darkroom
from app.db import reading
from app.errors import MovedOn, NotAllowed, NotFound
from app.live.devices import Devices
from app.live.feed import Feeds
from app.live.wakeups import Wakeups
from app.pressroom import Pressroom
from app.seating import planning
from app.settings import Settings
from app.sorter import Sorter
from app.templating import Templates, cafe_url
from app.transactions import Writer
from app.translations import SOURCE, languages, preferred, tongue
from app.web.addresses import reachable_url
from app.web.limits import Limits
from app.web.security import MONTH, Door, Keys, Viewer

ID_DIGITS = 9
"""Longer ones are none: PostgreSQL's whole numbers end soon after."""


@dataclass(frozen=True)
class House:
    """Everything that is built once, in main.py."""

    settings: Settings
    engine: Engine
    writer: Writer
    wakeups: Wakeups
    feeds: Feeds
    templates: Templates
    keys: Keys
    limits: Limits
    devices: Devices
    sorter: Sorter
    pressroom: Pressroom
    darkroom: Darkroom

    def viewer(self, connection: HTTPConnection, cafe: Cafe) -> Viewer:
        """What this connection's cookies prove."""
        generations = {who: self.keys.admitted(connection, cafe, who) for who in ("host", "wall")}
        is_host = generations["host"] == cafe.link_generation
        return Viewer(
            guest=self.keys.admitted(connection, cafe, "guest"),
            is_host=is_host,
            is_wall=is_host or generations["wall"] == cafe.link_generation,
        )

    def base_url(self, request: HTTPConnection) -> str:
        """The address that phones in the room can reach, without a slash at the end."""
        return self.settings.public_url.rstrip("/") or reachable_url(request, self.settings.port)

    def door_url(self, base_url: str, cafe: Cafe, door: Door) -> str:
        """A link whose secret stands behind the #, where no server log and no referrer ever sees it."""
        return f"{base_url}{cafe_url(cafe, 'door')}#{door}.{self.keys.link_secret(cafe, door)}"


async def house(connection: HTTPConnection) -> House:
    """Async, like everything here that only looks into memory: a plain function would cost a hop into a thread."""
    return house_of(connection)


def house_of(connection: HTTPConnection) -> House:
    found: House = connection.app.state.house
    return found


TheHouse = Annotated[House, Depends(house)]


def database(house: TheHouse) -> Iterator[Session]:
    """For pages only; see `cafe`."""
    with reading(house.engine) as db:
        yield db


Db = Annotated[Session, Depends(database)]


def cafe(key: str, connection: HTTPConnection, house: TheHouse) -> Cafe:
    """The café of the address; from here on errors are told as it speaks.

    Read in a session of its own: a command must not sit on a connection while it waits for the writer.
    """
    with moment(house, key, connection) as (_, found):
        return found


@contextmanager
def moment(house: House, key: str, connection: HTTPConnection) -> Iterator[tuple[Session, Cafe]]:
    """The same with the session it was read in, for pages that phones ask for all at once."""
    with reading(house.engine) as db:
        found = cafes.by_key(db, key)
        speak_as(connection, found)
        yield db, found


TheCafe = Annotated[Cafe, Depends(cafe)]


async def viewer(connection: HTTPConnection, cafe: TheCafe, house: TheHouse) -> Viewer:
    return house.viewer(connection, cafe)


TheViewer = Annotated[Viewer, Depends(viewer)]


async def host(viewer: TheViewer) -> Viewer:
    """Only the café's host passes."""
    if not viewer.is_host:
        raise NotAllowed
    return viewer


TheHost = Annotated[Viewer, Depends(host)]


def guest(viewer: TheViewer, cafe: TheCafe, house: TheHouse) -> Participant:
    """Only somebody who joined this café and has not left passes."""
    if viewer.guest is None:
        raise NotAllowed
    with reading(house.engine) as db:
        return cafes.participant(db, cafe.id_, viewer.guest)


TheGuest = Annotated[Participant, Depends(guest)]


def speak_as(connection: HTTPConnection, cafe: Cafe) -> None:
    """From here on this café addresses whoever is at the door."""
    connection.state.language, connection.state.address = cafe.language, cafe.address.value
    connection.state.rehearsal = cafe if cafe.rehearsal_of else None


def language_of(connection: HTTPConnection) -> str:
    """What somebody chose by hand, else what their browser asks for, else the café's language."""
    chosen = connection.query_params.get("lang", "") or connection.cookies.get("lang", "")
    if chosen in languages():
        return chosen
    asked = preferred(connection.headers.get("accept-language", ""))
    return asked or str(getattr(connection.state, "language", SOURCE))


def tongue_of(connection: HTTPConnection, language: str = "") -> str:
    """How somebody is spoken to: their language, or another one, as the café addresses people."""
    return tongue(language or language_of(connection), getattr(connection.state, "address", ""))


def page(request: Request, name: str, /, *, status: int = 200, language: str = "", **context: object) -> HTMLResponse:
    """A drawn page; a language chosen in the address is remembered."""
    language = language or language_of(request)
    rehearsal: Cafe | None = getattr(request.state, "rehearsal", None)
    if rehearsal is not None:
        is_host = house_of(request).viewer(request, rehearsal).is_host
        context = {"rehearsal": rehearsal, "is_rehearsing_host": is_host} | context
    drawn = house_of(request).templates.render(tongue_of(request, language), name, status=status, **context)
    response = HTMLResponse(drawn, status)
    if request.query_params.get("lang") in languages():
        response.set_cookie("lang", language, max_age=MONTH, samesite="lax", httponly=True)
    return response


def done(request: Request, cafe: Cafe, screen: str) -> Response:
    """After a write: scripts need no answer (the broadcast draws), forms go back to their screen as it was opened."""
    if "hx-request" in request.headers:
        return Response(status_code=204)
    back, came = cafe_url(cafe, screen), urlsplit(request.headers.get("referer", ""))
    return RedirectResponse(f"{back}?{came.query}" if came.query and came.path == back else back, 303)


def number(text: str) -> int:
    """An id from a form; raises NotFound for anything that is none."""
    if not text.isdecimal() or len(text) > ID_DIGITS:
        raise NotFound
    return int(text)


def numbers(texts: Iterable[str] | None) -> list[int]:
    """The ids of a field that may be there several times; raises NotFound for anything that is none."""
    return [number(text) for text in texts or ()]


async def foresee(house: House, cafe: Cafe) -> None:
    """Makes the seating plan beside the writer, so that the command which needs it next finds it made."""

    def look() -> None:
        with reading(house.engine) as db:
            planning.foresee(db, cafes.by_id(db, cafe.id_))

    await run_in_threadpool(look)


async def command(house: House, cafe: Cafe, verb: Callable[[Session, Cafe], Any], *, expect: str = "") -> Any:
    """Runs `verb(db, café)` on the café's locked row; raises MovedOn if it is no longer at version `expect`."""

    def locked(db: Session) -> Any:
        home = cafes.locked(db, cafe.id_)
        if expect and str(home.version) != expect:
            raise MovedOn
        return verb(db, home)

    return await house.writer.do(locked)
