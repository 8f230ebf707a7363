"""Next dates and agreements for calendars (iCalendar): pure."""

from collections.abc import Iterator

from app.deciding.calendar import Entry
from app.deciding.calendar import calendar as written
from app.harvest.report import Report
from app.harvest.written import NextDate


def calendar(report: Report) -> bytes:
    """When people meet again, and what the room agreed on to do by a day; commitments belong to those who made them."""
    return written([*(_date(report, one) for one in report.next_dates), *_agreements(report)]).encode()


def single(report: Report, one: NextDate) -> bytes:
    """One date alone; the same event as in the file of all of them."""
    return written([_date(report, one)]).encode()


def _date(report: Report, one: NextDate) -> Entry:
    days = (one.start.date(), one.end.date() if one.end else None)
    start, end = days if one.whole_day else (one.start, one.end)
    return Entry(
        token=one.token or f"{report.event.id} {one.id}",
        title=one.title,
        start=start,
        end=end,
        details="\n".join(each for each in (one.note, one.link) if each),
        place=one.place,
        link=one.link,
        revision=one.revision,
        written_at=report.exported_at,
    )


def _agreements(report: Report) -> Iterator[Entry]:
    """A whole day each, on which its owner is free for other things."""
    for one in report.actions:
        if one.due:
            yield Entry(
                token=one.token or f"{report.event.id} {one.id}",
                title=one.what,
                start=one.due,
                details=one.who,
                revision=one.revision,
                written_at=report.exported_at,
                is_free=True,
            )
