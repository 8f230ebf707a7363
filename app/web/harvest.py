"""What is carried away, at any time of the evening: which report, in which form."""

from dataclasses import dataclass

from fastapi import APIRouter, Request
from fastapi.responses import Response

from app.afterword import publishing
from app.errors import marked
from app.harvest import orders
from app.harvest.audiences import as_read
from app.harvest.edition import Edition, Length
from app.harvest.manuscripts import manuscript
from app.translations import translate, translations
from app.web import readers
from app.web.deps import Db, TheCafe, TheHouse, TheViewer, page, tongue_of

router = APIRouter(prefix="/cafes/{key}")


@dataclass(frozen=True)
class File:
    """One file of the harvest as the page offers it."""

    href: str
    label: str
    description: str
    making: str
    """The ending of a file that takes a moment to make; empty for the others."""


@router.get("/harvest")
def show(request: Request, cafe: TheCafe, viewer: TheViewer, house: TheHouse, db: Db) -> Response:
    edition = readers.edition(cafe, viewer, request.query_params)
    report = readers.whole(db, house, cafe, viewer, edition.language)
    short = Edition(edition.audience, Length.short, edition.language)
    return page(
        request,
        "harvest/show.html",
        cafe=cafe,
        report=as_read(report, edition),
        manuscript=manuscript(report, short, translations(cafe.tongue(edition.language)).gettext),
        edition=edition,
        audiences=readers.audiences(cafe, viewer),
        reading_href=readers.report_href(cafe, edition),
        files=[_file(request, readers.href(cafe, told[0], edition), *told) for told in FILES],
        data=[_file(request, readers.href(cafe, told[0], edition), *told) for told in DATA],
        links=publishing.links(db, cafe.id_) if viewer.is_host else [],
        base_url=house.base_url(request),
        is_host=viewer.is_host,
    )


FILES = (
    ("pdf", "PDF", marked("Zum Verschicken und Drucken, auch vorgelesen gut.")),
    ("docx", "Word", marked("Zum Weiterschreiben: mit echten Überschriften und Verzeichnis.")),
    ("pptx", marked("Folien"), marked("Zum Vorstellen: eine Folie je Thema, alles Weitere in den Notizen.")),
    ("xlsx", "Excel", marked("Zum Auswerten: Beiträge, Themen, Vereinbarungen auf eigenen Blättern.")),
    ("zip", marked("Alles zusammen"), marked("Zum Aufheben: alle Formen, die Tischdecken als Bilder und die Fotos.")),
)
DATA = (
    ("html", marked("Webseite"), marked("Eine Datei, die jeder Browser zeigt, auch ohne Netz.")),
    ("md", "Markdown", marked("Für Wikis und Mails: der Bericht als Text mit Überschriften.")),
    ("csv", "CSV", marked("Für Tabellenprogramme: eine Zeile je Beitrag.")),
    ("json", "JSON", marked("Als neues Café wieder einzulesen.")),
    ("ics", marked("Kalender"), marked("Nächste Termine und Vereinbarungen mit Datum.")),
)


def _file(request: Request, href: str, ending: str, label: str, description: str) -> File:
    tongue = tongue_of(request)
    making = ending if ending in orders.PRESSED else ""
    return File(href, translate(tongue, label), translate(tongue, description), making)
