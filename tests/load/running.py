"""Runs asynchronous work with many connections and leaves none of them open."""

import asyncio
from collections.abc import Coroutine
from typing import Any, TypeVar

T = TypeVar("T")


def run(work: Coroutine[Any, Any, T]) -> T:
    """As asyncio.run, and hangs up whatever is still connected at the end.

    httpx lets connections go without closing them when a request is cancelled just while it clears out several that
    the server has ended, as it does when a server is killed. Whichever test runs when they are found in the garbage
    would fail for them.
    """
    with asyncio.Runner(loop_factory=_Loop) as runner:
        try:
            return runner.run(work)
        finally:
            runner.run(_hang_up(runner.get_loop()))


class _Loop(asyncio.SelectorEventLoop):
    """Holds on to what it has connected."""

    def __init__(self) -> None:
        super().__init__()
        self.connected: list[asyncio.Transport] = []

    async def create_connection(self, *args: Any, **kwargs: Any) -> Any:
        transport, protocol = await super().create_connection(*args, **kwargs)
        self.connected = [one for one in self.connected if not one.is_closing()] + [transport]
        return transport, protocol


async def _hang_up(loop: Any) -> None:
    for transport in loop.connected:
        transport.abort()
    await asyncio.sleep(0)
