"""One page in a browser that Playwright does not drive: what a story does there, whatever the line to it is."""

from abc import ABC, abstractmethod
from collections.abc import Iterable
from pathlib import Path
from time import monotonic, sleep
from typing import Any

PATIENCE = 20.0
LOOKS_EVERY = 0.05


class Tab(ABC):
    """`evaluate` and `wait_for` take a function as text, as in a browser's console."""

    @abstractmethod
    def goto(self, address: str) -> None:
        """Returns when the page is there with all it loads."""

    @abstractmethod
    def evaluate(self, function: str, *arguments: Any) -> Any: ...

    @abstractmethod
    def run(self, source: str) -> None:
        """A whole script, such as a library."""

    @abstractmethod
    def act(self, source: dict[str, Any]) -> None:
        """What a hand does, as WebDriver writes it: one source of input and its actions."""

    @abstractmethod
    def photograph(self, path: Path) -> None:
        """Keeps what is to be seen, as PNG."""

    def wait_for(self, function: str, *arguments: Any) -> Any:
        """Until it is true, and no error; what it came to."""
        patient = f"(...all) => {{ try {{ return ({function})(...all); }} catch {{ return null; }} }}"
        until = monotonic() + PATIENCE
        while monotonic() < until:
            found = self.evaluate(patient, *arguments)
            if found:
                return found
            sleep(LOOKS_EVERY)
        raise AssertionError(f"never true: {function} {arguments}")

    def shows(self, selector: str, words: str = "") -> None:
        """An element that can be seen and says this."""
        self.wait_for(
            "(place, words) => [...document.querySelectorAll(place)]"
            ".some((each) => each.checkVisibility() && each.textContent.includes(words))",
            selector,
            words,
        )

    def press(self, selector: str) -> None:
        """With the mouse, in the middle of it."""
        self._point([self._middle(selector)])

    def type(self, selector: str, text: str) -> None:
        self.press(selector)
        keys = [{"type": kind, "value": sign} for sign in text for kind in ("keyDown", "keyUp")]
        self.act({"type": "key", "id": "keyboard", "actions": keys})

    def draw(self, selector: str, points: Iterable[tuple[int, int]]) -> None:
        """One stroke of a pen; the points are counted from the middle of the element."""
        x, y = self._middle(selector)
        self._point([(x + right, y + down) for right, down in points])

    def _middle(self, selector: str) -> tuple[int, int]:
        self.shows(selector)
        x, y = self.evaluate(
            "(place) => { const one = [...document.querySelectorAll(place)].find((each) => each.checkVisibility());"
            " one.scrollIntoView({ block: 'center', behavior: 'instant' }); const box = one.getBoundingClientRect();"
            " return [box.left + box.width / 2, box.top + box.height / 2]; }",
            selector,
        )
        return round(x), round(y)

    def _point(self, points: list[tuple[int, int]]) -> None:
        (x, y), *others = points
        moves = [{"type": "pointerMove", "x": right, "y": down, "duration": 0} for right, down in others]
        start = [{"type": "pointerMove", "x": x, "y": y}, {"type": "pointerDown", "button": 0}]
        actions = [*start, *moves, {"type": "pointerUp", "button": 0}]
        self.act({"type": "pointer", "id": "mouse", "parameters": {"pointerType": "mouse"}, "actions": actions})
