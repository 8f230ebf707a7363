"""The drawn board stays small enough to be sent at every change, however much lies on it."""

import pytest

from app.settings import Settings
from app.synthesis.desk import desk
from app.synthesis.models import MadeBy, Placement, Theme
from app.tablecloth.models import Category
from app.templating import Templates
from tests.synthesis.room import Room

LONG = "Für die Übungsabende brauchen wir größere Räume, längere Pausen & „mehr“ <Zeit>. " * 6
MOST_BYTES = 64 * 1024


@pytest.fixture
def drawn(room: Room, settings: Settings) -> str:
    """More long contributions than are shown in each place, thirty themes, and a crowd of single voices."""
    verbs = [None, *Category]
    cards = [room.lay(f"{number} {LONG}"[:500], category=verbs[number % 4]) for number in range(270)]
    themes = [
        Theme(cafe_id=room.cafe.id_, name=f"Thema {number} & sein recht langer Name", position=number)
        for number in range(30)
    ]
    room.db.add_all(themes)
    room.db.flush()
    rows = [
        Placement(contribution_id=cards[at], theme_id=themes[at % 30].id, laid_by=MadeBy.person) for at in range(120)
    ]
    voices = [Placement(contribution_id=each, is_voice=True, laid_by=MadeBy.person) for each in cards[-30:]]
    room.db.add_all([*rows, *voices])
    room.db.flush()
    return Templates(settings).render("de", "synthesis/_board.html", cafe=room.cafe, desk=desk(room.db, room.cafe))


def test_a_full_board_fits_into_64_kilobytes(drawn: str) -> None:
    assert len(drawn.encode()) < MOST_BYTES
    assert drawn.count('class="theme"') == 30
    assert "weitere Karten" in drawn
    assert "<Zeit>" not in drawn
