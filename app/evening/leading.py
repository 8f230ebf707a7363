"""What the host does to people and time, each with the inverse that takes it back."""

from collections.abc import Callable

from sqlmodel import Session

from app.cafes import hosting
from app.cafes import reading as cafes
from app.cafes.models import Cafe, Role
from app.evening import inverses, lengthening, stepping
from app.evening.inverses import Inverse
from app.evening.retracting import roles
from app.rounds import reading as rounds
from app.rounds import running
from app.seating import moving, planning
from app.seating import reading as seating
from app.tablecloth import mending
from app.tables import reading as tables


def step(db: Session, cafe: Cafe, *, by: int, expect: int) -> Inverse:
    there = stepping.step(db, cafe.id_, by=by, expect=expect)
    return inverses.of_step(by, there.version)


def extend(db: Session, cafe: Cafe, minutes: int) -> Inverse:
    running.extend(db, cafe, minutes)
    return inverses.of_time(minutes, cafe.version)


def add_round(db: Session, cafe: Cafe) -> Inverse | None:
    """When the last round was over, everybody has just been told where the new one is: that stays."""
    number = cafe.round_no
    lengthening.add_round(db, cafe)
    return inverses.of_round(cafe.version, added=True) if cafe.round_no == number else None


def drop_round(db: Session, cafe: Cafe) -> Inverse | None:
    """A round comes back as it was if it had nothing of its own."""
    last, before = rounds.in_cafe(db, cafe)[-1], rounds.in_cafe(db, cafe)[-2:][0]
    is_plain = not last.question and last.kind == before.kind and last.minutes == before.minutes
    lengthening.drop_round(db, cafe)
    return inverses.of_round(cafe.version, added=False) if is_plain else None


def announce(db: Session, cafe: Cafe, text: str) -> Inverse | None:
    before = cafe.announcement
    hosting.announce(db, cafe, text)
    return inverses.of_announcement(before, cafe.announcement)


def set_doors(db: Session, cafe: Cafe, *, is_open: bool) -> Inverse | None:
    was_open = cafe.is_open
    hosting.set_doors(db, cafe, is_open=is_open)
    return inverses.of_doors(was_open=was_open, is_open=cafe.is_open)


def hide(db: Session, cafe: Cafe, contribution_id: int, *, hidden: bool) -> Inverse | None:
    was_hidden = mending.contribution(db, cafe.id_, contribution_id).hidden_at is not None
    mending.hide(db, cafe.id_, contribution_id, hidden=hidden)
    return inverses.of_hiding(contribution_id, was_hidden=was_hidden, is_hidden=hidden)


def move(db: Session, cafe: Cafe, person_id: int, table_id: int) -> Inverse | None:
    """Now; for a guest by way of the plan, a table's device has no place in it."""
    round_ = rounds.current(db, cafe)
    seat = seating.seat_of(db, round_, person_id)
    before = seat.table_id if seat else None

    def act() -> None:
        if cafes.participant(db, cafe.id_, person_id).is_person:
            planning.move(db, cafe, round_no=cafe.round_no, person=person_id, table=table_id)
        else:
            moving.move(db, cafe, person_id, table_id)

    return inverses.of_move(person_id, round_.id_, before, table_id, _roles_changed(db, cafe, act))


def give_role(db: Session, cafe: Cafe, person_id: int, role: Role) -> Inverse | None:
    changed = _roles_changed(db, cafe, lambda: moving.give_role(db, cafe, person_id, role))
    return inverses.of_role(person_id, changed)


def see_off(db: Session, cafe: Cafe, person_id: int) -> Inverse:
    return inverses.of_departure(person_id, _roles_changed(db, cafe, lambda: moving.see_off(db, cafe, person_id)))


def clear_table(db: Session, cafe: Cafe, table_id: int) -> Inverse:
    cafes.open_for_changes(db, cafe.id_)
    round_, table = rounds.current(db, cafe), tables.standing(db, cafe.id_, table_id)
    sitting = [person.id_ for person in seating.sitting_at(db, round_, table.id_)]
    changed = _roles_changed(db, cafe, lambda: moving.clear_table(db, cafe, table_id))
    seats = seating.in_round(db, round_)
    return inverses.of_clearing(table_id, round_.id_, {person: seats[person] for person in sitting}, changed)


def _roles_changed(db: Session, cafe: Cafe, act: Callable[[], object]) -> dict[int, str]:
    before = roles(db, cafe)
    act()
    return inverses.changed(before, roles(db, cafe))
