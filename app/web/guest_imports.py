"""A list pasted or uploaded: looked at first, its columns put right, then taken over. Nothing is kept in between."""

from dataclasses import dataclass, field
from zlib import crc32

from fastapi import APIRouter, Request
from fastapi.responses import RedirectResponse, Response
from sqlmodel import Session
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import UploadFile

from app.cafes import guest_list, listing, sheets
from app.cafes.guest_list import GuestList, Remark
from app.cafes.headings import Column
from app.cafes.models import Cafe
from app.cafes.sheets import Row, Sheet
from app.db import reading
from app.errors import BadInput, marked
from app.seating import planning
from app.tables import reading as tables
from app.templating import cafe_url
from app.translations import translate
from app.web.deps import House, TheCafe, TheHost, TheHouse, command, foresee, page, tongue_of
from app.web.forms import Form

router = APIRouter(prefix="/cafes/{key}/guests")
MOST_FORM = 4_000_000
"""Bytes of a pasted list, so that one that is too long comes back with a sentence."""
SHOWN_ROWS = 6
SHOWN_REMARKS = 50


@dataclass(frozen=True)
class Preview:
    """What was understood of a list."""

    guests: GuestList
    rows: list[Row]
    """The first ones, without headings."""
    basis: str
    """Names the shape of the list that the columns were chosen for."""
    fresh: int
    """Guests who are not on the list yet."""
    hosts: int
    tables: int

    @property
    def samples(self) -> list[tuple[Column, str, list[str]]]:
        """Each column: what it holds, its heading, and what stands in it first."""
        heads = self.guests.headings
        return [
            (column, _nth(heads, index), [_nth(row.cells, index) for row in self.rows])
            for index, column in enumerate(self.guests.columns)
        ]


@dataclass(frozen=True)
class ImportScreen:
    cafe: Cafe
    form: dict[str, str] = field(default_factory=dict)
    errors: dict[str, str] = field(default_factory=dict)
    preview: Preview | None = None
    problems: list[tuple[int, str]] = field(default_factory=list)
    hints: list[tuple[int, str]] = field(default_factory=list)
    more: int = SHOWN_REMARKS


@router.get("/import")
def show(request: Request, cafe: TheCafe, _host: TheHost) -> Response:
    return page(request, "guests/import.html", s=ImportScreen(cafe))


@router.post("/previews")
async def preview(request: Request, cafe: TheCafe, _host: TheHost, house: TheHouse) -> Response:
    """The list as it would be taken over; nothing is kept."""
    form, sheet = await _sent(request)
    found = await run_in_threadpool(_read, house, cafe, form, sheet)
    return _page(request, cafe, form, found)


@router.post("/imports")
async def take_over(request: Request, cafe: TheCafe, _host: TheHost, house: TheHouse) -> Response:
    """Puts all rows without a problem on the list; what was changed since the preview is shown first."""
    form, sheet = await _sent(request)
    found = await run_in_threadpool(_read, house, cafe, form, sheet)
    if form.errors or found is None or form.typed.get("basis") != found.basis:
        return _page(request, cafe, form, found)
    guests, again = found.guests.guests, form.typed.get("again", "") == "1"

    def verb(db: Session, home: Cafe) -> int:
        return listing.import_guests(db, home, guests, again=again)

    try:
        added: int = await command(house, cafe, verb)
    except BadInput as error:
        form.note("text", error)
        return _page(request, cafe, form, found)
    if added:
        await foresee(house, cafe)
        await command(house, cafe, planning.keep)
    return RedirectResponse(cafe_url(cafe, f"guests?added={added}"), 303)


async def _sent(request: Request) -> tuple[Form, Sheet]:
    """The form and the sheet in it: the file's, if one was chosen; its text then stands in the form."""
    async with request.form(max_part_size=MOST_FORM) as sent:
        form = Form(sent, tongue_of(request))
        try:
            return form, await _sheet(form, sent.get("file"))
        except BadInput as error:
            form.note(error.field, error)
            return form, Sheet()


async def _sheet(form: Form, file: object) -> Sheet:
    """Raises BadInput for a list that cannot be read or is empty."""
    if isinstance(file, UploadFile) and file.filename:
        sheet = await run_in_threadpool(sheets.from_file, await file.read(sheets.MOST_BYTES + 1))
        form.typed |= {"text": sheet.text, "basis": ""}
    else:
        sheet = await run_in_threadpool(sheets.from_text, form.typed.get("text", ""))
    if not sheet.rows:
        raise BadInput("text", marked("Hier steht noch niemand. Eine Zeile je Gast genügt."))
    return sheet


def _read(house: House, cafe: Cafe, form: Form, sheet: Sheet) -> Preview | None:
    """What the list says; columns that were chosen for another list count no longer."""
    if not sheet.rows:
        return None
    width = max(len(row.cells) for row in sheet.rows)
    basis = f"{crc32(chr(0).join(sheet.rows[0].cells).encode(errors='replace')):08x}-{width}"
    is_same = form.typed.get("basis") == basis
    chosen = [form.typed.get(f"column_{index}", "") for index in range(width)] if is_same else []
    headed = form.typed.get("headed") == "1" if is_same else None
    guests = guest_list.read(sheet, chosen, headed=headed)
    with reading(house.engine) as db:
        fresh = listing.new_among(guests.guests, listing.on_list(db, cafe.id_))
        room = tables.in_cafe(db, cafe.id_)
    start = 1 if guests.headings else 0
    hosts = sum(guest.hosts for guest in guests.guests)
    return Preview(guests, sheet.rows[start : start + SHOWN_ROWS], basis, len(fresh), hosts, len(room))


def _page(request: Request, cafe: Cafe, form: Form, found: Preview | None) -> Response:
    tongue = tongue_of(request)

    def told(remarks: list[Remark]) -> list[tuple[int, str]]:
        return [(each.row, translate(tongue, each.sentence, **each.words)) for each in remarks]

    problems, hints = (told(found.guests.problems), told(found.guests.hints)) if found else ([], [])
    screen = ImportScreen(cafe, form.typed, form.errors, found, problems, hints)
    return page(request, "guests/import.html", status=422 if form.errors else 200, s=screen)


def _nth(cells: tuple[str, ...], index: int) -> str:
    return cells[index] if index < len(cells) else ""
