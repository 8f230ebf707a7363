"""Uploads that are not quite right: each gets a sentence that says what and where."""

import json

import pytest

from app.errors import BadInput
from app.harvest import reading_json
from app.harvest.as_json import as_json
from app.harvest.reading_json import reading


@pytest.fixture
def told(filled) -> dict:
    return json.loads(as_json(filled.gathered()))


def refusal(told: object) -> str:
    uploaded = told if isinstance(told, bytes) else json.dumps(told).encode()
    with pytest.raises(BadInput) as refused:
        reading(uploaded)
    assert refused.value.field == "file"
    assert refused.value.status == 422
    return str(refused.value)


def test_our_own_export_leaves_nothing_out(told) -> None:
    assert reading(json.dumps(told).encode()).left_out == ()


@pytest.mark.parametrize(
    "uploaded", [b"", b"PK\x03\x04", b"\xff\xfe", b"{", b'{"format": NaN}', b"[" * 100_000, b"1" * 9999]
)
def test_no_json(uploaded) -> None:
    assert refusal(uploaded) == "Das ist keine JSON-Datei. Gesucht ist die Datei „harvest.json“ aus einem Café."


@pytest.mark.parametrize("uploaded", [[], {}, {"format": "retro"}, {"format": ["worldcafe-session"]}, 7])
def test_json_of_something_else(uploaded) -> None:
    assert "nicht aus einem Café" in refusal(uploaded)


def test_too_large(monkeypatch) -> None:
    assert refusal(b" " * (20 * 1024 * 1024 + 1)) == "Die Datei ist zu groß; mehr als 20 MB nehmen wir nicht an."


@pytest.mark.parametrize("version", [2, "2.0", 17])
def test_a_newer_version_is_refused(told, version) -> None:
    assert "wir lesen nur Fassung 1" in refusal(told | {"format_version": version})


@pytest.mark.parametrize("version", [None, True, "neu", [], -1])
def test_a_version_that_is_none(told, version) -> None:
    assert "Fassung" in refusal(told | {"format_version": version})


def test_a_newer_minor_version_is_read(told) -> None:
    assert (
        reading(json.dumps(told | {"format_version": "1.3"}).encode()).report.event.title
        == "Weniger Lärm, mehr Wirkung"
    )


def test_what_has_no_place_here_is_listed_once_each(told) -> None:
    told["event"]["end_date"] = "2026-03-20"
    for one in told["contributions"]:
        one["photo_id"], one["source"] = "f1", "photo"
    told["tables"][0]["summary"] = "Viel geredet"
    told["contributions"][1]["kind"] = "quote"
    read = reading(json.dumps(told).encode())
    assert sorted(read.left_out) == [
        "contributions[].kind",
        "contributions[].photo_id",
        "contributions[].source",
        "event.end_date",
        "tables[].summary",
    ]
    assert read.report.contributions[1].kind == "idea"


def test_stars_without_givers_are_listed(told) -> None:
    told["contributions"][0]["starred_by"] = []
    assert reading(json.dumps(told).encode()).left_out == ("contributions[].votes",)


def test_the_least_that_is_a_cafe() -> None:
    least = {
        "format": "worldcafe-session",
        "format_version": 1,
        "event": {"title": "Klein"},
        "rounds": [{"id": "a"}],
        "tables": [{"id": "b"}],
        "contributions": [{"id": "x", "table_id": "b", "round_id": "a", "text": "Hallo"}],
    }
    report = reading(json.dumps(least).encode()).report
    assert [one.text for one in report.contributions] == ["Hallo"]
    assert report.event.phase == "harvest"


def changed(told: dict, way: str, value: object) -> dict:
    *names, last = [int(name) if name.isdigit() else name for name in way.split(".")]
    place = told
    for name in names:
        place = place[name]
    place[last] = value
    return told


@pytest.mark.parametrize(
    ("way", "value", "place"),
    [
        ("event", None, "event.title"),
        ("event.title", "", "event.title"),
        ("event.date", "gestern", "event.date"),
        ("event.phase", "lunch", "event.phase"),
        ("event.round_no", 9, "event.round_no"),
        ("event.laid_at", "0001-01-01T00:00:00+14:00", "event.laid_at"),
        ("event.laid_at", "2026-03-19T18:00:00", "event.laid_at"),
        ("lang", "xx", "lang"),
        ("privacy", [], "privacy"),
        ("rounds.0.minutes", 0, "rounds[0].minutes"),
        ("rounds.0.minutes", True, "rounds[0].minutes"),
        ("rounds.1.no", 1, "rounds[].no"),
        ("tables.1.no", 1, "tables[].no"),
        ("tables.0.id", 7, "tables[0].id"),
        ("contributions.2.text", ["x"], "contributions[2].text"),
        ("contributions.2.category", "improve", "contributions[2].category"),
        ("contributions.0", "c1", "contributions[0]"),
        ("contributions.0.hidden", "no", "contributions[0].hidden"),
        ("contributions.0.created_at", 17, "contributions[0].created_at"),
        ("contributions", {}, "contributions"),
        ("handovers.0.points", ["a", "b", "c", "d"], "handovers[0].points"),
        ("handovers.0.points", [1], "handovers[0].points"),
    ],
)
def test_something_wrong_is_named_with_its_place(told, way, value, place) -> None:
    assert f"„{place}“" in refusal(changed(told, way, value))


@pytest.mark.parametrize(
    ("way", "value"),
    [
        ("contributions.0.table_id", "t9"),
        ("contributions.0.author_id", "p9"),
        ("contributions.0.starred_by", ["p9"]),
        ("contributions.0.theme_ids", ["th9"]),
        ("contributions.1.brought_from_id", "c9"),
        ("seats.0.participant_ids", ["p9"]),
        ("handovers.0.round_id", "r9"),
    ],
)
def test_ids_that_are_not_there(told, way, value) -> None:
    assert "das in der Datei nicht vorkommt" in refusal(changed(told, way, value))


@pytest.mark.parametrize("noun", ["rounds", "tables", "participants", "contributions", "themes", "seats", "handovers"])
def test_nothing_may_be_there_twice(told, noun) -> None:
    told[noun].append(dict(told[noun][0]))
    assert f"„{noun}[]" in refusal(told)


def test_too_many_and_too_long(told, monkeypatch) -> None:
    assert "höchstens 10000 Zeichen" in refusal(changed(told, "contributions.0.text", "x" * 10_001))
    monkeypatch.setattr(reading_json, "MOST_CONTRIBUTIONS", 3)
    assert "höchstens 3 passen" in refusal(changed(told, "contributions.0.text", "x"))


def test_a_cafe_without_tables(told) -> None:
    assert refusal(told | {"tables": [], "contributions": [], "seats": [], "handovers": []}).endswith(
        "Tische oder die Runden."
    )


def test_texts_come_in_clean(told) -> None:
    told["contributions"][0]["text"] = "a\x00b\u202ec\ud800d"
    assert reading(json.dumps(told).encode()).report.contributions[0].text == "abcd"
