"""Proposals with an advisor: what it adds, what it is sent, and that the café never waits for it in vain."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

from app.main import build
from app.settings import Settings
from tests.standin import Standin, answering, open_standin, said, vectors_of
from tests.web.cafes import Cafe, evening
from tests.web.evening import step
from tests.web.test_sorting import WORDS, post, themes, until

Respond = Callable[[str, dict[str, Any]], tuple[int, dict[str, str], bytes]]
HIDDEN = "Das soll niemand lesen"


def wise(path: str, asked: dict[str, Any]) -> tuple[int, dict[str, str], bytes]:
    """Knows what belongs together, and how each theme is called."""
    if path == "/v1/embeddings":
        rows = [{"index": at, "embedding": [float("Foto" in text), 1.0]} for at, text in enumerate(asked["input"])]
        return 200, {}, json.dumps({"data": rows}).encode()
    themes = json.loads(asked["messages"][1]["content"])
    return 200, {}, json.dumps(said(json.dumps([f"Über {texts[0][:9]}" for texts in themes]))).encode()


@pytest.fixture
def standin() -> Iterator[Standin]:
    with open_standin() as told:
        yield told


@pytest.fixture
def cafe(standin: Standin, empty_database: Path, tmp_path: Path) -> Iterator[Cafe]:
    """A round with six thoughts, on a server that has an advisor."""
    (tmp_path / "tischdecke.db").write_bytes(empty_database.read_bytes())
    models = {"advisor": standin.url, "advisor_embedding": "klein", "advisor_chat": "klug"}
    with TestClient(build(Settings(data=tmp_path, DATABASE_URL="", **models)), base_url="http://cafe.test") as client:
        cafe = evening(client)
        step(cafe.host, cafe.key)
        for text in [*WORDS, HIDDEN]:
            cafe.post(text)
        post(cafe, "contributions/7/hiding")
        yield cafe


def propose(cafe: Cafe) -> dict[str, list[str]]:
    post(cafe, "groupings")
    until(lambda: len(themes(cafe)) > 0)
    return themes(cafe)


def test_it_names_themes_and_is_sent_nothing_but_texts(cafe: Cafe, standin: Standin) -> None:
    standin.respond = wise
    found = propose(cafe)
    assert all(name.startswith("Über ") for name in found)
    sent = json.dumps([asked for _, _, asked in standin.asked], ensure_ascii=False)
    assert [path for path, _, _ in standin.asked] == ["/v1/embeddings", "/v1/chat/completions"]
    assert all(text in sent for text in WORDS)
    assert not any(word in sent for word in (HIDDEN, "Anna", cafe.key))
    assert "127.0.0.1" in cafe.host.get(f"/cafes/{cafe.key}/synthesis").text


@pytest.mark.parametrize(
    "respond",
    [
        answering(b"", 500),
        answering(b"no JSON at all"),
        answering({"data": []}),
        answering({"data": [{"index": 0, "embedding": ["x"]}]}),
        lambda path, asked: (200, {}, json.dumps(vectors_of(asked) if "embed" in path else said("[]")).encode()),
    ],
    ids=["broken", "garbage", "empty", "nonsense", "no names"],
)
def test_without_a_good_answer_the_rules_decide(cafe: Cafe, standin: Standin, respond: Respond) -> None:
    standin.respond = respond
    found = propose(cafe)
    assert any(set(WORDS[:3]) <= set(texts) for texts in found.values())
    assert not any(name.startswith("Über ") for name in found)


def test_one_that_is_silent_costs_some_patience_and_nothing_else(
    cafe: Cafe, standin: Standin, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("app.advisor.PATIENCE_FOR_VECTORS", 0.3)
    monkeypatch.setattr("app.advisor.PATIENCE_FOR_NAMES", 0.3)
    standin.slowness = 30
    found = propose(cafe)
    assert any(set(WORDS[:3]) <= set(texts) for texts in found.values())
    assert cafe.post("Und weiter geht es").status_code < 400
