"""A cloth as it filled: what lies there now, each at the time at which the logbook has it."""

from datetime import timedelta

import pytest

from app.cafes.models import LogbookEntry
from app.errors import NotFound
from app.harvest import timelapse
from app.harvest.pacing import BEGINNING
from app.harvest.timelapse import Timelapse
from tests.harvest.conftest import EVENING, HEART, Room


def lapse(room: Room, number: int = 1) -> Timelapse:
    room.db.flush()
    return timelapse.numbered(room.db, room.cafe, number)


def log(room: Room, kind: str, minute: float, actor: str = "host", table: int = 1, **told: int) -> None:
    room.cafe.head += 1
    entry = {"seq": room.cafe.head, "at": EVENING + timedelta(minutes=minute), "kind": kind, "actor": actor}
    payload = {"table_id": room.tables[table - 1].id_, **told}
    room.add(LogbookEntry(cafe_id=room.cafe.id_, fingerprint="", payload=payload, **entry))


def words(found: Timelapse) -> list[str]:
    return [piece.laid.text if piece.laid else "" for part in found.parts for piece in part.pieces]


def times(found: Timelapse) -> list[int]:
    """Of everything, in the order of the page."""
    cues = []
    for part in found.parts:
        cues.append(part.cue)
        for piece in part.pieces:
            cues += [piece.cue, *piece.stars, *(link.cue for link in piece.links)]
            cues += [stroke.cue for drawing in piece.drawings for stroke in drawing.strokes]
    return [cue.ms for cue in cues]


def test_what_is_not_to_be_seen_is_not_in_it(filled) -> None:
    found = lapse(filled)
    assert words(found) == ["Jede Woche ein Beitrag"]
    piece = found.parts[0].pieces[0]
    assert [drawing.description for drawing in piece.drawings] == ["Ein Herz für Donnerstag"]
    assert [stroke.path for stroke in piece.drawings[0].strokes] == [HEART]
    assert (len(piece.stars), piece.links) == (2, ())  # its line leads to hidden words
    assert "Carola" not in repr([part.question for part in found.parts])


def test_rounds_lines_and_drawings_between_the_words(filled) -> None:
    found = lapse(filled, 2)
    assert [part.round_no for part in found.parts] == [1, 2]
    assert words(found) == ["Wie in Tisch 1 gehört", "", "Vom ganzen Tisch"]
    assert [len(drawing.strokes) for drawing in found.parts[0].pieces[1].drawings] == [2]
    assert [[link.text for link in piece.links] for part in found.parts for piece in part.pieces] == [
        ["Vom ganzen Tisch"],
        [],
        ["Wie in Tisch 1 gehört"],
    ]
    assert all(BEGINNING <= each < found.total for each in times(found))


def test_the_logbook_says_when_it_came(room) -> None:
    first, second = room.lay("Zuerst angelegt"), room.lay("Zuerst im Logbuch")
    log(room, "ContributionPosted", 5, contribution_id=second.id_)
    log(room, "ContributionPosted", 9, contribution_id=first.id_)
    log(room, "ContributionPosted", 1, table=2, contribution_id=first.id_)  # of another table
    assert words(lapse(room)) == ["Zuerst im Logbuch", "Zuerst angelegt"]
    cues = [piece.cue for piece in lapse(room).parts[0].pieces]
    assert [cue.at.minute for cue in cues] == [5, 9]


def test_its_order_holds_whatever_the_clock_did(room) -> None:
    first, second = room.lay("Vor der Umstellung"), room.lay("Danach")
    log(room, "ContributionPosted", 50, contribution_id=first.id_)
    log(room, "ContributionPosted", 10, contribution_id=second.id_)
    found = lapse(room)
    assert words(found) == ["Vor der Umstellung", "Danach"]
    assert times(found) == sorted(times(found))


def test_a_star_that_was_given_anew_counts_from_then(room) -> None:
    one = room.lay("Wichtig")
    room.lay("Später", created_at=EVENING + timedelta(minutes=30))
    room.star(one, 2)
    log(room, "ContributionStarred", 2, actor="p2", contribution_id=one.id_)
    log(room, "ContributionStarred", 40, actor=f"p{room.people[1].id}", contribution_id=one.id_)
    (star,) = lapse(room).parts[0].pieces[0].stars
    assert star.at == EVENING + timedelta(minutes=40)


def test_a_drawing_may_be_there_before_its_words(room) -> None:
    room.lay("Anfang")
    doodle = room.draw("M1 1L2 2", description="Skizze")
    room.lay("Mitte")
    idea = room.lay("Skizze")
    doodle.contribution_id = idea.id_
    found = lapse(room)
    assert words(found) == ["Anfang", "Skizze", "Mitte"]
    piece = found.parts[0].pieces[1]
    assert piece.drawings[0].strokes[0].cue.ms < found.parts[0].pieces[2].cue.ms < piece.cue.ms


def test_what_was_edited_reads_as_today_and_an_empty_cloth_is_one(room) -> None:
    assert lapse(room).parts == ()
    room.lay("Alt").text = "Neu"
    assert words(lapse(room)) == ["Neu"]
    with pytest.raises(NotFound):
        lapse(room, 9)


def test_the_label_changes_with_the_clock_and_the_round(room) -> None:
    room.lay("Eins")
    room.lay("Zwei", created_at=EVENING + timedelta(minutes=1, seconds=5))
    room.lay("Drei", round_=2, created_at=EVENING + timedelta(minutes=1, seconds=9))
    found = lapse(room)
    cues = [found.parts[0].cue, *(piece.cue for piece in found.parts[0].pieces), found.parts[1].cue]
    assert [(cue.round_no, cue.is_later) for cue in cues] == [(1, True), (1, False), (1, False), (2, True)]
