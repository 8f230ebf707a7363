"""What the board shows, and what it does not: every contribution in one place."""

from datetime import timedelta

from sqlalchemy import event

from app.db import now
from app.synthesis import placing, reading, theming
from app.synthesis.models import Column, Placement
from app.tablecloth.models import Category
from tests.synthesis.room import EVENING, Room


def test_a_tap_of_the_author_is_the_column_and_the_rest_is_a_heap(room: Room) -> None:
    room.lay("weg damit", category=Category.change)
    room.lay("besser machen", category=Category.optimise)
    room.lay("anfangen", category=Category.tackle)
    room.lay("hm")
    assert room.columns() == {
        "change": ["weg damit"],
        "optimise": ["besser machen"],
        "tackle": ["anfangen"],
        "unsorted": ["hm"],
    }


def test_the_host_overrides_the_column_but_not_the_category(room: Room) -> None:
    one = room.lay("weg damit", category=Category.change)
    placing.place(room.db, room.cafe, [one], column=Column.tackle)
    (card,) = room.board.columns[2].loose
    assert (card.laid.category, card.column, card.chosen_by) == (Category.change, Column.tackle, "host")


def test_a_suggestion_stands_only_where_nobody_chose_and_sorts_nothing_by_itself(room: Room) -> None:
    room.lay("Den Newsletter abschaffen", category=Category.tackle)
    open_ = room.lay("Den Newsletter endlich abschaffen")
    cards = {card.laid.text: card for card in room.board.cards}
    assert cards["Den Newsletter abschaffen"].suggestion is None
    suggestion = cards["Den Newsletter endlich abschaffen"].suggestion
    assert suggestion is not None
    assert (suggestion.category, "abschaffen" in suggestion.because) == (Category.change, True)
    assert room.heap == ["Den Newsletter endlich abschaffen"]
    placing.confirm(room.db, room.cafe, [open_])
    assert room.columns()["change"] == ["Den Newsletter endlich abschaffen"]


def test_most_stars_first_then_oldest_first(room: Room) -> None:
    room.lay("alt")
    room.lay("neu")
    room.lay("beliebt", stars=3)
    room.lay("uralt", created_at=EVENING - timedelta(hours=1))
    assert room.heap == ["beliebt", "uralt", "alt", "neu"]


def test_what_was_taken_back_or_hidden_is_not_there(room: Room, other_room: Room) -> None:
    first, second = room.lay("weg"), room.lay("bleibt")
    room.theme("Licht", first, second)
    room.lay("versteckt", hidden_at=now())
    other_room.lay("nebenan")
    reading.contribution(room.db, room.cafe, first).withdrawn_at = now()
    room.db.flush()
    assert room.themes() == {"Licht": ["bleibt"]}
    assert room.columns() == {"change": [], "optimise": [], "tackle": [], "unsorted": ["[Licht]"]}


def test_a_theme_follows_its_contributions_and_tells_the_mix(room: Room) -> None:
    texts = [("aus", Category.change), ("an", Category.tackle), ("blau", Category.change), ("rot", None)]
    theme = room.theme("Licht", *(room.lay(text, category=category) for text, category in texts))
    room.lay("ohne", category=Category.change)
    (laid,) = room.board.themes
    assert (laid.count, laid.mix) == (4, {"change": 2, "tackle": 1, "unsorted": 1})
    assert room.columns()["change"] == ["[Licht]", "ohne"]
    theming.put_theme(room.db, room.cafe, theme, Column.tackle)
    assert (room.columns()["change"], room.columns()["tackle"]) == (["ohne"], ["[Licht]"])
    theming.put_theme(room.db, room.cafe, theme, None)
    assert room.columns()["change"] == ["[Licht]", "ohne"]


def test_a_single_voice_lies_in_its_own_place_only(room: Room) -> None:
    one, other = room.lay("gegen den Strom", category=Category.change), room.lay("mit dem Strom")
    room.theme("Strom", one, other)
    placing.set_apart(room.db, room.cafe, [one], apart=True)
    assert [card.laid.text for card in room.board.voices] == ["gegen den Strom"]
    assert (room.themes(), room.columns()["change"]) == ({"Strom": ["mit dem Strom"]}, [])
    placing.set_apart(room.db, room.cafe, [one], apart=False)
    assert room.columns()["change"] == ["gegen den Strom"]


def test_twins_are_one_card_with_all_their_places_and_move_together(room: Room) -> None:
    one, twin = room.lay("Tempo 30", stars=1), room.lay("Tempo dreißig", stars=2)
    room.db.add(Placement(contribution_id=twin, twin_of_id=one))
    room.db.flush()
    (card,) = room.board.heap
    assert (card.id, card.count, card.stars, card.table_numbers) == (one, 2, 3, [1])
    theme = room.theme("Verkehr", one)
    assert room.board.themes[0].count == 2
    placing.part_twins(room.db, room.cafe, one)
    assert room.themes() == {"Verkehr": ["Tempo dreißig", "Tempo 30"]}
    theming.dissolve_theme(room.db, room.cafe, theme)
    assert room.heap == ["Tempo dreißig", "Tempo 30"]


def test_a_twin_whose_first_was_taken_back_is_seen_again(room: Room) -> None:
    one, twin = room.lay("Tempo 30"), room.lay("Tempo dreißig")
    room.db.add(Placement(contribution_id=twin, twin_of_id=one))
    reading.contribution(room.db, room.cafe, one).withdrawn_at = now()
    room.db.flush()
    assert room.heap == ["Tempo dreißig"]


def test_a_full_board_asks_as_often_as_an_empty_one(room: Room) -> None:
    asked: list[str] = []
    event.listen(room.db.get_bind(), "before_cursor_execute", lambda _c, _k, statement, *_: asked.append(statement))
    counts = []
    for rows in (3, 40):
        for number in range(rows):
            room.theme(f"T{number}", room.lay(f"Zeile {number}", stars=1))
        room.db.expire_all()
        asked.clear()
        reading.board(room.db, room.cafe)
        counts.append(len(asked))
    assert counts[0] == counts[1] <= 10
