"""Opens our own archive, `harvest.json` with the photos beside it: everything is measured before it is unpacked.

Nothing is written under a name from the archive, and no size that it claims is believed.
"""

import hashlib
import zlib
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import BinaryIO
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from app.errors import marked
from app.harvest.fields import SHORT, refuse
from app.harvest.reading_json import MOST_BYTES
from app.harvest.written import Photo

DOCUMENT = "harvest.json"
MOST_PACKED = 300 * 1024 * 1024
"""Bytes of an archive."""
MOST_UNPACKED = 400 * 1024 * 1024
"""Bytes of everything in it, as it claims."""
MOST_OF_A_PHOTO = 8 * 1024 * 1024
MOST_ENTRIES = 2_000
MOST_RATIO = 200
"""How many times larger an entry may become; repeated words reach about thirty."""
START = b"PK\x03\x04"
ENCRYPTED = 1

BROKEN = marked("Das Archiv ist beschädigt oder nicht ganz angekommen.")
TOO_MUCH = marked("In dem Archiv steckt mehr, als ein Café haben kann.")
WITHOUT = marked("In dem Archiv liegt keine Datei „harvest.json“ aus einem Café.")
BAD_NAME = marked("In dem Archiv liegt eine Datei mit einem Namen, den wir nicht annehmen: „%(name)s“.")
LOCKED = marked("Das Archiv ist verschlüsselt oder anders gepackt, als wir es lesen können.")
NOT_THE_SAME = marked("Das Foto „%(file)s“ ist nicht das, von dem der Bericht erzählt (Prüfsumme).")


@dataclass(frozen=True)
class Archive:
    """An open archive and where in it the document lies."""

    packed: ZipFile
    folder: str
    """Ends with a slash; empty where the document lies at the top."""
    document: bytes

    @property
    def files(self) -> frozenset[str]:
        """What lies beside the document."""
        names = (name for name in self.packed.namelist() if name.startswith(self.folder))
        return frozenset(name.removeprefix(self.folder) for name in names)


def opened(file: BinaryIO) -> Archive:
    """The archive in this file; raises BadInput with a sentence that says what is wrong."""
    try:
        packed = ZipFile(file)
    except (BadZipFile, OSError, ValueError, NotImplementedError):
        refuse(BROKEN)
    entries = packed.infolist()
    _must_be_harmless(entries)
    found = [entry for entry in entries if PurePosixPath(entry.filename).name == DOCUMENT]
    if len(found) != 1:
        refuse(WITHOUT)
    folder = found[0].filename.removesuffix(DOCUMENT)
    return Archive(packed, folder, _unpacked(packed, found[0], MOST_BYTES))


def photo(archive: Archive, told: Photo) -> bytes:
    """The file of a photo, which is the one that the document tells of; raises BadInput."""
    content = _unpacked(archive.packed, archive.packed.getinfo(archive.folder + told.file), MOST_OF_A_PHOTO)
    if hashlib.sha256(content).hexdigest() != told.sha256:
        refuse(NOT_THE_SAME, file=told.file)
    return content


def _must_be_harmless(entries: list[ZipInfo]) -> None:
    if len(entries) > MOST_ENTRIES or sum(entry.file_size for entry in entries) > MOST_UNPACKED:
        refuse(TOO_MUCH)
    for entry in entries:
        _must_have_a_good_name(entry.filename)
        if entry.flag_bits & ENCRYPTED or entry.compress_type not in (ZIP_STORED, ZIP_DEFLATED):
            refuse(LOCKED)
        if entry.file_size > MOST_RATIO * max(entry.compress_size, 1):
            refuse(TOO_MUCH)
    _must_be_once(entry.filename for entry in entries)


def _must_have_a_good_name(name: str) -> None:
    path = PurePosixPath(name)
    if path.is_absolute() or ".." in path.parts or "\\" in name or ":" in name or not name.isprintable():
        refuse(BAD_NAME, name=name[:SHORT])


def _must_be_once(names: Iterable[str]) -> None:
    known: set[str] = set()
    for name in names:
        if name in known:
            refuse(BAD_NAME, name=name[:SHORT])
        known.add(name)


def _unpacked(packed: ZipFile, entry: ZipInfo, most: int) -> bytes:
    try:
        with packed.open(entry) as file:
            content = file.read(most + 1)
    except (BadZipFile, EOFError, OSError, ValueError, RuntimeError, zlib.error):
        refuse(BROKEN)
    if len(content) > most:
        refuse(TOO_MUCH)
    return content
