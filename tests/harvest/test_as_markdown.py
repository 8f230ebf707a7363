"""The Markdown report tells the evening in order, and nobody's words become markup."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from app.harvest import as_markdown as formatting
from app.harvest.as_markdown import as_markdown, escaped
from app.texts import cleaned


def headings(text: str) -> list[str]:
    return [line for line in text.splitlines() if line.startswith("#")]


def test_the_order_of_an_event_report(filled) -> None:
    filled.cafe.impulse_speaker, filled.cafe.impulse_message = "Eine Praktikerin", "Niemand muss auf jede Bühne."
    assert headings(as_markdown(filled.gathered(), str)) == [
        "# Weniger Lärm, mehr Wirkung",
        "## Impuls: Kernaussage",
        "## Zentrale Frage",
        "## Ablauf und Tische",
        "## Beiträge von den Tischdecken",
        "### Tisch 1 · Anker",
        "#### Runde 1",
        "### Tisch 2",
        "#### Runde 1",
        "#### Runde 2",
        "## Themen und Synthese",
        "### Rhythmus (1)",
        "### Wege (1)",
        "## Hinweise zur Dokumentation",
    ]


def test_a_contribution_stands_word_for_word_with_what_is_known_of_it(filled) -> None:
    text = as_markdown(filled.gathered(), str)
    known = "in Angriff nehmen; Carola M.; mitgebracht von Tisch 1: „Jede Woche ein Beitrag“; ★ 1"
    assert f"- Wie in Tisch 1 gehört *({known})*" in text.splitlines()
    assert "*Vorschlag der Software*" in text
    assert "- Offene Frage: Wer fängt an?" in text


def test_hidden_and_taken_back_ones_are_not_there(filled) -> None:
    text = as_markdown(filled.gathered(), str)
    assert "Muss das sein" not in text
    assert "zurück" not in text
    assert "Verborgene Beiträge, die hier fehlen: 1" in text


def test_many_contributions_come_after_the_themes(filled, monkeypatch) -> None:
    monkeypatch.setattr(formatting, "MANY", 2)
    chapters = [line for line in headings(as_markdown(filled.gathered(), str)) if line.startswith("## ")]
    assert chapters.index("## Themen und Synthese") < chapters.index("## Beiträge von den Tischdecken")


def test_an_empty_cafe_has_a_report(room) -> None:
    assert "## Ablauf und Tische" in as_markdown(room.gathered(), str)


def read_by_markdown(text: str) -> list[str]:
    """The texts a reader sees, with the kinds of all marks that are not plain text."""
    tokens = MarkdownIt("commonmark").enable(["table", "strikethrough"]).parse(text)
    inner = [child for token in tokens for child in token.children or ()]
    return [
        token.content if token.type == "text" else f"<{token.type}>" for token in inner if token.type != "text_special"
    ]


@pytest.mark.parametrize(
    "text",
    [
        "# Titel",
        "- Punkt",
        "+ Punkt",
        "1. Punkt",
        "1) Punkt",
        "*fett*",
        "__fett__",
        "`x`",
        "[a](b)",
        "![a](b)",
        "<b>x</b>",
        "a|b",
        "~~weg~~",
        "&lt;",
        "\\*",
        "> Zitat",
        "---",
        "===",
        "http://a.example",
        "Ende\\",
        "$x$",
        "* * *",
    ],
)
def test_markup_signs_are_only_signs(text) -> None:
    assert read_by_markdown(f"- {escaped(text)}\n") == [text]


@given(st.text(st.one_of(st.characters(codec="utf-8"), st.sampled_from("#*_-+=>|`[]()<!~1. \\&\n"))))
def test_every_text_is_read_as_it_was_written(text) -> None:
    plain = " ".join(cleaned(text, lines=True).split())
    assert "".join(read_by_markdown(f"- {escaped(text)}\n")) == plain
    assert "".join(read_by_markdown(f"> {escaped(text)}\n")) == plain
