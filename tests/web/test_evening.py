"""A whole evening by forms alone, without any script: what each screen shows and what it must not show."""

import re

from fastapi.testclient import TestClient

SETUP = {"title": "Trainertreffen", "question": "Was will ich ändern?", "tables": "2", "seats": "4", "rounds": "2", "minutes": "20", "language": "de"}


def browser(client: TestClient) -> TestClient:
    """Another device in the same house."""
    return TestClient(client.app, base_url="http://cafe.test", headers={"accept-language": "de"})


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


def test_from_the_first_link_to_the_exported_notes(client: TestClient) -> None:
    key = lay(client)
    room = facts(client, key)
    anna = join(client, room["tables"][0]["join_token"], "Anna")
    ben = join(client, room["tables"][1]["join_token"], "Ben")
    step(client, key)

    fields = {"text": "Weniger Kanäle", "category": "change", "round": "1", "table": str(room["tables"][0]["id"]), "key": "a" * 32}
    assert "Weniger Kanäle" in anna.post(f"/cafes/{key}/contributions", data=fields).text
    assert "Weniger Kanäle" not in ben.get(f"/cafes/{key}/table").text
    assert "Weniger Kanäle" in client.get(f"/cafes/{key}/host").text
    assert "Weniger Kanäle" in client.get(f"/cafes/{key}/wall").text
    assert "/hiding" not in anna.get(f"/cafes/{key}/table").text

    step(client, key)
    assert "Weniger Kanäle" in ben.get(f"/cafes/{key}/table").text or anna.get(f"/cafes/{key}/table").text
    step(client, key)
    step(client, key)
    step(client, key)
    client.post(f"/cafes/{key}/groupings")
    assert "Weniger Kanäle" in client.get(f"/cafes/{key}/synthesis").text
    step(client, key)
    assert client.get(f"/cafes/{key}/harvest.json").json()["contributions"][0]["text"] == "Weniger Kanäle"
    assert "Weniger Kanäle" in client.get(f"/cafes/{key}/harvest.md").text
    assert "Weniger Kanäle" in client.get(f"/cafes/{key}/harvest.csv").text
    assert "Weniger Kanäle" in client.get(f"/cafes/{key}/harvest/print").text
