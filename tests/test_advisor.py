"""The advisor may be missing, slow or wrong: whoever asks gets a good answer or none, and nothing leaves but texts."""

import json
import logging
import socket
import time
from collections.abc import Iterator
from typing import Any

import pytest

from app import advisor
from app.advisor import Advisor
from app.settings import Settings
from tests.standin import Standin, answering, open_standin, said

TEXTS = ["Den Rundbrief abschaffen", "mehr Fotos", "mehr Bilder"]
THEMES = [["Rundbrief weg", "Newsletter abschaffen"], ["mehr Fotos"]]


@pytest.fixture
def standin() -> Iterator[Standin]:
    with open_standin() as told:
        yield told


def open_advisor(url: str, *, patience: float = 5, **more: Any) -> Advisor:
    settings = Settings(advisor=url, advisor_key="geheim", advisor_embedding="klein", advisor_chat="klug")
    return Advisor(settings, patience=patience, **more)


def test_nothing_is_asked_where_nothing_is_set(standin: Standin) -> None:
    quiet = [Settings(), Settings(advisor=standin.url), Settings(advisor_embedding="klein", advisor_chat="klug")]
    for settings in quiet:
        nobody = Advisor(settings)
        assert (nobody.vectors(TEXTS), nobody.names(THEMES, "de"), nobody.host) == (None, None, "")
    half = Advisor(Settings(advisor=standin.url, advisor_chat="klug"))
    assert (half.compares, half.names_themes, half.host) == (False, True, "127.0.0.1")
    assert half.vectors(TEXTS) is None
    assert standin.asked == []


def test_vectors_come_in_the_order_of_the_texts(standin: Standin) -> None:
    assert open_advisor(standin.url + "/").vectors(TEXTS) == [[24, 0, 0.5], [10, 1, 0.5], [11, 2, 0.5]]
    ((path, headers, asked),) = standin.asked
    assert path == "/v1/embeddings"
    assert headers["Authorization"] == "Bearer geheim"
    assert asked == {"model": "klein", "input": TEXTS, "encoding_format": "float"}


def test_many_texts_are_asked_for_in_batches(standin: Standin) -> None:
    texts = [f"Text {number}" for number in range(300)]
    found = open_advisor(standin.url).vectors(texts)
    assert found is not None
    assert len(found) == 300
    assert [len(asked["input"]) for _, _, asked in standin.asked] == [128, 128, 44]
    assert open_advisor(standin.url).vectors([]) == []
    assert len(standin.asked) == 3


def test_themes_are_named_and_only_their_texts_and_the_language_are_sent(standin: Standin) -> None:
    assert open_advisor(standin.url).names(THEMES, "en") == ["Rundbrief", "Fotos"]
    ((path, _, asked),) = standin.asked
    assert path == "/v1/chat/completions"
    assert set(asked) == {"model", "messages", "temperature"}
    instruction, given = (message["content"] for message in asked["messages"])
    assert "English" in instruction
    assert json.loads(given) == THEMES
    assert open_advisor(standin.url).names([], "de") == []


@pytest.mark.parametrize(
    ("content", "names"),
    [
        ('["A", "B"]', ["A", "B"]),
        ('Gern!\n```json\n["Ein  Name\\n", "B\\u0000"]\n```', ["Ein Name", "B"]),
        (json.dumps(["wort " * 30, "x" * 99]), [("wort " * 12).strip(), "x" * 60]),
        ('["A"]', None),
        ('["A", "B", "C"]', None),
        ('["A", 7]', None),
        ('["A", ""]', None),
        ('["A", "—"]', None),
        ('{"names": "A"}', None),
        ("kein JSON", None),
        ("[" * 100_000 + "]", None),
        ("", None),
    ],
    ids=lambda value: str(value)[:20],
)
def test_names_are_checked_and_bounded(standin: Standin, content: str, names: list[str] | None) -> None:
    standin.respond = answering(said(content))
    assert open_advisor(standin.url).names(THEMES, "de") == names


ROWS = [{"index": at, "embedding": [1.0, 2.0]} for at in range(3)]


@pytest.mark.parametrize(
    "answer",
    [
        answering({"data": ROWS}, status=500),
        answering({"data": ROWS}, status=401),
        answering({"data": ROWS}, status=204),
        answering(b"<html>"),
        answering(b""),
        answering(b"\xff\xfe"),
        answering([]),
        answering({"data": ROWS[:2]}),
        answering({"data": [*ROWS, ROWS[0]]}),
        answering({"data": ROWS[:2] * 2}),
        answering({"data": None}),
        answering({"data": [{"embedding": [1.0]}] * 3}),
        answering({"data": [*ROWS[:2], {"index": 2, "embedding": [1.0]}]}),
        answering({"data": [*ROWS[:2], {"index": 2, "embedding": []}]}),
        answering({"data": [*ROWS[:2], {"index": 2, "embedding": "AAAA"}]}),
        answering({"data": [*ROWS[:2], {"index": 2, "embedding": [1.0, None]}]}),
        answering({"data": [*ROWS[:2], {"index": 2, "embedding": [1.0, True]}]}),
        answering({"data": [*ROWS[:2], {"index": 2, "embedding": [1.0, float("nan")]}]}),
        answering({"data": [*ROWS[:2], {"index": 2, "embedding": [1.0, float("inf")]}]}),
        answering({"data": [*ROWS[:2], {"index": 2, "embedding": [1.0, 10**400]}]}),
        answering({"data": [*ROWS[:2], {"index": "2", "embedding": [1.0, 2.0]}]}),
        answering(b'{"data":' + b"[" * 100_000),
        answering({"data": ROWS}, **{"Content-Encoding": "gzip"}),
        answering({"data": ROWS}, **{"Content-Length": "100000"}),
    ],
)
def test_a_wrong_answer_is_none(standin: Standin, answer: Any, caplog: pytest.LogCaptureFixture) -> None:
    standin.respond = answer
    assert open_advisor(standin.url, patience=0.5).vectors(TEXTS) is None
    assert [record.levelno for record in caplog.records] == [logging.WARNING]
    assert not any(text in caplog.text for text in [*TEXTS, "geheim"])


def test_a_redirect_is_not_followed(standin: Standin) -> None:
    standin.respond = answering(b"", status=307, Location=standin.url + "/elsewhere")
    assert open_advisor(standin.url).vectors(TEXTS) is None
    assert [path for path, _, _ in standin.asked] == ["/v1/embeddings"]


def test_a_huge_answer_is_not_read_to_its_end(standin: Standin, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(advisor, "LARGEST_ANSWER", 100)
    assert open_advisor(standin.url).vectors(TEXTS[:1]) is not None
    standin.respond = answering({"data": ROWS, "more": "x" * 100})
    assert open_advisor(standin.url).vectors(TEXTS) is None


@pytest.mark.parametrize("pieces", [1, 20])
def test_a_slow_answer_is_not_waited_for(standin: Standin, pieces: int) -> None:
    """Neither one that begins late nor one that drips."""
    standin.slowness, standin.pieces = (5.0, 1) if pieces == 1 else (0.05, pieces)
    begun = time.monotonic()
    assert open_advisor(standin.url, patience=0.3).vectors(TEXTS) is None
    assert time.monotonic() - begun < 3


def test_nobody_there() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        assert open_advisor(f"http://127.0.0.1:{taken.getsockname()[1]}/v1").vectors(TEXTS) is None
    for address in ("http://", "localhost:1", "ftp://127.0.0.1/v1", "http://[/v1"):
        assert open_advisor(address).names(THEMES, "de") is None


def test_after_three_failures_in_a_row_it_is_left_alone_for_a_minute(
    standin: Standin, caplog: pytest.LogCaptureFixture
) -> None:
    now = 1000.0
    good, standin.respond = standin.respond, answering(b"", status=503)
    asking = open_advisor(standin.url, clock=lambda: now)
    assert [asking.vectors(TEXTS), asking.vectors(TEXTS)] == [None, None]
    standin.respond = good
    assert asking.vectors(TEXTS) is not None, "an answer in between, and it counts from the beginning"
    standin.respond = answering(b"", status=503)
    assert [asking.vectors(TEXTS), asking.names(THEMES, "de"), asking.vectors(TEXTS)] == [None] * 3
    standin.respond = good
    before = len(standin.asked)
    now += 59
    assert [asking.vectors(TEXTS), asking.names(THEMES, "de")] == [None, None]
    assert len(standin.asked) == before
    assert len(caplog.records) == 5
    now += 1
    assert asking.vectors(TEXTS) is not None


def test_the_key_is_not_shown_with_the_settings() -> None:
    assert "geheim" not in repr(Settings(advisor_key="geheim"))
