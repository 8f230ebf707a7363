"""The report of the evening as Markdown (CommonMark with tables), for wikis, mails and word processors.

Order and headings follow what German event reports look like. What guests wrote stands word for word, what software
suggested is marked as such, and nothing that anybody wrote is read as markup.
"""

from collections.abc import Iterator

from app.deciding.summary import Summary
from app.harvest import one_page, wording
from app.harvest.markup import escaped, items, quoted, sheet
from app.harvest.outcome import Theme
from app.harvest.report import COLUMNS, Contribution, Handover, Leaf, Report
from app.harvest.wording import Translator

MANY = 300
"""From so many contributions on the themes come first and the full list after them."""
QUOTES = 3
"""Contributions cited under each theme."""


def as_markdown(report: Report, _: Translator, summary: Summary | None = None) -> str:
    """The whole report without hidden contributions, in the language of `_`; `summary` comes first if it is there."""
    cloths, themes = list(_cloths(report, _)), list(_themes(report, _))
    found = [themes, cloths] if len(report.shown) > MANY else [cloths, themes]
    page = one_page.blocks(summary, report.lang, _) if summary else ()
    first = [_cover(report, _), _impulse(report, _), _question(report, _), page, _room(report, _)]
    parts = [*first, *found, one_page.answers(report, _), _about(report, _)]
    return "\n\n".join(block for part in parts for block in part) + "\n"


def _cover(report: Report, _: Translator) -> Iterator[str]:
    event = report.event
    yield f"# {escaped(event.title)}"
    facts = [
        (_("Datum"), event.date.isoformat() if event.date else ""),
        (_("Ort"), event.place),
        (_("Eingeladen hat"), event.organiser),
        (_("Gäste"), str(event.participants)),
        (_("Tische"), str(len(report.tables))),
        (_("Runden"), str(len(report.rounds))),
        (_("Beiträge"), str(len(report.shown))),
    ]
    yield items(f"{name}: {escaped(fact)}" for name, fact in facts if fact)


def _impulse(report: Report, _: Translator) -> Iterator[str]:
    if report.impulse:
        yield "## " + _("Impuls: Kernaussage")
        if report.impulse.speaker:
            yield f"*{escaped(report.impulse.speaker)}*"
        if report.impulse.core_message:
            yield quoted(report.impulse.core_message)


def _question(report: Report, _: Translator) -> Iterator[str]:
    if report.central_question:
        yield "## " + _("Zentrale Frage")
        yield quoted(report.central_question)


def _room(report: Report, _: Translator) -> Iterator[str]:
    yield "## " + _("Ablauf und Tische")
    rounds = []
    for round_ in report.rounds:
        words = {"number": round_.no, "minutes": round_.minutes}
        name = _("Runde %(number)d, %(minutes)d Minuten") % words
        rounds.append(f"{name}: {escaped(round_.question)}" if report.questions_differ else name)
    yield items(rounds)
    header = [_("Tisch"), _("Name"), _("Thema"), _("Gastgeberin am Tisch")]
    rows = [[str(table.no), table.name, table.question, table.host] for table in report.tables]
    yield sheet(header, [[escaped(cell) for cell in row] for row in rows])


def _cloths(report: Report, _: Translator) -> Iterator[str]:
    yield "## " + _("Beiträge von den Tischdecken")
    for table in report.tables:
        leaves = report.leaves(table)
        if leaves:
            yield f"### {escaped(wording.table(table, _))}"
            if table.question:
                yield quoted(table.question)
        for leaf in leaves:
            yield from _leaf(report, leaf, _)


def _leaf(report: Report, leaf: Leaf, _: Translator) -> Iterator[str]:
    yield "#### " + _("Runde %(number)d") % {"number": leaf.round.no}
    if report.questions_differ:
        yield f"*{escaped(report.question_of(leaf.round))}*"
    if leaf.contributions:
        yield items(_line(report, one, _) for one in leaf.contributions)
    if leaf.handover:
        yield from _card(leaf.handover, _)


def _line(report: Report, one: Contribution, _: Translator) -> str:
    """One contribution: its words, and in brackets what is known of it."""
    known = [
        _(wording.KINDS[one.kind]) if one.kind == "question" else "",
        _(wording.COLUMNS[one.column]) if one.column != "unsorted" else "",
        one.author,
        _(wording.SCRIBES[one.scribe]) if one.scribe else "",
        wording.trail(report, one, _),
        f"★ {one.votes}" if one.votes else "",
    ]
    notes = "; ".join(escaped(note) for note in known if note)
    return f"{escaped(one.text)} *({notes})*" if notes else escaped(one.text)


def _card(card: Handover, _: Translator) -> Iterator[str]:
    yield "**" + _("Übergabe an die nächsten Gäste") + "**"
    question = [_("Offene Frage") + f": {escaped(card.open_question)}"] if card.open_question else []
    yield items([*(escaped(point) for point in card.points), *question])


def _themes(report: Report, _: Translator) -> Iterator[str]:
    yield "## " + _("Themen und Synthese")
    counts = [[_(wording.COLUMNS[key]), str(len(report.column(key)))] for key in COLUMNS]
    yield sheet([_("Spalte"), _("Beiträge")], counts)
    for theme in report.themes:
        yield from _theme(report, theme, _)
    if report.themes and report.without_theme():
        yield _("Ohne Thema: %(count)d") % {"count": len(report.without_theme())}


def _theme(report: Report, theme: Theme, _: Translator) -> Iterator[str]:
    cards = report.cards(theme)
    yield f"### {escaped(theme.title)} ({len(cards)})"
    if theme.made_by == "software":
        yield "*" + _("Vorschlag der Software") + "*"
    if cards:
        yield items(_line(report, card, _) for card in cards[:QUOTES])


def _about(report: Report, _: Translator) -> Iterator[str]:
    yield "## " + _("Hinweise zur Dokumentation")
    words = {"day": f"{report.exported_at:%Y-%m-%d}", "time": f"{report.exported_at:%H:%M}"}
    notes = [
        _("Stand: %(day)s, %(time)s Uhr.") % words,
        _("Die Beiträge stehen hier so, wie sie an den Tischen geschrieben wurden."),
    ]
    hidden = len(report.contributions) - len(report.shown)
    if hidden:
        notes.append(_("Verborgene Beiträge, die hier fehlen: %(count)d") % {"count": hidden})
    yield items(notes)
