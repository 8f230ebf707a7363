"""The organiser's words and the photos: in the report, in the JSON, and the same again after an import."""

import json

import pytest
from sqlmodel import select

from app.afterword.models import Agreement
from app.errors import BadInput
from app.harvest.as_json import as_json
from app.harvest.gathering import gather
from app.harvest.importing import bring_in
from app.harvest.reading_json import reading
from app.photos.models import PhotoFile, Size
from tests.harvest.conftest import EVENING
from tests.harvest.test_round_trip import LATER, without_time


def files_of(exported: bytes) -> set[str]:
    return {photo["file"] for photo in json.loads(exported)["photos"]}


def again(room, before: bytes) -> bytes:
    cafe = bring_in(room.db, reading(before, files_of(before)).report, lambda id_, size: f"{id_} {size}".encode())
    room.db.flush()
    return as_json(gather(room.db, cafe, timezone="Europe/Berlin", at=LATER), photos=True)


def test_everything_comes_back_the_same(written) -> None:
    before = as_json(written.gathered(), photos=True)
    assert without_time(again(written, before)) == without_time(before)
    assert reading(before, files_of(before)).left_out == ()


def test_a_photo_that_was_left_out_renames_no_other(written) -> None:
    before = as_json(written.gathered(complete=False), photos=True)
    assert [one["id"] for one in json.loads(again(written, before))["photos"]] == ["f1", "f4"]


def test_what_stands_in_the_report(written) -> None:
    report = written.gathered()
    assert (report.event.subtitle, report.event.contact, report.event.thanks) == (
        "Zweiter Abend",
        "post@haus.example",
        "Danke\nan alle",
    )
    assert (report.impulse.title, report.links[0].label, len(report.at_glance)) == ("Weniger ist mehr", "Film", 2)
    assert report.conclusion.startswith("Es bleibt")
    assert [(one.what, one.status, one.revision) for one in report.actions] == [
        ("Kanal schließen", "open", 0),
        ("Neu zählen", "done", 3),
    ]
    assert [one.title for one in report.next_dates] == ["Treffen", "Fest"]
    assert report.next_dates[1].start.date().isoformat() == "2026-05-19"
    assert report.themes[0].summary == "Seltener,\ndafür besser"


def test_photos_keep_their_numbers_and_have_harmless_names(written) -> None:
    report = written.gathered()
    assert [(one.id, one.file, one.hidden) for one in report.photos] == [
        ("f1", "photos/table-02_round-1_photo-01.jpg", False),
        ("f2", "photos/room_photo-02.jpg", True),
        ("f4", "photos/room_round-2_photo-04.jpg", False),
    ]
    first = report.photos[0]
    assert (first.author_id, first.caption, first.agreed_at) == ("p3", "Tisch 2", EVENING)
    assert written.db.get(PhotoFile, (first.row, Size.album)).content == b"table two"
    assert [one.id for one in written.gathered(complete=False).photos] == ["f1", "f4"]


def test_only_an_archive_tells_of_photos(written) -> None:
    alone = json.loads(as_json(written.gathered()))
    assert (alone["photos"], alone["privacy"]["includes_photos"]) == ([], False)
    beside = as_json(written.gathered(), photos=True)
    assert json.loads(beside)["privacy"]["includes_photos"]
    assert sorted(reading(beside).left_out) == ["photos", "privacy.includes_photos"]
    for own in ("row", "token", "label"):
        assert all(own not in one for noun in ("photos", "actions") for one in json.loads(beside)[noun])


def test_pixels_lie_under_the_photo_they_belong_to(written) -> None:
    before = as_json(written.gathered(), photos=True)
    cafe = bring_in(written.db, reading(before, files_of(before)).report, lambda id_, size: f"{id_} {size}".encode())
    photos = gather(written.db, cafe, timezone="Europe/Berlin").photos
    found = [written.db.get(PhotoFile, (one.row, size)).content for one in photos for size in Size]
    assert found == [f"{one.id} {size}".encode() for one in photos for size in Size]


def test_calendars_know_an_agreement_again_but_no_short_name_from_elsewhere(written) -> None:
    told = json.loads(as_json(written.gathered()))
    told["actions"][1]["id"] = "a2"
    cafe = bring_in(written.db, reading(json.dumps(told).encode()).report)
    first, other = written.db.exec(select(Agreement.token).where(Agreement.cafe_id == cafe.id)).all()
    assert first == "first-thing-1"
    assert len(other) == 16


WRONG: list[tuple[str, dict, str]] = [
    ("actions", {"what": ""}, "actions[0].what"),
    ("actions", {"what": "x" * 201}, "actions[0].what"),
    ("actions", {"status": "maybe"}, "actions[0].status"),
    ("actions", {"due": "bald"}, "actions[0].due"),
    ("actions", {"revision": -1}, "actions[0].revision"),
    ("next_dates", {"start": None}, "next_dates[0].start"),
    ("next_dates", {"end": "2026-03-01T00:00:00Z"}, "next_dates[0].end"),
    ("next_dates", {"link": "javascript:alert(1)"}, "next_dates[0].link"),
    ("links", {"url": "ftp://a.example"}, "links[0].url"),
    ("links", {"url": ""}, "links[0].url"),
    ("photos", {"sha256": "x"}, "photos[0].sha256"),
    ("photos", {"width": 0}, "photos[0].width"),
    ("photos", {"table_id": "t9"}, "photos[0].table_id"),
    ("photos", {"taken_at": None}, "photos[0].taken_at"),
]


def test_something_wrong_is_named_with_its_place(written) -> None:
    exported = as_json(written.gathered(), photos=True)
    for noun, change, place in WRONG:
        told = json.loads(exported)
        told[noun][0] |= change
        assert f"„{place}“" in refusal(json.dumps(told).encode(), files_of(exported)), change


def refusal(uploaded: bytes, files: set[str]) -> str:
    with pytest.raises(BadInput) as refused:
        reading(uploaded, files)
    return str(refused.value)


def test_nothing_may_be_there_twice_and_no_photo_may_be_missing(written) -> None:
    told = json.loads(as_json(written.gathered(), photos=True))
    files = files_of(json.dumps(told).encode())
    for noun in ("actions", "next_dates", "photos"):
        twice = told | {noun: [*told[noun], told[noun][0]]}
        assert f"„{noun}[]" in refusal(json.dumps(twice).encode(), files)
    gone = sorted(files)[0]
    assert refusal(json.dumps(told).encode(), files - {gone}) == f"Das Foto „{gone}“ fehlt im Archiv."
