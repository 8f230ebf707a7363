"""Guest lists as people write them: every program's text is understood, nothing raises, no row is lost."""

import io
import zipfile
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from openpyxl import Workbook

from app.cafes import guest_list, headings, sheets
from app.cafes.guest_list import GuestList
from app.cafes.headings import Column
from app.cafes.names import likeness
from app.errors import BadInput

GOOD = [("Bärbel Groß", "Köchin", "Café Süß", "de", True), ("Uwe", "Tischler, Zimmerer", "", "", False)]
ROWS = [
    ["Name", "Beruf", "Firma", "Sprache", "Gastgeber:in"],
    ["Bärbel Groß", "Köchin", "Café Süß", "Deutsch", "ja"],
    ["Uwe", "Tischler, Zimmerer", "", "", "nein"],
]


def read(text: str, *chosen: str, headed: bool | None = None) -> GuestList:
    return guest_list.read(sheets.from_text(text), chosen, headed=headed)


def told(found: GuestList) -> list[tuple[str, str, str, str, bool]]:
    return [(each.name, each.trade, each.organisation, each.speaks, each.hosts) for each in found.guests]


def names(text: str, *chosen: str, headed: bool | None = None) -> list[str]:
    return [each.name for each in read(text, *chosen, headed=headed).guests]


def csv(delimiter: str = ";", newline: str = "\n", rows: list[list[str]] = ROWS) -> str:
    def quoted(cell: str) -> str:
        return '"' + cell.replace('"', '""') + '"' if delimiter in cell or '"' in cell or "\n" in cell else cell

    return newline.join(delimiter.join(quoted(cell) for cell in row) for row in rows)


def workbook(rows: list[list[Any]], **more: Any) -> bytes:
    book = Workbook()
    for row in rows:
        book.active.append(row)
    for place, value in more.items():
        book.active[place] = value
    packed = io.BytesIO()
    book.save(packed)
    return packed.getvalue()


# encodings, delimiters, quotes


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"])
@pytest.mark.parametrize("delimiter", [";", ",", "\t", "|"])
@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_every_program_writes_the_same_list(encoding: str, delimiter: str, newline: str) -> None:
    found = guest_list.read(sheets.from_file(csv(delimiter, newline).encode(encoding)))
    assert told(found) == GOOD
    assert (found.problems, found.hints) == ([], [])


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", []),
        (" \n\t\n;;;\n", []),
        ("Anna", ["Anna"]),
        ("Anna\n\n\nBen\n", ["Anna", "Ben"]),
        ("sep=;\nName;Firma\nAnna;x", ["Anna"]),
        ('"Berger, Anna",Köchin\n"Voß, Ben",Koch', ["Berger, Anna", "Voß, Ben"]),
        ('Anna "Anni" Berger;x\nBen;y', ['Anna "Anni" Berger', "Ben"]),
        ('"Anna ""Anni"" Berger";x\nBen;y', ['Anna "Anni" Berger', "Ben"]),
        ('"Anna\nBerger";x\nBen;y', ["Anna Berger", "Ben"]),
        ('"Anna;x\nBen;y', ['"Anna', "Ben"]),  # a quote that is never closed swallows nobody
        ("Anna, Köchin, Wirtin\nBen, Koch, Wirt", ["Anna", "Ben"]),
        ("Müller; Anna, Schreinerin", ["Müller"]),
        ("<b>Anna</b>\n=1+1", ["<b>Anna</b>", "=1+1"]),
        ("A\u200bn\u202ena\x00", ["Anna"]),
    ],
)
def test_what_people_paste(text: str, expected: list[str]) -> None:
    assert names(text) == expected


# columns


@pytest.mark.parametrize(
    ("heading", "column"),
    [
        ("NAME", Column.name),
        ("Vor- und Nachname", Column.name),
        ("Teilnehmer:innen", Column.name),
        ("First name", Column.first_name),
        ("Surname", Column.last_name),
        ("Tätigkeit", Column.trade),
        ("Job title", Column.trade),
        ("Organisation / Verein", Column.ignored),
        ("Company", Column.organisation),
        ("Behörde", Column.organisation),
        ("Sprache(n)", Column.language),
        ("Tischgastgeber*in (ja/nein)", Column.host),
        ("Gastgeber_in?", Column.host),
        ("E-Mail", Column.ignored),
        ("", Column.ignored),
    ],
)
def test_headings_in_both_languages(heading: str, column: Column) -> None:
    assert headings.column_of(heading) is column


def test_columns_in_any_order_and_those_we_do_not_know() -> None:
    found = read("E-Mail;Firma;Nachname;Vorname;Table host\na@b;Caritas;Berger;Anna;yes")
    assert told(found) == [("Anna Berger", "", "Caritas", "", True)]
    assert found.columns[0] is Column.ignored


def test_without_headings_the_order_counts() -> None:
    assert told(read(csv(rows=ROWS[1:]))) == GOOD
    assert told(read("Anna\tKöchin\tVerein\ten\tx\tallerlei")) == [("Anna", "Köchin", "Verein", "en", True)]


def test_headings_without_a_name_take_the_first_column_for_it() -> None:
    assert names("Wen wir einladen;Beruf;Firma\nAnna;Köchin;x") == ["Anna"]


def test_a_second_column_of_a_kind_is_passed_over() -> None:
    assert told(read("Name;Firma;Verein\nAnna;A;B")) == [("Anna", "", "A", "", False)]


def test_columns_are_chosen_by_hand() -> None:
    assert names("Berger,Anna\nVoß,Ben", "last_name", "first_name") == ["Anna Berger", "Ben Voß"]
    assert names("Name\nAnna", "name", headed=False) == ["Name", "Anna"]
    assert names("Anna;x", "nonsense", "name") == ["x"]


@pytest.mark.parametrize(
    ("written", "code"),
    [("Deutsch", "de"), ("GERMAN", "de"), ("de-AT", "de"), ("Français", "fr"), ("Türkisch", "tr"), ("Elbisch", None)],
)
def test_languages(written: str, code: str | None) -> None:
    assert headings.language_code(written) == code


def test_of_several_languages_the_first_is_taken_and_told() -> None:
    found = read("Name;Sprache\nAnna;Deutsch, Englisch")
    assert (found.guests[0].speaks, len(found.hints)) == ("de", 1)


@pytest.mark.parametrize("yes", ["ja", "JA", "yes", "x", "1", "true", "✓", "Gastgeberin"])
def test_yes(yes: str) -> None:
    assert read(f"Name;Host\nAnna;{yes}").guests[0].hosts


@pytest.mark.parametrize("no", ["", "nein", "No", "0", "-", "false"])
def test_no(no: str) -> None:
    found = read(f"Name;Host\nAnna;{no}")
    assert (found.guests[0].hosts, found.hints) == (False, [])


# what is wrong, by row


def test_rows_are_numbered_as_editors_and_spreadsheets_count() -> None:
    text = 'Name;Beruf\n\n"Anna";"Köchin\nund Wirtin"\n;ohne Namen\n' + "x" * 41 + f";\nBen;{'y' * 61}\nCarl;"
    found = read(text)
    assert [(each.name, each.row) for each in found.guests] == [("Anna", 3), ("Carl", 8)]
    assert [each.row for each in found.problems] == [5, 6, 7]
    assert [each.words for each in found.problems] == [
        {}, {"length": 41, "limit": 40}, {"length": 61, "limit": 60},
    ]  # fmt: skip


def test_one_name_five_times_is_five_guests() -> None:
    found = read("Anna\nanna\nÄnna\nAnna\n ANNA ")
    assert len(found.guests) == 5
    assert found.twice == {"Anna": 5}


def test_there_is_an_end_to_what_is_read_and_it_is_told() -> None:
    found = read("\n".join(f"Gast {number}" for number in range(2100)))
    assert len(found.guests) == sheets.MOST_ROWS
    assert [each.row for each in found.problems] == [sheets.MOST_ROWS + 1]
    with pytest.raises(BadInput):
        sheets.from_text("a" * (sheets.MOST_BYTES + 1))


# spreadsheets


def test_a_spreadsheet_is_read_by_its_values() -> None:
    rows = [*ROWS[:2], [], ["Uwe", None, None, None, False], ["=1+1"], [3.0], [2.5]]
    sheet = sheets.from_file(workbook(rows))
    found = guest_list.read(sheet)
    assert [(each.name, each.row) for each in found.guests] == [("Bärbel Groß", 2), ("Uwe", 4), ("3", 6), ("2.5", 7)]
    assert told(found)[0] == GOOD[0]
    assert guest_list.read(sheets.from_text(sheet.text)) == found  # so that the file is not needed a second time


def test_a_cell_far_away_costs_nothing_and_is_told() -> None:
    sheet = sheets.from_file(workbook([["Anna"]], XFD2="weit rechts", A1048576="weit unten", A9999="Ben"))
    assert [row.cells for row in sheet.rows] == [("Anna",), ("Ben",)]


def packed(**files: bytes) -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, inside in files.items():
            archive.writestr(name, inside)
    return content.getvalue()


SHEET = "xl/worksheets/sheet1.xml"
MAIN = b'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'


def with_parts(content: bytes, **parts: bytes) -> bytes:
    """A workbook in which some parts are others."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in dict.fromkeys([*old.namelist(), *parts]):
            new.writestr(name, parts[name] if name in parts else old.read(name))
    return out.getvalue()


def test_words_are_found_where_excel_keeps_them() -> None:
    plain = workbook([])
    with zipfile.ZipFile(io.BytesIO(plain)) as archive:
        types = archive.read("[Content_Types].xml").replace(
            b"</Types>",
            b'<Override PartName="/xl/sharedStrings.xml" ContentType="application/vnd.openxmlformats-officedocument.'
            b'spreadsheetml.sharedStrings+xml"/></Types>',
        )
    cells = b'<c r="A1" t="s"><v>1</v></c><c r="B1" t="str"><f>A1&amp;"x"</f><v>K\xc3\xb6chin</v></c>'
    content = with_parts(
        plain,
        **{
            "[Content_Types].xml": types,
            "xl/sharedStrings.xml": b"<sst "
            + MAIN
            + b"><si><t>Ben</t></si><si><r><t>An</t></r><r><t>na</t></r></si></sst>",
            SHEET: b"<worksheet " + MAIN + b'><sheetData><row r="1">' + cells + b"</row></sheetData></worksheet>",
        },
    )
    assert [row.cells for row in sheets.from_file(content).rows] == [("Anna", "Köchin")]


LAUGHS = (
    b'<!DOCTYPE x [<!ENTITY a "' + b"ha" * 50_000 + b'">]><worksheet ' + MAIN + b'><sheetData><row r="1">'
    b'<c r="A1" t="inlineStr"><is><t>' + b"&a;" * 50_000 + b"</t></is></c></row></sheetData></worksheet>"
)  # fmt: skip


@pytest.mark.parametrize(
    "content",
    [
        b"PK\x03\x04 cut off",
        workbook([["Anna"]])[:-200],
        packed(**{"nothing.xml": b"<a/>"}),
        packed(**{"xl/workbook.xml": b"0" * (sheets.MOST_UNPACKED + 1)}),
        with_parts(workbook([["Anna"]]), **{"xl/media/image.png": b"0" * sheets.MOST_UNPACKED}),
        with_parts(workbook([["Anna"]]), **{SHEET: LAUGHS}),
        with_parts(workbook([["Anna"]]), **{SHEET: b"<worksheet><sheetData>"}),
        b"\xd0\xcf\x11\xe0 an old one",
        b"%PDF-1.7",
        bytes(range(256)) * 8,
        b"a" * (sheets.MOST_BYTES + 1),
    ],
    ids=["cut", "no end", "foreign", "bomb", "large bomb", "laughs", "torn", "old", "pdf", "noise", "large"],
)
def test_what_is_no_list_is_refused_with_a_sentence(content: bytes) -> None:
    with pytest.raises(BadInput) as refused:
        sheets.from_file(content)
    assert str(refused.value).endswith(".")


# whatever comes

CELLS = st.text(st.characters(codec="utf-8"), max_size=60)
ANY_ROWS = st.lists(st.lists(CELLS, min_size=1, max_size=7), max_size=12)


@given(st.text(max_size=400), st.lists(st.sampled_from([*Column]), max_size=8), st.sampled_from([None, True, False]))
@example('"', [], None)
@example("sep=x", [], None)
@example("sep=,\n", [], True)
def test_no_text_breaks_it_and_no_row_is_lost(text: str, chosen: list[Column], headed: bool | None) -> None:
    sheet = sheets.from_text(text)
    found = guest_list.read(sheet, chosen, headed=headed)
    taken = [each.row for each in found.guests] + [each.row for each in found.problems]
    assert sorted(taken) == [row.number for row in sheet.rows[1 if found.headings else 0 :]]
    assert guest_list.read(sheets.from_text(sheet.text), chosen, headed=headed).guests == found.guests


@given(ANY_ROWS, st.sampled_from(";,\t|"))
def test_what_is_quoted_properly_comes_back_cell_by_cell(rows: list[list[str]], delimiter: str) -> None:
    def quoted(cell: str) -> str:
        return '"' + cell.replace("\r", " ").replace("\0", " ").replace('"', '""') + '"'

    text = "sep=" + delimiter + "\n" + "\n".join(delimiter.join(map(quoted, row)) for row in rows)
    found = [list(row.cells) for row in sheets.from_text(text).rows]
    expected = [[cell.replace("\r", " ").replace("\0", " ").strip() for cell in row] for row in rows]
    for row in expected:
        while row and not row[-1]:
            row.pop()
    assert found == [row for row in expected if row]


@given(st.binary(max_size=300))
def test_no_file_breaks_it(content: bytes) -> None:
    for start in (b"", b"PK\x03\x04", b"\xff\xfe", b"\xef\xbb\xbf"):
        try:
            guest_list.read(sheets.from_file(start + content))
        except BadInput as refused:
            assert refused.field in ("file", "text")


@given(CELLS)
def test_names_are_alike_however_they_are_written(name: str) -> None:
    assert likeness(f"  {name} ") == likeness(name)
    assert likeness(likeness(name)) == likeness(name)
