"""Two rooms: what happens in one must not touch the other."""

import pytest
from sqlmodel import Session

from tests.synthesis.room import Room, open_room


@pytest.fixture
def room(db: Session) -> Room:
    return open_room(db, 1)


@pytest.fixture
def other_room(db: Session) -> Room:
    return open_room(db, 2)
