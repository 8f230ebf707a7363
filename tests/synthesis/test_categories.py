"""Which category the words of a contribution suggest, and why."""

import gzip
from collections.abc import Callable
from time import process_time

import pytest

from app.synthesis import rules
from app.synthesis.categories import Suggestion, suggest
from app.tablecloth.models import Category
from tests.synthesis import texts
from tests.synthesis.texts import Line

CASES = [
    ("Newsletter abschaffen", "change", ("abschaffen",)),
    ("Wir schaffen die Rundmails ab", "change", ("schaffen", "ab")),
    ("Die Rundmails gehören abgeschafft!", "change", ("abgeschafft",)),
    ("keine Sitzung mehr nach 17 Uhr", "change", ("keine", "mehr")),
    ("Gespräche statt Rundmails", "change", ("statt",)),
    ("No longer print the minutes", "change", ("No longer",)),
    ("Get rid of the old printer", "change", ("Get rid of",)),
    ("Podcast abschaffen because it is too slow and could be better", "change", ("abschaffen",)),
    ("Den Rundbrief verbessern", "optimise", ("verbessern",)),
    ("schneller antworten, klarer schreiben", "optimise", ("schneller", "klarer")),
    ("Prozessverbesserung im Einkauf", "optimise", ("Prozessverbesserung",)),
    ("Make the sign easier to read", "optimise", ("Make", "easier")),
    ("Um Zeit zu sparen und alte Zöpfe abzuschaffen, die Vorlagen verbessern", "optimise", ("verbessern",)),
    ("Besser planen, damit wir weniger sitzen", "optimise", ("Besser",)),
    ("Einen Stammtisch gründen", "tackle", ("Einen Stammtisch gründen",)),
    ("Ab Mai fangen wir mit Hausbesuchen an", "tackle", ("fangen", "an")),
    ("We should start a repair evening", "tackle", ("start a",)),
    ("Let’s try a shared calendar", "tackle", ("Let’s try", "shared")),
    ("Den Newsletter nicht abschaffen", None, ()),
    ("Don't stop the music", None, ()),
    ("Abstellmöglichkeit am Tor", None, ()),
    ("Das findet im Saal statt", None, ()),
    ("aus guten Gründen", None, ()),
    ("mehr oder weniger egal", None, ()),
    ("pflegende Angehörige", None, ()),
    ("in dieser Angelegenheit", None, ()),
    ("the bus stop", None, ()),
    ("Was sollen wir verbessern?", None, ()),
    ("Wie soll das besser werden, wenn alle reden?", None, ()),
    ("Konzepte, Konzepte, Konzepte", None, ()),
    ("Rundbrief abschaffen, Podcast starten", None, ()),
    ("Vertrauen", None, ()),
    ("", None, ()),
    ("🎉 ?! …", None, ()),
]


@pytest.mark.parametrize(("text", "category", "because"), CASES, ids=[case[0][:30] for case in CASES])
def test_what_the_words_ask_for(text: str, category: str | None, because: tuple[str, ...]) -> None:
    assert suggest(text) == (Suggestion(Category(category), because) if category else None)


def test_reasons_stand_in_the_text_as_they_are_spelt() -> None:
    for text in texts.everything():
        found = suggest(text)
        place = 0
        for words in found.because if found else ():
            place = text.index(words, place) + len(words)


@pytest.mark.parametrize(
    ("lines", "answered", "right"),
    [
        (texts.evening, 0.36, 0.77),
        (texts.library, 0.32, 0.82),
        (lambda: texts.notes("de"), 0.7, 0.9),
        (lambda: texts.notes("en"), 0.75, 0.9),
    ],
    ids=["evening", "library", "notes-de", "notes-en"],
)
def test_no_worse_than_it_was(lines: Callable[[], list[Line]], answered: float, right: float) -> None:
    """Half of these lines were read while the rules were written: a fence, no measure of quality."""
    found = [(line, suggest(line.text)) for line in lines()]
    given = [(line, suggestion) for line, suggestion in found if suggestion]
    assert len(given) / len(found) >= answered
    assert sum(suggestion.category == line.category for line, suggestion in given) / len(given) >= right


def test_three_thousand_texts_are_a_moment() -> None:
    """0.3 s on a quiet machine; ten times that is a mistake."""
    lines = [line.text for line in (*texts.evening(), *texts.library())]
    begun = process_time()
    for number in range(3000):
        suggest(lines[number % len(lines)] + "!" * (number // len(lines)))
    assert process_time() - begun < 3


def test_the_rules_are_a_small_download_and_well_formed() -> None:
    assert len(gzip.compress(rules.FILE.read_bytes(), 9)) <= 8 * 1024
    book = rules.rulebook()
    every = [*book.others, *(rule for near in (book.exact, book.open_ended) for row in near.values() for rule in row)]
    assert {rule.category for rule in every} == {"", *Category}
    for rule in every:
        assert all(rule.elements)
        assert rule.elements[0] not in rules.NO_WORDS
        assert rule.points * 2 == int(rule.points * 2), "so that sums are exact on every machine"
        assert all(element == element.lower() or element.startswith("=") for element in rule.elements)
