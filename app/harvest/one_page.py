"""The evening on one page, and what the tables answered, as blocks of Markdown: pure."""

from collections.abc import Iterator, Sequence
from datetime import date

from app.deciding.summary import Part, Promise, Quote, Summary, Theme
from app.deciding.tallies import Outcome, Standing
from app.errors import marked
from app.harvest import wording
from app.harvest.markup import escaped, items, sheet
from app.harvest.report import Report
from app.harvest.wording import Translator

ANSWERS = {
    "right": marked("Stimmt"),
    "missing": marked("Da fehlt etwas"),
    "wrong": marked("Da stimmt etwas nicht"),
    None: marked("noch keine Antwort"),
}


def blocks(summary: Summary, lang: str, _: Translator) -> Iterator[str]:
    """Change, optimise, tackle; then what pulls apart, single voices, votes and commitments."""
    if not summary:
        return
    yield "## " + _("Auf einer Seite")
    for part in summary.parts:
        yield from _part(part, lang, _)
    if summary.tensions:
        yield "### " + _("Was auseinanderzieht")
        yield items(
            f"**{escaped(one.subject)}**: {_pole(one.left_name, one.left, _)} ↔ {_pole(one.right_name, one.right, _)}"
            for one in summary.tensions
        )
    if summary.voices:
        yield "### " + _("Einzelstimmen")
        yield items(_quote(one, _) for one in summary.voices)
    for outcome in summary.outcomes:
        yield from _outcome(outcome, lang, _)
    if summary.promises:
        yield "### " + _("Das nehmen wir uns vor")
        yield items(_promise(one, _) for one in summary.promises)


def answers(report: Report, _: Translator) -> Iterator[str]:
    """What each table said of its own summary."""
    if not report.read_backs:
        return
    yield "## " + _("Gegenlesen")
    header = [_("Tisch"), _("Antwort"), _("Anmerkung")]
    rows = [
        [str(report.table_of[one.table_id].no), _(ANSWERS[one.answer]), escaped(one.note)] for one in report.read_backs
    ]
    yield sheet(header, rows)


def _part(part: Part, lang: str, _: Translator) -> Iterator[str]:
    yield f"### {_(wording.COLUMNS[part.key])} ({part.count})"
    for theme in part.themes:
        votes = _votes(theme, lang, _)
        yield f"**{escaped(theme.name)}** ({theme.count})" + (f" *{votes}*" if votes else "")
        if theme.words:
            yield items(_quote(one, _) for one in theme.words)
    if part.more_themes:
        yield _("Weitere Themen: %(count)d") % {"count": part.more_themes}
    if part.loose:
        if part.themes:
            yield "**" + _("ohne Thema") + f"** ({part.loose_count})"
        yield items(_quote(one, _) for one in part.loose)


def _votes(theme: Theme, lang: str, _: Translator) -> str:
    found = [_("%(count)d Punkte") % {"count": theme.dots}] if theme.dots is not None else []
    if theme.urgency is not None and theme.feasibility is not None:
        found.append(_scales(theme.urgency, theme.feasibility, lang, _))
    return ", ".join(found)


def _scales(urgency: float, feasibility: float, lang: str, _: Translator) -> str:
    words = {"urgency": decimal(urgency, lang), "feasibility": decimal(feasibility, lang)}
    return _("dringend %(urgency)s, machbar %(feasibility)s") % words


def decimal(number: float, lang: str) -> str:
    """To one decimal, as people write it."""
    return f"{number:.1f}".replace(".", "," if lang == "de" else ".")


def _quote(quote: Quote, _: Translator) -> str:
    tables = ", ".join(_("Tisch %(number)d") % {"number": no} for no in quote.tables)
    return f"{escaped(quote.text)} *({tables}{f'; ★ {quote.stars}' if quote.stars else ''})*"


def _pole(name: str, quotes: Sequence[Quote], _: Translator) -> str:
    return escaped(name) + "".join(" (" + _("„%(text)s“") % {"text": escaped(one.text)} + ")" for one in quotes)


def _outcome(outcome: Outcome, lang: str, _: Translator) -> Iterator[str]:
    yield "### " + _("Abstimmung")
    words = {"voted": outcome.tally.voters, "all": outcome.tally.eligible}
    yield _("Abgestimmt haben %(voted)d von %(all)d.") % words
    if outcome.is_matrix:
        yield sheet([_("Thema"), _("Dringlichkeit"), _("Machbarkeit")], _rated(outcome.tally.standings, lang))
    else:
        rows = [[escaped(one.name), str(one.dots)] for one in outcome.tally.standings]
        yield sheet([_("Thema"), _("Punkte")], rows)


def _rated(standings: Sequence[Standing], lang: str) -> list[list[str]]:
    return [
        [escaped(one.name), *("" if step is None else decimal(step, lang) for step in (one.urgency, one.feasibility))]
        for one in standings
    ]


def _promise(promise: Promise, _: Translator) -> str:
    step = _("Erster Schritt:") + f" {promise.first_step}" if promise.first_step else ""
    known = [promise.who, step, _until(promise.until, _), promise.theme]
    notes = "; ".join(escaped(each) for each in known if each)
    return escaped(promise.what) + (f" *({notes})*" if notes else "")


def _until(day: date | None, _: Translator) -> str:
    return _("bis %(day)s") % {"day": day.isoformat()} if day else ""
