"""What the press is asked for when somebody wants a file of the report: pure."""

from typing import Literal

from app.errors import marked
from app.harvest.as_deck import deck
from app.harvest.as_workbook import workbook
from app.harvest.audiences import as_read
from app.harvest.closing_chapters import pictures
from app.harvest.edition import Edition, Length
from app.harvest.manuscripts import manuscript
from app.harvest.report import Report
from app.harvest.wording import Translator
from app.press.deck import Deck
from app.press.job import ClothsOrder, Entry, Job, Order
from app.press.manuscript import Cloth, Manuscript

PRESSED = ("pdf", "docx", "xlsx", "pptx", "zip")
"""Endings of files that the press makes; the others are written at once."""
CLOTHS = "cloths"
"""Folder of the tablecloths' pictures."""
NAMES = {Length.short: marked("kurzbericht"), Length.full: marked("dokumentation")}
"""Of the files in an archive: letters that every system can store."""
GUIDE = marked("LIESMICH.txt")


def order(ending: str, report: Report, edition: Edition, _: Translator) -> Job:
    """What one file takes; it will be called `report.<ending>`."""
    file = f"report.{ending}"
    if ending == "xlsx":
        return {"orders": [{"make": "xlsx", "file": file, "data": workbook(as_read(report, edition), _)}]}
    if ending == "pptx":
        return {"orders": [{"make": "pptx", "file": file, "data": _slides(as_read(report, edition), _)}]}
    text = manuscript(report, edition, _)
    last: Order = {"make": "pdf" if ending == "pdf" else "docx", "file": file, "data": text}
    return {"orders": [*_cloths(text), last]}


def archive(report: Report, edition: Edition, _: Translator, *, written: list[Entry]) -> Job:
    """Every format in one ZIP; `written`: files that lie in the folder already, with their names in the archive."""
    full, short = (
        manuscript(report, Edition(edition.audience, length, edition.language), _)
        for length in (Length.full, Length.short)
    )
    seen = as_read(report, edition)
    orders: list[Order] = [
        *_cloths(full),
        *_cloths(full, "drawn_cloths"),
        {"make": "pdf", "file": f"{_(NAMES[Length.full])}.pdf", "data": full},
        {"make": "pdf", "file": f"{_(NAMES[Length.short])}.pdf", "data": short},
        {"make": "docx", "file": f"{_(NAMES[Length.full])}.docx", "data": full},
        {"make": "xlsx", "file": "harvest.xlsx", "data": workbook(seen, _)},
        {"make": "pptx", "file": "harvest.pptx", "data": _slides(seen, _)},
    ]
    made = [each["file"] for each in orders if each["file"] != CLOTHS]
    pictures = [f"{CLOTHS}/{cloth['id']}.{ending}" for cloth in _cloths_of(full) for ending in ("svg", "png")]
    photos = [photo.file for photo in seen.photos]
    inside: list[Entry] = [{"file": name, "name": name} for name in (*made, *pictures, *photos)]
    return {"orders": [*orders, {"make": "zip", "file": "report.zip", "data": [*written, *inside]}]}


def guide(_: Translator) -> str:
    """What the files of an archive are for, as plain text."""
    full, short = (_(NAMES[length]) for length in (Length.full, Length.short))
    told = (
        (f"{full}.pdf", _("der ganze Bericht, jeder Beitrag im Wortlaut")),
        (f"{full}.docx", _("derselbe zum Weiterschreiben")),
        (f"{short}.pdf", _("der Bericht auf wenigen Seiten")),
        ("harvest.pptx", _("Folien, eine je Thema")),
        ("harvest.xlsx", _("Tabellen zum Auswerten")),
        ("harvest.csv", _("die Beiträge für andere Tabellenprogramme; ein Apostroph vor = + - @ schützt vor Formeln")),
        ("harvest.md", _("der Bericht als Text mit einfachen Auszeichnungen")),
        ("harvest.ics", _("nächste Termine und Vereinbarungen für den Kalender")),
        ("harvest.json", _("alles; dieses Archiv lässt sich auf der Startseite von Tischdecke als neues Café öffnen")),
        ("cloths/, photos/", _("die Tischdecken als Bilder und die Fotos")),
        ("manifest.json", _("Größe und SHA-256 jeder Datei")),
    )
    return "".join(f"{name}\n    {words}\n\n" for name, words in told)


def _slides(seen: Report, _: Translator) -> Deck:
    return deck(seen, _, pictures=pictures(seen, _))


def _cloths(text: Manuscript, make: Literal["cloths", "drawn_cloths"] = "cloths") -> list[ClothsOrder]:
    found = _cloths_of(text)
    return [{"make": make, "file": CLOTHS, "data": found}] if found else []


def _cloths_of(text: Manuscript) -> list[Cloth]:
    return [block for block in text["blocks"] if block["kind"] == "cloth"]
