"""The doors to what the room decides: forms alone, wrong ones as well, and links without a cookie."""

import re
from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from fastapi.testclient import TestClient
from httpx import Response

from app.db import now
from tests.web.cafes import JSON, SCRIPT, Cafe, evening
from tests.web.evening import browser, facts, join, step

SOON = (now().date() + timedelta(days=30)).isoformat()


@pytest.fixture(scope="module")
def cafe(house: TestClient) -> Iterator[Cafe]:
    """At the synthesis, with two themes; Anna at the first table, Ben at the second, Erna there without a phone."""
    cafe = evening(house, rounds="1")
    cafe.ben = join(cafe.host, cafe.room["tables"][1]["join_token"], "Ben")  # type: ignore[attr-defined]
    cafe.host.post(f"/cafes/{cafe.key}/participants", data={"name": "Erna", "table": cafe.room["tables"][1]["id"]})
    step(cafe.host, cafe.key)
    cafe.post("Ein Raum zum Reden", category="change")
    for _ in range(2):
        step(cafe.host, cafe.key)
    for name in ("Räume", "Zeiten"):
        cafe.host.post(f"/cafes/{cafe.key}/themes", data={"name": name})
    yield cafe


def at(cafe: Cafe, path: str) -> str:
    return f"/cafes/{cafe.key}/{path}"


def id_of(cafe: Cafe, name: str) -> str:
    return next(str(each["id"]) for each in facts(cafe.host, cafe.key)["participants"] if each["name"] == name)


def status(answer: Response) -> int:
    """What a script is told: the same as a page, but without going there."""
    return answer.status_code


def ballot(cafe: Cafe, **fields: str) -> tuple[str, list[str]]:
    """A new ballot's id and its themes."""
    assert cafe.host.post(at(cafe, "ballots"), data={"mode": "dots"} | fields, headers=SCRIPT).status_code == 204
    page = cafe.anna.get(at(cafe, "table")).text
    return re.findall(r"ballots/(\d+)/votes", page)[0], re.findall(r'name="theme" value="(\d+)"', page)


def end(cafe: Cafe, id_: str) -> None:
    for act in ("closing", "revelation"):
        cafe.host.post(at(cafe, f"ballots/{id_}/{act}"))


def test_a_table_answers_by_a_form_and_its_host_sees_it(cafe: Cafe) -> None:
    table = str(cafe.room["tables"][0]["id"])
    assert "Das kam von Tisch" not in cafe.anna.get(at(cafe, "table")).text
    assert cafe.host.post(at(cafe, "read-backs")).url.path.endswith("/host")
    page = cafe.anna.get(at(cafe, "table")).text
    assert "Das kam von Tisch 1" in page
    answers = at(cafe, "read-backs/answers")
    for wrong in ({}, {"answer": "king"}, {"answer": ""}):
        assert status(cafe.anna.post(answers, data={"table": table} | wrong, headers=JSON)) == 422
    assert status(cafe.anna.post(answers, data={"table": "x", "answer": "right"}, headers=JSON)) == 404
    foreign = {"table": str(cafe.room["tables"][1]["id"]), "answer": "wrong"}
    assert status(cafe.anna.post(answers, data=foreign, headers=JSON)) == 403
    answer = cafe.anna.post(answers, data={"table": table, "answer": "missing", "note": "Die Küche"})
    assert answer.url.path.endswith("/table")
    assert "Die Küche" in answer.text
    console = cafe.host.get(at(cafe, "host")).text
    assert "Die Küche" in console
    assert "Tisch 2 hat noch nicht gegengelesen" in console
    assert "Die Küche" not in cafe.ben.get(at(cafe, "table")).text  # type: ignore[attr-defined]
    by_host = {"table": foreign["table"], "answer": "right"}
    assert "Alle Tische haben geantwortet" in cafe.host.post(answers, data=by_host).text


def test_budget_stacking_and_nonsense(cafe: Cafe) -> None:
    id_, (first, second) = ballot(cafe, budget="2")
    votes = at(cafe, f"ballots/{id_}/votes")
    for wrong in ("2", "-1", "x", "1.5", "999"):
        assert status(cafe.anna.post(votes, data={"theme": first, "dots": wrong}, headers=JSON)) == 422, wrong
    for theme in ("", "x", "99999"):
        assert status(cafe.anna.post(votes, data={"theme": theme, "dots": "1"}, headers=JSON)) == 404
    for scales in ({"urgency": "5"}, {"urgency": "9", "feasibility": "1"}, {"urgency": "3", "feasibility": "3"}):
        assert status(cafe.anna.post(votes, data={"theme": first} | scales, headers=JSON)) == 422
    for theme in (first, first, second):
        assert status(cafe.anna.post(votes, data={"theme": theme, "dots": "1"}, headers=SCRIPT)) == 204
    page = cafe.anna.get(at(cafe, "table")).text
    assert re.findall(r'data-dots="(\d)"', page) == ["1", "1"]
    assert re.search(r"data-left>0<", page)
    assert status(cafe.host.post(at(cafe, "ballots"), data={"mode": "dots"}, headers=JSON)) == 409
    assert status(cafe.host.post(at(cafe, f"ballots/{id_}/revelation"), headers=JSON)) == 409
    end(cafe, id_)
    for wrong in ({"budget": "0"}, {"budget": "11"}, {"budget": "x"}, {"mode": "king"}):
        assert status(cafe.host.post(at(cafe, "ballots"), data={"mode": "dots"} | wrong, headers=JSON)) == 422
    assert status(cafe.anna.post(votes, data={"theme": first, "dots": "0"}, headers=JSON)) == 409


def test_nobody_sees_a_result_before_it_is_shown(cafe: Cafe) -> None:
    id_, (first, _) = ballot(cafe, budget="7", stacking="1")
    for guest, dots in ((cafe.anna, "7"), (cafe.ben, "6")):  # type: ignore[attr-defined]
        guest.post(at(cafe, f"ballots/{id_}/votes"), data={"theme": first, "dots": dots})
    screens = ("host", "wall", "synthesis", "summary", "harvest", "harvest.json", "harvest.csv", "harvest.md")
    count = re.compile(r'<b>13</b>|"dots": 13,|;"13"|\b13 Punkte|\| 13 \|')
    for stage in ("open", "closed"):
        pages = {screen: cafe.host.get(at(cafe, screen)).text for screen in screens}
        pages["table"] = cafe.ben.get(at(cafe, "table")).text  # type: ignore[attr-defined]
        assert not any(count.search(page) for page in pages.values()), stage
        assert "2 von 3 haben abgestimmt" in pages["host"]
        cafe.host.post(at(cafe, f"ballots/{id_}/closing"))
    cafe.host.post(at(cafe, f"ballots/{id_}/revelation"))
    for screen in ("host", "wall", "summary", "harvest.json", "harvest.md"):
        assert count.search(cafe.host.get(at(cafe, screen)).text), screen


def test_somebody_without_a_phone_votes_by_another_device(cafe: Cafe) -> None:
    id_, (first, second) = ballot(cafe, mode="matrix")
    erna, ben = id_of(cafe, "Erna"), cafe.ben  # type: ignore[attr-defined]
    votes = at(cafe, f"ballots/{id_}/votes")
    asked = {"voter": erna}
    assert status(ben.get(votes, params=asked)) == 403
    cafe.host.post(at(cafe, f"participants/{id_of(cafe, 'Ben')}/roles"), data={"role": "table_host"})
    assert f"votes?voter={erna}" in ben.get(at(cafe, "table")).text
    assert status(cafe.anna.get(votes, params=asked)) == 403
    for device, theme in ((ben, first), (cafe.host, second)):
        sent = {"theme": theme, "voter": erna, "urgency": "5", "feasibility": "4"}
        answer = device.post(votes, data=sent)
        assert answer.url.path == votes
        assert answer.url.params["voter"] == erna
    assert len(re.findall(r'value="5" checked', answer.text)) == 2
    assert 'checked><span class="number">' not in ben.get(at(cafe, "table")).text  # Ben's own paper is blank
    cleared = ben.post(votes, data={"theme": first, "voter": erna, "clear": "1"})
    assert len(re.findall(r'value="5" checked', cleared.text)) == 1
    assert status(cafe.host.post(votes, data={"theme": first, "urgency": "1", "feasibility": "1"}, headers=JSON)) == 403
    for voter in ("x", id_of(cafe, "Anna"), "99999"):
        assert status(cafe.host.get(votes, params={"voter": voter})) in (403, 404)
    end(cafe, id_)
    assert status(ben.get(votes, params=asked)) == 409


def test_first_steps_are_taken_along_without_a_cookie(cafe: Cafe) -> None:
    while facts(cafe.host, cafe.key)["stage"] != "harvest":
        step(cafe.host, cafe.key)
    sent = {"what": "Kanäle, zwei; streichen", "first_step": "Liste", "until": SOON, "key": "a-key-of-anna"}
    for _ in range(2):
        page = cafe.anna.post(at(cafe, "commitments"), data=sent).text
    assert page.count("Kanäle, zwei; streichen</p>") == 1
    cafe.anna.post(at(cafe, "commitments"), data={"what": "Laut gesagt", "shared": "1"})
    token = re.findall(r"/steps/([\w-]+)", cafe.anna.get(at(cafe, "table")).text)[0]
    stranger = browser(cafe.host)
    page = stranger.get(at(cafe, f"steps/{token}")).text
    assert "Kanäle, zwei; streichen" in page
    assert 'name="robots" content="noindex' in page
    entry = stranger.get(at(cafe, f"steps/{token}.ics"))
    assert entry.headers["content-type"] == "text/calendar; charset=utf-8"
    assert "SUMMARY:Kanäle\\, zwei\\; streichen\r\n" in entry.text
    assert f"DTSTART;VALUE=DATE:{date.fromisoformat(SOON):%Y%m%d}" in entry.text
    for wrong in ("steps/x", "steps/x.ics", f"steps/{token[:-1]}", f"steps/{token}x.ics"):
        assert status(stranger.get(at(cafe, wrong))) == 404
    other = evening(cafe.host)
    assert status(stranger.get(at(other, f"steps/{token}"))) == 404
    everywhere = [cafe.host.get(at(cafe, each)).text for each in ("wall", "harvest", "harvest.json", "host", "summary")]
    assert not any("zwei; streichen" in text for text in everywhere)
    assert all("Laut gesagt" in text for text in (*everywhere[:3], everywhere[4]))


@pytest.mark.parametrize(
    "wrong",
    [{"what": ""}, {"what": "x" * 300}, {"until": "morgen"}, {"until": "2001-01-01"}, {"first_step": "x" * 300}],
)
def test_commitments_that_cannot_be_taken(cafe: Cafe, wrong: dict[str, str]) -> None:
    answer = cafe.anna.post(at(cafe, "commitments"), data={"what": "Etwas"} | wrong, headers=JSON)
    assert answer.json()["status"] == 422


def test_mended_and_withdrawn_by_nobody_else(cafe: Cafe) -> None:
    cafe.anna.post(at(cafe, "commitments"), data={"what": "Ganz neu", "until": SOON})
    page = cafe.anna.get(at(cafe, "table")).text
    mine = re.findall(r"commitments/(\d+)/edits", page)[-1]
    ben = cafe.ben  # type: ignore[attr-defined]
    assert status(ben.post(at(cafe, f"commitments/{mine}/edits"), data={"what": "Fremd"}, headers=JSON)) == 404
    assert status(ben.post(at(cafe, f"commitments/{mine}/withdrawal"), headers=JSON)) == 404
    assert "Ganz anders" in cafe.anna.post(at(cafe, f"commitments/{mine}/edits"), data={"what": "Ganz anders"}).text
    assert "Ganz anders" not in cafe.anna.post(at(cafe, f"commitments/{mine}/withdrawal")).text


def test_the_one_page_is_for_guests_once_the_harvest_is_open(house: TestClient, cafe: Cafe) -> None:
    early = evening(house)
    assert status(early.anna.get(at(early, "summary"))) == 403
    assert status(early.host.get(at(early, "summary"))) == 200
    assert status(browser(house).get(at(cafe, "summary"))) == 403
    page = cafe.anna.get(at(cafe, "summary")).text
    assert "Räume" in page
    assert "Laut gesagt" in page


def test_after_the_end_it_can_only_be_read(cafe: Cafe) -> None:
    step(cafe.host, cafe.key)
    assert status(cafe.anna.post(at(cafe, "commitments"), data={"what": "Zu spät"}, headers=JSON)) == 409
    assert status(cafe.host.post(at(cafe, "ballots"), data={"mode": "dots"}, headers=JSON)) == 409
    page = cafe.anna.get(at(cafe, "table")).text
    assert "Kanäle, zwei; streichen" in page
    assert "commitments/" not in page
    token = re.findall(r"/steps/([\w-]+)", page)[0]
    assert status(browser(cafe.host).get(at(cafe, f"steps/{token}"))) == 200
