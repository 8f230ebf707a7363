"""Who may draw where, how much, and what becomes of it: the verbs on a database of their own."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlmodel import Session, select

from app.cafes.models import Cafe, Participant, Role
from app.db import now
from app.doodles import drawing, mending, reading
from app.doodles.drawing import Draft, EnoughLeaves, LeafIsFull
from app.doodles.models import Doodle, Stroke
from app.doodles.reading import FIRST, Drawn
from app.errors import BadInput, CafeError, CafeIsClosed, NotAllowed, NotFound, NotYourTable, RoundIsOver
from app.events import (
    DoodleHidden,
    DoodleMended,
    DoodleShown,
    DoodleWithdrawn,
    Event,
    StrokeDrawn,
    StrokeUndone,
    recorded,
)
from app.seating import moving
from app.tablecloth import mending as words
from app.tablecloth import reading as cloth_reading
from app.tablecloth.models import Pen
from app.transactions import number_events
from tests import factories

LINE = "M10 10L20 20"


@pytest.fixture
def cafe(db: Session) -> Cafe:
    """In its first round."""
    return factories.step(db, factories.cafe(db, tables=2, rounds=2))


@pytest.fixture
def anna(db: Session, cafe: Cafe) -> Participant:
    return factories.guest(db, cafe, "Anna", table=factories.table(db, cafe))


@pytest.fixture
def ben(db: Session, cafe: Cafe) -> Participant:
    return factories.guest(db, cafe, "Ben", table=factories.table(db, cafe))


@pytest.fixture
def draft(db: Session, cafe: Cafe) -> Draft:
    return Draft(doodle="doodle-1", key="stroke-1", path=LINE, round_no=1, table_id=factories.table(db, cafe).id_)


def draw(db: Session, cafe: Cafe, who: Participant | None, draft: Draft, key: str = "", **fields: object) -> Doodle:
    told = replace(draft, key=key or draft.key, **fields)  # type: ignore[arg-type]
    return db.get_one(Doodle, drawing.draw(db, cafe.id_, who.id_ if who else None, told).doodle_id)


def drawn(db: Session, cafe: Cafe) -> Drawn:
    (only,) = reading.in_cafe(db, cafe, with_hidden=True)
    return only


def test_the_first_stroke_begins_a_doodle_and_the_next_lies_on_it(
    db: Session, cafe: Cafe, anna: Participant, draft: Draft
) -> None:
    recorded(db)
    doodle = draw(db, cafe, anna, draft, pen=Pen.red)
    assert draw(db, cafe, anna, draft, "stroke-2").id == doodle.id
    lines = drawn(db, cafe).strokes
    assert [(line.pen, line.path) for line in lines] == [(Pen.red, LINE), (Pen.black, LINE)]
    at = {"cafe_id": cafe.id_, "actor": f"p{anna.id}", "doodle_id": doodle.id_, "table_id": draft.table_id}
    assert recorded(db) == [StrokeDrawn(**at, stroke_id=line.id) for line in lines]  # type: ignore[arg-type]
    assert (doodle.author_id, doodle.posted_by) == (anna.id, f"p{anna.id}")
    assert drawn(db, cafe).author == "Anna"


def test_the_same_stroke_again_changes_nothing(db: Session, cafe: Cafe, anna: Participant, draft: Draft) -> None:
    draw(db, cafe, anna, draft)
    recorded(db)
    draw(db, cafe, anna, draft)
    draw(db, cafe, anna, draft, path="no path at all")
    assert recorded(db) == []
    assert len(drawn(db, cafe).strokes) == 1


def test_keys_are_a_devices_own(db: Session, cafe: Cafe, anna: Participant, ben: Participant, draft: Draft) -> None:
    assert len({draw(db, cafe, who, draft).id for who in (anna, ben, None)}) == 3


def test_what_a_table_device_draws_is_the_tables(db: Session, cafe: Cafe, draft: Draft) -> None:
    device = factories.guest(db, cafe, table=factories.table(db, cafe), role=Role.table_device)
    doodle = draw(db, cafe, device, draft)
    assert (doodle.author_id, drawn(db, cafe).author) == (None, "")
    mending.describe(db, cafe.id_, device.id_, doodle.id_, description="Ein Kreis")  # and it may still mend it


@pytest.mark.parametrize(
    ("wrong", "error"),
    [({"path": "M1 1"}, BadInput), ({"path": LINE + '"/><script>'}, BadInput), ({"table_id": 999}, NotFound),
     ({"round_no": 9}, NotFound), ({"round_no": 2}, NotYourTable)],
)  # fmt: skip
def test_what_cannot_be_changes_nothing(
    db: Session, cafe: Cafe, anna: Participant, draft: Draft, wrong: dict[str, object], error: type[CafeError]
) -> None:
    with pytest.raises(error):
        draw(db, cafe, anna, draft, **wrong)  # type: ignore[arg-type]
    assert db.exec(select(Doodle)).all() == []


def test_guests_draw_where_they_sit_or_sat(db: Session, cafe: Cafe, anna: Participant, draft: Draft) -> None:
    second = factories.table(db, cafe, 2).id_
    with pytest.raises(NotYourTable):
        draw(db, cafe, anna, draft, table_id=second)
    draw(db, cafe, anna, draft)
    moving.move(db, cafe, anna.id_, second)
    number_events(db)
    draw(db, cafe, anna, draft, "was-on-its-way")
    with pytest.raises(BadInput):  # a doodle does not move with its drawer
        draw(db, cafe, anna, draft, "stroke-3", table_id=second)
    draw(db, cafe, anna, draft, doodle="doodle-2", table_id=second)


def test_after_the_bell_only_what_was_drawn_before_it(db: Session, cafe: Cafe, anna: Participant, draft: Draft) -> None:
    drawn_at = now()
    cafe = factories.step(db, cafe)
    with pytest.raises(RoundIsOver):
        draw(db, cafe, anna, draft)
    with pytest.raises(RoundIsOver):
        draw(db, cafe, anna, draft, composed_at=drawn_at + timedelta(minutes=3))
    draw(db, cafe, anna, draft, composed_at=drawn_at)


def test_ones_own_drawing_is_gone_on_with_as_long_as_words_may_be_mended(
    db: Session, cafe: Cafe, anna: Participant, ben: Participant, draft: Draft
) -> None:
    doodle = draw(db, cafe, anna, draft)
    moving.move(db, cafe, anna.id_, factories.table(db, cafe, 2).id_)
    number_events(db)
    factories.step(db, cafe, 2)
    with pytest.raises(BadInput):  # it stays where it was begun
        draw(db, cafe, anna, draft, "stroke-2", round_no=2)
    assert draw(db, cafe, anna, draft, "stroke-2", path="M5 5h0.1").id == doodle.id
    drawing.undo(db, cafe.id_, anna.id_, "doodle-1", "stroke-1")
    leaf = reading.leaf(db, cafe.id_, f"p{anna.id}", doodle.id_)
    assert (leaf.key, leaf.table, leaf.round) == ("doodle-1", draft.table_id, 1)
    assert [(line.key, line.path) for line in leaf.strokes] == [("stroke-2", "M5 5h0.1")]
    with pytest.raises(NotFound):  # keys are between a device and us
        reading.leaf(db, cafe.id_, f"p{ben.id}", doodle.id_)
    moving.see_off(db, cafe, anna.id_, actor="host")
    with pytest.raises(NotFound):
        draw(db, cafe, anna, draft, "stroke-3")


def test_a_leaf_and_a_cloth_have_an_end(
    db: Session, cafe: Cafe, anna: Participant, draft: Draft, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(drawing, "MOST_STROKES", 2)
    monkeypatch.setattr(drawing, "MOST_LEAVES", 2)
    for key in ("stroke-1", "stroke-2"):
        draw(db, cafe, anna, draft, key)
    with pytest.raises(LeafIsFull):
        draw(db, cafe, anna, draft, "stroke-3")
    drawing.undo(db, cafe.id_, anna.id_, "doodle-1", "stroke-1")
    draw(db, cafe, anna, draft, "stroke-3")
    monkeypatch.setattr(drawing, "MOST_KEPT", 3)
    drawing.undo(db, cafe.id_, anna.id_, "doodle-1", "stroke-3")
    with pytest.raises(LeafIsFull):  # what was undone has an end as well
        draw(db, cafe, anna, draft, "stroke-4")
    second = draw(db, cafe, anna, draft, doodle="doodle-2")
    with pytest.raises(EnoughLeaves):
        draw(db, cafe, anna, draft, doodle="doodle-3")
    mending.withdraw(db, cafe.id_, anna.id_, second.id_)
    monkeypatch.setattr(drawing, "LARGEST", len(LINE))
    third = draw(db, cafe, anna, draft, doodle="doodle-3")
    with pytest.raises(LeafIsFull):
        draw(db, cafe, anna, draft, "stroke-2", doodle="doodle-3")
    assert len(db.exec(select(Stroke).where(Stroke.doodle_id == third.id)).all()) == 1


def test_undoing_forgets_the_stroke_and_can_be_said_twice(
    db: Session, cafe: Cafe, anna: Participant, ben: Participant, draft: Draft
) -> None:
    doodle = draw(db, cafe, anna, draft)
    (stroke,) = drawn(db, cafe).strokes
    with pytest.raises(NotFound):
        drawing.undo(db, cafe.id_, ben.id_, "doodle-1", "stroke-1")
    recorded(db)
    for _ in range(2):
        drawing.undo(db, cafe.id_, anna.id_, "doodle-1", "stroke-1")
    at = {"cafe_id": cafe.id_, "actor": f"p{anna.id}", "doodle_id": doodle.id_, "table_id": draft.table_id}
    assert recorded(db) == [StrokeUndone(**at, stroke_id=stroke.id)]  # type: ignore[arg-type]
    assert drawn(db, cafe).strokes == ()
    assert db.get_one(Stroke, stroke.id).path == ""
    draw(db, cafe, anna, draft)  # a repetition that was late brings nothing back
    assert drawn(db, cafe).strokes == ()


def test_beside_words_of_the_same_cloth(
    db: Session, cafe: Cafe, anna: Participant, ben: Participant, draft: Draft
) -> None:
    table, other = factories.table(db, cafe), factories.table(db, cafe, 2)
    hers = factories.contribution(db, cafe, ben, table=table)
    cem = factories.guest(db, cafe, "Cem", table=other)
    elsewhere = factories.contribution(db, cafe, cem, table=other)
    assert draw(db, cafe, anna, draft, beside=hers.id).contribution_id == hers.id
    assert draw(db, cafe, anna, draft, doodle="doodle-2", beside=elsewhere.id).contribution_id is None
    words.withdraw(db, cafe.id_, ben.id_, hers.id_)
    assert draw(db, cafe, anna, draft, doodle="doodle-3", beside=hers.id).contribution_id is None


def test_a_drawing_becomes_an_idea(db: Session, cafe: Cafe, anna: Participant, ben: Participant, draft: Draft) -> None:
    doodle = draw(db, cafe, anna, draft)
    table = factories.table(db, cafe)
    idea = factories.contribution(db, cafe, anna, "Ein Brunnen", table=table, key="key-of-the-idea")
    factories.contribution(db, cafe, ben, table=table, key="key-of-another")
    recorded(db)
    told = {"description": " Ein  Brunnen ", "words": "key-of-the-idea"}
    for _ in range(2):
        mending.describe(db, cafe.id_, anna.id_, doodle.id_, **told)
    assert (doodle.description, doodle.contribution_id) == ("Ein Brunnen", idea.id)
    at = {"cafe_id": cafe.id_, "doodle_id": doodle.id_, "table_id": draft.table_id}
    assert recorded(db) == [DoodleMended(**at, actor=f"p{anna.id}")]  # type: ignore[arg-type]
    with pytest.raises(NotFound):  # somebody else's words are nobody's idea of mine
        mending.describe(db, cafe.id_, anna.id_, doodle.id_, description="", words="key-of-another")
    with pytest.raises(BadInput):
        mending.describe(db, cafe.id_, anna.id_, doodle.id_, description="x" * 201)


def test_only_its_drawer_and_the_host_may_mend(
    db: Session, cafe: Cafe, anna: Participant, ben: Participant, draft: Draft
) -> None:
    doodle = draw(db, cafe, anna, draft)
    for verb in (mending.withdraw, lambda *of: mending.describe(*of, description="Ein Hase")):
        with pytest.raises(NotAllowed):
            verb(db, cafe.id_, ben.id_, doodle.id_)
    mending.describe(db, cafe.id_, None, doodle.id_, description="Ein Hase")
    recorded(db)
    mending.withdraw(db, cafe.id_, anna.id_, doodle.id_)
    at = {"cafe_id": cafe.id_, "doodle_id": doodle.id_, "table_id": draft.table_id}
    assert recorded(db) == [DoodleWithdrawn(**at, actor=f"p{anna.id}")]  # type: ignore[arg-type]
    assert doodle.description == ""
    db.expire_all()
    assert [stroke.path for stroke in db.exec(select(Stroke))] == [""]
    assert reading.in_cafe(db, cafe, with_hidden=True) == ()
    with pytest.raises(NotFound):
        draw(db, cafe, anna, draft, "stroke-2")
    with pytest.raises(NotFound):
        mending.withdraw(db, cafe.id_, anna.id_, doodle.id_)


def test_hidden_doodles_are_the_hosts_alone(db: Session, cafe: Cafe, anna: Participant, draft: Draft) -> None:
    doodle = draw(db, cafe, anna, draft)
    happened: list[Event] = recorded(db)[-1:]
    for hidden in (True, True, False, False):
        mending.hide(db, cafe.id_, doodle.id_, hidden=hidden)
        happened += recorded(db)
        assert bool(reading.at_table(db, cafe, draft.table_id)) != hidden
        assert reading.at_table(db, cafe, draft.table_id, with_hidden=True)
    assert [type(event) for event in happened] == [StrokeDrawn, DoodleHidden, DoodleShown]


def test_a_closed_cafe_refuses(db: Session, cafe: Cafe, anna: Participant, draft: Draft) -> None:
    doodle = draw(db, cafe, anna, draft)
    factories.step(db, cafe, 6)
    for act in (
        lambda: draw(db, cafe, anna, draft, "stroke-2"),
        lambda: drawing.undo(db, cafe.id_, anna.id_, "doodle-1", "stroke-1"),
        lambda: mending.describe(db, cafe.id_, anna.id_, doodle.id_, description="Zu spät"),
        lambda: mending.withdraw(db, cafe.id_, anna.id_, doodle.id_),
    ):
        with pytest.raises(CafeIsClosed):
            act()


def test_doodles_lie_among_the_words_in_the_order_of_time(
    db: Session, cafe: Cafe, anna: Participant, ben: Participant, draft: Draft
) -> None:
    table = factories.table(db, cafe)

    def begun(name: str, **fields: object) -> int:
        return draw(db, cafe, anna, draft, doodle=f"doodle-{name}", **fields).id_  # type: ignore[arg-type]

    before = begun("before")
    first = factories.contribution(db, cafe, ben, "Das Erste", table=table).id_
    between = begun("between")
    second = factories.contribution(db, cafe, ben, "Das Zweite", table=table).id_
    beside = begun("beside", beside=first)
    third = factories.contribution(db, cafe, ben, "Das Dritte", table=table).id_
    beside_third = begun("beside-third", beside=third)

    def order() -> dict[tuple[int, int], list[int]]:
        laid = words_of(db, cafe)
        found = reading.after_words(reading.at_table(db, cafe, table.id_), laid)
        return {at: [each.id for each in doodles] for at, doodles in found.items()}

    assert order() == {(1, FIRST): [before], (1, first): [beside, between], (1, third): [beside_third]}
    words.withdraw(db, cafe.id_, ben.id_, third)  # what was drawn beside it stays where it lay
    assert order() == {(1, FIRST): [before], (1, first): [beside, between], (1, second): [beside_third]}
    words.withdraw(db, cafe.id_, ben.id_, first)
    assert order() == {(1, FIRST): [before, beside, between], (1, second): [beside_third]}


def words_of(db: Session, cafe: Cafe) -> list[cloth_reading.Laid]:
    return cloth_reading.laid_at_table(db, cafe, factories.table(db, cafe).id_)
