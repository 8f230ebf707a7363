"""A socket client that breaks every rule it is told to: it writes bytes, not messages (RFC 6455)."""

import base64
import json
import os
import socket
import struct
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from io import BufferedReader
from typing import Any

PATIENCE = 10.0
"""Seconds that any answer may take."""
TEXT, BINARY, CLOSE, PING = 1, 2, 8, 9
MASK = b"\x5a\xa5\x0f\xf0"


class Refused(Exception):
    """The handshake was answered with this HTTP status."""

    def __init__(self, status: int) -> None:
        self.status = status
        super().__init__(str(status))


class Closed(Exception):
    """The server closed with this code; none if it only hung up."""

    def __init__(self, code: int | None) -> None:
        self.code = code
        super().__init__(str(code))


class RawLine:
    """The phone's end after the handshake."""

    def __init__(self, connection: socket.socket, read: BufferedReader) -> None:
        self._connection, self._read = connection, read

    def write(self, sent: bytes) -> None:
        """Bytes as they are; a server that has hung up already is heard when reading."""
        with suppress(BrokenPipeError, ConnectionResetError):
            self._connection.sendall(sent)

    def frame(self, payload: bytes, *, opcode: int = TEXT, **unusual: Any) -> None:
        self.write(frame(payload, opcode=opcode, **unusual))

    def say(self, message: object) -> None:
        self.frame((message if isinstance(message, str) else json.dumps(message)).encode())

    def hear(self, field: str) -> dict[str, Any]:
        """The next message that has this field; raises Closed."""
        while True:
            told: dict[str, Any] = json.loads(self._text(), parse_constant=_refuse)
            if field in told:
                return told

    def code(self) -> int | None:
        """How the server closes; whatever it says before is passed over."""
        try:
            while True:
                self._text()
        except Closed as closed:
            return closed.code

    def _text(self) -> str:
        while True:
            opcode, payload = self._frame()
            if opcode == CLOSE:
                raise Closed(struct.unpack("!H", payload[:2])[0] if payload else None)
            if opcode == TEXT:
                return payload.decode()

    def _frame(self) -> tuple[int, bytes]:
        try:
            head = self._read.read(2)
            if len(head) < 2:
                raise Closed(None)
            length = head[1] & 0x7F
            if length == 126:
                length = struct.unpack("!H", self._read.read(2))[0]
            elif length == 127:
                length = struct.unpack("!Q", self._read.read(8))[0]
            return head[0] & 0x0F, self._read.read(length)
        except ConnectionResetError:
            raise Closed(None) from None


def frame(
    payload: bytes, *, opcode: int = TEXT, fin: bool = True, reserved: int = 0, masked: bool = True, length: int = -1
) -> bytes:
    """A client's frame; `length` may lie about the payload."""
    told = len(payload) if length < 0 else length
    head = bytes([(0x80 if fin else 0) | reserved << 4 | opcode])
    bit = 0x80 if masked else 0
    if told < 126:
        head += bytes([bit | told])
    elif told < 2**16:
        head += bytes([bit | 126]) + struct.pack("!H", told)
    else:
        head += bytes([bit | 127]) + struct.pack("!Q", told)
    if not masked:
        return head + payload
    return head + MASK + bytes(sign ^ MASK[at % 4] for at, sign in enumerate(payload))


@contextmanager
def line(port: int, path: str, headers: Mapping[str, str]) -> Iterator[RawLine]:
    """Connected; raises Refused when the server does not switch protocols."""
    with socket.create_connection(("127.0.0.1", port), PATIENCE) as connection:
        told = {
            "Host": f"127.0.0.1:{port}",
            "Upgrade": "websocket",
            "Connection": "Upgrade",
            "Sec-WebSocket-Version": "13",
            "Sec-WebSocket-Key": base64.b64encode(os.urandom(16)).decode(),
            **headers,
        }
        lines = [f"GET {path} HTTP/1.1", *(f"{name}: {value}" for name, value in told.items() if value), "", ""]
        connection.sendall("\r\n".join(lines).encode())
        with connection.makefile("rb") as read:
            status = _status(read)
            if status != 101:
                raise Refused(status)
            yield RawLine(connection, read)


def _status(read: BufferedReader) -> int:
    first = read.readline()
    if not first:
        raise Closed(None)
    while read.readline() not in (b"\r\n", b""):
        pass
    return int(first.split()[1])


def _refuse(constant: str) -> None:
    raise AssertionError(f"{constant} is no JSON")
