"""Doodles through their doors: who may draw and mend, what they are told, and who sees what."""

import html
import re
from typing import Any

import pytest
from fastapi.testclient import TestClient
from httpx import Response

from app.live import devices
from app.web.doodles import TooFast
from tests.web.cafes import JSON, SCRIPT, Cafe, evening
from tests.web.evening import browser, join, step


@pytest.fixture
def cafe(house: TestClient) -> Cafe:
    cafe = evening(house)
    step(cafe.host, cafe.key)
    return cafe


@pytest.fixture
def ben(cafe: Cafe) -> TestClient:
    return join(cafe.host, cafe.room["tables"][0]["join_token"], "Ben")


def at(cafe: Cafe, path: str) -> str:
    return f"/cafes/{cafe.key}/{path}"


def draw(cafe: Cafe, who: TestClient | None = None, headers: dict[str, str] | None = None, **fields: Any) -> Response:
    place = {"table": str(cafe.room["tables"][0]["id"]), "round": "1"}
    told = place | {"doodle": "key-of-a-doodle", "key": f"stroke-key-{next(cafe.keys)}", "path": "M1 1L9 9"} | fields
    return (who or cafe.anna).post(at(cafe, "strokes"), data=told, headers=headers or JSON)


def drawn(cafe: Cafe, who: TestClient | None = None, **fields: Any) -> int:
    answer = draw(cafe, who, **fields)
    assert answer.status_code == 201, answer.text
    return int(answer.json()["doodle"])


def test_every_screen_shows_it_and_only_its_own_table(cafe: Cafe, ben: TestClient) -> None:
    answer = draw(cafe, key="key-of-this", path="M12.5 7Q1 2 3 4L5 6", pen="red")
    assert answer.json() == {"ack": "key-of-this", "status": 201} | {
        name: answer.json()[name] for name in ("id", "doodle")
    }
    doodle = answer.json()["doodle"]
    dora = join(cafe.host, cafe.room["tables"][1]["join_token"], "Dora")
    for who, screen, is_seen in ((cafe.anna, "table", True), (ben, "table", True), (cafe.host, "host", True),
                                 (cafe.anna, "mine", True), (ben, "mine", False), (dora, "table", False)):  # fmt: skip
        page = who.get(at(cafe, screen)).text
        assert ('data-pen="red" d="M12.5 7Q1 2 3 4L5 6"' in page) == is_seen, screen
    cafe.anna.post(at(cafe, f"doodles/{doodle}/edits"), data={"description": 'Ein "<Kreis>"'})
    assert 'aria-label="Ein &#34;&lt;Kreis&gt;&#34;"' in ben.get(at(cafe, "table")).text


def test_what_came_in_one_frame_lies_in_the_order_of_time(cafe: Cafe, ben: TestClient) -> None:
    seq, fp = re.search(r'data-seq="(\d+)" data-fp="(\w+)"', ben.get(at(cafe, "table")).text).groups()  # type: ignore[union-attr]
    came = [f"doodle-{drawn(cafe, doodle='before-the-words')}"]
    came += [f"contribution-{cafe.post('Ein Brunnen', headers=JSON).json()['id']}"]
    came += [f"doodle-{drawn(cafe, ben)}"]
    (frame, _) = ben.get(at(cafe, f"live/table?since={seq}&fp={fp}")).json()
    for html_ in (frame["html"], ben.get(at(cafe, "table")).text):
        assert re.findall(r'<li id="((?:doodle|contribution)-\d+)"', html_) == came


def test_what_is_refused_is_said_with_its_key(cafe: Cafe) -> None:
    answer = draw(cafe, key="key-of-this", path='M1 1L2 2"/><script>alert(1)</script>')
    assert (answer.status_code, answer.json()["ack"]) == (422, "key-of-this")
    assert "noch einmal" in answer.json()["message"]
    assert "<script>alert" not in cafe.anna.get(at(cafe, "table")).text
    for wrong in ({"doodle": "short"}, {"key": "ü" * 9}, {"table": "x"}):
        assert draw(cafe, **wrong).status_code == 422


def test_the_same_again_and_the_last_one_back(cafe: Cafe) -> None:
    first, again = (draw(cafe, key="key-of-this").json() for _ in range(2))
    assert first == again
    form = {"doodle": "key-of-a-doodle", "key": "key-of-this"}
    for _ in range(2):
        answer = cafe.anna.post(at(cafe, "strokes/undoing"), data=form, headers=JSON)
        assert (answer.status_code, answer.json()["ack"]) == (200, "key-of-this")
    assert f'id="stroke-{first["id"]}"' not in cafe.anna.get(at(cafe, "table")).text
    assert cafe.anna.post(at(cafe, "strokes/undoing"), data=form | {"key": "unknown-key"}).status_code == 404


def test_a_drawing_is_laid_down_as_an_idea(cafe: Cafe, ben: TestClient) -> None:
    doodle = drawn(cafe)
    idea = cafe.post("Ein Brunnen", key="key-of-the-idea", headers=JSON).json()["id"]
    told = {"description": "Ein Brunnen", "words": "key-of-the-idea", "key": "key-of-this"}
    answer = cafe.anna.post(at(cafe, f"doodles/{doodle}/edits"), data=told, headers=JSON)
    assert answer.json() == {"ack": "key-of-this", "status": 200}
    page = ben.get(at(cafe, "table")).text
    assert re.search(rf'id="doodle-{doodle}"[^>]* data-after="#contribution-{idea}"', page)
    wrong = told | {"words": "key-of-nothing"}
    assert cafe.anna.post(at(cafe, f"doodles/{doodle}/edits"), data=wrong, headers=JSON).status_code == 404


def test_only_its_drawer_mends_it_and_only_the_host_hides_it(cafe: Cafe, ben: TestClient) -> None:
    doodle = drawn(cafe)
    for path in ("edits", "withdrawal", "hiding"):
        assert ben.post(at(cafe, f"doodles/{doodle}/{path}"), headers=SCRIPT).status_code == 403, path
    assert cafe.anna.post(at(cafe, f"doodles/{doodle}/hiding"), headers=SCRIPT).status_code == 403
    for hidden in ("1", "0"):
        done = cafe.host.post(at(cafe, f"doodles/{doodle}/hiding"), data={"hidden": hidden}, headers=SCRIPT)
        assert done.status_code == 200  # with what takes it back
        assert (f'id="doodle-{doodle}"' in ben.get(at(cafe, "table")).text) == (hidden == "0")
        assert f'id="host-doodle-{doodle}"' in cafe.host.get(at(cafe, "host")).text
    answer = cafe.anna.post(at(cafe, f"doodles/{doodle}/withdrawal"), follow_redirects=False)
    assert (answer.status_code, answer.headers["location"]) == (303, at(cafe, "mine"))
    for who, screen in ((ben, "table"), (cafe.anna, "mine"), (cafe.host, "host")):
        assert "M1 1L9 9" not in who.get(at(cafe, screen)).text


def test_its_drawer_is_told_the_keys_to_go_on_with_it(cafe: Cafe, ben: TestClient) -> None:
    doodle = drawn(cafe, key="key-of-this", pen="red")
    leaf = cafe.anna.get(at(cafe, f"doodles/{doodle}/leaf")).json()
    assert leaf["key"] == "key-of-a-doodle"
    assert leaf["strokes"] == [{"key": "key-of-this", "pen": "red", "path": "M1 1L9 9"}]
    refused = [who.get(at(cafe, f"doodles/{doodle}/leaf")).status_code for who in (ben, cafe.host, browser(cafe.host))]
    assert refused == [404, 404, 403]


def test_strangers_draw_nothing(cafe: Cafe) -> None:
    assert draw(cafe, browser(cafe.host)).status_code == 403
    assert "M1 1L9 9" not in cafe.anna.get(at(cafe, "table")).text


def test_a_script_that_draws_too_fast_is_asked_to_wait(cafe: Cafe, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(devices, "BURST", 2.0)
    monkeypatch.setattr(devices, "PER_SECOND", 0.0)
    answers = [draw(cafe) for _ in range(4)]
    late = answers[-1]
    assert (answers[0].status_code, late.status_code) == (201, 503)
    assert late.headers["retry-after"]
    assert html.unescape(late.json()["message"]) == TooFast.sentence
    assert cafe.post("Schreiben geht weiter", headers=JSON).status_code == 201
