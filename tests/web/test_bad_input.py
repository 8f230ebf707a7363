"""What people get wrong: a clear sentence in the café's language, and nothing typed is lost."""

import html
import json
import re
from concurrent.futures import ThreadPoolExecutor

import pytest
from fastapi.testclient import TestClient
from httpx import Response

from app.translations import translate
from tests.web.cafes import JSON, SCRIPT, evening
from tests.web.evening import browser, facts, join, step

MARKUP = '<img src=x onerror=alert(1)> & "Anna"'


@pytest.fixture(params=["de", "en"])
def language(request: pytest.FixtureRequest) -> str:
    return str(request.param)


# a wrong or a closed code

UNKNOWN = "Diesen Code kennen wir nicht, oder das Café ist schon vorbei. Vergleich ihn noch einmal mit der Leinwand."


@pytest.mark.parametrize(("code", "status"), [("", 422), ("zu kurz", 422), ("bcd-2345", 404), ("<b>BCD2</b>", 422)])
def test_a_wrong_code_is_there_again(house: TestClient, language: str, code: str, status: int) -> None:
    guest = browser(house)
    answer = guest.post("/join", data={"code": code}, headers={"accept-language": language})
    assert answer.status_code == status
    sentence = UNKNOWN if status == 404 else "Ein Code hat sieben Zeichen, zum Beispiel BCD-2345."
    assert translate(language, sentence) in html.unescape(answer.text)
    field_ = re.search(r'<input[^>]* name="code"[^>]* value="([^"]*)"', answer.text)
    assert field_ and html.unescape(field_[1]).replace("-", "").lower() == code.replace("-", "").lower()


def test_the_code_of_a_closed_cafe_says_so(house: TestClient) -> None:
    cafe = evening(house)
    code = re.search(r"\b[0-9A-Z]{3}-[0-9A-Z]{4}\b", cafe.host.get(f"/cafes/{cafe.key}/host").text)
    assert code
    for _ in range(7):
        step(cafe.host, cafe.key)
    answer = browser(house).post("/join", data={"code": code[0]})
    assert answer.status_code == 404
    assert UNKNOWN in html.unescape(answer.text)
    token = cafe.room["tables"][0]["join_token"]
    answer = browser(house).post(f"/{token}", data={"name": "Zu spät", "arrival_key": "late-guest"})
    assert answer.status_code == 409
    assert "Das Café ist vorbei" in answer.text


def test_a_shut_door_says_so_and_keeps_the_name(house: TestClient, language: str) -> None:
    cafe = evening(house, language)
    cafe.host.post(f"/cafes/{cafe.key}/doors", data={"open": "0"})
    token = cafe.room["tables"][0]["join_token"]
    sentence = "Die Tür ist gerade zu. Bitte die Gastgeberin, sie wieder zu öffnen."
    for answer in (
        browser(cafe.host).get(f"/{token}"),
        browser(cafe.host).post(f"/{token}", data={"name": "Berthold", "arrival_key": "at-the-door"}),
    ):
        assert answer.status_code == 403
        assert cafe.says(answer, sentence)
    assert "Berthold" in answer.text


@pytest.mark.parametrize(("name", "status"), [("", 422), ("x" * 41, 422), ("Bärbel", 200)])
def test_a_name_that_does_not_fit_is_there_again(house: TestClient, language: str, name: str, status: int) -> None:
    cafe = evening(house, language)
    fields = {"name": name, "trade": "Tischlerin", "arrival_key": f"arrival-{len(name)}"}
    answer = browser(cafe.host).post(f"/{cafe.room['tables'][0]['join_token']}", data=fields)
    assert answer.status_code == status
    if status == 422:
        assert f'value="{name}"' in answer.text
        assert 'value="Tischlerin"' in answer.text
        assert f'value="arrival-{len(name)}"' in answer.text  # sent again it is still the same guest
        assert cafe.says(answer, "Hier fehlt noch etwas.") or cafe.says(
            answer, "Das sind %(length)d Zeichen, höchstens %(limit)d passen hierher.", length=41, limit=40
        )


# texts

MISSING = "Hier fehlt noch etwas."
TOO_LONG = "Das sind %(length)d Zeichen, höchstens %(limit)d passen hierher."


@pytest.mark.parametrize("text", ["", "   \n ", "\u200b\u202e", "ä" * 501])
def test_an_empty_or_endless_text_is_refused_and_there_again(house: TestClient, language: str, text: str) -> None:
    cafe = evening(house, language)
    step(cafe.host, cafe.key)
    words: dict[str, object] = {"length": 501, "limit": 500} if len(text) > 500 else {}
    sentence = TOO_LONG if words else MISSING
    page = cafe.post(text)
    assert page.status_code == 422
    assert cafe.says(page, sentence, **words)
    assert text in page.text
    script = cafe.post(text, headers=JSON)
    assert script.json()["status"] == 422
    assert script.json()["message"] == translate(language, sentence, **words)
    assert cafe.post("ä" * 500, headers=JSON).json()["status"] == 201
    assert cafe.texts() == ["ä" * 500]


def test_an_edit_that_does_not_fit_keeps_both_texts(house: TestClient, language: str) -> None:
    cafe = evening(house, language)
    step(cafe.host, cafe.key)
    number = cafe.post("Der alte Satz", headers=JSON).json()["id"]
    answer = cafe.anna.post(f"/cafes/{cafe.key}/contributions/{number}/edits", data={"text": "neu " * 200})
    assert answer.status_code == 422
    assert cafe.says(answer, TOO_LONG, length=799, limit=500)
    assert "neu neu neu" in answer.text
    assert cafe.texts() == ["Der alte Satz"]


def test_a_card_that_does_not_fit_keeps_its_points(house: TestClient, language: str) -> None:
    cafe = evening(house, language)
    step(cafe.host, cafe.key)
    fields = {
        "table": str(cafe.room["tables"][0]["id"]),
        "round": "1",
        "point": ["Erster Punkt", "zu lang " * 40, "Dritter Punkt"],
        "open_question": "Was ist offen?",
    }
    answer = cafe.host.post(f"/cafes/{cafe.key}/handovers", data=fields)
    assert answer.status_code == 422
    assert cafe.says(answer, TOO_LONG, length=319, limit=200)
    for text in ("Erster Punkt", "zu lang zu lang", "Dritter Punkt", "Was ist offen?"):
        assert text in answer.text


def test_a_set_up_that_does_not_fit_is_there_again(house: TestClient, language: str) -> None:
    typed = {
        "title": " ", "question": "Was will ich?", "expected": "viele", "tables": "0", "minutes": "20", "rounds": "13",
        "topics": "Erstes Thema\nZweites Thema", "held_on": "gestern", "language": language, "place": "Im Keller",
    }  # fmt: skip
    answer = browser(house).post("/cafes", data=typed, headers={"accept-language": language})
    assert answer.status_code == 422
    for sentence in (MISSING, "Bitte ein Datum wie 2026-03-19."):
        assert translate(language, sentence) in html.unescape(answer.text)
    for text in (
        "Was will ich?",
        "Erstes Thema\nZweites Thema",
        'value="viele"',
        'value="0"',
        'value="13"',
        "Im Keller",
    ):
        assert text in answer.text


# a round that is not on

NOT_YET = "Die Runde hat noch nicht begonnen. Dein Text bleibt hier stehen, bis es losgeht."
OVER = "Die Runde ist vorbei. Dein Text bleibt hier stehen; du kannst ihn in der nächsten Runde auflegen."
CLOSED = "Das Café ist geschlossen. Lesen und mitnehmen geht weiter."


@pytest.mark.parametrize(("steps", "sentence"), [(0, NOT_YET), (2, OVER), (7, CLOSED)])
def test_posting_while_no_round_is_on(house: TestClient, language: str, steps: int, sentence: str) -> None:
    cafe = evening(house, language)
    for _ in range(steps):
        step(cafe.host, cafe.key)
    page = cafe.post("Zur falschen Zeit")
    assert page.status_code == 409
    assert cafe.says(page, sentence)
    assert "Zur falschen Zeit" in page.text
    script = cafe.post("Zur falschen Zeit", headers=JSON)
    assert (script.json()["status"], script.json()["message"]) == (409, translate(language, sentence))
    assert cafe.texts() == []


def test_posting_at_another_table(house: TestClient, language: str) -> None:
    cafe = evening(house, language)
    step(cafe.host, cafe.key)
    page = cafe.post("Von nebenan", table=2)
    assert page.status_code == 403
    assert cafe.says(page, "In dieser Runde sitzt du nicht an diesem Tisch.")
    assert "Von nebenan" in page.text
    assert cafe.texts() == []


# several at once


def test_forty_devices_press_next_at_once_and_the_evening_goes_one_step(house: TestClient, language: str) -> None:
    cafe = evening(house, language)
    command, version = f"/cafes/{cafe.key}/steps", str(cafe.room["version"])
    devices = [browser(cafe.host) for _ in range(40)]
    for device in devices:
        device.cookies = cafe.host.cookies

    def press(device: TestClient) -> Response:
        return device.post(command, data={"direction": "next", "expect": version}, headers=SCRIPT)

    with ThreadPoolExecutor(40) as fingers:
        answers = list(fingers.map(press, devices))
    assert sorted(answer.status_code for answer in answers) == [200] + [409] * 39
    assert (facts(cafe.host, cafe.key)["stage"], facts(cafe.host, cafe.key)["version"]) == ("round", int(version) + 1)
    late = next(answer for answer in answers if answer.status_code == 409)
    assert cafe.says(late, "Ein anderes Gerät war schneller. Hier ist der neue Stand.")


def test_a_full_cafe_adds_a_chair_and_tells_the_host(house: TestClient, language: str) -> None:
    cafe = evening(house, language, tables="1", seats="2", naming="anonymous")
    sentence = translate(language, "An Tisch %(number)d kam ein Stuhl dazu.", number=1)
    token = cafe.room["tables"][0]["join_token"]
    join(cafe.host, token, "")
    assert sentence not in cafe.host.get(f"/cafes/{cafe.key}/host").text
    late = join(cafe.host, token, "")
    assert late.get(f"/cafes/{cafe.key}/table", follow_redirects=False).status_code == 200
    assert sentence in cafe.host.get(f"/cafes/{cafe.key}/host").text


# files that are not ours

NO_JSON = "Das ist keine JSON-Datei. Gesucht ist die Datei „harvest.json“ aus einem Café."
NOT_OURS = "Das ist eine JSON-Datei, aber nicht aus einem Café. Gesucht ist die Datei „harvest.json“."


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"\x89PNG\r\n", NO_JSON),
        (b"", NO_JSON),
        (b'{"a": 1}', NOT_OURS),
        (b"[" * 100_000, NO_JSON),
        (b"null", NOT_OURS),
    ],
)
def test_a_file_that_is_not_ours(house: TestClient, language: str, content: bytes, sentence: str) -> None:
    answer = browser(house).post(
        "/cafes/imports", files={"file": ("notes.json", content)}, headers={"accept-language": language}
    )
    assert answer.status_code == 422
    assert translate(language, sentence) in html.unescape(answer.text)


def test_a_file_of_ours_that_was_spoilt_names_the_place(house: TestClient) -> None:
    cafe = evening(house)
    notes = cafe.host.get(f"/cafes/{cafe.key}/harvest.json").json()
    notes["rounds"][0]["no"] = "eins"
    answer = browser(house).post("/cafes/imports", files={"file": ("harvest.json", json.dumps(notes).encode())})
    assert answer.status_code == 422
    assert "rounds[0].no" in answer.text


# markup


def test_a_name_that_is_markup_is_only_a_name_on_every_screen(house: TestClient) -> None:
    cafe = evening(house, title=MARKUP, question=MARKUP, impulse_speaker=MARKUP, wifi_name=MARKUP[:32])
    token = cafe.room["tables"][0]["join_token"]
    guest = join(cafe.host, token, MARKUP[:40])
    pages = [(browser(house), f"/{token}")]
    for screen in ("table", "mine"):
        pages += [(guest, screen), (cafe.anna, screen)]
    pages += [(cafe.host, name) for name in ("host", "wall", "links", "cards", "settings", "synthesis", "harvest")]
    pages += [(cafe.host, "report"), (browser(house), "door")]

    def look() -> None:
        for client, path in pages:
            shown = client.get(path if path.startswith("/") else f"/cafes/{cafe.key}/{path}").text
            assert "<img src=x" not in shown, path
            assert "<script>alert" not in shown, path

    look()
    step(cafe.host, cafe.key)
    step(cafe.host, cafe.key)
    assert cafe.post(MARKUP + "<script>alert(2)</script>", headers=JSON).json()["status"] == 201
    cafe.host.post(f"/cafes/{cafe.key}/announcements", data={"text": MARKUP})
    cafe.host.post(f"/cafes/{cafe.key}/themes", data={"name": MARKUP})
    assert "&lt;img src=x" in cafe.anna.get(f"/cafes/{cafe.key}/table").text
    look()
    for _ in range(5):
        step(cafe.host, cafe.key)
        look()


def test_formulas_stay_text_in_the_table_file(house: TestClient) -> None:
    cafe = evening(house)
    step(cafe.host, cafe.key)
    cafe.post("=HYPERLINK(1)", headers=JSON)
    told = cafe.host.get(f"/cafes/{cafe.key}/harvest.csv").text
    assert "HYPERLINK" in told
    assert re.search(r"(^|[;,\"])=HYPERLINK", told) is None
