"""Archives that are not quite right: each gets a sentence, and nothing in them is believed."""

import hashlib
import io
from dataclasses import replace
from datetime import UTC, datetime
from zipfile import ZIP_BZIP2, ZIP_DEFLATED, ZipFile

import pytest

from app.errors import BadInput
from app.harvest import unpacking
from app.harvest.unpacking import opened, photo
from app.harvest.written import Photo

CONTENT = b"pixels" * 100
PHOTO = Photo(
    id="f1", file="photos/room_photo-01.jpg", table_id=None, round_id=None, author_id=None, caption="", alt="", width=1,
    height=1, sha256=hashlib.sha256(CONTENT).hexdigest(), taken_at=datetime(2026, 3, 19, tzinfo=UTC), agreed_at=None,
    in_album=True, hidden=False,
)  # fmt: skip


def packed(*more: tuple[str, bytes], folder: str = "", method: int = ZIP_DEFLATED) -> io.BytesIO:
    file = io.BytesIO()
    with ZipFile(file, "w", method) as archive:
        archive.writestr(f"{folder}harvest.json", b"{}")
        archive.writestr(f"{folder}{PHOTO.file}", CONTENT)
        for name, content in more:
            archive.writestr(name, content)
    return file


def refusal(file: io.BytesIO, told: Photo | None = None) -> str:
    with pytest.raises(BadInput) as refused:
        archive = opened(file)
        photo(archive, told or PHOTO)
    assert refused.value.field == "file"
    return str(refused.value)


@pytest.mark.parametrize("folder", ["", "2026-03-19-Treffen/"])
def test_the_document_and_a_photo_beside_it(folder) -> None:
    archive = opened(packed(("bericht.pdf", b"%PDF"), folder=folder))
    assert archive.document == b"{}"
    assert PHOTO.file in archive.files
    assert photo(archive, PHOTO) == CONTENT


@pytest.mark.parametrize("share", [0.02, 0.5, 0.9, 0.99])
def test_an_archive_that_was_cut(share) -> None:
    whole = packed().getvalue()
    assert refusal(io.BytesIO(whole[: int(len(whole) * share)])) == unpacking.BROKEN


def test_one_flipped_bit() -> None:
    whole = bytearray(packed(method=0).getvalue())
    whole[whole.index(b"pixels") + 3] ^= 1
    assert refusal(io.BytesIO(bytes(whole))) == unpacking.BROKEN


@pytest.mark.parametrize("name", ["../x", "/etc/x", "a\\b", "c:x", "photos/../../x", "neu\nzeile"])
def test_names_that_lead_elsewhere(name) -> None:
    assert refusal(packed((name, b""))).startswith("In dem Archiv liegt eine Datei mit einem Namen")


def test_the_same_name_twice() -> None:
    with pytest.warns(UserWarning):
        twice = packed((PHOTO.file, b"other"))
    assert refusal(twice).startswith("In dem Archiv liegt eine Datei mit einem Namen")


def test_without_a_document_or_with_two() -> None:
    assert refusal(packed(("other/harvest.json", b"{}"))) == unpacking.WITHOUT
    empty = io.BytesIO()
    ZipFile(empty, "w").close()
    assert refusal(empty) == unpacking.WITHOUT


def test_what_would_become_too_much(monkeypatch) -> None:
    assert refusal(packed(("bomb.txt", b"\0" * 3_000_000))) == unpacking.TOO_MUCH
    assert refusal(packed(*((f"{no}.txt", b"") for no in range(unpacking.MOST_ENTRIES)))) == unpacking.TOO_MUCH
    monkeypatch.setattr(unpacking, "MOST_OF_A_PHOTO", len(CONTENT) - 1)
    assert refusal(packed()) == unpacking.TOO_MUCH
    monkeypatch.setattr(unpacking, "MOST_UNPACKED", len(CONTENT))
    assert refusal(packed()) == unpacking.TOO_MUCH


def test_packed_in_another_way_or_locked() -> None:
    assert refusal(packed(method=ZIP_BZIP2)) == unpacking.LOCKED
    whole = bytearray(packed().getvalue())
    whole[whole.index(b"PK\x01\x02") + 8] |= 1
    assert refusal(io.BytesIO(bytes(whole))) == unpacking.LOCKED


def test_another_photo_under_its_name() -> None:
    assert "Prüfsumme" in refusal(packed(), replace(PHOTO, sha256="0" * 64))
