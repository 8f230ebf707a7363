"""What the host does to people and time, each with the inverse that takes it back."""

from collections.abc import Callable

from sqlmodel import Session

from app.cafes import hosting, listing
from app.cafes import reading as cafes
from app.cafes.guest_list import Guest
from app.cafes.models import Cafe, Focus, Role
from app.doodles import mending as doodle_mending
from app.evening import inverses, lengthening, stepping, traces, turning
from app.evening.inverses import Inverse, Look
from app.evening.retracting import roles
from app.rounds import reading as rounds
from app.rounds import running
from app.seating import arriving, moving, planning
from app.seating import reading as seating
from app.tablecloth import connecting, connections, mending
from app.tables import laying
from app.tables import reading as tables
from app.tables.models import Table


def step(db: Session, cafe: Cafe, *, by: int, expect: int) -> Inverse:
    there = stepping.step(db, cafe.id_, by=by, expect=expect)
    return inverses.of_step(by, there.version)


def extend(db: Session, cafe: Cafe, minutes: int) -> Inverse:
    running.extend(db, cafe, minutes)
    return inverses.of_time(minutes, cafe.version)


def pause(db: Session, cafe: Cafe) -> Inverse | None:
    return _stop_or_go(db, cafe, running.pause)


def resume(db: Session, cafe: Cafe) -> Inverse | None:
    return _stop_or_go(db, cafe, running.resume)


def _stop_or_go(db: Session, cafe: Cafe, act: Callable[[Session, Cafe], object]) -> Inverse | None:
    round_ = rounds.current(db, cafe)
    was_paused = round_.paused_at is not None
    act(db, cafe)
    return inverses.of_pause(cafe.version, was_paused=was_paused, is_paused=round_.paused_at is not None)


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


def set_hush(db: Session, cafe: Cafe, *, on: bool) -> Inverse | None:
    was_hushed = cafe.hushed_at is not None
    (hosting.hush if on else hosting.unhush)(db, cafe)
    return inverses.of_silence(was_hushed=was_hushed, is_hushed=on)


def turn(db: Session, cafe: Cafe, focus: Focus, table_no: int | None = None) -> Inverse | None:
    before = _look(cafe)
    turning.turn(db, cafe, focus, table_no)
    return inverses.of_turn(before, _look(cafe), cafe.version)


def _look(cafe: Cafe) -> Look:
    return cafe.focus.value, cafe.focus_table_no


def set_doors(db: Session, cafe: Cafe, *, is_open: bool) -> Inverse | None:
    was_open = cafe.is_open
    hosting.set_doors(db, cafe, is_open=is_open)
    return inverses.of_doors(was_open=was_open, is_open=cafe.is_open)


def hide(db: Session, cafe: Cafe, contribution_id: int, *, hidden: bool) -> Inverse | None:
    was_hidden = mending.contribution(db, cafe.id_, contribution_id).hidden_at is not None
    mending.hide(db, cafe.id_, contribution_id, hidden=hidden)
    return inverses.of_hiding("contribution", contribution_id, was_hidden=was_hidden, is_hidden=hidden)


def hide_doodle(db: Session, cafe: Cafe, doodle_id: int, *, hidden: bool) -> Inverse | None:
    was_hidden = doodle_mending.doodle(db, cafe.id_, doodle_id).hidden_at is not None
    doodle_mending.hide(db, cafe.id_, doodle_id, hidden=hidden)
    return inverses.of_hiding("doodle", doodle_id, was_hidden=was_hidden, is_hidden=hidden)


def connect(db: Session, cafe: Cafe, one_id: int, other_id: int) -> Inverse | None:
    was_drawn = connections.are_joined(db, one_id, other_id)
    connecting.connect(db, cafe.id_, None, one_id, other_id)
    return inverses.of_line(one_id, other_id, was_drawn=was_drawn, is_drawn=True)


def erase(db: Session, cafe: Cafe, one_id: int, other_id: int) -> Inverse | None:
    was_drawn = connections.are_joined(db, one_id, other_id)
    connecting.erase(db, cafe.id_, None, one_id, other_id)
    return inverses.of_line(one_id, other_id, was_drawn=was_drawn, is_drawn=False)


def enlist(db: Session, cafe: Cafe, guest: Guest, *, key: str) -> Inverse:
    return inverses.of_listing(listing.enlist(db, cafe, guest, key=key).id_)


def add_guest(
    db: Session, cafe: Cafe, *, arrival_key: str, name: str, trade: str, table_id: int | None
) -> Inverse | None:
    """A guest without a phone; who has the name of somebody on the guest list is that guest."""
    awaited = listing.awaited_as(db, cafe.id_, name)
    role = awaited.role.value if awaited else Role.traveller.value
    table = tables.by_id(db, cafe.id_, table_id) if table_id is not None else None
    person = arriving.arrive(db, cafe, arrival_key=arrival_key, name=name, trade=trade, table=table, by_host=True)
    return _of_arrival(db, cafe, person.id_, role, was_awaited=person is awaited)


def receive(db: Session, cafe: Cafe, person_id: int) -> Inverse | None:
    """Somebody from the guest list is seen coming in."""
    known = cafes.everybody(db, cafe.id_).get(person_id)
    role, was_awaited = (known.role.value, known.is_awaited) if known else ("", False)
    arriving.receive(db, cafe, person_id)
    return _of_arrival(db, cafe, person_id, role, was_awaited=True) if was_awaited else None


def _of_arrival(db: Session, cafe: Cafe, person_id: int, role: str, *, was_awaited: bool) -> Inverse:
    round_ = rounds.current(db, cafe)
    table_id = seating.in_round(db, round_)[person_id]
    return inverses.of_arrival(person_id, round_.id_, table_id, role, was_awaited=was_awaited)


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


def lay_table(db: Session, cafe: Cafe) -> Inverse:
    """One more table; the last one again, if it was taken out before anything had come of it."""
    cafes.open_for_changes(db, cafe.id_)
    last: Table | None = tables.last(db, cafe.id_)
    if last and last.cleared_at and not traces.at_table(db, last.id_):
        laying.relay(db, cafe, last.id_)
        return inverses.of_table(last.id_)
    return inverses.of_table(laying.lay(db, cafe).id_)


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
