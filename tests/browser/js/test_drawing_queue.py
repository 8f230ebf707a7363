"""Drawing: strokes go out one after another, none is lost, and one that cannot be taken bars no other."""

import pytest
from playwright.sync_api import Page

from .conftest import later, soon, until
from .standin import Standin

pytestmark = pytest.mark.browser

QUEUE = "import('/static/js/doodle-queue.js')"
ADD = f"async (all) => (await {QUEUE}).add(...all)"
FORGET = f"async (key) => (await {QUEUE}).forget(key)"
WAITING = f"async () => (await {QUEUE}).waiting()"


def stroke(page: Page, key: str, path: str = "M1 1L2 2", doodle: str = "leaf") -> None:
    page.evaluate(ADD, ["stroke", doodle, "/cafes/K/strokes", {"key": key, "doodle": doodle, "path": path}])


def words(page: Page, key: str, doodle: str = "leaf", **fields: str) -> None:
    page.evaluate(ADD, ["words", doodle, "/cafes/K/doodles/{doodle}/edits", {"key": key, **fields}])


def came(cafe: Standin) -> list[str]:
    return [fields["key"] for _, fields in cafe.requests]


def test_a_stroke_that_cannot_be_taken_bars_no_other_and_is_not_lost(phone, cafe):
    cafe.refused["broken"] = 500
    page = phone()
    stroke(page, "first", "broken")
    words(page, "about it", description="Ein Haus")
    stroke(page, "second", doodle="another")
    words(page, "about the other", doodle="another", description="Ein Baum")
    soon(page, lambda: "about the other" in came(cafe), 15)
    assert came(cafe)[-2:] == ["second", "about the other"]
    assert "about it" not in came(cafe)
    tried = came(cafe).count("first")
    page.reload()
    assert page.evaluate(WAITING) == 2
    soon(page, lambda: came(cafe).count("first") == tried + 3, 15)
    later(page, 15)
    assert came(cafe).count("first") == tried + 3
    assert not page.evaluate(FORGET, "second")

    cafe.refused.clear()
    soon(page, lambda: came(cafe)[-2:] == ["first", "about it"], 31)
    assert page.evaluate(WAITING) == 0


def test_a_stroke_whose_answer_was_lost_is_taken_back_after_it_has_come(phone, cafe):
    cafe.forgets_acks = True
    page = phone()
    stroke(page, "first")
    until(page, lambda: came(cafe) == ["first"])
    stroke(page, "never sent")
    assert page.evaluate(FORGET, "never sent")
    assert not page.evaluate(FORGET, "first")
    page.evaluate(ADD, ["undo", "leaf", "/cafes/K/strokes/undoing", {"key": "first", "doodle": "leaf"}])
    cafe.forgets_acks = False
    soon(page, lambda: page.evaluate(WAITING) == 0, 15)
    doors = [door for door, _ in cafe.requests]
    assert doors[0] == doors[-2] == "strokes"
    assert doors[-1] == "strokes/undoing"
    assert "never sent" not in came(cafe)


def test_words_find_their_drawing_however_late_they_are_laid(phone, cafe):
    page = phone()
    stroke(page, "first")
    words(page, "told", description="Ein Haus")
    until(page, lambda: page.evaluate(WAITING) == 0)
    words(page, "laid", description="Ein Haus", words="key-of-the-idea")
    until(page, lambda: page.evaluate(WAITING) == 0)
    assert came(cafe) == ["first", "told", "laid"]
    assert cafe.requests[-1][1]["words"] == "key-of-the-idea"
