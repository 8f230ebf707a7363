"""The time-lapse of a table: who may see it when, and that it tells nobody's name and no hidden word."""

import re
from dataclasses import dataclass

import pytest
from fastapi.testclient import TestClient

from tests.web.cafes import JSON, Cafe, evening
from tests.web.evening import browser, join, step

EVIL = '<img src=x onerror=alert(1)> {{ 7 * 7 }} "\u202e</script>'
HEART = "M320 400Q60 240 140 130Q230 60 320 180"


@dataclass
class Filled(Cafe):
    """In its first round: words, hidden words, a drawing beside the first ones and a line between them."""

    def lapse(self, who: TestClient | None = None, table: str = "1") -> tuple[int, str]:
        answer = (who or self.host).get(f"/cafes/{self.key}/tables/{table}/timelapse")
        return answer.status_code, answer.text

    def until(self, phase: str) -> None:
        while f'data-stage="{phase}"' not in self.host.get(f"/cafes/{self.key}/host").text:
            step(self.host, self.key)


def filled(house: TestClient) -> Filled:
    cafe = evening(house)
    step(cafe.host, cafe.key)
    ids = [cafe.post(text, headers=JSON).json()["id"] for text in ("Weniger Kanäle", EVIL, "Ein Versehen")]
    cafe.host.post(f"/cafes/{cafe.key}/contributions/{ids[2]}/hiding", data={"hidden": "1"})
    spot = {"table": str(cafe.room["tables"][0]["id"]), "round": "1", "beside": str(ids[0])}
    stroke = {"doodle": "doodle-key-1", "key": "stroke-key-1", "path": HEART, "pen": "red"}
    answer = cafe.anna.post(f"/cafes/{cafe.key}/strokes", data=stroke | spot, headers=JSON)
    assert answer.status_code == 201, answer.text
    cafe.anna.post(f"/cafes/{cafe.key}/connections", data={"first": str(ids[0]), "second": str(ids[1])})
    return Filled(cafe.host, cafe.key, cafe.language, cafe.room, cafe.anna)


@pytest.fixture(scope="module")
def cafe(house: TestClient) -> Filled:
    return filled(house)


def test_it_holds_what_lies_there_and_when_it_came(cafe: Filled) -> None:
    status, page = cafe.lapse()
    assert status == 200
    assert "Weniger Kanäle" in page
    assert f'd="{HEART}"' in page
    assert "gehört zu „Weniger Kanäle“" in page
    times = [int(each) for each in re.findall(r'data-at="(\d+)"', page)]
    assert len(times) == 6  # the round, two words, a stroke, the line at both of its ends
    assert max(times) < 20_000
    assert re.search(r'data-when="Runde 1 · \d\d:\d\d"', page)


def test_no_name_no_hidden_word_and_no_markup_of_guests(cafe: Filled) -> None:
    _, page = cafe.lapse()
    assert "Ein Versehen" not in page
    assert "Anna" not in page
    assert "<img src=x" not in page
    assert "&lt;img src=x onerror=alert(1)&gt; {{ 7 * 7 }}" in page


def test_a_blank_cloth_and_a_table_that_is_none(cafe: Filled) -> None:
    status, page = cafe.lapse(table="2")
    assert (status, "data-controls" in page) == (200, False)
    assert "Auf dieser Tischdecke liegt noch nichts." in page
    assert [cafe.lapse(table=table)[0] for table in ("3", "x", "1.5", "9" * 12)] == [404] * 4


def test_guests_see_it_when_they_see_the_other_tables(house: TestClient) -> None:
    cafe, stranger = filled(house), browser(house)
    ben = join(cafe.host, cafe.room["tables"][1]["join_token"], "Ben")
    other = evening(house)
    assert [cafe.lapse(who)[0] for who in (cafe.anna, ben, stranger, other.host)] == [403] * 4
    cafe.until("synthesis")
    assert [cafe.lapse(who)[0] for who in (cafe.anna, ben, stranger, other.host)] == [200, 200, 403, 403]
    ben.post(f"/cafes/{cafe.key}/departure")
    assert cafe.lapse(ben)[0] != 200


def test_a_link_to_the_whole_report_leads_to_it_and_one_to_the_short_does_not(cafe: Filled, house: TestClient) -> None:
    stranger = browser(house)
    for length, status in (("full", 200), ("short", 404)):
        told = {"audience": "public", "length": length, "language": "en"}
        links = cafe.host.post(f"/cafes/{cafe.key}/report-links", data=told).text
        link = re.findall(r'value="http://[^"]+(/reports/\w+)"', links)[0]
        answer = stranger.get(f"{link}/tables/1/timelapse")
        assert answer.status_code == status
        assert (f'href="{link}/tables/1/timelapse"' in stranger.get(link).text) == (length == "full")
        if status == 200:
            assert answer.headers["x-robots-tag"] == "noindex, nofollow"
            assert "Time-lapse of table 1" in answer.text
            assert "Anna" not in answer.text
            row = re.findall(r"report-links/(\d+)/ending", links)[0]
            cafe.host.post(f"/cafes/{cafe.key}/report-links/{row}/ending")
            assert stranger.get(f"{link}/tables/1/timelapse").status_code == 404
    assert stranger.get("/reports/nosuchlink/tables/1/timelapse").status_code == 404


def test_the_report_leads_to_it_and_the_one_file_does_not(cafe: Filled) -> None:
    assert f'href="/cafes/{cafe.key}/tables/1/timelapse"' in cafe.host.get(f"/cafes/{cafe.key}/report").text
    one_file = cafe.host.get(f"/cafes/{cafe.key}/harvest.html").text
    assert "timelapse" not in one_file
    assert f'd="{HEART}"' in one_file
