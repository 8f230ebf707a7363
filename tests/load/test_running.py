"""What a test leaves connected is hung up when its work has ended."""

import asyncio
import gc
import warnings

import httpx
import pytest

from tests.load.running import run

NOTHING = b"HTTP/1.1 204 No Content\r\n\r\n"


@pytest.mark.parametrize("turns", range(1, 5))
def test_no_connection_is_left_where_a_request_is_cancelled_after_the_server_died(turns: int) -> None:
    with warnings.catch_warnings(record=True) as told:
        warnings.simplefilter("always")
        run(_cancel_after(turns))
        gc.collect()
    assert [str(one.message) for one in told if one.category is ResourceWarning] == []


async def _cancel_after(turns: int) -> None:
    """Five connections are open when the server dies; the next request is cancelled after so many turns of the loop."""
    phones: list[asyncio.StreamWriter] = []
    everybody_is_here = asyncio.Event()

    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        phones.append(writer)
        await reader.readuntil(b"\r\n\r\n")
        if len(phones) == 5:
            everybody_is_here.set()
        await everybody_is_here.wait()
        writer.write(NOTHING)

    server = await asyncio.start_server(answer, "127.0.0.1", 0)
    address = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"
    async with httpx.AsyncClient(base_url=address, trust_env=False) as http:
        await asyncio.gather(*(http.get("/") for _ in range(5)))
        server.close()
        for phone in phones:
            phone.transport.abort()
        asked = asyncio.create_task(http.get("/"))
        for _ in range(turns):
            await asyncio.sleep(0)
        asked.cancel()
        await asyncio.gather(asked, return_exceptions=True)
