"""When people meet again: a day, or times of day, at a place."""

from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from sqlmodel import Session

from app.afterword import reading
from app.afterword.addresses import web_address
from app.afterword.agreeing import day, token
from app.afterword.models import LINE_LIMIT, TEXT_LIMIT, NextDate
from app.afterword.pieces import Fields
from app.cafes.models import Cafe
from app.errors import BadInput, marked
from app.texts import bounded

MOST = 50
"""Dates of one café."""
EMPTY = {"title": "", "day": "", "begins": "", "last_day": "", "ends": "", "place": "", "link": "", "note": ""}
NOON = time(12)
"""Stands for a whole day: it is the same day almost everywhere on earth."""


def as_fields(one: NextDate, zone: ZoneInfo) -> dict[str, str]:
    start, end = one.starts_at.astimezone(zone), one.ends_at.astimezone(zone) if one.ends_at else None
    timed = not one.is_whole_day
    return {
        "title": one.title,
        "day": start.date().isoformat(),
        "begins": f"{start:%H:%M}" if timed else "",
        "last_day": end.date().isoformat() if end and end.date() != start.date() else "",
        "ends": f"{end:%H:%M}" if end and timed else "",
        "place": one.place,
        "link": one.link,
        "note": one.note,
    }


def write(db: Session, cafe: Cafe, id_: str, fields: Fields, zone: ZoneInfo) -> None:
    """Words and times for a date, or for a `new` one; raises BadInput for the field that cannot be taken, NotFound."""
    title = bounded("title", fields["title"], LINE_LIMIT, required=True)
    starts_at, ends_at, is_whole_day = _times(fields, zone)
    place, link = bounded("place", fields["place"], LINE_LIMIT), web_address("link", fields["link"])
    note = bounded("note", fields["note"], TEXT_LIMIT, lines=True)
    if id_ == "new":
        if len(reading.next_dates(db, cafe.id_)) >= MOST:
            raise BadInput("title", marked("Mehr als %(most)d passen nicht in einen Bericht."), most=MOST)
        one = NextDate(cafe_id=cafe.id_, token=token(), title=title, starts_at=starts_at)
    else:
        one = reading.next_date(db, cafe.id_, int(id_))
        one.revision += 1
    one.title, one.place, one.link, one.note = title, place, link, note
    one.starts_at, one.ends_at, one.is_whole_day = starts_at, ends_at, is_whole_day
    db.add(one)
    db.flush()


def _times(fields: Fields, zone: ZoneInfo) -> tuple[datetime, datetime | None, bool]:
    """When it begins and ends, and whether it is a whole day: it is one without a time to begin at."""
    first, last = day("day", fields["day"]), day("last_day", fields["last_day"])
    begins, ends = _clock("begins", fields["begins"]), _clock("ends", fields["ends"])
    if first is None:
        raise BadInput("day", marked("Hier fehlt noch der Tag."))
    if begins is None and ends is not None:
        raise BadInput("begins", marked("Hier fehlt noch die Uhrzeit, zu der es beginnt."))
    start = _at(first, begins or NOON, zone)
    end = _at(last or first, ends or begins or NOON, zone) if last or ends else None
    if end is not None and end < start:
        raise BadInput("last_day" if last else "ends", marked("Das wäre zu Ende, bevor es beginnt."))
    return start, end, begins is None


def _at(on: date, clock: time, zone: ZoneInfo) -> datetime:
    return datetime.combine(on, clock, zone)


def _clock(field: str, text: str) -> time | None:
    """A time of day as browsers send it (18:30), or none."""
    try:
        return time.fromisoformat(text.strip()).replace(tzinfo=None, microsecond=0) if text.strip() else None
    except ValueError:
        raise BadInput(field, marked("Bitte eine Uhrzeit wie 18:30.")) from None
