"""The workbook as another reader finds it: typed cells, and every text is only a text."""

from datetime import datetime
from pathlib import Path

import pytest
from openpyxl import load_workbook
from openpyxl.workbook import Workbook as Read

from app.press import excel
from app.press.plain import plain
from app.press.workbook import Cell, Kind, Workbook, WorkSheet
from tests.press.evil import EVIL


def sheet(name: str, rows: list[list[Cell]], **kinds: Kind) -> WorkSheet:
    return {
        "name": name,
        "columns": [{"name": column, "kind": kind, "width": 20} for column, kind in kinds.items()],
        "rows": rows,
    }


def written(folder: Path, *sheets: WorkSheet, **words: str) -> Read:
    told = {"title": "Abend", "organiser": "Netzwerk", "read_me_name": "Lies mich", "yes": "ja", "no": "nein"}
    book: Workbook = {"language": "de", "read_me": ["Erster Absatz"], "sheets": list(sheets), **(told | words)}  # type: ignore[typeddict-item]
    assert not set(excel.make(book, folder, "book.xlsx"))
    return load_workbook(folder / "book.xlsx")


def texts(folder: Path, told: list[str]) -> list[object]:
    page = written(folder, sheet("Texte", [[text] for text in told], Text="text"))["Texte"]
    cells = [page.cell(line, 1) for line in range(2, len(told) + 2)]
    assert {cell.data_type for cell in cells if cell.value is not None} == {"s"}
    return [cell.value for cell in cells]


def test_every_kind_of_cell_has_its_type(tmp_path: Path) -> None:
    row: list[Cell] = ["Idee", 3, 2.5, "2026-11-22T19:05:00", "2026-12-31", True, False, None]
    kinds: dict[str, Kind] = {
        "Text": "text", "Zahl": "number", "Mittel": "number", "Zeit": "moment", "Tag": "day", "Ja": "flag",
        "Nein": "flag", "Leer": "text",
    }  # fmt: skip
    page = written(tmp_path, sheet("Beiträge", [row], **kinds))["Beiträge"]
    assert [cell.value for cell in page[1]] == list(kinds)
    moments = [datetime.fromisoformat(each) for each in ("2026-11-22T19:05:00", "2026-12-31")]
    assert [cell.value for cell in page[2]] == ["Idee", 3, 2.5, *moments, "ja", "nein", None]
    assert [page.cell(2, place).number_format for place in (4, 5)] == ["dd.mm.yyyy hh:mm", "dd.mm.yyyy"]


def test_headings_stay_in_sight_and_can_be_filtered(tmp_path: Path) -> None:
    page = written(tmp_path, sheet("Beiträge", [["a", 1], ["b", 2]], Text="text", Zahl="number"))["Beiträge"]
    assert page.freeze_panes == "A2"
    assert page.auto_filter.ref == "A1:B3"
    assert page.column_dimensions["A"].width == pytest.approx(20, abs=1)
    assert page["A2"].alignment.wrap_text
    assert page.print_title_rows == "$1:$1"


def test_the_last_sheet_explains_the_others(tmp_path: Path) -> None:
    book = written(tmp_path, sheet("Beiträge", [["a"]], Text="text"))
    assert book.sheetnames == ["Beiträge", "Lies mich"]
    assert [cell.value for cell in book["Lies mich"]["A"]] == ["Abend", "Erster Absatz"]
    assert (book.properties.title, book.properties.creator) == ("Abend", "Netzwerk")


def test_no_text_becomes_a_formula_a_link_or_a_number(tmp_path: Path) -> None:
    told = [text for text in map(plain, EVIL) if text]
    assert texts(tmp_path, EVIL) == [plain(text) or None for text in EVIL]
    page = load_workbook(tmp_path / "book.xlsx")["Texte"]
    assert not any(cell.hyperlink for row in page for cell in row)
    guarded = [cell.value for row in page.iter_rows(min_row=2) for cell in row if cell.quotePrefix]
    assert guarded == [text for text in told if text.startswith(("=", "+", "-", "@"))]


@pytest.mark.parametrize("text", ["x" * 40_000, "🎉" * 20_000, "🎉" + "x" * 32_766])
def test_what_is_longer_than_a_cell_is_cut_between_signs(tmp_path: Path, text: str) -> None:
    (found,) = texts(tmp_path, [text])
    assert isinstance(found, str)
    assert found.endswith("…")
    assert text.startswith(found[:-1])
    assert 32_760 < len(found.encode("utf-16-le")) // 2 <= 32_767


def test_numbers_and_days_that_excel_does_not_know_stay_text(tmp_path: Path) -> None:
    rows: list[list[Cell]] = [[float("nan"), "1850-01-01"], [float("inf"), "1899-12-31"]]
    page = written(tmp_path, sheet("Zahlen", rows, Zahl="number", Tag="day"))["Zahlen"]
    assert [cell.value for cell in page[2]] == ["nan", "1850-01-01"]
    assert [cell.value for cell in page[3]] == ["inf", "1899-12-31"]


def test_any_name_of_a_sheet_will_do(tmp_path: Path) -> None:
    names = ["A/B: [C]?*\\", "a/b: [c]?*\\", "'Zitat'", "x" * 40, "X" * 40, "", "\x00"]
    found = written(tmp_path, *(sheet(name, [["a"]], Text="text") for name in names)).sheetnames
    assert len({name.casefold() for name in found}) == len(names) + 1
    assert all(0 < len(name) <= 31 for name in found)


def test_long_texts_get_tall_rows_and_no_row_is_too_tall(tmp_path: Path) -> None:
    page = written(tmp_path, sheet("Texte", [["kurz"], ["lang " * 20], ["x\n" * 200]], Text="text"))["Texte"]
    assert [page.row_dimensions[line].height for line in (2, 3, 4)] == [None, 90, pytest.approx(409, abs=1)]
