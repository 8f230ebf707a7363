"""Writing the report by forms alone: what is typed is kept or comes back, and nobody else's words are overwritten."""

import html
import re

import pytest
from fastapi.testclient import TestClient
from httpx import Response

from tests.web.cafes import JSON, Cafe, evening
from tests.web.evening import browser, facts, step

Fields = dict[str, str]


@pytest.fixture(scope="module")
def cafe(house: TestClient) -> Cafe:
    """At the synthesis, one theme with everything in it."""
    cafe = evening(house, rounds="1")
    step(cafe.host, cafe.key)
    ids = [cafe.post(text, headers=JSON).json()["id"] for text in ("Ein Raum <b>zum</b> Reden", "Weniger Kanäle")]
    for _ in range(2):
        step(cafe.host, cafe.key)
    cafe.host.post(f"/cafes/{cafe.key}/themes", data={"name": "Räume", "contribution": ids})
    return cafe


def page(cafe: Cafe) -> str:
    return cafe.host.get(f"/cafes/{cafe.key}/afterword").text


def drawn(text: str) -> Fields:
    """The state of each piece, as a browser would send it back."""
    return dict(re.findall(r'name="(seen_[\w-]+)" value="(\w+)"', text))


def send(cafe: Cafe, seen: Fields, **fields: str) -> Response:
    told = {name.replace("__", "-"): text for name, text in fields.items()}
    return cafe.host.post(f"/cafes/{cafe.key}/afterword", data=seen | told)


def report(cafe: Cafe) -> dict:
    return cafe.host.get(f"/cafes/{cafe.key}/harvest.json").json()


def value(text: str, field: str) -> str:
    """What stands in a field of several lines."""
    found = re.search(rf'<textarea[^>]*id="field-{field}"[^>]*>(.*?)</textarea>', text, re.DOTALL)
    assert found, field
    return html.unescape(found[1])


def test_everything_that_can_be_written(cafe: Cafe) -> None:
    theme = re.search(r'name="seen_(theme-\d+)"', page(cafe))[1]  # type: ignore[index]
    answer = send(
        cafe,
        drawn(page(cafe)),
        cover_subtitle="  Zweiter   Abend ",
        cover_contact="post@haus.example",
        glance_lines="Eins\r\n\r\nZwei",
        thanks_text="Danke\r\nan alle",
        impulse_speaker="Eva",
        impulse_title="Weniger",
        impulse_message="Weniger ist mehr",
        impulse_link="haus.example/folien",
        conclusion_text="Viel zu tun",
        links_label_2="Film",
        links_url_2="https://film.example",
        agreement__new_what="Kanal schließen",
        agreement__new_due="2026-12-01",
        date__new_title="Treffen",
        date__new_day="2027-01-10",
        date__new_begins="18:30",
        date__new_ends="20:00",
        **{f"{theme}_summary": "Es geht um Orte"},
    )
    assert answer.url.params["saved"] == "1"
    assert "Gespeichert." in answer.text
    told = report(cafe)
    assert (told["event"]["subtitle"], told["event"]["contact"]) == ("Zweiter Abend", "post@haus.example")
    assert told["event"]["thanks"] == "Danke\nan alle"
    assert told["at_glance"] == ["Eins", "Zwei"]
    assert told["impulse"] == {
        "speaker": "Eva",
        "title": "Weniger",
        "core_message": "Weniger ist mehr",
        "link": "https://haus.example/folien",
    }
    assert told["themes"][0]["summary"] == "Es geht um Orte"
    assert told["links"] == [{"label": "Film", "url": "https://film.example"}]
    assert [(one["what"], one["due"], one["status"]) for one in told["actions"]] == [
        ("Kanal schließen", "2026-12-01", "open")
    ]
    assert [one["end"] for one in told["next_dates"]] == ["2027-01-10T20:00:00+01:00"]


def test_entries_are_mended_done_and_removed(cafe: Cafe) -> None:
    send(cafe, drawn(page(cafe)), agreement__new_what="Zweite Sache")
    text = page(cafe)
    name = re.findall(r'name="(agreement-\d+)_what"', text)[-1]
    send(cafe, drawn(text), **{f"{name}_what": "Zweite Sache", f"{name}_done": "1"})
    assert (report(cafe)["actions"][-1]["status"], report(cafe)["actions"][-1]["revision"]) == ("done", 1)
    count = len(report(cafe)["actions"])
    answer = send(cafe, drawn(page(cafe)), remove=name, thanks_text="Mit dabei")
    assert answer.status_code == 200
    assert len(report(cafe)["actions"]) == count - 1
    assert report(cafe)["event"]["thanks"] == "Mit dabei"
    for wrong in (name, "agreement-x", "agreement-99999", "thanks", "report-1"):
        headers = JSON
        gone = cafe.host.post(f"/cafes/{cafe.key}/afterword", data={"remove": wrong}, headers=headers)
        assert gone.status_code == 404


def test_two_hosts_at_once(cafe: Cafe) -> None:
    both = drawn(page(cafe))
    send(cafe, both, thanks_text="Von der einen", conclusion_text="Bleibt")
    answer = send(cafe, both, thanks_text="Vom anderen", cover_subtitle="Neu")
    assert answer.status_code == 409
    assert value(answer.text, "thanks_text") == "Vom anderen"
    assert "Von der einen" in answer.text
    assert "zur gleichen Zeit" in answer.text
    assert report(cafe)["event"] == report(cafe)["event"] | {"thanks": "Von der einen", "subtitle": "Neu"}
    assert report(cafe)["conclusion"] == "Bleibt"
    assert send(cafe, drawn(answer.text), thanks_text="Vom anderen").status_code == 200
    assert report(cafe)["event"]["thanks"] == "Vom anderen"


def test_words_for_something_that_is_gone_are_given_back(cafe: Cafe) -> None:
    answer = send(cafe, drawn(page(cafe)) | {"seen_theme-9999": "x"}, **{"theme-9999_summary": "Mühsam getippt"})
    assert answer.status_code == 409
    assert "Mühsam getippt" in answer.text


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"thanks_text": "x" * 5001}, "thanks_text"),
        ({"glance_lines": "x" * 201}, "glance_lines"),
        ({"glance_lines": "x\n" * 9}, "glance_lines"),
        ({"impulse_link": "javascript:alert(1)"}, "impulse_link"),
        ({"links_label_3": "Film"}, "links_url_3"),
        ({"links_url_3": "http://"}, "links_url_3"),
        ({"agreement__new_who": "Eva"}, "agreement-new_what"),
        ({"agreement__new_what": "x", "agreement__new_due": "bald"}, "agreement-new_due"),
        ({"date__new_title": "x"}, "date-new_day"),
        ({"date__new_title": "x", "date__new_day": "2027-01-10", "date__new_begins": "25:00"}, "date-new_begins"),
        ({"date__new_title": "x", "date__new_day": "2027-01-10", "date__new_ends": "10:00"}, "date-new_begins"),
        (
            {"date__new_title": "x", "date__new_day": "2027-01-10", "date__new_last_day": "2027-01-09"},
            "date-new_last_day",
        ),
    ],
)
def test_what_cannot_be_taken_stays_in_its_field(cafe: Cafe, fields: Fields, field: str) -> None:
    answer = send(cafe, drawn(page(cafe)), conclusion_text=f"Bleibt trotz {field}", **fields)
    assert answer.status_code == 422
    assert f'id="error-{field}"' in answer.text
    assert html.escape(next(iter(fields.values()))).replace("&#x27;", "&#39;") in answer.text.replace("\r\n", "\n")
    assert report(cafe)["conclusion"] == f"Bleibt trotz {field}"


def test_a_draft_comes_into_its_field_and_nowhere_else(cafe: Cafe) -> None:
    before = report(cafe)
    answer = send(cafe, drawn(page(cafe)), take="conclusion", conclusion_text="Mein Anfang", thanks_text="Getippt")
    assert answer.status_code == 200
    text = value(answer.text, "conclusion_text")
    assert text.startswith("Mein Anfang\n\n")
    assert "„Ein Raum <b>zum</b> Reden“ (Tisch 1)" in text
    assert "<b>zum</b>" not in answer.text
    assert value(answer.text, "thanks_text") == "Getippt"
    assert report(cafe) | {"exported_at": before["exported_at"]} == before


def test_only_the_host_and_also_after_the_end(house: TestClient) -> None:
    cafe = evening(house, language="en")
    at = f"/cafes/{cafe.key}/afterword"
    for who in (cafe.anna, browser(house)):
        assert who.get(at).status_code == 403
        assert who.post(at, data={"thanks_text": "x"}).status_code == 403
    while facts(cafe.host, cafe.key)["stage"] != "closed":
        step(cafe.host, cafe.key)
    answer = send(cafe, drawn(page(cafe)), thanks_text="Thanks to all", glance_lines="x\n" * 9)
    assert "8 lines at most." in answer.text
    assert report(cafe)["event"]["thanks"] == "Thanks to all"
