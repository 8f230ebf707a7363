"""Days, times and numbers as people write them in a report's language."""

from datetime import date, datetime

from babel.dates import format_date, format_time
from babel.numbers import format_decimal

from app.errors import marked
from app.harvest.wording import Translator
from app.harvest.written import NextDate
from app.translations import locale

AT = marked("%(day)s, %(time)s Uhr")
FROM_TO = marked("%(day)s, %(start)s bis %(end)s Uhr")
DAYS = marked("%(first)s bis %(last)s")


def day(when: date | None, language: str) -> str:
    """ "22. November 2026"; empty for none."""
    return format_date(when, "long", locale=locale(language)) if when else ""


def weekday(when: date, language: str) -> str:
    """ "Sonntag, 22. November 2026"."""
    return format_date(when, "full", locale=locale(language))


def moment(when: datetime, language: str, _: Translator) -> str:
    """Day and time of day."""
    return _(AT) % {"day": day(when, language), "time": format_time(when, "short", locale=locale(language))}


def span(one: NextDate, language: str, _: Translator) -> str:
    """From when until when; of whole days only the dates."""
    first, last = one.start.date(), (one.end or one.start).date()
    if one.whole_day:
        words = {"first": weekday(first, language), "last": weekday(last, language)}
        return _(DAYS) % words if last != first else words["first"]
    start = format_time(one.start, "short", locale=locale(language))
    if one.end is None:
        return _(AT) % {"day": weekday(first, language), "time": start}
    if last != first:
        return _(DAYS) % {"first": moment(one.start, language, _), "last": moment(one.end, language, _)}
    end = format_time(one.end, "short", locale=locale(language))
    return _(FROM_TO) % {"day": weekday(first, language), "start": start, "end": end}


def decimal(number: float | None, language: str) -> str:
    """To one decimal; empty for none."""
    return format_decimal(number, "0.0", locale=locale(language)) if number is not None else ""
