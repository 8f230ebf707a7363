"""What the room found, decided and agreed on, as sheets with typed cells: pure."""

from collections.abc import Iterable

from app.errors import marked
from app.harvest import themes, wording
from app.harvest.contribution_sheet import column, moment
from app.harvest.outcome import Ballot, Result, weights
from app.harvest.report import Report
from app.harvest.wording import Translator
from app.press.workbook import Cell, WorkSheet

MADE_BY = {"person": marked("von Menschen"), "software": marked("Vorschlag des Programms")}
MODES = {"dots": marked("Punkte"), "matrix": marked("Dringlichkeit und Machbarkeit")}
PROGRESS = {"open": marked("offen"), "done": marked("erledigt")}


def theme_sheet(report: Report, _: Translator) -> WorkSheet:
    """In the order of the board, with what the latest ballots gave them."""
    dots, rated = weights(report.ballots, "dots"), weights(report.ballots, "matrix")
    rows: list[list[Cell]] = []
    for theme in report.themes:
        points, rating = dots.get(theme.id), rated.get(theme.id)
        rows.append(
            [
                theme.no,
                theme.title,
                theme.summary,
                _(wording.COLUMNS[themes.column(report, theme)]),
                len(report.cards(theme)),
                themes.stars(report, theme),
                points.dots if points else None,
                rating.urgency if rating else None,
                rating.feasibility if rating else None,
                _(MADE_BY[theme.made_by]),
                theme.words,
            ]
        )
    columns = [
        column(_("Nummer"), 9, "number"),
        column(_("Thema"), 32),
        column(_("Zusammenfassung"), 60),
        column(_("Spalte"), 18),
        column(_("Beiträge"), 10, "number"),
        column(_("Sterne"), 9, "number"),
        column(_("Punkte"), 9, "number"),
        column(_("Dringlichkeit"), 14, "number"),
        column(_("Machbarkeit"), 14, "number"),
        column(_("Entstanden"), 22),
        column(_("Stichworte"), 24),
    ]
    return {"name": _("Themen"), "columns": columns, "rows": rows}


def tension_sheet(report: Report, _: Translator) -> WorkSheet:
    """One row per voice, so that each pole can be filtered; a pole without voices has its row too."""
    rows: list[list[Cell]] = []
    for no, tension in enumerate(report.tensions, 1):
        for name, voices in ((tension.pole_a, tension.voices_a), (tension.pole_b, tension.voices_b)):
            heard = [id_ for id_ in voices if id_ in report.contribution_of]
            rows.extend([no, tension.text, name, id_, report.contribution_of[id_].text] for id_ in heard)
            if not heard:
                rows.append([no, tension.text, name, None, None])
    columns = [
        column(_("Nummer"), 9, "number"),
        column(_("Worum es geht"), 28),
        column(_("Pol"), 28),
        column(_("Beitrag"), 10),
        column(_("Text"), 60),
    ]
    return {"name": _("Spannungsfelder"), "columns": columns, "rows": rows}


def agreement_sheet(report: Report, _: Translator) -> WorkSheet:
    """What the room agreed on, then what single people took on and share."""
    title = {theme.id: theme.title for theme in report.themes}
    room, person = _("Vereinbarung"), _("Eigener Schritt")
    rows: list[list[Cell]] = [
        [room, one.what, None, one.who, one.due.isoformat() if one.due else None, _(PROGRESS[one.status]), None]
        for one in report.actions
    ]
    for one in report.commitments:
        until = one.until.isoformat() if one.until else None
        rows.append([person, one.what, one.first_step, one.author, until, None, title.get(one.theme_id or "")])
    columns = [
        column(_("Art"), 16),
        column(_("Was"), 50),
        column(_("Erster Schritt"), 40),
        column(_("Wer"), 20),
        column(_("Bis wann"), 13, "day"),
        column(_("Status"), 11),
        column(_("Thema"), 24),
    ]
    return {"name": _("Vereinbarungen"), "columns": columns, "rows": rows}


def date_sheet(report: Report, _: Translator) -> WorkSheet:
    rows: list[list[Cell]] = []
    for one in report.next_dates:
        times = (None, None) if one.whole_day else (moment(one.start), moment(one.end))
        last = (one.end or one.start).date().isoformat()
        rows.append([one.title, one.start.date().isoformat(), last, *times, one.place, one.link, one.note])
    columns = [
        column(_("Was"), 36),
        column(_("Erster Tag"), 13, "day"),
        column(_("Letzter Tag"), 13, "day"),
        column(_("Beginn"), 17, "moment"),
        column(_("Ende"), 17, "moment"),
        column(_("Ort"), 24),
        column(_("Link"), 36),
        column(_("Anmerkung"), 40),
    ]
    return {"name": _("Termine"), "columns": columns, "rows": rows}


def ballot_sheet(report: Report, _: Translator) -> WorkSheet:
    """One row per theme of every ballot whose result was shown."""
    rows = [
        [no, *row]
        for no, ballot in enumerate(report.ballots, 1)
        for row in (_result(ballot, result, _) for result in ballot.results)
    ]
    columns = [
        column(_("Abstimmung"), 12, "number"),
        column(_("Art"), 24),
        column(_("Geschlossen"), 17, "moment"),
        column(_("Abgestimmt"), 12, "number"),
        column(_("Stimmberechtigt"), 15, "number"),
        column(_("Thema"), 32),
        column(_("Menschen"), 11, "number"),
        column(_("Punkte"), 9, "number"),
        column(_("Dringlichkeit"), 14, "number"),
        column(_("Machbarkeit"), 14, "number"),
    ]
    return {"name": _("Abstimmungen"), "columns": columns, "rows": rows}


def _result(ballot: Ballot, result: Result, _: Translator) -> Iterable[Cell]:
    yield _(MODES[ballot.mode])
    yield moment(ballot.closed_at)
    yield ballot.voters
    yield ballot.eligible
    yield result.title
    yield result.people
    yield result.dots if ballot.mode == "dots" else None
    yield result.urgency
    yield result.feasibility


def read_back_sheet(report: Report, _: Translator) -> WorkSheet:
    """What tables said of their own summaries."""
    rows: list[list[Cell]] = [
        [report.table_of[one.table_id].no, _(wording.ANSWERS[one.answer]), one.note, moment(one.answered_at)]
        for one in report.read_backs
    ]
    columns = [
        column(_("Tisch"), 8, "number"),
        column(_("Antwort"), 22),
        column(_("Anmerkung"), 60),
        column(_("Zeit"), 17, "moment"),
    ]
    return {"name": _("Gegenlesen"), "columns": columns, "rows": rows}
