"""A feed that is far behind tells all of it, so that an overload does not end in everybody fetching their page."""

import pytest
from sqlalchemy import Engine

from app import broadcasts
from app.db import reading
from app.seating import moving
from app.settings import Settings
from app.templating import Templates
from app.transactions import transaction
from tests import factories as make


def test_a_feed_that_is_far_behind_still_shows_people_out(
    engine: Engine, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(broadcasts, "REPLAYED", 2)
    with transaction(engine) as db:
        cafe = make.cafe(db)
        ben = make.guest(db, cafe, "Ben", table=make.table(db, cafe))
    with transaction(engine) as db:
        moving.see_off(db, cafe, ben.id_)
        for _ in range(4):
            make.guest(db, cafe, table=make.table(db, cafe))
    with reading(engine) as db:
        drawing = broadcasts.draw(db, Templates(settings), cafe.id_, 2, None, ["wall@de"])
        screen = broadcasts.draw(db, Templates(settings), cafe.id_, 2, "", ["wall@de"])
    assert screen.is_broken
    assert not drawing.is_broken
    assert drawing.gone == {f"p{ben.id}"}
