"""How tests open a café and walk in, by forms alone."""

import re

from fastapi.testclient import TestClient

SETUP = {
    "title": "Trainertreffen",
    "question": "Was will ich ändern?",
    "tables": "2",
    "seats": "4",
    "rounds": "2",
    "minutes": "20",
    "language": "de",
}


def browser(client: TestClient) -> TestClient:
    """Another device that reads the same language; it shares the running app's event loop, as real devices do."""
    language = client.headers.get("accept-language", "de")
    other = TestClient(client.app, base_url="http://cafe.test", headers={"accept-language": language})
    other.portal = client.portal
    return other


def lay(client: TestClient, **fields: str) -> str:
    """A café's key; the client is its host from now on."""
    answer = client.post("/cafes", data=SETUP | fields, follow_redirects=False)
    assert answer.status_code == 303, answer.text
    return answer.headers["location"].split("/")[2]


def facts(client: TestClient, key: str) -> dict:
    return client.get(f"/cafes/{key}/rehearsal").json()


def join(client: TestClient, token: str, name: str) -> TestClient:
    phone = browser(client)
    form = phone.get(f"/{token}").text
    arrival_key = re.search(r'name="arrival_key" value="(\w+)"', form)
    assert arrival_key
    answer = phone.post(f"/{token}", data={"name": name, "arrival_key": arrival_key[1]})
    assert answer.url.path.endswith("/table"), answer.text
    return phone


def step(client: TestClient, key: str, direction: str = "next") -> None:
    version = str(facts(client, key)["version"])
    answer = client.post(f"/cafes/{key}/steps", data={"direction": direction, "expect": version})
    assert answer.status_code == 200, answer.text
