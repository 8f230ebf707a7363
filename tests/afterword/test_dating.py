"""Times as a form holds them and as the database does: the same when they come back, in summer and in winter."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from app.afterword import dating
from app.afterword.models import NextDate
from app.errors import BadInput

BERLIN = ZoneInfo("Europe/Berlin")


def kept(**fields: str) -> NextDate:
    starts_at, ends_at, is_whole_day = dating._times(dating.EMPTY | fields, BERLIN)
    return NextDate(cafe_id=1, token="t", title="Fest", starts_at=starts_at, ends_at=ends_at, is_whole_day=is_whole_day)


@pytest.mark.parametrize(
    "fields",
    [
        {"day": "2027-01-10"},
        {"day": "2027-07-10", "begins": "18:30"},
        {"day": "2027-07-10", "begins": "18:30", "ends": "20:00"},
        {"day": "2027-03-27", "begins": "18:30", "last_day": "2027-03-28", "ends": "09:00"},
        {"day": "2027-03-27", "last_day": "2027-03-29"},
        {"day": "2027-01-10", "begins": "00:00", "ends": "00:00"},
    ],
)
def test_forms_come_back_as_they_were_filled_in(fields) -> None:
    assert dating.as_fields(kept(**fields), BERLIN) == dating.EMPTY | {"title": "Fest"} | fields


def test_a_whole_day_is_the_same_day_almost_everywhere() -> None:
    one = kept(day="2027-01-10")
    assert one.is_whole_day
    for zone in ("America/Los_Angeles", "Asia/Tokyo", "UTC"):
        assert one.starts_at.astimezone(ZoneInfo(zone)).date() == date(2027, 1, 10)


def test_times_are_those_of_the_place() -> None:
    assert kept(day="2027-07-10", begins="18:30").starts_at == datetime(2027, 7, 10, 16, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({}, "day"),
        ({"day": "morgen"}, "day"),
        ({"day": "0001-01-01"}, "day"),
        ({"day": "2027-01-10", "begins": "halb acht"}, "begins"),
        ({"day": "2027-01-10", "ends": "20:00"}, "begins"),
        ({"day": "2027-01-10", "begins": "18:00", "ends": "17:00"}, "ends"),
        ({"day": "2027-01-10", "last_day": "2027-01-09"}, "last_day"),
    ],
)
def test_what_cannot_be(fields, field) -> None:
    with pytest.raises(BadInput) as refused:
        kept(**fields)
    assert refused.value.field == field


def test_a_clock_with_an_offset_is_only_a_clock() -> None:
    assert kept(day="2027-07-10", begins="18:30+05:00").starts_at.astimezone(BERLIN).hour == 18
