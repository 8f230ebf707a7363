"""The guest list: who is awaited, who is here, and putting people on it one by one."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import groupby

from fastapi import APIRouter, Request
from fastapi.responses import RedirectResponse, Response
from sqlmodel import Session

from app.cafes import headings, listing
from app.cafes import reading as cafes
from app.cafes.guest_list import ORGANISATION_LIMIT, Guest
from app.cafes.models import Cafe, Hosting, Participant, Role
from app.cafes.names import NAME_LIMIT, TRADE_LIMIT, likeness
from app.db import reading
from app.errors import BadInput, NotFound, marked
from app.evening import leading
from app.evening.inverses import Kind
from app.rounds import reading as rounds
from app.seating import arriving
from app.seating import reading as seating
from app.tables import reading as tables
from app.tables.models import Table
from app.templating import cafe_url
from app.web import undo
from app.web.deps import Db, TheCafe, TheHost, TheHouse, TheViewer, language_of, number, page, tongue_of
from app.web.desks import TheGuestList
from app.web.forms import Form
from app.web.undo import undoable

router = APIRouter(prefix="/cafes/{key}")
KEY_LIMIT = 64
FEW = 30
"""So many names are found without letters above them."""


@dataclass(frozen=True)
class Line:
    """Somebody on the list, and where they sit or are to sit."""

    person: Participant
    language: str
    """Theirs, as its name in the reader's."""
    table: Table | None = None

    @property
    def letter(self) -> str:
        """Under which letter they stand: the first of the name, without its accent."""
        first = likeness(self.person.name)[:1].upper()
        return first if first.isalpha() else "#"


@dataclass(frozen=True)
class GuestsScreen:
    """What the list shows."""

    cafe: Cafe
    seq: int
    fp: str
    awaited: list[tuple[str, list[Line]]]
    """By first letter, each in the order of the alphabet; one group without a letter if they are few."""
    here: list[Line]
    left: list[Line]
    hosts: int
    tables: int
    form: dict[str, str] = field(default_factory=dict)
    errors: dict[str, str] = field(default_factory=dict)

    @property
    def awaited_count(self) -> int:
        return sum(len(lines) for _, lines in self.awaited)

    @property
    def hosts_too_many(self) -> bool:
        return self.hosts > self.tables and self.cafe.hosting != Hosting.none


@router.get("/guests")
def show(request: Request, cafe: TheCafe, viewer: TheViewer, house: TheHouse, db: Db, added: str = "") -> Response:
    if not viewer.is_host:
        return RedirectResponse(cafe_url(cafe, "door"), 303)
    count = int(added) if added.isdecimal() and len(added) < 5 else None
    screen = _screen(db, cafe, language_of(request))
    offered = undo.offered(request, house, db, cafe, kinds=(Kind.listing, Kind.arrival))
    return page(request, "guests/show.html", s=screen, added=count, undo=offered)


@router.post("/guests")
async def add(guests: TheGuestList) -> Response:
    """One more name on the list."""
    request = guests.request
    form = Form(await request.form(), tongue_of(request))
    guest = _guest(form)
    if form.errors:
        with reading(guests.house.engine) as db:
            screen = _screen(db, guests.cafe, language_of(request), form)
        return page(request, "guests/show.html", status=422, s=screen, added=None, undo=None)
    key = form.typed.get("key", "")[:KEY_LIMIT]
    known = key and f"listed-{key}"
    return await undoable(guests, lambda db, home: leading.enlist(db, home, guest, key=known))


@router.get("/guests/{person}")
def edit(request: Request, cafe: TheCafe, _host: TheHost, db: Db, person: str) -> Response:
    found = _on_list(db, cafe, number(person))
    form = {name: str(getattr(found, name)) for name in ("name", "trade", "organisation")}
    form["language"] = headings.language_name(found.speaks, language_of(request))
    form["host"] = "1" if found.role == Role.table_host else ""
    return page(request, "guests/edit.html", cafe=cafe, person=found, form=form, errors={})


@router.post("/guests/{person}")
async def change(guests: TheGuestList, person: str) -> Response:
    request, cafe = guests.request, guests.cafe
    form = Form(await request.form(), tongue_of(request))
    guest = _guest(form)
    if form.errors:
        with reading(guests.house.engine) as db:
            found = _on_list(db, cafe, number(person))
        return page(
            request, "guests/edit.html", status=422, cafe=cafe, person=found, form=form.typed, errors=form.errors
        )
    return await guests.do(lambda db, home: listing.change(db, home, number(person), guest))


@router.post("/guests/{person}/arrival")
async def receive(guests: TheGuestList, person: str) -> Response:
    """Somebody has come and needs no phone for it."""
    who = number(person)
    return await undoable(guests, lambda db, home: leading.receive(db, home, who))


@router.post("/guests/{person}/removal")
async def take_off(guests: TheGuestList, person: str) -> Response:
    return await guests.do(lambda db, home: listing.take_off(db, home, number(person)))


def _guest(form: Form) -> Guest:
    written = form.text("language", NAME_LIMIT)
    code = headings.language_code(written) if written else ""
    if code is None:
        form.note("language", BadInput("language", marked("Diese Sprache kennen wir nicht.")))
    return Guest(
        name=form.text("name", NAME_LIMIT, required=True),
        trade=form.text("trade", TRADE_LIMIT),
        organisation=form.text("organisation", ORGANISATION_LIMIT),
        speaks=code or "",
        hosts=form.typed.get("host", "") == "1",
    )


def _on_list(db: Session, cafe: Cafe, participant_id: int) -> Participant:
    person = cafes.everybody(db, cafe.id_).get(participant_id)
    if person is None or person.left_at is not None or not person.is_person:
        raise NotFound
    return person


def _screen(db: Session, cafe: Cafe, language: str, form: Form | None = None) -> GuestsScreen:
    """The list, read in one moment."""
    round_ = rounds.current(db, cafe)
    people = sorted(listing.on_list(db, cafe.id_), key=lambda person: (likeness(person.name), person.number))
    places = arriving.planned_tables(db, round_) | seating.in_round(db, round_)
    room = tables.among(db, cafe.id_, set(places.values()))
    lines = [
        Line(person, headings.language_name(person.speaks, language), room.get(places.get(person.id_, 0)))
        for person in people
    ]
    awaited = [line for line in lines if line.person.is_awaited]
    hosts = [line for line in lines if line.person.role == Role.table_host and line.person.left_at is None]
    return GuestsScreen(
        cafe=cafe,
        seq=cafe.head,
        fp=cafe.fingerprint,
        awaited=_by_letter(awaited) if len(awaited) > FEW else [("", awaited)] if awaited else [],
        here=[line for line in lines if line.person.is_here],
        left=[line for line in lines if line.person.joined_at and line.person.left_at],
        hosts=len(hosts),
        tables=len(tables.in_cafe(db, cafe.id_)),
        form=form.typed if form else {},
        errors=form.errors if form else {},
    )


def _by_letter(lines: Sequence[Line]) -> list[tuple[str, list[Line]]]:
    by_letter = sorted(lines, key=lambda line: line.letter == "#")
    return [(letter, list(group)) for letter, group in groupby(by_letter, key=lambda line: line.letter)]
