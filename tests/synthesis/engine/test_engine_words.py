"""What counts as the same word, in which language it is, and in which field of life it moves."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.synthesis.engine import fields, languages, reader, signs, words


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Mehr #SocialMedia für Kolleg*innen 🎉", ("Mehr", "Social", "Media", "für", "Kolleg")),
        ("#wenige_kanaele!!", ("wenige", "kanaele")),
        ("Jour-fixe-Runde abschaffen", ("Jour", "fixe", "Runde", "abschaffen")),
        ("Teilnehmer:innen, TeilnehmerInnen, Teilnehmer/-innen, Teilnehmer_innen", ("Teilnehmer",) * 4),
        ("siehe https://beispiel.de/a?b=c oder ich@beispiel.de", ("siehe", "oder")),
        ("don’t panic 👍🏽 3x", ("don’t", "panic", "3", "x")),
        ("Vor\u00adname", ("Vorname",)),
        ("Tempo 30", ("Tempo", "30")),
        ("更多照片", ("更多", "多照", "照片")),
        ("больше фото", ("больше", "фото")),
        ("المزيد من الصور", ("المزيد", "من", "الصور")),
        ("🔥🔥🔥", ()),
        ("", ()),
    ],
)
def test_words(text: str, expected: tuple[str, ...]) -> None:
    assert words.words(text) == expected


@pytest.mark.parametrize(
    ("language", "family"),
    [
        ("de", ["Haus", "Häuser", "Hauses"]),
        ("de", ["Besprechung", "Besprechungen"]),
        ("de", ["REDAKTIONSPLAN", "Redaktionsplan"]),
        ("en", ["meeting", "Meetings"]),
        ("en", ["planned", "planning", "plans"]),
    ],
)
def test_one_stem_for_a_family_of_words(language: str, family: list[str]) -> None:
    assert len({words.stem(word, language) for word in family}) == 1


@pytest.mark.parametrize(("one", "two"), [("Haus", "Hase"), ("Tisch", "Tier"), ("Plan", "Planet")])
def test_different_stems(one: str, two: str) -> None:
    assert words.stem(one, "de") != words.stem(two, "de")


def test_words_that_only_hold_sentences_together_tell_nothing() -> None:
    assert [word for word in words.words("Wir müssen die Bilder aber löschen") if words.tells(word, "de")] == [
        "Bilder",
        "löschen",
    ]
    assert words.tells("man", "en") and not words.tells("man", "de")


def test_each_text_has_a_language_and_a_mixed_café_is_noticed() -> None:
    german, english = ["Die Tür ist zu und es zieht", "Kaffee und Kuchen"], ["the door is open and it is cold"]
    spoken, is_mixed = languages.of_each([words.words(text) for text in (*german, *english, "Feedback")], "de")
    assert (spoken, is_mixed) == (["de", "de", "en", "de"], True)
    assert languages.of_each([words.words(text) for text in german * 20], "en") == (["de"] * 40, False)
    assert languages.of_each([("Xyz",)], "en") == (["en"], False)


def test_parts_of_a_compound_that_others_use() -> None:
    found = reader.read(["Redaktionspläne", "die Redaktion", "ein guter Plan", "Bild"])
    assert found.terms[0] == ["redaktionsplan", "redaktion", "plan"]
    assert found.terms[3] == ["bild"]


def test_english_words_meet_german_ones_only_where_both_are_written() -> None:
    mixed = reader.read(["Die Besprechung ist zu lang", "the meeting is much too long"])
    assert "besprech" in mixed.terms[0] and "besprech" in mixed.terms[1]
    assert "besprech" not in reader.read(["the meeting is much too long", "the agenda of the day"]).terms[0]


def test_what_the_host_ignores_is_not_there() -> None:
    found = reader.read(["Bus in Krefeld", "Krefelds Parks"], ignored=["krefeld"])
    assert [list(each) for each in found.words] == [["Bus", "in"], ["Parks"]]


def test_fields_of_life_reach_into_compounds_and_other_languages() -> None:
    (tax,) = fields.fields_of([words.stem("Steuer", "de")], "de")
    assert fields.fields_of([words.stem("Hundesteuer", "de")], "de") == [tax]
    assert fields.fields_of([words.stem("taxes", "en")], "en") == [tax]
    assert fields.fields_of([None, "xyzzyxyz"], "de") == []


def test_signs_are_counted_alike_in_every_order() -> None:
    one, other = signs.counted_signs([("Uhr", "Uhren"), ("Uhr",)]), signs.counted_signs([("Uhr",), ("Uhren", "Uhr")])
    assert one.sum() == other.sum() > 0
    assert signs.counted_signs([]).shape == (0, 0)
    assert signs.counted_signs([(), ("Uhr",)]).shape == (2, 0)


@given(st.text(max_size=500))
def test_no_text_is_too_strange(text: str) -> None:
    found = reader.read([text, text])
    assert found.terms[0] == found.terms[1]
    assert all(len(word) <= words.LONGEST_WORD for word in found.words[0])
