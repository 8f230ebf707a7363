"""The wall: what the host has it show, what it wants itself, and the names that are never on it."""

import re

import pytest
from fastapi.testclient import TestClient

from tests.web.cafes import Cafe, evening
from tests.web.evening import step

NAME = "Xaverine"
LOOKS = (
    {"focus": "overview"},
    {"focus": "carousel"},
    {"focus": "table", "table": "1"},
    {"focus": "timelapse", "table": "1"},
)


def shown(cafe: Cafe, **query: str) -> str:
    return cafe.host.get(f"/cafes/{cafe.key}/wall", params=query).text


def turn(cafe: Cafe, **choice: str) -> int:
    return cafe.host.post(f"/cafes/{cafe.key}/wall/focus", data=choice).status_code


def test_the_host_turns_the_wall(house: TestClient) -> None:
    cafe = evening(house)
    step(cafe.host, cafe.key)
    assert 'class="cloths"' in shown(cafe)
    assert turn(cafe, focus="table", table="2") == 200
    assert 'data-near="2"' in shown(cafe)
    for nonsense in (
        {"focus": "moon"},
        {"focus": "table"},
        {"focus": "table", "table": "9"},
        {"focus": "timelapse", "table": "x"},
    ):
        assert turn(cafe, **nonsense) in (404, 422)
    assert 'data-near="2"' in shown(cafe)


def test_a_wish_of_the_wall_itself_ends_with_the_next_choice_of_the_host(house: TestClient) -> None:
    cafe = evening(house)
    step(cafe.host, cafe.key)
    over = re.findall(r'data-over="([^"]+)"', shown(cafe))[0]
    assert 'data-near="1"' in shown(cafe, focus="table", table="1", over=over)
    for nonsense in ({"focus": "moon"}, {"table": "²"}, {"focus": "table", "table": "99999999999"}):
        assert 'class="cloths"' in shown(cafe, over=over, **nonsense)
    turn(cafe, focus="overview")
    assert 'class="cloths"' in shown(cafe, focus="table", table="1", over=over)


def test_the_gong_is_the_hosts_wish(house: TestClient) -> None:
    cafe = evening(house)
    assert "data-gong>" not in shown(cafe).replace(" data-ended", ">")
    cafe.host.post(f"/cafes/{cafe.key}/wall/gong", data={"on": "1"})
    assert " data-gong " in shown(cafe)
    assert 'value="on" checked' in cafe.host.get(f"/cafes/{cafe.key}/settings").text


@pytest.mark.parametrize("naming", ["names", "anonymous"])
def test_no_name_is_on_the_wall_that_the_cafe_does_not_allow(house: TestClient, naming: str) -> None:
    """Names that were typed before the café was made one without names."""
    cafe = evening(house)
    cafe.host.post(f"/cafes/{cafe.key}/participants", data={"name": NAME, "table": str(cafe.room["tables"][0]["id"])})
    author = next(each["id"] for each in facts_of(cafe) if each["name"] == NAME)
    settings = {"title": "Abend", "question": "Was?", "minutes": "20", "naming": naming, "impulse_speaker": "Ruth"}
    cafe.host.post(f"/cafes/{cafe.key}/settings", data=settings)
    pages = [shown(cafe)]
    for number in range(7):
        step(cafe.host, cafe.key)
        if number == 1:
            cafe.post("Ein Satz", cafe.host, author=str(author), **{"as": "host"})
        for look in LOOKS:
            turn(cafe, **look)
            pages.append(shown(cafe))
    assert sum("Ein Satz" in page for page in pages) > 5
    assert any(NAME in page for page in pages) == (naming == "names")


def facts_of(cafe: Cafe) -> list[dict[str, object]]:
    found: list[dict[str, object]] = cafe.host.get(f"/cafes/{cafe.key}/rehearsal").json()["participants"]
    return found
