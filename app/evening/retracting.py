"""Taking back what a host has just done, by the verb that undoes it, as long as everything is still as it was left."""

from collections.abc import Callable
from typing import Any

from sqlmodel import Session, col, select

from app.cafes import hosting, listing
from app.cafes import reading as cafes
from app.cafes.models import Cafe, Focus, Participant, Phase, Role
from app.doodles import mending as doodle_mending
from app.errors import CafeError, MovedOn, marked
from app.evening import lengthening, stepping, traces, turning
from app.evening.inverses import Inverse, Kind
from app.rounds import reading as rounds
from app.rounds import running
from app.seating import arriving, moving, planning
from app.seating import reading as seating
from app.seating.models import Move
from app.tablecloth import connecting, connections, mending
from app.tables import laying
from app.tables import reading as tables
from app.tables.models import Table

TOO_LATE = marked("Das lässt sich nicht mehr zurücknehmen: Inzwischen ist etwas anders.")
WHY_NOT = {
    Kind.listing: marked(
        "Das lässt sich nicht mehr zurücknehmen: Dieser Gast ist inzwischen da oder steht nicht mehr auf der Liste."
    ),
    Kind.arrival: marked(
        "Das lässt sich nicht mehr zurücknehmen: Dieser Gast hat schon etwas geschrieben oder sitzt jetzt woanders. "
        "Am Namen findest du „Ist gegangen“."
    ),
    Kind.table: marked(
        "Das lässt sich nicht mehr zurücknehmen: Dieser Tisch ist schon in Gebrauch. Abräumen kannst du ihn trotzdem; "
        "was dort geschrieben ist, bleibt."
    ),
}
"""What the host is told instead, where there is more to say."""


def retract(db: Session, cafe: Cafe, inverse: Inverse) -> None:
    """Does the inverse on the café's locked row; raises MovedOn when it no longer fits."""
    if not fits(db, cafe, inverse):
        raise MovedOn(TOO_LATE if cafe.phase == Phase.closed else WHY_NOT.get(inverse.kind, TOO_LATE))
    _DO[inverse.kind](db, cafe, inverse.needs)
    for person_id, role in inverse.roles.items():
        person = db.get(Participant, person_id)
        if person is not None and person.is_here and person.role != role:
            moving.give_role(db, cafe, person_id, Role(role))


def fits(db: Session, cafe: Cafe, inverse: Inverse) -> bool:
    """Whether everything that the inverse counts on is still as the command has left it."""
    if cafe.phase == Phase.closed and inverse.kind != Kind.step:
        return False
    try:
        return _FITS[inverse.kind](db, cafe, inverse.needs)
    except CafeError:
        return False


def roles(db: Session, cafe: Cafe) -> dict[int, str]:
    """Everybody's role, to be compared before and after a command."""
    return {person.id_: person.role.value for person in cafes.everybody(db, cafe.id_).values() if person.is_here}


Needs = dict[str, Any]


def _is_version(_db: Session, cafe: Cafe, needs: Needs) -> bool:
    return bool(cafe.version == needs["expect"])


def _shows_that(db: Session, cafe: Cafe, needs: Needs) -> bool:
    numbers = {table.number for table in tables.in_cafe(db, cafe.id_)}
    is_there = needs["look"][1] is None or needs["look"][1] in numbers
    return is_there and [cafe.focus.value, cafe.focus_table_no] == needs["is"] and _is_version(db, cafe, needs)


def _is_hidden(db: Session, cafe: Cafe, needs: Needs) -> bool:
    is_doodle = needs["what"] == "doodle"
    found = (doodle_mending.doodle if is_doodle else mending.contribution)(db, cafe.id_, needs["id"])
    return bool((found.hidden_at is None) == needs["hide"])


def _is_awaited(db: Session, cafe: Cafe, needs: Needs) -> bool:
    return bool(listing.awaited_guest(db, cafe, needs["person"]))


def _has_just_come(db: Session, cafe: Cafe, needs: Needs) -> bool:
    person, round_ = cafes.participant(db, cafe.id_, needs["person"]), rounds.current(db, cafe)
    seat = seating.seat_of(db, round_, person.id_)
    is_in_place = bool(round_.id == needs["round"] and seat and seat.table_id == needs["table"])
    return is_in_place and not person.has_phone and not traces.of_guest(db, person.id_)


def _is_unused(db: Session, cafe: Cafe, needs: Needs) -> bool:
    standing = tables.standing(db, cafe.id_, needs["table"])
    return len(tables.in_cafe(db, cafe.id_)) > 1 and not traces.at_table(db, standing.id_)


def _sits_there(db: Session, cafe: Cafe, needs: Needs) -> bool:
    round_ = rounds.current(db, cafe)
    seat = seating.seat_of(db, round_, needs["person"])
    cafes.participant(db, cafe.id_, needs["person"])
    tables.standing(db, cafe.id_, needs["table"])
    return bool(round_.id == needs["round"] and not round_.is_over and seat and seat.table_id == needs["is"])


def _is_gone(db: Session, _cafe: Cafe, needs: Needs) -> bool:
    person = db.get(Participant, needs["person"])
    return person is not None and person.left_at is not None


def _is_cleared(db: Session, cafe: Cafe, needs: Needs) -> bool:
    table = db.get(Table, needs["table"])
    return table is not None and table.cleared_at is not None and rounds.current(db, cafe).id == needs["round"]


_FITS: dict[Kind, Callable[[Session, Cafe, Needs], bool]] = {
    Kind.step: _is_version,
    Kind.time: _is_version,
    Kind.round: _is_version,
    Kind.pause: _is_version,
    Kind.announcement: lambda _db, cafe, needs: bool(cafe.announcement == needs["is"]),
    Kind.silence: lambda _db, cafe, needs: bool((cafe.hushed_at is not None) != needs["hush"]),
    Kind.doors: lambda _db, cafe, needs: bool(cafe.is_open != needs["open"]),
    Kind.wall: _shows_that,
    Kind.hiding: _is_hidden,
    Kind.line: lambda db, _cafe, needs: connections.are_joined(db, *needs["ends"]) != needs["draw"],
    Kind.listing: _is_awaited,
    Kind.arrival: _has_just_come,
    Kind.move: _sits_there,
    Kind.role: lambda db, cafe, needs: bool(cafes.participant(db, cafe.id_, needs["person"])),
    Kind.departure: _is_gone,
    Kind.table: _is_unused,
    Kind.clearing: _is_cleared,
}


def _move_back(db: Session, cafe: Cafe, needs: Needs) -> None:
    """Through the plan if it knows of the move, so that the plan forgets it too."""
    standing = select(Move).where(Move.cafe_id == cafe.id, col(Move.undone_at).is_(None))
    latest = db.exec(standing.order_by(col(Move.id).desc())).first()
    person, back, now_at, round_id = (needs[name] for name in ("person", "table", "is", "round"))
    known = latest and (latest.participant_id, latest.from_table_id, latest.to_table_id, latest.round_id)
    if known == (person, back, now_at, round_id):
        planning.undo(db, cafe)
    else:
        moving.move(db, cafe, person, back)


def _relay(db: Session, cafe: Cafe, needs: Needs) -> None:
    """The table stands again, and whoever still sits where they were sent comes back."""
    laying.relay(db, cafe, needs["table"])
    round_ = rounds.current(db, cafe)
    for person_id, sent_to in needs["people"]:
        person, seat = db.get(Participant, person_id), seating.seat_of(db, round_, person_id)
        if person is not None and person.is_here and seat is not None and seat.table_id == sent_to:
            moving.move(db, cafe, person_id, needs["table"])


def _hide(db: Session, cafe: Cafe, needs: Needs) -> None:
    verb = doodle_mending.hide if needs["what"] == "doodle" else mending.hide
    verb(db, cafe.id_, needs["id"], hidden=needs["hide"])


def _draw(db: Session, cafe: Cafe, needs: Needs) -> None:
    (connecting.connect if needs["draw"] else connecting.erase)(db, cafe.id_, None, *needs["ends"])


def _send_back(db: Session, cafe: Cafe, needs: Needs) -> None:
    arriving.send_back(db, cafe, needs["person"], role=Role(needs["role"]), was_awaited=needs["awaited"])


def _turn_back(db: Session, cafe: Cafe, needs: Needs) -> None:
    focus, table_no = needs["look"]
    turning.turn(db, cafe, Focus(focus), table_no)


_DO: dict[Kind, Callable[[Session, Cafe, Needs], object]] = {
    Kind.step: lambda db, cafe, needs: stepping.step(db, cafe.id_, by=needs["by"], expect=needs["expect"]),
    Kind.time: lambda db, cafe, needs: running.extend(db, cafe, needs["minutes"]),
    Kind.round: lambda db, cafe, needs: (lengthening.add_round if needs["add"] else lengthening.drop_round)(db, cafe),
    Kind.pause: lambda db, cafe, needs: (running.pause if needs["pause"] else running.resume)(db, cafe),
    Kind.announcement: lambda db, cafe, needs: hosting.announce(db, cafe, needs["text"]),
    Kind.silence: lambda db, cafe, needs: (hosting.hush if needs["hush"] else hosting.unhush)(db, cafe),
    Kind.doors: lambda db, cafe, needs: hosting.set_doors(db, cafe, is_open=needs["open"]),
    Kind.wall: _turn_back,
    Kind.hiding: _hide,
    Kind.line: _draw,
    Kind.listing: lambda db, cafe, needs: listing.take_off(db, cafe, needs["person"]),
    Kind.arrival: _send_back,
    Kind.move: _move_back,
    Kind.role: lambda _db, _cafe, _needs: None,
    Kind.departure: lambda db, cafe, needs: moving.readmit(db, cafe, needs["person"]),
    Kind.table: lambda db, cafe, needs: laying.clear(db, cafe, tables.standing(db, cafe.id_, needs["table"])),
    Kind.clearing: _relay,
}
