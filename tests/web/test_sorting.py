"""The board's doors, with the engine behind them: proposals, newcomers, and what happens when the engine is away."""

import time
from collections.abc import Callable

import pytest
from fastapi.testclient import TestClient

from app.backroom import Backroom
from tests.web.cafes import SCRIPT, Cafe, evening
from tests.web.evening import step

WORDS = [
    "Den Newsletter abschaffen",
    "Newsletter kürzen",
    "Den Newsletter liest niemand",
    "Fotos selbst machen",
    "Bessere Fotos auf die Seite",
    "Ein Foto aufs Profil",
]
PATIENCE = 20.0


def until(condition: Callable[[], bool]) -> None:
    end = time.monotonic() + PATIENCE
    while not condition():
        assert time.monotonic() < end, "it never came true"


@pytest.fixture
def cafe(house: TestClient) -> Cafe:
    opened = evening(house)
    step(opened.host, opened.key)
    return opened


def themes(cafe: Cafe) -> dict[str, list[str]]:
    """Theme -> its contributions, as the export tells."""
    notes = cafe.host.get(f"/cafes/{cafe.key}/harvest.json").json()
    text = {each["id"]: each["text"] for each in notes["contributions"]}
    return {theme["title"]: sorted(text[each] for each in theme["contribution_ids"]) for theme in notes["themes"]}


def post(cafe: Cafe, path: str, **fields: object) -> None:
    answer = cafe.host.post(f"/cafes/{cafe.key}/{path}", data=fields, headers=SCRIPT)
    assert answer.status_code in (200, 204), answer.text


def test_the_first_proposal_is_laid_and_newcomers_find_their_theme(cafe: Cafe) -> None:
    for text in WORDS:
        cafe.post(text)
    post(cafe, "groupings")
    until(lambda: len(themes(cafe)) > 0)
    first = themes(cafe)
    assert {tuple(texts) for texts in first.values()} >= {tuple(sorted(WORDS[:3]))}, first
    cafe.post("Newsletter auf Türkisch")
    until(lambda: any("Newsletter auf Türkisch" in texts for texts in themes(cafe).values()))
    (home,) = [texts for texts in themes(cafe).values() if "Newsletter auf Türkisch" in texts]
    assert set(WORDS[:3]) < set(home)
    post(cafe, "undos")
    assert themes(cafe) == {}


def test_a_later_proposal_waits_until_it_is_accepted(cafe: Cafe) -> None:
    for text in WORDS:
        cafe.post(text)
    post(cafe, "themes", name="Post", words="Newsletter")
    post(cafe, "groupings", kind="themes")
    until(lambda: "open=proposal" in cafe.host.get(f"/cafes/{cafe.key}/synthesis").text)
    assert themes(cafe) == {"Post": []}
    page = cafe.host.get(f"/cafes/{cafe.key}/synthesis", params={"open": "proposal"}).text
    assert all(text in page for text in WORDS[:3])
    assert cafe.host.post(f"/cafes/{cafe.key}/acceptances", data={"part": "1"}).status_code == 422
    post(cafe, "acceptances", part="1", group="0")
    assert set(themes(cafe)["Post"]) >= set(WORDS[:3])
    assert "open=proposal" not in cafe.host.get(f"/cafes/{cafe.key}/synthesis").text


def test_without_an_engine_the_board_stays_usable(cafe: Cafe, house: TestClient) -> None:
    sorter = house.app.state.house.sorter  # type: ignore[attr-defined]
    working, sorter._backroom = sorter._backroom, Backroom(("/nowhere/at/all",))
    try:
        cafe.post(WORDS[0])
        post(cafe, "groupings")
        until(lambda: cafe.host.get(f"/cafes/{cafe.key}/groupings").json() == {"progress": None})
        post(cafe, "themes", name="Von Hand")
        assert themes(cafe) == {"Von Hand": []}
    finally:
        sorter._backroom = working


@pytest.mark.parametrize(
    ("path", "fields"),
    [
        ("groupings", {"kind": "everything"}),
        ("placements", {}),
        ("placements", {"contribution": "1", "column": "somewhere"}),
        ("themes", {"name": ""}),
        ("themes", {"name": "x" * 81}),
        ("acceptances", {"group": "1"}),
        ("tensions/1/answers", {"state": "perhaps"}),
        ("ignored", {"ignored": "x" * 401}),
    ],
)
def test_nonsense_gets_a_sentence(cafe: Cafe, path: str, fields: dict[str, str]) -> None:
    answer = cafe.host.post(f"/cafes/{cafe.key}/{path}", data=fields)
    assert answer.status_code == 422
    assert "<main" in answer.text


@pytest.mark.parametrize("path", ["themes/1/names", "themes/x/keeps", "themes/1/dissolutions", "twins/99/partings"])
def test_what_is_not_there_is_not_found(cafe: Cafe, path: str) -> None:
    assert cafe.host.post(f"/cafes/{cafe.key}/{path}", data={"name": "Neu"}).status_code == 404
