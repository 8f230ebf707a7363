"""What the host does with themes and cards, and what cannot be done."""

from collections.abc import Callable

import pytest

from app.cafes.models import Phase
from app.db import now
from app.errors import BadInput, CafeIsClosed, NotFound
from app.events import recorded
from app.synthesis import placing, proposing, reading, theming, undoing
from app.synthesis.models import Column, ProposalKind
from tests.synthesis.room import Room

PAPER = ["Newsletter abschaffen", "Newsletter kürzen", "Newsletter liest niemand"]
PHOTOS = ["Fotos selbst machen", "Bessere Fotos", "Foto aufs Profil"]


def lay_six(room: Room) -> list[int]:
    return [room.lay(text) for text in PAPER + PHOTOS]


def kinds(room: Room) -> list[str]:
    return [event.kind for event in recorded(room.db)]


def test_merging_keeps_the_second_name_and_both_words(room: Room) -> None:
    ids = lay_six(room)
    one, two = room.theme("Eins", ids[0]), room.theme("Zwei", ids[3])
    theming.name_theme(room.db, room.cafe, one, "Eins", "Post, Brief")
    theming.name_theme(room.db, room.cafe, two, "Zwei", "Bild; Foto, Bild")
    recorded(room.db)
    theming.merge_themes(room.db, room.cafe, one, two)
    assert room.themes() == {"Zwei": [PAPER[0], PHOTOS[0]]}
    assert room.board.themes[0].words == "Bild, Foto, Post, Brief"
    assert kinds(room) == ["ThemesChanged"]


def test_splitting_makes_the_neighbour(room: Room) -> None:
    ids = lay_six(room)
    first = room.theme("Alles", *ids)
    room.theme("Letztes")
    theming.split_theme(room.db, room.cafe, first, ids[3:], "Fotos")
    assert list(room.themes().items()) == [("Alles", PAPER), ("Fotos", PHOTOS), ("Letztes", [])]


def test_putting_orders_themes(room: Room) -> None:
    one, two, three = (room.theme(name) for name in ("Eins", "Zwei", "Drei"))
    theming.put_theme(room.db, room.cafe, three, Column.tackle, before_id=one)
    assert list(room.themes()) == ["Drei", "Eins", "Zwei"]
    theming.put_theme(room.db, room.cafe, one, None)
    assert list(room.themes()) == ["Drei", "Zwei", "Eins"]
    assert [theme.id for theme in room.board.columns[2].themes] == [three]
    assert two


def test_colours_stay_with_their_themes_and_the_rarest_comes_next(room: Room) -> None:
    ids = [room.theme(f"Thema {number}") for number in range(9)]
    colours = {theme.id: theme.colour for theme in room.board.themes}
    assert sorted(colours.values()) == [0, 0, 1, 2, 3, 4, 5, 6, 7]
    theming.dissolve_theme(room.db, room.cafe, ids[4])
    assert {theme.id: theme.colour for theme in room.board.themes} == {
        each: colour for each, colour in colours.items() if each != ids[4]
    }
    fresh = room.theme("Neu")
    assert {theme.id: theme.colour for theme in room.board.themes}[fresh] == colours[ids[4]]


def test_many_cards_at_once_are_one_step(room: Room) -> None:
    ids = lay_six(room)
    theme = room.theme("Post")
    placing.place(room.db, room.cafe, ids[:3], theme_id=theme, column=Column.change)
    assert (room.themes(), room.columns()["change"]) == ({"Post": PAPER}, ["[Post]"])
    undoing.undo(room.db, room.cafe)
    assert room.themes() == {"Post": []}


def test_nothing_changed_is_no_step_and_no_news(room: Room) -> None:
    one = room.lay("Licht")
    theme = room.theme("Raum", one)
    recorded(room.db)
    before = reading.undoable(room.db, room.cafe)
    placing.place(room.db, room.cafe, [one], theme_id=theme)
    assert (kinds(room), reading.undoable(room.db, room.cafe)) == ([], before)


@pytest.mark.parametrize("name", ["", "   ", "x" * 81])
def test_a_theme_needs_a_name_that_fits(room: Room, name: str) -> None:
    one = room.lay("Licht")
    theme = room.theme("x" * 80, one)
    recorded(room.db)
    for verb in (
        lambda: theming.add_theme(room.db, room.cafe, name),
        lambda: theming.name_theme(room.db, room.cafe, theme, name),
        lambda: theming.split_theme(room.db, room.cafe, theme, [one], name),
    ):
        with pytest.raises(BadInput) as refused:
            verb()
        assert refused.value.field == "name"
    assert room.themes() == {"x" * 80: ["Licht"]}
    assert kinds(room) == []


def test_what_cannot_be_done(room: Room) -> None:
    theme = room.theme("Eins")
    db, cafe = room.db, room.cafe
    attempts: list[Callable[[], object]] = [
        lambda: theming.merge_themes(db, cafe, theme, theme),
        lambda: theming.split_theme(db, cafe, theme, [], "Zwei"),
        lambda: placing.place(db, cafe, [], column=Column.change),
        lambda: theming.name_theme(db, cafe, theme, "Eins", "x" * 121),
        lambda: proposing.ignore(db, cafe, "x" * 401),
        lambda: proposing.accept(db, cafe),
        lambda: undoing.redo(db, cafe),
    ]
    for attempt in attempts:
        with pytest.raises(BadInput):
            attempt()
    undoing.undo(db, cafe)
    with pytest.raises(BadInput):
        undoing.undo(db, cafe)


def test_what_is_not_of_this_cafe_is_not_found(room: Room, other_room: Room) -> None:
    one, hidden = room.lay("Licht"), room.lay("Unfug", hidden_at=now())
    mine, theirs, elsewhere = room.theme("Meins"), other_room.theme("Ihres"), other_room.lay("nebenan")
    gone = room.theme("Weg")
    theming.dissolve_theme(room.db, room.cafe, gone)
    db, cafe = room.db, room.cafe
    attempts: list[Callable[[], object]] = [
        *(lambda theme=theme: theming.name_theme(db, cafe, theme, "Neu") for theme in (theirs, gone, 4711)),
        lambda: theming.merge_themes(db, cafe, mine, theirs),
        lambda: theming.merge_themes(db, cafe, theirs, mine),
        lambda: theming.split_theme(db, cafe, theirs, [elsewhere], "Neu"),
        lambda: theming.split_theme(db, cafe, mine, [one], "Neu"),
        lambda: theming.put_theme(db, cafe, mine, None, before_id=theirs),
        lambda: placing.place(db, cafe, [elsewhere], column=Column.change),
        lambda: placing.place(db, cafe, [one, hidden], column=Column.change),
        lambda: placing.place(db, cafe, [4711], theme_id=mine),
        lambda: placing.place(db, cafe, [one], theme_id=theirs),
        lambda: placing.pin(db, cafe, [elsewhere], pinned=True),
        lambda: placing.part_twins(db, cafe, elsewhere),
    ]
    for attempt in attempts:
        with pytest.raises(NotFound):
            attempt()
    assert (other_room.themes(), room.themes()) == ({"Ihres": []}, {"Meins": []})


def test_a_closed_cafe_is_only_read(room: Room) -> None:
    one = room.lay("Licht")
    theme = room.theme("Raum", one)
    room.cafe.phase = Phase.closed
    db, cafe = room.db, room.cafe
    attempts: list[Callable[[], object]] = [
        lambda: placing.place(db, cafe, [one], column=Column.change),
        lambda: theming.dissolve_theme(db, cafe, theme),
        lambda: proposing.ask(db, cafe, ProposalKind.themes),
        lambda: undoing.undo(db, cafe),
        lambda: proposing.ignore(db, cafe, "Verein"),
    ]
    for attempt in attempts:
        with pytest.raises(CafeIsClosed):
            attempt()
