"""The chapters before the room's own words: at a glance, thanks, the talk, the question, how it went."""

from collections.abc import Iterator

from app.harvest import figures
from app.harvest.blocks import colour, heading, note, points, question, sheet, text
from app.harvest.report import COLUMNS, Report
from app.harvest.wording import Translator, column
from app.press.manuscript import Block


def at_a_glance(report: Report, _: Translator) -> Iterator[Block]:
    yield heading(1, _("Auf einen Blick"), "glance")
    yield {
        "kind": "figures",
        "items": [
            {"value": str(count), "label": one if count == 1 else many}
            for count, one, many in (
                (report.event.participants, _("Gast an den Tischen"), _("Gäste")),
                (len(report.tables), _("Tisch"), _("Tische")),
                (len(report.rounds), _("Runde"), _("Runden")),
                (len(report.contributions), _("Beitrag an den Tischen"), _("Beiträge")),
            )
        ],
    }
    if report.at_glance:
        yield points(report.at_glance)
    counts = {key: len(report.column(key)) for key in COLUMNS}
    if any(counts[key] for key in COLUMNS[:3]):
        told = ", ".join(f"{column(key, _)} {counts[key]}" for key in COLUMNS if counts[key])
        yield {
            "kind": "bars",
            "title": _("Was die Beiträge wollen"),
            "alt": _("Balken: %(told)s") % {"told": told},
            "items": [
                {"label": column(key, _), "value": counts[key], "shown": str(counts[key]), "table": 0}
                for key in COLUMNS
                if counts[key]
            ],
        }


def thanks(report: Report, _: Translator) -> Iterator[Block]:
    if report.event.thanks:
        yield heading(1, _("Dank"), "thanks")
        yield text(report.event.thanks)


def impulse(report: Report, _: Translator) -> Iterator[Block]:
    talk = report.impulse
    if not talk:
        return
    yield heading(1, _("Impuls: Kernaussage"), "impulse")
    who = " · ".join(each for each in (talk.title, talk.speaker) if each)
    if who:
        yield note(who)
    if talk.core_message:
        yield text(talk.core_message)
    if talk.link:
        yield {"kind": "references", "items": [{"label": _("Zum Impuls"), "url": talk.link}]}


def central_question(report: Report, _: Translator) -> Iterator[Block]:
    if report.central_question:
        yield heading(1, _("Zentrale Frage"), "question")
        yield question(report.central_question)


def process(report: Report, full: Report, _: Translator) -> Iterator[Block]:
    """`full`: with everybody's seats, for figures that name nobody."""
    yield heading(1, _("Ablauf und Tische"), "process")
    rounds = [
        [str(each.no), _("%(minutes)d Minuten") % {"minutes": each.minutes}, _asked(report, each.question)]
        for each in report.rounds
    ]
    yield sheet([_("Runde"), _("Dauer"), _("Frage")], rounds, [1, 1.5, 6])
    tables = [[str(each.no), each.name, each.question, each.host] for each in report.tables]
    if any(any(row[1:]) for row in tables):
        yield sheet([_("Tisch"), _("Name"), _("Thema"), _("Am Tisch geblieben")], tables, [1, 3, 4, 2])
    found = figures.of_the_room(full, _)
    if found:
        yield heading(2, _("Wer sich begegnet ist"), "encounters")
        yield {"kind": "figures", "items": found}
    counts = [(each, sum(one.table_id == each.id for one in report.contributions)) for each in report.tables]
    if sum(count for _table, count in counts):
        yield {
            "kind": "bars",
            "title": _("Beiträge je Tisch"),
            "alt": ", ".join(_("Tisch %(no)d: %(count)d") % {"no": each.no, "count": count} for each, count in counts),
            "items": [
                {
                    "label": _("Tisch %(number)d") % {"number": each.no},
                    "value": count,
                    "shown": str(count),
                    "table": colour(each),
                }
                for each, count in counts
            ],
        }


def _asked(report: Report, asked: str) -> str:
    return asked if report.questions_differ else ""
