"""Who begins to listen while a feed is at work, and the database goes away in that moment, misses nothing either."""

import asyncio
from collections.abc import Collection
from dataclasses import dataclass, field

from app.live.feed import Feed
from app.live.frames import Message
from app.live.topics import Drawing, Frame

WALL, HOST = "wall@de", "host@de"


@dataclass(eq=False)
class Listener:
    who: str
    frames: list[Frame] = field(default_factory=list)
    heard: asyncio.Event = field(default_factory=asyncio.Event)

    def take(self, frame: Frame) -> None:
        self.frames.append(frame)
        self.heard.set()

    def pass_on(self, message: Message) -> None:
        pass

    def end(self) -> None:
        pass


def test_what_a_latecomer_missed_is_told_when_the_database_is_back() -> None:
    async def evening() -> list[Frame]:
        loop, wall, host = asyncio.get_running_loop(), Listener("wall:0"), Listener("host:0")
        is_away = True

        def draw(_cafe_id: int, since: int, _fp: str | None, wanted: Collection[str]) -> Drawing:
            nonlocal is_away
            if list(wanted) == [HOST] and is_away:
                is_away = False
                raise ConnectionError
            loop.call_soon_threadsafe(feed.audience.join, HOST, host)
            return Drawing(6, "six", puts=dict.fromkeys(wanted, f"what came after {since}"))

        feed = Feed(1, draw, 5)
        feed.audience.join(WALL, wall)
        feed.wake()
        await wall.heard.wait()
        feed.wake()
        await asyncio.wait_for(host.heard.wait(), 10)
        feed.stop()
        return host.frames

    assert [(frame.to, frame.html) for frame in asyncio.run(evening())] == [(6, "what came after 5")]
