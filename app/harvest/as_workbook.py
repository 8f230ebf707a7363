"""The report as a workbook: one sheet per kind of thing, typed cells, empty sheets left out; pure."""

from collections.abc import Iterable

from app.harvest import calendar_words, contribution_sheet, outcome_sheets
from app.harvest.contribution_sheet import column
from app.harvest.report import Report
from app.harvest.wording import Translator
from app.press.workbook import Cell, Workbook, WorkSheet


def workbook(report: Report, _: Translator) -> Workbook:
    """All that the report holds; whom it is for has been decided before."""
    first = contribution_sheet.sheet(report, _)
    others = (
        outcome_sheets.theme_sheet(report, _),
        _tables(report, _),
        _handovers(report, _),
        _drawings(report, _),
        outcome_sheets.tension_sheet(report, _),
        outcome_sheets.agreement_sheet(report, _),
        outcome_sheets.date_sheet(report, _),
        outcome_sheets.ballot_sheet(report, _),
        outcome_sheets.read_back_sheet(report, _),
        _seats(report, _),
    )
    sheets = [first, *(sheet for sheet in others if sheet["rows"])]
    return {
        "language": report.lang,
        "title": report.event.title,
        "organiser": report.event.organiser,
        "read_me": list(_read_me(report, sheets, _)),
        "read_me_name": _("Lies mich"),
        "yes": _("ja"),
        "no": _("nein"),
        "sheets": sheets,
    }


def _tables(report: Report, _: Translator) -> WorkSheet:
    counts = {table.id: 0 for table in report.tables}
    for one in report.shown:
        counts[one.table_id] += 1
    rows: list[list[Cell]] = [
        [table.no, table.name, table.question, table.host, table.seats, counts[table.id]] for table in report.tables
    ]
    columns = [
        column(_("Tisch"), 8, "number"),
        column(_("Tischname"), 20),
        column(_("Frage"), 50),
        column(_("Gastgeberin am Tisch"), 24),
        column(_("Plätze"), 9, "number"),
        column(_("Beiträge"), 10, "number"),
    ]
    return {"name": _("Tische"), "columns": columns, "rows": rows}


def _handovers(report: Report, _: Translator) -> WorkSheet:
    rows: list[list[Cell]] = [
        [
            report.round_of[card.round_id].no,
            report.table_of[card.table_id].no,
            report.table_of[card.table_id].name,
            "\n".join(card.points),
            card.open_question,
            contribution_sheet.moment(card.written_at),
        ]
        for card in report.handovers
    ]
    columns = [
        column(_("Runde"), 8, "number"),
        column(_("Tisch"), 8, "number"),
        column(_("Tischname"), 16),
        column(_("Das Wichtigste"), 60),
        column(_("Offene Frage"), 40),
        column(_("Zeit"), 17, "moment"),
    ]
    return {"name": _("Übergaben"), "columns": columns, "rows": rows}


def _drawings(report: Report, _: Translator) -> WorkSheet:
    """In words; what they look like is on the pictures of the cloths."""
    rows: list[list[Cell]] = [
        [
            one.id,
            report.round_of[one.round_id].no,
            report.table_of[one.table_id].no,
            one.description,
            one.contribution_id or "",
            one.author,
            contribution_sheet.moment(one.begun_at),
        ]
        for one in report.doodles
        if not one.hidden
    ]
    columns = [
        column(_("Nummer"), 9),
        column(_("Runde"), 8, "number"),
        column(_("Tisch"), 8, "number"),
        column(_("Was zu sehen ist"), 60),
        column(_("Neben dem Beitrag"), 12),
        column(_("Von"), 16),
        column(_("Zeit"), 17, "moment"),
    ]
    return {"name": _("Zeichnungen"), "columns": columns, "rows": rows}


def _seats(report: Report, _: Translator) -> WorkSheet:
    """Who sat where, a row for each person and round; nothing where the report does not name people."""
    people = report.participant_of if report.privacy.authors == "names" else {}
    rows: list[list[Cell]] = [
        [report.round_of[seat.round_id].no, report.table_of[seat.table_id].no, people[id_].no, people[id_].label]
        for seat in report.seats
        for id_ in seat.participant_ids
        if id_ in people
    ]
    columns = [
        column(_("Runde"), 8, "number"),
        column(_("Tisch"), 8, "number"),
        column(_("Gastnummer"), 8, "number"),
        column(_("Name"), 30),
    ]
    return {"name": _("Wer wo saß"), "columns": columns, "rows": rows}


def _read_me(report: Report, sheets: list[WorkSheet], _: Translator) -> Iterable[str]:
    yield _("Stand: %(when)s") % {"when": calendar_words.moment(report.exported_at, report.lang, _)}
    yield _("Die Beiträge stehen hier so, wie sie an den Tischen geschrieben wurden.")
    yield _("Diese Mappe hat die Blätter: %(names)s.") % {"names": ", ".join(sheet["name"] for sheet in sheets)}
    yield _("Alle Zeiten gelten für die Zeitzone %(zone)s.") % {"zone": report.timezone}
    yield _("Punkte, Dringlichkeit und Machbarkeit eines Themas stammen aus der letzten Abstimmung darüber.")
    yield _("Nummern wie c17 bleiben gleich, auch in den anderen Dateien: So findest du einen Beitrag überall wieder.")
    yield _("Kein Text wird gerechnet, auch wenn er mit einem Gleichheitszeichen beginnt.")
    if any(one.hidden for one in report.contributions):
        yield _(
            "Die Caféleitung hat Beiträge ausgeblendet. Hier stehen sie auch; gib die Datei nicht ungeprüft weiter."
        )
