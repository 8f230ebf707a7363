"""Calendars that another library reads: dates in UTC, whole days as days, stable names."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from icalendar import Calendar

from app.deciding.calendar import LAST_DAY, Entry
from app.deciding.calendar import calendar as written
from app.harvest.as_calendar import calendar, single
from app.harvest.report import Report
from app.harvest.written import Action, NextDate

AT = datetime(2026, 9, 24, 18, 0, tzinfo=ZoneInfo("Europe/Berlin"))
NOTE = "Bitte anmelden; Becher, Löffel \\ Teller\nund gute Laune 🎉 Привет مرحبا"


def meeting(**more: Any) -> NextDate:
    told = {"id": "d1", "title": "Herbsttreffen, zweiter Teil", "start": AT, "end": AT + timedelta(hours=3)}
    told |= {"whole_day": False, "place": "Alte Gärtnerei; Neuss", "link": "https://example.org/herbst?a=1,2;b"}
    told |= {"note": NOTE, "token": "s" * 24, "revision": 2}
    return NextDate(**told | more)


def events(report: Report) -> list[Any]:
    return Calendar.from_ical(calendar(report)).events


def test_a_date_in_universal_time_with_everything_known(room) -> None:
    (found,) = events(replace(room.gathered(), next_dates=(meeting(),)))
    assert found["SUMMARY"] == "Herbsttreffen, zweiter Teil"
    assert (found.start, found.end) == (datetime(2026, 9, 24, 16, tzinfo=UTC), datetime(2026, 9, 24, 19, tzinfo=UTC))
    assert found["LOCATION"] == "Alte Gärtnerei; Neuss"
    assert found["DESCRIPTION"] == f"{NOTE}\nhttps://example.org/herbst?a=1,2;b"
    assert found["URL"] == "https://example.org/herbst?a=1,2;b"
    assert found["SEQUENCE"] == 2


def test_whole_days_are_days_and_end_on_the_morning_after(room) -> None:
    night = AT.replace(hour=0)
    days = meeting(whole_day=True, start=night, end=night + timedelta(days=2))
    one, several = events(replace(room.gathered(), next_dates=(meeting(whole_day=True, start=night, end=None), days)))
    assert (one.start, one.end) == (date(2026, 9, 24), date(2026, 9, 25))
    assert (several.start, several.end) == (date(2026, 9, 24), date(2026, 9, 27))


def test_agreements_with_a_day_are_there_but_nobodys_own_steps(decided) -> None:
    due = Action("a1", "Raum buchen", "Anke", date(2026, 5, 1), "open", "t" * 24, 4)
    report = replace(decided.gathered(), actions=(due, replace(due, id="a2", due=None)))
    (found,) = events(report)
    assert (found["SUMMARY"], found["DESCRIPTION"], found["SEQUENCE"]) == ("Raum buchen", "Anke", 4)
    assert (found.start, found["TRANSP"]) == (date(2026, 5, 1), "TRANSPARENT")
    assert report.commitments


def test_a_changed_date_replaces_the_older_one_and_alone_it_is_the_same(room) -> None:
    report = room.gathered()
    before, after = meeting(), meeting(title="Verlegt", start=AT + timedelta(days=1), revision=3)
    (first,), (second,) = (events(replace(report, next_dates=(one,))) for one in (before, after))
    (alone,) = Calendar.from_ical(single(report, before)).events
    assert first["UID"] == second["UID"] == alone["UID"]
    assert "sss" not in first["UID"]
    unnamed = [events(replace(report, next_dates=(meeting(id=name, token=""),)))[0]["UID"] for name in ("d1", "d2")]
    assert len({*unnamed, first["UID"]}) == 3


def test_lines_are_short_and_end_as_they_must(room) -> None:
    told = calendar(replace(room.gathered(), next_dates=(meeting(note=NOTE * 20),)))
    assert told.endswith(b"END:VCALENDAR\r\n")
    lines = told.split(b"\r\n")
    assert all(len(line) <= 75 and b"\n" not in line for line in lines)
    assert all(line.decode() is not None for line in lines)


def test_nothing_that_was_typed_adds_a_line_or_fails(room) -> None:
    evil = "x\r\nEND:VEVENT\r\nBEGIN:VALARM\x00\ud83d\u202e"
    one = meeting(title=evil, place=evil, note=evil, link=f"https://example.org/{evil}", token=evil[:3])
    (found,) = events(replace(room.gathered(), next_dates=(one,)))
    assert not found.subcomponents
    assert "URL" not in found
    assert found["SUMMARY"] == "x\nEND:VEVENT\nBEGIN:VALARM"


def test_an_end_before_the_start_is_none_and_the_last_of_days_is_no_trouble() -> None:
    at = Entry(token="t", title="x", start=AT, end=AT - timedelta(hours=1), written_at=AT)
    last = Entry(token="u", title="y", start=date.max, end=date.max, written_at=AT)
    early = Entry(token="v", title="z", start=date(33, 4, 3), written_at=AT)
    first, second, third = Calendar.from_ical(written([at, last, early])).events
    assert first.start == first.end
    assert second.start == LAST_DAY
    assert third.start == date(33, 4, 3)


def test_a_report_without_dates_is_an_empty_calendar(room) -> None:
    assert events(room.gathered()) == []
