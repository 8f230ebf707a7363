"""An uploaded café: the document alone, or an archive with its photos. All is checked before any of it is kept."""

from collections.abc import AsyncGenerator, AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from fastapi import Request
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import UploadFile
from starlette.formparsers import MultiPartException, MultiPartParser

from app.darkroom import Darkroom, NoPhoto
from app.errors import BadInput, CafeError, marked
from app.harvest import reading_json, unpacking
from app.harvest.fields import FIELD
from app.harvest.report import Report
from app.harvest.rewriting import Pixels
from app.harvest.unpacking import MOST_PACKED, Archive
from app.harvest.written import Photo
from app.photos.bare import is_bare
from app.photos.models import Size

FIELDS = 64 * 1024
"""Bytes of the form around the file."""
NO_FILE = marked("Wähl zuerst eine Datei aus.")
NO_PHOTO = marked("Das Foto „%(file)s“ im Archiv lässt sich nicht öffnen.")


class TooLarge(CafeError):
    status = 413
    sentence = marked("Diese Datei ist zu groß. Ein Archiv darf höchstens %(most)d MB haben.")


@dataclass(frozen=True)
class Box:
    report: Report
    left_out: tuple[str, ...]
    pixels: Pixels | None
    """Reads from the folder that the box was opened in."""


class _TooMuch(MultiPartException):
    """Ends the parser, which then closes what it has begun to keep."""


@asynccontextmanager
async def received(request: Request) -> AsyncIterator[UploadFile]:
    """The form's file, on the disk if it is large; raises BadInput, TooLarge."""
    parser = MultiPartParser(request.headers, _counted(request), max_files=1, max_fields=5, max_part_size=FIELDS)
    try:
        form = await parser.parse()
    except _TooMuch as failure:
        raise TooLarge(most=MOST_PACKED // 1024**2) from failure
    except (MultiPartException, KeyError) as failure:
        raise BadInput(FIELD, NO_FILE) from failure
    try:
        file = form.get(FIELD)
        if not isinstance(file, UploadFile):
            raise BadInput(FIELD, NO_FILE)
        yield file
    finally:
        await form.close()


async def unboxed(file: UploadFile, folder: Path, darkroom: Darkroom) -> Box:
    """What the file holds, with every photo opened once in the darkroom; raises BadInput, NoPhoto."""
    if await file.read(len(unpacking.START)) != unpacking.START:
        await file.seek(0)
        uploaded = await file.read(reading_json.MOST_BYTES + 1)
        read = await run_in_threadpool(reading_json.reading, uploaded)
        return Box(read.report, read.left_out, None)
    archive = await run_in_threadpool(unpacking.opened, file.file)
    read = await run_in_threadpool(reading_json.reading, archive.document, archive.files)
    photos = [await _developed(archive, told, folder / str(no), darkroom) for no, told in enumerate(read.report.photos)]
    places = {told.id: folder / str(no) for no, told in enumerate(photos)}
    return Box(replace(read.report, photos=tuple(photos)), read.left_out, partial(_pixels, places))


async def _developed(archive: Archive, told: Photo, place: Path, darkroom: Darkroom) -> Photo:
    """Puts both sizes at `place`. Bytes that hold pixels alone stay as they are; others become new ones."""
    album, thumbnail = _files(place)
    content = await run_in_threadpool(unpacking.photo, archive, told)
    await run_in_threadpool(album.write_bytes, content)
    try:
        with album.open("rb") as negative:
            made = await darkroom.develop(negative)
    except NoPhoto as refused:
        raise BadInput(FIELD, NO_PHOTO, file=told.file) from refused
    await run_in_threadpool(thumbnail.write_bytes, made.thumbnail)
    if is_bare(content) and (made.width, made.height) == (told.width, told.height):
        return told
    await run_in_threadpool(album.write_bytes, made.album)
    return replace(told, width=made.width, height=made.height, sha256=made.digest)


def _files(place: Path) -> tuple[Path, Path]:
    return place.with_suffix(".jpg"), place.with_suffix(".webp")


def _pixels(places: dict[str, Path], photo: str, size: Size) -> bytes:
    album, thumbnail = _files(places[photo])
    return (album if size == Size.album else thumbnail).read_bytes()


async def _counted(request: Request) -> AsyncGenerator[bytes, None]:
    came = 0
    async for chunk in request.stream():
        came += len(chunk)
        if came > MOST_PACKED + FIELDS:
            raise _TooMuch(str(came))
        yield chunk
