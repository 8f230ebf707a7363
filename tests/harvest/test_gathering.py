"""Everything a café holds is in its report, each thing once, in the middle of the evening too."""

from sqlalchemy import event

from app.cafes.models import Naming, Phase
from app.harvest.report import Report


def test_every_contribution_is_there_once_and_what_was_taken_back_is_not(filled) -> None:
    report = filled.gathered()
    assert [(one.id, one.text) for one in report.contributions] == [
        ("c1", "Jede Woche ein Beitrag"),
        ("c3", "Wie in Tisch 1 gehört"),
        ("c4", "Muss das sein?"),
        ("c5", "Vom ganzen Tisch"),
    ]


def test_taking_one_back_renames_no_other(filled) -> None:
    before = {one.text: one.id for one in filled.gathered().contributions}
    filled.lay("Noch eins")
    assert {one.text: one.id for one in filled.gathered().contributions} == before | {"Noch eins": "c6"}


def test_hidden_ones_are_marked(filled) -> None:
    assert [one.text for one in filled.gathered().contributions if one.hidden] == ["Muss das sein?"]
    assert "Muss das sein?" not in [one.text for one in filled.gathered().shown]


def test_for_the_room_hidden_ones_and_givers_of_stars_are_left_out(filled) -> None:
    report = filled.gathered(complete=False)
    assert [one.id for one in report.contributions] == ["c1", "c3", "c5"]
    assert report.contributions[0].votes == 2
    assert report.contributions[0].starred_by == ()
    assert not report.privacy.includes_hidden


def test_trail_stars_scribe_and_place_on_the_board(filled) -> None:
    first, carried, _, whole = filled.gathered().contributions
    assert (first.votes, first.starred_by, first.column, first.theme_ids) == (2, ("p2", "p3"), "change", ("th1",))
    assert (carried.brought_from_table_id, carried.brought_from_id) == ("t1", "c1")
    assert (carried.category, carried.column, carried.theme_ids) == ("optimise", "tackle", ("th2",))
    assert (whole.author_id, whole.author, whole.scribe, whole.column) == (None, "", "table_host", "unsorted")


def test_a_trail_to_something_taken_back_ends_at_the_table(room) -> None:
    first = room.lay("Weg damit")
    room.lay("Von dort", table=2, author=3, brought_from_id=first.id, brought_from_table_id=room.tables[0].id)
    first.withdrawn_at = first.created_at
    (carried,) = room.gathered().contributions
    assert (carried.brought_from_table_id, carried.brought_from_id) == ("t1", None)


def test_seats_hosts_and_cards(filled) -> None:
    report = filled.gathered()
    assert [(seat.round_id, seat.table_id, seat.participant_ids) for seat in report.seats] == [
        ("r1", "t1", ("p1", "p2")),
        ("r1", "t2", ("p3", "p4")),
        ("r2", "t1", ("p1", "p3")),
        ("r2", "t2", ("p2", "p4")),
    ]
    assert [table.host for table in report.tables] == ["Anke B.", "Dirk S."]
    (card,) = report.handovers
    assert (card.table_id, card.round_id, card.points) == ("t1", "r1", ("Wir posten zu viel", "Einer reicht"))
    assert report.event.participants == 4


def test_without_names_nobody_is_named(filled) -> None:
    filled.cafe.naming = Naming.anonymous
    report = filled.gathered(guest="Guest %(number)d")
    assert report.privacy.authors == "pseudonyms"
    assert {person.name for person in report.participants} == {""}
    assert report.participants[1].label == "Guest 2"
    assert {one.author for one in report.contributions} == {""}
    assert report.contributions[0].author_id == "p1"


def test_before_anything_happened(room) -> None:
    room.cafe.phase = Phase.lobby
    report = room.gathered()
    assert (report.contributions, report.themes, report.handovers) == ((), (), ())
    assert report.leaves(report.tables[0]) == []


def test_a_round_that_was_taken_back_has_not_ended(room) -> None:
    room.rounds[1].started_at, room.rounds[1].ended_at = None, room.rounds[0].ended_at
    assert room.gathered().rounds[1].ended_at is None


def test_leaves_follow_the_rounds(filled) -> None:
    report = filled.gathered()
    leaves = report.leaves(report.tables[1])
    assert [(leaf.round.no, [one.id for one in leaf.contributions]) for leaf in leaves] == [(1, ["c3"]), (2, ["c5"])]


def test_times_are_written_in_the_zone_asked_for(filled) -> None:
    assert filled.gathered().rounds[0].started_at.isoformat() == "2026-03-19T18:00:00+01:00"


def test_the_number_of_queries_does_not_grow(room) -> None:
    room.lay("Eine")
    few = count_queries(room)
    for no in range(29):
        room.star(room.lay(f"Nummer {no}", category="tackle"), 2, 3)
        room.hand_over(1 + no % 2, 1 + no // 2, "Punkt") if no < 4 else None
        room.theme(f"Thema {no}", no)
    assert count_queries(room) == few


def count_queries(room) -> int:
    room.db.expire_all()
    room.cafe.title  # noqa: B018  the café itself is in the caller's hands
    asked: list[str] = []
    engine = room.db.get_bind()
    note = lambda *told: asked.append(told[2])  # noqa: E731
    event.listen(engine, "before_cursor_execute", note)
    report = room.gathered()
    event.remove(engine, "before_cursor_execute", note)
    assert isinstance(report, Report)
    return len(asked)
