"""Which poles pull against each other, by wording and stars."""

import random

import pytest

from app.synthesis.claims import claims
from app.synthesis.tensions import AT_MOST, Pull, Voice, pulls
from tests.synthesis import texts

THEME = {1: "Newsletter", 2: "Wahlen"}


def voices(*lines: str, theme: int | None = None, stars: tuple[int, ...] = ()) -> list[Voice]:
    """Lines of different tables, numbered from 1."""
    given = [*stars, *[0] * len(lines)]
    return [Voice(number, text, theme, given[number - 1], number) for number, text in enumerate(lines, 1)]


def told(*lines: str, theme: int | None = None) -> list[tuple[object, ...]]:
    """Pulls without their weights."""
    found = pulls(voices(*lines, theme=theme), THEME)
    return [(pull.left, pull.subject, pull.left_word, pull.right_word, pull.right) for pull in found]


@pytest.mark.parametrize(
    ("for_it", "against_it", "pull"),
    [
        ("mehr Folien", "weniger Folien!", ("Folien", "mehr", "weniger")),
        ("Mehr Folien zeigen", "Keine Folien mehr", ("Folien", "Mehr", "Keine mehr")),
        ("Rundbrief unbedingt behalten", "Rundbrief abschaffen", ("Rundbrief", "behalten", "abschaffen")),
        ("Den Rundbrief ausbauen", "Wir schaffen den Rundbrief ab", ("Rundbrief", "ausbauen", "schaffen … ab")),
        ("Rundbriefe nicht abschaffen", "weg mit dem Rundbrief", ("Rundbriefe", "nicht abschaffen", "weg mit")),
        ("Der Stammtisch ist wichtig", "lieber Mails als Stammtisch", ("Stammtisch", "wichtig", "lieber … als")),
        ("Beamer ausbauen", "Wir brauchen den Beamer nicht", ("Beamer", "ausbauen", "Wir brauchen … nicht")),
        ("keep the benches", "benches: remove", ("benches", "keep", "remove")),
        ("we need parking on Sundays", "get rid of parking", ("parking", "we need", "get rid of")),
    ],
)
def test_for_and_against_the_same_thing(for_it: str, against_it: str, pull: tuple[str, str, str]) -> None:
    subject, left, right = pull
    assert told(for_it, against_it) == [((1,), subject, left, right, (2,))]
    assert told(against_it, for_it)[0][0] == (2,), "what is for it stands on the left, whoever came first"


@pytest.mark.parametrize(
    ("one", "other", "pull"),
    [
        ("Protokolle digital", "Protokolle auf Papier", ("Protokolle", "digital", "Papier")),
        ("Schulung online", "Schulung vor Ort", ("Schulung", "online", "vor Ort")),
        ("Fortbildung als Pflicht", "Fortbildung bleibt freiwillig", ("Fortbildung", "Pflicht", "freiwillig")),
        ("Einkauf zentral regeln", "Einkauf dezentral regeln", ("Einkauf", "zentral", "dezentral")),
        ("Antworten schnell geben", "Antworten gründlich geben", ("Antworten", "schnell", "gründlich")),
        ("Sprechzeiten fest", "Sprechzeiten flexibel", ("Sprechzeiten", "fest", "flexibel")),
        ("Protokoll öffentlich", "Protokoll vertraulich", ("Protokoll", "öffentlich", "vertraulich")),
        ("quiet tables", "lively tables", ("tables", "quiet", "lively")),
        ("Protokolle digital", "Protokolle nicht digital", ("Protokolle", "digital", "nicht digital")),
    ],
)
def test_the_two_ends_of_a_pair_about_the_same_thing(one: str, other: str, pull: tuple[str, str, str]) -> None:
    subject, left, right = pull
    assert ((1,), subject, left, right, (2,)) in told(one, other)


@pytest.mark.parametrize(
    "lines",
    [
        ("mehr Fotos", "mehr Fotos"),
        ("mehr Fotos", "mehr Fotos zeigen", "Fotos ausbauen"),
        ("weniger Fotos", "Fotos abschaffen"),
        ("mehr Fotos", "weniger Text"),
        ("weniger Sitzungen in der Kantine", "mehr Gemüse in der Kantine"),
        ("Fotos", "weniger Fotos"),
        ("weniger Text mehr Bilder",),
        ("mehr Fotos? weniger Fotos!",),
        ("Papier statt digital",),
        ("digital abstimmen", "auf Papier schreiben"),
        ("", "?", "🎉"),
        (),
    ],
    ids=str,
)
def test_no_tension_where_nobody_disagrees(lines: tuple[str, ...]) -> None:
    assert told(*lines) == []


def test_what_names_no_subject_speaks_of_its_theme() -> None:
    assert told("weg damit!", "unbedingt behalten", theme=1) == [((2,), "Newsletter", "behalten", "weg", (1,))]
    assert told("weg damit!", "unbedingt behalten") == []


def test_a_pair_in_one_theme_needs_three_voices_if_nothing_else_is_common() -> None:
    lines = ("digital abstimmen", "auf Papier schreiben", "Zettel einwerfen")
    assert told(*lines[:2], theme=2) == []
    assert told(*lines, theme=2) == [((1,), "Wahlen", "digital", "Papier", (2, 3))]


def test_who_stands_on_both_sides_stands_on_none() -> None:
    assert told("mehr Folien", "weniger Folien", "mehr Folien, dann weniger Folien")[0][::4] == ((1,), (2,))


def test_stars_make_a_pull_stronger_and_order_its_voices() -> None:
    lines = ["mehr Folien", "Folien ausbauen", "weniger Folien", "Obst behalten", "Obst abschaffen"]
    found = pulls(voices(*lines, stars=(0, 1, 0, 3, 3)), {})
    assert [(pull.subject, pull.left, pull.right) for pull in found] == [
        ("Obst", (4,), (5,)),
        ("Folien", (2, 1), (3,)),
    ]
    assert found[0].weight > found[1].weight


def test_at_most_twelve_and_no_voice_twice_in_one() -> None:
    subjects = [f"{one}{two}quark" for one in "abcdef" for two in "bcd"]
    found = pulls(voices(*[f"{sign} {each}" for each in subjects for sign in ("mehr", "weniger")]), {})
    assert len(found) == AT_MOST
    assert all(set(pull.left).isdisjoint(pull.right) for pull in found)


def test_the_same_cards_in_any_order_give_the_same_pulls() -> None:
    cards = cafe(texts.evening()) + cafe(texts.library(), first=1000)
    names = {number: name for name, number in themes(texts.evening()).items()}
    mixed = list(cards)
    random.Random(3).shuffle(mixed)
    assert pulls(cards, names) == pulls(mixed, names) != []


def test_what_a_reader_saw_in_two_cafes_is_found_in_part() -> None:
    """Tensions of attitude seldom share a word: three of seven are found; a fence, no measure of quality."""
    found = set()
    for lines in (texts.evening(), texts.library()):
        for pull in pulls(cafe(lines), {number: name for name, number in themes(lines).items()}):
            sides = [[lines[place - 1].pole for place in pole] for pole in (pull.left, pull.right)]
            found.add(tuple(max(sorted(set(side)), key=side.count) for side in sides))
    assert {("selbst", "abgeben"), ("plan", "spontan"), ("quiet", "lively")} <= found


def test_every_stretch_of_any_text_is_read() -> None:
    for text in texts.everything():
        assert all(claim.tokens and claim.sign in (-1, 0, 1) for claim in claims(text))


def cafe(lines: list[texts.Line], first: int = 1) -> list[Voice]:
    """A café's lines as voices, numbered from `first`."""
    known = themes(lines)
    return [
        Voice(number, line.text, known.get(line.theme), line.stars, line.table)
        for number, line in enumerate(lines, first)
    ]


def themes(lines: list[texts.Line]) -> dict[str, int]:
    """Numbers of the themes that somebody sorted the lines into."""
    return {name: number for number, name in enumerate(sorted({line.theme for line in lines if line.theme}), 1)}


def test_a_pull_is_a_plain_value() -> None:
    assert pulls(voices("mehr Folien", "weniger Folien"), {}) == [Pull((1,), (2,), "Folien", "mehr", "weniger", 2.0)]
