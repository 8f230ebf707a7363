"""Lines between contributions: who may draw which, that they come and go once, and what is hidden has none."""

import pytest
from sqlmodel import Session, select

from app.errors import BadInput, CafeIsClosed, NotFound, NotYourTable
from app.events import ConnectionDrawn, ConnectionErased, recorded
from app.seating import moving
from app.tablecloth import connecting, connections, mending, reading
from app.tablecloth.connections import Line
from app.tablecloth.models import Connection
from app.transactions import number_events
from tests import factories as make


class On:
    """A café in its first round: Anna and Ben at table 1, Cem at table 2."""

    def __init__(self, db: Session, **plan: object) -> None:
        self.db = db
        self.cafe = make.cafe(db, **plan)
        self.table, self.other = make.table(db, self.cafe, 1), make.table(db, self.cafe, 2)
        self.anna = make.guest(db, self.cafe, "Anna", table=self.table)
        self.ben = make.guest(db, self.cafe, "Ben", table=self.table)
        self.cem = make.guest(db, self.cafe, "Cem", table=self.other)
        make.step(db, self.cafe)
        self.old, self.new = (make.contribution(db, self.cafe, self.anna, text, table=self.table) for text in "AB")
        self.far = make.contribution(db, self.cafe, self.cem, "C", table=self.other)
        recorded(db)

    def laid(self) -> dict[str, list[str]]:
        return {
            laid.text: [line.text for line in laid.lines]
            for laid in reading.laid_in_cafe(self.db, self.cafe, with_hidden=True)
        }


def test_a_line_joins_both_whoever_is_named_first(db: Session) -> None:
    on = On(db)
    connecting.connect(db, on.cafe.id_, on.ben.id_, on.new.id_, on.old.id_)
    line = db.exec(select(Connection)).one()
    assert (line.first_id, line.second_id, line.drawn_by) == (on.old.id, on.new.id, f"p{on.ben.id}")
    assert recorded(db) == [
        ConnectionDrawn(
            cafe_id=on.cafe.id_,
            actor=f"p{on.ben.id}",
            first_id=on.old.id_,
            second_id=on.new.id_,
            table_id=on.table.id_,
        )
    ]
    assert on.laid() == {"A": ["B"], "B": ["A"], "C": []}
    assert connections.in_cafe(db, on.cafe) == [(on.old.id, on.new.id)]
    assert reading.laid_at_table(db, on.cafe, on.table.id_)[0].lines == (Line(on.new.id_, "B"),)


def test_drawn_or_erased_again_nothing_happens(db: Session) -> None:
    on = On(db)
    for _ in range(2):
        connecting.connect(db, on.cafe.id_, on.anna.id_, on.old.id_, on.new.id_)
    assert [event.kind for event in recorded(db)] == [ConnectionDrawn.__name__]
    for _ in range(2):
        connecting.erase(db, on.cafe.id_, on.ben.id_, on.new.id_, on.old.id_)
    assert [event.kind for event in recorded(db)] == [ConnectionErased.__name__]
    assert on.laid()["A"] == []


def test_only_what_lies_on_one_cloth_and_never_to_itself(db: Session) -> None:
    on = On(db)
    for one, other in ((on.old, on.far), (on.old, on.old)):
        with pytest.raises(BadInput):
            connecting.connect(db, on.cafe.id_, None, one.id_, other.id_)
    with pytest.raises(NotFound):
        connecting.connect(db, on.cafe.id_, None, on.old.id_, 999)
    assert recorded(db) == []


def test_guests_draw_where_they_sit_or_sat_and_the_host_anywhere(db: Session) -> None:
    on = On(db)
    with pytest.raises(NotYourTable):
        connecting.connect(db, on.cafe.id_, on.cem.id_, on.old.id_, on.new.id_)
    moving.move(db, on.cafe, on.ben.id_, on.other.id_)
    number_events(db)
    connecting.connect(db, on.cafe.id_, on.ben.id_, on.old.id_, on.new.id_)
    connecting.erase(db, on.cafe.id_, None, on.old.id_, on.new.id_)
    with pytest.raises(NotYourTable):
        connecting.erase(db, on.cafe.id_, on.cem.id_, on.old.id_, on.new.id_)


def test_what_is_another_cafes_is_not_there(db: Session) -> None:
    on, elsewhere = On(db), On(db)
    with pytest.raises(NotFound):
        connecting.connect(db, on.cafe.id_, None, elsewhere.old.id_, elsewhere.new.id_)
    with pytest.raises(NotFound):
        connecting.connect(db, on.cafe.id_, elsewhere.anna.id_, on.old.id_, on.new.id_)


def test_no_more_lines_at_one_contribution_than_can_be_told_apart(db: Session) -> None:
    on = On(db)
    others = [
        make.contribution(db, on.cafe, on.anna, f"D{each}", table=on.table) for each in range(connecting.MOST_LINES)
    ]
    for each in others:
        connecting.connect(db, on.cafe.id_, on.anna.id_, on.old.id_, each.id_)
    with pytest.raises(BadInput):
        connecting.connect(db, on.cafe.id_, on.anna.id_, on.new.id_, on.old.id_)
    connecting.connect(db, on.cafe.id_, on.anna.id_, others[0].id_, on.old.id_)


def test_what_is_hidden_loses_its_lines_until_it_is_shown(db: Session) -> None:
    on = On(db)
    connecting.connect(db, on.cafe.id_, on.anna.id_, on.old.id_, on.new.id_)
    mending.hide(db, on.cafe.id_, on.old.id_, hidden=True)
    assert on.laid() == {"A": [], "B": [], "C": []}
    assert connections.in_cafe(db, on.cafe) == []
    for verb in (connecting.connect, connecting.erase):
        with pytest.raises(NotFound):
            verb(db, on.cafe.id_, on.anna.id_, on.old.id_, on.new.id_)
    mending.hide(db, on.cafe.id_, on.old.id_, hidden=False)
    assert on.laid()["B"] == ["A"]


def test_what_was_taken_back_has_no_lines(db: Session) -> None:
    on = On(db)
    connecting.connect(db, on.cafe.id_, on.ben.id_, on.old.id_, on.new.id_)
    mending.withdraw(db, on.cafe.id_, on.anna.id_, on.new.id_)
    assert on.laid() == {"A": [], "C": []}


def test_a_closed_cafe_refuses(db: Session) -> None:
    on = On(db, rounds=1)
    make.step(db, on.cafe, 4)
    for verb in (connecting.connect, connecting.erase):
        with pytest.raises(CafeIsClosed):
            verb(db, on.cafe.id_, on.anna.id_, on.old.id_, on.new.id_)
