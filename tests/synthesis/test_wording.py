"""What counts as the same word."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.synthesis import wording


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Mehr #SocialMedia für Kolleg*innen 🎉", ["Mehr", "Social", "Media", "für", "Kolleg"]),
        ("#wenige_kanaele!!", ["wenige", "kanaele"]),
        ("Jour-fixe-Runde abschaffen", ["Jour", "fixe", "Runde", "abschaffen"]),
        ("Teilnehmer:innen, TeilnehmerInnen, Teilnehmer/-innen", ["Teilnehmer"] * 3),
        ("siehe https://beispiel.de/a?b=c oder ich@beispiel.de", ["siehe", "oder"]),
        ("don’t panic 👍🏽 3x", ["don’t", "panic", "3", "x"]),
        ("Vor\u00adname", ["Vorname"]),
        ("🔥🔥🔥", []),
        ("", []),
    ],
)
def test_words(text: str, expected: list[str]) -> None:
    assert wording.words(text) == expected


@pytest.mark.parametrize(
    "family",
    [
        ["Haus", "Häuser", "Hauses"],
        ["Besprechung", "Besprechungen"],
        ["Redaktionsplan", "Redaktionspläne", "REDAKTIONSPLAN"],
        ["meeting", "Meetings"],
        ["planned", "planning"],
        ["Kanal", "Kanals"],
    ],
)
def test_one_stem_for_a_family_of_words(family: list[str]) -> None:
    assert len({wording.stem(word) for word in family}) == 1


@pytest.mark.parametrize(("one", "two"), [("Haus", "Hase"), ("Tisch", "Tier"), ("library", "light")])
def test_different_stems(one: str, two: str) -> None:
    assert wording.stem(one) != wording.stem(two)


def test_only_telling_words_count() -> None:
    assert wording.telling("Wir müssen die Bilder von 2019 einfach mal löschen") == ["Bilder", "löschen"]
    assert wording.telling("there is not enough light in the hall") == ["light", "hall"]


def test_parts_of_a_compound_that_others_use() -> None:
    known = {wording.stem("Redaktion"), wording.stem("Plan"), wording.stem("Bild")}
    assert wording.parts("Redaktionspläne", known) == ["redaktio", "pla"]
    assert wording.parts("Redaktionsbilder", known) == ["redaktio", "bild"]
    assert wording.parts("Redaktion", known) == []  # not a part of itself
    assert wording.parts("Bild", known) == []


def test_grams_stay_inside_a_word() -> None:
    assert wording.grams("die Uhr") == [" uh", "uhr", "hr ", " uhr", "uhr ", " uhr "]


@given(st.text(max_size=500))
def test_no_text_is_too_strange(text: str) -> None:
    assert all(wording.words(text))
    assert len(wording.telling(text)) <= len(wording.words(text))
    assert all(len(gram) in wording.GRAM_SIZES for gram in wording.grams(text))
    assert all(wording.stem(word) for word in wording.telling(text) if wording.fold(word))
