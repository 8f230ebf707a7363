"""What a host does by mistake is taken back by its inverse, as long as nothing else has changed."""

from collections.abc import Callable
from typing import Any

import pytest
from sqlmodel import Session, col, select

from app.cafes import hosting, listing
from app.cafes import reading as cafes
from app.cafes.guest_list import Guest
from app.cafes.models import Cafe, Focus, Participant, Phase, Role
from app.doodles import drawing
from app.doodles.models import Doodle
from app.errors import MovedOn
from app.evening import inverses, leading, reading, retracting, telling
from app.evening.inverses import Inverse
from app.evening.steps import Stage
from app.rounds import reading as rounds
from app.rounds import running
from app.seating import moving
from app.seating import reading as seating
from app.tablecloth import connecting, connections
from app.tablecloth.models import Contribution
from app.tables import reading as tables
from app.tables.models import Table
from tests import factories as make

Act = Callable[[Session, Cafe], Inverse | None]


def state(db: Session, cafe: Cafe) -> dict[str, Any]:
    """All that these commands can change, as people see it."""
    round_ = rounds.current(db, cafe)
    people = cafes.everybody(db, cafe.id_)
    clock = running.clock_of(round_)
    return {
        "stage": reading.here(cafe, round_),
        "seats": {id_: table for id_, table in seating.in_round(db, round_).items() if people[id_].is_here},
        "roles": {id_: person.role for id_, person in people.items() if person.is_here},
        "tables": [table.number for table in tables.in_cafe(db, cafe.id_)],
        "rounds": len(rounds.in_cafe(db, cafe)),
        "minutes": clock and (clock.is_paused, round((clock.left_ms or clock.ends_ms - clock.now_ms) / 60000)),
        "open": cafe.is_open,
        "announcement": cafe.announcement,
        "silence": bool(cafe.hushed_at),
        "wall": (cafe.focus, cafe.focus_table_no),
        "awaited": {(each.name, each.role) for each in listing.on_list(db, cafe.id_) if each.is_awaited},
        "hidden": [bool(each.hidden_at) for each in db.exec(select(Contribution).order_by(col(Contribution.id)))],
        "drawings": [bool(each.hidden_at) for each in db.exec(select(Doodle))],
        "lines": connections.in_cafe(db, cafe),
    }


@pytest.fixture
def cafe(db: Session) -> Cafe:
    """In its first round, six guests at three tables, each with somebody who stays."""
    cafe = make.cafe(db, tables=3, rounds=3)
    for number in range(9):
        make.guest(db, cafe, f"Gast {number}", table=make.table(db, cafe, number % 3 + 1))
    for number in range(1, 4):
        moving.give_role(db, cafe, person(db, cafe, number), Role.table_host)
    cafe = make.step(db, cafe)
    author = cafes.everybody(db, cafe.id_)[person(db, cafe, 1)]
    for text in ("A", "B", "C"):
        make.contribution(db, cafe, author, text, table=make.table(db, cafe, 1))
    connecting.connect(db, cafe.id_, None, line(db, 0), line(db, 1))
    where = {"doodle": "doodle-1", "key": "stroke-1", "table_id": make.table(db, cafe, 1).id_, "round_no": 1}
    drawing.draw(db, cafe.id_, author.id_, drawing.Draft(path="M1 1L9 9", **where))
    hosting.announce(db, cafe, "Gleich gibt es Kaffee")
    listing.enlist(db, cafe, Guest("Uwe", hosts=True))
    return cafe


def person(db: Session, cafe: Cafe, table: int, *, role: Role | None = None) -> int:
    """Somebody at a table, the first to arrive unless a role is asked for."""
    sitting = seating.sitting_at(db, rounds.current(db, cafe), make.table(db, cafe, table).id_)
    return next(each.id_ for each in sitting if role in (None, each.role))


def line(db: Session, which: int = 0) -> int:
    return db.exec(select(Contribution).order_by(col(Contribution.id))).all()[which].id_


def named(db: Session, name: str) -> int:
    return db.exec(select(Participant).where(Participant.name == name)).one().id_


def guest_without_phone(db: Session, cafe: Cafe, name: str) -> Inverse | None:
    return leading.add_guest(db, cafe, arrival_key=f"by-host-{name}", name=name, trade="", table_id=None)


ACTS: dict[str, Act] = {
    "minutes": lambda db, cafe: leading.extend(db, cafe, 5),
    "one round more": leading.add_round,
    "one round fewer": leading.drop_round,
    "an announcement": lambda db, cafe: leading.announce(db, cafe, "Kuchen!"),
    "taking it down": lambda db, cafe: leading.announce(db, cafe, ""),
    "the door": lambda db, cafe: leading.set_doors(db, cafe, is_open=False),
    "a pause": leading.pause,
    "silence": lambda db, cafe: leading.set_hush(db, cafe, on=True),
    "the wall turned": lambda db, cafe: leading.turn(db, cafe, Focus.table, 2),
    "a line drawn": lambda db, cafe: leading.connect(db, cafe, line(db, 2), line(db, 0)),
    "a line erased": lambda db, cafe: leading.erase(db, cafe, line(db, 1), line(db, 0)),
    "a drawing hidden": lambda db, cafe: leading.hide_doodle(db, cafe, db.exec(select(Doodle)).one().id_, hidden=True),
    "a name on the list": lambda db, cafe: leading.enlist(db, cafe, Guest("Vera"), key="listed-1"),
    "somebody awaited came": lambda db, cafe: leading.receive(db, cafe, named(db, "Uwe")),
    "the same, typed": lambda db, cafe: guest_without_phone(db, cafe, "Uwe"),
    "somebody came": lambda db, cafe: guest_without_phone(db, cafe, "Vera"),
    "one table more": leading.lay_table,
    "hiding": lambda db, cafe: leading.hide(db, cafe, line(db), hidden=True),
    "a traveller moved": lambda db, cafe: leading.move(
        db, cafe, person(db, cafe, 1, role=Role.traveller), make.table(db, cafe, 2).id_
    ),
    "a table host moved": lambda db, cafe: leading.move(
        db, cafe, person(db, cafe, 1, role=Role.table_host), make.table(db, cafe, 2).id_
    ),
    "a role": lambda db, cafe: leading.give_role(db, cafe, person(db, cafe, 1, role=Role.table_host), Role.traveller),
    "a departure": lambda db, cafe: leading.see_off(db, cafe, person(db, cafe, 2, role=Role.traveller)),
    "a table host's departure": lambda db, cafe: leading.see_off(db, cafe, person(db, cafe, 2, role=Role.table_host)),
    "a table cleared": lambda db, cafe: leading.clear_table(db, cafe, make.table(db, cafe, 3).id_),
}


@pytest.mark.parametrize("act", ACTS.values(), ids=ACTS)
def test_everything_is_as_it_was_and_only_once(db: Session, cafe: Cafe, act: Act) -> None:
    before = state(db, cafe)
    inverse = act(db, cafe)
    assert inverse is not None
    assert state(db, cafe) != before
    again = inverses.unpacked(inverse.packed())  # as it comes back from the host's device
    assert telling.told(db, cafe, again).sentence
    retracting.retract(db, cafe, again)
    assert state(db, cafe) == before
    if again.kind != inverses.Kind.role:  # a role given back is given back
        with pytest.raises(MovedOn):
            retracting.retract(db, cafe, again)


def test_what_was_stopped_or_silent_is_so_again(db: Session, cafe: Cafe) -> None:
    leading.pause(db, cafe)
    leading.set_hush(db, cafe, on=True)
    before = state(db, cafe)
    for act in (leading.resume, lambda db, cafe: leading.set_hush(db, cafe, on=False)):
        inverse = act(db, cafe)
        assert inverse and state(db, cafe) != before
        retracting.retract(db, cafe, inverse)
        assert state(db, cafe) == before


def test_what_is_in_use_by_now_stays_and_the_host_is_told_why(db: Session, cafe: Cafe) -> None:
    listed = leading.enlist(db, cafe, Guest("Vera"), key="listed-1")
    leading.receive(db, cafe, named(db, "Vera"))
    laid = leading.lay_table(db, cafe)
    come = guest_without_phone(db, cafe, "Wim")
    assert come
    author = cafes.everybody(db, cafe.id_)[named(db, "Wim")]
    moving.move(db, cafe, author.id_, laid.needs["table"])
    make.contribution(db, cafe, author, table=db.get_one(Table, laid.needs["table"]))
    for inverse, told in ((listed, "inzwischen da"), (laid, "schon in Gebrauch"), (come, "schon etwas geschrieben")):
        with pytest.raises(MovedOn, match=told):
            retracting.retract(db, cafe, inverse)


def test_a_table_taken_back_comes_again_under_its_number(db: Session, cafe: Cafe) -> None:
    for _ in range(2):
        laid = leading.lay_table(db, cafe)
        assert [table.number for table in tables.in_cafe(db, cafe.id_)] == [1, 2, 3, 4]
        retracting.retract(db, cafe, laid)
    leading.clear_table(db, cafe, make.table(db, cafe, 3).id_)  # people sat there: its number is not given again
    leading.lay_table(db, cafe)
    assert [table.number for table in tables.in_cafe(db, cafe.id_)] == [1, 2, 4]


def test_a_step_goes_back(db: Session, cafe: Cafe) -> None:
    inverse = leading.step(db, cafe, by=1, expect=cafe.version)
    assert reading.here(cafe, rounds.current(db, cafe)) == (Stage.change, 2)
    retracting.retract(db, cafe, inverse)
    assert reading.here(cafe, rounds.current(db, cafe)) == (Stage.round, 1)


def test_what_changed_meanwhile_is_left_alone(db: Session, cafe: Cafe) -> None:
    moved = leading.move(db, cafe, person(db, cafe, 1), make.table(db, cafe, 2).id_)
    announced = leading.announce(db, cafe, "Kuchen!")
    longer = leading.extend(db, cafe, 5)
    stepped = leading.step(db, cafe, by=1, expect=cafe.version)
    leading.announce(db, cafe, "Suppe!")
    leading.step(db, cafe, by=1, expect=cafe.version)
    for inverse in (moved, announced, longer, stepped):
        assert inverse is not None
        with pytest.raises(MovedOn):
            retracting.retract(db, cafe, inverse)
    assert cafe.announcement == "Suppe!"


def test_nothing_is_offered_where_nothing_happened(db: Session, cafe: Cafe) -> None:
    assert leading.announce(db, cafe, cafe.announcement) is None
    assert leading.set_doors(db, cafe, is_open=True) is None
    assert leading.hide(db, cafe, line(db), hidden=False) is None
    assert leading.resume(db, cafe) is None
    assert leading.set_hush(db, cafe, on=False) is None
    assert leading.turn(db, cafe, Focus.overview) is None
    assert leading.connect(db, cafe, line(db, 0), line(db, 1)) is None
    assert leading.erase(db, cafe, line(db, 0), line(db, 2)) is None
    assert leading.give_role(db, cafe, person(db, cafe, 1, role=Role.traveller), Role.traveller) is None
    assert leading.move(db, cafe, person(db, cafe, 1), make.table(db, cafe, 1).id_) is None


def test_a_closed_cafe_only_opens_again(db: Session, cafe: Cafe) -> None:
    door = leading.set_doors(db, cafe, is_open=False)
    while cafe.phase != Phase.closed:
        last = leading.step(db, cafe, by=1, expect=cafe.version)
    assert door is not None
    with pytest.raises(MovedOn):
        retracting.retract(db, cafe, door)
    retracting.retract(db, cafe, last)
    assert cafe.phase == Phase.harvest
