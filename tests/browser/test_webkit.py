"""An evening in WebKit; that its driver and an invisible screen are installed, bin/test sees to."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.browser.elsewhere import an_evening
from tests.browser.room import Room
from tests.browser.webkit import WebKit, screen

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def display() -> Iterator[str]:
    with screen() as display:
        yield display


@pytest.fixture
def webkit(display: str, tmp_path: Path) -> Iterator[WebKit]:
    webkit = WebKit(tmp_path, display)
    yield webkit
    webkit.close()
    assert webkit.complaints == []


def test_an_evening_in_webkit(room: Room, webkit: WebKit, tmp_path: Path) -> None:
    an_evening(room, webkit.tab, tmp_path)
