"""Newcomers, and the rest sorted by named themes."""

from app.synthesis.engine.answers import place, sort
from app.synthesis.material import BoardTheme, Material, Placed, Sorted

TEXTS = {
    1: "Newsletter abschaffen",
    2: "Den Newsletter nur noch alle zwei Monate",
    3: "Unser Newsletter liest niemand",
    4: "Bessere Fotos von den Seminaren",
    5: "Fotos selbst machen statt Fotos kaufen",
    6: "Fotos vom Buffet",
    7: "Newsletter kürzer",
    8: "Die Heizung klappert",
    9: "Fotos vom Buffet!",
    10: "🔥",
}
THEMES = (BoardTheme(1, "Newsletter"), BoardTheme(2, "Fotos"))
LAID = {1: 1, 2: 1, 3: 1, 4: 2, 5: 2, 6: 2}


def quiet(share: float) -> None:
    assert 0 <= share <= 1


def test_newcomers_lie_where_they_fit_or_on_the_heap() -> None:
    found = place(Material(TEXTS, THEMES, laid=LAID), [7, 8, 9, 10])
    assert found == Placed({7: 1, 8: None, 9: 2, 10: None}, {9: 6})


def test_the_words_of_the_host_draw_newcomers() -> None:
    heating = BoardTheme(3, "Haus", ("Heizung", "klappert"), is_kept=True)
    assert place(Material(TEXTS, (*THEMES, heating), laid=LAID), [8]).themes == {8: 3}


def test_newcomers_do_not_draw_each_other_and_strangers_are_ignored() -> None:
    assert place(Material(TEXTS, THEMES), [7, 8, 99]) == Placed({7: None, 8: None}, {})


def test_the_rest_is_sorted_by_named_themes_the_surest_half_first() -> None:
    named = (
        BoardTheme(1, "Newsletter", is_kept=True),
        BoardTheme(2, "Bilder", ("Fotos", "Foto")),
        BoardTheme(3, "Essen"),
    )
    found = sort(Material(TEXTS, named, laid={1: 1}, pinned=frozenset({1, 9})), quiet)
    assert {**found.surest, **found.rest} == {2: 1, 3: 1, 4: 2, 5: 2, 6: 2, 7: 1}
    assert len(found.surest) == 3


def test_nothing_to_sort_by() -> None:
    assert sort(Material(TEXTS), quiet) == Sorted({}, {})
    assert sort(Material({}, THEMES), quiet) == Sorted({}, {})
