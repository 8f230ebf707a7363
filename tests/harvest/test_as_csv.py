"""The CSV opens by double click and never calculates."""

import csv
import io
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.harvest.as_csv import as_csv, guarded


def rows(sheet: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(sheet.decode("utf-8-sig"), newline=""), delimiter=";"))


def test_bom_semicolons_and_every_field_quoted(filled) -> None:
    sheet = as_csv(filled.gathered(), str)
    assert sheet.startswith(b'\xef\xbb\xbf"Nummer";"Runde"')
    assert sheet.endswith(b'"\r\n')
    assert b"Das nehme ich" not in sheet


def test_each_contribution_is_one_row_with_its_trail(filled) -> None:
    first, carried, hidden, whole = rows(as_csv(filled.gathered(), str))
    assert [first[name] for name in ("Nummer", "Tisch", "Tischname", "Runde")] == ["c1", "1", "Anker", "1"]
    assert [first[name] for name in ("Kategorie", "Thema", "Von", "Sterne")] == ["ändern", "Rhythmus", "Anke B.", "2"]
    assert first["Zeit"] == "2026-03-19 18:01:00"
    assert (carried["Mitgebracht von Tisch"], carried["Mitgebrachter Beitrag"]) == ("1", "c1")
    assert (carried["Kategorie"], carried["Spalte"], carried["Frage"]) == ("optimieren", "in Angriff nehmen", "Ziele")
    assert (hidden["Ausgeblendet"], hidden["Art"]) == ("ja", "Frage")
    assert (whole["Von"], whole["Aufgeschrieben"]) == ("", "aufgeschrieben von der Tischgastgeberin")


def test_headings_are_translated(filled) -> None:
    assert b'"NUMMER"' in as_csv(filled.gathered(), str.upper)


@pytest.mark.parametrize(
    "formula",
    [
        "=1+1",
        "+49 211",
        "-1",
        "@SUM(A1)",
        "|calc",
        "%x",
        "  =1",
        "\t=1",
        "\r=1",
        "\x00=1",
        "＝1+1",
        "﹢1",
        "＠x",
        "\u200b=1",
        "\ufeff=1",
        "\xa0=1",
    ],
)
def test_what_could_be_a_formula_gets_an_apostrophe(formula) -> None:
    assert guarded(formula).startswith("'")


@pytest.mark.parametrize("text", ["Wir fangen an", "3 = 4", "„=1“", "👍 +1", "", "א=1", "Zeile\n=1"])
def test_the_others_stay_as_they_are(text) -> None:
    assert guarded(text) == text


@given(st.text())
def test_no_cell_ever_begins_like_a_formula(text) -> None:
    cell = guarded(text)
    assert not any(unicodedata.category(sign) == "Cc" and sign != "\n" for sign in cell)
    bare = unicodedata.normalize("NFKC", cell).lstrip()
    assert not bare.startswith(("=", "+", "-", "@", "|", "%"))


@given(st.lists(st.text(), min_size=1, max_size=4))
def test_what_was_written_is_read_back(texts) -> None:
    cells = [guarded(text) for text in texts]
    sheet = io.StringIO(newline="")
    csv.writer(sheet, delimiter=";", quoting=csv.QUOTE_ALL).writerow(cells)
    assert next(csv.reader(io.StringIO(sheet.getvalue(), newline=""), delimiter=";")) == cells


def test_it_tells_what_a_theme_got(decided) -> None:
    decided.db.flush()
    sheet = as_csv(decided.gathered(), str).decode("utf-8-sig")
    first, carried, _, last = csv.DictReader(io.StringIO(sheet, newline=""), delimiter=";")
    assert (first["Dringlichkeit"], first["Machbarkeit"], first["Punkte des Themas"]) == ("4,3", "2,0", "")
    assert (carried["Punkte des Themas"], carried["Einzelstimme"]) == ("5", "")
    assert last["Einzelstimme"] == "ja"
