"""Who may vote, how much, for whom, and that nobody learns what others gave."""

from collections.abc import Callable

import pytest
from sqlmodel import select

from app.cafes.models import Role
from app.deciding import reading, voting
from app.deciding.models import Ballot, BallotMode, Vote
from app.deciding.voting import Wish
from app.errors import BadInput, CafeError, CafeIsClosed, MovedOn, NotAllowed, NotFound
from app.events import recorded
from tests import factories as make
from tests.deciding.conftest import Room


def dots(room: Room, ballot: Ballot, person: object) -> dict[int, int]:
    """What somebody gave, by number of the theme."""
    order = [each.id for each in room.themes]
    given = reading.votes_of(room.db, ballot, person.id_)  # type: ignore[attr-defined]
    return {order.index(theme) + 1: vote.dots for theme, vote in given.items()}


def test_dots_are_given_changed_and_taken_back(room: Room) -> None:
    ballot = room.open(is_stacking=True)
    room.give(ballot, room.ben, 1, 2)
    room.give(ballot, room.ben, 2, 1)
    assert dots(room, ballot, room.ben) == {1: 2, 2: 1}
    room.give(ballot, room.ben, 1, 1)
    room.give(ballot, room.ben, 2, 0)
    assert dots(room, ballot, room.ben) == {1: 1}
    assert reading.turnout(room.db, room.cafe, ballot.id_) == (1, 4)


def test_the_same_sent_twice_counts_once(room: Room) -> None:
    ballot = room.open()
    for _ in range(2):
        room.give(ballot, room.ben, 1, 1)
    assert [vote.dots for vote in room.db.exec(select(Vote))] == [1]


@pytest.mark.parametrize(
    ("is_stacking", "given"),
    [(True, [(1, 4)]), (True, [(1, 2), (2, 2)]), (True, [(1, -1)]), (False, [(1, 2)])],
)
def test_nobody_gives_more_than_they_have(room: Room, is_stacking: bool, given: list[tuple[int, int]]) -> None:
    ballot = room.open(budget=3, is_stacking=is_stacking)
    *before, (theme, too_many) = given
    for one, count in before:
        room.give(ballot, room.ben, one, count)
    with pytest.raises(BadInput):
        room.give(ballot, room.ben, theme, too_many)
    assert dots(room, ballot, room.ben) == dict(before)


def test_a_matrix_wants_both_scales(room: Room) -> None:
    ballot = room.open(BallotMode.matrix)
    room.rate(ballot, room.ben, 1, 5, 2)
    for urgency, feasibility in ((5, None), (None, 2), (0, 3), (3, 6)):
        with pytest.raises(BadInput):
            room.rate(ballot, room.ben, 2, urgency, feasibility)
    with pytest.raises(BadInput):
        room.give(ballot, room.ben, 2)
    assert list(reading.votes_of(room.db, ballot, room.ben.id_)) == [room.themes[0].id]
    room.rate(ballot, room.ben, 1, None, None)
    assert reading.votes_of(room.db, ballot, room.ben.id_) == {}


def test_scales_are_no_dots(room: Room) -> None:
    with pytest.raises(BadInput):
        room.rate(room.open(), room.ben, 1, 5, 5)


def test_whoever_has_no_phone_votes_by_the_table_hosts(room: Room) -> None:
    ballot = room.open()
    room.give(ballot, room.anna, 1, for_=room.erna)
    room.give(ballot, None, 2, for_=room.erna)
    assert dots(room, ballot, room.erna) == {1: 1, 2: 1}
    assert dots(room, ballot, room.anna) == {}
    by = {vote.theme_id: vote.cast_by for vote in room.db.exec(select(Vote))}
    assert by == {room.themes[0].id: f"p{room.anna.id}", room.themes[1].id: "host"}


def test_a_tables_device_votes_for_people_there_and_not_for_itself(room: Room) -> None:
    ballot = room.open()
    device = make.guest(room.db, room.cafe, role=Role.table_device, table=make.table(room.db, room.cafe, 1))
    room.give(ballot, device, 1, for_=room.erna)
    with pytest.raises(NotAllowed):
        room.give(ballot, device, 1)
    assert dots(room, ballot, room.erna) == {1: 1}
    assert reading.turnout(room.db, room.cafe, ballot.id_) == (1, 4)


@pytest.mark.parametrize("who", ["traveller", "host of another table", "for somebody with a phone", "host for nobody"])
def test_nobody_votes_for_others_without_business(room: Room, who: str) -> None:
    ballot = room.open()
    room.cem.role = Role.table_host
    sender, voter = {
        "traveller": (room.ben, room.erna),
        "host of another table": (room.cem, room.erna),
        "for somebody with a phone": (room.anna, room.ben),
        "host for nobody": (None, None),
    }[who]
    with pytest.raises(NotAllowed):
        room.give(ballot, sender, 1, for_=voter)
    assert room.db.exec(select(Vote)).first() is None


def test_only_one_ballot_is_open_and_the_next_one_starts_empty(room: Room) -> None:
    first = room.open()
    room.give(first, room.ben)
    with pytest.raises(MovedOn):
        room.open()
    voting.close(room.db, room.cafe, first.id_)
    second = room.open(BallotMode.matrix)
    assert reading.votes_of(room.db, second, room.ben.id_) == {}
    assert [each.id for each in reading.ballots(room.db, room.cafe)] == [first.id, second.id]


def test_without_themes_there_is_nothing_to_vote_on(room: Room) -> None:
    for theme in room.themes:
        room.db.delete(theme)
    room.db.flush()
    with pytest.raises(BadInput):
        room.open()


@pytest.mark.parametrize("budget", [0, 11, -1])
def test_a_budget_is_one_to_ten(room: Room, budget: int) -> None:
    with pytest.raises(BadInput):
        room.open(budget=budget)


def test_a_closed_ballot_takes_nothing_more(room: Room) -> None:
    ballot = room.open()
    voting.close(room.db, room.cafe, ballot.id_)
    closed_at = ballot.closed_at
    with pytest.raises(MovedOn):
        room.give(ballot, room.ben)
    voting.close(room.db, room.cafe, ballot.id_)
    assert ballot.closed_at == closed_at


def test_nothing_is_known_before_it_is_revealed_and_the_votes_are_gone_after(room: Room) -> None:
    ballot = room.open(is_stacking=True)
    room.give(ballot, room.ben, 2, 3)
    room.give(ballot, room.cem, 2, 1)
    assert reading.outcomes(room.db, room.cafe) == ()
    with pytest.raises(MovedOn):
        voting.reveal(room.db, room.cafe, ballot.id_)
    voting.close(room.db, room.cafe, ballot.id_)
    assert reading.outcomes(room.db, room.cafe) == ()
    voting.reveal(room.db, room.cafe, ballot.id_)
    (outcome,) = reading.outcomes(room.db, room.cafe)
    assert [(each.name, each.dots) for each in outcome.tally.standings[:2]] == [("Zeiten", 4), ("Räume", 0)]
    assert (outcome.tally.voters, outcome.tally.eligible) == (2, 4)
    assert room.db.exec(select(Vote)).first() is None
    voting.reveal(room.db, room.cafe, ballot.id_)
    assert reading.outcomes(room.db, room.cafe) == (outcome,)


def test_themes_stay_called_as_people_voted_on_them(room: Room) -> None:
    ballot = room.open()
    room.themes[0].name = "Orte"
    room.show(ballot)
    room.db.delete(room.themes[1])
    room.db.flush()
    (outcome,) = reading.outcomes(room.db, room.cafe)
    assert [each.name for each in outcome.tally.standings] == ["Räume", "Zeiten", "Kanäle"]


def test_foreign_themes_people_and_ballots(room: Room) -> None:
    ballot = room.open()
    other = make.cafe(room.db)
    stranger = make.guest(room.db, other)
    wish = Wish(room.themes[0].id_, 1)
    attempts: list[Callable[[], None]] = [
        lambda: voting.vote(room.db, room.cafe.id_, stranger.id_, ballot.id_, wish),
        lambda: voting.vote(room.db, room.cafe.id_, room.ben.id_, ballot.id_ + 7, wish),
        lambda: voting.vote(room.db, room.cafe.id_, room.ben.id_, ballot.id_, Wish(999_999, 1)),
        lambda: voting.close(room.db, other, ballot.id_),
    ]
    make.step(room.db, other, 7)
    for attempt in attempts:
        with pytest.raises(NotFound):
            attempt()


@pytest.mark.parametrize(("steps", "by", "error"), [(1, -1, MovedOn), (2, 1, CafeIsClosed)])
def test_only_while_it_is_sorted_and_harvested(room: Room, steps: int, by: int, error: type[CafeError]) -> None:
    ballot = room.open()
    room.step(steps, by=by)
    for attempt in (lambda: room.give(ballot, room.ben), lambda: voting.close(room.db, room.cafe, ballot.id_)):
        with pytest.raises(error):
            attempt()


def test_the_logbook_does_not_tell_what_was_given(room: Room) -> None:
    ballot = room.open()
    recorded(room.db)
    room.give(ballot, room.ben, 2)
    (event,) = recorded(room.db)
    assert event.payload == {"ballot_id": ballot.id}
