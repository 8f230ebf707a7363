"""An evening in Firefox; that it is installed, bin/test sees to."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.browser.conftest import BREACH
from tests.browser.elsewhere import an_evening, barriers
from tests.browser.firefox import Firefox
from tests.browser.room import Room

pytestmark = pytest.mark.browser


@pytest.fixture
def firefox(tmp_path: Path) -> Iterator[Firefox]:
    firefox = Firefox(tmp_path, BREACH)
    yield firefox
    firefox.close()
    assert firefox.complaints == []


def test_an_evening_in_firefox(room: Room, firefox: Firefox, tmp_path: Path) -> None:
    for tab in an_evening(room, firefox.tab, tmp_path):
        assert barriers(tab) == []
