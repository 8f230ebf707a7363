"""Who may have which file of the harvest, and how one is asked for that takes a moment to make."""

import io
import re
import zipfile

import pytest
from fastapi.testclient import TestClient

from app.web.exports import MEDIA
from tests.web.cafes import Cafe, evening
from tests.web.evening import browser


@pytest.fixture(scope="module")
def cafe(house: TestClient) -> Cafe:
    cafe = evening(house)
    cafe.host.post(f"/cafes/{cafe.key}/steps", data={"expect": "0"})
    assert cafe.post("Weniger Kanäle, mehr Käse", category="change").is_success
    return cafe


def test_nobody_but_the_host_has_a_file_before_the_harvest(cafe: Cafe, house: TestClient) -> None:
    for ending in MEDIA:
        at = f"/cafes/{cafe.key}/harvest.{ending}"
        assert cafe.anna.get(at).status_code == 403
        assert browser(house).get(at).status_code == 403
    assert cafe.anna.post(f"/cafes/{cafe.key}/exports", data={"ending": "xlsx"}).status_code == 403


@pytest.mark.parametrize("ending", ["json", "csv", "md", "ics"])
def test_what_is_written_at_once_is_named_after_the_evening(cafe: Cafe, ending: str) -> None:
    answer = cafe.host.get(f"/cafes/{cafe.key}/harvest.{ending}")
    assert answer.status_code == 200
    assert answer.headers["content-type"].startswith(MEDIA[ending])
    assert re.search(rf"-Trainertreffen\.{ending}$", answer.headers["content-disposition"])


def test_a_wish_that_cannot_be_is_not_there(cafe: Cafe) -> None:
    at = f"/cafes/{cafe.key}/harvest"
    for wrong in (".exe", ".csv?audience=everybody", ".csv?length=long", ".csv?language=fr"):
        assert cafe.host.get(at + wrong).status_code == 404, wrong
    assert cafe.host.post(f"/cafes/{cafe.key}/exports", data={"ending": "csv"}).status_code == 404


def test_the_public_file_has_no_names(cafe: Cafe) -> None:
    for ending in ("json", "csv", "md"):
        at = f"/cafes/{cafe.key}/harvest.{ending}"
        assert "Anna" in cafe.host.get(at).text
        assert "Anna" not in cafe.host.get(f"{at}?audience=public").text


def test_a_file_is_made_beside_the_page_and_lies_there_for_its_readers_only(cafe: Cafe, house: TestClient) -> None:
    asked = cafe.host.post(f"/cafes/{cafe.key}/exports", data={"ending": "xlsx", "audience": "team"})
    assert asked.status_code == 202
    at = asked.json()["at"]
    while "href" not in (news := cafe.host.get(at).json()):
        assert 0 <= news["progress"] <= 1
    file = cafe.host.get(news["href"])
    assert file.headers["content-type"] == MEDIA["xlsx"]
    assert (
        "Weniger Kanäle, mehr Käse" in zipfile.ZipFile(io.BytesIO(file.content)).read("xl/sharedStrings.xml").decode()
    )
    assert browser(house).get(news["href"]).status_code == 403
    stranger = evening(house)
    assert stranger.host.get(at.replace(cafe.key, stranger.key)).status_code == 404
    assert cafe.host.get(at.replace("-team-", "-public-")).status_code == 404


def test_a_guest_has_the_guests_file_and_no_other(house: TestClient) -> None:
    cafe = evening(house, rounds="1")
    for expect in range(20):
        if cafe.anna.get(f"/cafes/{cafe.key}/harvest").status_code == 200:
            break
        cafe.host.post(f"/cafes/{cafe.key}/steps", data={"expect": str(expect)})
    at = f"/cafes/{cafe.key}/harvest.csv"
    assert cafe.anna.get(at).status_code == 200
    assert cafe.anna.get(f"{at}?audience=participants").status_code == 200
    assert cafe.anna.get(f"{at}?audience=team").status_code == 403
    assert cafe.anna.get(f"{at}?audience=public").status_code == 403


def test_a_press_that_fails_says_so(cafe: Cafe, monkeypatch: pytest.MonkeyPatch) -> None:
    pressroom = cafe.host.app.state.house.pressroom
    monkeypatch.setattr(pressroom, "_program", ("/bin/false",))
    answer = cafe.host.get(f"/cafes/{cafe.key}/harvest.pptx?audience=public")
    assert answer.status_code == 503
    assert cafe.says(answer, "Die Datei ließ sich gerade nicht herstellen. Versuch es in einer Minute noch einmal.")
