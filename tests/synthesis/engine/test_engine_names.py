"""What a theme is called, and who says the same as somebody else."""

import pytest

from app.synthesis.engine.answers import draft
from app.synthesis.engine.naming import names
from app.synthesis.engine.reader import read
from app.synthesis.material import Material


def named(texts: list[str], themes: list[list[int]], usual: str = "de") -> list[str]:
    return [each.name for each in names(read(texts, (), usual), themes, texts, [theme[0] for theme in themes])]


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        (["Die Häuser streichen", "Häuser sind grau", "der Fluss"], "Häuser"),
        (["Tempo 30 am Markt", "wir wollen Tempo 30", "Bänke"], "Tempo 30"),
        (["Haus der Begegnung öffnen", "mehr für das Haus der Begegnung", "Bänke"], "Haus der Begegnung"),
        (["open the door", "Open the window", "a cat"], "Open"),
        (["🔥 " * 60, "🔥", "Bänke"], "🔥 " * 19 + "🔥…"),
        (["ganz allein damit", "nur einer", "Bänke"], "ganz allein damit"),
    ],
)
def test_names_are_the_members_own_words(texts: list[str], expected: str) -> None:
    assert named(texts, [[0, 1]]) == [expected]


def test_two_phrases_say_different_things_and_no_two_themes_are_called_alike() -> None:
    texts = ["Fotos vom Team", "Team auf Fotos", "Fotos der Orte", "Orte auf Fotos", "Suppe"]
    found = named(texts, [[0, 1], [2, 3]])
    assert sorted(found[0].split(" · ")) == ["Fotos", "Team"]
    assert len(set(found)) == 2


def twins(*texts: str) -> tuple[tuple[int, ...], ...]:
    return draft(Material(dict(enumerate(texts, 1))), lambda share: None).twins


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Redaktionsplan machen!", "redaktionsplan machen"),
        ("Privilegiertes Anwohnerparken inerhalb der Ringe!", "Privilegiertes Anwohnerparken innerhalb der Ringe"),
        ("open on sundays!", "Open on Sundays #opensundays"),
    ],
)
def test_who_says_the_same_is_a_twin(one: str, other: str) -> None:
    assert twins(one, "Suppe kochen", other) == ((1, 3),)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("mehr Fotos vom Seminar", "weniger Fotos vom Seminar"),
        ("Newsletter behalten", "Newsletter nicht behalten"),
        ("Tempo 30 in der Stadt", "Tempo 50 in der Stadt"),
        ("Newsletter", "Newsletter sofort und für alle Zeiten abschaffen"),
        ("🔥", "🔥"),
    ],
)
def test_who_says_something_else_is_none(one: str, other: str) -> None:
    assert twins(one, "Suppe kochen", other) == ()
