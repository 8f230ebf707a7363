"""Two whole evenings, as they were rehearsed, in every format there is: read by programs that know nothing of ours.

The documents in `tests/harvest/data` are the harvests of two rehearsals; importing one gives the same café again.
"""

import csv
import io
import json
import re
import subprocess
import zipfile
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import docx
import icalendar
import openpyxl
import pptx
import pytest
from fastapi.testclient import TestClient

from tests.web.evening import browser

DATA = Path(__file__).parent.parent / "harvest" / "data"
STRANGE = [
    "Grüße an die Käsetheke: weniger Ärger, größere Öfen – und „Schluss“!",
    "مرحبا بكم في المقهى",
    "Больше времени для разговоров",
    "Mehr 👩🏽‍🌾 im Garten, weniger 🏢",
    '=HYPERLINK("http://example.org";"Klick")',
    "#set page(fill: red) *fett* _kursiv_ $x^2$ <script>alert(1)</script> [a](b) | c",
]
SOFT = dict.fromkeys(map(ord, "\u00ad\u200b\u200c\u200d\ufe0f\ufffd-‐‑"))
"""What a reader of pages may add or lose inside a word."""


@dataclass
class Carried:
    """The archive of one evening, unpacked, and what its guests had written."""

    folder: Path
    language: str
    texts: list[str]

    def file(self, de: str, en: str = "") -> Path:
        return self.folder / (en if en and self.language == "en" else de)


@pytest.fixture(scope="module", params=[("trainertreffen", "de"), ("library", "en")], ids=lambda each: each[0])
def carried(request: pytest.FixtureRequest, house: TestClient, tmp_path_factory: pytest.TempPathFactory) -> Carried:
    name, language = request.param
    document = json.loads((DATA / f"{name}.json").read_text(encoding="utf-8"))
    pattern = document["contributions"][-1]
    number = len(document["contributions"])
    strange = [pattern | {"id": f"c{number + no}", "text": text} for no, text in enumerate(STRANGE, 1)]
    document["contributions"] += [
        one | {"theme_ids": [], "twin_of_id": None, "brought_from_id": None} for one in strange
    ]
    drawn(document)
    host = browser(house)
    laid = host.post("/cafes/imports", files={"file": ("harvest.json", json.dumps(document).encode())})
    key = re.findall(r"/cafes/(\w+)", f"{laid.headers.get('location')} {laid.text}")[0]
    answer = host.get(f"/cafes/{key}/harvest.zip?audience=team&language={language}")
    assert answer.status_code == 200, answer.text
    folder = tmp_path_factory.mktemp(name)
    zipfile.ZipFile(io.BytesIO(answer.content)).extractall(folder)
    return Carried(folder, language, [one["text"] for one in document["contributions"]])


HEART = "M320 400Q60 240 140 130Q230 60 320 180Q410 60 500 130Q580 240 320 400"
SEEN = ["Ein Herz <b>für</b> #alle", "Der Weg *zurück* 🏠"]


def drawn(document: dict[str, Any]) -> None:
    """A heart beside the first words, a way between the words of their table, and a line to other words there."""
    first, *others = document["contributions"]
    spot = {"table_id": first["table_id"], "round_id": first["round_id"]}
    document["doodles"] = [
        {"id": "d1", "contribution_id": first["id"], "description": SEEN[0], "strokes": [{"path": HEART}], **spot},
        {"id": "d2", "description": SEEN[1], "strokes": [{"path": "M5 6h0.1", "pen": "red"}, {"path": HEART}], **spot},
    ]
    mate = next(one for one in others if one["table_id"] == first["table_id"])
    document["connections"] = [{"first_id": first["id"], "second_id": mate["id"]}]


def test_drawings_are_told_of_in_every_form(carried: Carried) -> None:
    document = docx.Document(str(carried.file("dokumentation.docx", "documentation.docx")))
    pdf = ["pdftotext", "-raw", carried.file("dokumentation.pdf", "documentation.pdf"), "-"]
    book = openpyxl.load_workbook(carried.file("harvest.xlsx"))
    told = {
        "word": "\n".join(paragraph.text for paragraph in document.paragraphs),
        "pdf": subprocess.run(pdf, capture_output=True, text=True, check=True).stdout,
        "markdown": carried.file("harvest.md").read_text("utf-8").replace("\\", ""),
        "excel": "\n".join(str(cell.value) for sheet in book for row in sheet.iter_rows() for cell in row),
        "json": carried.file("harvest.json").read_text("utf-8"),
    }
    assert [form for form, text in told.items() for words in SEEN if squeezed(words) not in squeezed(text)] == []
    belongs = "gehört zu „" if carried.language == "de" else "belongs with “"
    assert [form for form in ("word", "pdf", "markdown") if squeezed(belongs) not in squeezed(told[form])] == []


def squeezed(text: str) -> str:
    """Without anything that a line break or a hyphen may have changed."""
    return "".join(text.translate(SOFT).split())


def missing(carried: Carried, said: str, *, readable: bool = True) -> list[str]:
    """Contributions that do not stand in a text as often as they were written."""
    there = squeezed(said)
    wanted = Counter(squeezed(text) for text in carried.texts)
    if not readable:  # a page has no order of signs for scripts that run from right to left
        wanted = Counter({text: count for text, count in wanted.items() if not re.search("[\u0590-\u06ff]", text)})
    return [text for text, count in wanted.items() if text and there.count(text) < count]


def test_pdf_says_everything(carried: Carried) -> None:
    file = carried.file("dokumentation.pdf", "documentation.pdf")
    text = subprocess.run(["pdftotext", "-raw", file, "-"], capture_output=True, text=True, check=True).stdout
    text = re.sub(r"\f[^\n]*\n", "\n", text)
    text = re.sub(r"\n[^\n]*(?:Seite \d+ von|Page \d+ of) \d+\n", "\n", text)
    assert missing(carried, text, readable=False) == []
    assert len(re.findall("[\u0600-\u06ff\ufb50-\ufeff]", text)) >= 10


def test_short_report_is_short(carried: Carried) -> None:
    told = subprocess.run(
        ["pdfinfo", carried.file("kurzbericht.pdf", "short-report.pdf")], capture_output=True, text=True
    )
    assert 4 <= int(re.search(r"Pages:\s+(\d+)", told.stdout)[1]) <= 9


def test_word_says_everything(carried: Carried) -> None:
    document = docx.Document(str(carried.file("dokumentation.docx", "documentation.docx")))
    said = "\n".join(paragraph.text for paragraph in document.paragraphs)
    assert missing(carried, said) == []
    assert {"Heading 1", "Heading 2"} <= {paragraph.style.name for paragraph in document.paragraphs}


def test_excel_has_each_contribution_in_a_row_of_its_own(carried: Carried) -> None:
    book = openpyxl.load_workbook(carried.file("harvest.xlsx"))
    rows = list(book.worksheets[0].iter_rows(values_only=True))
    at = rows[0].index("Text")
    assert [squeezed(row[at]) for row in rows[1:]] == [squeezed(text) for text in carried.texts]
    assert [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.data_type == "f"] == []


def test_csv_has_each_contribution_in_a_line_of_its_own(carried: Carried) -> None:
    rows = list(csv.DictReader(io.StringIO(carried.file("harvest.csv").read_text(encoding="utf-8-sig")), delimiter=";"))
    assert [squeezed(row["Text"]).lstrip("'") for row in rows] == [squeezed(text).lstrip("'") for text in carried.texts]


def test_markdown_says_everything(carried: Carried) -> None:
    text = carried.file("harvest.md").read_text(encoding="utf-8")
    assert missing(carried, text.replace("\\", "")) == []


def test_slides_tell_the_themes(carried: Carried) -> None:
    themes = json.loads(carried.file("harvest.json").read_bytes())["themes"]
    slides = pptx.Presentation(str(carried.file("harvest.pptx"))).slides
    titles = [slide.shapes.title.text for slide in slides if slide.shapes.title]
    assert [theme["title"] for theme in themes if not any(theme["title"] in title for title in titles)] == []


def test_calendar_is_one(carried: Carried) -> None:
    assert icalendar.Calendar.from_ical(carried.file("harvest.ics").read_bytes())["VERSION"] == "2.0"


def test_json_can_be_read_back(carried: Carried) -> None:
    found: dict[str, Any] = json.loads(carried.file("harvest.json").read_bytes())
    assert [one["text"] for one in found["contributions"]] == carried.texts


def test_each_tablecloth_is_a_picture(carried: Carried) -> None:
    tables = {one["no"] for one in json.loads(carried.file("harvest.json").read_bytes())["tables"]}
    for no in tables:
        drawn = (carried.folder / "cloths" / f"table-{no:02}.svg").read_bytes()
        assert drawn.lstrip().startswith(b"<svg") and b"<script" not in drawn
        assert (carried.folder / "cloths" / f"table-{no:02}.png").read_bytes().startswith(b"\x89PNG")


def test_the_archive_lists_what_is_in_it(carried: Carried) -> None:
    listed = {each["name"] for each in json.loads((carried.folder / "manifest.json").read_text())}
    there = {str(path.relative_to(carried.folder)) for path in carried.folder.rglob("*") if path.is_file()}
    assert listed == there - {"manifest.json"}
    assert [name for name in listed if not name.isascii()] == []
