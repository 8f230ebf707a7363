"""A whole room loses its line at once and comes back at once; and a whole room fetches its page at once after a step.

Rounds take turns with handshakes of servers that do nothing else; figures are medians of the rounds, times in seconds.
"""

import asyncio
from collections.abc import Coroutine, Sequence
from dataclasses import dataclass
from statistics import median
from time import perf_counter
from typing import Any
from uuid import uuid4

from app.rehearsal.cursor import NoScreen
from bench import Progress
from bench._browser import Refused, browsing
from bench._phones import PATIENCE, Screen, Seat, in_turns
from bench._process import at_rest
from bench._room import hosting, listening
from bench._servers import Server
from bench._socket import Socket, connect

MISSED = 3
"""Posts at each table while all phones are away."""
BARE, FRAMEWORK = "/", "/fastapi"


@dataclass(frozen=True)
class Rush:
    """Everybody at once: until the last was served, processor time for each, and who was turned away."""

    phones: int
    last: float
    cpu: float
    refused: list[str]


@dataclass(frozen=True)
class Return:
    lines: Rush
    bare: Rush
    """The handshake alone, of a bare ASGI application."""
    framework: Rush
    """The handshake alone, with the web framework that the product uses."""
    pages: Rush
    missed: int
    """Posts that came while the phones were away, counted for each phone; those it does not have now are `holes`."""
    holes: int


async def storm(
    progress: Progress, product: Server, floor: Server, host: Seat, seats: list[Seat], rounds: int
) -> Return:
    lines, bare, framework = [], [], []
    posts = holes = 0
    async with listening(product, host, seats) as phones:
        for at in range(rounds):
            progress(f"{len(phones)} phones come back at once", at / (rounds + 1))
            missed = await _away(product, phones)
            lines.append(await _rush(product, [phone.connect() for phone in phones]))
            posts += sum(len(missed[phone.seat.table]) for phone in phones)
            holes += sum(len(missed[phone.seat.table] - phone.cursor.laid) for phone in phones)
            bare.append(await _handshakes(floor, BARE, len(phones)))
            framework.append(await _handshakes(floor, FRAMEWORK, len(phones)))
        progress(f"{len(phones)} phones fetch their page at once", rounds / (rounds + 1))
        pages = await _step(product, host, phones)
    return Return(_middle(lines), _middle(bare), _middle(framework), pages, posts, holes)


async def _away(product: Server, phones: Sequence[Screen]) -> dict[int, set[int]]:
    """All lines are cut; what was posted at each table while they were away."""
    for phone in phones:
        phone.lose()
    await at_rest(product.pid)
    writers = {phone.seat.table: phone.seat for phone in phones}
    posted = await in_turns(_post(product, seat) for seat in writers.values())
    await at_rest(product.pid)
    return dict(zip(writers, posted, strict=True))


async def _post(product: Server, seat: Seat) -> set[int]:
    """Contributions that come in by the form, from somebody who has no line."""
    ids = set()
    with browsing(product, seat.cookie) as browser:
        for number in range(MISSED):
            text = f"Gedanke {number}, den niemand kommen sah"
            fields = {"key": uuid4().hex, "text": text, "round": "1", "table": str(seat.table)}
            answer = await browser.post(f"/cafes/{seat.cafe}/contributions", fields, 201, "application/json")
            ids.add(int(answer.json["id"]))
    return ids


async def _handshakes(floor: Server, path: str, phones: int) -> Rush:
    sockets: list[Socket] = []

    async def one() -> None:
        sockets.append(await connect(floor, path, "", lambda _: None))

    rush = await _rush(floor, [one() for _ in range(phones)])
    for socket in sockets:
        socket.lose()
    await at_rest(floor.pid)
    return rush


async def _step(product: Server, host: Seat, phones: Sequence[Screen]) -> Rush:
    """The host goes on; once the last phone was told all of them fetch at once, not spread as they should."""
    told = [_told(phone) for phone in phones]
    async with hosting(product, host) as leader:
        await leader.step()
    async with asyncio.timeout(PATIENCE):
        await asyncio.gather(*told)
    return await _rush(product, [_anew(phone) for phone in phones])


def _told(phone: Screen) -> asyncio.Future[None]:
    """Done when this phone was told to fetch its page; it does not do so by itself from here on."""
    told: asyncio.Future[None] = asyncio.get_running_loop().create_future()

    def nudged(_within_ms: float) -> None:
        if not told.done():
            told.set_result(None)

    phone.nudged = nudged
    return told


async def _anew(phone: Screen) -> None:
    await phone.show()
    await phone.catch_up()


async def _rush(server: Server, everybody: Sequence[Coroutine[Any, Any, None]]) -> Rush:
    refused = []

    async def one(coming: Coroutine[Any, Any, None]) -> None:
        try:
            await coming
        except (Refused, NoScreen, OSError) as refusal:
            refused.append(repr(refusal))

    used, begun = server.cpu, perf_counter()
    async with asyncio.timeout(PATIENCE):
        await asyncio.gather(*map(one, everybody))
    return Rush(len(everybody), perf_counter() - begun, (server.cpu - used) / len(everybody), refused)


def _middle(rushes: list[Rush]) -> Rush:
    refused = [each for rush in rushes for each in rush.refused]
    return Rush(rushes[0].phones, median(rush.last for rush in rushes), median(rush.cpu for rush in rushes), refused)
