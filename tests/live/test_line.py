"""The live line: subscribe, catch up, hear; each screen hears its own topic and nothing else."""

import json
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from fastapi.testclient import TestClient
from starlette.testclient import WebSocketTestSession
from starlette.websockets import WebSocketDisconnect

from tests.web.evening import browser, facts, join, lay, step

ORIGIN = {"origin": "http://cafe.test"}


@contextmanager
def line(client: TestClient, key: str, screen: str = "table") -> Iterator[WebSocketTestSession]:
    with client.websocket_connect(f"ws://cafe.test/cafes/{key}/live/{screen}", headers=ORIGIN) as socket:
        yield socket


def catch_up(socket: WebSocketTestSession, since: int, fp: str) -> dict:
    socket.send_json({"since": since, "fp": fp})
    return hear(socket, "to")


def hear(socket: WebSocketTestSession, field: str) -> dict:
    """The next frame that has this field."""
    while True:
        frame = json.loads(socket.receive_text())
        if field in frame:
            return frame


def seen(client: TestClient, key: str, screen: str = "table") -> tuple[int, str]:
    """Number and check of a freshly drawn page."""
    page = client.get(f"/cafes/{key}/{screen}").text
    return int(page.split('data-seq="')[1].split('"')[0]), page.split('data-fp="')[1].split('"')[0]


def posted(room: dict, table: int, text: str, key: str) -> dict:
    return {"post": {"key": key, "text": text, "round": 1, "table": room["tables"][table]["id"], "category": "change"}}


@pytest.fixture
def evening(client: TestClient) -> dict:
    """Two tables, Anna and Ben at the first, Cem at the second, the first round running."""
    key = lay(client)
    room = facts(client, key)
    tokens = [table["join_token"] for table in room["tables"]]
    people = {name: join(client, tokens[table], name) for name, table in (("Anna", 0), ("Ben", 0), ("Cem", 1))}
    step(client, key)
    return {"key": key, "room": room, "host": client, **people}


def test_a_stroke_is_seen_by_the_mates_while_it_grows_and_kept_nowhere(evening: dict) -> None:
    key, host = evening["key"], evening["host"]
    growing = {"key": "key-of-this", "pen": "red", "path": "M1 1L9 9", "doodle": 7}
    with (
        line(evening["Anna"], key) as anna,
        line(evening["Ben"], key) as ben,
        line(evening["Cem"], key) as cem,
        line(host, key, "host") as desk,
    ):
        for socket, who, screen in ((anna, "Anna", "table"), (ben, "Ben", "table"), (cem, "Cem", "table")):
            catch_up(socket, *seen(evening[who], key, screen))
        head = catch_up(desk, *seen(host, key, "host"))["to"]
        anna.send_json({"glimpse": growing})
        assert hear(ben, "glimpse")["glimpse"] == growing | {"beside": None}
        for wrong in ({"path": 'M1 1"/><script>', "pen": "pink"}, {"key": "ü"}, {"doodle": "7x"}):
            anna.send_json({"glimpse": growing | wrong})
        desk.send_json({"glimpse": growing})
        anna.send_json({"glimpse": {"key": "key-of-this"}})
        told = [hear(ben, "glimpse")["glimpse"] for _ in range(2)]
        assert [(each["path"], each["pen"]) for each in told] == [
            ("", "black")
        ] * 2  # what could not be was passed over
        for socket, number in ((anna, 1), (cem, 2)):  # neither the hand itself nor another table hears of it
            socket.send_json({"ping": number})
            assert json.loads(socket.receive_text()).get("pong") == number
        assert catch_up(desk, head, "")["to"] == head


def test_a_post_is_acknowledged_and_drawn_for_table_wall_and_host_but_not_for_another_table(evening: dict) -> None:
    key, room = evening["key"], evening["room"]
    with (
        line(evening["Anna"], key) as anna,
        line(evening["Ben"], key) as ben,
        line(evening["Cem"], key) as cem,
        line(evening["host"], key, "wall") as wall,
        line(evening["host"], key, "host") as host,
    ):
        for socket, client, screen in (
            (anna, "Anna", "table"),
            (ben, "Ben", "table"),
            (cem, "Cem", "table"),
            (wall, "host", "wall"),
            (host, "host", "host"),
        ):
            assert catch_up(socket, *seen(evening[client], key, screen))["html"] == ""
        anna.send_json(posted(room, 0, "Nur <b>zwei</b> Kanäle", "a" * 16))
        assert hear(anna, "ack") == {"ack": "a" * 16, "status": 201, "id": 1}
        for socket in (anna, ben, wall, host):
            assert "Nur &lt;b&gt;zwei&lt;/b&gt; Kanäle" in hear(socket, "to")["html"]
        cem.send_json(posted(room, 1, "Von Tisch zwei", "c" * 16))
        frame = hear(cem, "to")
        assert "Von Tisch zwei" in frame["html"]
        assert "Kanäle" not in frame["html"]
        assert frame["prev"] < frame["to"]


def test_what_was_missed_is_replayed_and_a_whole_page_shows_the_same(evening: dict) -> None:
    key, room = evening["key"], evening["room"]
    before = seen(evening["Ben"], key)
    with line(evening["Anna"], key) as anna:
        for number in range(3):
            anna.send_json(posted(room, 0, f"Gedanke {number}", f"key-{number}-aaaa"))
            hear(anna, "ack")
    with line(evening["Ben"], key) as ben:
        frame = catch_up(ben, *before)
    assert [f"Gedanke {number}" in frame["html"] for number in range(3)] == [True] * 3
    assert (frame["to"], frame["fp"]) == seen(evening["Ben"], key)


def test_sent_twice_on_the_line_and_once_by_form_it_is_one_contribution(evening: dict) -> None:
    key, room = evening["key"], evening["room"]
    post = posted(room, 0, "Nur einmal", "same-key-1234")
    with line(evening["Anna"], key) as anna:
        anna.send_json(post)
        anna.send_json(post)
        assert hear(anna, "ack") == hear(anna, "ack") == {"ack": "same-key-1234", "status": 201, "id": 1}
    answer = evening["Anna"].post(
        f"/cafes/{key}/contributions", data=post["post"], headers={"accept": "application/json"}
    )
    assert answer.json() == {"ack": "same-key-1234", "status": 201, "id": 1}
    assert len(evening["host"].get(f"/cafes/{key}/harvest.json").json()["contributions"]) == 1


@pytest.mark.parametrize("cursor", [(10**9, ""), (3, "0123456789abcdef")])
def test_a_cursor_from_the_future_or_from_another_history_gets_the_whole_page(evening: dict, cursor: tuple) -> None:
    with line(evening["Anna"], evening["key"]) as anna:
        frame = catch_up(anna, *cursor)
    assert frame["reset"] is True
    assert frame["nudge"] == 0


def test_a_step_nudges_every_screen(evening: dict) -> None:
    key = evening["key"]
    with line(evening["Anna"], key) as anna, line(evening["host"], key, "wall") as wall:
        catch_up(anna, *seen(evening["Anna"], key))
        catch_up(wall, *seen(evening["host"], key, "wall"))
        step(evening["host"], key)
        assert hear(anna, "nudge")["to"] == hear(wall, "nudge")["to"] == facts_head(evening)


def facts_head(evening: dict) -> int:
    return seen(evening["host"], evening["key"], "host")[0]


def test_hidden_and_withdrawn_words_leave_the_screens(evening: dict) -> None:
    key, room = evening["key"], evening["room"]
    with line(evening["Anna"], key) as anna, line(evening["Ben"], key) as ben:
        catch_up(ben, *seen(evening["Ben"], key))
        anna.send_json(posted(room, 0, "Verrutscht", "withdrawn-1"))
        number = hear(anna, "ack")["id"]
        assert "Verrutscht" in hear(ben, "to")["html"]
        evening["Anna"].post(f"/cafes/{key}/contributions/{number}/withdrawal")
        assert hear(ben, "to")["html"] == f'<i id="contribution-{number}" data-gone></i>'
    assert "Verrutscht" not in evening["Ben"].get(f"/cafes/{key}/table").text
    assert "Verrutscht" not in evening["host"].get(f"/cafes/{key}/host").text


@pytest.mark.parametrize(
    "origin", ["http://elsewhere.test", "null", "http://cafe.test.evil.test", "https://sub.cafe.test", None]
)
def test_a_socket_from_a_foreign_page_is_refused(evening: dict, origin: str | None) -> None:
    headers = {"origin": origin} if origin else {}
    with (
        pytest.raises(WebSocketDisconnect),
        evening["Anna"].websocket_connect(f"ws://cafe.test/cafes/{evening['key']}/live/table", headers=headers),
    ):
        pass


@pytest.mark.parametrize("screen", ["table", "wall", "host", "synthesis"])
def test_strangers_hear_nothing(evening: dict, screen: str) -> None:
    with line(browser(evening["host"]), evening["key"], screen) as socket:
        assert "end" in json.loads(socket.receive_text())
        with pytest.raises(WebSocketDisconnect) as end:
            socket.receive_text()
    assert end.value.code == 4401


@pytest.mark.parametrize("screen", ["wall", "host", "synthesis"])
def test_guests_hear_only_their_table(evening: dict, screen: str) -> None:
    with line(evening["Anna"], evening["key"], screen) as socket:
        assert "end" in json.loads(socket.receive_text())


@pytest.mark.parametrize("garbage", ["", "[]", "nonsense", "{", "1", "[" * 50_000, "x" * (64 * 1024 + 1)])
def test_garbage_ends_the_line(evening: dict, garbage: str) -> None:
    with line(evening["Anna"], evening["key"]) as anna:
        anna.send_text(garbage)
        with pytest.raises(WebSocketDisconnect):
            anna.receive_text()


def test_unknown_words_are_passed_over_and_odd_posts_refused(evening: dict) -> None:
    with line(evening["Anna"], evening["key"]) as anna:
        anna.send_json({"hello": "world"})
        anna.send_json({"post": "not a draft"})
        anna.send_json({"post": {"key": "k", "text": ["a"], "round": {}, "table": "../1"}})
        assert hear(anna, "ack")["status"] == 422
        anna.send_json({"ping": 17})
        assert hear(anna, "pong")["pong"] == 17


def test_who_was_seen_off_is_shown_out(evening: dict) -> None:
    key = evening["key"]
    with line(evening["Ben"], key) as ben:
        catch_up(ben, *seen(evening["Ben"], key))
        person = next(each for each in facts(evening["host"], key)["participants"] if each["name"] == "Ben")
        evening["host"].post(f"/cafes/{key}/participants/{person['id']}/departure")
        assert "end" in hear(ben, "end")
    assert evening["Ben"].get(f"/cafes/{key}/table", follow_redirects=False).status_code == 303


def test_after_a_move_the_phone_listens_to_the_new_table(evening: dict) -> None:
    key, room = evening["key"], evening["room"]
    with line(evening["Ben"], key) as ben, line(evening["Cem"], key) as cem:
        catch_up(ben, *seen(evening["Ben"], key))
        person = next(each for each in facts(evening["host"], key)["participants"] if each["name"] == "Ben")
        evening["host"].post(f"/cafes/{key}/participants/{person['id']}/moves", data={"table": room["tables"][1]["id"]})
        hear(ben, "nudge")
        catch_up(ben, *seen(evening["Ben"], key))
        cem.send_json(posted(room, 1, "Willkommen, Ben", "welcome-ben-1"))
        assert "Willkommen, Ben" in hear(ben, "to")["html"]


def test_polling_gives_what_the_socket_would(evening: dict) -> None:
    key, room = evening["key"], evening["room"]
    since, fp = seen(evening["Ben"], key)
    evening["Anna"].post(f"/cafes/{key}/contributions", data=posted(room, 0, "Ohne Draht", "no-socket-1")["post"])
    frames = evening["Ben"].get(f"/cafes/{key}/live/table", params={"since": since, "fp": fp}).json()
    assert "Ohne Draht" in frames[0]["html"]
    stranger = browser(evening["host"]).get(f"/cafes/{key}/live/table", params={"since": 0}).json()
    assert [list(frame) for frame in stranger] == [["end"]]


def test_renewed_links_show_other_host_devices_out(evening: dict) -> None:
    key = evening["key"]
    with line(evening["host"], key, "wall") as wall:
        catch_up(wall, *seen(evening["host"], key, "wall"))
        evening["host"].post(f"/cafes/{key}/links/renewal")
        assert "end" in hear(wall, "end")
    assert evening["host"].get(f"/cafes/{key}/host").status_code == 200


def test_an_old_host_device_writes_no_more_even_on_a_line_that_stayed_open(evening: dict) -> None:
    key, room = evening["key"], evening["room"]
    old = browser(evening["host"])
    old.cookies = evening["host"].cookies
    with line(old, key, "host") as console:
        evening["host"].post(f"/cafes/{key}/links/renewal")
        console.send_json(posted(room, 0, "Noch immer Gastgeber", "old-host-key"))
        assert hear(console, "ack")["status"] == 403
    assert evening["host"].get(f"/cafes/{key}/harvest.json").json()["contributions"] == []
