"""What the phone needs to suggest a category: places on the page, the rules, and the words of its language."""

import re

import pytest
from fastapi.testclient import TestClient

from app.synthesis.rules import FILE
from app.templating import asset
from tests.web.evening import browser, facts, join, lay, step


@pytest.mark.parametrize(("language", "because"), [("de", "wegen {words}"), ("en", "because of {words}")])
def test_the_composer_has_places_for_the_reason_in_the_language_of_the_page(
    client: TestClient, language: str, because: str
) -> None:
    host = browser(client)
    host.headers["accept-language"] = language
    cafe = lay(host, language=language)
    step(host, cafe)
    anna = join(client, facts(host, cafe)["tables"][0]["join_token"], "Anna")
    page = anna.get(f"/cafes/{cafe}/table", headers={"accept-language": language}).text
    assert f'data-because="{because}"' in page
    (said,) = re.findall(r'role="status" data-category="" data-proposal="([^"]*)"', page)
    assert "{category}" in said
    assert "{because}" in said
    assert page.count('class="chip') - page.count('class="chips') == 4


def test_the_rules_are_served_small_and_for_ever(client: TestClient) -> None:
    answer = client.get(asset("rules/categories.json"))
    assert answer.content == FILE.read_bytes()
    assert answer.headers["content-encoding"] == "gzip"
    assert answer.headers["content-type"] == "application/json"
    assert "immutable" in answer.headers["cache-control"]
