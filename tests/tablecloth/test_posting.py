"""Laying a thought on the cloth: what is taken, what is refused, and that nothing is laid twice."""

from datetime import timedelta

import pytest
from sqlmodel import Session, select

from app.cafes.models import Role
from app.db import now
from app.errors import (
    BadInput,
    CafeIsClosed,
    KeyUsedTwice,
    NotAllowed,
    NotFound,
    NotYourTable,
    RoundIsOver,
)
from app.evening import stepping
from app.events import ContributionStarred, recorded
from app.rounds import reading as rounds
from app.seating import moving
from app.tablecloth import mending, posting, reading
from app.tablecloth.models import Category, Contribution, Kind, Pen, Scribe
from app.transactions import number_events
from tests import factories as make


def on(db: Session, **plan: object):
    """A café in its first round with one guest at table 1."""
    cafe = make.cafe(db, **plan)
    table = make.table(db, cafe)
    anna = make.guest(db, cafe, "Anna", table=table)
    make.step(db, cafe)
    return cafe, table, anna


def test_a_draft_is_laid_as_it_was_written(db: Session) -> None:
    cafe, table, anna = on(db)
    draft = make.draft("  Weniger\tKanäle ", table=table, kind=Kind.question, category=Category.change, pen=Pen.red)
    laid = db.get_one(Contribution, posting.post(db, cafe.id_, anna.id_, draft))
    assert (laid.text, laid.kind, laid.category, laid.pen) == ("Weniger Kanäle", "question", "change", "red")
    assert (laid.author_id, laid.scribe, laid.posted_by) == (anna.id, None, f"p{anna.id}")


def test_sent_again_under_the_same_key_it_is_the_same_row(db: Session) -> None:
    cafe, table, anna = on(db)
    draft = make.draft(table=table)
    first = posting.post(db, cafe.id_, anna.id_, draft)
    number_events(db)
    assert posting.post(db, cafe.id_, anna.id_, draft) == first
    assert number_events(db) == set()
    assert len(db.exec(select(Contribution)).all()) == 1


def test_sent_again_after_it_was_edited_it_is_still_the_same(db: Session) -> None:
    cafe, table, anna = on(db)
    draft = make.draft("Erster Text", table=table)
    first = posting.post(db, cafe.id_, anna.id_, draft)
    mending.edit(db, cafe.id_, anna.id_, first, text="Besserer Text", kind=Kind.idea, category=None)
    assert posting.post(db, cafe.id_, anna.id_, draft) == first
    assert db.get_one(Contribution, first).text == "Besserer Text"


def test_sent_again_after_the_cafe_was_closed_it_is_still_the_same(db: Session) -> None:
    cafe, table, anna = on(db, rounds=1)
    draft = make.draft(table=table)
    first = posting.post(db, cafe.id_, anna.id_, draft)
    make.step(db, cafe, 4)
    assert posting.post(db, cafe.id_, anna.id_, draft) == first


def test_another_text_under_a_used_key_is_refused(db: Session) -> None:
    cafe, table, anna = on(db)
    posting.post(db, cafe.id_, anna.id_, make.draft("eins", table=table, key="key-same"))
    with pytest.raises(KeyUsedTwice):
        posting.post(db, cafe.id_, anna.id_, make.draft("zwei", table=table, key="key-same"))


def test_two_devices_may_use_the_same_key(db: Session) -> None:
    cafe, table, anna = on(db)
    ben = make.guest(db, cafe, "Ben", table=table)
    ids = {posting.post(db, cafe.id_, who.id_, make.draft(table=table, key="key-same")) for who in (anna, ben)}
    assert len(ids) == 2


@pytest.mark.parametrize("text", ["", "   ", "\n\t", "\u200b\u202e"])
def test_an_empty_text_is_refused(db: Session, text: str) -> None:
    cafe, table, anna = on(db)
    with pytest.raises(BadInput) as refusal:
        posting.post(db, cafe.id_, anna.id_, make.draft(text, table=table))
    assert refusal.value.field == "text"


def test_five_hundred_signs_fit_and_one_more_does_not(db: Session) -> None:
    cafe, table, anna = on(db)
    assert posting.post(db, cafe.id_, anna.id_, make.draft("ä" * 500, table=table))
    with pytest.raises(BadInput) as refusal:
        posting.post(db, cafe.id_, anna.id_, make.draft("ä" * 501, table=table))
    assert refusal.value.words == {"length": 501, "limit": 500}


def test_one_writes_only_where_one_sits(db: Session) -> None:
    cafe, _, anna = on(db)
    with pytest.raises(NotYourTable):
        posting.post(db, cafe.id_, anna.id_, make.draft(table=make.table(db, cafe, 2)))


def test_what_was_begun_before_the_host_moved_me_still_lands_on_the_old_table(db: Session) -> None:
    cafe, table, anna = on(db)
    moving.move(db, cafe, anna.id_, make.table(db, cafe, 2).id_)
    number_events(db)
    laid = posting.post(db, cafe.id_, anna.id_, make.draft(table=table))
    assert db.get_one(Contribution, laid).table_id == table.id


def test_before_the_first_round_nothing_can_be_laid(db: Session) -> None:
    cafe = make.cafe(db)
    table = make.table(db, cafe)
    anna = make.guest(db, cafe, table=table)
    with pytest.raises(RoundIsOver, match="noch nicht begonnen"):
        posting.post(db, cafe.id_, anna.id_, make.draft(table=table))


def test_after_the_bell_only_what_was_written_before_it_is_taken(db: Session) -> None:
    cafe, table, anna = on(db)
    make.step(db, cafe)
    ended_at = rounds.by_number(db, cafe.id_, 1).ended_at
    assert ended_at is not None
    in_time = make.draft("Ohne Netz geschrieben", table=table, composed_at=ended_at - timedelta(seconds=30))
    assert posting.post(db, cafe.id_, anna.id_, in_time)
    with pytest.raises(RoundIsOver):
        posting.post(db, cafe.id_, anna.id_, make.draft(table=table, composed_at=ended_at + timedelta(minutes=3)))
    with pytest.raises(RoundIsOver):
        posting.post(db, cafe.id_, anna.id_, make.draft(table=table))


def test_a_closed_cafe_takes_nothing(db: Session) -> None:
    cafe, table, anna = on(db, rounds=1)
    make.step(db, cafe, 4)
    with pytest.raises(CafeIsClosed):
        posting.post(db, cafe.id_, anna.id_, make.draft(table=table, composed_at=now() - timedelta(hours=1)))


def test_a_traveller_cannot_write_for_somebody_else(db: Session) -> None:
    cafe, table, anna = on(db)
    ben = make.guest(db, cafe, "Ben", table=table)
    with pytest.raises(NotAllowed):
        posting.post(db, cafe.id_, anna.id_, make.draft(table=table, author_id=ben.id))


def test_table_host_device_and_host_write_for_others_and_it_is_marked(db: Session) -> None:
    cafe, table, anna = on(db)
    ben = make.guest(db, cafe, "Ben", table=table, by_host=True)
    device = make.guest(db, cafe, table=table, role=Role.table_device)
    moving.give_role(db, cafe, anna.id_, Role.table_host)

    def scribe(writer: int | None) -> tuple[int | None, Scribe | None]:
        laid = db.get_one(Contribution, posting.post(db, cafe.id_, writer, make.draft(table=table, author_id=ben.id)))
        return laid.author_id, laid.scribe

    assert scribe(anna.id_) == (ben.id, Scribe.table_host)
    assert scribe(device.id_) == (ben.id, Scribe.table_device)
    assert scribe(None) == (ben.id, Scribe.host)


def test_what_a_table_device_says_without_a_name_is_the_tables(db: Session) -> None:
    cafe, table, _ = on(db)
    device = make.guest(db, cafe, table=table, role=Role.table_device)
    laid = db.get_one(Contribution, posting.post(db, cafe.id_, device.id_, make.draft(table=table)))
    assert (laid.author_id, laid.scribe) == (None, Scribe.table_device)


def test_a_trail_leads_to_the_table_and_to_the_line(db: Session) -> None:
    cafe, table, anna = on(db)
    second = make.table(db, cafe, 2)
    ben = make.guest(db, cafe, "Ben", table=second)
    carried = make.contribution(db, cafe, ben, "Newsletter zuerst", table=second)
    draft = make.draft("Ja, Newsletter", table=table, brought_from_table_no=2, brought_from_id=carried.id)
    posting.post(db, cafe.id_, anna.id_, draft)
    laid = reading.laid_at_table(db, cafe, table.id_)[-1]
    assert (laid.from_table, laid.from_text) == (2, "Newsletter zuerst")


@pytest.mark.parametrize(("number", "line"), [(1, None), (9, None), (2, 4711)])
def test_a_trail_from_nowhere_is_refused(db: Session, number: int, line: int | None) -> None:
    cafe, table, anna = on(db)
    with pytest.raises(BadInput):
        posting.post(
            db, cafe.id_, anna.id_, make.draft(table=table, brought_from_table_no=number, brought_from_id=line)
        )


def test_tables_and_people_of_another_cafe_are_not_there(db: Session) -> None:
    cafe, table, anna = on(db)
    other = make.cafe(db)
    with pytest.raises(NotFound):
        posting.post(db, cafe.id_, anna.id_, make.draft(table=make.table(db, other)))
    with pytest.raises(NotFound):
        posting.post(db, other.id_, anna.id_, make.draft(table=table))


def test_taken_back_the_text_is_forgotten(db: Session) -> None:
    cafe, table, anna = on(db)
    laid = make.contribution(db, cafe, anna, "Peinlich", table=table)
    mending.withdraw(db, cafe.id_, anna.id_, laid.id_)
    assert reading.laid_in_cafe(db, cafe, with_hidden=True) == []
    assert db.get_one(Contribution, laid.id).text == ""


def test_a_star_given_twice_is_taken_back(db: Session) -> None:
    cafe, table, anna = on(db)
    laid = make.contribution(db, cafe, anna, table=table)
    assert mending.toggle_star(db, cafe.id_, anna.id_, laid.id_) is True
    assert reading.laid_among(db, cafe, [laid.id_])[0].stars == 1
    assert mending.toggle_star(db, cafe.id_, anna.id_, laid.id_) is False
    assert reading.laid_among(db, cafe, [laid.id_])[0].stars == 0


def test_a_star_that_is_wished_again_changes_nothing(db: Session) -> None:
    """The phone missed the answer; the second sending is not in the logbook either."""
    cafe, table, anna = on(db)
    laid = make.contribution(db, cafe, anna, table=table)
    for given in (True, True, False, False):
        assert mending.toggle_star(db, cafe.id_, anna.id_, laid.id_, given=given) is given
        assert reading.laid_among(db, cafe, [laid.id_])[0].stars == int(given)
    assert [type(event) for event in recorded(db)].count(ContributionStarred) == 2


def test_hidden_by_the_host_it_is_on_no_cloth_until_it_is_put_back(db: Session) -> None:
    cafe, table, anna = on(db)
    laid = make.contribution(db, cafe, anna, table=table)
    mending.hide(db, cafe.id_, laid.id_, hidden=True)
    assert reading.laid_at_table(db, cafe, table.id_) == []
    mending.hide(db, cafe.id_, laid.id_, hidden=False)
    assert [line.id for line in reading.laid_at_table(db, cafe, table.id_)] == [laid.id]


def test_only_the_author_may_edit(db: Session) -> None:
    cafe, table, anna = on(db)
    ben = make.guest(db, cafe, "Ben", table=table)
    laid = make.contribution(db, cafe, anna, table=table)
    with pytest.raises(NotAllowed):
        mending.edit(db, cafe.id_, ben.id_, laid.id_, text="Meins", kind=Kind.idea, category=None)


def test_a_round_taken_back_and_begun_again_goes_on_with_what_was_left(db: Session) -> None:
    cafe, _, _ = on(db)
    first = rounds.by_number(db, cafe.id_, 1)
    assert first.ends_at is not None
    first.ends_at -= timedelta(minutes=12)
    make.step(db, cafe, by=stepping.BACK)
    make.step(db, cafe)
    assert first.ends_at is not None
    assert timedelta(minutes=7, seconds=50) < first.ends_at - now() < timedelta(minutes=8, seconds=10)
