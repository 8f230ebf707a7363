"""The report as a manuscript: which chapters, in which order, for whom; every format of the report is drawn from it."""

from collections.abc import Iterable

from app.harvest import calendar_words as days
from app.harvest import closing_chapters as closing
from app.harvest import opening_chapters as opening
from app.harvest import room_chapters as room
from app.harvest.audiences import as_read
from app.harvest.edition import Audience, Edition, Length
from app.harvest.report import Report
from app.harvest.wording import Translator
from app.press.manuscript import Block, Labels, Manuscript

MANY = 300
"""From so many contributions on the themes come first and the full list after them."""


def manuscript(report: Report, edition: Edition, _: Translator) -> Manuscript:
    """`report` is the whole one, with everything; what the audience may not see is left out here."""
    seen = as_read(report, edition)
    is_short = edition.length == Length.short
    chapters = _short(seen, report, _) if is_short else _full(seen, report, _)
    last = closing.about(seen, report, edition.audience, _, is_short=is_short)
    return {
        "language": edition.language,
        "title": seen.event.title,
        "subtitle": seen.event.subtitle,
        "facts": _facts(seen, _),
        "version": _version(seen, edition, _),
        "day": (seen.event.date or seen.event.laid_at.date()).isoformat(),
        "organiser": seen.event.organiser,
        "labels": _labels(_),
        "blocks": [block for chapter in (*chapters, last) for block in chapter],
    }


def _short(seen: Report, full: Report, _: Translator) -> list[Iterable[Block]]:
    return [
        *_beginning(seen, full, _),
        room.tensions(seen, _),
        closing.themes(seen, _, quotes=closing.QUOTES),
        closing.votes(seen, _),
        closing.conclusion(seen, _),
        closing.agreements(seen, _),
        closing.dates(seen, _),
    ]


def _full(seen: Report, full: Report, _: Translator) -> list[Iterable[Block]]:
    cloths = [room.cloths(seen, _), room.travels(seen, _)]
    themes = [closing.themes(seen, _, quotes=closing.MORE_QUOTES), closing.votes(seen, _)]
    end = [
        closing.conclusion(seen, _),
        closing.answers(seen, _),
        closing.agreements(seen, _),
        closing.album(seen, _),
        closing.dates(seen, _),
    ]
    found = [*themes, *end, *cloths] if len(seen.contributions) > MANY else [*cloths, *themes, *end]
    return [*_beginning(seen, full, _), room.tensions(seen, _), *found]


def _beginning(seen: Report, full: Report, _: Translator) -> list[Iterable[Block]]:
    return [
        opening.at_a_glance(seen, _),
        opening.thanks(seen, _),
        opening.impulse(seen, _),
        opening.central_question(seen, _),
        opening.process(seen, full, _),
    ]


def _facts(report: Report, _: Translator) -> list[str]:
    event = report.event
    when = days.weekday(event.date, report.lang) if event.date else ""
    guests = _("%(count)d Gäste") % {"count": event.participants} if event.participants != 1 else _("1 Gast")
    return [each for each in (when, event.place, event.organiser, guests) if each]


def _version(report: Report, edition: Edition, _: Translator) -> str:
    when = days.moment(report.exported_at, report.lang, _)
    return _("Stand: %(when)s · %(edition)s") % {"when": when, "edition": edition_name(edition, _)}


def edition_name(edition: Edition, _: Translator) -> str:
    """ "Kurzbericht für alle Gäste"."""
    words = {
        (Length.short, Audience.team): _("Kurzbericht für das Team"),
        (Length.short, Audience.participants): _("Kurzbericht für die Gäste"),
        (Length.short, Audience.public): _("Kurzbericht für alle"),
        (Length.full, Audience.team): _("Vollständige Dokumentation für das Team"),
        (Length.full, Audience.participants): _("Vollständige Dokumentation für die Gäste"),
        (Length.full, Audience.public): _("Vollständige Dokumentation für alle"),
    }
    return words[edition.length, edition.audience]


def _labels(_: Translator) -> Labels:
    return {
        "kind": _("World Café"),
        "contents": _("Inhalt"),
        "page": _("Seite"),
        "of": _("von"),
        "room": _("Worte der Gäste"),
        "organisers": _("Worte der Veranstaltenden"),
        "software": _("Vorschlag des Programms"),
    }
