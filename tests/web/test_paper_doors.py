"""Paper for the room: the page, each file, the plan that is held once it is on paper; and the host's typed code."""

import re
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from httpx import Response
from sqlmodel import select

from app.cafes import codes
from app.cafes.models import Cafe as CafeRow
from app.db import reading
from app.web import door
from app.web.limits import Limits
from app.web.security import Keys
from tests.press.readers import codes_on, drawn, words_on
from tests.web.cafes import Cafe, evening
from tests.web.evening import browser, lay, step

WIFI = {"wifi_name": "Haus", "wifi_password": "kaffeepause"}


def sheet(cafe: Cafe, name: str, folder: Path, **query: str) -> Path:
    answer = cafe.host.get(f"/cafes/{cafe.key}/paper/{name}.pdf", params=query)
    assert (answer.status_code, answer.headers["content-type"]) == (200, "application/pdf")
    (folder / f"{name}.pdf").write_bytes(answer.content)
    return folder / f"{name}.pdf"


def row(house: TestClient, cafe: Cafe) -> CafeRow:
    with reading(house.app.state.house.engine) as db:  # type: ignore[attr-defined]
        return db.exec(select(CafeRow).where(CafeRow.key == cafe.key)).one()


def recovery(cafe: Cafe) -> str:
    """As the host reads it on the page."""
    found = re.search(r'class="number links__code">([^<]+)<', cafe.host.get(f"/cafes/{cafe.key}/links").text)
    assert found
    return found[1]


def knock(house: TestClient, cafe: Cafe, typed: str, who: TestClient | None = None) -> Response:
    return (who or browser(cafe.host)).post(f"/cafes/{cafe.key}/devices", data={"key": typed}, follow_redirects=False)


@pytest.mark.parametrize("language", ["de", "en"])
def test_the_page_offers_every_paper(house: TestClient, language: str) -> None:
    cafe = evening(house, language, **WIFI)
    shown = cafe.host.get(f"/cafes/{cafe.key}/cards?lang={language}")
    assert cafe.says(shown, "Papier für den Raum")
    for name in ("tents", "cards", "poster", "etiquette", "host"):
        assert f'formaction="/cafes/{cafe.key}/paper/{name}.pdf"' in shown.text
    for name in ("plan", "all"):  # Anna sits, so there is a plan
        assert f'formaction="/cafes/{cafe.key}/paper" name="paper" value="{name}"' in shown.text
    assert 'name="wifi"' in shown.text
    assert "100 %" in shown.text


def test_without_guests_there_is_no_plan_and_without_a_password_nothing_to_ask(house: TestClient) -> None:
    host = browser(house)
    key = lay(host, wifi_name="Haus")
    shown = host.get(f"/cafes/{key}/cards").text
    assert 'value="plan"' not in shown
    assert f'formaction="/cafes/{key}/paper/all.pdf"' in shown
    assert 'name="wifi"' not in shown


def test_paper_speaks_the_language_of_the_cafe_or_another(house: TestClient, tmp_path: Path) -> None:
    cafe = evening(house, "de")
    assert "So reden wir hier" in words_on(sheet(cafe, "etiquette", tmp_path))
    assert "How we talk here" in words_on(sheet(cafe, "etiquette", tmp_path, language="en"))
    assert "So reden wir hier" in words_on(sheet(cafe, "etiquette", tmp_path, language="xx"))


def test_the_code_of_a_table_seats_there(house: TestClient, tmp_path: Path) -> None:
    cafe = evening(house)
    (told,) = set(codes_on(drawn(sheet(cafe, "tents", tmp_path), 2, 100)))
    token = cafe.room["tables"][1]["join_token"]
    assert told == f"http://cafe.test/{token}"
    assert codes.in_fours(token) in words_on(tmp_path / "tents.pdf")
    assert "Tisch 2" in browser(house).get(told).text


def test_the_password_of_the_network_is_printed_for_whoever_asks_for_it(house: TestClient, tmp_path: Path) -> None:
    cafe = evening(house, **WIFI)
    assert "kaffeepause" not in words_on(sheet(cafe, "poster", tmp_path))
    assert "kaffeepause" in words_on(sheet(cafe, "poster", tmp_path, wifi="1"))


def test_even_the_widest_code_for_the_host_stands_in_one_line(
    house: TestClient, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Keys, "recovery_code", lambda *_: "W" * 16)
    assert "WWWW-WWWW-WWWW-WWWW" in words_on(sheet(evening(house), "host", tmp_path))


def test_everything_in_one_file_with_the_plan(house: TestClient, tmp_path: Path) -> None:
    cafe = evening(house, naming="anonymous", **WIFI)
    told = words_on(sheet(cafe, "all", tmp_path, signs="cards"))
    titles = ("Willkommen", "hier schneiden", "So reden wir hier", "Sitzplan", "Karte für die Leitung")
    assert [told.find(title) for title in titles] == sorted(told.find(title) for title in titles)
    assert -1 not in [told.find(title) for title in titles]
    assert recovery(cafe) in told
    assert "Gast 1" in told


def test_whoever_takes_the_plan_on_paper_finds_it_unchanged_later(house: TestClient, tmp_path: Path) -> None:
    cafe = evening(house)
    cafe.host.get(f"/cafes/{cafe.key}/paper/plan.pdf")
    assert row(house, cafe).plan_printed_at is None  # looking changes nothing
    fields = {"paper": "plan", "language": "en", "wifi": "1", "signs": "cards"}
    answer = cafe.host.post(f"/cafes/{cafe.key}/paper", data=fields, follow_redirects=False)
    assert answer.headers["location"] == f"/cafes/{cafe.key}/paper/plan.pdf?language=en&wifi=1&signs=cards"
    assert row(house, cafe).plan_printed_at is not None
    (tmp_path / "plan.pdf").write_bytes(cafe.host.get(answer.headers["location"]).content)
    told = words_on(tmp_path / "plan.pdf", "-layout")
    assert re.search(r"Anna +1 +2", told)
    assert re.search(r"Round 2 +Anna", told)


def test_there_is_no_other_paper_and_none_for_others(house: TestClient) -> None:
    cafe = evening(house)
    assert cafe.host.get(f"/cafes/{cafe.key}/paper/money.pdf").status_code == 404
    assert cafe.host.post(f"/cafes/{cafe.key}/paper", data={"paper": "host"}).status_code == 404
    assert cafe.anna.get(f"/cafes/{cafe.key}/paper/host.pdf").status_code == 403
    assert cafe.anna.post(f"/cafes/{cafe.key}/paper", data={"paper": "plan"}).status_code == 403


def test_paper_can_be_had_when_all_is_over(house: TestClient, tmp_path: Path) -> None:
    cafe = evening(house)
    while row(house, cafe).closed_at is None:
        step(cafe.host, cafe.key)
    answer = cafe.host.post(f"/cafes/{cafe.key}/paper", data={"paper": "all"})
    assert answer.headers["content-type"] == "application/pdf"
    assert row(house, cafe).plan_printed_at is None


@pytest.mark.parametrize(
    "change",
    [str, str.lower, lambda typed: typed.replace("-", ""), lambda typed: f"  {typed.replace('-', ' ')} \t"],
    ids=["as printed", "lower case", "without hyphens", "with blanks"],
)
def test_the_typed_code_opens_the_desk(house: TestClient, change: type[str]) -> None:
    cafe = evening(house)
    newcomer = browser(house)
    assert knock(house, cafe, change(recovery(cafe)), newcomer).headers["location"] == f"/cafes/{cafe.key}/host"
    assert newcomer.get(f"/cafes/{cafe.key}/host", follow_redirects=False).status_code == 200


def test_a_code_is_sixteen_signs_that_cannot_be_mixed_up(house: TestClient) -> None:
    cafe = evening(house)
    assert re.fullmatch(rf"([{codes.ALPHABET}]{{4}}-){{3}}[{codes.ALPHABET}]{{4}}", recovery(cafe))
    assert recovery(cafe) != recovery(evening(house))


@pytest.mark.parametrize("language", ["de", "en"])
def test_a_wrong_code_is_told_kindly(house: TestClient, language: str) -> None:
    cafe = evening(house, language)
    right = recovery(cafe)
    wrong = ("B" if right[0] != "B" else "C") + right[1:]
    for typed in (wrong, right[:-1], right + "B", "", "ÄÖÜ 010", recovery(evening(house))):
        answer = knock(house, cafe, typed)
        assert answer.status_code == 403
        assert cafe.says(answer, door.WRONG_CODE)
        assert "set-cookie" not in answer.headers


def test_new_links_make_the_old_card_worthless(house: TestClient) -> None:
    cafe = evening(house)
    old = recovery(cafe)
    cafe.host.post(f"/cafes/{cafe.key}/links/renewal")
    new = recovery(cafe)
    assert new != old
    assert knock(house, cafe, old).status_code == 403
    assert knock(house, cafe, new).status_code == 303


def test_guessing_is_slowed_down_and_links_still_open(house: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    cafe = evening(house)
    link = re.search(r'id="host-url"[^>]*value="[^"#]*#([^"]+)"', cafe.host.get(f"/cafes/{cafe.key}/links").text)
    assert link
    monkeypatch.setattr(house.app.state.house.limits, "_all", Limits()._all)  # type: ignore[attr-defined]
    monkeypatch.setattr(house.app.state.house.limits, "_by_address", Limits()._by_address)  # type: ignore[attr-defined]
    answers = [knock(house, cafe, "BCDF-GHJK-BCDF-GHJK").status_code for _ in range(70)]
    assert answers[0] == 403
    assert answers[-1] == 429
    refused = knock(house, cafe, recovery(cafe))
    assert refused.status_code == 429
    assert cafe.says(refused, door.TOO_MANY)
    assert knock(house, cafe, link[1]).status_code == 303
