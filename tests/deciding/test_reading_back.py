"""Each table says whether its own summary is right."""

import pytest

from app.deciding import reading, reading_back
from app.deciding.models import Answer
from app.errors import BadInput, CafeIsClosed, MovedOn, NotFound, NotYourTable
from app.events import recorded
from tests import factories as make
from tests.deciding.conftest import Room


def answer(room: Room, who: object, said: Answer = Answer.right, note: str = "", *, table: int = 1) -> None:
    person = who.id_ if who else None  # type: ignore[attr-defined]
    table_id = make.table(room.db, room.cafe, table).id_
    reading_back.answer(room.db, room.cafe.id_, person, table_id=table_id, said=said, note=note)


def test_every_table_is_asked_once(room: Room) -> None:
    reading_back.ask(room.db, room.cafe)
    answer(room, room.ben)
    recorded(room.db)
    reading_back.ask(room.db, room.cafe)
    asked = reading.read_backs(room.db, room.cafe)
    assert [each.answer for each in asked.values()] == [Answer.right, None, None]
    assert recorded(room.db) == []


def test_anybody_at_the_table_answers_and_changes_it(room: Room) -> None:
    reading_back.ask(room.db, room.cafe)
    answer(room, room.ben, Answer.missing, "  Der Hof fehlt\n")
    answer(room, room.anna, Answer.wrong, "Nicht der Hof")
    said = reading.read_back(room.db, room.cafe, make.table(room.db, room.cafe).id_)
    assert (said.answer, said.note, said.participant_id) == (Answer.wrong, "Nicht der Hof", room.anna.id)
    answer(room, None, Answer.right, "wird nicht gebraucht")
    assert (said.answer, said.note, said.participant_id) == (Answer.right, "", None)
    assert said.answered_at is not None


def test_no_other_table_and_no_other_time(room: Room) -> None:
    with pytest.raises(NotFound):
        answer(room, room.ben)  # nobody has asked yet
    reading_back.ask(room.db, room.cafe)
    with pytest.raises(NotYourTable):
        answer(room, room.cem, table=1)
    with pytest.raises(BadInput):
        answer(room, room.ben, Answer.wrong, "x" * 281)
    room.step()
    with pytest.raises(MovedOn):
        answer(room, room.ben)
    with pytest.raises(MovedOn):
        reading_back.ask(room.db, room.cafe)
    room.step()
    with pytest.raises(CafeIsClosed):
        answer(room, room.ben)
    assert all(each.answer is None for each in reading.read_backs(room.db, room.cafe).values())
