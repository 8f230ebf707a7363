"""The report to read: who may have which edition, links that end, and one file that asks for nothing."""

import base64
import hashlib
import html
import io
import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from html.parser import HTMLParser

import pytest
from fastapi.testclient import TestClient
from httpx import Response
from sqlmodel import select

from app.afterword import publishing
from app.afterword.models import NextDate, ReportLink
from app.cafes import reading as cafes
from app.darkroom import Darkroom
from app.db import now
from app.photos import reading as photos
from app.photos.taking import Developed
from app.transactions import transaction
from app.translations import translate
from tests.web.cafes import Cafe, evening
from tests.web.evening import browser, step

HIDDEN, EVIL = (
    "Das war ein Versehen",
    '<img src=x onerror=alert(1)> {{ 7 * 7 }} "\u202e</style><script>alert(2)</script>',
)
SAID = ["Weniger Kanäle, mehr Käse", "Größere Übersicht 💪🏽", "مرحبا بالجميع", "Больше времени", HIDDEN, EVIL]
ALBUM, THUMBNAIL = b"\xff\xd8\xffalbum" * 300, b"RIFF____WEBP" * 30
VOID = {"meta", "link", "img", "input", "col", "br", "path", "circle"}


@dataclass
class Harvested(Cafe):
    """At the harvest, with three photos: one whose people agreed, one whose have not, one that is hidden."""

    photos: tuple[int, ...] = ()

    def at(self, path: str) -> str:
        return f"/cafes/{self.key}/{path}"

    def read(self, audience: str, **more: str) -> str:
        answer = self.host.get(self.at("report"), params={"audience": audience, **more})
        assert answer.status_code == 200
        return answer.text

    def lend(self, **fields: str) -> str:
        """The address of a new link, as the harvest page shows it."""
        answer = self.host.post(self.at("report-links"), data=fields)
        assert answer.url.path == self.at("harvest"), answer.text
        assert answer.url.fragment == "report-links"
        return str(re.findall(r'value="http://[^"]+(/reports/\w+)"', answer.text)[0])


@pytest.fixture(scope="module")
def cafe(house: TestClient) -> Harvested:
    with pytest.MonkeyPatch.context() as patch:

        async def develop(_room: Darkroom, _file: io.BufferedIOBase) -> Developed:
            return Developed(width=120, height=90, digest="ab" * 32, album=ALBUM, thumbnail=THUMBNAIL)

        patch.setattr(Darkroom, "develop", develop)
        return harvested(house)


def harvested(house: TestClient) -> Harvested:
    cafe = evening(house)
    step(cafe.host, cafe.key)
    ids = [cafe.post(text, headers={"accept": "application/json"}).json()["id"] for text in SAID]
    cafe.host.post(f"/cafes/{cafe.key}/contributions/{ids[4]}/hiding", data={"hidden": "1"})
    found = []
    for caption, agreed in (("Alle einverstanden", "1"), ("Niemand gefragt", ""), ("Verwackelt", "1")):
        told = {"key": f"photo-{caption[:4]}-key", "table": str(cafe.room["tables"][0]["id"]), "round": "1"}
        answer = cafe.host.post(
            f"/cafes/{cafe.key}/photos", data=told | {"caption": caption} | ({"agreed": agreed} if agreed else {}),
            files={"photo": ("a.jpg", b"x", "image/jpeg")}, headers={"accept": "application/json"},
        )  # fmt: skip
        assert answer.status_code == 201, answer.text
        found.append(int(answer.json()["id"]))
    cafe.host.post(f"/cafes/{cafe.key}/photos/{found[2]}/hiding", data={"hidden": "1"})
    with transaction(house.app.state.house.engine) as db:
        row = cafes.by_key(db, cafe.key).id_
        when = datetime(2027, 1, 21, 17, tzinfo=UTC)
        db.add(NextDate(cafe_id=row, token="t" * 12, title="Nachtreffen", starts_at=when, link="https://a.example/x"))
    while not is_harvest(cafe):
        step(cafe.host, cafe.key)
    return Harvested(cafe.host, cafe.key, cafe.language, cafe.room, cafe.anna, photos=tuple(found))


def is_harvest(cafe: Cafe) -> bool:
    return cafe.anna.get(f"/cafes/{cafe.key}/harvest").status_code == 200


class Reader(HTMLParser):
    """What a page says in words; what is only a picture (`role=img`) is left out."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.lines: list[str] = []
        self.said: list[str] = []
        self._open: list[tuple[str, bool, bool]] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag == "p" and given.get("class") == "report__words":
            self.lines.append("")
        if tag not in VOID:
            self._open.append(
                (tag, given.get("role") == "img" or tag == "style", given.get("class") == "report__words")
            )

    def handle_endtag(self, tag: str) -> None:
        while self._open and self._open.pop()[0] != tag:
            pass

    def handle_data(self, data: str) -> None:
        if any(is_picture for _, is_picture, _ in self._open):
            return
        self.said.append(data)
        if any(is_line for _, _, is_line in self._open):
            self.lines[-1] += data


def test_every_contribution_stands_there_exactly_once(cafe: Harvested) -> None:
    shown = [html.unescape(text).replace("\u202e", "") for text in SAID]
    assert sorted(Reader(cafe.read("team")).lines) == sorted(shown)
    assert sorted(Reader(cafe.read("participants")).lines) == sorted(text for text in shown if text != HIDDEN)
    assert Reader(cafe.read("participants", length="short")).lines == []


def test_each_audience_gets_its_own(cafe: Harvested) -> None:
    team, room, public = (cafe.read(audience) for audience in ("team", "participants", "public"))
    assert HIDDEN in team and HIDDEN not in room + public
    assert "Anna" in room and "Anna" not in public
    assert "Niemand gefragt" in room and "Niemand gefragt" not in public
    assert "Verwackelt" not in team + room + public


def test_language_and_length_are_chosen_by_a_plain_form(cafe: Harvested) -> None:
    page = cafe.read("public", length="short", language="en")
    assert '<html lang="en">' in page
    assert "Contents" in page
    for chosen in ('value="public" selected', 'value="short" selected', 'value="en" selected'):
        assert chosen in page
    assert "<script" not in page and "style=" not in page


def test_guests_read_theirs_once_the_harvest_is_open(cafe: Harvested, house: TestClient) -> None:
    assert cafe.anna.get(cafe.at("report")).status_code == 200
    for audience in ("team", "public"):
        assert cafe.anna.get(cafe.at(f"report?audience={audience}")).status_code == 403
    other = evening(house)
    for path in ("report", "harvest.html"):
        assert other.anna.get(f"/cafes/{other.key}/{path}").status_code == 403
        assert other.host.get(f"/cafes/{other.key}/{path}").status_code == 200
        assert browser(house).get(cafe.at(path)).status_code == 403


# links


def sealed(answer: Response) -> bool:
    """Told to nobody: no address goes on, no search engine keeps it, no cookie is set."""
    told = answer.headers
    return (
        told.get_list("referrer-policy") == ["no-referrer"]
        and "noindex" in told["x-robots-tag"]
        and "set-cookie" not in told
        and "default-src 'none'" in told["content-security-policy"]
    )


def test_a_link_opens_the_report_to_a_stranger_until_it_is_ended(cafe: Harvested, house: TestClient) -> None:
    address = cafe.lend(audience="public", length="full", language="de", days="7")
    stranger = browser(house)
    answer = stranger.get(address)
    assert answer.status_code == 200
    assert sealed(answer)
    assert SAID[0] in answer.text and "Anna" not in answer.text
    assert cafe.key not in answer.text
    for path in ("report.html", "dates.ics"):
        assert sealed(stranger.get(f"{address}/{path}")), path
    assert "SUMMARY:Nachtreffen" in stranger.get(f"{address}/dates.ics").text

    link = re.findall(r"report-links/(\d+)/ending", cafe.host.get(cafe.at("harvest")).text)[0]
    for _ in range(2):
        assert cafe.host.post(cafe.at(f"report-links/{link}/ending")).status_code == 200
    for path in ("", "/report.html", "/dates.ics", f"/photos/{cafe.photos[0]}/album"):
        gone = stranger.get(f"{address}{path}")
        assert gone.status_code == 404
        assert SAID[0] not in gone.text
    assert address not in cafe.host.get(cafe.at("harvest")).text


def test_ended_expired_and_unknown_links_say_the_same(cafe: Harvested, house: TestClient) -> None:
    address = cafe.lend(days="30")
    token = address.rpartition("/")[2]
    with transaction(house.app.state.house.engine) as db:
        link = db.exec(select(ReportLink).where(ReportLink.token == token)).one()
        assert timedelta(days=29) < link.ends_at - now() <= timedelta(days=30)
        link.ends_at = now()
        db.add(link)
    stranger = browser(house)
    for language in ("de", "en"):
        stranger.headers["accept-language"] = language
        expired, unknown = stranger.get(address), stranger.get("/reports/" + "x" * 24)
        assert (expired.status_code, expired.text) == (404, unknown.text)
        assert f'<html lang="{language}"' in expired.text
        assert translate(language, publishing.NoReport.sentence) in html.unescape(expired.text)


def test_tokens_cannot_be_guessed(cafe: Harvested) -> None:
    tokens = {cafe.lend().rpartition("/")[2] for _ in range(3)}
    assert len(tokens) == 3
    assert all(re.fullmatch(r"[2-9b-df-hj-np-tv-z]{24}", token) for token in tokens)


def test_a_link_shows_the_photos_of_its_edition_and_no_others(cafe: Harvested, house: TestClient) -> None:
    agreed, unasked, hidden = cafe.photos
    stranger = browser(house)
    allowed = {("public", "full"): {agreed}, ("team", "full"): {agreed, unasked}, ("team", "short"): set()}
    for (audience, length), expected in allowed.items():
        address = cafe.lend(audience=audience, length=length)
        page = stranger.get(address).text
        shown = re.findall(rf'src="({address}/photos/(\d+)/thumbnail)"', page)
        assert {int(photo) for _, photo in shown} == expected
        for photo in (agreed, unasked, hidden, 999):
            for size, content, kind in (("album", ALBUM, "image/jpeg"), ("thumbnail", THUMBNAIL, "image/webp")):
                answer = stranger.get(f"{address}/photos/{photo}/{size}")
                assert (answer.status_code == 200) == (photo in expected), (audience, length, photo)
                if answer.status_code == 200:
                    assert (answer.content, answer.headers["content-type"]) == (content, kind)
                    assert sealed(answer)
    elsewhere = evening(house)
    elsewhere.host.post(f"/cafes/{elsewhere.key}/report-links", data={"audience": "team"})
    other = re.findall(r"(/reports/\w+)\"", elsewhere.host.get(f"/cafes/{elsewhere.key}/harvest").text)[0]
    assert stranger.get(f"{other}/photos/{agreed}/album").status_code == 404
    assert elsewhere.host.post(f"/cafes/{elsewhere.key}/report-links/1/ending").status_code == 404


def test_what_a_link_cannot_be(cafe: Harvested, monkeypatch: pytest.MonkeyPatch) -> None:
    for wrong in ({"days": "8"}, {"days": "x"}, {"audience": "all"}, {"length": "long"}, {"language": "fr"}):
        assert cafe.host.post(cafe.at("report-links"), data=wrong).status_code == 422, wrong
    assert cafe.anna.post(cafe.at("report-links"), data={"days": "7"}).status_code == 403
    monkeypatch.setattr(publishing, "MOST", 1)
    cafe.host.post(cafe.at("report-links"))
    answer = cafe.host.post(cafe.at("report-links"))
    assert answer.status_code == 409
    assert cafe.says(answer, publishing.TooManyLinks.sentence, most=1)


# one file


def test_one_file_holds_everything_it_shows(cafe: Harvested, house: TestClient) -> None:
    answer = cafe.anna.get(cafe.at("harvest.html"))
    assert re.search(r"-Trainertreffen\.html$", answer.headers["content-disposition"])
    text = answer.text
    sources = re.findall(r'(?:src|href)="([^"]+)"', text) + re.findall(r"url\(([^)]+)\)", text)
    assert [
        each[:60] for each in sources if not each.strip("\"'").startswith(("data:", "#", "https://a.example"))
    ] == []
    assert text.count(f"data:image/jpeg;base64,{base64.b64encode(ALBUM).decode()}") == 2
    dates = re.findall(r"data:text/calendar;charset=utf-8;base64,([\w+/=]+)", text)
    assert b"SUMMARY:Nachtreffen" in base64.b64decode(dates[0])
    assert "<script" not in text and " style=" not in text
    assert sorted(Reader(text).lines) == sorted(each.replace("\u202e", "") for each in SAID if each != HIDDEN)


def test_its_policy_allows_its_own_styles_alone(cafe: Harvested) -> None:
    text = cafe.host.get(cafe.at("harvest.html")).text
    (styles,) = re.findall(r"<style>(.*?)</style>", text, re.DOTALL)
    digest = base64.b64encode(hashlib.sha256(styles.encode()).digest()).decode()
    policy = html.unescape(re.findall(r'http-equiv="Content-Security-Policy" content="([^"]+)"', text)[0])
    assert policy.startswith(f"default-src 'none'; style-src 'sha256-{digest}'; ")
    assert styles.count("data:font/woff2;base64,") == 3


def test_a_photo_taken_back_while_the_file_is_sent_is_left_out(
    cafe: Harvested, house: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(photos, "content", lambda *_: None)
    text = cafe.host.get(cafe.at("harvest.html")).text
    assert "data:image/jpeg" not in text
    assert SAID[0] in text
