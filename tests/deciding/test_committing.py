"""What somebody will do is theirs: made once, mended, withdrawn, shared only if they say so."""

from datetime import date, timedelta

import pytest

from app.cafes.models import Role
from app.db import now
from app.deciding import committing, reading
from app.deciding.committing import MOST, Draft
from app.deciding.models import Commitment
from app.errors import BadInput, CafeIsClosed, MovedOn, NotAllowed, NotFound
from app.events import recorded
from tests import factories as make
from tests.deciding.conftest import Room

SOON = now().date() + timedelta(days=14)


@pytest.fixture
def harvest(room: Room) -> Room:
    room.step()
    return room


def commit(room: Room, what: str = "Kanäle streichen", key: str = "a-key", **more: object) -> Commitment:
    draft = Draft(what, **more)  # type: ignore[arg-type]
    return committing.commit(room.db, room.cafe.id_, room.ben.id_, key, draft)


def test_twice_under_one_key_is_once(harvest: Room) -> None:
    first = commit(harvest, first_step="Liste machen", until=SOON, theme_id=harvest.themes[0].id)
    assert commit(harvest, "Noch einmal").id == first.id
    assert [each.what for each in reading.commitments_of(harvest.db, harvest.ben.id_)] == ["Kanäle streichen"]
    assert reading.by_token(harvest.db, harvest.cafe, first.token) is first
    assert len(first.token) >= 22


def test_private_unless_somebody_shares_it(harvest: Room) -> None:
    mine = commit(harvest)
    assert reading.shared(harvest.db, harvest.cafe) == []
    committing.mend(harvest.db, harvest.cafe.id_, harvest.ben.id_, mine.id_, Draft("Lauter", is_shared=True))
    assert [each.what for each in reading.shared(harvest.db, harvest.cafe)] == ["Lauter"]
    committing.mend(harvest.db, harvest.cafe.id_, harvest.ben.id_, mine.id_, Draft("Leiser"))
    assert reading.shared(harvest.db, harvest.cafe) == []
    assert [event.payload["is_shared"] for event in recorded(harvest.db)[-3:]] == [False, True, True]


def test_withdrawn_words_are_forgotten(harvest: Room) -> None:
    mine = commit(harvest, first_step="Morgen", is_shared=True)
    committing.withdraw(harvest.db, harvest.cafe.id_, harvest.ben.id_, mine.id_)
    assert (mine.what, mine.first_step, mine.is_shared) == ("", "", False)
    assert reading.shared(harvest.db, harvest.cafe) == reading.commitments_of(harvest.db, harvest.ben.id_) == []
    with pytest.raises(NotFound):
        committing.withdraw(harvest.db, harvest.cafe.id_, harvest.ben.id_, mine.id_)


def test_nobody_elses(harvest: Room) -> None:
    mine = commit(harvest)
    for act in (committing.withdraw, lambda *spot: committing.mend(*spot, Draft("Fremd"))):
        with pytest.raises(NotFound):
            act(harvest.db, harvest.cafe.id_, harvest.cem.id_, mine.id_)
    assert mine.what == "Kanäle streichen"


@pytest.mark.parametrize(
    "fields",
    [
        {"what": " "},
        {"what": "x" * 201},
        {"first_step": "x" * 201},
        {"until": now().date() - timedelta(days=2)},
        {"until": date(2400, 1, 1)},
    ],
)
def test_what_cannot_be_taken(harvest: Room, fields: dict[str, object]) -> None:
    with pytest.raises(BadInput):
        commit(harvest, **fields)  # type: ignore[arg-type]


def test_a_day_that_went_by_does_not_stop_mending(harvest: Room) -> None:
    mine = commit(harvest)
    mine.until = date(2020, 1, 1)
    draft = Draft("Neue Worte", until=mine.until)
    committing.mend(harvest.db, harvest.cafe.id_, harvest.ben.id_, mine.id_, draft)
    assert mine.what == "Neue Worte"


def test_a_theme_of_another_cafe_and_too_many(harvest: Room) -> None:
    with pytest.raises(NotFound):
        commit(harvest, theme_id=999_999)
    for number in range(MOST):
        commit(harvest, key=f"key-{number}")
    with pytest.raises(BadInput):
        commit(harvest, key="one-too-many")


def test_only_people_and_only_at_the_harvest(room: Room) -> None:
    with pytest.raises(MovedOn):
        commit(room)
    room.step()
    device = make.guest(room.db, room.cafe, role=Role.table_device)
    with pytest.raises(NotAllowed):
        committing.commit(room.db, room.cafe.id_, device.id_, "a-key", Draft("Ich"))
    mine = commit(room)
    room.step()
    for act in (commit, lambda room: committing.withdraw(room.db, room.cafe.id_, room.ben.id_, mine.id_)):
        with pytest.raises(CafeIsClosed):
            act(room)
