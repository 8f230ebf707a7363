"""In which language a page speaks, and whether its German says du or Sie."""

import json

import pytest
from fastapi.testclient import TestClient

from tests.web.cafes import JSON, evening
from tests.web.evening import SETUP, browser, facts


def reads(device: TestClient, language: str) -> TestClient:
    device.headers["accept-language"] = language
    return device


def test_a_phone_reads_its_own_language_then_the_cafes(house: TestClient) -> None:
    cafe = evening(house, "en")
    token = cafe.room["tables"][0]["join_token"]
    for asked, said in (("de-AT,de;q=0.8", "Dein Vorname"), ("en-US", "first name"), ("xx, qq;q=0.2", "first name")):
        assert said in reads(browser(house), asked).get(f"/{token}").text
    by_hand = reads(browser(house), "de")
    assert "first name" in by_hand.get(f"/{token}?lang=en").text
    assert "first name" in by_hand.get(f"/{token}").text
    assert '<html lang="en">' in reads(cafe.host, "de").get(f"/cafes/{cafe.key}/wall").text


def test_a_cafe_that_says_sie_says_it_at_every_door(house: TestClient) -> None:
    cafe = evening(house, address="formal")
    assert "Ihr Vorname" in browser(house).get(f"/{cafe.room['tables'][0]['join_token']}").text
    assert "Ihr Text bleibt hier stehen" in cafe.post("zu früh", headers=JSON).json()["message"]
    assert "Ihr Stuhl wird frei" in cafe.anna.get(f"/cafes/{cafe.key}/mine").text
    assert "Your chair" in reads(cafe.anna, "en").get(f"/cafes/{cafe.key}/mine").text


def test_the_address_can_be_changed_while_lines_are_open(house: TestClient) -> None:
    cafe = evening(house)
    settings, mine = f"/cafes/{cafe.key}/settings", f"/cafes/{cafe.key}/mine"
    assert "Was du hier änderst" in cafe.host.get(settings).text
    with cafe.anna.websocket_connect(
        f"ws://cafe.test/cafes/{cafe.key}/live/table", headers={"origin": "http://cafe.test"}
    ) as line:
        for address, chair in (("formal", "Ihr Stuhl wird frei"), ("informal", "Dein Stuhl wird frei")):
            cafe.host.post(settings, data=SETUP | {"address": address})
            assert chair in cafe.anna.get(mine).text
            line.send_json({"since": 0, "fp": ""})
            assert {"reset", "nudge"} & set(line.receive_json())
    assert "Was du hier änderst" in cafe.host.get(settings).text


@pytest.mark.parametrize(("lang", "expected"), [("de", "de"), ("fr", "en"), ("en", "en")])
def test_an_archive_keeps_its_address_and_a_language_that_is_spoken_here(
    house: TestClient, lang: str, expected: str
) -> None:
    cafe = evening(house, address="formal")
    document = cafe.host.get(f"/cafes/{cafe.key}/harvest.json").json()
    assert document["event"]["address"] == "formal"
    content = json.dumps(document | {"lang": lang}).encode()
    host = reads(browser(house), "xx")
    brought = host.post("/cafes/imports", files={"file": ("harvest.json", content)})
    key = brought.url.path.split("/")[2]
    assert f'<html lang="{expected}"' in host.get(f"/cafes/{key}/settings").text
    assert facts(host, key)["participants"] is not None
    assert host.get(f"/cafes/{key}/harvest.json").json()["event"]["address"] == "formal"
