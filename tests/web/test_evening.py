"""A whole evening by forms alone, without any script: what each screen shows and what it must not show."""

import re

from fastapi.testclient import TestClient

from tests.web.cafes import evening
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


def test_a_host_without_scripts_joins_two_contributions_by_two_presses(client: TestClient) -> None:
    cafe = evening(client)
    step(cafe.host, cafe.key)
    for words in ("Kurze Wege", "Ein Rad"):
        cafe.post(words)
    first, second = re.findall(r'id="host-knot-(\d+)"', cafe.host.get(f"/cafes/{cafe.key}/host").text)
    page = cafe.host.post(f"/cafes/{cafe.key}/connections", data={"as": "host", "second": first})
    assert str(page.url).endswith(f"/host?first={first}") and "data-in-hand" in page.text
    page = cafe.host.post(f"/cafes/{cafe.key}/connections", data={"as": "host", "first": first, "second": second})
    assert "Zwei Beiträge sind verbunden." in page.text and f'value="{first}-{second}"' in page.text
