"""The Word document as another reader finds it: styles, links, tables and every contribution once."""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from docx import Document
from docx.oxml.ns import qn
from PIL import Image

from app.press import word
from app.press.manuscript import Block, Line, Manuscript
from app.press.plain import plain
from tests.press.evil import EVIL
from tests.press.samples import sample


def opened(folder: Path, script: Manuscript) -> Any:
    (folder / "photos").mkdir(exist_ok=True)
    for number in (1, 2):
        Image.new("RGB", (40, 30), "#9d1410").save(folder / f"photos/photo-{number}.jpg")
    assert not set(word.make(script, folder, "report.docx"))
    return Document(folder / "report.docx")


def with_blocks(*blocks: Block) -> Manuscript:
    return {**sample(0), "blocks": list(blocks)}


def paragraphs(document: Any, *styles: str) -> list[Any]:
    """Everywhere, also in tables and in the list of contents."""
    found = document.element.body.iter(qn("w:p"))
    return [each for each in found if not styles or each.pPr.pStyle.val in styles]


def words(paragraph: Any) -> str:
    return "".join(run.text for run in paragraph.iter(qn("w:r")))


def line(text: str, **more: Any) -> Line:
    told = {"id": "c1", "text": text, "notes": ["★ 3"], "pen": "blue", "right_to_left": False, "hidden": False}
    told["drawings"] = []
    return {**told, **more}  # type: ignore[typeddict-item]


def lines(*items: Line, is_quote: bool = False) -> Block:
    return {"kind": "lines", "items": list(items), "is_quote": is_quote}


def contributions(script: Manuscript) -> Iterator[Line]:
    for block in script["blocks"]:
        if block["kind"] == "lines" and not block["is_quote"]:
            yield from block["items"]


@pytest.fixture(scope="module")
def full(tmp_path_factory: pytest.TempPathFactory) -> tuple[Manuscript, Any]:
    script = sample(90)
    return script, opened(tmp_path_factory.mktemp("word"), script)


def test_every_contribution_stands_there_once_and_unchanged(full: tuple[Manuscript, Any]) -> None:
    script, document = full
    told = Counter(line["text"] for line in contributions(script))
    found = Counter()
    for paragraph in paragraphs(document, "Room", "Room-blue", "Room-red", "Room-green"):
        found[words(paragraph).partition("  (")[0] if "  (" in words(paragraph) else words(paragraph)] += 1
    assert len(told) == 90
    assert {text: found[text] for text in told} == dict(told)


def test_headings_are_words_own_and_none_is_skipped(full: tuple[Manuscript, Any]) -> None:
    script, document = full
    told = [(block["level"], block["text"]) for block in script["blocks"] if block["kind"] == "heading"]
    found = [each for each in document.paragraphs if each.style.name.startswith("Heading")]
    placed = [(int(each.style.name[-1]), each.text) for each in found if each.text in {text for _, text in told}]
    assert placed == told
    assert document.paragraphs[1].style.name == "Title"


def test_the_list_of_contents_is_there_before_word_works_it_out(full: tuple[Manuscript, Any]) -> None:
    script, document = full
    told = [block["text"] for block in script["blocks"] if block["kind"] == "heading" and block["level"] <= 2]
    entries = paragraphs(document, "TOC1", "TOC2")
    assert [words(entry) for entry in entries] == told
    marks = {each.get(qn("w:name")): words(each.getparent()) for each in document.element.iter(qn("w:bookmarkStart"))}
    aims = [link.get(qn("w:anchor")) for entry in entries for link in entry.iter(qn("w:hyperlink"))]
    assert [marks[aim] for aim in aims] == told
    kinds = [each.get(qn("w:fldCharType")) for each in document.element.iter(qn("w:fldChar"))]
    assert kinds == ["begin", "separate", "end"]
    assert not [each for each in document.element.iter() if each.get(qn("w:dirty"))]
    assert document.settings.element.find(qn("w:updateFields")) is None


def test_three_voices_are_three_styles_with_names(full: tuple[Manuscript, Any]) -> None:
    script, document = full
    for voice, style in (("room", "Room"), ("organisers", "Organisers"), ("software", "Software")):
        named = document.styles.element.get_by_id(style).name_val
        assert named == " ".join(script["labels"][voice].replace(".", " ").split())  # type: ignore[literal-required]
        assert words(paragraphs(document, style)[0]) == script["labels"][voice]  # type: ignore[literal-required]


def test_every_style_that_is_used_exists(full: tuple[Manuscript, Any]) -> None:
    _, document = full
    there = {style.get(qn("w:styleId")) for style in document.styles.element.iter(qn("w:style"))}
    used = {each.get(qn("w:val")) for name in ("w:pStyle", "w:rStyle") for each in document.element.iter(qn(name))}
    assert used <= there


@pytest.mark.parametrize(("language", "locale"), [("de", "de-DE"), ("en", "en-GB")])
def test_language_title_and_maker_are_told(tmp_path: Path, language: Any, locale: str) -> None:
    script = sample(2, language)
    document = opened(tmp_path, script)
    assert document.styles.element.find(f".//{qn('w:docDefaults')}//{qn('w:lang')}").get(qn("w:val")) == locale
    properties = document.core_properties
    assert (properties.title, properties.author) == (script["title"], script["organiser"])
    assert properties.created.date().isoformat() == script["day"]


def test_the_footer_counts_pages_but_not_on_the_cover(full: tuple[Manuscript, Any]) -> None:
    _, document = full
    (section,) = document.sections
    assert section.different_first_page_header_footer
    fields = [each.get(qn("w:instr")) for each in section.footer._element.iter(qn("w:fldSimple"))]
    assert fields == ["PAGE", "NUMPAGES"]


def test_tables_repeat_their_header_and_have_widths(tmp_path: Path) -> None:
    rows = [["1", "Anker", "مرحبا"], ["2", "Bambus", "Wer fängt an?"]]
    sheet: Block = {"kind": "sheet", "header": ["Tisch", "Name", "Frage"], "rows": rows, "widths": [1, 2, 3]}
    document = opened(tmp_path, with_blocks(sheet))
    (table,) = document.tables
    assert [[cell.text for cell in row.cells] for row in table.rows] == [["Tisch", "Name", "Frage"], *rows]
    heads = [row._tr.trPr.find(qn("w:tblHeader")) is not None for row in table.rows]
    assert heads == [True, False, False]
    widths = [int(each.get(qn("w:w"))) for each in table._tbl.iter(qn("w:gridCol"))]
    assert widths[1] == pytest.approx(2 * widths[0], abs=2)
    assert table.cell(1, 2).paragraphs[0]._p.pPr.find(qn("w:bidi")) is not None


def test_a_card_and_what_follows_a_heading_stay_together(tmp_path: Path) -> None:
    card: Block = {
        "kind": "card",
        "title": "Karte",
        "points": ["a", "b"],
        "question_label": "Frage",
        "question": "Wer?",
    }
    heading: Block = {"kind": "heading", "level": 2, "text": "Runde 1", "id": "r1"}
    document = opened(tmp_path, with_blocks(heading, {"kind": "note", "text": "Worum es ging"}, card))
    kept = [each.pPr.keepNext is not None for each in paragraphs(document, "CardTitle", "Card")]
    assert kept == [True, True, True, False]
    (note,) = (each for each in paragraphs(document, "Caption") if words(each) == "Worum es ging")
    assert note.pPr.keepNext is not None


def test_bars_grow_with_their_values_and_need_no_sign(tmp_path: Path) -> None:
    items = [{"label": f"Tisch {value}", "value": value, "shown": str(value), "table": value} for value in (0, 2, 4)]
    document = opened(tmp_path, with_blocks({"kind": "bars", "title": "Beiträge", "alt": "Balken", "items": items}))  # type: ignore[typeddict-item]
    (table,) = document.tables
    bars = [row.cells[1].paragraphs[0]._p for row in table.rows[1:]]
    assert [words(bar) for bar in bars] == ["", "", ""]
    gaps = [bar.pPr.find(qn("w:ind")) for bar in bars]
    assert gaps[0] is None
    assert int(gaps[1].get(qn("w:right"))) > int(gaps[2].get(qn("w:right"))) == 0
    assert [row.cells[2].text for row in table.rows[1:]] == ["0", "2", "4"]
    assert table._tbl.tblPr.find(qn("w:tblDescription")).get(qn("w:val")) == "Balken"


def test_pictures_are_described_and_missing_ones_left_out(tmp_path: Path) -> None:
    script = sample(8, tables=2)
    (tmp_path / "cloths").mkdir()
    Image.new("RGB", (160, 100)).save(tmp_path / "cloths/table-01.png")
    (tmp_path / "cloths/table-02.png").write_bytes(b"\x89PNG\r\n\x1a\n broken")
    document = opened(tmp_path, script)
    told = [each.get("descr") for each in document.element.iter(qn("wp:docPr"))]
    assert len(told) == 3  # one cloth and two of three photos
    assert told[0].startswith("Die Tischdecke von Tisch 1")
    assert all(told)


def test_words_from_right_to_left_are_marked(tmp_path: Path) -> None:
    document = opened(tmp_path, with_blocks(lines(line("مرحبا بالجميع", right_to_left=True), line("Hallo"))))
    first, second = paragraphs(document, "Room-blue")
    assert first.pPr.find(qn("w:bidi")) is not None
    assert first.r_lst[0].rPr.find(qn("w:rtl")) is not None
    assert first.r_lst[1].rPr.find(qn("w:rtl")) is None
    assert second.pPr.find(qn("w:bidi")) is None
    assert words(second) == "Hallo  (★ 3)"


def test_quotes_look_different_from_where_they_stand_in_full(tmp_path: Path) -> None:
    document = opened(tmp_path, with_blocks(lines(line("Zitat"), is_quote=True)))
    assert [words(each) for each in paragraphs(document, "Quote")] == ["Zitat  (★ 3)"]


def test_only_safe_addresses_become_links(tmp_path: Path) -> None:
    urls = ["https://example.org/ä?a=1&b=<2>", "javascript:alert(1)", "file:///etc/passwd", "mailto:a@example.org"]
    block: Block = {"kind": "references", "items": [{"label": f"Link {url}", "url": url} for url in urls]}
    document = opened(tmp_path, with_blocks(block))
    aims = [document.part.rels[each.get(qn("r:id"))].target_ref for each in document.element.iter(qn("w:hyperlink"))]
    assert aims == [urls[0], urls[3]]
    assert [words(each) for each in paragraphs(document, "ListBullet")] == [f"Link {url}" for url in urls]


def test_any_words_will_do_in_any_place(tmp_path: Path) -> None:
    def replaced(data: Any, text: str) -> Any:
        if isinstance(data, list):
            return [replaced(each, text) for each in data]
        if isinstance(data, dict):
            kept = {"kind", "voice", "pen", "file", "day", "language", "id"}
            return {name: value if name in kept else replaced(value, text) for name, value in data.items()}
        return text if isinstance(data, str) else data

    script: Manuscript = replaced(sample(16, tables=2), "".join(EVIL))
    assert paragraphs(opened(tmp_path, script))


def test_evil_words_come_out_as_they_are(tmp_path: Path) -> None:
    told = [line(text, notes=[]) for text in EVIL]
    document = opened(tmp_path, with_blocks(lines(*told)))
    assert [words(each) for each in paragraphs(document, "Room-blue")] == [plain(text) for text in EVIL]
