"""A calendar entry as calendars read it."""

from datetime import UTC, date, datetime

import pytest

from app.deciding.calendar import entry, escaped, folded

AT = datetime(2026, 11, 22, 17, 42, 5, tzinfo=UTC)


def an_entry(**words: str) -> str:
    told = {"token": "t" * 24, "what": "Kanäle streichen", "first_step": "Liste machen"} | words
    return entry(**told, until=date(2026, 12, 31), written_at=AT)


def test_a_whole_day_with_its_first_step() -> None:
    lines = an_entry().split("\r\n")
    assert lines[:2] == ["BEGIN:VCALENDAR", "VERSION:2.0"]
    assert lines[-2:] == ["END:VCALENDAR", ""]
    assert "DTSTAMP:20261122T174205Z" in lines
    assert "DTSTART;VALUE=DATE:20261231" in lines
    assert "DTEND;VALUE=DATE:20270101" in lines
    assert "SUMMARY:Kanäle streichen" in lines
    assert "DESCRIPTION:Liste machen" in lines
    assert "\n" not in "".join(lines)


def test_no_secret_gets_into_a_calendar_but_the_same_one_gives_the_same_event() -> None:
    uid = next(line for line in an_entry().splitlines() if line.startswith("UID:"))
    assert "ttt" not in an_entry()
    assert uid in an_entry(what="Anders")
    assert uid not in an_entry(token="u" * 24)


def test_without_a_first_step_there_is_no_description() -> None:
    assert "DESCRIPTION" not in an_entry(first_step="")


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("a, b; c", "a\\, b\\; c"),
        ("C:\\x", "C:\\\\x"),
        ("a\r\nb\nc", "a\\nb\\nc"),
        ("END:VEVENT", "END:VEVENT"),
    ],
)
def test_signs_with_a_meaning_are_escaped(text: str, written: str) -> None:
    assert escaped(text) == written


@pytest.mark.parametrize("text", ["x" * 75, "x" * 76, "ä" * 100, "👩🏽‍🚀" * 40, "a" + "€" * 60])
def test_lines_are_folded_between_signs(text: str) -> None:
    pieces = folded(text).split("\r\n")
    assert all(len(piece.encode()) <= 75 for piece in pieces)
    assert all(piece.startswith(" ") for piece in pieces[1:])
    assert pieces[0] + "".join(piece[1:] for piece in pieces[1:]) == text
