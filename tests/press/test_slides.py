"""The slides as another reader finds them: titles, notes, words that fit, pictures that are described."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from pptx import Presentation
from pptx.oxml.ns import qn
from pptx.util import Inches

from app.press import slide_template as page
from app.press import slides
from app.press.deck import Deck, Slide
from app.press.manuscript import Picture
from app.press.plain import plain
from app.press.slide_text import Box, Type, fitted
from tests.press.evil import EVIL

NOTES = "Ganzer Wortlaut\n– Äpfel für alle (Tisch 1)\n– مرحبا بالجميع (Tisch 2)\n– Больше времени 🎉 (Tisch 3)"


def picture(number: int, **more: Any) -> Picture:
    told = {"file": f"photos/{number}.png", "alt": f"Foto {number}", "caption": "Am Fenster", "width": 40, "height": 30}
    return {**told, **more}  # type: ignore[typeddict-item]


def theme(**more: Any) -> Slide:
    told = {
        "kind": "theme",
        "title": "Ehrliche Antworten",
        "category": "change",
        "category_name": "Ändern",
        "summary": "Viele wünschen sich einen ehrlichen Ton.",
        "quotes": ["Kritik nicht löschen", "مرحبا بالجميع", "Больше времени", "👩🏾‍🔬🎉 ✓"],
        "facts": ["12 Beiträge", "★ 7"],
        "notes": NOTES,
    }
    return {**told, **more}  # type: ignore[typeddict-item, return-value]


def every_kind(text: str = "Was hält uns zusammen?") -> list[Slide]:
    bars = [{"label": f"{text} {number}", "value": number, "shown": text, "table": number} for number in range(12)]
    pole = {"name": text, "quotes": [text, text]}
    return [
        {"kind": "cover", "title": text, "subtitle": text, "facts": [text, text]},
        {"kind": "statement", "title": text, "text": text, "notes": text},
        theme(title=text, summary=text, quotes=[text] * 4, facts=[text], category_name=text, notes=text),
        theme(title=text, summary="", quotes=[text] * 4, category="", category_name=""),
        {"kind": "poles", "title": text, "subject": text, "left": pole, "right": pole, "notes": text},  # type: ignore[typeddict-item]
        {"kind": "chart", "title": text, "items": bars, "notes": text},  # type: ignore[typeddict-item]
        {"kind": "list", "title": text, "items": [text] * 6, "notes": ""},
        {"kind": "album", "title": text, "pictures": [picture(number, caption=text, alt=text) for number in range(3)]},
    ]


def made(folder: Path, *told: Slide, **more: str) -> Any:
    deck: Deck = {
        "language": "de", "title": "Abend", "organiser": "Netzwerk", "day": "2026-11-22", "slides": list(told), **more
    }  # type: ignore[typeddict-item]  # fmt: skip
    (folder / "photos").mkdir(exist_ok=True)
    for number in range(3):
        Image.new("RGB", (40, 30), "#9d1410").save(folder / f"photos/{number}.png")
    assert not set(slides.make(deck, folder, "deck.pptx"))
    return Presentation(folder / "deck.pptx")


def shapes(slide: Any) -> Iterator[Any]:
    for shape in slide.shapes:
        yield shape
        yield from getattr(shape, "shapes", ())


def named(slide: Any, name: str) -> Any:
    return next(shape for shape in shapes(slide) if shape.name == name)


def test_wide_slides_with_real_titles(tmp_path: Path) -> None:
    show = made(tmp_path, *every_kind("Titel"))
    assert (show.slide_width, show.slide_height) == (Inches(13.333), Inches(7.5))
    assert [slide.shapes.title.text_frame.text for slide in show.slides] == ["Titel"] * 8
    assert {slide.shapes[0].is_placeholder for slide in show.slides} == {True}
    properties = show.core_properties
    assert (properties.title, properties.author, properties.language) == ("Abend", "Netzwerk", "de-DE")
    assert properties.created.date().isoformat() == "2026-11-22"


def test_a_theme_has_summary_quotes_column_and_all_words_in_its_notes(tmp_path: Path) -> None:
    (slide,) = made(tmp_path, theme()).slides
    assert slide.placeholders[1].text_frame.text == "Viele wünschen sich einen ehrlichen Ton."
    quotes = [named(slide, f"Quote {number}").text_frame.text for number in range(1, 5)]
    assert quotes == ["„Kritik nicht löschen“", "„مرحبا بالجميع“", "„Больше времени“", "„👩🏾‍🔬🎉 ✓“"]
    assert named(slide, "Column name").text_frame.text == "Ändern"
    assert named(slide, "Facts").text_frame.text == "12 Beiträge · ★ 7"
    assert slide.notes_slide.notes_text_frame.text == NOTES


def test_nothing_is_left_empty_to_be_clicked(tmp_path: Path) -> None:
    cover: Slide = {"kind": "cover", "title": "Abend", "subtitle": "", "facts": []}
    for slide in made(tmp_path, cover, theme(summary="", category_name="", facts=[])).slides:
        assert all(shape.text_frame.text for shape in slide.placeholders)


def test_right_to_left_words_run_from_the_right(tmp_path: Path) -> None:
    (slide,) = made(tmp_path, theme(title="مرحبا بالجميع في المقهى", summary="שלום לכולם")).slides
    for shape in (slide.shapes.title, slide.placeholders[1]):
        assert shape.text_frame.paragraphs[0]._p.pPr.get("rtl") == "1"
    assert named(slide, "Quote 1").text_frame.paragraphs[0]._p.pPr.get("rtl") is None


@pytest.mark.parametrize(("language", "locale"), [("de", "de-DE"), ("en", "en-GB")])
def test_every_word_has_its_language(tmp_path: Path, language: str, locale: str) -> None:
    show = made(tmp_path, *every_kind(), language=language)
    for slide in show.slides:
        parts = [slide._element, *([slide.notes_slide._element] if slide.has_notes_slide else [])]
        runs = [run for part in parts for run in part.iter(qn("a:r"))]
        assert {run.rPr.get("lang") for run in runs} == {locale}


def test_pictures_and_charts_are_described(tmp_path: Path) -> None:
    *_, chart, _list, album = made(tmp_path, *every_kind("Kaffee")).slides
    told = [shape._element.nvPicPr.cNvPr.get("descr") for shape in album.shapes if shape.name.startswith("Photo")]
    assert told == ["Kaffee"] * 3
    bars = named(chart, "Bars")
    assert bars._element.nvGrpSpPr.cNvPr.get("descr").startswith("Kaffee 0: Kaffee; Kaffee 1: Kaffee")
    widths = [bar.width for bar in bars.shapes]
    assert widths == sorted(widths)
    assert widths[10] * 11 == pytest.approx(widths[11] * 10, rel=0.01)


def test_a_photo_that_is_missing_or_broken_is_left_out(tmp_path: Path) -> None:
    (tmp_path / "broken.jpg").write_bytes(b"\xff\xd8\xff\xe0 not a photo")
    pictures = [picture(0), picture(1, file="gone.jpg"), picture(2, file="broken.jpg")]
    (slide,) = made(tmp_path, {"kind": "album", "title": "Fotos", "pictures": pictures}).slides
    assert [shape.name for shape in slide.shapes if shape.name.startswith("Photo")] == ["Photo 1"]


def test_there_is_no_sheet_in_which_a_word_could_be_a_formula(tmp_path: Path) -> None:
    show = made(tmp_path, *every_kind("=1+1"))
    assert not [part for part in show.part.package.iter_parts() if "embeddings" in str(part.partname)]


def test_any_words_will_do_and_all_stay_on_the_slide(tmp_path: Path) -> None:
    told = [*(theme(title=text, quotes=[text], notes=text) for text in EVIL), *every_kind("".join(EVIL) + "Rede " * 99)]
    show = made(tmp_path, *told)
    for shape in (shape for slide in show.slides for shape in shapes(slide)):
        assert shape.left >= 0 and shape.top >= 0
        assert shape.left + shape.width <= Inches(page.WIDTH)
        assert shape.top + shape.height <= Inches(page.HEIGHT)
    for text, slide in zip(EVIL, show.slides, strict=False):
        assert not text.strip() or slide.notes_slide.notes_text_frame.text == plain(text)


@pytest.mark.parametrize("text", ["kurz", "Lange Rede " * 20, "Wort" * 125, "漢字" * 90, "Zeile\n" * 40])
def test_words_get_as_large_as_fits_and_are_cut_where_nothing_helps(text: str) -> None:
    box, type_ = Box(0, 0, 5, 2), Type(30, 12)
    kept, size = fitted([text], box, type_)
    width = sum(1.1 if sign > "\u2e00" else 0.6 for line in kept for sign in line) * size / 72
    assert 12 <= size <= 30
    assert size == 30 or width > 5
    assert len(kept) * 1.2 * size / 72 <= 2
    assert width * size * 1.2 / 72 <= 5 * 2
    assert " ".join(kept) == " ".join(text.split("\n")) or kept[-1].endswith("…")
