"""A photo as it comes over the network: counted while it comes and kept on the disk, for a hundred may come at once."""

import os
from collections.abc import AsyncGenerator, AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from tempfile import SpooledTemporaryFile
from typing import BinaryIO

from fastapi import Request
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData, UploadFile
from starlette.formparsers import MultiPartException, MultiPartParser

from app.errors import BadInput, CafeError, marked
from app.photos.negatives import LARGEST_FILE

FIELDS = 64 * 1024
"""Bytes of everything beside the file."""
HEARD_OUT = 3 * LARGEST_FILE
"""Bytes that are read of an upload that is too large: a browser listens only when it has said all."""


class TooLarge(CafeError):
    status = 413
    sentence = marked("Diese Datei ist zu groß. Ein Foto darf höchstens 20 MB haben.")


@dataclass(frozen=True)
class Upload:
    fields: dict[str, str]
    file: BinaryIO
    """A real file, open and at its beginning; it is gone afterwards."""


class _Parser(MultiPartParser):
    spool_max_size = FIELDS


@asynccontextmanager
async def received(request: Request) -> AsyncIterator[Upload]:
    """The form with its one file in `photo`; raises BadInput, TooLarge."""
    form = await _form(request)
    try:
        photo = form.get("photo")
        if not isinstance(photo, UploadFile) or not photo.size:
            raise BadInput("photo", marked("Wähl zuerst ein Foto aus."))
        if photo.size > LARGEST_FILE:
            raise TooLarge
        fields = {name: value for name, value in form.multi_items() if isinstance(value, str)}
        yield Upload(fields, await run_in_threadpool(_on_disk, photo))
    finally:
        await form.close()


async def _form(request: Request) -> FormData:
    parser = _Parser(request.headers, _counted(request), max_files=1, max_fields=20, max_part_size=FIELDS)
    try:
        return await parser.parse()
    except (MultiPartException, KeyError) as failure:
        sentence = marked("Diese Angaben konnten wir nicht lesen. Bitte prüf sie noch einmal.")
        raise BadInput("photo", sentence) from failure


async def _counted(request: Request) -> AsyncGenerator[bytes, None]:
    """The body as it comes; ends with TooLarge, as soon as a browser would hear it, where it is more than a photo."""
    came = 0
    async for chunk in request.stream():
        came += len(chunk)
        if came <= LARGEST_FILE + FIELDS:
            yield chunk
        elif came > HEARD_OUT:
            break
    if came > LARGEST_FILE + FIELDS:
        raise TooLarge


def _on_disk(photo: UploadFile) -> BinaryIO:
    """A small one may still be in memory only."""
    file = photo.file
    if isinstance(file, SpooledTemporaryFile):
        file.rollover()
    file.flush()
    os.lseek(file.fileno(), 0, os.SEEK_SET)
    return file
