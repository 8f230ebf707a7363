"""A server to measure against: the websockets library alone. Whatever text comes in goes to all
who came to the same path, by its own broadcast.

Run as `python -m bench._floor_websockets PORT`.
"""

import asyncio
import gc
import logging
import sys
from collections import defaultdict

import uvloop
from websockets.asyncio.server import ServerConnection, broadcast, serve

BACKLOG = 2048
crowds: defaultdict[str, set[ServerConnection]] = defaultdict(set)


async def listen(connection: ServerConnection) -> None:
    assert connection.request
    everybody = crowds[connection.request.path]
    everybody.add(connection)
    try:
        async for text in connection:
            broadcast(everybody, text)
    finally:
        everybody.discard(connection)


async def carry(port: int) -> None:
    logging.getLogger("websockets").setLevel(logging.CRITICAL)  # phones leave without a farewell
    async with serve(listen, "127.0.0.1", port, compression=None, backlog=BACKLOG) as server:
        await server.serve_forever()


if __name__ == "__main__":
    gc.freeze()
    gc.set_threshold(100_000, 50, 100)  # as the product has it
    with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        runner.run(carry(int(sys.argv[1])))
