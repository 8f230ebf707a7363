"""Guests choose their topic for a round of free choice, while everybody is on the way."""

from dataclasses import dataclass, replace

from sqlmodel import Session, col, select

from app.cafes.models import Cafe, Participant, Phase, Role
from app.cafes.remembering import remembered
from app.db import now
from app.errors import BadInput, MovedOn, marked
from app.events import TopicChosen, record
from app.rounds import reading as rounds
from app.rounds.kinds import RoundKind
from app.rounds.models import Round
from app.seating import choices, moving, reading
from app.seating.choices import Topics
from app.seating.models import Choice
from app.tables import reading as tables
from app.tables.models import colour, is_striped


def choose(db: Session, cafe: Cafe, person: Participant, table_id: int) -> None:
    """Wishes to a table in the round that comes next; for who waits for another one it is the second choice.

    Whoever finds it full keeps their chair and comes in as soon as there is room; to wish again for what one waits for
    is to wait no longer. Raises MovedOn when nothing is to be chosen, and BadInput for whoever keeps a table.
    """
    round_ = rounds.current(db, cafe)
    if not is_open(cafe, round_):
        raise MovedOn
    if person.role != Role.traveller:
        raise BadInput("table", marked("Du bleibst an deinem Tisch; andere kommen zu dir."))
    tables.standing(db, cafe.id_, table_id)
    _wish(db, round_, person, table_id, here=reading.table_id_now(db, cafe, person))
    record(db, TopicChosen(cafe_id=cafe.id_, actor=f"p{person.id_}", participant_id=person.id_, table_id=table_id))
    _let_in(db, cafe, round_)


def wish_of(db: Session, round_: Round, person_id: int) -> Choice | None:
    """What somebody wished for this round."""
    return next((choice for choice in in_order(db, round_) if choice.participant_id == person_id), None)


def _wish(db: Session, round_: Round, person: Participant, table_id: int, *, here: int) -> None:
    choice = wish_of(db, round_, person.id_)
    if choice is None:
        choice = Choice(cafe_id=round_.cafe_id, round_id=round_.id_, participant_id=person.id_, first_id=table_id)
    elif here == choice.first_id:
        choice.first_id, choice.second_id, choice.chosen_at = table_id, None, now()
    elif table_id != choice.first_id:
        choice.second_id = table_id
    elif choice.second_id is not None:
        choice.first_id, choice.second_id = choice.second_id, None
    else:
        db.delete(choice)
        db.flush()
        return
    db.add(choice)
    db.flush()


@dataclass(frozen=True)
class Topic:
    """A table as one that can be chosen."""

    id: int
    number: int
    words: str
    seats: int
    chosen: int
    """People who want to be there, whoever keeps it included."""
    is_full: bool

    @property
    def colour(self) -> int:
        return colour(self.number)

    @property
    def is_striped(self) -> bool:
        return is_striped(self.number)


@remembered
def board(db: Session, cafe: Cafe) -> tuple[Topic, ...]:
    """All that can be chosen for the coming round, by number."""
    round_ = rounds.current(db, cafe)
    standing = topics(db, cafe, round_)
    return tuple(
        Topic(
            id=table.id_,
            number=table.number,
            words=table.topic or table.name,
            seats=table.seats,
            chosen=standing.chosen(table.id_),
            is_full=standing.is_full(table.id_),
        )
        for table in tables.in_cafe(db, cafe.id_)
    )


def is_open(cafe: Cafe, round_: Round) -> bool:
    """Whether topics are being chosen for this round: it was told, and has not begun."""
    return cafe.phase == Phase.rounds and round_.kind == RoundKind.choice and round_.started_at is None


def topics(db: Session, cafe: Cafe, round_: Round) -> Topics:
    """The coming round as it stands."""
    return _topics(db, cafe, round_, in_order(db, round_))


def in_order(db: Session, round_: Round) -> list[Choice]:
    """What was wished, the earliest first."""
    wished = select(Choice).where(Choice.round_id == round_.id).order_by(col(Choice.chosen_at), col(Choice.id))
    return list(db.exec(wished))


def _topics(db: Session, cafe: Cafe, round_: Round, wished: list[Choice]) -> Topics:
    seats = reading.in_round(db, round_)
    people = reading.people_here(db, cafe, seats)
    seating = {id_: seats[id_] for id_ in people}
    chosen = {
        each.participant_id for each in wished if seating.get(each.participant_id) in (each.first_id, each.second_id)
    }
    stays = {id_ for id_, person in people.items() if person.role == Role.table_host}
    return Topics(seating, {table.id_: table.seats for table in tables.in_cafe(db, cafe.id_)}, chosen | stays)


def _let_in(db: Session, cafe: Cafe, round_: Round) -> None:
    """Gives everybody who waits, the earliest first, what there is room for by now."""
    wished = in_order(db, round_)
    room = _topics(db, cafe, round_, wished)
    for choice in wished:
        here = room.seating.get(choice.participant_id)
        if here is None or here == choice.first_id:
            continue
        wishes = [each for each in (choice.first_id, choice.second_id) if each is not None]
        if here in wishes:
            wishes = wishes[: wishes.index(here)]
        going = choices.moves(room, choice.participant_id, wishes)
        for person, table in going.items():
            moving.move(db, cafe, person, table, actor=f"p{choice.participant_id}")
        if going:
            settled = {*room.settled, choice.participant_id}
            room = replace(room, seating={**room.seating, **going}, settled=settled)
