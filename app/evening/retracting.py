"""Taking back what a host has just done, by the verb that undoes it, as long as everything is still as it was left."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from sqlmodel import Session, col, select

from app.cafes import hosting
from app.cafes import reading as cafes
from app.cafes.models import Cafe, Participant, Phase, Role
from app.errors import CafeError, MovedOn, marked
from app.evening import lengthening, stepping
from app.evening.inverses import Inverse, Kind
from app.rounds import reading as rounds
from app.rounds import running
from app.seating import moving, planning
from app.seating import reading as seating
from app.seating.models import Move
from app.tablecloth import cloths, mending
from app.tables import laying
from app.tables import reading as tables
from app.tables.models import Table

TOO_LATE = marked("Das lässt sich nicht mehr zurücknehmen: Inzwischen ist etwas anders.")


def retract(db: Session, cafe: Cafe, inverse: Inverse) -> None:
    """Does the inverse on the café's locked row; raises MovedOn when it no longer fits."""
    if not fits(db, cafe, inverse):
        raise MovedOn(TOO_LATE)
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


@dataclass(frozen=True)
class Told:
    """What was done, in a sentence with places for `words`: a German msgid."""

    sentence: str
    words: tuple[tuple[str, object], ...] = ()


def told(db: Session, cafe: Cafe, inverse: Inverse) -> Told:
    """What the host is asked whether it is to be taken back."""
    needs = inverse.needs
    if inverse.kind in (Kind.move, Kind.role, Kind.departure):
        person = db.get_one(Participant, needs["person"])
        words: list[tuple[str, object]] = [("name", cloths.person_view(cafe, person).name)]
        if inverse.kind == Kind.move:
            words.append(("number", db.get_one(Table, needs["is"]).number))
        return Told(_of_person(inverse.kind, keeps=person.role == Role.table_host), tuple(words))
    if inverse.kind == Kind.clearing:
        table = db.get_one(Table, needs["table"])
        return Told(marked("Tisch %(number)d ist abgeräumt."), (("number", table.number),))
    if inverse.kind == Kind.time:
        more = -needs["minutes"]
        return Told(marked("Die Uhr ist um %(minutes)s min verstellt."), (("minutes", f"{more:+d}"),))
    return Told(_SENTENCES[inverse.kind][_is_first(inverse)])


def _of_person(kind: Kind, *, keeps: bool) -> str:
    if kind == Kind.move:
        return marked("%(name)s sitzt jetzt an Tisch %(number)d.")
    if kind == Kind.departure:
        return marked("%(name)s ist gegangen.")
    return marked("%(name)s bleibt jetzt als Gastgeber:in.") if keeps else marked("%(name)s reist wieder mit.")


_SENTENCES = {
    Kind.step: (marked("Der Abend ist einen Schritt zurück."), marked("Der Abend ist einen Schritt weiter.")),
    Kind.round: (marked("Eine Runde ist dazugekommen."), marked("Eine Runde ist weggefallen.")),
    Kind.announcement: (marked("Die Ansage steht auf allen Bildschirmen."), marked("Die Ansage ist abgenommen.")),
    Kind.doors: (marked("Die Tür ist jetzt offen."), marked("Die Tür ist jetzt zu.")),
    Kind.hiding: (marked("Ein Beitrag ist ausgeblendet."), marked("Ein Beitrag ist wieder zu sehen.")),
}


def _is_first(inverse: Inverse) -> int:
    """Which of both sentences: 0 or 1."""
    needs = inverse.needs
    second = {
        Kind.step: needs.get("by") == stepping.BACK,
        Kind.round: bool(needs.get("add")),
        Kind.announcement: not needs.get("is"),
        Kind.doors: bool(needs.get("open")),
        Kind.hiding: bool(needs.get("hide")),
    }
    return int(second[inverse.kind])


Needs = dict[str, Any]


def _is_version(_db: Session, cafe: Cafe, needs: Needs) -> bool:
    return bool(cafe.version == needs["expect"])


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
    Kind.announcement: lambda _db, cafe, needs: bool(cafe.announcement == needs["is"]),
    Kind.doors: lambda _db, cafe, needs: bool(cafe.is_open != needs["open"]),
    Kind.hiding: lambda db, cafe, needs: (
        (mending.contribution(db, cafe.id_, needs["contribution"]).hidden_at is None) == needs["hide"]
    ),
    Kind.move: _sits_there,
    Kind.role: lambda db, cafe, needs: bool(cafes.participant(db, cafe.id_, needs["person"])),
    Kind.departure: _is_gone,
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


_DO: dict[Kind, Callable[[Session, Cafe, Needs], object]] = {
    Kind.step: lambda db, cafe, needs: stepping.step(db, cafe.id_, by=needs["by"], expect=needs["expect"]),
    Kind.time: lambda db, cafe, needs: running.extend(db, cafe, needs["minutes"]),
    Kind.round: lambda db, cafe, needs: (lengthening.add_round if needs["add"] else lengthening.drop_round)(db, cafe),
    Kind.announcement: lambda db, cafe, needs: hosting.announce(db, cafe, needs["text"]),
    Kind.doors: lambda db, cafe, needs: hosting.set_doors(db, cafe, is_open=needs["open"]),
    Kind.hiding: lambda db, cafe, needs: mending.hide(db, cafe.id_, needs["contribution"], hidden=needs["hide"]),
    Kind.move: _move_back,
    Kind.role: lambda _db, _cafe, _needs: None,
    Kind.departure: lambda db, cafe, needs: moving.readmit(db, cafe, needs["person"]),
    Kind.clearing: _relay,
}
