"""What a host does by mistake is taken back by its inverse, as long as nothing else has changed."""

from collections.abc import Callable
from typing import Any

import pytest
from sqlmodel import Session, col, select

from app.cafes import hosting
from app.cafes import reading as cafes
from app.cafes.models import Cafe, Phase, Role
from app.errors import MovedOn
from app.evening import inverses, leading, reading, retracting
from app.evening.inverses import Inverse
from app.evening.steps import Stage
from app.rounds import reading as rounds
from app.seating import moving
from app.seating import reading as seating
from app.tablecloth.models import Contribution
from app.tables import reading as tables
from tests import factories as make

Act = Callable[[Session, Cafe], Inverse | None]


def state(db: Session, cafe: Cafe) -> dict[str, Any]:
    """All that these commands can change, as people see it."""
    round_ = rounds.current(db, cafe)
    people = cafes.everybody(db, cafe.id_)
    return {
        "stage": reading.here(cafe, round_),
        "seats": {id_: table for id_, table in seating.in_round(db, round_).items() if people[id_].is_here},
        "roles": {id_: person.role for id_, person in people.items() if person.is_here},
        "tables": [table.number for table in tables.in_cafe(db, cafe.id_)],
        "rounds": len(rounds.in_cafe(db, cafe)),
        "ends_at": round_.ends_at,
        "open": cafe.is_open,
        "announcement": cafe.announcement,
        "hidden": [bool(each.hidden_at) for each in db.exec(select(Contribution).order_by(col(Contribution.id)))],
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
    make.contribution(db, cafe, cafes.everybody(db, cafe.id_)[person(db, cafe, 1)], table=make.table(db, cafe, 1))
    hosting.announce(db, cafe, "Gleich gibt es Kaffee")
    return cafe


def person(db: Session, cafe: Cafe, table: int, *, role: Role | None = None) -> int:
    """Somebody at a table, the first to arrive unless a role is asked for."""
    sitting = seating.sitting_at(db, rounds.current(db, cafe), make.table(db, cafe, table).id_)
    return next(each.id_ for each in sitting if role in (None, each.role))


def line(db: Session) -> int:
    return db.exec(select(Contribution)).one().id_


ACTS: dict[str, Act] = {
    "minutes": lambda db, cafe: leading.extend(db, cafe, 5),
    "one round more": leading.add_round,
    "one round fewer": leading.drop_round,
    "an announcement": lambda db, cafe: leading.announce(db, cafe, "Kuchen!"),
    "taking it down": lambda db, cafe: leading.announce(db, cafe, ""),
    "the door": lambda db, cafe: leading.set_doors(db, cafe, is_open=False),
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
def test_everything_is_as_it_was(db: Session, cafe: Cafe, act: Act) -> None:
    before = state(db, cafe)
    inverse = act(db, cafe)
    assert inverse is not None
    assert state(db, cafe) != before
    again = inverses.unpacked(inverse.packed())  # as it comes back from the host's device
    assert retracting.told(db, cafe, again).sentence
    retracting.retract(db, cafe, again)
    assert state(db, cafe) == before


@pytest.mark.parametrize("act", ACTS.values(), ids=ACTS)
def test_twice_is_refused(db: Session, cafe: Cafe, act: Act) -> None:
    inverse = act(db, cafe)
    assert inverse is not None
    retracting.retract(db, cafe, inverse)
    if inverse.kind != inverses.Kind.role:  # a role given back is given back
        with pytest.raises(MovedOn):
            retracting.retract(db, cafe, inverse)


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
