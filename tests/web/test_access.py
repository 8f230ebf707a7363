"""Who may do and read what: every route there is, asked by everybody who has no business there."""

import re
from dataclasses import dataclass
from typing import Any

import pytest
from fastapi.dependencies.models import Dependant
from fastapi.routing import APIRoute
from fastapi.testclient import TestClient
from httpx import Response

from app.main import SCREENS
from app.web import deps
from tests.web.cafes import JSON, SCRIPT, Cafe, evening
from tests.web.evening import browser, facts, join, step

SECRET = "Nur fuer diesen Tisch"
OTHER = "Am anderen Tisch gesagt"
AWAITED = "Wilhelmine"
"""Stands on the guest list and has not come."""


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
    "/cafes/{key}/connections",
    "/cafes/{key}/connections/removal",
    "/cafes/{key}/stars",
    "/cafes/{key}/handovers",
    "/cafes/{key}/departure",
    "/cafes/{key}/hosting",
    "/cafes/{key}/choices",
    "/cafes/{key}/seat",
    "/cafes/{key}/read-backs/answers",
    "/cafes/{key}/ballots/{ballot}/votes",
    "/cafes/{key}/commitments",
    "/cafes/{key}/exports",
    "/cafes/{key}/commitments/{commitment}/edits",
    "/cafes/{key}/commitments/{commitment}/withdrawal",
    "/cafes/{key}/photos",
    "/cafes/{key}/photos/{photo}/edits",
    "/cafes/{key}/photos/{photo}/agreements",
    "/cafes/{key}/photos/{photo}/withdrawal",
    "/cafes/{key}/strokes",
    "/cafes/{key}/strokes/undoing",
    "/cafes/{key}/doodles/{doodle}/edits",
    "/cafes/{key}/doodles/{doodle}/withdrawal",
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
        listed = host.get(f"/cafes/{key}/guests").text
        return facts(host, key), notes, listed, host.get(f"/cafes/{key}/links").text


@pytest.fixture(scope="module")
def strangers(house: TestClient) -> Strangers:
    cafe, elsewhere = evening(house), evening(house)
    ben = join(cafe.host, cafe.room["tables"][1]["join_token"], "Benedikt")
    for each in (cafe, elsewhere):
        step(each.host, each.key)
    cafe.host.post(f"/cafes/{cafe.key}/guests", data={"name": AWAITED})
    cafe.post(SECRET)
    cafe.post(OTHER, who=ben, table=2)
    assert SECRET in cafe.anna.get(f"/cafes/{cafe.key}/table").text  # so it could leak
    assert OTHER in cafe.host.get(f"/cafes/{cafe.key}/host").text
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


ROLES = ["stranger", "guest", "guest of another café", "wall", "host of another café", "forger"]
FIELDS = {
    "expect": "1", "direction": "next", "minutes": "5", "text": "Von Fremden", "open": "0", "table": "1",
    "role": "table_host", "name": "Fremde", "title": "Fremd", "contribution": "1", "into": "2", "column": "change",
    "theme": "1", "round": "1", "key": "a-key-of-a-stranger", "point": "Fremd", "hidden": "1", "stays": "1",
    "answer": "right", "mode": "dots", "budget": "3", "dots": "1", "voter": "1", "what": "Fremd",
    "first": "1", "second": "2", "line": "1-2",
}  # fmt: skip


@pytest.mark.parametrize("role", ROLES)
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


SECRETS = (SECRET, OTHER, AWAITED, "Benedikt", "#host.", "#wall.", "WIFI:")


GUEST_READS = (("guest", "album"), ("guest", "table/drawers"))


@pytest.mark.parametrize("role", ROLES)
def test_nobody_reads_what_is_not_theirs(strangers: Strangers, role: str) -> None:
    client, cafe = strangers.others[role], strangers.cafe
    tokens = [table["join_token"] for table in cafe.room["tables"]]
    screens = [way for way in WAYS if way.method == "GET" and "{key}" in way.path]
    assert len(screens) > 15
    for way in screens:
        for screen in ("table", "wall", "host", "synthesis", "guests") if "{screen}" in way.path else ("",):
            path = way.at(cafe.key).replace("/live/host", f"/live/{screen}")
            shown = client.get(path, params={"since": "1"}, follow_redirects=False)
            place = path.removeprefix(f"/cafes/{cafe.key}/")
            hidden = list(SECRETS)
            if role == "guest" and place in ("table", "mine", "live/table"):
                hidden.remove(SECRET)
            if role == "wall" and place in ("wall", "live/wall", "summary", "tables/1/timelapse"):
                hidden = [AWAITED, "#host.", "#wall.", "WIFI:"]
            for secret in (*hidden, *tokens):
                assert secret not in shown.text, (str(way), role, secret)
            if place.startswith("live/") and len(hidden) == len(SECRETS):
                assert [list(each) for each in shown.json()] == [["end"]], (str(way), role)
            elif len(hidden) == len(SECRETS) and place != "door" and (role, place) not in GUEST_READS:
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
            answer = client.post(way.at(cafe.key), data=FIELDS, headers=headers, follow_redirects=False)
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
