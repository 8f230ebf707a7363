"""The slides tell the evening, and their notes hold every contribution once."""

from collections import Counter
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from app.harvest.as_deck import cut, deck
from app.harvest.report import Report
from app.harvest.written import Action, NextDate
from app.press.manuscript import Picture
from tests.harvest.conftest import EVENING


def slides(report: Report, kind: str = "", **more: Any) -> list[Any]:
    return [slide for slide in deck(report, str, **more)["slides"] if kind in ("", slide["kind"])]


def notes(report: Report) -> str:
    return "\n".join(slide.get("notes", "") for slide in slides(report))


def test_every_shown_contribution_stands_in_the_notes_once(decided) -> None:
    report = decided.gathered()
    lines = Counter(line for line in notes(report).splitlines() if line.startswith("– "))
    assert sorted(lines) == [
        "– Jede Woche ein Beitrag (Tisch 1; Anke B.; ★ 2)",
        "– Vom ganzen Tisch (Tisch 2)",
        "– Wie in Tisch 1 gehört (Tisch 2; Carola M.; ★ 1)",
    ]
    assert set(lines.values()) == {1}
    assert "Muss das sein?" not in repr(deck(report, str))


def test_one_slide_for_each_theme_in_the_order_of_the_columns(decided) -> None:
    told = slides(decided.gathered(), "theme")
    assert [(slide["title"], slide["category"], slide["category_name"]) for slide in told] == [
        ("Rhythmus", "tackle", "In Angriff nehmen"),
        ("Wege", "tackle", "In Angriff nehmen"),
        ("Ohne Thema", "", ""),
    ]
    rhythm, ways, _ = told
    assert rhythm["facts"] == ["1 Beitrag", "★ 2", "dringend 4,3, machbar 2,0"]
    assert ways["facts"] == ["1 Beitrag", "★ 1", "5 Punkte", "Vorschlag des Programms"]


def test_before_there_are_themes_each_table_has_its_slide(room) -> None:
    for text in ("Ein Gedanke", "Ein Gedanke", "Noch einer"):
        room.lay(text)
    room.lay("Drüben", table=2)
    first, second = slides(room.gathered(), "theme")
    assert (first["title"], first["facts"]) == ("Tisch 1 · Anker", ["3 Beiträge"])
    assert first["quotes"] == ["Ein Gedanke", "Noch einer"]
    assert first["notes"].count("– Ein Gedanke (") == 2
    assert second["title"] == "Tisch 2"


def test_a_long_summary_is_cut_and_stands_in_full_in_the_notes(filled) -> None:
    long = "Das wollen alle, die da waren. " * 12
    report = filled.gathered()
    themes = tuple(replace(theme, summary=long) for theme in report.themes)
    first, *_ = slides(replace(report, themes=themes), "theme")
    assert len(first["summary"]) <= 260
    assert first["summary"].endswith("…")
    assert long in first["notes"]


def test_poles_have_the_same_number_of_quotes_at_most(decided) -> None:
    (tension,) = slides(decided.gathered(), "poles")
    assert (tension["subject"], tension["left"]["name"], tension["right"]["name"]) == ("Beiträge", "mehr", "weniger")
    assert tension["left"]["quotes"] == ["Jede Woche ein Beitrag"]
    assert tension["right"]["quotes"] == ["Wie in Tisch 1 gehört", "Vom ganzen Tisch"]
    assert tension["notes"] == "Beiträge\nmehr (Tisch 1)\nweniger (Tisch 2)"


def test_results_are_charts(decided) -> None:
    _, dots, matrix = slides(decided.gathered(), "chart")
    assert [(bar["label"], bar["value"], bar["shown"]) for bar in dots["items"]] == [
        ("Wege", 5, "5 Punkte"),
        ("Zusammengelegt", 1, "1 Punkt"),
    ]
    assert dots["notes"].startswith("Abgestimmt haben 3 von 4.")
    assert matrix["items"][0]["value"] == 4.3


def test_agreements_steps_and_dates_six_on_a_slide(decided) -> None:
    actions = tuple(Action(f"a{no}", f"Schritt {no}", "Anke", date(2026, 5, no), "open") for no in range(1, 9))
    meeting = NextDate("d1", "Treffen", EVENING, None, False, "Hof", "https://example.org", "Becher mitbringen")
    found = slides(replace(decided.gathered(), actions=actions, next_dates=(meeting,)), "list")
    assert [(slide["title"], len(slide["items"])) for slide in found] == [
        ("Vereinbarungen", 6),
        ("Vereinbarungen", 2),
        ("Das nehmen wir uns vor", 1),
        ("Nächste Termine", 1),
    ]
    assert found[0]["items"][0] == "Schritt 1 · Anke · bis 1. Mai 2026"
    assert found[2]["items"] == ["Einen Kanal schließen · Abstimmen · Bernd K. · bis 1. April 2026"]
    assert "Becher mitbringen" in found[3]["notes"]


def test_photos_four_on_a_slide(room) -> None:
    told: Picture = {"file": "photos/1.jpg", "alt": "Foto", "caption": "", "width": 4, "height": 3}
    found = slides(room.gathered(), "album", pictures=[told] * 9)
    assert [len(slide["pictures"]) for slide in found] == [4, 4, 1]


def test_a_café_without_a_word_has_cover_and_question(room) -> None:
    cover, question = slides(room.gathered())
    assert (cover["kind"], cover["title"]) == ("cover", "Weniger Lärm, mehr Wirkung")
    assert cover["facts"] == ["Donnerstag, 19. März 2026", "4 Gäste"]
    assert question["text"] == "Was will ich ändern?"
    assert question["notes"] == "Was will ich ändern?\nRunde 1: Was will ich ändern?\nRunde 2: Und was jetzt?"


@pytest.mark.parametrize("text", ["kurz", "ein Satz mit Wörtern, " * 9, "x" * 300, "", "a\nb"])
def test_cutting_ends_between_words_and_never_exceeds(text: str) -> None:
    found = cut(text, 40)
    line = " ".join(text.split())
    assert len(found) <= 41
    assert found == line or (found.endswith(" …") and line.startswith(found[:-2]))
