"""Paper for the room: what there is, and each of it as a PDF."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Annotated

from babel.dates import format_date
from fastapi import APIRouter, Request
from fastapi import Form as Field
from fastapi.responses import FileResponse, RedirectResponse, Response
from sqlmodel import Session
from starlette.concurrency import run_in_threadpool

from app.cafes.models import Cafe, Phase
from app.db import reading
from app.errors import NotFound, marked
from app.evening import papers
from app.harvest.wording import Translator
from app.press.job import Job, PaperOrder
from app.press.stationery import Paper, Stationery
from app.seating import planning
from app.tables import reading as tables
from app.tables.models import Table
from app.templating import cafe_url
from app.translations import languages, locale, translate, translations
from app.web import outlooks
from app.web.deps import Db, House, TheCafe, TheHost, TheHouse, command, page
from app.web.outlooks import Picture
from app.web.plan_sheets import plan_sheets

router = APIRouter(prefix="/cafes/{key}")
TITLES = {
    "tents": marked("Tischaufsteller"),
    "cards": marked("Tischkarten"),
    "poster": marked("Aushang für die Tür"),
    "etiquette": marked("So reden wir hier"),
    "host": marked("Karte für die Leitung"),
    "plan": marked("Sitzplan"),
    "all": marked("Papier für den Raum"),
}
WITH_PLAN = ("plan", "all")


@dataclass(frozen=True)
class Wanted:
    """Which paper, and how: in which language, with the WLAN's password, of both signs for tables which one."""

    name: str
    language: str
    with_password: bool
    signs: str


@dataclass(frozen=True)
class Room:
    """What papers are made of, read in one moment."""

    cafe: Cafe
    tables: list[Table]
    picture: Picture
    base_url: str
    host_url: str
    recovery: str
    door: str


@router.get("/cards")
def show(request: Request, cafe: TheCafe, _host: TheHost, db: Db) -> Response:
    standing = tables.in_cafe(db, cafe.id_)
    planned = bool(planning.outlook(db, cafe).people)
    return page(request, "cards/show.html", cafe=cafe, count=len(standing), is_planned=planned)


@router.post("/paper")
async def hold(
    cafe: TheCafe,
    _host: TheHost,
    house: TheHouse,
    paper: Annotated[str, Field()],
    language: Annotated[str, Field()] = "",
    wifi: Annotated[str, Field()] = "",
    signs: Annotated[str, Field()] = "",
) -> Response:
    """Paper with the plan: from now on people may know it from there. Leads to the file."""
    if paper not in WITH_PLAN:
        raise NotFound
    wanted = _wanted(cafe, paper, language, wifi, signs)
    if cafe.phase != Phase.closed:
        await command(house, cafe, planning.printed)
    query = f"language={wanted.language}&wifi={int(wanted.with_password)}&signs={wanted.signs}"
    return RedirectResponse(cafe_url(cafe, f"paper/{paper}.pdf?{query}"), 303)


@router.get("/paper/{name}.pdf")
async def file(
    request: Request,
    cafe: TheCafe,
    _host: TheHost,
    house: TheHouse,
    name: str,
    language: str = "",
    wifi: str = "",
    signs: str = "",
) -> Response:
    wanted = _wanted(cafe, name, language, wifi, signs)
    job = await run_in_threadpool(_job, request, house, cafe, wanted)
    folder = await house.pressroom.make(cafe.id_, job)
    title = translate(cafe.tongue(wanted.language), TITLES[name])
    return FileResponse(folder / f"{name}.pdf", media_type="application/pdf", filename=f"{title}.pdf")


def _wanted(cafe: Cafe, name: str, language: str, wifi: str, signs: str) -> Wanted:
    """Raises NotFound for a paper that there is not."""
    if name not in TITLES:
        raise NotFound
    chosen = language if language in languages() else cafe.language
    return Wanted(name, chosen, wifi == "1", "cards" if signs == "cards" else "tents")


def _job(request: Request, house: House, cafe: Cafe, wanted: Wanted) -> Job:
    base_url = house.base_url(request)
    with reading(house.engine) as db:
        room = Room(
            cafe,
            tables.in_cafe(db, cafe.id_),
            _picture(db, cafe),
            base_url,
            house.door_url(base_url, cafe, "host"),
            house.keys.recovery_code(cafe),
            f"{base_url}{cafe_url(cafe, 'door')}",
        )
        data = Stationery(
            language=wanted.language,
            title=f"{translate(cafe.tongue(wanted.language), TITLES[wanted.name])} – {cafe.title}",
            organiser=cafe.organiser,
            day=(cafe.held_on or cafe.laid_at.date()).isoformat(),
            papers=_papers(room, wanted),
        )
    return Job(orders=[PaperOrder(make="paper", file=f"{wanted.name}.pdf", data=data)])


def _papers(room: Room, wanted: Wanted) -> list[Paper]:
    _ = translations(room.cafe.tongue(wanted.language)).gettext
    make: dict[str, Callable[[], Paper]] = {
        "tents": lambda: _signs(room, wanted, folded=True),
        "cards": lambda: _signs(room, wanted, folded=False),
        "poster": lambda: papers.poster(
            room.cafe, room.base_url, _facts(room, wanted), with_password=wanted.with_password, _=_
        ),
        "etiquette": lambda: papers.etiquette(_),
        "plan": lambda: plan_sheets(room.picture, _facts(room, wanted), _note(_), _),
        "host": lambda: papers.host_card(room.cafe, room.host_url, room.recovery, room.door, _),
    }
    if wanted.name != "all":
        return [make[wanted.name]()]
    names = ["poster", wanted.signs, "etiquette", *(["plan"] if room.picture.in_order else []), "host"]
    return [make[name]() for name in names]


def _signs(room: Room, wanted: Wanted, *, folded: bool) -> Paper:
    _ = translations(room.cafe.tongue(wanted.language)).gettext
    return papers.signs(room.cafe, room.tables, room.base_url, folded=folded, with_password=wanted.with_password, _=_)


def _facts(room: Room, wanted: Wanted) -> str:
    """Day and place."""
    held_on = room.cafe.held_on
    day = format_date(held_on, "full", locale=locale(wanted.language)) if held_on else ""
    return ", ".join(fact for fact in (day, room.cafe.place) if fact)


def _note(_: Translator) -> str:
    return _("Wer ein Handy hat, liest den Tisch dort; es gilt immer, was auf Handy und Leinwand steht.")


def _picture(db: Session, cafe: Cafe) -> Picture:
    return outlooks.picture(cafe, planning.outlook(db, cafe), tables.in_cafe(db, cafe.id_))
