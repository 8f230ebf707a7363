"""Another office program opens all three kinds of file and shows what is in them."""

import subprocess
from pathlib import Path

from pypdf import PdfReader

from app.press import excel, slides, word
from app.press.deck import Deck
from app.press.manuscript import Manuscript
from app.press.workbook import Workbook
from tests.press.readers import words_off_the_paper, words_on
from tests.press.samples import contributions, sample

TEXTS = ["Größere Übersicht über Äpfel", "Больше времени", "=1+1", '=HYPERLINK("http://evil.example";"klick")']
THEMES = 6


def as_pdf(folder: Path, *files: str) -> list[Path]:
    """In a profile of its own, so that no other run is in the way."""
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", str(folder)]
    subprocess.run([*command, *(str(folder / file) for file in files)], check=True, capture_output=True, timeout=110)
    return [(folder / file).with_suffix(".pdf") for file in files]


def some_slides() -> Deck:
    notes = "\n".join(TEXTS)
    themes = [
        {
            "kind": "theme", "title": f"Thema {number}", "category": "tackle", "category_name": "In Angriff nehmen",
            "summary": "Ein langer Satz über das, was alle wollen, und noch einer. " * 4, "facts": ["12 Beiträge"],
            "quotes": [text * 4 for text in TEXTS], "notes": notes,
        }
        for number in range(THEMES)
    ]  # fmt: skip
    return {"language": "de", "title": "Abend", "organiser": "Netz", "day": "2026-11-22", "slides": themes}  # type: ignore[typeddict-item]


def some_sheets() -> Workbook:
    columns = [{"name": "Text", "kind": "text", "width": 60}, {"name": "Tag", "kind": "day", "width": 13}]
    rows = [[text, "2026-12-31"] for text in TEXTS]
    return {
        "language": "de", "title": "Abend", "organiser": "Netz", "read_me": ["Erster Absatz"], "yes": "ja",
        "no": "nein", "read_me_name": "Lies mich", "sheets": [{"name": "Beiträge", "columns": columns, "rows": rows}],
    }  # type: ignore[typeddict-item]  # fmt: skip


def test_word_slides_and_excel_open_and_keep_their_words_on_the_page(tmp_path: Path) -> None:
    script: Manuscript = sample(60, tables=3)
    word.make(script, tmp_path, "report.docx")
    slides.make(some_slides(), tmp_path, "deck.pptx")
    excel.make(some_sheets(), tmp_path, "book.xlsx")
    report, deck, book = as_pdf(tmp_path, "report.docx", "deck.pptx", "book.xlsx")

    told = " ".join(words_on(report).split())
    ideas = [f"({number})" for number, line in enumerate(contributions(60)) if not line["right_to_left"]]
    assert all(idea in told for idea in ideas)
    assert "Größere Übersicht über Äpfel, Öl und süße Straßen" in told
    assert "Больше времени для разговоров" in told
    assert f"Seite 2 von {len(PdfReader(report).pages)}" in told
    assert 6 <= len(PdfReader(report).pages) <= 20

    assert len(PdfReader(deck).pages) == THEMES
    assert words_off_the_paper(deck, 15) == words_off_the_paper(report, 20) == []
    assert all(f"Thema {number}" in words_on(deck) for number in range(THEMES))

    shown = words_on(book, "-layout")
    assert all(text in shown for text in TEXTS)
    assert shown.count("31.12.2026") == len(TEXTS)
    assert "Erster Absatz" in shown
