"""What the wall shows: chosen by the host, or wanted at the wall itself until the host chooses again."""

import pytest
from sqlmodel import Session

from app.cafes import reading as cafes
from app.cafes.models import Cafe, Focus
from app.errors import NotFound
from app.evening import looking, reading, turning
from app.evening.looking import Look, Wish
from app.evening.steps import Stage
from app.rounds import reading as rounds
from app.seating import moving
from app.tablecloth import cloths
from tests import factories

NOTHING = Wish()


def look(db: Session, cafe: Cafe, wanted: Wish = NOTHING) -> Look:
    """As a wall that fetches its page now."""
    stage = evening_stage(db, cafe)
    return looking.look(db, cafe, stage, cloths.all_tables(db, cafe, newest=cloths.NEWEST), wanted)


def evening_stage(db: Session, cafe: Cafe) -> Stage:
    return reading.stage(cafe, rounds.current(db, cafe))


def number(found: Look) -> int | None:
    return found.table.table.number if found.table else None


@pytest.fixture
def cafe(db: Session) -> Cafe:
    """In its first round; something lies on tables 1 and 3."""
    cafe = factories.cafe(db, tables=3)
    for at in (1, 3):
        factories.guest(db, cafe, table=factories.table(db, cafe, at))
    factories.step(db, cafe)
    for guest, at in zip(cafes.present(db, cafe.id_), (1, 3), strict=True):
        factories.contribution(db, cafe, guest, table=factories.table(db, cafe, at))
    return cafe


def test_all_tables_are_shown_until_the_host_chooses_one(db: Session, cafe: Cafe) -> None:
    assert number(look(db, cafe)) is None
    turning.turn(db, cafe, Focus.table, 2)
    assert number(look(db, cafe)) == 2
    turning.turn(db, cafe, Focus.overview)
    assert number(look(db, cafe)) is None


@pytest.mark.parametrize("table_no", [None, 0, 4])
def test_there_is_no_such_table(db: Session, cafe: Cafe, table_no: int | None) -> None:
    with pytest.raises(NotFound):
        turning.turn(db, cafe, Focus.table, table_no)
    assert cafe.focus == Focus.overview


def test_the_carousel_leaves_out_what_is_blank(db: Session, cafe: Cafe) -> None:
    turning.turn(db, cafe, Focus.carousel)
    assert number(look(db, cafe)) == 1
    assert number(look(db, cafe, Wish(table_no=3))) == 3
    assert number(look(db, cafe, Wish(table_no=2))) == 1


def test_a_wish_at_the_wall_holds_until_the_host_chooses_again(db: Session, cafe: Cafe) -> None:
    stamp = look(db, cafe).stamp
    wish = Wish(Focus.table, 3, stamp)
    found = look(db, cafe, wish)
    assert (number(found), found.is_own) == (3, True)
    assert number(look(db, cafe, Wish(Focus.table, 3, "another"))) is None


def test_after_the_talk_each_stage_has_its_own_picture(db: Session, cafe: Cafe) -> None:
    turning.turn(db, cafe, Focus.table, 1)
    factories.step(db, cafe)
    assert evening_stage(db, cafe) == Stage.change
    assert number(look(db, cafe)) is None
    factories.step(db, cafe)
    assert number(look(db, cafe)) == 1
    factories.step(db, cafe, 3)
    assert evening_stage(db, cafe) == Stage.rounds_over
    assert number(look(db, cafe)) is None
    turning.turn(db, cafe, Focus.timelapse, 1)
    found = look(db, cafe)
    assert number(found) == 1
    assert found.lapse


def test_a_table_that_was_cleared_is_not_shown(db: Session, cafe: Cafe) -> None:
    turning.turn(db, cafe, Focus.table, 2)
    moving.clear_table(db, cafe, factories.table(db, cafe, 2).id_)
    assert number(look(db, cafe)) is None


def test_one_table_alone_is_always_seen_from_near(db: Session) -> None:
    cafe = factories.cafe(db, tables=1)
    factories.guest(db, cafe)
    factories.step(db, cafe)
    assert number(look(db, cafe)) == 1
