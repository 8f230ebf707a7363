"""All screens ask for silence until they are told otherwise, the evening goes on, or it has lasted long enough."""

from datetime import timedelta

from fastapi.testclient import TestClient
from sqlmodel import Session, select

from app import timekeeper
from app.cafes import hosting
from app.cafes import reading as cafes
from app.cafes.models import Cafe
from app.db import now
from app.transactions import transaction
from tests import factories as make
from tests.web.evening import facts, join, lay, step


def test_it_ends_with_the_next_step(db: Session) -> None:
    cafe = make.cafe(db)
    hosting.hush(db, cafe)
    assert cafe.hushed_at
    make.step(db, cafe)
    assert cafe.hushed_at is None


def test_asked_again_it_lasts_longer(db: Session) -> None:
    cafe = make.cafe(db)
    hosting.hush(db, cafe)
    cafe.hushed_at = now() - timedelta(minutes=2)
    hosting.hush(db, cafe)
    assert now() - cafe.hushed_at < timedelta(minutes=1)


def test_it_ends_by_itself(client: TestClient) -> None:
    key = lay(client)
    client.post(f"/cafes/{key}/hush", data={"on": "1"})
    engine = client.app.state.house.engine  # type: ignore[attr-defined]
    assert timekeeper.hushed_long(engine) == []
    with transaction(engine) as db:
        cafe = db.exec(select(Cafe)).one()
        cafe.hushed_at = now() - hosting.LONGEST_HUSH
        db.add(cafe)
        cafe_id = cafe.id_
    assert timekeeper.hushed_long(engine) == [cafe_id]
    with transaction(engine) as db:
        timekeeper._end_hush(db, cafe_id)
        assert cafes.by_id(db, cafe_id).hushed_at is None


def test_fresh_pages_show_it_everywhere(client: TestClient) -> None:
    key = lay(client)
    anna = join(client, facts(client, key)["tables"][0]["join_token"], "Anna")
    for word, is_on in (("1", True), ("0", False)):
        client.post(f"/cafes/{key}/hush", data={"on": word})
        for device, page in ((anna, "table"), (client, "wall")):
            assert ("data-hush-away" in device.get(f"/cafes/{key}/{page}").text) == is_on, page
        assert f'aria-pressed="{str(is_on).lower()}"' in client.get(f"/cafes/{key}/host").text.split("hush-button")[1]
    client.post(f"/cafes/{key}/hush", data={"on": "1"})
    step(client, key)
    assert "data-hush-away" not in anna.get(f"/cafes/{key}/table").text
