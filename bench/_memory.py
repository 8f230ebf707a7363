"""What a phone that only listens keeps in the server's memory, in KiB."""

import asyncio
from dataclasses import dataclass

from bench import Progress
from bench._phones import Screen, Seat, opened
from bench._process import at_rest, resident
from bench._servers import Server
from bench._socket import connect


@dataclass(frozen=True)
class Memory:
    """For each phone: of the product, and of a bare server."""

    phones: int
    product: float
    bare: float


async def idle(progress: Progress, product: Server, floor: Server, seats: list[Seat], seconds: float) -> Memory:
    """The product should have been started just before.

    One phone of each table comes and goes first, so that nothing is counted that it leaves behind for all of them.
    """
    first = [Screen(product, seat) for seat in {seat.table: seat for seat in seats}.values()]
    await opened(first)
    for phone in first:
        phone.lose()
    await at_rest(product.pid)
    before, bare_before = resident(product.pid), resident(floor.pid)

    phones = [Screen(product, seat) for seat in seats]
    progress(f"{len(phones)} phones lie idle", 0.3)
    await opened(phones)
    sockets = [await connect(floor, "/", "", lambda _: None) for _ in phones]
    await asyncio.sleep(seconds)
    after, bare_after = resident(product.pid), resident(floor.pid)
    for phone in phones:
        phone.lose()
    for socket in sockets:
        socket.lose()
    return Memory(len(phones), (after - before) / len(phones), (bare_after - bare_before) / len(phones))
