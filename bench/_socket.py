"""A websocket client that costs next to nothing, so that a thousand of them do not disturb what is measured."""

import asyncio
from base64 import b64encode
from collections.abc import Callable
from os import urandom

from bench._servers import Server

TEXT, CLOSE, PING, PONG = 1, 8, 9, 10
FINAL, MASKED = 0x80, 0x80
MASK = bytes(4)
"""Masked with zeros: by the letter of RFC 6455 (5.3), and free."""

Hear = Callable[[bytes], None]


class Lost(ConnectionError):
    """The socket was refused, or closed by the server."""


class Socket(asyncio.Protocol):
    """Gives every text to `hear`; answers pings. Made by `connect`."""

    def __init__(self, hear: Hear) -> None:
        self.opened: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self.closed_with: int | None = None
        """Close code of the server, 1006 without one; none while the socket is open."""
        self._hear = hear
        self._rest = b""
        self._transport: asyncio.Transport

    def send(self, text: str) -> None:
        self._send(TEXT, text.encode())

    def lose(self) -> None:
        """The line is gone, without a farewell."""
        self._transport.abort()

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        self._transport = transport

    def connection_lost(self, error: Exception | None) -> None:
        self.closed_with = self.closed_with or 1006
        if not self.opened.done():
            self.opened.set_exception(Lost("closed before the handshake was over"))

    def data_received(self, data: bytes) -> None:
        if self._rest:
            data, self._rest = self._rest + data, b""
        if not self.opened.done():
            data = self._handshake(data)
        at, end = 0, len(data)
        while end - at >= 2:
            length, begin = data[at + 1], at + 2
            if length == 126:
                length, begin = int.from_bytes(data[at + 2 : at + 4]), at + 4
            elif length == 127:
                length, begin = int.from_bytes(data[at + 2 : at + 10]), at + 10
            if end < begin + length:
                break
            payload = data[begin : begin + length]
            if data[at] == FINAL | TEXT:
                self._hear(payload)
            else:
                self._control(data[at], payload)
            at = begin + length
        self._rest = data[at:]

    def _handshake(self, data: bytes) -> bytes:
        """What comes after the server's answer to the handshake."""
        head, end, rest = data.partition(b"\r\n\r\n")
        if not end:
            self._rest = data
            return b""
        if head.startswith(b"HTTP/1.1 101 "):
            self.opened.set_result(None)
        else:
            self.opened.set_exception(Lost(head.partition(b"\r\n")[0].decode("latin-1")))
            self._transport.abort()
        return rest

    def _control(self, first: int, payload: bytes) -> None:
        if first == FINAL | PING:
            self._send(PONG, payload)
        elif first == FINAL | CLOSE:
            self.closed_with = int.from_bytes(payload[:2]) or 1005
            self._transport.abort()
        elif first != FINAL | PONG:
            raise ValueError(f"a frame that begins with {first:#x}")

    def _send(self, kind: int, payload: bytes) -> None:
        length = len(payload)
        if length < 126:
            size = bytes((MASKED | length,))
        elif length < 2**16:
            size = bytes((MASKED | 126,)) + length.to_bytes(2)
        else:
            size = bytes((MASKED | 127,)) + length.to_bytes(8)
        self._transport.write(bytes((FINAL | kind,)) + size + MASK + payload)


async def connect(server: Server, path: str, cookie: str, hear: Hear) -> Socket:
    """An open socket; raises Lost if it is refused, OSError if nobody answers."""
    loop = asyncio.get_running_loop()
    transport, socket = await loop.create_connection(lambda: Socket(hear), "127.0.0.1", server.port)
    key = b64encode(urandom(16)).decode()
    lines = (
        f"GET {path} HTTP/1.1",
        f"Host: 127.0.0.1:{server.port}",
        f"Origin: {server.origin}",
        f"Cookie: {cookie}",
        "Connection: Upgrade",
        "Upgrade: websocket",
        "Sec-WebSocket-Version: 13",
        f"Sec-WebSocket-Key: {key}",
    )
    transport.write("\r\n".join((*lines, "", "")).encode())
    await socket.opened
    return socket
