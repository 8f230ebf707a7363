"""The darkroom: a process of its own for each photo, so that no manipulated picture and no large one reaches us.

One photo at a time; the others wait their turn, and when too many do, phones are asked to come again. The process gets
nothing of our environment, where secrets may stand, limits itself (`app/photos/developing.py`) and is killed if it
takes too long.
"""

import asyncio
import json
import logging
import os
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any, BinaryIO

from app.errors import CafeError, TooBusy, marked
from app.photos.negatives import Refusal
from app.photos.taking import Developed

PATIENCE = 60.0
"""Seconds that a photo may take; one of 12 megapixels takes one or two, more on a machine that has much to do."""
WAITING = 40
"""Photos that may wait, one or two seconds each."""
PASSED_ON = ("PATH", "SYSTEMROOT", "LANG", "TMPDIR")
ALBUM, THUMBNAIL = "album.jpg", "thumbnail.webp"
"""What the program calls its two files; it cannot be asked, for nothing else may load it."""

log = logging.getLogger(__name__)


class NoPhoto(CafeError):
    status = 422
    sentence = marked("Das ist kein Foto, das wir öffnen können. Nimm ein JPEG, PNG oder WebP.")


_WHY = {
    Refusal.no_photo: NoPhoto.sentence,
    Refusal.heic: marked(
        "Das Foto hat das Format HEIC, das wir hier nicht öffnen. Wähl es noch einmal im Browser deines Handys aus, "
        "oder stell in der Kamera „maximal kompatibel“ (JPEG) ein."
    ),
    Refusal.too_many_pixels: marked(
        "Dieses Foto ist zu groß. Es darf höchstens 40 Megapixel und 12.000 Bildpunkte an einer Seite haben."
    ),
    Refusal.broken: marked("Von diesem Foto fehlt ein Teil. Nimm es noch einmal auf, oder wähl ein anderes."),
}


class DarkroomFull(TooBusy):
    sentence = marked(
        "Gerade kommen sehr viele Fotos auf einmal an. Deins ist noch auf dem Handy; versuch es gleich noch einmal."
    )


class Darkroom:
    """Develops the photos of one server, one after another."""

    def __init__(
        self, *, heic: bool = False, program: Sequence[str] = (sys.executable, "-m", "app.photos.developing")
    ) -> None:
        self._command = [*program, "--heic"] if heic else list(program)
        self._turn = asyncio.Lock()
        self._waiting = 0

    def must_have_room(self) -> None:
        """Raises DarkroomFull: to be asked before a large body is read in vain."""
        if self._waiting >= WAITING:
            raise DarkroomFull

    async def develop(self, file: BinaryIO) -> Developed:
        """Both sizes of a photo; `file` is a real one, open and at its beginning. Raises NoPhoto, DarkroomFull."""
        self.must_have_room()
        self._waiting += 1
        try:
            async with self._turn:
                with tempfile.TemporaryDirectory(prefix="darkroom-") as folder:
                    return await self._develop(file, Path(folder))
        finally:
            self._waiting -= 1

    async def _develop(self, file: BinaryIO, folder: Path) -> Developed:
        try:
            async with asyncio.timeout(PATIENCE):
                said = await self._ask(file, folder)
        except (OSError, EOFError, ValueError, TimeoutError) as failure:
            log.warning("a photo could not be developed: %s", failure or type(failure).__name__)
            raise NoPhoto(_WHY[Refusal.broken]) from failure
        if "refused" in said:
            raise NoPhoto(_WHY[Refusal(said["refused"])])
        return Developed(
            width=int(said["width"]),
            height=int(said["height"]),
            digest=str(said["digest"]),
            album=await asyncio.to_thread((folder / ALBUM).read_bytes),
            thumbnail=await asyncio.to_thread((folder / THUMBNAIL).read_bytes),
        )

    async def _ask(self, file: BinaryIO, folder: Path) -> dict[str, Any]:
        process = await asyncio.create_subprocess_exec(
            *self._command,
            str(folder),
            stdin=file,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.DEVNULL,
            cwd=Path(__file__).parent.parent,
            env={name: os.environ[name] for name in PASSED_ON if name in os.environ} | {"PYTHONUTF8": "1"},
        )
        assert process.stdout
        try:
            line = await process.stdout.readline()
            if not line:
                raise EOFError(f"the process ended with status {await process.wait()}")
            said: dict[str, Any] = json.loads(line)
            return said
        finally:
            if process.returncode is None:
                process.kill()
            await process.wait()
