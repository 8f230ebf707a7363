"""Calendar files (iCalendar, RFC 5545): what somebody will do, when people meet again; pure.

No entry carries a link to a page of the café: calendars are shared with family and colleagues.
"""

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from app.texts import cleaned

OCTETS = 75
"""Of a line at most, without its break."""
LAST_DAY = date.max - timedelta(days=1)
"""That has a day after it."""


@dataclass(frozen=True)
class Entry:
    token: str
    """Its secret name: the same one gives the same event, so that a changed entry replaces its older one."""
    title: str
    start: date
    """A date for whole days, else an aware time."""
    written_at: datetime
    end: date | None = None
    """A time, or the last one of whole days."""
    details: str = ""
    place: str = ""
    link: str = ""
    revision: int = 0
    """Raised with every change."""
    is_free: bool = False
    """Whether the calendar's owner can be asked for other things at that time."""


def entry(*, token: str, what: str, first_step: str, until: date, written_at: datetime) -> str:
    """A commitment: a whole day named after what somebody will do; the first step stands in its description."""
    one = Entry(token=token, title=what, start=until, details=first_step, written_at=written_at, is_free=True)
    return calendar([one])


def calendar(entries: Iterable[Entry]) -> str:
    """One file for all of them."""
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Tischdecke//Calendar//EN",
        "METHOD:PUBLISH",
        *(line for one in entries for line in _event(one)),
        "END:VCALENDAR",
    ]
    return "".join(f"{folded(line)}\r\n" for line in lines)


def escaped(text: str) -> str:
    """A value of type TEXT: backslash, semicolon, comma and line breaks are written in two signs."""
    text = cleaned(text, lines=True)
    for sign, written in (("\\", "\\\\"), (";", "\\;"), (",", "\\,"), ("\n", "\\n")):
        text = text.replace(sign, written)
    return text


def folded(line: str) -> str:
    """A content line in pieces of at most 75 octets, the later ones after a blank; no sign is cut in two."""
    pieces, room = [""], OCTETS
    for sign in line:
        length = len(sign.encode())
        if length > room:
            pieces.append("")
            room = OCTETS - 1
        pieces[-1] += sign
        room -= length
    return "\r\n ".join(pieces)


def _event(one: Entry) -> Iterator[str]:
    yield "BEGIN:VEVENT"
    yield f"UID:{hashlib.sha256(one.token.encode()).hexdigest()[:32]}@tischdecke"
    yield f"SEQUENCE:{one.revision}"
    yield f"DTSTAMP:{_utc(one.written_at)}"
    yield from _times(one.start, one.end)
    yield f"SUMMARY:{escaped(one.title)}"
    if one.details:
        yield f"DESCRIPTION:{escaped(one.details)}"
    if one.place:
        yield f"LOCATION:{escaped(one.place)}"
    if one.link and one.link.isprintable() and " " not in one.link:  # a value of type URI cannot be escaped
        yield f"URL:{one.link}"
    if one.is_free:
        yield "TRANSP:TRANSPARENT"
    yield "END:VEVENT"


def _times(start: date, end: date | None) -> Iterator[str]:
    """Whole days end on the morning after; an end that is not after the start is none."""
    if not isinstance(start, datetime):
        last = min(max(start, end or start), LAST_DAY)
        yield f"DTSTART;VALUE=DATE:{_day(min(start, LAST_DAY))}"
        yield f"DTEND;VALUE=DATE:{_day(last + timedelta(days=1))}"
        return
    yield f"DTSTART:{_utc(start)}"
    if isinstance(end, datetime) and end > start:
        yield f"DTEND:{_utc(end)}"


def _day(day: date) -> str:
    return day.isoformat().replace("-", "")


def _utc(moment: datetime) -> str:
    at = moment.astimezone(UTC)
    return f"{_day(at.date())}T{at:%H%M%S}Z"
