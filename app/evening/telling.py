"""What a host has just done, in a sentence: for the line that offers to take it back."""

from dataclasses import dataclass

from sqlmodel import Session

from app.cafes.models import Cafe, Focus, Participant, Role
from app.errors import marked
from app.evening import stepping
from app.evening.inverses import Inverse, Kind
from app.tablecloth import cloths
from app.tables.models import Table


@dataclass(frozen=True)
class Told:
    """What was done, in a sentence with places for `words`: a German msgid."""

    sentence: str
    words: tuple[tuple[str, object], ...] = ()


def told(db: Session, cafe: Cafe, inverse: Inverse) -> Told:
    """What the host is asked whether it is to be taken back."""
    needs = inverse.needs
    if "person" in needs:
        return _of_person(db, cafe, inverse)
    if inverse.kind in (Kind.table, Kind.clearing):
        number = db.get_one(Table, needs["table"]).number
        is_new = inverse.kind == Kind.table
        sentence = marked("Tisch %(number)d ist dazugekommen.") if is_new else marked("Tisch %(number)d ist abgeräumt.")
        return Told(sentence, (("number", number),))
    if inverse.kind == Kind.wall:
        focus, number = needs["is"]
        return Told(_LOOKS[Focus(focus)], (("number", number or 0),))
    if inverse.kind == Kind.time:
        more = -needs["minutes"]
        return Told(marked("Die Uhr ist um %(minutes)s min verstellt."), (("minutes", f"{more:+d}"),))
    return Told(_SENTENCES[inverse.kind][_is_first(inverse)])


def _of_person(db: Session, cafe: Cafe, inverse: Inverse) -> Told:
    person = db.get_one(Participant, inverse.needs["person"])
    words: list[tuple[str, object]] = [("name", cloths.person_view(cafe, person).name)]
    if inverse.kind in (Kind.move, Kind.arrival):
        at = inverse.needs["is" if inverse.kind == Kind.move else "table"]
        words.append(("number", db.get_one(Table, at).number))
    if inverse.kind == Kind.role:
        return Told(_ROLES[person.role == Role.table_host], tuple(words))
    return Told(_PEOPLE[inverse.kind], tuple(words))


def _is_first(inverse: Inverse) -> int:
    """Which of both sentences: 0 or 1."""
    needs = inverse.needs
    second = {
        Kind.step: needs.get("by") == stepping.BACK,
        Kind.pause: bool(needs.get("pause")),
        Kind.round: bool(needs.get("add")),
        Kind.announcement: not needs.get("is"),
        Kind.silence: bool(needs.get("hush")),
        Kind.doors: bool(needs.get("open")),
        Kind.hiding: bool(needs.get("hide")),
        Kind.line: bool(needs.get("draw")),
    }
    return int(second[inverse.kind])


_SENTENCES = {
    Kind.step: (marked("Der Abend ist einen Schritt zurück."), marked("Der Abend ist einen Schritt weiter.")),
    Kind.pause: (marked("Die Uhr steht."), marked("Die Uhr läuft wieder.")),
    Kind.round: (marked("Eine Runde ist dazugekommen."), marked("Eine Runde ist weggefallen.")),
    Kind.announcement: (marked("Die Ansage steht auf allen Bildschirmen."), marked("Die Ansage ist abgenommen.")),
    Kind.silence: (marked("Alle Bildschirme bitten um Stille."), marked("Die Stille ist vorbei.")),
    Kind.doors: (marked("Die Tür ist jetzt offen."), marked("Die Tür ist jetzt zu.")),
    Kind.hiding: (marked("Ein Beitrag ist ausgeblendet."), marked("Ein Beitrag ist wieder zu sehen.")),
    Kind.line: (marked("Zwei Beiträge sind verbunden."), marked("Eine Linie ist gelöst.")),
}
_PEOPLE = {
    Kind.listing: marked("%(name)s steht jetzt auf der Gästeliste."),
    Kind.arrival: marked("%(name)s ist da und sitzt an Tisch %(number)d."),
    Kind.move: marked("%(name)s sitzt jetzt an Tisch %(number)d."),
    Kind.departure: marked("%(name)s ist gegangen."),
}
_ROLES = (marked("%(name)s reist wieder mit."), marked("%(name)s bleibt jetzt als Gastgeber:in."))
_LOOKS = {
    Focus.overview: marked("Die Leinwand zeigt alle Tische."),
    Focus.carousel: marked("Die Leinwand zeigt einen Tisch nach dem anderen."),
    Focus.table: marked("Die Leinwand zeigt Tisch %(number)d aus der Nähe."),
    Focus.timelapse: marked("Die Leinwand zeigt Tisch %(number)d im Zeitraffer."),
}
