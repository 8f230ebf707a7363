"""The set-up page proposes, and its proposal follows what is changed without touching what was typed."""

import re

from fastapi.testclient import TestClient

from app.web.proposing import followed
from tests.web.evening import facts


def test_an_empty_form_is_filled_with_the_default_evening() -> None:
    form = followed({}, "de")
    assert (form["template"], form["expected"], form["language"]) == ("change", "24", "de")
    assert (form["tables"], form["seats"], form["rounds"], form["minutes"]) == ("5", "5", "3", "20")
    assert form["question"] == "Was will ich ändern, was optimieren, was in Angriff nehmen?"


def test_more_guests_bring_more_tables() -> None:
    form = followed(followed({}, "de") | {"expected": "100"}, "de")
    assert (form["tables"], form["seats"]) == ("20", "5")


def test_a_number_of_tables_that_was_typed_stays_and_the_chairs_follow() -> None:
    form = followed(followed({}, "de") | {"tables": "3"}, "de")
    assert (form["tables"], form["seats"]) == ("3", "8")
    form = followed(form | {"expected": "30"}, "de")
    assert (form["tables"], form["seats"]) == ("3", "10")


def test_another_template_brings_its_questions_and_rounds() -> None:
    form = followed(followed({}, "de") | {"template": "cycle"}, "de")
    assert (form["question"], form["rounds"]) == ("", "4")
    assert form["questions_4"] == "Wie setzen wir es um, und wer fängt an?"
    back = followed(form | {"template": "strategy"}, "de")
    assert (back["questions_4"], back["rounds"], back["topics"].count("\n")) == ("", "3", 4)


def test_a_question_of_ones_own_survives_every_template() -> None:
    form = followed(followed({}, "de") | {"question": "Meine Frage?", "template": "proaction"}, "de")
    assert form["question"] == "Meine Frage?"


def test_another_language_translates_only_what_was_proposed() -> None:
    form = followed(followed({}, "de") | {"language": "en", "topics": "Küche"}, "de")
    assert form["question"] != "Was will ich ändern, was optimieren, was in Angriff nehmen?"
    assert form["topics"] == "Küche"


def test_without_script_the_template_is_followed_when_the_form_is_sent(client: TestClient) -> None:
    form = followed({}, "de") | {"title": "Vier Runden", "template": "cycle"}
    answer = client.post("/cafes", data=form, follow_redirects=False)
    key = answer.headers["location"].split("/")[2]
    assert [each["number"] for each in facts(client, key)["rounds"]] == [1, 2, 3, 4]


def test_what_is_wrong_is_told_at_once_and_what_was_typed_is_still_there(client: TestClient) -> None:
    typed = {
        "title": "",
        "question": "Bleibt stehen?",
        "tables": "900",
        "minutes": "x",
        "held_on": "gestern",
        "wifi_name": "w" * 33,
    }
    answer = client.post("/cafes", data=typed)
    assert answer.status_code == 422
    for field in ("title", "tables", "minutes", "held_on", "wifi_name"):
        assert f'id="error-{field}"' in answer.text
    for text in ("Bleibt stehen?", "900", "w" * 33):
        assert text in answer.text


def test_the_form_says_what_its_numbers_promise_and_what_to_know(client: TestClient) -> None:
    usual = client.get("/cafes/new").text
    assert "höchstens 12 andere" in usual
    assert "muss sich niemand wiedersehen" in usual
    crowded = client.post(
        "/cafes/proposals", data=followed({}, "de") | {"tables": "2", "seats": "4", "rounds": "5"}
    ).text
    for told in ("Es fehlen 16 Stühle", "mehr Runden als Tische", "mehr Leute, als es Tische gibt"):
        assert told in crowded
    for tables in ("0", "61", "x", "9" * 5000):
        answer = client.post("/cafes/proposals", data=followed({}, "de") | {"tables": tables})
        assert answer.status_code == 200
        assert 'class="mixing"' not in answer.text


def test_an_alternative_fills_the_form_and_what_was_typed_stays(client: TestClient) -> None:
    form = followed({}, "de") | {"title": "Mein Abend", "take": "6-3"}
    page = client.post("/cafes/proposals", data=form).text
    for name, value in (("tables", "6"), ("seats", "4"), ("rounds", "3"), ("title", "Mein Abend")):
        assert re.search(rf'name="{name}"[^>]* value="{value}"', page), name
    assert "So steht es oben." in page
    for nonsense in ("", "-", "x-3", "6-", "6", "0-0", "9" * 5000 + "-3"):
        assert client.post("/cafes/proposals", data=form | {"take": nonsense}).status_code == 200
