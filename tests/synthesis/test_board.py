"""What the board shows, and what it does not."""

from datetime import timedelta

from sqlalchemy import event

from app.db import now
from app.synthesis import reading, synthesising
from app.synthesis.models import Column, MadeBy
from app.tablecloth.models import Category
from tests.synthesis.room import EVENING, Room


def test_a_tap_of_the_author_is_the_column_and_the_rest_is_a_heap(room: Room) -> None:
    room.lay("weg damit", category=Category.change)
    room.lay("besser machen", category=Category.optimise)
    room.lay("anfangen", category=Category.tackle)
    room.lay("hm")
    assert room.columns() == {
        "change": {"": ["weg damit"]},
        "optimise": {"": ["besser machen"]},
        "tackle": {"": ["anfangen"]},
        "unsorted": {"": ["hm"]},
    }


def test_the_host_overrides_the_column_but_not_the_category(room: Room) -> None:
    one = room.lay("weg damit", category=Category.change)
    synthesising.place(room.db, room.cafe, one, column=Column.tackle)
    board = reading.board(room.db, room.cafe)
    assert [(column.key, column.count) for column in board.columns] == [
        ("change", 0),
        ("optimise", 0),
        ("tackle", 1),
        ("unsorted", 0),
    ]
    assert board.columns[2].themes[0].cards[0].category == Category.change


def test_most_stars_first_then_oldest_first(room: Room) -> None:
    room.lay("alt")
    room.lay("neu")
    room.lay("beliebt", stars=3)
    room.lay("uralt", created_at=EVENING - timedelta(hours=1))
    assert room.columns()["unsorted"] == {"": ["beliebt", "uralt", "alt", "neu"]}


def test_what_was_taken_back_or_hidden_is_not_there(room: Room, other_room: Room) -> None:
    theme = synthesising.add_theme(room.db, room.cafe, "Licht").id_
    for each in (room.lay("weg", withdrawn_at=None), room.lay("bleibt")):
        synthesising.place(room.db, room.cafe, each, theme_id=theme)
    gone = room.lay("versteckt", hidden_at=now())
    other_room.lay("nebenan")
    first = reading.contribution(room.db, room.cafe, gone - 2)
    first.withdrawn_at = now()
    room.db.flush()
    assert room.themes() == {"Licht": ["bleibt"]}
    assert room.columns() == {"change": {}, "optimise": {}, "tackle": {}, "unsorted": {"Licht": ["bleibt"]}}


def test_a_theme_tells_its_mix_and_lies_in_several_columns(room: Room) -> None:
    theme = synthesising.add_theme(room.db, room.cafe, "Licht")
    for text, category in (("aus", Category.change), ("an", Category.tackle), ("blau", Category.change), ("rot", None)):
        synthesising.place(room.db, room.cafe, room.lay(text, category=category), theme_id=theme.id_)
    room.lay("ohne", category=Category.change)
    board = reading.board(room.db, room.cafe)
    assert [(each.id, each.count, each.made_by, each.column_mix) for each in board.themes] == [
        (theme.id, 4, MadeBy.person, {"change": 2, "tackle": 1, "unsorted": 1})
    ]
    assert [[(part.id, part.name, part.count) for part in column.themes] for column in board.columns] == [
        [(theme.id, "Licht", 2), (None, "", 1)],
        [],
        [(theme.id, "Licht", 1)],
        [(theme.id, "Licht", 1)],
    ]


def test_a_full_board_asks_as_often_as_an_empty_one(room: Room) -> None:
    asked: list[str] = []
    event.listen(room.db.get_bind(), "before_cursor_execute", lambda _c, _k, statement, *_: asked.append(statement))
    counts = []
    for rows in (3, 40):
        for number in range(rows):
            each = room.lay(f"Zeile {number}", stars=1)
            synthesising.place(
                room.db, room.cafe, each, theme_id=synthesising.add_theme(room.db, room.cafe, f"T{number}").id_
            )
        room.db.expire_all()
        asked.clear()
        reading.board(room.db, room.cafe)
        counts.append(len(asked))
    assert counts[0] == counts[1] <= 10
