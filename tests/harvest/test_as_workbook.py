"""The workbook holds all that the report holds, each in its type."""

import csv
import io
from dataclasses import replace
from datetime import date
from typing import Any

from app.harvest.as_csv import as_csv
from app.harvest.as_workbook import workbook
from app.harvest.audiences import seen_by
from app.harvest.edition import Audience
from app.harvest.report import Report
from app.harvest.written import Action, NextDate
from app.press.workbook import WorkSheet
from tests.harvest.conftest import EVENING


def sheets(report: Report) -> dict[str, WorkSheet]:
    return {sheet["name"]: sheet for sheet in workbook(report, str)["sheets"]}


def rows(sheet: WorkSheet) -> list[dict[str, Any]]:
    names = [column["name"] for column in sheet["columns"]]
    return [dict(zip(names, row, strict=True)) for row in sheet["rows"]]


def test_contributions_are_those_of_the_csv_with_types(decided) -> None:
    report = decided.gathered()
    found = rows(sheets(report)["Beiträge"])
    told = list(csv.DictReader(io.StringIO(as_csv(report, str).decode("utf-8-sig")), delimiter=";"))
    assert [list(row) for row in found] == [list(row) for row in told]
    assert [row["Text"] for row in found] == [row["Text"] for row in told] != []
    first, carried, hidden, _ = found
    assert (first["Tisch"], first["Sterne"], first["Ausgeblendet"]) == (1, 2, False)
    assert (first["Zeit"], first["Dringlichkeit"]) == ("2026-03-19T18:01:00", 4.3)
    assert (carried["Mitgebracht von Tisch"], carried["Mitgebrachter Beitrag"]) == (1, "c1")
    assert hidden["Ausgeblendet"] is True


def test_every_cell_is_of_the_kind_of_its_column(decided) -> None:
    kinds = {"text": str, "number": int | float, "moment": str, "day": str, "flag": bool}
    for sheet in sheets(decided.gathered()).values():
        for row in sheet["rows"]:
            for cell, column in zip(row, sheet["columns"], strict=True):
                assert cell is None or isinstance(cell, kinds[column["kind"]])


def test_themes_with_what_the_ballots_gave_them(decided) -> None:
    rhythm, ways = rows(sheets(decided.gathered())["Themen"])
    assert (rhythm["Thema"], rhythm["Spalte"], rhythm["Beiträge"], rhythm["Sterne"]) == (
        "Rhythmus",
        "in Angriff nehmen",
        1,
        2,
    )
    assert (rhythm["Dringlichkeit"], rhythm["Machbarkeit"], rhythm["Stichworte"]) == (4.3, 2.0, "Woche, Takt")
    assert (ways["Punkte"], ways["Entstanden"]) == (5, "Vorschlag des Programms")


def test_what_the_room_decided(decided) -> None:
    found = sheets(decided.gathered())
    voices = [(row["Pol"], row["Beitrag"]) for row in rows(found["Spannungsfelder"])]
    assert voices == [("mehr", "c1"), ("weniger", "c3"), ("weniger", "c5")]
    assert [row["Punkte"] for row in rows(found["Abstimmungen"])] == [5, 1, None]
    assert [row["Anmerkung"] for row in rows(found["Gegenlesen"])] == ["Der Hof fehlt", ""]
    assert [row["Offene Frage"] for row in rows(found["Übergaben"])] == ["Wer fängt an?"]


def test_agreements_and_steps_stand_together(decided) -> None:
    action = Action("a1", "Raum buchen", "Anke", date(2026, 5, 1), "done")
    agreed, step = rows(sheets(replace(decided.gathered(), actions=(action,)))["Vereinbarungen"])
    assert (agreed["Art"], agreed["Was"], agreed["Bis wann"], agreed["Status"]) == (
        "Vereinbarung",
        "Raum buchen",
        "2026-05-01",
        "erledigt",
    )
    assert (step["Wer"], step["Erster Schritt"], step["Bis wann"], step["Thema"]) == (
        "Bernd K.",
        "Abstimmen",
        "2026-04-01",
        "Rhythmus",
    )


def test_dates_with_or_without_times(filled) -> None:
    meeting = NextDate(
        "d1", "Treffen", EVENING, EVENING.replace(hour=19), False, "Hof", "https://example.org", "Becher"
    )
    retreat = NextDate("d2", "Klausur", EVENING, EVENING.replace(day=21), True, "", "", "")
    first, second = rows(sheets(replace(filled.gathered(), next_dates=(meeting, retreat)))["Termine"])
    assert (first["Beginn"], first["Ende"], first["Ort"]) == ("2026-03-19T17:00:00", "2026-03-19T19:00:00", "Hof")
    assert (second["Erster Tag"], second["Letzter Tag"], second["Beginn"]) == ("2026-03-19", "2026-03-21", None)


def test_who_sat_where_only_where_people_are_named(filled) -> None:
    report = filled.gathered()
    assert rows(sheets(report)["Wer wo saß"])[0] == {"Runde": 1, "Tisch": 1, "Gastnummer": 1, "Name": "Anke B."}
    assert "Wer wo saß" not in sheets(seen_by(report, Audience.public))
    numbered = replace(report, privacy=replace(report.privacy, authors="pseudonyms"))
    assert "Wer wo saß" not in sheets(numbered)


def test_the_public_workbook_names_nobody_and_hides_what_is_hidden(decided) -> None:
    told = repr(workbook(seen_by(decided.gathered(), Audience.public), str))
    assert "Einen Kanal schließen" in told
    for secret in ("Anke B.", "Bernd", "Carola", "Dirk", "Muss das sein?", "Der Hof fehlt"):
        assert secret not in told


def test_a_café_without_a_word_has_its_tables_and_an_explanation(room) -> None:
    told = workbook(room.gathered(), str)
    assert [sheet["name"] for sheet in told["sheets"]] == ["Beiträge", "Tische", "Wer wo saß"]
    assert told["sheets"][0]["rows"] == []
    assert any("Europe/Berlin" in line for line in told["read_me"])


def test_the_explanation_warns_of_hidden_contributions(filled) -> None:
    def warned(report: Report) -> bool:
        return any("hat Beiträge ausgeblendet" in line for line in workbook(report, str)["read_me"])

    assert warned(filled.gathered())
    assert not warned(seen_by(filled.gathered(), Audience.participants))
