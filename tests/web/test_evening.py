"""A whole evening by forms alone, without any script: what each screen shows and what it must not show."""

from fastapi.testclient import TestClient

from tests.web.evening import facts, join, lay, step


def test_from_the_first_link_to_the_exported_notes(client: TestClient) -> None:
    key = lay(client)
    room = facts(client, key)
    anna = join(client, room["tables"][0]["join_token"], "Anna")
    ben = join(client, room["tables"][1]["join_token"], "Ben")
    step(client, key)

    fields = {
        "text": "Weniger Kanäle",
        "category": "change",
        "round": "1",
        "table": str(room["tables"][0]["id"]),
        "key": "a" * 32,
    }
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
    assert "Weniger Kanäle" in client.get(f"/cafes/{key}/report").text
