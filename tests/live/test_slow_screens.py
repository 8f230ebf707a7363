"""A phone that stops reading is cut; nobody waits for it, and the server keeps no more for it than it may."""

import asyncio
import base64
import os
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from time import monotonic, sleep

import pytest
import uvicorn
from fastapi.testclient import TestClient
from websockets.asyncio.client import connect

from app.live.topics import Frame
from app.main import build
from app.settings import Settings
from tests.web.evening import facts, join, lay

LIMIT = 50_000
PATIENCE = 30
LARGE = "x" * 40_000


@pytest.fixture
def server(settings: Settings) -> Iterator[uvicorn.Server]:
    """The real server with the real sockets, in a thread, so that a test can speak through its feeds."""
    app = build(settings.model_copy(update={"send_limit": LIMIT}))
    config = uvicorn.Config(
        app,
        host="127.0.0.1",
        port=0,
        ws="app.live.frames:FrameProtocol",
        ws_per_message_deflate=False,
        proxy_headers=False,
        log_level="error",
        timeout_graceful_shutdown=1,
    )
    running = uvicorn.Server(config)
    thread = threading.Thread(target=running.run)
    thread.start()
    _wait(lambda: running.started)
    yield running
    running.should_exit = True
    thread.join(PATIENCE)


def test_nine_screens_that_never_read_take_nothing_from_the_tenth(server: uvicorn.Server, client: TestClient) -> None:
    key = lay(client)
    token = facts(client, key)["tables"][0]["join_token"]
    phones = [join(client, token, f"Gast {number}") for number in range(10)]
    port = server.servers[0].sockets[0].getsockname()[1]
    heard = asyncio.run(_listen_beside_deaf_ones(server, port, key, [dict(phone.cookies) for phone in phones]))
    assert heard == [LARGE] * 400
    assert _screens(server) == 0


async def _listen_beside_deaf_ones(
    server: uvicorn.Server, port: int, key: str, cookies: list[dict[str, str]]
) -> list[str]:
    """What a healthy phone hears while 400 large frames go out and nine others do not read a single one."""
    path = f"/cafes/{key}/live/table"
    headers = {"Cookie": _cookie(cookies[0]), "Origin": f"http://127.0.0.1:{port}"}
    deaf = await asyncio.gather(*(asyncio.to_thread(_deaf_screen, port, path, each) for each in cookies[1:]))
    async with connect(
        f"ws://127.0.0.1:{port}{path}", additional_headers=headers, compression=None, max_size=None
    ) as healthy:
        await healthy.send('{"since":0,"fp":""}')
        assert '"to"' in await healthy.recv()
        await asyncio.to_thread(_wait, lambda: _screens(server) == 10)
        heard = []
        for number in range(400):
            _carry(server, Frame(number + 100, number + 101, "", html=LARGE))
            heard.append(str(await asyncio.wait_for(healthy.recv(), PATIENCE)))
        await asyncio.to_thread(_wait, lambda: _screens(server) == 1)
    for each in deaf:
        each.close()
    await asyncio.to_thread(_wait, lambda: _screens(server) == 0)
    return [text.split('"html":"')[1].split('"')[0] for text in heard]


def _deaf_screen(port: int, path: str, cookies: dict[str, str]) -> socket.socket:
    """Shakes hands, asks for what it missed, and then reads nothing any more."""
    line = socket.socket()
    line.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
    line.connect(("127.0.0.1", port))
    secret = base64.b64encode(os.urandom(16)).decode()
    told = (
        f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nOrigin: http://127.0.0.1:{port}\r\n"
        f"Cookie: {_cookie(cookies)}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
        f"Sec-WebSocket-Key: {secret}\r\nSec-WebSocket-Version: 13\r\n\r\n"
    )
    question = b'{"since":0,"fp":""}'
    line.sendall(told.encode())
    assert b" 101 " in line.recv(1024)
    line.sendall(bytes([0x81, 0x80 | len(question), 0, 0, 0, 0]) + question)
    return line


def _cookie(cookies: dict[str, str]) -> str:
    return "; ".join(f"{name}={value}" for name, value in cookies.items())


@contextmanager
def _audience(server: uvicorn.Server) -> Iterator[object]:
    feeds = server.config.loaded_app.state.house.feeds._feeds
    yield next(iter(feeds.values())).audience if feeds else None


def _screens(server: uvicorn.Server) -> int:
    with _audience(server) as audience:
        return sum(audience.size(topic) for topic in audience.topics) if audience else 0


def _carry(server: uvicorn.Server, frame: Frame) -> None:
    done = threading.Event()

    def carry() -> None:
        with _audience(server) as audience:
            for topic in audience.topics:
                audience.carry(topic, frame)
        done.set()

    server.servers[0].get_loop().call_soon_threadsafe(carry)
    assert done.wait(PATIENCE)


def _wait(condition: object) -> None:
    until = monotonic() + PATIENCE
    while not condition():  # type: ignore[operator]
        assert monotonic() < until, "it never came to that"
        sleep(0.02)
