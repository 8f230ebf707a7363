"""The benchmark of the harvest measures the same on both sides. Speeds: bin/bench harvest."""

import re
import subprocess
from pathlib import Path

import pytest
from openpyxl import load_workbook

from bench import Figure, Sheet, harvest
from bench._evenings import evening
from bench._making import bare, prepared, pressed
from bench._while_pressing import Exports, _figures
from tests.press.readers import words_on


def said_nothing(text: str, part: float | None = None) -> None:
    pass


def test_every_size_has_its_row_and_its_figures() -> None:
    found = list(harvest.of_files((6,), 1, said_nothing))
    (sheet,) = [each for each in found if isinstance(each, Sheet)]
    figures = [each for each in found if isinstance(each, Figure)]
    assert [len(row) for row in sheet.rows] == [len(sheet.columns)]
    assert len({figure.name for figure in figures}) == len(figures) == 4
    assert all(figure.value > 0 for figure in figures)


def test_both_sides_write_the_same_words_and_cells(tmp_path: Path) -> None:
    report = evening(12)
    gettext = harvest.translations("de").gettext
    _cloths, text = harvest.orders.order("pdf", report, harvest.TEAM, gettext)["orders"]
    (book,) = harvest.orders.order("xlsx", report, harvest.TEAM, gettext)["orders"]
    without_pictures = [block for block in text["data"]["blocks"] if block["kind"] != "cloth"]
    bare("typst", prepared(tmp_path, {**text, "data": {**text["data"], "blocks": without_pictures}}), "bare.pdf")
    words = re.sub(r"\s", "", words_on(tmp_path / "bare.pdf"))
    plain = [one.text for one in report.contributions if one.text.isascii() or "ü" in one.text][:5]
    assert plain and all(re.sub(r"\s", "", each) in words for each in plain)
    bare("xlsxwriter", prepared(tmp_path, book), "bare.xlsx")
    pressed(tmp_path)
    ours, theirs = (load_workbook(tmp_path / name).worksheets for name in ("report.xlsx", "bare.xlsx"))
    for sheet, other in zip(ours, theirs, strict=False):  # ours has a sheet more, which explains the others
        assert (sheet.title, sheet.max_row, sheet.max_column) == (other.title, other.max_row, other.max_column)


def test_a_program_that_fails_is_no_figure(tmp_path: Path) -> None:
    with pytest.raises(subprocess.CalledProcessError):
        pressed(tmp_path)


def test_goals_are_judged_and_an_export_that_failed_is_no_success() -> None:
    good = _figures([0.01, 0.01], [0.019, 0.01], Exports(begun=2, made=2, growth=12 * 1024))
    assert [figure.ok for figure in good] == [None, None, True, True, True]
    bad = _figures([0.01], [0.03], Exports(begun=1, growth=31 * 1024, failed=["Refused"]))
    assert [figure.ok for figure in bad] == [None, None, False, False, False]
