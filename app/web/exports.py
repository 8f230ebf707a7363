"""Files of the harvest: written at once, or made by the press; by a link alone, or with a script that shows how far."""

import asyncio
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Annotated

from fastapi import APIRouter, Depends, Form
from fastapi.responses import FileResponse, JSONResponse, Response
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request

from app.cafes.models import Cafe
from app.db import reading
from app.errors import NotFound
from app.harvest import as_calendar, as_csv, as_json, as_markdown, orders
from app.harvest.audiences import as_read
from app.harvest.edition import Audience, Edition
from app.harvest.manuscripts import manuscript
from app.harvest.report import Report
from app.harvest.wording import Translator
from app.photos import reading as photos
from app.photos.models import Size
from app.press.job import Entry, Job
from app.templating import cafe_url
from app.translations import translations
from app.web import downloads, readers
from app.web.deps import House, TheCafe, TheHouse, TheViewer
from app.web.security import Viewer

router = APIRouter(prefix="/cafes/{key}")
MEDIA = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    "zip": "application/zip",
    "md": "text/markdown; charset=utf-8",
    "csv": "text/csv; charset=utf-8",
    "json": "application/json",
    "ics": "text/calendar; charset=utf-8",
}
"""What can be had, by the ending of its name."""
WITH_PHOTOS = ("pdf", "docx", "pptx", "zip")
BESIDE = ("md", "csv", "json", "ics")
"""What an archive holds that the press does not make."""


@dataclass(frozen=True)
class Wish:
    """A file that somebody asks for."""

    ending: str
    edition: Edition


def wish(request: Request, ending: str, cafe: TheCafe, viewer: TheViewer) -> Wish:
    if ending not in MEDIA:
        raise NotFound
    return Wish(ending, readers.edition(cafe, viewer, request.query_params))


@router.get("/harvest.{ending}")
async def file(cafe: TheCafe, viewer: TheViewer, house: TheHouse, wish: Annotated[Wish, Depends(wish)]) -> Response:
    """The file itself; whoever asks waits until it is made."""
    if wish.ending not in orders.PRESSED:
        content = await run_in_threadpool(lambda: _written(cafe, _report(house, cafe, viewer, wish), wish))
        return Response(content, media_type=MEDIA[wish.ending], headers=downloads.named(cafe, wish.ending))
    _name, work = await _begin(house, cafe, viewer, wish)
    return _download(cafe, await asyncio.shield(work), wish.ending)


@router.post("/exports")
async def begin(
    cafe: TheCafe,
    viewer: TheViewer,
    house: TheHouse,
    ending: Annotated[str, Form()] = "",
    audience: Annotated[str, Form()] = "",
    length: Annotated[str, Form()] = "",
    language: Annotated[str, Form()] = "",
) -> Response:
    """Has a file made and says where it can be asked after."""
    if ending not in orders.PRESSED:
        raise NotFound
    asked = Wish(ending, readers.edition(cafe, viewer, {"audience": audience, "length": length, "language": language}))
    name, _work = await _begin(house, cafe, viewer, asked)
    return JSONResponse({"progress": 0, "at": f"{cafe_url(cafe, 'exports')}/{name}/{ending}"}, 202)


@router.get("/exports/{name}/{ending}")
async def follow(
    request: Request, cafe: TheCafe, viewer: TheViewer, house: TheHouse, name: str, ending: str
) -> Response:
    """How far it is; with `?file=1` the file, which lies there for a day."""
    mine = [audience for audience in readers.audiences(cafe, viewer) if _belongs(house, name, cafe, audience)]
    if ending not in orders.PRESSED or not mine:
        raise NotFound
    if (progress := house.pressroom.progress(name)) is not None:
        return JSONResponse({"progress": progress})
    folder = house.pressroom.finished(name)
    if folder is None:
        raise NotFound
    if "file" in request.query_params:
        return _download(cafe, folder, ending)
    lost = await run_in_threadpool(house.pressroom.lost, folder)
    return JSONResponse({"href": f"{cafe_url(cafe, 'exports')}/{name}/{ending}?file=1", "lost": lost})


def _belongs(house: House, name: str, cafe: Cafe, audience: Audience) -> bool:
    return house.pressroom.belongs(name, cafe.id_, audience.value)


async def _begin(house: House, cafe: Cafe, viewer: Viewer, wish: Wish) -> tuple[str, asyncio.Task[Path]]:
    report = await run_in_threadpool(_report, house, cafe, viewer, wish)
    job = await run_in_threadpool(_job, cafe, report, wish)

    def bring(folder: Path) -> None:
        seen = as_read(report, wish.edition)
        with reading(house.engine) as db:
            rows = {photo.row: folder / photo.file for photo in seen.photos}
            for row, content in photos.files(db, list(rows) if wish.ending in WITH_PHOTOS else [], Size.album):
                rows[row].parent.mkdir(exist_ok=True)
                rows[row].write_bytes(content)
        if wish.ending == "zip":
            for ending in BESIDE:
                (folder / f"harvest.{ending}").write_bytes(_written(cafe, report, replace(wish, ending=ending), True))
            (folder / orders.GUIDE).write_text(orders.guide(_translator(cafe, wish)), "utf-8")

    return house.pressroom.begin(cafe.id_, job, bring, readers=wish.edition.audience.value)


def _job(cafe: Cafe, report: Report, wish: Wish) -> Job:
    _ = _translator(cafe, wish)
    if wish.ending == "zip":
        beside: list[Entry] = [{"file": f"harvest.{ending}", "name": f"harvest.{ending}"} for ending in BESIDE]
        guide: Entry = {"file": orders.GUIDE, "name": _(orders.GUIDE)}
        return orders.archive(report, wish.edition, _, written=[guide, *beside])
    return orders.order(wish.ending, report, wish.edition, _)


def _written(cafe: Cafe, report: Report, wish: Wish, with_photos: bool = False) -> bytes:
    _ = _translator(cafe, wish)
    seen = as_read(report, wish.edition)
    if wish.ending == "json":
        named = tuple(one for one in seen.commitments if one.author_id)  # without its maker none can be read back
        return as_json.as_json(replace(seen, lang=cafe.language, commitments=named), photos=with_photos)
    if wish.ending == "csv":
        return as_csv.as_csv(seen, _)
    if wish.ending == "ics":
        return as_calendar.calendar(seen)
    return as_markdown.as_markdown(manuscript(report, wish.edition, _)).encode()


def _translator(cafe: Cafe, wish: Wish) -> Translator:
    return translations(cafe.tongue(wish.edition.language)).gettext


def _report(house: House, cafe: Cafe, viewer: Viewer, wish: Wish) -> Report:
    with reading(house.engine) as db:
        return readers.whole(db, house, cafe, viewer, wish.edition.language)


def _download(cafe: Cafe, folder: Path, ending: str) -> Response:
    return FileResponse(folder / f"report.{ending}", media_type=MEDIA[ending], headers=downloads.named(cafe, ending))
