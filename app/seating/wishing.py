"""Who is to sit together and who apart, as the host wishes it."""

from sqlmodel import Session, select

from app.cafes import reading as cafes
from app.cafes.models import Cafe
from app.errors import BadInput, NotFound, marked
from app.events import PlanChanged, record
from app.seating import gathering, planning
from app.seating.contradictions import contradictions
from app.seating.models import Company, Wish

MOST_WISHES = 500


def wish(db: Session, cafe: Cafe, one: int, other: int, company: Company) -> Wish:
    """Wishes two guests together or apart; the latest word about two people counts.

    Raises BadInput for a wish that no plan could keep beside the others, naming whom it contradicts.
    """
    everybody = cafes.everybody(db, cafe.id_)
    if one not in everybody or other not in everybody:
        raise NotFound
    if one == other:
        raise BadInput("other", marked("Such zwei verschiedene Menschen aus."))
    smaller, larger = sorted((one, other))
    pair = db.exec(select(Wish).where(Wish.participant_id == smaller, Wish.other_id == larger)).first()
    if pair is None and len(list(db.exec(select(Wish.id).where(Wish.cafe_id == cafe.id)))) >= MOST_WISHES:
        raise BadInput("other", marked("Mehr als %(most)d Wünsche kann niemand mehr überblicken."), most=MOST_WISHES)
    before = contradictions(gathering.room(gathering.standing(db, cafe)))
    pair = pair or Wish(cafe_id=cafe.id_, company=company, participant_id=smaller, other_id=larger)
    pair.company = company
    db.add(pair)
    db.flush()
    new = [each for each in contradictions(gathering.room(gathering.standing(db, cafe))) if each not in before]
    if new:
        names = ", ".join(everybody[person].name for person in new[0].people if person in everybody)
        raise BadInput(
            "other", marked("Das widerspricht anderen Wünschen oder festen Plätzen von: %(names)s."), names=names
        )
    planning.follow(db, cafe)
    record(db, PlanChanged(cafe_id=cafe.id_))
    return pair


def forget(db: Session, cafe: Cafe, wish_id: int) -> None:
    """Takes a wish back; raises NotFound for one of another café."""
    pair = db.get(Wish, wish_id)
    if pair is None or pair.cafe_id != cafe.id:
        raise NotFound
    db.delete(pair)
    db.flush()
    planning.follow(db, cafe)
    record(db, PlanChanged(cafe_id=cafe.id_))
