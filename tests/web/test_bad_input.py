"""What people get wrong, and what others try on purpose: a clear sentence, nothing typed lost, nothing given away."""

import html
import json
import re
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from fastapi.dependencies.models import Dependant
from fastapi.routing import APIRoute
from fastapi.testclient import TestClient
from httpx import Response

from app.main import SCREENS, build
from app.settings import Settings
from app.translations import translate
from app.web import deps
from tests.web.evening import browser, facts, join, lay, step

JSON = {"accept": "application/json"}
SCRIPT = {"hx-request": "true"}
MARKUP = '<img src=x onerror=alert(1)> & "Anna"'
SECRET = "Nur fuer diesen Tisch"
OTHER = "Am anderen Tisch gesagt"


@pytest.fixture(scope="module")
def house(empty_database: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    """One running app for this file: every test lays cafés of its own."""
    folder = tmp_path_factory.mktemp("house")
    (folder / "tischdecke.db").write_bytes(empty_database.read_bytes())
    with TestClient(build(Settings(data=folder, DATABASE_URL="")), base_url="http://cafe.test") as client:
        yield client


@pytest.fixture(params=["de", "en"])
def language(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@dataclass
class Cafe:
    """A café of two tables with a host, and Anna at the first table."""

    host: TestClient
    key: str
    language: str
    room: dict[str, Any]
    anna: TestClient
    keys: Iterator[int] = field(default_factory=lambda: iter(range(10_000)))

    def draft(self, text: str, *, table: int = 1, round_no: int = 1, **more: str) -> dict[str, str]:
        return {
            "key": f"draft-key-{next(self.keys)}",
            "text": text,
            "round": str(round_no),
            "table": str(self.room["tables"][table - 1]["id"]),
        } | more

    def post(
        self, text: str, who: TestClient | None = None, headers: dict[str, str] | None = None, **more: Any
    ) -> Response:
        fields = self.draft(text, **more)
        return (who or self.anna).post(f"/cafes/{self.key}/contributions", data=fields, headers=headers)

    def texts(self) -> list[str]:
        notes = self.host.get(f"/cafes/{self.key}/harvest.json").json()
        return [each["text"] for each in notes["contributions"]]

    def says(self, answer: Response, sentence: str, **words: object) -> bool:
        """Whether the answer holds this sentence in the café's language."""
        told = translate(self.language, sentence, **words)
        assert self.language == "de" or told != (sentence % words if words else sentence), f"not translated: {sentence}"
        return told in html.unescape(answer.text)


def evening(house: TestClient, language: str = "de", **fields: str) -> Cafe:
    host = browser(house)
    key = lay(host, language=language, **fields)
    room = facts(host, key)
    return Cafe(host, key, language, room, join(host, room["tables"][0]["join_token"], "Anna"))


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
    assert "Das Café ist geschlossen." in answer.text
    assert "Zu spät" in answer.text


def test_a_shut_door_says_so_and_keeps_the_name(house: TestClient, language: str) -> None:
    cafe = evening(house, language)
    cafe.host.post(f"/cafes/{cafe.key}/doors", data={"open": "0"})
    token = cafe.room["tables"][0]["join_token"]
    sentence = "Die Tür ist gerade zu. Bitte die Gastgeberin, sie wieder zu öffnen."
    for answer in (
        browser(house).get(f"/{token}"),
        browser(house).post(f"/{token}", data={"name": "Berthold", "arrival_key": "at-the-door"}),
    ):
        assert answer.status_code == 403
        assert cafe.says(answer, sentence)
    assert "Berthold" in answer.text


@pytest.mark.parametrize(("name", "status"), [("", 422), ("x" * 41, 422), ("Bärbel", 200)])
def test_a_name_that_does_not_fit_is_there_again(house: TestClient, language: str, name: str, status: int) -> None:
    cafe = evening(house, language)
    fields = {"name": name, "trade": "Tischlerin", "arrival_key": f"arrival-{len(name)}"}
    answer = browser(house).post(f"/{cafe.room['tables'][0]['join_token']}", data=fields)
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
    devices = [browser(house) for _ in range(40)]
    for device in devices:
        device.cookies = cafe.host.cookies

    def press(device: TestClient) -> Response:
        return device.post(command, data={"direction": "next", "expect": version}, headers=SCRIPT)

    with ThreadPoolExecutor(40) as fingers:
        answers = list(fingers.map(press, devices))
    assert sorted(answer.status_code for answer in answers) == [204] + [409] * 39
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
    pages += [(cafe.host, "harvest/print"), (browser(house), "door")]

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


# who may do what: every route there is, asked by everybody who may not


@dataclass(frozen=True)
class Way:
    """One method on one address."""

    method: str
    path: str
    is_for_hosts: bool

    def at(self, key: str) -> str:
        fixed = self.path.replace("{key}", key).replace("{screen}", "host")
        return re.sub(r"\{\w+(:path)?\}", "1", fixed)

    def __str__(self) -> str:
        return f"{self.method} {self.path}"


def ways() -> list[Way]:
    """All of them, as the app itself lists them."""
    found = []
    for screen in SCREENS:
        for route in screen.router.routes:
            if isinstance(route, APIRoute):
                asks_for_host = deps.host in calls(route.dependant)
                found += [Way(method, route.path, asks_for_host) for method in sorted(route.methods)]
    return found


def calls(dependant: Dependant) -> set[Any]:
    return {dependant.call}.union(*(calls(each) for each in dependant.dependencies))


WAYS = ways()
OPEN_TO_ALL = {"/", "/join", "/{code}", "/cafes", "/cafes/proposals", "/cafes/imports", "/cafes/{key}/devices"}
FOR_GUESTS = {
    "/cafes/{key}/contributions",
    "/cafes/{key}/contributions/{contribution}/edits",
    "/cafes/{key}/contributions/{contribution}/withdrawal",
    "/cafes/{key}/stars",
    "/cafes/{key}/handovers",
    "/cafes/{key}/departure",
    "/cafes/{key}/hosting",
}


def test_every_command_is_either_the_hosts_or_stands_here() -> None:
    posts = {way.path for way in WAYS if way.method == "POST"}
    assert {way.path for way in WAYS if way.method == "POST" and not way.is_for_hosts} == OPEN_TO_ALL - {
        "/"
    } | FOR_GUESTS
    assert len(posts) > 25


@dataclass
class Strangers:
    """A café in its first round, and everybody who has no business there."""

    cafe: Cafe
    others: dict[str, TestClient]
    ben: TestClient

    def state(self) -> tuple[Any, ...]:
        """All that somebody might have changed."""
        host, key = self.cafe.host, self.cafe.key
        notes = host.get(f"/cafes/{key}/harvest.json").json() | {"exported_at": ""}
        return facts(host, key), notes, host.get(f"/cafes/{key}/links").text


@pytest.fixture(scope="module")
def strangers(house: TestClient) -> Strangers:
    cafe, elsewhere = evening(house), evening(house)
    ben = join(cafe.host, cafe.room["tables"][1]["join_token"], "Benedikt")
    for each in (cafe, elsewhere):
        step(each.host, each.key)
    cafe.post(SECRET)
    cafe.post(OTHER, who=ben, table=2)
    wall = browser(house)
    links = cafe.host.get(f"/cafes/{cafe.key}/links").text
    address = re.search(r'id="wall-url"[^>]*value="([^"]+)"', links)
    assert address
    assert wall.post(f"/cafes/{cafe.key}/devices", data={"key": address[1]}).url.path.endswith("/wall")
    forger = browser(house)
    for name, value in elsewhere.host.cookies.items():
        forger.cookies.set(name.replace(elsewhere.key, cafe.key), value)
    for name, value in cafe.anna.cookies.items():
        forger.cookies.set(name.replace("guest", "host"), value)
    others = {
        "stranger": browser(house),
        "guest": cafe.anna,
        "guest of another café": elsewhere.anna,
        "wall": wall,
        "host of another café": elsewhere.host,
        "forger": forger,
    }
    return Strangers(cafe, others, ben)


FIELDS = {
    "expect": "1", "direction": "next", "minutes": "5", "text": "Von Fremden", "open": "0", "table": "1",
    "role": "table_host", "name": "Fremde", "title": "Fremd", "contribution": "1", "into": "2", "column": "change",
    "theme": "1", "round": "1", "key": "a-key-of-a-stranger", "point": "Fremd", "hidden": "1", "stays": "1",
}  # fmt: skip


@pytest.mark.parametrize(
    "role", ["stranger", "guest", "guest of another café", "wall", "host of another café", "forger"]
)
def test_only_the_host_commands(strangers: Strangers, role: str) -> None:
    client, key = strangers.others[role], strangers.cafe.key
    before = strangers.state()
    for way in WAYS:
        if not way.is_for_hosts and not (role != "guest" and way.path in FOR_GUESTS):
            continue
        for headers in ({}, SCRIPT, JSON):
            answer = client.request(
                way.method, way.at(key), data=FIELDS if way.method == "POST" else None, headers=headers,
                follow_redirects=False,
            )  # fmt: skip
            assert answer.status_code in (403, 404), (str(way), role, answer.status_code)
            assert SECRET not in answer.text
            assert OTHER not in answer.text
    assert strangers.state() == before


SECRETS = (SECRET, OTHER, "Benedikt", "#host.", "#wall.", "WIFI:")


@pytest.mark.parametrize(
    "role", ["stranger", "guest", "guest of another café", "wall", "host of another café", "forger"]
)
def test_nobody_reads_what_is_not_theirs(strangers: Strangers, role: str) -> None:
    client, cafe = strangers.others[role], strangers.cafe
    tokens = [table["join_token"] for table in cafe.room["tables"]]
    screens = [way for way in WAYS if way.method == "GET" and "{key}" in way.path]
    assert len(screens) > 15
    for way in screens:
        for screen in ("table", "wall", "host", "synthesis") if "{screen}" in way.path else ("",):
            path = way.at(cafe.key).replace("/live/host", f"/live/{screen}")
            shown = client.get(path, params={"since": "1"}, follow_redirects=False)
            place = path.removeprefix(f"/cafes/{cafe.key}/")
            hidden = list(SECRETS)
            if role == "guest" and place in ("table", "mine", "live/table"):
                hidden.remove(SECRET)
            if role == "wall" and place in ("wall", "live/wall"):
                hidden = ["#host.", "#wall.", "WIFI:"]
            for secret in (*hidden, *tokens):
                assert secret not in shown.text, (str(way), role, secret)
            if place.startswith("live/") and len(hidden) == len(SECRETS):
                assert [list(each) for each in shown.json()] == [["end"]], (str(way), role)
            elif len(hidden) == len(SECRETS) and place != "door":
                assert shown.status_code in (303, 403, 404), (str(way), role)


def test_hidden_and_foreign_thoughts_cannot_be_changed_or_starred(strangers: Strangers) -> None:
    cafe, ben = strangers.cafe, strangers.ben
    before = strangers.state()
    for way in ("edits", "withdrawal"):
        answer = ben.post(f"/cafes/{cafe.key}/contributions/1/{way}", data={"text": "Übermalt"}, headers=JSON)
        assert answer.json()["status"] in (403, 404)
    assert strangers.state() == before


# requests that come from somebody else's page


@pytest.mark.parametrize(
    "headers",
    [
        {"origin": "http://evil.test"},
        {"origin": "null"},
        {"origin": "http://cafe.test.evil.test"},
        {"origin": "http://cafe.test:81"},
        {"sec-fetch-site": "cross-site"},
        {"sec-fetch-site": "same-site"},
    ],
)
def test_no_command_from_a_foreign_page(strangers: Strangers, headers: dict[str, str]) -> None:
    cafe = strangers.cafe
    before = strangers.state()
    posts = [way for way in WAYS if way.method == "POST"]
    for way in posts:
        for client in (cafe.host, cafe.anna):
            path = way.at(cafe.key).replace("/1", "/1")
            answer = client.post(path, data=FIELDS, headers=headers, follow_redirects=False)
            assert answer.status_code == 403, str(way)
            assert "set-cookie" not in answer.headers
    assert strangers.state() == before


def test_our_own_pages_may(house: TestClient) -> None:
    cafe = evening(house)
    answer = cafe.host.post(
        f"/cafes/{cafe.key}/tables", headers={"origin": "http://cafe.test", "sec-fetch-site": "same-origin"}
    )
    assert answer.status_code == 200
    assert len(facts(cafe.host, cafe.key)["tables"]) == 3


# cookies and headers


def cookies_of(answer: Response) -> list[str]:
    return [cookie.lower() for each in (*answer.history, answer) for cookie in each.headers.get_list("set-cookie")]


@pytest.mark.parametrize("scheme", ["http", "https"])
def test_cookies_stay_with_us(house: TestClient, scheme: str) -> None:
    client = browser(house)
    client.base_url = f"{scheme}://cafe.test"  # type: ignore[assignment]
    laid = client.post("/cafes", data={"title": "Abend", "tables": "1", "question": "Was?"})
    key = laid.url.path.split("/")[2]
    links = client.get(f"/cafes/{key}/links").text
    token = facts(client, key)["tables"][0]["join_token"]
    secrets = re.findall(r'value="[^"#]*#((?:host|wall)\.[^"]+)"', links)
    assert len(secrets) == 2
    found = cookies_of(laid) + cookies_of(client.get("/?lang=en"))
    found += cookies_of(client.post(f"/{token}", data={"name": "Anna", "arrival_key": "cookie-test"}))
    for secret in secrets:
        found += cookies_of(client.post(f"/cafes/{key}/devices", data={"key": secret}))
    assert {cookie.split("_")[0].split("=")[0] for cookie in found} == {"host", "lang", "guest", "wall"}
    for cookie in found:
        assert "httponly" in cookie
        assert "samesite=lax" in cookie
        assert ("secure" in cookie.split("; ")) == (scheme == "https" and not cookie.startswith("lang"))


@pytest.mark.parametrize("value", ["", "x", "WyJhIiwgMV0.aaaa", "." * 5000, "W10.W10.W10", "\x7f"])
def test_a_forged_cookie_is_no_cookie(strangers: Strangers, house: TestClient, value: str) -> None:
    key = strangers.cafe.key
    forger = browser(house)
    for who in ("host", "wall", "guest"):
        forger.cookies.set(f"{who}_{key}", value)
    for screen in ("host", "wall", "table"):
        answer = forger.get(f"/cafes/{key}/{screen}", follow_redirects=False)
        assert answer.status_code == 303
        assert SECRET not in answer.text
    real = strangers.cafe.host.cookies[f"host_{key}"]
    told, _, signature = real.rpartition(".")
    forger.cookies.set(f"host_{key}", f"{told}.{'B' if signature[0] == 'A' else 'A'}{signature[1:]}")
    assert forger.get(f"/cafes/{key}/host", follow_redirects=False).status_code == 303


def test_wrong_keys_open_no_door(strangers: Strangers, house: TestClient) -> None:
    key = strangers.cafe.key
    for secret in ("", "host.", "wall.", "host.ä", "guest.1", "host." + "A" * 43, "#" * 400):
        answer = browser(house).post(f"/cafes/{key}/devices", data={"key": secret})
        assert answer.status_code == 403, secret
        assert "set-cookie" not in answer.headers


def test_every_answer_wears_its_headers(strangers: Strangers, house: TestClient) -> None:
    cafe = strangers.cafe
    paths = [way.at(cafe.key) for way in WAYS if way.method == "GET" and "{path" not in way.path]
    answers = [cafe.host.get(path, follow_redirects=False) for path in paths]
    answers += [browser(house).get("/no/such/page"), browser(house).post("/cafes", data={})]
    answers += [cafe.anna.post(f"/cafes/{cafe.key}/steps", data=FIELDS)]
    pages = 0
    for answer in answers:
        assert answer.headers["x-content-type-options"] == "nosniff", answer.url
        if "text/html" not in answer.headers.get("content-type", ""):
            continue
        pages += 1
        policy = answer.headers["content-security-policy"]
        assert "default-src 'none'" in policy
        assert "frame-ancestors 'none'" in policy
        assert "unsafe" not in policy
        assert "*" not in policy
        assert answer.headers["referrer-policy"] == "same-origin"
        assert answer.headers["cache-control"] == "no-store"
        assert "cross-origin-opener-policy" not in answer.headers  # plain http: browsers would only complain
    assert pages > 15
    refused = cafe.host.post(f"/cafes/{cafe.key}/steps", data=FIELDS, headers={"origin": "http://evil.test"})
    assert refused.headers["x-content-type-options"] == "nosniff"
    over_tls = browser(house)
    over_tls.base_url = "https://cafe.test"  # type: ignore[assignment]
    assert over_tls.get("/").headers["cross-origin-opener-policy"] == "same-origin"


@pytest.mark.parametrize("host", ["cafe.test; script-src *", "a b", "cafe.test\t*", "x" * 300])
def test_an_odd_host_name_does_not_get_into_the_policy(house: TestClient, host: str) -> None:
    answer = browser(house).get("/", headers={"host": host})
    assert "script-src 'self';" in answer.headers["content-security-policy"]
    assert "*" not in answer.headers["content-security-policy"]
    assert host not in answer.headers["content-security-policy"]
