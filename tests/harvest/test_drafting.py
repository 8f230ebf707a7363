"""A draft out of the room's own words: theirs alone, in the order of their weight, and nothing that was hidden."""

from app.afterword.models import LINE_LIMIT
from app.harvest import drafting
from app.translations import translations

GERMAN, ENGLISH = translations("de").gettext, translations("en").gettext


def test_the_heaviest_themes_in_the_words_of_the_room(decided) -> None:
    text = drafting.conclusion(decided.gathered(), GERMAN)
    opening, first, second, apart = text.split("\n\n")
    assert opening == "Das war am stärksten, in den Worten der Gäste:"
    assert first == "Wege: „Wie in Tisch 1 gehört“ (Tisch 2)"
    assert second == "Rhythmus: „Jede Woche ein Beitrag“ (Tisch 1 · Anker)"
    assert apart == "Auseinander zieht: mehr ↔ weniger."
    assert "Muss das sein?" not in text
    assert "Anke B." not in text
    english = drafting.conclusion(decided.gathered(), ENGLISH)
    assert english.startswith("What was strongest, in the guests’ own words:")
    assert "“Jede Woche ein Beitrag” (Table 1 · Anker)" in english


def test_without_themes_the_stars_say_what_is_strong(filled) -> None:
    report = filled.gathered()
    bare = type(report)(**{name: getattr(report, name) for name in report.__dataclass_fields__} | {"themes": ()})
    assert drafting.at_a_glance(bare, GERMAN) == ["„Jede Woche ein Beitrag“", "„Wie in Tisch 1 gehört“"]


def test_there_is_no_draft_out_of_nothing(room) -> None:
    assert drafting.conclusion(room.gathered(), GERMAN) == ""
    assert drafting.at_a_glance(room.gathered(), GERMAN) == []
    room.lay("Ohne Stern und Thema")
    assert drafting.conclusion(room.gathered(), GERMAN) == ""


def test_long_words_are_cut_between_two_of_them(room) -> None:
    room.place(room.lay("Lärm " * 90), room.theme("Ein sehr langer Name " * 4, 1))
    room.place(room.lay("x" * 500), room.theme("Kurz", 2))
    lines = drafting.at_a_glance(room.gathered(), GERMAN)
    assert len(lines) == 2
    assert all(len(line) <= LINE_LIMIT and line.endswith(" …“") for line in lines)
    assert "Lär …" not in lines[0]
