"""Everything in one ZIP, with a list of what is in it."""

import hashlib
import json
from collections.abc import Iterable
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from app.press.job import Entry

PACKED_ALREADY = frozenset({".jpg", ".png", ".webp", ".docx", ".xlsx", ".pptx", ".pdf"})
CHUNK = 1 << 20
LIST = "manifest.json"
"""Name, bytes and SHA-256 of each file."""
EPOCH = (1980, 1, 1, 0, 0, 0)
"""The same files give the same archive."""


def make(data: list[Entry], folder: Path, file: str) -> Iterable[str]:
    with ZipFile(folder / file, "w") as archive:
        listed = [_add(archive, folder / entry["file"], entry["name"]) for entry in data]
        archive.writestr(ZipInfo(LIST, EPOCH), json.dumps(listed, indent=1, ensure_ascii=False), ZIP_DEFLATED)
    return ()


def _add(archive: ZipFile, path: Path, name: str) -> dict[str, str | int]:
    info = ZipInfo(name, EPOCH)
    info.compress_type = ZIP_STORED if path.suffix in PACKED_ALREADY else ZIP_DEFLATED
    info.external_attr = 0o644 << 16
    info.file_size = path.stat().st_size
    digest = hashlib.sha256()
    with path.open("rb") as source, archive.open(info, "w") as target:
        while chunk := source.read(CHUNK):
            digest.update(chunk)
            target.write(chunk)
    return {"name": name, "bytes": info.file_size, "sha256": digest.hexdigest()}
