"""The Markdown report draws the whole manuscript, and nobody's words become markup."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token

from app.harvest.as_markdown import as_markdown
from app.harvest.edition import Audience, Edition, Length
from app.harvest.manuscripts import manuscript
from app.harvest.markup import escaped, paragraph
from app.press.manuscript import Manuscript
from app.texts import cleaned
from tests.harvest.conftest import Room
from tests.press.samples import contributions, sample


def drawn(room: Room, audience: Audience = Audience.participants) -> str:
    return as_markdown(manuscript(room.gathered(), Edition(audience, Length.full, "de"), str))


def tokens(text: str) -> list[Token]:
    return MarkdownIt("commonmark").enable(["table", "strikethrough"]).parse(text)


def read_by_markdown(text: str) -> list[str]:
    """The texts a reader sees, with the kinds of all marks that are not plain text."""
    inner = [child for token in tokens(text) for child in token.children or ()]
    return [
        token.content if token.type == "text" else f"<{token.type}>" for token in inner if token.type != "text_special"
    ]


def in_full(text: str) -> list[str]:
    """What stands in lists outside of quotations, as a reader sees it."""
    found, depth = [], 0
    for token in tokens(text):
        depth += {"blockquote_open": 1, "blockquote_close": -1}.get(token.type, 0)
        if token.type == "inline" and not depth:
            found.append("".join("\n" if each.type == "hardbreak" else each.content for each in token.children or ()))
    return found


def test_the_chapters_of_the_report(filled: Room) -> None:
    filled.cafe.impulse_speaker, filled.cafe.impulse_message = "Eine Praktikerin", "Niemand muss auf jede Bühne."
    lines = drawn(filled).splitlines()
    assert lines[0] == "# Weniger Lärm, mehr Wirkung"
    chapters = [line for line in lines if line.startswith("## ")]
    assert chapters[:3] == ["## Auf einen Blick", "## Impuls: Kernaussage", "## Zentrale Frage"]
    assert "### Tisch 1 · Anker" in lines
    assert "#### Runde 1" in lines


def test_a_contribution_stands_word_for_word_with_what_is_known_of_it(filled: Room) -> None:
    text = drawn(filled)
    known = "Carola M.; mitgebracht von Tisch 1: „Jede Woche ein Beitrag“; ★ 1; gehört zu „Vom ganzen Tisch“"
    assert f"- Wie in Tisch 1 gehört *({known})*" in text.splitlines()
    assert "- Offene Frage: Wer fängt an?" in text


def test_a_drawing_is_what_there_is_to_see(filled: Room) -> None:
    text = drawn(filled)
    assert r"★ 2)* \[Zeichnung: Ein Herz für Donnerstag\]" in text  # beside its words
    assert r"- \[Zeichnung: Ein langer Weg\]" in text.splitlines()  # between the words
    for never in ("Zurückgenommen", "Ausgeblendete Zeichnung", "rückgängig"):
        assert never not in drawn(filled, Audience.team)


def test_hidden_ones_are_there_for_the_team_alone(filled: Room) -> None:
    assert "Muss das sein" not in drawn(filled)
    assert "Muss das sein" in drawn(filled, Audience.team)
    assert "zurück" not in drawn(filled, Audience.team)


def test_what_the_room_decided(decided: Room) -> None:
    decided.db.flush()
    text = drawn(decided, Audience.team)
    lines = text.splitlines()
    assert "- Wege: 5" in lines
    assert "| Rhythmus | 4,3 | 2,0 |" in lines
    assert "**Beiträge**\n\n- **mehr**\n  - Jede Woche ein Beitrag\n\n- **weniger**" in text
    assert any(line.startswith("| Einen Kanal schließen | Abstimmen |") for line in lines)
    assert "| 1 | Da fehlt etwas | Der Hof fehlt |" in lines
    assert "nur mich an" not in text
    assert "Verworfen" not in text


def test_an_empty_cafe_has_a_report(room: Room) -> None:
    assert "## Ablauf und Tische" in drawn(room)


@pytest.mark.parametrize("language", ["de", "en"])
def test_every_contribution_stands_there_exactly_once(language: str) -> None:
    told = contributions(160, "en" if language == "en" else "de")
    found = in_full(as_markdown(sample(160, "en" if language == "en" else "de")))
    for line in told:
        assert sum(text.startswith(line["text"]) for text in found) == 1, line["text"]


def test_a_picture_a_date_and_a_link_are_read_as_such() -> None:
    text = as_markdown(sample(6))
    kinds = {child.type for token in tokens(text) for child in token.children or ()}
    assert {"image", "link_open", "strong_open", "em_open"} <= kinds
    assert "![Foto: Beim Kaffee](<photos/photo-2.jpg>)" in text
    assert "[Folien](<https://example.org/folien.pdf>)" in text
    assert "**Vorschlag des Programms:**\n\n> Vorschlag des Programms, nicht überarbeitet." in text


@pytest.mark.parametrize("url", ["javascript:alert(1)", "https://a.example/> <b>", "data:text/html,x", "https://a b"])
def test_what_is_no_web_address_is_no_link(url: str) -> None:
    plain: Manuscript = {**sample(0), "blocks": [{"kind": "references", "items": [{"label": "Folien", "url": url}]}]}
    assert "<link_open>" not in read_by_markdown(as_markdown(plain))


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
def test_markup_signs_are_only_signs(text: str) -> None:
    assert read_by_markdown(f"- {escaped(text)}\n") == [text]
    assert read_by_markdown(f"{paragraph(f'Davor{chr(10)}{text}')}\n") == ["Davor", "<hardbreak>", text]


@given(st.text(st.one_of(st.characters(codec="utf-8"), st.sampled_from("#*_-+=>|`[]()<!~1. \\&\n"))))
def test_every_text_is_read_as_it_was_written(text: str) -> None:
    plain = " ".join(cleaned(text, lines=True).split())
    assert "".join(read_by_markdown(f"- {escaped(text)}\n")) == plain
    assert "".join(read_by_markdown(f"> {escaped(text)}\n")) == plain
    lines = [" ".join(line.split()) for line in cleaned(text, lines=True).split("\n")]
    assert in_full(f"{paragraph(text)}\n") == ["\n".join(filter(None, lines))][: bool(plain)]
