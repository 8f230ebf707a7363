"""What the keys of a report are called among people; German msgids, translated by whoever writes them."""

from collections.abc import Callable

from app.errors import marked
from app.harvest.report import Contribution, Report, Table

Translator = Callable[[str], str]
"""gettext for the language that a file is written in."""

KINDS = {"idea": marked("Idee"), "question": marked("Frage")}
COLUMNS = {
    "change": marked("ändern"),
    "optimise": marked("optimieren"),
    "tackle": marked("in Angriff nehmen"),
    "unsorted": marked("noch nicht sortiert"),
}
SCRIBES = {
    "host": marked("aufgeschrieben von der Caféleitung"),
    "table_host": marked("aufgeschrieben von der Tischgastgeberin"),
    "table_device": marked("aufgeschrieben am Tischgerät"),
}

ANSWERS = {
    "right": marked("Stimmt"),
    "missing": marked("Da fehlt etwas"),
    "wrong": marked("Da stimmt etwas nicht"),
    None: marked("noch keine Antwort"),
}


def column(key: str, _: Translator) -> str:
    """A column as a heading: "Ändern"."""
    words = _(COLUMNS[key])
    return words[:1].upper() + words[1:]


def dots(count: int, _: Translator) -> str:
    """ "3 Punkte"."""
    return _("1 Punkt") if count == 1 else _("%(count)d Punkte") % {"count": count}


def table(place: Table, _: Translator) -> str:
    """ "Tisch 3 · Chilischote", or without a name "Tisch 3"."""
    number = _("Tisch %(number)d") % {"number": place.no}
    return f"{number} · {place.name}" if place.name else number


def trail(report: Report, contribution: Contribution, _: Translator) -> str:
    """Where a thought was brought from, and its words there; empty for one that was born at the table."""
    origin = report.origin(contribution)
    if origin is None:
        return ""
    where, carried = origin
    brought = _("mitgebracht von Tisch %(number)d") % {"number": where.no}
    if carried is None or carried.hidden:
        return brought
    return _("%(brought)s: „%(text)s“") % {"brought": brought, "text": " ".join(carried.text.split())}
