"""Scripts, styles and fonts: under an address that changes with their content, so that they are fetched once."""

import gzip
import mimetypes
import re
from dataclasses import dataclass
from functools import lru_cache

from fastapi import APIRouter, Request
from fastapi.responses import Response

from app.errors import NotFound
from app.templating import STATIC

router = APIRouter()
FOR_EVER = "private, max-age=31536000, immutable"
"""By the browser that asked: whoever shares no copy needs no word about what it varies with, on each of many files."""
PACKABLE = {".css", ".js", ".json", ".svg"}
NOTES = {
    "css": re.compile(rb"/\*.*?\*/|^[ \t]+", re.DOTALL | re.MULTILINE),
    "js": re.compile(rb"^[ \t]*/\*.*?\*/[ \t]*$|^[ \t]*// .*?$|(?<=[;,{}()\]>]) // .*?$", re.DOTALL | re.MULTILINE),
}
"""What our own files, by their folder, tell only their reader; in a script only what nobody could take for a string."""


@dataclass(frozen=True)
class Packed:
    """A file's bytes, and the same compressed as small as it gets if that helps."""

    media_type: str
    plain: bytes
    small: bytes | None


@router.get("/static/{version}/{path:path}", include_in_schema=False)
async def file(request: Request, version: str, path: str) -> Response:
    """A file below static/, or several style sheets in one answer: `css/base+phone.css`."""
    found = packed(path)
    headers = {"Cache-Control": FOR_EVER}
    if found.small is None or "gzip" not in request.headers.get("accept-encoding", ""):
        return Response(found.plain, media_type=found.media_type, headers=headers)
    headers |= {"Content-Encoding": "gzip"}
    return Response(found.small, media_type=found.media_type, headers=headers)


@router.get("/favicon.ico", include_in_schema=False)
async def icon(request: Request) -> Response:
    return await file(request, "", "icons/mat.svg")


@lru_cache(maxsize=256)
def packed(path: str) -> Packed:
    """Reads and compresses once; raises NotFound for anything that is not below static/."""
    folder, _, name = path.rpartition("/")
    stem, dot, ending = name.rpartition(".")
    names = [f"{part}{dot}{ending}" for part in stem.split("+")] if ending == "css" else [name]
    files = [(STATIC / folder / each).resolve() for each in names]
    if not all(each.is_relative_to(STATIC) and each.is_file() for each in files):
        raise NotFound
    plain = b"\n".join(_without_notes(each.read_bytes(), path.partition("/")[0]) for each in files)
    media_type = mimetypes.guess_type(name)[0] or "application/octet-stream"
    return Packed(media_type, plain, gzip.compress(plain, 9) if f".{ending}" in PACKABLE else None)


def _without_notes(source: bytes, folder: str) -> bytes:
    """Phones load the program and not what is said about it, a quarter of the bytes; its lines keep their numbers."""
    notes = NOTES.get(folder)
    return notes.sub(lambda note: b"\n" * note[0].count(b"\n"), source) if notes else source
