"""What the host does on the board, and what a grouping may not undo."""

from collections.abc import Callable

import pytest

from app.cafes.models import Phase
from app.db import now
from app.errors import BadInput, CafeIsClosed, NotFound
from app.events import recorded
from app.synthesis import reading, synthesising
from app.synthesis.grouping import Group, Proposal
from app.synthesis.models import Column, MadeBy
from tests.synthesis.room import Room

PAPER = ["Newsletter abschaffen", "Newsletter kürzen", "Newsletter liest niemand"]
PHOTOS = ["Fotos selbst machen", "Bessere Fotos", "Foto aufs Profil"]


def lay_six(room: Room) -> list[int]:
    return [room.lay(text) for text in PAPER + PHOTOS]


def kinds(room: Room) -> list[str]:
    return [event.kind for event in recorded(room.db)]


def test_a_first_grouping(room: Room) -> None:
    lay_six(room)
    room.lay("Kaffee")
    synthesising.group(room.db, room.cafe)
    assert sorted(map(sorted, room.themes().values())) == sorted(map(sorted, [PAPER, PHOTOS]))
    assert {theme.made_by for theme in reading.themes(room.db, room.cafe)} == {MadeBy.software}
    assert room.columns()["unsorted"][""] == ["Kaffee"]
    assert kinds(room) == ["ThemesChanged"]


def test_asking_again_changes_nothing_and_leaves_no_litter(room: Room) -> None:
    lay_six(room)
    synthesising.group(room.db, room.cafe)
    first = room.themes()
    synthesising.group(room.db, room.cafe)
    assert room.themes() == first


def test_a_named_theme_and_what_lies_in_it_stay(room: Room) -> None:
    lay_six(room)
    synthesising.group(room.db, room.cafe)
    theme = next(each for each in reading.themes(room.db, room.cafe) if "Newsletter" in each.name)
    synthesising.name_theme(room.db, room.cafe, theme.id_, "  Post   an alle ")
    room.lay("Newsletter auf Türkisch")
    synthesising.group(room.db, room.cafe)
    assert sorted(room.themes()["Post an alle"]) == sorted([*PAPER, "Newsletter auf Türkisch"])
    assert len(room.themes()) == 2


def test_what_the_host_placed_is_not_moved(room: Room) -> None:
    ids = lay_six(room)
    own = synthesising.add_theme(room.db, room.cafe, "Sonstiges")
    synthesising.place(room.db, room.cafe, ids[0], theme_id=own.id_)
    synthesising.place(room.db, room.cafe, ids[3], theme_id=None)
    synthesising.group(room.db, room.cafe)
    assert PAPER[0] in room.themes()["Sonstiges"]
    assert PHOTOS[0] in room.columns()["unsorted"][""]


def test_a_column_by_hand_leaves_the_theme_to_the_grouping_and_outlives_it(room: Room) -> None:
    ids = lay_six(room)
    synthesising.place(room.db, room.cafe, ids[0], column=Column.change)
    synthesising.group(room.db, room.cafe)
    synthesising.group(room.db, room.cafe)
    ((name, cards),) = room.columns()["change"].items()
    assert cards == [PAPER[0]]
    assert sorted(room.themes()[name]) == sorted(PAPER)


def test_a_proposal_that_comes_late_respects_what_happened_meanwhile(room: Room) -> None:
    ids = lay_six(room)
    doomed = synthesising.add_theme(room.db, room.cafe, "Bald weg")
    proposal = Proposal(
        (
            Group(None, "Post", (ids[0], ids[1], ids[2], 999), ids[0]),
            Group(doomed.id_, "Bald weg", (ids[3],), ids[3]),
            Group(None, "Leer", (ids[4],), ids[4]),
        ),
        (ids[5],),
    )
    kept = synthesising.add_theme(room.db, room.cafe, "Meins")
    synthesising.merge_themes(room.db, room.cafe, doomed.id_, kept.id_)
    synthesising.place(room.db, room.cafe, ids[0], theme_id=kept.id_)
    reading.contribution(room.db, room.cafe, ids[1]).withdrawn_at = now()
    reading.contribution(room.db, room.cafe, ids[4]).hidden_at = now()
    room.db.flush()
    synthesising.accept_grouping(room.db, room.cafe, proposal)
    assert room.themes() == {"Meins": [PAPER[0]], "Post": [PAPER[2]]}


def test_merging_keeps_the_second_name_and_holds(room: Room) -> None:
    ids = lay_six(room)
    one = synthesising.add_theme(room.db, room.cafe, "Eins").id_
    two = synthesising.add_theme(room.db, room.cafe, "Zwei").id_
    synthesising.place(room.db, room.cafe, ids[0], theme_id=one)
    synthesising.place(room.db, room.cafe, ids[3], theme_id=two)
    recorded(room.db)
    synthesising.merge_themes(room.db, room.cafe, one, two)
    assert room.themes() == {"Zwei": [PAPER[0], PHOTOS[0]]}
    assert kinds(room) == ["ThemesChanged"]
    synthesising.group(room.db, room.cafe)
    assert {PAPER[0], PHOTOS[0]} <= set(room.themes()["Zwei"])


def test_splitting_makes_the_neighbour(room: Room) -> None:
    ids = lay_six(room)
    first = synthesising.add_theme(room.db, room.cafe, "Alles").id_
    synthesising.add_theme(room.db, room.cafe, "Letztes")
    for each in ids:
        synthesising.place(room.db, room.cafe, each, theme_id=first)
    synthesising.split_theme(room.db, room.cafe, first, ids[3:], "Fotos")
    assert list(room.themes().items()) == [("Alles", PAPER), ("Fotos", PHOTOS), ("Letztes", [])]


def test_placing_tells_which(room: Room) -> None:
    one = room.lay("Licht")
    theme = synthesising.add_theme(room.db, room.cafe, "Raum").id_
    recorded(room.db)
    synthesising.place(room.db, room.cafe, one, column=Column.change, theme_id=theme)
    assert [(event.kind, event.payload) for event in recorded(room.db)] == [
        ("ContributionPlaced", {"contribution_id": one})
    ]
    synthesising.place(room.db, room.cafe, one, theme_id=None)
    assert room.columns()["change"] == {"": ["Licht"]}


@pytest.mark.parametrize("name", ["", "   ", "x" * 81])
def test_a_theme_needs_a_name_that_fits(room: Room, name: str) -> None:
    theme = synthesising.add_theme(room.db, room.cafe, "x" * 80).id_
    one = room.lay("Licht")
    synthesising.place(room.db, room.cafe, one, theme_id=theme)
    recorded(room.db)
    for verb in (
        lambda: synthesising.add_theme(room.db, room.cafe, name),
        lambda: synthesising.name_theme(room.db, room.cafe, theme, name),
        lambda: synthesising.split_theme(room.db, room.cafe, theme, [one], name),
    ):
        with pytest.raises(BadInput) as refused:
            verb()
        assert refused.value.field == "name"
    assert room.themes() == {"x" * 80: ["Licht"]}
    assert kinds(room) == []


def test_what_cannot_be_done(room: Room) -> None:
    theme = synthesising.add_theme(room.db, room.cafe, "Eins").id_
    with pytest.raises(BadInput):
        synthesising.merge_themes(room.db, room.cafe, theme, theme)
    with pytest.raises(BadInput):
        synthesising.split_theme(room.db, room.cafe, theme, [], "Zwei")


def test_what_is_not_of_this_cafe_is_not_found(room: Room, other_room: Room) -> None:
    one, hidden = room.lay("Licht"), room.lay("Unfug", hidden_at=now())
    mine = synthesising.add_theme(room.db, room.cafe, "Meins").id_
    theirs = synthesising.add_theme(room.db, other_room.cafe, "Ihres").id_
    elsewhere = other_room.lay("nebenan")
    db, cafe = room.db, room.cafe
    attempts: list[Callable[[], object]] = [
        lambda: synthesising.name_theme(db, cafe, theirs, "Neu"),
        lambda: synthesising.name_theme(db, cafe, 4711, "Neu"),
        lambda: synthesising.merge_themes(db, cafe, mine, theirs),
        lambda: synthesising.merge_themes(db, cafe, theirs, mine),
        lambda: synthesising.split_theme(db, cafe, theirs, [elsewhere], "Neu"),
        lambda: synthesising.split_theme(db, cafe, mine, [one], "Neu"),
        lambda: synthesising.place(db, cafe, elsewhere, column=Column.change),
        lambda: synthesising.place(db, cafe, hidden, column=Column.change),
        lambda: synthesising.place(db, cafe, 4711, theme_id=mine),
        lambda: synthesising.place(db, cafe, one, theme_id=theirs),
    ]
    for attempt in attempts:
        with pytest.raises(NotFound):
            attempt()
    assert other_room.themes() == {"Ihres": []}


def test_a_closed_cafe_is_only_read(room: Room) -> None:
    one = room.lay("Licht")
    room.cafe.phase = Phase.closed
    with pytest.raises(CafeIsClosed):
        synthesising.place(room.db, room.cafe, one, column=Column.change)
    with pytest.raises(CafeIsClosed):
        synthesising.group(room.db, room.cafe)
