"""What is carried away: to look at, to print, and as files, at any time of the evening."""

from dataclasses import dataclass
from urllib.parse import quote

from fastapi import APIRouter, Request
from fastapi.responses import Response
from sqlmodel import Session

from app.cafes import reading as cafes
from app.cafes.models import Cafe, Phase
from app.deciding import views
from app.errors import NotAllowed, marked
from app.harvest import as_csv, as_json, as_markdown, gathering
from app.harvest.report import Report
from app.templating import cafe_url
from app.translations import translate, translations
from app.web.deps import Db, House, TheCafe, TheHouse, TheViewer, language_of, page
from app.web.security import Viewer

router = APIRouter(prefix="/cafes/{key}")
FOR_GUESTS = (Phase.harvest, Phase.closed)


@dataclass(frozen=True)
class File:
    """One file of the harvest as the page offers it."""

    href: str
    label: str
    description: str


@router.get("/harvest")
def show(request: Request, cafe: TheCafe, viewer: TheViewer, house: TheHouse, db: Db) -> Response:
    report = _report(db, house, cafe, viewer)
    return page(
        request,
        "harvest/show.html",
        cafe=cafe,
        report=report,
        summary=views.page(db, cafe),
        files=_files(cafe, language_of(request)),
        is_host=viewer.is_host,
    )


@router.get("/harvest/print")
def printed(request: Request, cafe: TheCafe, viewer: TheViewer, house: TheHouse, db: Db) -> Response:
    return page(
        request, "harvest/print.html", cafe=cafe, report=_report(db, house, cafe, viewer), summary=views.page(db, cafe)
    )


@router.get("/harvest.json")
def json(cafe: TheCafe, viewer: TheViewer, house: TheHouse, db: Db) -> Response:
    return _file(cafe, "json", "application/json", as_json.as_json(_report(db, house, cafe, viewer)))


@router.get("/harvest.csv")
def csv(cafe: TheCafe, viewer: TheViewer, house: TheHouse, db: Db) -> Response:
    report = _report(db, house, cafe, viewer)
    return _file(cafe, "csv", "text/csv; charset=utf-8", as_csv.as_csv(report, translations(cafe.language).gettext))


@router.get("/harvest.md")
def markdown(cafe: TheCafe, viewer: TheViewer, house: TheHouse, db: Db) -> Response:
    report = _report(db, house, cafe, viewer)
    text = as_markdown.as_markdown(report, translations(cafe.language).gettext, views.page(db, cafe))
    return _file(cafe, "md", "text/markdown; charset=utf-8", text.encode())


def _report(db: Session, house: House, cafe: Cafe, viewer: Viewer) -> Report:
    """Everything for the host; for guests, once the harvest is open, without what was hidden."""
    if not viewer.is_host:
        if viewer.guest is None or cafe.phase not in FOR_GUESTS:
            raise NotAllowed
        cafes.participant(db, cafe.id_, viewer.guest)
    guest = translate(cafe.language, gathering.GUEST)
    return gathering.gather(db, cafe, timezone=house.settings.timezone, guest=guest, complete=viewer.is_host)


def _file(cafe: Cafe, ending: str, media_type: str, content: bytes) -> Response:
    """A download named after date and title, in letters that every system can store."""
    stem = "-".join("".join(sign if sign.isalnum() else " " for sign in cafe.title).split())[:60] or "cafe"
    name = f"{cafe.held_on or cafe.laid_at.date()}-{stem}.{ending}"
    disposition = f"attachment; filename=\"harvest.{ending}\"; filename*=UTF-8''{quote(name)}"
    return Response(content, media_type=media_type, headers={"Content-Disposition": disposition})


def _files(cafe: Cafe, language: str) -> list[File]:
    told = (
        ("harvest.md", "Markdown", marked("Zum Weiterschreiben: der Bericht als Text mit Überschriften.")),
        ("harvest.csv", "CSV", marked("Für Excel und Co.: eine Zeile je Beitrag.")),
        ("harvest.json", "JSON", marked("Zum Aufheben: alles, und als neues Café wieder einzulesen.")),
    )
    return [File(cafe_url(cafe, name), label, translate(language, description)) for name, label, description in told]
