"""Cards found by what they say, where they lie and who gave them a star."""

import pytest

from app.synthesis import placing
from app.synthesis.models import Column
from app.synthesis.searching import Asked, search
from app.tablecloth.models import Category
from tests.synthesis.room import Room


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        (Asked(words="NEWSletter"), ["Newsletter kürzen", "Newsletter abschaffen"]),
        (Asked(words="newsletter kürz"), ["Newsletter kürzen"]),
        (Asked(words="nirgends"), []),
        (Asked(is_starred=True), ["Newsletter kürzen"]),
        (Asked(is_open=True), ["Newsletter kürzen", "Fotos"]),
        (Asked(column=Column.change), ["Newsletter abschaffen"]),
        (Asked(table=1, round_no=1), ["Newsletter kürzen", "Newsletter abschaffen", "Fotos"]),
        (Asked(table=2), []),
        (Asked(round_no=2), []),
        (Asked(trade="coach"), ["Newsletter kürzen", "Newsletter abschaffen", "Fotos"]),
        (Asked(trade="Bäcker"), []),
    ],
)
def test_what_is_found(room: Room, asked: Asked, found: list[str]) -> None:
    room.people[0].trade = "Business-Coach"
    room.lay("Newsletter abschaffen", category=Category.change)
    room.lay("Newsletter kürzen", stars=2)
    room.lay("Fotos")
    assert [card.laid.text for card in search(room.board, asked)] == found


def test_in_a_theme_and_among_voices(room: Room) -> None:
    inside, voice = room.lay("Newsletter"), room.lay("Fotos")
    theme = room.theme("Post", inside)
    placing.set_apart(room.db, room.cafe, [voice], apart=True)
    assert [card.id for card in search(room.board, Asked(theme_id=theme))] == [inside]
    assert [card.id for card in search(room.board, Asked(words="foto"))] == [voice]
    assert not Asked()
