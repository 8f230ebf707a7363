"""The report as PDF, read by others: every contribution once, fit for screen readers and archives."""

import json
import re
import subprocess
import sys
import unicodedata
from collections import Counter
from collections.abc import Iterator
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from pypdf import PdfReader

from app.press import pdf, typesetting
from app.press.manuscript import Line, Manuscript
from tests.press.evil import EVIL
from tests.press.readers import elements, words_off_the_paper, words_on
from tests.press.samples import sample

MANUSCRIPT = sample(80)
MARGIN = 20
"""Millimetres that stay free, with some to spare for marks before lines."""
FOR_MACHINES = {"kind", "id", "file", "language", "day", "voice", "pen", "value", "shown"}

FROM_THE_RIGHT = re.compile("[\u0590-\u06ff][\u0590-\u06ff ]+")


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Made by the program that makes it for guests, with tablecloths and photos."""
    folder = tmp_path_factory.mktemp("job")
    (folder / "photos").mkdir()
    for no in (1, 2):
        Image.new("RGB", (40, 30) if no == 1 else (30, 40), (120, 90, no * 60)).save(folder / f"photos/photo-{no}.jpg")
    orders = [
        {"make": "cloths", "file": "cloths", "data": [b for b in MANUSCRIPT["blocks"] if b["kind"] == "cloth"]},
        {"make": "pdf", "file": "report.pdf", "data": MANUSCRIPT},
    ]
    (folder / "job.json").write_text(json.dumps({"orders": orders}), encoding="utf-8")
    said = subprocess.run([sys.executable, "-m", "app.press", folder], capture_output=True, text=True, check=True)
    assert json.loads(said.stdout.splitlines()[-1]) == {"made": ["cloths", "report.pdf"]}
    return folder / "report.pdf"


@pytest.fixture(scope="module")
def reader(report: Path) -> PdfReader:
    return PdfReader(report)


def squeezed(text: str) -> str:
    """Without blanks and signs that only steer, so that ends of lines do not matter."""
    text = unicodedata.normalize("NFKC", text)
    return "".join(sign for sign in text if not sign.isspace() and unicodedata.category(sign) != "Cf")


def lines_of(manuscript: Manuscript, *, cited: bool) -> list[Line]:
    blocks = [block for block in manuscript["blocks"] if block["kind"] == "lines" and block["is_quote"] == cited]
    return [line for block in blocks for line in block["items"]]


def made(manuscript: Manuscript, folder: Path) -> Path:
    pdf.make(manuscript, folder, "report.pdf")
    return folder / "report.pdf"


def test_every_contribution_stands_there_word_for_word_once(report: Path) -> None:
    text = squeezed(words_on(report))
    expected = Counter(line["text"] for cited in (False, True) for line in lines_of(MANUSCRIPT, cited=cited))
    assert len(expected) == 80
    for words, times in expected.items():
        parts = FROM_THE_RIGHT.findall(words) or [words]  # each reader has its own order for the brackets after them
        assert [text.count(squeezed(part)) for part in parts] == [times] * len(parts), words


def test_another_reader_finds_umlauts_and_cyrillic_too(reader: PdfReader) -> None:
    text = squeezed("".join(page.extract_text() for page in reader.pages))
    for words in (
        "Größere Übersicht über Äpfel, Öl und süße Straßen",
        "Больше времени для разговоров",
        "Mehr Mut 💪🏽",
    ):
        assert squeezed(words) in text


def test_nothing_lies_off_the_page(report: Path) -> None:
    assert words_off_the_paper(report, MARGIN) == []


def test_the_file_keeps_both_standards_and_says_what_it_is(reader: PdfReader) -> None:
    root: Any = reader.trailer["/Root"]
    told = root["/Metadata"].get_data().decode()
    assert re.search(r"pdfuaid:part>\s*1", told)
    assert re.search(r"pdfaid:part>\s*2", told)
    assert re.search(r"pdfaid:conformance>\s*A", told)
    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"] == "de-DE"
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    about = reader.metadata
    assert about
    assert (about.title, about.author) == (MANUSCRIPT["title"], MANUSCRIPT["organiser"])
    assert about.creation_date and about.creation_date.date() == date(2026, 11, 22)


def test_screen_readers_find_headings_lists_tables_and_pictures(reader: PdfReader) -> None:
    found = list(elements(reader))
    kinds = Counter(each["/S"] for each in found)
    levels = [int(each["/S"][2:]) for each in found if re.fullmatch(r"/H\d", str(each["/S"]))]
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))
    assert kinds["/LI"] > 80
    assert kinds["/TOC"] >= 1
    assert kinds["/Title"] == 1
    assert kinds["/Figure"] == 8 + 2 + 1 + 2 + 2  # cloths, photos, chart, drawings beside words and between them
    assert all(each.get("/Alt") for each in found if each["/S"] == "/Figure")
    heads = [each for each in found if each["/S"] == "/TH"]
    assert len(heads) == 4
    assert all("/Scope" in str(each.get("/A")) for each in heads)


def test_every_font_is_in_the_file(reader: PdfReader) -> None:
    def files(font: Any) -> Iterator[bool]:
        for each in font.get("/DescendantFonts", [font]):
            described = each.get_object().get("/FontDescriptor", {})
            yield any(f"/FontFile{no}" in described for no in ("", 2, 3)) or font["/Subtype"] == "/Type3"

    used = [font.get_object() for page in reader.pages for font in page["/Resources"].get("/Font", {}).values()]
    assert used
    assert all(every for font in used for every in files(font))


def test_the_contents_name_pages_and_lead_there(reader: PdfReader) -> None:
    contents = reader.pages[1].extract_text()
    page = int(re.search(r"Themen und Synthese[ .]*(\d+)", contents)[1])  # type: ignore[index]
    assert "Themen und Synthese" in reader.pages[page - 1].extract_text()
    links = [each.get_object() for each in reader.pages[1]["/Annots"]]  # type: ignore[attr-defined]
    assert len(links) >= 18
    assert f"Seite 2 von {len(reader.pages)}" in contents


def test_the_same_report_is_the_same_file(tmp_path: Path) -> None:
    small = sample(4, "en")
    assert made(small, tmp_path).read_bytes() == made(small, tmp_path).read_bytes()


def test_an_english_report_says_so(tmp_path: Path) -> None:
    reader = PdfReader(made(sample(4, "en"), tmp_path))
    assert reader.trailer["/Root"]["/Lang"] == "en-GB"  # type: ignore[index]
    assert "Page 2 of" in reader.pages[1].extract_text()


def test_pictures_that_are_not_there_are_left_out(tmp_path: Path) -> None:
    found = list(elements(PdfReader(made(sample(4), tmp_path))))
    assert [each["/S"] for each in found].count("/Figure") == 1 + 2  # chart, drawings


def test_addresses_are_links_only_if_they_lead_to_a_page(tmp_path: Path) -> None:
    manuscript = sample(1)
    urls = ["https://example.org/a?b=c&d", "javascript:alert(1)", "file:///etc/passwd", "", "mailto:a@example.org"]
    manuscript["blocks"] = [
        {"kind": "heading", "level": 1, "text": "Links", "id": "links"},
        {"kind": "references", "items": [{"label": "", "url": url} for url in urls]},
    ]
    pages = PdfReader(made(manuscript, tmp_path)).pages
    there = [each.get_object().get("/A", {}).get("/URI") for page in pages for each in page.get("/Annots", [])]
    assert [each for each in there if each] == ["https://example.org/a?b=c&d", "mailto:a@example.org"]


def evil_copy(value: Any, key: str, texts: Iterator[str]) -> Any:
    """The same document with something evil wherever a person may have written."""
    if isinstance(value, str):
        return value if key in FOR_MACHINES else next(texts)
    if isinstance(value, list):
        return [evil_copy(one, key, texts) for one in value]
    return {name: evil_copy(one, name, texts) for name, one in value.items()} if isinstance(value, dict) else value


@pytest.mark.parametrize("shift", [0, 17])
def test_nothing_that_people_write_stops_the_press_or_runs(tmp_path: Path, shift: int) -> None:
    texts = (EVIL[no % len(EVIL)] for no in range(shift, 10**6))
    lost = pdf.make(evil_copy(sample(40), "", texts), tmp_path, "report.pdf")
    assert "中" in lost
    told = PdfReader(tmp_path / "report.pdf").trailer["/Root"]["/Metadata"].get_data().decode()  # type: ignore[index]
    assert "pdfuaid" in told, "the strict standards did not hold"
    text = words_on(tmp_path / "report.pdf")
    assert "root:x:0" not in text
    assert squeezed('#read("/etc/passwd")') in squeezed(text)
    assert words_off_the_paper(tmp_path / "report.pdf", MARGIN) == []


def test_what_strict_standards_refuse_is_set_without_them_and_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(typesetting, "printable", lambda data, _lost: data)
    manuscript = sample(1)
    manuscript["subtitle"] = "中文"
    text = words_on(made(manuscript, tmp_path), "-l", "1")
    assert "erfüllt deshalb die Normen PDF/UA und PDF/A nicht" in " ".join(text.split())
