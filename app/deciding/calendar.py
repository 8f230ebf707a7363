"""A commitment as a calendar entry: iCalendar (RFC 5545), pure.

The entry carries no link to the page of commitments: calendars are shared with family and colleagues.
"""

import hashlib
from datetime import UTC, date, datetime, timedelta

OCTETS = 75
"""Of a line at most, without its break."""


def entry(*, token: str, what: str, first_step: str, until: date, written_at: datetime) -> str:
    """A whole day named after what somebody will do; the first step stands in its description.

    The same `token` gives the same event, so that a changed commitment replaces its older entry.
    """
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Tischdecke//Commitments//EN",
        "METHOD:PUBLISH",
        "BEGIN:VEVENT",
        f"UID:{hashlib.sha256(token.encode()).hexdigest()[:32]}@tischdecke",
        f"DTSTAMP:{written_at.astimezone(UTC):%Y%m%dT%H%M%SZ}",
        f"DTSTART;VALUE=DATE:{until:%Y%m%d}",
        f"DTEND;VALUE=DATE:{until + timedelta(days=1):%Y%m%d}",
        f"SUMMARY:{escaped(what)}",
        *([f"DESCRIPTION:{escaped(first_step)}"] if first_step else []),
        "TRANSP:TRANSPARENT",
        "END:VEVENT",
        "END:VCALENDAR",
    ]
    return "".join(f"{folded(line)}\r\n" for line in lines)


def escaped(text: str) -> str:
    """A value of type TEXT: backslash, semicolon, comma and line breaks are written in two signs."""
    for sign, written in (("\\", "\\\\"), (";", "\\;"), (",", "\\,"), ("\r\n", "\\n"), ("\n", "\\n"), ("\r", "\\n")):
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
