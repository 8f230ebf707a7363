"""A simulated phone's line, against a server that says one thing."""

import asyncio
import json

from websockets.asyncio.server import ServerConnection, serve

from app.rehearsal.cursor import Cursor
from app.rehearsal.line import Line, Tally


def test_a_page_that_is_just_coming_is_waited_for_and_none_comes_after_it() -> None:
    told: list[str] = []

    async def evening() -> None:
        coming, here = asyncio.Event(), asyncio.Event()

        async def nudge(socket: ServerConnection) -> None:
            await socket.recv()
            await socket.send(json.dumps({"prev": 0, "to": 1, "fp": "a", "nudge": 0}))
            await socket.wait_closed()
            told.append("hung up")
            here.set()

        async def fetch() -> None:
            coming.set()
            await here.wait()
            told.append("fetched")

        async with serve(nudge, "127.0.0.1", 0) as server:
            port = next(iter(server.sockets)).getsockname()[1]
            line = Line(f"ws://127.0.0.1:{port}", dict, Cursor(), fetch, Tally())
            line.start()
            await asyncio.wait_for(coming.wait(), 10)
            await asyncio.wait_for(line.stop(), 10)
            told.append("stopped")

    asyncio.run(evening())
    assert told == ["hung up", "fetched", "stopped"]
