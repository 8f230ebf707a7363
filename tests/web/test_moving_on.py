"""Other ways into a round, by forms alone: sitting down elsewhere, choosing a topic, ideas that travel, tables and
rounds that come and go."""

import re

from fastapi.testclient import TestClient

from tests.web.cafes import JSON
from tests.web.evening import browser, facts, join, lay, step


def host_of(client: TestClient, **fields: str) -> tuple[TestClient, str]:
    host = browser(client)
    return host, lay(host, **({"tables": "3", "rounds": "3"} | fields))


def told(phone: TestClient, key: str) -> int:
    """The table that a phone shows while people change."""
    found = re.search(r'<h1>[^<]*<span class="mat"[^>]*>(\d+)</span>', phone.get(f"/cafes/{key}/table").text)
    assert found
    return int(found[1])


def test_who_scans_another_table_is_asked_and_then_sits_there(client: TestClient) -> None:
    host, key = host_of(client)
    room = facts(host, key)
    first, second = (table["join_token"] for table in room["tables"][:2])
    anna = join(host, first, "Anna")
    step(host, key)
    assert anna.get(f"/{first}").url.path.endswith("/table")
    asked = anna.get(f"/{second}")
    assert "Sitzt du jetzt hier?" in asked.text
    assert facts(host, key)["participants"][0]["table_id"] == room["tables"][0]["id"]
    answer = anna.post(f"/cafes/{key}/seat", data={"table": second})
    assert answer.url.path.endswith("/table")
    assert facts(host, key)["participants"][0]["table_id"] == room["tables"][1]["id"]
    for nonsense in ("", "x" * 500, room["tables"][1]["join_token"][:-1] + "?"):
        assert anna.post(f"/cafes/{key}/seat", data={"table": nonsense}).status_code in (404, 422)


def test_my_ideas_say_what_they_belong_to_and_where(client: TestClient) -> None:
    host, key = host_of(client)
    room = facts(host, key)
    table = room["tables"][0]
    anna, ben = (join(host, table["join_token"], name) for name in ("Anna", "Ben"))
    step(host, key)
    place = {"round": "1", "table": str(table["id"])}
    ids = []
    for who, text in ((anna, "Ein Brunnen"), (ben, "Eine Bank"), (ben, "Ein Baum")):
        told = place | {"text": text, "key": f"key-of-{len(ids)}"}
        ids.append(who.post(f"/cafes/{key}/contributions", data=told, headers=JSON).json()["id"])
    for other in ids[1:]:
        ben.post(f"/cafes/{key}/connections", data={"first": str(ids[0]), "second": str(other)})
    mine = re.sub(r"<[^>]+>|\s+", " ", anna.get(f"/cafes/{key}/mine").text)
    told = re.findall(r"gehört zu +(E[a-z]+ \w+) +Tisch (\d), Runde (\d)", mine)
    assert told == [("Eine Bank", "1", "1"), ("Ein Baum", "1", "1")]
    host.post(f"/cafes/{key}/contributions/{ids[2]}/hiding", data={"hidden": "1"})
    assert "Ein Baum" not in anna.get(f"/cafes/{key}/mine").text


def test_a_table_of_another_cafe_is_nobodys_seat(client: TestClient) -> None:
    host, key = host_of(client)
    other, elsewhere = host_of(client)
    anna = join(host, facts(host, key)["tables"][0]["join_token"], "Anna")
    token = facts(other, elsewhere)["tables"][1]["join_token"]
    assert anna.post(f"/cafes/{key}/seat", data={"table": token}).status_code == 404
    assert "Sitzt du jetzt hier?" not in anna.get(f"/{token}").text


def test_topics_are_chosen_on_the_phone(client: TestClient) -> None:
    host, key = host_of(client, topics="Räume\nZeiten\nPreise", kinds_2="choice")
    tables = facts(host, key)["tables"]
    phones = [join(host, tables[i % 3]["join_token"], f"Gast {i}") for i in range(6)]
    step(host, key)
    refused = phones[0].post(f"/cafes/{key}/choices", data={"table": str(tables[2]["id"])})
    assert refused.status_code == 409  # not yet
    step(host, key)
    page = phones[0].get(f"/cafes/{key}/table").text
    assert "Wohin möchtest du?" in page
    assert "Preise" in page
    phones[0].post(f"/cafes/{key}/choices", data={"table": str(tables[2]["id"])})
    assert told(phones[0], key) == 3
    assert "dein Platz" in phones[0].get(f"/cafes/{key}/table").text
    assert sorted(told(phone, key) for phone in phones) == [1, 1, 2, 2, 3, 3]
    for nonsense in ("", "0", "nein", "99999999999"):
        assert phones[0].post(f"/cafes/{key}/choices", data={"table": nonsense}).status_code in (404, 422)
    step(host, key)
    assert "Tisch 3" in phones[0].get(f"/cafes/{key}/table").text


def test_ideas_travel_while_everybody_stays(client: TestClient) -> None:
    host, key = host_of(client, kinds_2="stay")
    tables = facts(host, key)["tables"]
    anna, ben = (join(host, tables[i]["join_token"], name) for i, name in enumerate(("Anna", "Ben")))
    step(host, key)
    idea = {"key": "idea-one", "text": "Weniger Kanäle", "round": "1", "table": str(tables[0]["id"])}
    anna.post(f"/cafes/{key}/contributions", data=idea)
    step(host, key)
    assert told(ben, key) == 2
    assert "Zu euch kommt, was an Tisch 1 entstanden ist." in ben.get(f"/cafes/{key}/table").text
    step(host, key)
    assert "Weniger Kanäle" in ben.get(f"/cafes/{key}/table").text  # to be carried on
    answer = ben.post(
        f"/cafes/{key}/contributions",
        data={"key": "idea-two", "text": "Noch weniger", "round": "2", "table": str(tables[1]["id"])},
    )
    assert answer.status_code == 200


def test_settings_say_how_people_get_to_a_round_until_it_is_told(client: TestClient) -> None:
    host, key = host_of(client)
    settings = {"title": "Abend", "minutes": "20", "kinds_2": "home", "kinds_3": "stay"}
    assert host.post(f"/cafes/{key}/settings", data=settings).status_code == 200
    page = host.get(f"/cafes/{key}/settings").text
    assert re.findall(r'<option value="(\w+)" selected>', page)[:2] == ["home", "stay"]
    step(host, key)
    step(host, key)
    host.post(f"/cafes/{key}/settings", data=settings | {"kinds_2": "choice", "kinds_3": "travel"})
    page = host.get(f"/cafes/{key}/settings").text
    assert re.findall(r'<option value="(\w+)" selected>', page)[:2] == ["home", "travel"]


def test_tables_and_rounds_come_and_go(client: TestClient) -> None:
    host, key = host_of(client, rounds="1")
    tables = facts(host, key)["tables"]
    anna = join(host, tables[0]["join_token"], "Anna")
    step(host, key)
    host.post(f"/cafes/{key}/tables/{tables[0]['id']}/clearing")
    here = facts(host, key)
    assert [table["number"] for table in here["tables"]] == [2, 3]
    assert here["participants"][0]["table_id"] in (tables[1]["id"], tables[2]["id"])
    gone = anna.get(f"/{tables[0]['join_token']}")
    assert gone.url.path.endswith("/table")
    assert host.post(f"/cafes/{key}/tables/{tables[0]['id']}/clearing").status_code == 404
    host.post(f"/cafes/{key}/tables/{tables[2]['id']}/language", data={"spoken": "en"})
    assert '<option value="en" selected>' in host.get(f"/cafes/{key}/host").text
    host.post(f"/cafes/{key}/tables/{tables[1]['id']}/clearing")
    last = host.post(f"/cafes/{key}/tables/{tables[2]['id']}/clearing")
    assert last.status_code == 422
    assert "Der letzte Tisch bleibt stehen." in last.text

    version = str(facts(host, key)["version"])
    assert host.post(f"/cafes/{key}/rounds", data={"expect": version}).status_code == 200
    assert host.post(f"/cafes/{key}/rounds", data={"expect": version}).status_code == 409  # pressed twice
    assert len(facts(host, key)["rounds"]) == 2
    host.post(f"/cafes/{key}/rounds/last/removal", data={"expect": str(facts(host, key)["version"])})
    assert len(facts(host, key)["rounds"]) == 1
    refused = host.post(f"/cafes/{key}/rounds/last/removal", data={"expect": str(facts(host, key)["version"])})
    assert "schon angesagt" in refused.text


def test_where_nobody_keeps_a_table_nobody_is_asked_to(client: TestClient) -> None:
    host, key = host_of(client)
    anna = join(host, facts(host, key)["tables"][0]["join_token"], "Anna")
    step(host, key)
    for hosting, is_asked in (("staying", True), ("none", False)):
        host.post(f"/cafes/{key}/plan/rules", data={"hosting": hosting, "mixed": "trade"})
        assert ("Ich bleibe hier" in anna.get(f"/cafes/{key}/table").text) == is_asked
        assert ("Noch bleibt hier niemand sitzen" in host.get(f"/cafes/{key}/host").text) == is_asked


def test_a_newcomer_at_a_cleared_table_sits_at_another(client: TestClient) -> None:
    host, key = host_of(client)
    tables = facts(host, key)["tables"]
    host.post(f"/cafes/{key}/tables/{tables[0]['id']}/clearing")
    join(host, tables[0]["join_token"], "Anna")
    assert facts(host, key)["participants"][0]["table_id"] != tables[0]["id"]
