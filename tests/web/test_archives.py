"""A café goes into an archive and comes out of it: the same words, the same pixels, or nothing at all."""

import hashlib
import html
import io
import json
from typing import Any
from zipfile import ZipFile

import pytest
from fastapi.testclient import TestClient
from httpx import Response
from sqlmodel import Session, col, func, select

from app.cafes import reading as cafes
from app.cafes.models import Cafe
from app.db import reading
from app.harvest.as_json import as_json
from app.harvest.gathering import gather
from app.photos import reading as photos
from app.photos.models import Size
from app.web import unboxing
from tests.photos import pictures
from tests.web.cafes import evening
from tests.web.evening import browser, step

PNG = pictures.saved(pictures.paper(300, 200), "PNG")
Files = dict[str, bytes]


def exported(house: TestClient, key: str) -> tuple[dict[str, Any], Files]:
    """What an archive of this café holds: the document but for its time, and the photos."""
    with reading(house.app.state.house.engine) as db:  # type: ignore[attr-defined]
        report = gather(db, cafes.by_key(db, key), timezone="Europe/Berlin")
        row_of = {photo.row: photo.file for photo in report.photos}
        files = {row_of[row]: content for row, content in photos.files(db, list(row_of), Size.album)}
        thumbnails = [photos.content(db, row, Size.thumbnail) for row in row_of]
    assert all(each and each.startswith(b"RIFF") for each in thumbnails)
    return json.loads(as_json(report, photos=True)) | {"exported_at": None}, files


def packed(document: dict[str, Any], files: Files) -> bytes:
    file = io.BytesIO()
    with ZipFile(file, "w") as archive:
        archive.writestr("harvest.json", json.dumps(document | {"exported_at": "2026-03-20T10:00:00+01:00"}))
        for name, content in files.items():
            archive.writestr(name, content)
    return file.getvalue()


def bring_in(house: TestClient, content: bytes) -> Response:
    return browser(house).post("/cafes/imports", files={"file": ("cafe.zip", content)})


def how_many(house: TestClient) -> int:
    with Session(house.app.state.house.engine) as db:  # type: ignore[attr-defined]
        return db.exec(select(func.count(col(Cafe.id)))).one()


@pytest.fixture(scope="module")
def archive(house: TestClient) -> tuple[dict[str, Any], Files]:
    """Of a café with a photo of a table and one of the room."""
    cafe = evening(house)
    step(cafe.host, cafe.key)
    cafe.post("Ein Raum zum Reden 👍🏽")
    for fields in ({"table": str(cafe.room["tables"][0]["id"]), "round": "1", "agreed": "1"}, {}):
        told = {"key": f"photo-key-{next(cafe.keys)}", "caption": "Tisch & Raum"} | fields
        answer = cafe.host.post(f"/cafes/{cafe.key}/photos", data=told, files={"photo": ("x.png", PNG)})
        assert answer.status_code == 200
    return exported(house, cafe.key)


def test_export_import_export_is_the_same_to_the_last_pixel(house: TestClient, archive: tuple) -> None:
    document, files = archive
    assert [photo["file"] for photo in document["photos"]] == list(files)
    assert list(files) == ["photos/table-01_round-1_photo-01.jpg", "photos/room_round-1_photo-02.jpg"]
    answer = bring_in(house, packed(document, files))
    assert answer.url.path.endswith("/host"), answer.text
    again, pixels = exported(house, answer.url.path.split("/")[2])
    assert again == document
    assert pixels == files


def test_a_photo_from_elsewhere_is_developed_anew(house: TestClient, archive: tuple) -> None:
    document, (name, *_) = archive[0], archive[1]
    phone = pictures.saved(pictures.paper(300, 200), comment=b"Kameramarke")
    told = document["photos"][0] | {"sha256": hashlib.sha256(phone).hexdigest()}
    answer = bring_in(house, packed(document | {"photos": [told]}, {name: phone}))
    again, pixels = exported(house, answer.url.path.split("/")[2])
    assert b"Kameramarke" in phone
    assert b"Kameramarke" not in pixels[name]
    assert again["photos"][0]["sha256"] == hashlib.sha256(pixels[name]).hexdigest()
    turned = pictures.from_a_phone(300, 200)
    told["sha256"] = hashlib.sha256(turned).hexdigest()
    answer = bring_in(house, packed(document | {"photos": [told]}, {name: turned}))
    again, _ = exported(house, answer.url.path.split("/")[2])
    assert (again["photos"][0]["width"], again["photos"][0]["height"]) == (200, 300)


def test_nothing_is_brought_in_by_halves(house: TestClient, archive: tuple, monkeypatch: pytest.MonkeyPatch) -> None:
    document, files = archive
    first, second = files
    script, no_photo = b"<script>alert(1)</script>", f"Das Foto „{second}“ im Archiv lässt sich nicht"
    spoilt = [*document["photos"][:1], document["photos"][1] | {"sha256": hashlib.sha256(script).hexdigest()}]
    whole, before = packed(document, files), how_many(house)
    for content, sentence in (
        (whole[: len(whole) * 7 // 10], "beschädigt"),
        (packed(document, {first: files[first]}), f"Das Foto „{second}“ fehlt im Archiv."),
        (packed(document, files | {second: files[first] + b"."}), "Prüfsumme"),
        (packed(document | {"photos": spoilt}, files | {second: script}), no_photo),
        (packed(document | {"format_version": 2}, files), "wir lesen nur Fassung 1"),
        (packed(document | {"actions": [{"id": "x"}]}, files), "„actions[0].what“"),
    ):
        answer = bring_in(house, content)
        assert answer.status_code == 422
        assert sentence in html.unescape(answer.text)
    monkeypatch.setattr(unboxing, "MOST_PACKED", 1000)
    monkeypatch.setattr(unboxing, "FIELDS", 1000)
    assert bring_in(house, whole).status_code == 413
    assert browser(house).post("/cafes/imports", data={"file": ""}).status_code == 422
    assert how_many(house) == before
