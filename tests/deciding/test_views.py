"""What the screens show of it: to whom, and what stays nobody's business."""

from sqlmodel import select

from app.cafes.models import Naming, Role
from app.deciding import committing, reading, reading_back, screens, views
from app.deciding.committing import Draft
from app.deciding.models import Answer, BallotMode
from app.synthesis.models import Column, Placement, Tension, TensionState
from app.tablecloth.models import Contribution
from tests import factories as make
from tests.deciding.conftest import Room


def phone(room: Room, person: object, table: int = 1) -> screens.PhoneView:
    view = screens.for_phone(room.db, room.cafe, person, make.table(room.db, room.cafe, table))  # type: ignore[arg-type]
    assert view is not None
    return view


def laid(room: Room, words: str) -> Contribution:
    return room.db.exec(select(Contribution).where(Contribution.text == words)).one()


def test_a_table_reads_its_own_words_and_no_others(room: Room) -> None:
    own = views.table_summary(room.db, room.cafe, make.table(room.db, room.cafe, 1).id_)
    assert [(theme.name, [line.text for line in theme.lines]) for theme in own.themes] == [
        ("Räume", ["Ein Raum zum Reden", "Räume, die offen sind"]),
        ("Zeiten", ["Später anfangen"]),
    ]
    assert [line.text for line in own.loose] == ["Mehr Kuchen"]
    assert views.table_summary(room.db, room.cafe, make.table(room.db, room.cafe, 3).id_).is_empty


def test_phones_are_asked_only_after_the_host_has_asked(room: Room) -> None:
    assert phone(room, room.ben).answer is None
    reading_back.ask(room.db, room.cafe)
    asked = phone(room, room.ben)
    assert asked.answer is not None
    assert asked.own is not None
    assert asked.answer.answer is None
    room.step()
    assert phone(room, room.ben).answer is None


def test_the_host_sees_which_tables_with_people_have_not_answered(room: Room) -> None:
    assert screens.for_host(room.db, room.cafe).answers == ()
    reading_back.ask(room.db, room.cafe)
    assert screens.for_host(room.db, room.cafe).missing == (1, 2)  # nobody sits at the third
    table = make.table(room.db, room.cafe, 2)
    reading_back.answer(room.db, room.cafe.id_, room.cem.id_, table_id=table.id_, said=Answer.wrong, note="Nein")
    seen = screens.for_host(room.db, room.cafe)
    assert seen.missing == (1,)
    assert [(each.number, each.answer, each.note, each.by) for each in seen.answers[1:2]] == [
        (2, "wrong", "Nein", "Cem")
    ]


def test_host_and_wall_know_only_how_many_voted(room: Room) -> None:
    ballot = room.open()
    room.give(ballot, room.ben, 2)
    host, wall = screens.for_host(room.db, room.cafe), screens.for_wall(room.db, room.cafe)
    assert wall is not None
    assert (host.voted, host.eligible, host.outcome) == (wall.voted, wall.eligible, wall.outcome) == (1, 4, None)
    assert [(number, person.name) for number, person in host.helped] == [(1, "Erna")]
    room.show(ballot)
    wall = screens.for_wall(room.db, room.cafe)
    assert wall is not None
    assert wall.outcome is not None
    assert wall.outcome.tally.standings[0].name == "Zeiten"


def test_a_paper_holds_only_ones_own_votes(room: Room) -> None:
    ballot = room.open(is_stacking=True)
    room.give(ballot, room.ben, 2, 2)
    ben, cem = phone(room, room.ben).paper, phone(room, room.cem, 2).paper
    assert ben is not None
    assert cem is not None
    assert ([choice.dots for choice in ben.choices], ben.left) == ([0, 2, 0], 1)
    assert ([choice.dots for choice in cem.choices], cem.left) == ([0, 0, 0], 3)
    assert phone(room, room.ben).helped == ()
    assert [person.name for person in phone(room, room.anna).helped] == ["Erna"]


def test_a_device_has_no_paper_of_its_own(room: Room) -> None:
    room.open(BallotMode.matrix)
    device = make.guest(room.db, room.cafe, role=Role.table_device, table=make.table(room.db, room.cafe, 1))
    view = phone(room, device)
    assert view.paper is None
    assert [person.name for person in view.helped] == ["Erna"]


def test_commitments_stay_with_their_maker_unless_shared(room: Room) -> None:
    room.step()
    theme = room.themes[0].id
    for key, draft in enumerate((Draft("Für mich", theme_id=theme), Draft("Für alle", is_shared=True))):
        committing.commit(room.db, room.cafe.id_, room.ben.id_, f"key-{key}", draft)
    own = phone(room, room.ben).steps
    assert [step.commitment.what for step in own] == ["Für mich", "Für alle"]
    assert own[0].theme == "Räume"
    assert own[0].words
    assert phone(room, room.anna).steps == ()
    wall = screens.for_wall(room.db, room.cafe)
    assert wall is not None
    assert [(promise.who, promise.what) for promise in wall.promises] == [("Ben", "Für alle")]
    room.cafe.naming = Naming.anonymous
    assert [promise.who for promise in views.promises(room.db, room.cafe)] == [""]


def test_before_the_synthesis_there_is_nothing(room: Room) -> None:
    room.step(by=-1)
    assert screens.for_phone(room.db, room.cafe, room.ben, None) is None
    assert screens.for_wall(room.db, room.cafe) is None
    assert screens.for_host(room.db, room.cafe) == screens.HostView()


def test_the_one_page(room: Room) -> None:
    for theme, column in zip(room.themes, (Column.change, Column.change, Column.tackle), strict=True):
        theme.column = column
    room.db.add(Placement(contribution_id=laid(room, "Mehr Kuchen").id_, is_voice=True))
    poles = {"left_name": "mehr", "right_name": "weniger", "left": [laid(room, "Ein Raum im Keller").id], "right": []}
    for state in (TensionState.confirmed, TensionState.proposed):
        room.db.add(Tension(cafe_id=room.cafe.id_, subject=f"Raum {state}", state=state, **poles))
    ballot = room.open(is_stacking=True)
    room.give(ballot, room.ben, 2, 3)
    room.show(ballot)
    room.db.flush()
    page = views.page(room.db, room.cafe)
    assert [(part.key, [(theme.name, theme.count, theme.dots) for theme in part.themes]) for part in page.parts] == [
        ("change", [("Zeiten", 1, 3), ("Räume", 3, 0)]),
        ("optimise", []),
        ("tackle", [("Kanäle", 1, 0)]),
    ]
    assert [quote.text for quote in page.voices] == ["Mehr Kuchen"]
    assert [tension.subject for tension in page.tensions] == ["Raum confirmed"]
    assert [quote.tables for quote in page.tensions[0].left] == [(2,)]
    assert len(page.outcomes) == 1
    assert reading.outcomes(room.db, room.cafe) == page.outcomes
