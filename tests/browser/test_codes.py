"""The projected code, read from the wall's picture by a program that is not ours, whatever colours the wall has."""

from pathlib import Path

import pytest
from playwright.sync_api import Page

from tests.browser.room import Room, stage
from tests.press.readers import codes_on

pytestmark = pytest.mark.browser

PANEL = """() => {
  const code = document.querySelector("#screen svg.qr"), [ground, squares] = code.querySelectorAll("path");
  return [getComputedStyle(code).backgroundColor, getComputedStyle(ground).fill, getComputedStyle(squares).fill];
}"""

ROOMS = [
    ("waiting", "day", "light", "none"),
    ("waiting", "evening", "dark", "none"),
    ("waiting", "day", "light", "active"),
    ("waiting", "evening", "dark", "active"),
    ("round", "evening", "dark", "active"),
]
"""Stage of the café, colours of the wall, and what the projector's machine asks for: light or dark, forced or not."""


def read(wall: Page, folder: Path) -> list[str]:
    picture = folder / "wall.png"
    wall.screenshot(path=picture)
    return codes_on(picture)


def test_the_code_on_the_wall_is_read_in_every_colour_scheme(room: Room, tmp_path: Path) -> None:
    host = room.lay()
    wall = room.wall(host)
    link = host.evaluate("async (path) => (await fetch(path)).text()", room.at("links"))
    expected = next(line for line in link.split('"') if line.startswith("http") and line.count("/") == 3)
    for where, theme, scheme, forced in ROOMS:
        if where == "round":
            room.step(host)
        stage(wall, where)
        wall.evaluate("theme => { document.documentElement.dataset.theme = theme; }", theme)
        wall.emulate_media(color_scheme=scheme, forced_colors=forced)
        assert wall.evaluate(PANEL) == ["rgb(255, 255, 255)", "rgb(255, 255, 255)", "rgb(0, 0, 0)"]
        assert read(wall, tmp_path) == [expected], (where, theme, scheme, forced)
