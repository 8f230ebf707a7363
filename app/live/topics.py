"""Who listens to what: screens by topic, and how far each topic's stream has come."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass, field
from functools import cached_property
from typing import Protocol

from app.live import frames
from app.live.frames import Message

WALL = "wall"
HOST = "host"
SYNTHESIS = "synthesis"
GUESTS = "guests"
"""The host's guest list."""
PLAN = "plan"
"""The host's picture of who sits where."""


def table(table_id: int) -> str:
    """The topic of the phones at one table."""
    return f"table:{table_id}"


def is_table(topic: str) -> bool:
    return topic.startswith("table:")


def spoken(what: str, tongue: str) -> str:
    """A topic in one of the tongues; each is a stream of its own."""
    return f"{what}@{tongue}"


def what(topic: str) -> str:
    """A topic without its tongue."""
    return topic.partition("@")[0]


def tongue(topic: str) -> str:
    return topic.partition("@")[2]


@dataclass(frozen=True)
class Frame:
    """What a stream carries from number `prev` to number `to`: elements to put, and perhaps a nudge to fetch the page.

    `nudge`: milliseconds within which the screens come, each at a moment of its own; none for no nudge.
    """

    prev: int
    to: int
    fp: str
    html: str = ""
    nudge: int | None = None
    reset: bool = False

    @cached_property
    def message(self) -> Message:
        parts: dict[str, object] = {"prev": self.prev, "to": self.to, "fp": self.fp}
        if self.html or self.nudge is None:
            parts["html"] = self.html
        if self.nudge is not None:
            parts["nudge"] = self.nudge
        if self.reset:
            parts["reset"] = True
        return Message(frames.text(parts))


@dataclass
class Drawing:
    """What happened in a café after some number, drawn for topics: html, and which of them should fetch their page."""

    to: int
    fp: str
    puts: dict[str, str] = field(default_factory=dict)
    nudged: set[str] = field(default_factory=set)
    gone: set[str] = field(default_factory=set)
    """Who is shown out: `p12`, `host:0`."""
    is_broken: bool = False
    """Too much is missing, or the history is another one: only the whole page helps."""


class Screen(Protocol):
    """Something that takes frames without ever making the sender wait."""

    who: str

    def take(self, frame: Frame) -> None: ...

    def pass_on(self, message: Message) -> None: ...

    def end(self) -> None: ...


class Audience:
    """The screens of one café."""

    def __init__(self, head: int) -> None:
        self._screens: dict[str, set[Screen]] = defaultdict(set)
        self._last: dict[str, int] = {}
        self._start = head

    def join(self, topic: str, screen: Screen) -> None:
        self._screens[topic].add(screen)

    def leave(self, topic: str, screen: Screen) -> None:
        self._screens[topic].discard(screen)
        if not self._screens[topic]:
            del self._screens[topic]

    @property
    def topics(self) -> Collection[str]:
        """Topics that somebody listens to."""
        return list(self._screens)

    def last(self, topic: str) -> int:
        """The number up to which this topic's stream was carried."""
        return self._last.get(topic, self._start)

    def size(self, topic: str) -> int:
        return len(self._screens.get(topic, ()))

    def carry(self, topic: str, frame: Frame) -> None:
        """Gives a frame to everybody who listens; never waits."""
        self._last[topic] = frame.to
        for screen in list(self._screens.get(topic, ())):
            screen.take(frame)

    def pass_around(self, shown: str, message: Message, besides: Screen) -> None:
        """Something of the moment, without a number, for the others in front of the same, in every tongue."""
        for topic, screens in list(self._screens.items()):
            if what(topic) == shown:
                for screen in list(screens):
                    if screen is not besides:
                        screen.pass_on(message)

    def tick(self, now_ms: int) -> None:
        """A sign of life that scripts can see, with the number that each screen should have reached."""
        for topic, screens in list(self._screens.items()):
            message = Message(frames.text({"now": now_ms, "head": self.last(topic)}))
            for screen in list(screens):
                screen.pass_on(message)

    def end_everybody(self) -> None:
        """The café is gone."""
        for screens in list(self._screens.values()):
            for screen in list(screens):
                screen.end()

    def end(self, who: Collection[str]) -> None:
        """Shows these people and devices out."""
        for screens in list(self._screens.values()):
            for screen in list(screens):
                if screen.who in who:
                    screen.end()
