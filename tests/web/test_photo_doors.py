"""Photos through their doors: sent with and without a script, looked at by those who may, and mended."""

import html
import io
import re
from collections.abc import Iterator
from typing import Any

import pytest
from fastapi.testclient import TestClient
from httpx import Response

from app.darkroom import Darkroom, DarkroomFull
from app.photos import taking
from app.photos.taking import Developed
from app.web import uploads
from tests.photos import pictures
from tests.web.cafes import JSON, Cafe, evening
from tests.web.evening import browser, facts, join, step

SMALL = pictures.saved(pictures.paper(120, 90))
CUT = SMALL[: len(SMALL) * 7 // 10]
ALBUM, THUMBNAIL = b"\xff\xd8\xffalbum" * 300, b"RIFF____WEBP" * 30
INSTANT = Developed(width=120, height=90, digest="ab" * 32, album=ALBUM, thumbnail=THUMBNAIL)


@pytest.fixture
def instant(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[bytes]]:
    """A darkroom that does not look at what it is given; what it was given."""
    given: list[bytes] = []

    async def develop(_room: Darkroom, file: io.BufferedIOBase) -> Developed:
        given.append(file.read())
        return INSTANT

    monkeypatch.setattr(Darkroom, "develop", develop)
    return given


@pytest.fixture
def cafe(house: TestClient) -> Cafe:
    cafe = evening(house)
    step(cafe.host, cafe.key)
    return cafe


def send(
    cafe: Cafe,
    who: TestClient | None = None,
    content: bytes = SMALL,
    headers: dict[str, str] | None = None,
    **fields: Any,
) -> Response:
    told = {"key": f"photo-key-{next(cafe.keys)}", "table": str(cafe.room["tables"][0]["id"]), "round": "1"} | fields
    files = {"photo": ("../../etc/IMG 1.jpg", content, "text/html")}
    return (who or cafe.anna).post(f"/cafes/{cafe.key}/photos", data=told, files=files, headers=headers)


def sent(cafe: Cafe, who: TestClient | None = None, **fields: Any) -> int:
    answer = send(cafe, who, headers=JSON, **fields)
    assert answer.status_code == 201, answer.text
    return int(answer.json()["id"])


def at(cafe: Cafe, path: str) -> str:
    return f"/cafes/{cafe.key}/{path}"


def test_from_the_phone_onto_the_cloth_and_the_wall(cafe: Cafe) -> None:
    """The real darkroom, once; everything else here needs no pixels."""
    answer = send(
        cafe, content=pictures.from_a_phone(600, 400), headers=JSON, key="key-of-this", caption="Unser <Tuch>"
    )
    assert answer.status_code == 201
    assert answer.json() == {"ack": "key-of-this", "status": 201, "id": answer.json()["id"]}
    for who, screen in ((cafe.anna, "table"), (cafe.host, "wall"), (cafe.host, "album"), (cafe.anna, "album")):
        page = who.get(at(cafe, screen)).text
        source = re.search(rf'src="([^"]+/photos/{answer.json()["id"]}/thumbnail[^"]+)" width="400" height="600"', page)
        assert source, screen
        assert "Unser &lt;Tuch&gt;" in page
        small = who.get(html.unescape(source[1]))
        assert small.headers["content-type"] == "image/webp"
        assert small.content[8:12] == b"WEBP"
    large = cafe.anna.get(at(cafe, f"photos/{answer.json()['id']}/album"))
    assert large.headers["content-type"] == "image/jpeg"
    assert large.content.startswith(b"\xff\xd8\xff")
    assert b"Kameramarke" not in large.content


def test_a_form_without_a_script_goes_back_to_its_page(cafe: Cafe, instant: list[bytes]) -> None:
    assert send(cafe, key="").url.path == at(cafe, "table")
    assert send(cafe, key="").url.path == at(cafe, "table")  # two forms are two photos
    assert send(cafe, cafe.host).url.path == at(cafe, "album")
    assert cafe.host.get(at(cafe, "album")).text.count('class="shot"') == 3
    assert instant == [SMALL] * 3


def test_sent_again_it_is_not_developed_again(cafe: Cafe, instant: list[bytes]) -> None:
    first = sent(cafe, key="the-same-key")
    assert sent(cafe, key="the-same-key") == first
    assert len(instant) == 1


def test_browsers_may_keep_what_changes_its_address(cafe: Cafe, instant: list[bytes]) -> None:
    photo = sent(cafe)
    named = cafe.anna.get(at(cafe, f"photos/{photo}/album"), params={"v": INSTANT.digest[:16]})
    assert named.headers["cache-control"] == "private, max-age=31536000, immutable"
    for params in ({}, {"v": ""}, {"v": "cd"}):
        other = cafe.anna.get(at(cafe, f"photos/{photo}/album"), params=params)
        assert other.headers["cache-control"] == "private, no-cache"
    assert other.headers["x-content-type-options"] == "nosniff"
    assert "default-src 'none'" in other.headers["content-security-policy"]
    assert cafe.anna.get(at(cafe, f"photos/{photo}/original")).status_code == 404


@pytest.mark.parametrize(
    ("content", "status", "sentence"),
    [
        (b"", 422, "Wähl zuerst ein Foto aus."),
        (b"<html>", 422, "Das ist kein Foto, das wir öffnen können. Nimm ein JPEG, PNG oder WebP."),
        (CUT, 422, "Von diesem Foto fehlt ein Teil. Nimm es noch einmal auf, oder wähl ein anderes."),
    ],
)
def test_what_is_no_photo_is_told_kindly(cafe: Cafe, content: bytes, status: int, sentence: str) -> None:
    for headers in (JSON, None):
        answer = send(cafe, content=content, headers=headers, key="a-key-for-both")
        assert answer.status_code == status
        assert cafe.says(answer, sentence)
        if content and headers:
            assert answer.json()["ack"] == "a-key-for-both"


def test_in_english_too(house: TestClient) -> None:
    cafe = evening(house, "en")
    answer = send(cafe, content=pictures.heic(), headers=JSON)
    assert "This photo is in HEIC" in answer.json()["message"]


def test_too_large_is_refused_while_it_comes(cafe: Cafe, instant: list[bytes], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(uploads, "LARGEST_FILE", 300_000)
    assert send(cafe, content=b"x" * 300_000, headers=JSON).status_code == 201
    for size in (300_001, 400_000):
        answer = send(cafe, content=b"x" * size, headers=JSON)
        assert answer.status_code == 413
        assert cafe.says(answer, uploads.TooLarge.sentence)
    heard: list[int] = []

    def endless() -> Iterator[bytes]:
        yield b'--b\r\ncontent-disposition: form-data; name="photo"; filename="x"\r\n\r\n'
        while len(heard) < 200:
            heard.append(1)
            yield b"x" * 50_000

    monkeypatch.setattr(uploads, "HEARD_OUT", 1_000_000)
    kind = {"content-type": "multipart/form-data; boundary=b"}
    answer = cafe.anna.post(at(cafe, "photos"), content=endless(), headers=JSON | kind)
    assert answer.status_code == 413
    assert len(instant) == 1


@pytest.mark.parametrize(
    ("kind", "body"),
    [("multipart/form-data", b"x"), ("multipart/form-data; boundary=b", b"--c--"), ("text/plain", b"x"),
     ("application/x-www-form-urlencoded", b"photo=1")],
)  # fmt: skip
def test_a_body_that_is_none(cafe: Cafe, kind: str, body: bytes) -> None:
    answer = cafe.anna.post(at(cafe, "photos"), content=body, headers=JSON | {"content-type": kind})
    assert answer.status_code == 422


def test_when_the_darkroom_is_full_phones_are_asked_to_come_again(cafe: Cafe, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("app.darkroom.WAITING", 0)
    answer = send(cafe, headers=JSON)
    assert (answer.status_code, answer.headers["retry-after"]) == (503, "5")
    assert cafe.says(answer, DarkroomFull.sentence)


def test_the_rules_are_asked_before_anything_is_developed(cafe: Cafe, instant: list[bytes]) -> None:
    other = str(cafe.room["tables"][1]["id"])
    assert send(cafe, table=other, headers=JSON).json()["status"] == 403
    assert send(cafe, browser(cafe.host), headers=JSON).json()["status"] == 403
    for wrong in ({"round": "2"}, {"table": "x"}, {"key": "short"}, {"caption": "x" * 201}):
        assert send(cafe, headers=JSON, **wrong).json()["status"] == 422
    assert len(instant) == 1  # the caption is looked at when the photo is kept


def test_the_host_says_who_may(cafe: Cafe, instant: list[bytes]) -> None:
    settings = {"title": "Abend", "minutes": "20", "rounds": "2"}
    assert "data-may-photograph" in cafe.anna.get(at(cafe, "table")).text
    cafe.host.post(at(cafe, "settings"), data=settings | {"photographers": "nobody"})
    assert re.search(r'value="nobody"[^>]* checked', cafe.host.get(at(cafe, "settings")).text)
    assert "data-may-photograph" not in cafe.anna.get(at(cafe, "table")).text
    assert send(cafe, headers=JSON).json()["status"] == 403
    sent(cafe, cafe.host)


def test_enough_is_told(cafe: Cafe, instant: list[bytes], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(taking, "MOST_OF_ONE", 1)
    sent(cafe)
    answer = send(cafe, headers=JSON)
    assert answer.status_code == 409
    assert cafe.says(answer, taking.EnoughPhotos.sentence)


def test_only_who_may_looks_at_it(cafe: Cafe, house: TestClient, instant: list[bytes]) -> None:
    photo = sent(cafe, caption="Nur für Tisch 1")
    ben = join(cafe.host, cafe.room["tables"][1]["join_token"], "Ben")
    mate = join(cafe.host, cafe.room["tables"][0]["join_token"], "Mia")
    elsewhere = evening(house)
    ways = [f"photos/{photo}", f"photos/{photo}/album", f"photos/{photo}/thumbnail"]

    def sees(who: TestClient) -> bool:
        shown = [who.get(at(cafe, way)).status_code for way in ways]
        told = ways[-1] in who.get(at(cafe, "album")).text
        assert shown in ([200] * 3, [404] * 3)
        assert told == (shown == [200] * 3)
        return told

    assert [sees(who) for who in (cafe.host, cafe.anna, mate)] == [True] * 3
    assert [sees(who) for who in (ben, browser(house), elsewhere.host, elsewhere.anna)] == [False] * 4
    assert elsewhere.host.get(f"/cafes/{elsewhere.key}/photos/{photo}/album").status_code == 404
    cafe.host.post(at(cafe, f"photos/{photo}/hiding"), data={"hidden": "1"})
    assert [sees(who) for who in (cafe.host, cafe.anna, mate)] == [True, False, False]
    assert "Die Leitung hat eins deiner Fotos ausgeblendet." in cafe.anna.get(at(cafe, "album")).text
    cafe.host.post(at(cafe, f"photos/{photo}/hiding"), data={"hidden": "0"})
    while facts(cafe.host, cafe.key)["stage"] != "synthesis":
        step(cafe.host, cafe.key)
    assert sees(ben)
    mate.post(at(cafe, "departure"))
    assert not sees(mate)


def test_mended_by_whose_it_is(cafe: Cafe, instant: list[bytes]) -> None:
    photo, mate = sent(cafe), join(cafe.host, cafe.room["tables"][0]["join_token"], "Mia")
    words = {"caption": "Neue Worte", "description": "Kringel und Pfeile"}
    for verb in ("edits", "agreements", "withdrawal"):
        assert mate.post(at(cafe, f"photos/{photo}/{verb}"), data=words).status_code == 403
    for verb in ("album", "hiding"):
        assert cafe.anna.post(at(cafe, f"photos/{photo}/{verb}")).status_code == 403
    own = {"referer": f"http://cafe.test{at(cafe, f'photos/{photo}')}"}
    edited = cafe.anna.post(at(cafe, f"photos/{photo}/edits"), data=words, headers=own)
    assert edited.url.path == at(cafe, f"photos/{photo}")
    assert "Kringel und Pfeile" in edited.text
    assert "Nicht nach draußen" in edited.text
    agreed = cafe.anna.post(at(cafe, f"photos/{photo}/agreements"), data={"agreed": "1"})
    assert agreed.url.path == at(cafe, "album")
    assert "Alle einverstanden" in agreed.text
    out = cafe.host.post(at(cafe, f"photos/{photo}/album"), data={"shown": "0"})
    assert "Nicht im Album" in out.text
    assert "Neue Worte" in mate.get(at(cafe, "table")).text
    gone = cafe.anna.post(at(cafe, f"photos/{photo}/withdrawal"))
    assert "Neue Worte" not in gone.text
    for page in (cafe.host.get(at(cafe, "album")), cafe.anna.get(at(cafe, "table")), cafe.host.get(at(cafe, "wall"))):
        assert f"photos/{photo}" not in page.text
    assert cafe.host.get(at(cafe, f"photos/{photo}/album")).status_code == 404
