"""The guest list's pages: reading a list in, putting names right, and the door. For the host alone."""

import html
import io
import re

import pytest
from fastapi.testclient import TestClient
from httpx import Response
from openpyxl import Workbook

from app.translations import translate
from tests.web.cafes import SCRIPT, Cafe, evening
from tests.web.evening import browser, facts, join, step

LIST = "Name;Beruf;Firma;Sprache;Gastgeber:in\nBärbel Groß;Köchin;Café Süß;Deutsch;ja\nUwe;Tischler;;;\n"


@pytest.fixture(params=["de", "en"])
def language(request: pytest.FixtureRequest) -> str:
    return str(request.param)


def at(cafe: Cafe, rest: str = "") -> str:
    return f"/cafes/{cafe.key}/guests{rest}"


def text(answer: Response) -> str:
    """What stands on a page, without its markup."""
    return " ".join(re.sub(r"<[^>]+>", " ", html.unescape(answer.text)).split())


def fields(answer: Response) -> dict[str, str]:
    """The import form as a browser without script would send it."""
    page = answer.text.partition('<form class="import"')[2]
    found = dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', page))
    for name, options in re.findall(r'<select[^>]* name="(\w+)">(.*?)</select>', page, re.DOTALL):
        chosen = re.search(r'value="(\w*)" selected', options)
        found[name] = chosen[1] if chosen else ""
    found |= dict(re.findall(r'<input type="checkbox" name="(\w+)" value="(\w)" checked', page))
    area = re.search(r"<textarea[^>]*>(.*?)</textarea>", page, re.DOTALL)
    assert area
    return {name: html.unescape(value) for name, value in (found | {"text": area[1]}).items()}


def preview(cafe: Cafe, content: str | bytes, **more: str) -> Response:
    """As pasted text, or as an uploaded file."""
    if isinstance(content, str):
        return cafe.host.post(at(cafe, "/previews"), data={"text": content} | more)
    return cafe.host.post(at(cafe, "/previews"), data=more, files={"file": ("gaeste.csv", content)})


def take_over(cafe: Cafe, content: str | bytes, **more: str) -> Response:
    seen = preview(cafe, content)
    assert seen.status_code == 200, text(seen)
    return cafe.host.post(at(cafe, "/imports"), data=fields(seen) | more)


def awaited(cafe: Cafe) -> list[str]:
    return names(cafe, "listed--awaited")


def names(cafe: Cafe, kind: str = "") -> list[str]:
    page = cafe.host.get(at(cafe)).text
    lines = re.findall(r'<li class="listed([^"]*)".*?listed__name">([^<]*)<', page, re.DOTALL)
    return [html.unescape(name) for classes, name in lines if kind in classes]


def number(cafe: Cafe, name: str) -> str:
    page = html.unescape(cafe.host.get(at(cafe)).text)
    found = re.search(rf'id="listed-(\d+)">\s*<div[^>]*>\s*<p class="listed__name">{re.escape(name)}<', page)
    assert found, name
    return found[1]


# reading a list in


def test_a_pasted_list_is_looked_at_and_then_taken_over(house: TestClient, language: str) -> None:
    cafe = evening(house, language)
    seen = preview(cafe, LIST)
    assert "Bärbel Groß" in seen.text
    assert awaited(cafe) == []
    assert [fields(seen)[f"column_{index}"] for index in range(5)] == [
        "name", "trade", "organisation", "language", "host",
    ]  # fmt: skip
    done = cafe.host.post(at(cafe, "/imports"), data=fields(seen))
    assert ("2 Gäste stehen jetzt" if language == "de" else "2 guests are on the list now") in text(done)
    assert awaited(cafe) == ["Bärbel Groß", "Uwe"]
    line = text(done).partition("Bärbel Groß")[2][:80]
    assert "Köchin · Café Süß ·" in line
    assert translate(language, "Gastgeber:in") in line
    assert ("Deutsch" if language == "de" else "German") in line


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize("delimiter", [";", ",", "\t", "|"])
def test_a_file_of_any_program_is_understood(cafe_for_all: Cafe, encoding: str, delimiter: str) -> None:
    content = LIST.replace(";", delimiter).replace("\n", "\r\n").encode(encoding)
    seen = preview(cafe_for_all, content)
    assert "Bärbel Groß" in seen.text
    assert fields(seen)["column_2"] == "organisation"
    assert "Café Süß" in fields(seen)["text"]  # so that the file is not needed a second time


@pytest.fixture(scope="module")
def cafe_for_all(house: TestClient) -> Cafe:
    return evening(house)


def workbook(*rows: list[object]) -> bytes:
    book = Workbook()
    for row in rows:
        book.active.append(row)
    packed = io.BytesIO()
    book.save(packed)
    return packed.getvalue()


def test_an_excel_file_becomes_a_list(house: TestClient) -> None:
    cafe = evening(house)
    content = workbook(["Vorname", "Nachname", "Host"], ["Anna", "Berger", True], [], ["Ben", "Voß", None], [None, 7.0])
    take_over(cafe, content)
    assert awaited(cafe) == ["7", "Anna Berger", "Ben Voß"]


def test_columns_that_were_misread_can_be_put_right(house: TestClient) -> None:
    cafe = evening(house)
    seen = preview(cafe, "Berger, Anna, Caritas\nVoß, Ben, Caritas")
    form = fields(seen) | {"column_0": "last_name", "column_1": "first_name", "column_2": "organisation"}
    again = cafe.host.post(at(cafe, "/previews"), data=form)
    assert fields(again)["column_0"] == "last_name"
    cafe.host.post(at(cafe, "/imports"), data=fields(again))
    assert awaited(cafe) == ["Anna Berger", "Ben Voß"]


def test_a_first_row_that_is_no_heading_can_be_said_to_be_none(house: TestClient) -> None:
    cafe = evening(house)
    form = fields(preview(cafe, "Gast\nBerta"))
    assert form.pop("headed") == "1"
    cafe.host.post(at(cafe, "/imports"), data=form)
    assert awaited(cafe) == ["Berta", "Gast"]


def test_a_list_that_was_changed_since_is_shown_before_it_counts(house: TestClient) -> None:
    cafe = evening(house)
    form = fields(preview(cafe, LIST)) | {"text": "Verein;Name\nCaritas;Anna"}
    seen = cafe.host.post(at(cafe, "/imports"), data=form)
    assert awaited(cafe) == []
    assert fields(seen)["column_0"] == "organisation"


def test_what_is_wrong_is_told_by_row_and_the_others_come(house: TestClient, language: str) -> None:
    cafe = evening(house, language)
    rows = ["Name;Beruf;Sprache;Gastgeber", "Berta;Köchin;de;ja", ";Tischler;;", "x" * 41, "Ben;b;Elbisch;vielleicht"]
    seen = preview(cafe, "\n".join(rows))
    for row, sentence, words in (
        (3, "Hier fehlt der Name.", {}),
        (4, "Der Name hat %(length)d Zeichen, höchstens %(limit)d passen.", {"length": 41, "limit": 40}),
        (5, "Die Sprache „%(written)s“ kennen wir nicht; sie bleibt leer.", {"written": "Elbisch"}),
        (5, "„%(written)s“ ist weder ja noch nein; wir nehmen nein.", {"written": "vielleicht"}),
    ):
        told = translate(language, sentence, **words)
        assert language == "de" or told != (sentence % words if words else sentence)
        assert f"{translate(language, 'Zeile %(row)s:', row=row)} {told}" in text(seen)
    cafe.host.post(at(cafe, "/imports"), data=fields(seen))
    assert awaited(cafe) == ["Ben", "Berta"]


def test_five_with_one_name_are_five_and_a_list_read_again_doubles_nobody(house: TestClient) -> None:
    cafe = evening(house)
    five = "Name\n" + "Berta\n" * 5
    assert "5 verschiedene Gäste" in text(preview(cafe, five))
    take_over(cafe, five)
    assert awaited(cafe) == ["Berta"] * 5
    seen = preview(cafe, five)
    assert "5 Namen stehen schon auf der Liste" in text(seen)
    take_over(cafe, five)
    assert len(awaited(cafe)) == 5
    take_over(cafe, five, again="1")
    assert len(awaited(cafe)) == 10


BOMB = b"PK\x03\x04 is no archive"


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "Hier steht noch niemand. Eine Zeile je Gast genügt."),
        (BOMB, "Diese Excel-Datei können wir nicht lesen. Speichere sie als XLSX oder als CSV."),
        (b"%PDF-1.7 x", "Diese Datei können wir nicht lesen. Es gehen Text, CSV und Excel (XLSX)."),
        (b"a" * 1_000_001, "Die Datei ist größer als 1 MB. Für eine Gästeliste genügt viel weniger."),
    ],
    ids=["empty", "broken", "pdf", "large"],
)
def test_a_file_that_is_none_is_refused_and_the_text_stays(
    house: TestClient, language: str, content: bytes, sentence: str
) -> None:
    cafe = evening(house, language)
    answer = preview(cafe, content, text="Anna; Köchin")
    assert answer.status_code == 422
    assert cafe.says(answer, sentence)
    assert content == b"" or "Anna; Köchin" in answer.text


def test_more_than_a_thousand_are_refused_and_the_list_is_still_there(house: TestClient) -> None:
    cafe = evening(house)
    answer = take_over(cafe, "\n".join(f"Gast Nummer {number}" for number in range(1001)))
    assert answer.status_code == 422
    assert "Mehr als 1000 Gäste" in text(answer)
    assert "Gast Nummer 1000" in answer.text
    assert awaited(cafe) == []


def test_more_table_hosts_than_tables_are_told_kindly(house: TestClient) -> None:
    cafe = evening(house)
    three = "Name;Host\n" + "".join(f"Wirt {number};x\n" for number in range(3))
    assert "nur 2 Tische" in text(preview(cafe, three))
    assert "nur 2 Tische" in text(take_over(cafe, three))


# one by one


def test_a_name_is_added_mended_and_taken_off(house: TestClient, language: str) -> None:
    cafe = evening(house, language)
    cafe.host.post(at(cafe), data={"name": "Ana", "language": "English", "host": "1"})
    guest = number(cafe, "Ana")
    form = cafe.host.get(at(cafe, f"/{guest}")).text
    assert ('value="Englisch"' if language == "de" else 'value="English"') in form
    cafe.host.post(at(cafe, f"/{guest}"), data={"name": "Anna-Lena", "trade": "Köchin"})
    assert awaited(cafe) == ["Anna-Lena"]
    cafe.host.post(at(cafe, f"/{guest}/removal"))
    assert "Anna-Lena" not in cafe.host.get(at(cafe)).text


def test_a_form_that_a_script_sends_twice_is_one_guest(house: TestClient) -> None:
    cafe = evening(house)
    for _ in range(2):
        assert cafe.host.post(at(cafe), data={"name": "Emil", "key": "a" * 36}, headers=SCRIPT).status_code == 200
    assert awaited(cafe) == ["Emil"]


@pytest.mark.parametrize("place", ["", "/1"])
def test_what_does_not_fit_is_there_again(house: TestClient, language: str, place: str) -> None:
    cafe = evening(house, language)
    place = place and f"/{number(cafe, 'Anna')}"
    answer = cafe.host.post(at(cafe, place), data={"name": "", "trade": "Köchin", "language": "Elbisch"})
    assert answer.status_code == 422
    assert cafe.says(answer, "Diese Sprache kennen wir nicht.")
    assert cafe.says(answer, "Hier fehlt noch etwas.")
    assert 'value="Köchin"' in answer.text
    assert 'value="Elbisch"' in answer.text


def test_a_cafe_without_names_says_so(house: TestClient, language: str) -> None:
    cafe = evening(house, language, naming="anonymous")
    assert cafe.says(cafe.host.get(at(cafe)), "Dieses Café kommt ohne Namen aus; eine Gästeliste braucht welche.")
    assert cafe.host.post(at(cafe), data={"name": "Anna"}).status_code == 422


# the door


def test_who_is_awaited_is_nowhere_until_they_come(house: TestClient) -> None:
    cafe = evening(house)
    take_over(cafe, "Berta Berger\nCarl")
    assert [each["name"] for each in facts(cafe.host, cafe.key)["participants"]] == ["Anna"]
    token = cafe.room["tables"][1]["join_token"]
    hint = "Angemeldet? Dann genau so wie bei der Anmeldung."
    assert hint in text(browser(house).get(f"/{token}"))
    assert hint not in text(browser(house).get(f"/{evening(house).room['tables'][0]['join_token']}"))
    for screen in (browser(house).get(f"/{token}"), cafe.anna.get(f"/cafes/{cafe.key}/table")):
        assert "Berta" not in screen.text
    join(cafe.host, token, "  berta BERGER ")
    assert awaited(cafe) == ["Carl"]
    there = {each["name"]: each["table_id"] for each in facts(cafe.host, cafe.key)["participants"]}
    assert there == {"Anna": cafe.room["tables"][0]["id"], "Berta Berger": cafe.room["tables"][1]["id"]}


def test_the_host_ticks_somebody_off_and_seats_by_name(house: TestClient) -> None:
    cafe = evening(house)
    take_over(cafe, "Berta\nCarl")
    guest = number(cafe, "Berta")
    for _ in range(2):
        assert cafe.host.post(at(cafe, f"/{guest}/arrival"), headers=SCRIPT).status_code == 200
    cafe.host.post(f"/cafes/{cafe.key}/participants", data={"name": "carl"})
    assert awaited(cafe) == []
    assert names(cafe) == ["Anna", "Berta", "Carl"]
    assert "2 ohne Handy" in text(cafe.host.get(f"/cafes/{cafe.key}/host"))


def test_who_was_ticked_off_by_mistake_is_awaited_again_and_the_name_is_taken_off(house: TestClient) -> None:
    cafe = evening(house)
    take_over(cafe, "Berta")
    page = cafe.host.post(at(cafe, f"/{number(cafe, 'Berta')}/arrival"))
    assert "Berta ist da und sitzt an Tisch" in text(page)
    back = cafe.host.post(f"/cafes/{cafe.key}/retractions", data={"screen": "guests"})
    assert back.url.path == at(cafe) and awaited(cafe) == ["Berta"]
    assert "Emil steht jetzt auf der Gästeliste." in text(cafe.host.post(at(cafe), data={"name": "Emil"}))
    cafe.host.post(f"/cafes/{cafe.key}/retractions", data={"screen": "guests"})
    assert awaited(cafe) == ["Berta"]


def test_a_closed_cafe_takes_nobody(house: TestClient) -> None:
    cafe = evening(house)
    take_over(cafe, "Berta")
    guest = number(cafe, "Berta")
    for _ in range(7):
        step(cafe.host, cafe.key)
    for place in ("", f"/{guest}", f"/{guest}/arrival", f"/{guest}/removal"):
        assert cafe.host.post(at(cafe, place), data={"name": "Dora"}).status_code == 409, place
    assert 'method="post"' not in cafe.host.get(at(cafe)).text


# who may


def test_the_list_is_the_hosts_alone(house: TestClient) -> None:
    cafe = evening(house)
    take_over(cafe, "Berta Geheim")
    guest = number(cafe, "Berta Geheim")
    for who in (cafe.anna, browser(house), evening(house).host):
        for place in ("", "/import", f"/{guest}"):
            answer = who.get(at(cafe, place), follow_redirects=False)
            assert answer.status_code in (303, 403)
            assert "Geheim" not in answer.text
        for place in ("", "/previews", "/imports", f"/{guest}", f"/{guest}/arrival", f"/{guest}/removal"):
            assert who.post(at(cafe, place), data={"name": "x", "text": "x"}).status_code == 403
    for place in ("", "/previews", "/imports", f"/{guest}", f"/{guest}/arrival", f"/{guest}/removal"):
        foreign = {"origin": "http://evil.test"}
        assert cafe.host.post(at(cafe, place), data={"name": "x"}, headers=foreign).status_code == 403
    assert awaited(cafe) == ["Berta Geheim"]
    assert evening(house).host.post(at(cafe, f"/{guest}/arrival")).status_code == 403


def test_a_guest_of_another_cafe_is_none_here(house: TestClient) -> None:
    cafe, other = evening(house), evening(house)
    take_over(other, "Berta")
    guest = number(other, "Berta")
    for place in (f"/{guest}", f"/{guest}/arrival", f"/{guest}/removal"):
        assert cafe.host.post(at(cafe, place), data={"name": "x"}).status_code == 404
    assert cafe.host.get(at(cafe, f"/{guest}")).status_code == 404
    assert awaited(other) == ["Berta"]


def test_the_list_follows_the_door(house: TestClient) -> None:
    cafe = evening(house)
    take_over(cafe, "Berta\nCarl")
    page = cafe.host.get(at(cafe)).text
    stand = dict(re.findall(r'data-(seq|fp)="([^"]*)"', page))
    join(cafe.host, cafe.room["tables"][0]["join_token"], "Berta")
    asked = {"since": stand["seq"], "fp": stand["fp"]}
    (frame, _) = cafe.host.get(f"/cafes/{cafe.key}/live/guests", params=asked).json()
    assert "nudge" in frame  # it fetches its page
    assert "end" in cafe.anna.get(f"/cafes/{cafe.key}/live/guests", params=asked).json()[0]
