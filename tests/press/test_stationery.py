"""Paper for the room: another program reads every code, and no words stop the press or run off the page."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from pypdf import PdfReader

from app.cafes.models import Cafe
from app.evening import papers
from app.press import paper, qr_code
from app.press.stationery import Paper, Part, PlanSheets, Stationery, TableSheet
from app.tables.models import Table
from app.texts import cleaned
from app.translations import translations
from tests.press.evil import EVIL
from tests.press.readers import codes_on, drawn, elements, words_off_the_paper, words_on

BASE_URL = "https://cafe.example.org"
HOST_URL = f"{BASE_URL}/cafes/bcdfghjkmn/door#host.qmTt0cVv8kXlG9s3yZ2aB7dE5fH1jK4nP6rU_w-xCzI"
FACTS = "Sonntag, 22. November 2026, Köln"
WIFI = r"WIFI:T:WPA;S:Haus\; \"Begegnung\";P:kaffee\\pause\:12;;"
TENT, POSTER_WIFI = 52, 56
"""Millimetres that the codes have on paper, with their quiet zones."""
MARGIN = 14
"""Millimetres at each side that hold the cloth, or nothing."""
LONGEST = "Donaudampfschifffahrtsgesellschaftskapitän"


def cafe(**fields: str) -> Cafe:
    room = {
        "title": "Trainertreffen",
        "question": "Was will ich ändern?",
        "organiser": "Netzwerk",
        "wifi_name": 'Haus; "Begegnung"',
        "wifi_password": "kaffee\\pause:12",
    }
    return Cafe(id=1, key="bcdfghjkmn", code="BCDFGHJ", join_token="BCDFGHJKMNP", **(room | fields))


def tables(count: int, **fields: str) -> list[Table]:
    return [Table(id=n, cafe_id=1, number=n, join_token=f"BCDFGHJKM{n:0>2}", **fields) for n in range(2, count + 2)]


def plan(rounds: int, people: list[str]) -> PlanSheets:
    here = [Part(label=f"Runde {no + 1}", text=", ".join(people)) for no in range(rounds)]
    (table,) = tables(1)
    sheet = TableSheet(heading="Tisch 1", mat=papers.mat(table), parts=here)
    return PlanSheets(
        kind="plan", title="Sitzplan", cafe="Trainertreffen", facts=FACTS, note="Wie angesagt.", by_name="Nach Namen",
        header=["Name", *(part["label"] for part in here)], people=[[name, *("1" * rounds)] for name in people],
        by_table="Nach Tischen", tables=[sheet], by_rule="Als Regel", rule="Immer einen weiter.", starts=[sheet],
    )  # fmt: skip


def every_paper(room: Cafe, standing: list[Table], language: str, people: list[str]) -> list[Paper]:
    _ = translations(language).gettext
    return [
        papers.signs(room, standing, BASE_URL, folded=True, with_password=True, _=_),
        papers.signs(room, standing, BASE_URL, folded=False, with_password=True, _=_),
        papers.poster(room, BASE_URL, FACTS, with_password=True, _=_),
        papers.etiquette(_),
        papers.host_card(room, HOST_URL, "BCDFGHJK23456789", f"{BASE_URL}/cafes/bcdfghjkmn/door", _),
        plan(3, people),
    ]


def stationery(told: list[Paper], language: str = "de") -> Stationery:
    return Stationery(
        language="en" if language == "en" else "de", title="Papier", organiser="Netzwerk", day="2026-11-22", papers=told
    )


def printed(folder: Path, told: list[Paper], language: str = "de") -> Path:
    paper.make(stationery(told, language), folder, "paper.pdf")
    return folder / "paper.pdf"


def is_strict(pdf: Path) -> bool:
    """PDF/UA-1 and PDF/A-2a, as the file itself says."""
    told = pdf.read_bytes()
    return b"<pdfuaid:part>1</pdfuaid:part>" in told and b"<pdfaid:part>2</pdfaid:part>" in told


@pytest.fixture(scope="module")
def all_sheets(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Pages 1 and 2 are tents, 3 cards, 4 the poster, 5 the etiquette, 6 the host's card, then comes the plan."""
    told = every_paper(cafe(), tables(2, name="Räume"), "de", ["Anna", "Bela", "Cem"])
    return printed(tmp_path_factory.mktemp("paper"), told)


def test_every_code_is_read_at_100_dots_per_inch(all_sheets: Path) -> None:
    seats = [f"{BASE_URL}/{table.join_token}" for table in tables(2)]
    found = [codes_on(drawn(all_sheets, page, 100)) for page in (1, 3, 4, 6)]
    assert found == [[seats[0]] * 2, seats, [WIFI, f"{BASE_URL}/BCDFGHJKMNP"], [HOST_URL]]


@pytest.mark.parametrize(
    ("page", "laid", "smallest", "dots_per_inch", "text"),
    [
        (1, TENT, 24 * 37 / 29, 100, f"{BASE_URL}/{tables(1)[0].join_token}"),
        (4, POSTER_WIFI, 20 * 41 / 33, 150, WIFI),
    ],
    ids=["table", "network"],
)
def test_a_code_is_read_at_the_smallest_size_we_recommend(
    all_sheets: Path, page: int, laid: float, smallest: float, dots_per_inch: float, text: str
) -> None:
    """24 mm for a table's code, 20 mm for the network's, without the quiet zone; smaller means fewer dots."""
    assert text in codes_on(drawn(all_sheets, page, dots_per_inch * smallest / laid))


def test_a_code_has_four_modules_of_white_around_it() -> None:
    path, size = qr_code.path(f"{BASE_URL}/BCDFGHJKMNP")
    runs = [(int(x), int(y), int(length)) for x, y, length in re.findall(r"M(\d+) (\d+)h(\d+)", path)]
    assert size == 29 + 8
    assert min(x for x, _, _ in runs) == min(y for _, y, _ in runs) == 4
    assert max(x + length for x, _, length in runs) == max(y for _, y, _ in runs) + 1 == size - 4


def test_the_file_is_for_screen_readers_and_archives(all_sheets: Path) -> None:
    assert is_strict(all_sheets)
    reader = PdfReader(all_sheets)
    assert reader.trailer["/Root"]["/Lang"] == "de"
    assert reader.metadata is not None
    assert (reader.metadata.title, reader.metadata.author) == ("Papier", "Netzwerk")
    found = list(elements(reader))
    figures = [each for each in found if each["/S"] == "/Figure"]
    assert len(figures) == 2 + 2 + 2 + 1
    assert all(figure.get("/Alt") for figure in figures)
    headings = [each["/S"] for each in found if str(each["/S"]).startswith("/H") and str(each["/S"])[2:].isdecimal()]
    assert headings == ["/H1"] * 6 + ["/H1", "/H2"] + ["/H1", "/H2", "/H2", "/H3", "/H2", "/H3"]


def test_a_tent_is_read_out_once_and_seen_twice(tmp_path: Path) -> None:
    _ = translations("de").gettext
    told = papers.signs(cafe(), tables(1, name="Räume"), BASE_URL, folded=True, with_password=False, _=_)
    pdf = printed(tmp_path, [told])
    assert words_on(pdf).count("Räume") == 2
    assert [each["/S"] for each in elements(PdfReader(pdf))].count("/Figure") == 1


def test_the_password_is_on_paper_only_if_the_host_wants_it(tmp_path: Path) -> None:
    _ = translations("de").gettext
    told: list[Paper] = [
        papers.signs(cafe(), tables(1), BASE_URL, folded=True, with_password=False, _=_),
        papers.poster(cafe(), BASE_URL, FACTS, with_password=False, _=_),
    ]
    pdf = printed(tmp_path, told)
    assert "pause:12" not in words_on(pdf)
    assert 'Haus; "Begegnung"' in words_on(pdf)
    assert codes_on(drawn(pdf, 2, 100)) == [f"{BASE_URL}/BCDFGHJKMNP"]


def test_a_network_without_a_password_always_has_its_code() -> None:
    told = papers.poster(cafe(wifi_password=""), BASE_URL, "", with_password=False, _=str)
    assert told["ways"][0]["code"] is not None
    assert papers.wifi_text(cafe(wifi_name="Haus", wifi_password="")) == "WIFI:T:nopass;S:Haus;;"


@pytest.mark.parametrize(
    ("language", "fill"),
    [
        ("de", lambda limit: (f"{LONGEST} " * 9)[:limit]),
        ("en", lambda limit: "W" * limit),
        ("de", lambda limit: ""),
    ],
    ids=["long words", "no break", "nothing"],
)
def test_nothing_runs_off_the_paper(tmp_path: Path, language: str, fill: Callable[[int], str]) -> None:
    words = {"question": fill(240), "wifi_name": fill(32), "wifi_password": fill(63)}
    room, standing = cafe(title=fill(120) or "T", **words), tables(1, name=fill(40), topic=fill(120))
    pdf = printed(tmp_path, every_paper(room, standing, language, [fill(40) or "A"] * 30), language)
    assert is_strict(pdf)
    assert words_off_the_paper(pdf, MARGIN) == []


def test_a_sheet_for_each_table_and_half_a_sheet_for_a_card(tmp_path: Path) -> None:
    _ = translations("en").gettext
    last = tables(23)[-3:]
    told: list[Paper] = [
        papers.signs(cafe(), last, BASE_URL, folded=folded, with_password=False, _=_) for folded in (True, False)
    ]
    pdf = printed(tmp_path, told, "en")
    assert is_strict(pdf)
    assert len(PdfReader(pdf).pages) == 3 + 2
    assert words_on(pdf).count("Table 24") == 2 + 1


def test_evil_words_stop_nothing(tmp_path: Path) -> None:
    told: list[Paper] = []
    for first, second in zip(EVIL[::2], reversed(EVIL[1::2] + EVIL[:1]), strict=True):
        network = {"wifi_name": cleaned(first)[:32], "wifi_password": cleaned(second)[:63]}  # as the form takes them
        room = cafe(title=first, question=second, organiser=first, **network)
        _tents, cards, poster, _etiquette, host, sheets = every_paper(
            room, tables(1, name=first, topic=second), "de", [first]
        )
        told += [cards, poster, host, sheets]
    pdf = printed(tmp_path, told)
    assert is_strict(pdf)
    assert "root:" not in words_on(pdf)
