"""Bad input on the line, against a real server: a clear refusal or passing over, and nobody else notices.

After every test the server's log holds no error, and another phone is served at once.
"""

import json
import re
import socket
import struct
from collections.abc import Iterator
from contextlib import AbstractContextManager, ExitStack
from dataclasses import dataclass, field
from time import monotonic
from typing import Any

import httpx
import pytest

from tests.browser.server import Server
from tests.live.raw import BINARY, CLOSE, PATIENCE, PING, RawLine, Refused, frame, line

LIMIT = 64 * 1024
AT_ONCE = 3.0
"""Seconds in which an honest phone is answered, on a busy machine too."""
SETUP = {"title": "Abend", "tables": "2", "seats": "5", "rounds": "1", "minutes": "20"}
GARBAGE, TOO_BIG, TOO_FAST, PROTOCOL_ERROR, NO_UTF_8, ENDED = 1003, 1009, 1008, 1002, 1007, 4401
DEEP = "[" * 30_000 + "]" * 30_000


@dataclass
class Cafe:
    """A café in its first round, and its people's browsers."""

    server: Server
    host: httpx.Client
    key: str
    room: dict[str, Any]
    guests: dict[str, httpx.Client] = field(default_factory=dict)

    def line(self, who: str = "Anna", screen: str = "table", **headers: str) -> AbstractContextManager[RawLine]:
        client = self.guests.get(who, self.host)
        cookies = "; ".join(f"{name}={value}" for name, value in client.cookies.items())
        told = {"Cookie": cookies, "Origin": self.server.here} | headers
        return line(self.server.port, f"/cafes/{self.key}/live/{screen}", told)

    def draft(self, text: str, key: str, **fields: Any) -> dict[str, Any]:
        return {"key": key, "text": text, "round": 1, "table": self.room["tables"][0]["id"]} | fields

    def texts(self) -> list[str]:
        notes = self.host.get(f"/cafes/{self.key}/harvest.json").json()
        return [each["text"] for each in notes["contributions"]]

    def step(self) -> None:
        version = self.host.get(f"/cafes/{self.key}/rehearsal").json()["version"]
        self.host.post(f"/cafes/{self.key}/steps", data={"expect": version}).raise_for_status()

    def seen(self, who: str = "Anna") -> dict[str, Any]:
        page = self.guests[who].get(f"/cafes/{self.key}/table").text
        found = re.search(r'data-seq="(\d+)" data-fp="(\w+)"', page)
        assert found
        return {"since": int(found[1]), "fp": found[2]}


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    server = Server(tmp_path_factory.mktemp("server"))
    server.start()
    yield server
    server.stop()


def lay(server: Server, devices: ExitStack, *names: str) -> Cafe:
    """A café with a guest at the first table, the second at the second, and so on in turn."""

    def device() -> httpx.Client:
        opened = httpx.Client(base_url=server.here, follow_redirects=True, trust_env=False, timeout=PATIENCE)
        return devices.enter_context(opened)

    host = device()
    key = host.post("/cafes", data=SETUP).url.path.split("/")[2]
    cafe = Cafe(server, host, key, host.get(f"/cafes/{key}/rehearsal").json())
    for number, name in enumerate(names):
        guest = device()
        token = cafe.room["tables"][number % 2]["join_token"]
        assert guest.post(f"/{token}", data={"name": name}).url.path.endswith("/table")
        cafe.guests[name] = guest
    cafe.step()
    return cafe


@pytest.fixture(scope="module")
def devices() -> Iterator[ExitStack]:
    with ExitStack() as devices:
        yield devices


@pytest.fixture(scope="module")
def elsewhere(server: Server, devices: ExitStack) -> Cafe:
    """Another café in the same house."""
    return lay(server, devices, "Zoe")


@pytest.fixture(scope="module")
def shared(server: Server, devices: ExitStack) -> Cafe:
    return lay(server, devices, "Anna", "Cem", "Ben", "Dora")


@pytest.fixture
def cafe(shared: Cafe, devices: ExitStack) -> Iterator[Cafe]:
    """The café, which has to be as well after each test as it was before."""
    texts = shared.texts()
    shared.guests["Anna"] = _anew(shared, devices)
    yield shared
    began = monotonic()
    with shared.line("Ben") as ben:
        ben.say(shared.seen("Ben"))
        assert "html" in ben.hear("to")
        ben.say({"ping": 1})
        ben.hear("pong")
    assert monotonic() - began < AT_ONCE
    assert shared.texts() == texts
    assert complaints(shared.server) == []


def complaints(server: Server) -> list[str]:
    """What the server called an error in its log since somebody asked last; warnings are none."""
    logged = server.log.read_text()
    told = [line for line in logged.splitlines() if re.match(r"ERROR|.* ERROR |Traceback|.*Exception", line)]
    server.log.write_text("")
    return told


def _anew(cafe: Cafe, devices: ExitStack) -> httpx.Client:
    """Whoever misbehaves is another guest each time, for a device is remembered."""
    guest = devices.enter_context(
        httpx.Client(base_url=cafe.server.here, follow_redirects=True, trust_env=False, timeout=PATIENCE)
    )
    guest.post(f"/{cafe.room['tables'][0]['join_token']}", data={"name": "Anna"}).raise_for_status()
    return guest


# frames that are no messages


def test_what_is_no_message_ends_the_line(cafe: Cafe) -> None:
    for text in ("", " ", "nonsense", "{", "[]", "1", "null", "true", '"a"', "NaN", DEEP, '{"a":' * 9000):
        with cafe.line() as anna:
            anna.say(text)
            assert anna.code() == GARBAGE, text[:20]


def test_a_binary_frame_ends_the_line(cafe: Cafe) -> None:
    for payload in (b"", b"\x00\xff\xfe", b'{"ping": 1}', b"\x00" * LIMIT):
        with cafe.line() as anna:
            anna.frame(payload, opcode=BINARY)
            assert anna.code() == GARBAGE, payload[:20]


def test_what_is_no_utf_8_ends_the_line(cafe: Cafe) -> None:
    for payload in (b"\xff\xfe", b'{"ping": "\xc3\x28"}', b"\xed\xa0\x80", b"\xf8\x88\x80\x80\x80"):
        with cafe.line() as anna:
            anna.frame(payload)
            assert anna.code() == NO_UTF_8, payload


def test_the_longest_message_is_heard_and_one_byte_more_is_not(cafe: Cafe) -> None:
    with cafe.line() as anna:
        told = json.dumps({"hello": ""})
        anna.say({"hello": "x" * (LIMIT - len(told))})
        anna.say({"ping": 1})
        anna.hear("pong")
        anna.say({"hello": "x" * (LIMIT - len(told) + 1)})
        assert anna.code() == TOO_BIG


def test_a_frame_that_announces_too_much_is_not_waited_for(cafe: Cafe) -> None:
    for length in (LIMIT + 1, 2**31, 2**63 - 1, 2**63, 2**64 - 1):
        with cafe.line() as anna:
            anna.frame(b"{", length=length)
            assert anna.code() in (TOO_BIG, PROTOCOL_ERROR), length


def test_pieces_without_an_end_are_cut_at_the_limit(cafe: Cafe) -> None:
    with cafe.line() as anna:
        anna.frame(b"{", fin=False)
        for _ in range(LIMIT // 1024 + 1):
            anna.frame(b"x" * 1024, opcode=0, fin=False)
        assert anna.code() == TOO_BIG


def test_empty_pieces_without_an_end_trouble_nobody(cafe: Cafe) -> None:
    with cafe.line() as anna, cafe.line("Ben") as ben:
        anna.write(frame(b"", fin=False) + frame(b"", opcode=0, fin=False) * 5000)
        ben.say({"ping": 2})
        assert ben.hear("pong")["pong"] == 2


def test_what_breaks_the_protocol_ends_the_line(cafe: Cafe) -> None:
    unusual: tuple[dict[str, Any], ...] = (
        {"masked": False},
        {"reserved": 4},
        {"reserved": 1},
        {"opcode": 3},
        {"opcode": 11},
        {"opcode": 0},
        {"opcode": PING, "fin": False},
    )
    for each in unusual:
        with cafe.line() as anna:
            anna.frame(b'{"ping": 1}', **each)
            assert anna.code() == PROTOCOL_ERROR, each
    with cafe.line() as anna:
        anna.frame(b"x" * 126, opcode=PING)
        assert anna.code() == PROTOCOL_ERROR


def test_an_odd_goodbye_is_a_goodbye(cafe: Cafe) -> None:
    for payload in (b"", b"\x03", *(struct.pack("!H", code) for code in (0, 999, 1005, 5000, 65535))):
        with cafe.line() as anna:
            anna.frame(payload, opcode=CLOSE)
            anna.code()


def test_who_hangs_up_in_the_middle_of_a_frame_is_gone(cafe: Cafe) -> None:
    with cafe.line() as anna:
        anna.write(frame(b'{"post": {"key": "half-a-key", "text": "halb"}}')[:20])


# messages that are none of ours


def test_unknown_words_are_passed_over(cafe: Cafe) -> None:
    with cafe.line() as anna:
        for message in (
            {},
            {"hello": "world"},
            {"post": None},
            {"post": "a"},
            {"post": []},
            {"": 1},
            {"to": 7},
            {"end": 1},
        ):
            anna.say(message)
        anna.say({"ping": 3})
        assert anna.hear("pong")["pong"] == 3


def test_an_odd_ping_is_answered_in_json_or_not_at_all(cafe: Cafe) -> None:
    with cafe.line() as anna:
        for ping in ("null", '"1"', "[]", "{}", "NaN", "Infinity", "-Infinity", "1e999", "-1", "1.5", "9" * 4000):
            anna.say(f'{{"ping": {ping}}}')
        anna.say({"ping": 4})
        while anna.hear("pong")["pong"] != 4:
            pass
        anna.say('{"ping": ' + "9" * 5000 + "}")  # no number that Python would read
        assert anna.code() == GARBAGE


SINCE = ["null", "[]", "{}", '"5"', '"abc"', "true", "-1", "1.5", "NaN", "1e999", str(2**53), "1" + "0" * 30]
FINGERPRINTS = {
    "none": '""',
    "null": "null",
    "a number": "5",
    "another one's": '"0123456789abcdef"',
    "half a sign": '"\\ud800"',
    "nothing": '"\\u0000"',
    "endless": f'"{"x" * 20_000}"',
    "a list": "[[]]",
}


@pytest.mark.parametrize("fp", FINGERPRINTS)
def test_an_odd_cursor_gets_a_frame_that_joins_on_or_the_whole_page(cafe: Cafe, fp: str) -> None:
    with cafe.line() as anna:
        for since in SINCE:
            anna.say(f'{{"since": {since}, "fp": {FINGERPRINTS[fp]}}}')
            told = anna.hear("to")
            assert told.get("reset") or told["prev"] <= told["to"], since


def test_a_cursor_from_the_future_or_from_another_cafe_gets_the_whole_page(cafe: Cafe, elsewhere: Cafe) -> None:
    here, there = cafe.seen(), elsewhere.seen("Zoe")
    future, foreign, invented = here | {"since": here["since"] + 1}, here | {"fp": there["fp"]}, {"since": 1, "fp": "0"}
    with cafe.line() as anna:
        for cursor in (future, foreign, there, invented):
            anna.say(cursor)
            told = anna.hear("to")
            assert (told.get("reset"), told.get("nudge"), told.get("html")) == (True, 0, None), cursor


def test_a_key_that_is_none_is_refused_in_words(cafe: Cafe) -> None:
    long_ones = ("x" * 65, "x" * 10_000, "a b c d e f", "ключ-ключ", "../../../etc", "\ud800" * 8, "a\0b\0c\0d\0e")
    with cafe.line() as anna:
        for key in ("", "kurz", *long_ones, None, 5, 1.5, True, [], {}):
            anna.say({"post": cafe.draft("Ohne Schlüssel", "") | {"key": key}})
            told = anna.hear("ack")
            assert told["status"] == 422, key
            assert told["message"]


ODD = {
    "text": ["", " ", "\0", "\ud800", "\udfff", None, True, [], {}, "x" * 501, "x" * 30_000],
    "round": [0, 2, -1, 1.5, True, None, "eins", "\ud800", "1\0", 10**9, 10**14, 10**30, [], {}, "9" * 5000],
    "table": [0, -1, 1.5, True, None, "../1", "1 OR 1=1", "\ud800", 999_999, 10**14, 10**15, 10**30, [], {}],
    "author": [-1, 10**14, 10**30, "\ud800", "abc", 999_999],
    "brought_from": ["x:y", "1:", "9:9", "2:999999", "1:1", "-1:-1", "\ud800", "1" * 20, ":" + "1" * 1000],
}


@pytest.mark.parametrize("name", ODD)
def test_an_odd_field_is_refused_in_words_and_nothing_is_laid(cafe: Cafe, name: str) -> None:
    with cafe.line() as anna:
        for value in ODD[name]:
            anna.say({"post": cafe.draft("Ein Gedanke", "odd-field-key") | {name: value}})
            told = anna.hear("ack")
            assert told["ack"] == "odd-field-key"
            assert 400 <= told["status"] < 500, (value, told)
            assert told["message"]


HARMLESS = {
    "text": [5, 1.5, "halb \ud800 gezeichnet", "x\0y"],
    "kind": ["", "poem", "\ud800", 5, [], None],
    "category": ["hack", "\ud800", {}, 7],
    "pen": ["gold", "\0", "\ud800"],
    "brought_from": ["", ":1", None, []],
    "composed_at": ["", "abc", "\ud800", -5, 1.5, 10**13, 10**14, 10**30, "NaN", [], "9" * 14],
    "unknown": ["\ud800", {"a": {"b": []}}],
}


def test_an_odd_ornament_is_left_off_and_the_thought_is_laid(server: Server, devices: ExitStack) -> None:
    cafe = lay(server, devices, *HARMLESS)
    for name, values in HARMLESS.items():
        place = {"table": cafe.room["tables"][list(HARMLESS).index(name) % 2]["id"]}
        with cafe.line(name) as guest:
            for number, value in enumerate(values):
                fields = cafe.draft(f"Gedanke {number} von {name}", f"ornament-{number}") | place | {name: value}
                guest.say({"post": fields})
                assert guest.hear("ack")["status"] == 201, (name, value)
    assert len(cafe.texts()) == sum(len(values) for values in HARMLESS.values())
    assert complaints(server) == []


# ids, screens and cafés of others


def test_what_belongs_to_another_cafe_cannot_be_reached(cafe: Cafe, elsewhere: Cafe) -> None:
    with elsewhere.line("Zoe") as zoe:
        zoe.say({"post": elsewhere.draft("Zoes Gedanke", "thought-of-zoe")})
        line_of_zoe = zoe.hear("ack")["id"]
    table = elsewhere.room["tables"][0]["id"]
    author = elsewhere.host.get(f"/cafes/{elsewhere.key}/rehearsal").json()["participants"][0]["id"]
    before = elsewhere.texts()
    with cafe.line() as anna:
        for fields in ({"table": table}, {"author": author}, {"brought_from": f"2:{line_of_zoe}"}):
            anna.say({"post": cafe.draft("Von drüben", "from-elsewhere") | fields})
            assert anna.hear("ack")["status"] in (403, 404, 422), fields
    assert elsewhere.texts() == before


def test_a_cookie_of_another_cafe_opens_nothing(cafe: Cafe, elsewhere: Cafe) -> None:
    mine = "; ".join(f"{name}={value}" for name, value in cafe.guests["Anna"].cookies.items())
    invented = (f"guest_{elsewhere.key}=[1]", f"host_{elsewhere.key}=" + "x" * 3000, f'wall_{elsewhere.key}="\\351')
    for screen in ("table", "wall", "host", "synthesis"):
        for cookies in (mine, mine.replace(cafe.key, elsewhere.key), "", "=;;=", *invented):
            with elsewhere.line("Zoe", screen, Cookie=cookies) as stranger:
                stranger.say({"since": 0, "fp": ""})
                assert set(stranger.hear("end")) == {"end"}, (screen, cookies)
                assert stranger.code() == ENDED


def test_a_screen_that_does_not_exist_is_refused(cafe: Cafe) -> None:
    for screen in ("kitchen", "Table", "table%00", "..%2fhost", "x" * 2000, "t%C3%A4ble"):
        with pytest.raises(Refused) as refused, cafe.line("Anna", screen):
            pass
        assert 400 <= refused.value.status < 500, screen


def test_a_cafe_that_does_not_exist_is_refused(cafe: Cafe) -> None:
    headers = {"Origin": cafe.server.here}
    for key in ("nowhere", "x" * 500, "%00", "a%2fb", "'%20OR%201=1", "%F0%9F%92%A5", "%FF", "-1"):
        path = f"/cafes/{key}/live/table"
        with pytest.raises(Refused) as refused, line(cafe.server.port, path, headers):
            pass
        assert 400 <= refused.value.status < 500, key
        assert cafe.host.get(path).status_code == 404, key


def test_a_closed_cafe_is_read_and_written_no_more(server: Server, devices: ExitStack) -> None:
    cafe = lay(server, devices, "Anna")
    with cafe.line() as anna:
        anna.say(cafe.seen())
        anna.hear("to")
        for _ in range(4):
            cafe.step()
        anna.hear("nudge")
    with cafe.line() as anna:
        anna.say(cafe.seen())
        assert anna.hear("to")["html"] == ""
        anna.say({"post": cafe.draft("Zu spät", "too-late-key")})
        told = anna.hear("ack")
        assert (told["status"], bool(told["message"])) == (409, True)
    assert cafe.texts() == []
    assert complaints(server) == []


# the way in


def test_a_foreign_page_gets_no_line_and_writes_nothing(cafe: Cafe) -> None:
    near = ("http://127.0.0.1", "http://127.0.0.1:1", "http://127.0.0.1.evil.test", f"{cafe.server.here}.evil.test")
    odd = ("//", "\\", "javascript:", "http://[", "http://[::1", "http://\u2100.test", "x" * 3000)
    for origin in ("http://elsewhere.test", "null", "", *near, *odd):
        with pytest.raises(Refused) as refused, cafe.line(Origin=origin):
            pass
        assert refused.value.status == 403, origin
        if origin:
            headers = {b"origin": origin.encode()}
            answer = cafe.guests["Anna"].post(f"/cafes/{cafe.key}/contributions", headers=headers)
            assert answer.status_code == 403, origin


def test_a_handshake_that_is_none_is_refused(cafe: Cafe) -> None:
    version, key = "Sec-WebSocket-Version", "Sec-WebSocket-Key"
    for headers in ({version: "7"}, {version: "x"}, {version: ""}, {key: ""}, {key: "short"}, {"Upgrade": "h2c"}):
        with pytest.raises(Refused) as refused, cafe.line(**headers):
            pass
        assert 400 <= refused.value.status < 500 or headers == {"Upgrade": "h2c"}, headers


def test_what_is_no_http_is_sent_away(cafe: Cafe) -> None:
    hello = b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc"
    for sent in (hello, b"\x00" * 100, b"GET\r\n\r\n", b"HELLO / HTTP/9.9\r\n\r\n", b"GET /" + b"x" * 100_000):
        with socket.create_connection(("127.0.0.1", cafe.server.port), PATIENCE) as connection:
            connection.sendall(sent)
            assert connection.recv(100).startswith(b"HTTP/1.1 4"), sent[:20]


# too much

FLOODS: dict[str, dict[str, Any]] = {
    "pings": {"ping": 1},
    "cursors": {"since": 0, "fp": ""},
    "unknown words": {"hello": 1},
    "drafts": {"post": {"key": "flood"}},
}


@pytest.mark.parametrize("what", FLOODS)
def test_who_floods_is_cut_off_and_the_others_are_served(cafe: Cafe, what: str) -> None:
    flood = frame(json.dumps(FLOODS[what]).encode()) * 2000
    with cafe.line() as anna, cafe.line("Ben") as ben, cafe.line("Cem") as cem:
        anna.write(flood)
        for other in (ben, cem):
            began = monotonic()
            other.say({"ping": 5})
            assert other.hear("pong")["pong"] == 5
            assert monotonic() - began < AT_ONCE
        assert anna.code() == TOO_FAST
    with cafe.line() as anna:  # it may come back, and is measured on
        anna.write(flood)
        assert anna.code() == TOO_FAST


# the other way to catch up


def test_an_odd_poll_is_refused_or_gets_a_frame(cafe: Cafe) -> None:
    numbers = ("abc", "", "1.5", "NaN", "-1", "1" + "0" * 30, "1" + "0" * 5000, "%00", "1&since=2", str(2**53 + 1))
    prints = ("%00", "%ED%A0%80", "x" * 5000, "0123456789abcdef")
    for query in ("", *(f"since={each}" for each in numbers), *(f"since=1&fp={each}" for each in prints)):
        path = f"/cafes/{cafe.key}/live/table?{query}"
        answer = cafe.guests["Anna"].get(path, headers={"accept": "application/json"})
        if answer.status_code == 200:
            told = answer.json()[0]
            assert told.get("reset") or told["prev"] <= told["to"], query
        else:
            assert answer.status_code == 422, query
            assert answer.json()["message"]


def test_an_odd_form_is_refused_in_words(cafe: Cafe) -> None:
    headers = {"content-type": "application/x-www-form-urlencoded", "accept": "application/json"}
    half, endless = b"key=%ED%A0%80&text=%ED%A0%80", b"text=" + b"x" * 100_000
    for body in (b"", half, b"\xff\xfe\x00", b"key=a&key=b&text=\x00", b"%" * 1000, endless):
        answer = cafe.guests["Anna"].post(f"/cafes/{cafe.key}/contributions", content=body, headers=headers)
        assert 400 <= answer.status_code < 500, body[:20]
        assert answer.json()["message"]
