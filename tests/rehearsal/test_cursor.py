"""How a phone follows its line: what is old is ignored, no hole is left, a page replaces everything."""

import pytest

from app.rehearsal.cursor import Cursor, NoScreen, Wish, participant_of

PAGE = """<body data-screen="table" data-me="12"><main data-region data-seq="41" id="screen" data-fp="ab">
<li class="contribution" id="contribution-3" data-into="#contributions">…</li></main>"""
LAID = '<li id="contribution-17" data-into="#contributions">neu</li>'


@pytest.fixture
def cursor() -> Cursor:
    cursor = Cursor()
    cursor.show(PAGE)
    return cursor


def test_a_page_says_where_it_stands(cursor) -> None:
    assert (cursor.seq, cursor.fp, cursor.laid) == (41, "ab", {3})
    assert cursor.since == {"since": 41, "fp": "ab"}
    assert participant_of(PAGE) == 12


def test_another_page_is_no_screen(cursor) -> None:
    with pytest.raises(NoScreen):
        cursor.show("<h1>500</h1>")
    with pytest.raises(NoScreen):
        participant_of("<body>")


def test_the_next_frame_is_put(cursor) -> None:
    assert cursor.take({"prev": 41, "to": 43, "fp": "cd", "html": LAID}) is Wish.nothing
    assert (cursor.seq, cursor.fp, cursor.laid) == (43, "cd", {3, 17})


def test_an_old_frame_is_ignored(cursor) -> None:
    assert cursor.take({"prev": 38, "to": 41, "fp": "x", "html": LAID}) is Wish.nothing
    assert cursor.laid == {3}


def test_an_overlapping_frame_is_put(cursor) -> None:
    assert cursor.take({"prev": 40, "to": 42, "fp": "cd", "html": LAID}) is Wish.nothing
    assert cursor.seq == 42


def test_a_hole_is_asked_for(cursor) -> None:
    assert cursor.take({"prev": 42, "to": 43, "fp": "x", "html": LAID}) is Wish.ask
    assert (cursor.seq, cursor.laid) == (41, {3})


def test_a_nudge_and_another_history_make_it_fetch(cursor) -> None:
    assert cursor.take({"prev": 41, "to": 44, "fp": "ef", "nudge": 400}) is Wish.fetch
    assert cursor.seq == 44
    assert cursor.take({"prev": 1, "to": 9, "fp": "x", "nudge": 0, "reset": True}) is Wish.fetch
    assert cursor.seq == 44


def test_what_is_gone_goes_and_what_has_no_place_stays_away(cursor) -> None:
    gone = '<li id="contribution-3" data-gone></li><p id="contribution-99"></p>'
    cursor.take({"prev": 41, "to": 42, "fp": "x", "html": gone})
    assert cursor.laid == set()
