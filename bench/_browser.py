"""As much of a browser as a guest needs: HTTP/1.1 on one connection that is kept, cookies, gzip."""

import asyncio
import gzip
import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from bench._servers import Server


class Refused(Exception):
    """An answer with another status than the one that belongs there."""


@dataclass(frozen=True)
class Answer:
    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def text(self) -> str:
        return self.body.decode()

    @property
    def json(self) -> Any:
        return json.loads(self.body)


class Browser:
    """`cookies` are kept from answer to answer; `close` at the end. Requests come one after the other."""

    def __init__(self, server: Server, cookie: str = "") -> None:
        self.cookies = dict(each.split("=", 1) for each in cookie.split("; ") if each)
        self._server = server
        self._reader: asyncio.StreamReader | None = None
        self._writer: asyncio.StreamWriter | None = None

    @property
    def cookie(self) -> str:
        return "; ".join(f"{name}={value}" for name, value in self.cookies.items())

    async def get(self, path: str, status: int = 200) -> Answer:
        """Raises Refused for another status."""
        return await self._expect(status, "GET", path, b"", "text/html")

    async def post(self, path: str, fields: dict[str, str], status: int = 303, accept: str = "text/html") -> Answer:
        """Sends a form; raises Refused for another status."""
        return await self._expect(status, "POST", path, urlencode(fields).encode(), accept)

    def close(self) -> None:
        if self._writer:
            self._writer.close()
        self._reader = self._writer = None

    async def _expect(self, status: int, method: str, path: str, body: bytes, accept: str) -> Answer:
        try:
            answer = await self._ask(method, path, body, accept)
        except OSError as error:
            raise Refused(f"{method} {path}: {error!r}") from error
        if answer.status != status:
            raise Refused(f"{method} {path}: {answer.status}")
        return answer

    async def _ask(self, method: str, path: str, body: bytes, accept: str) -> Answer:
        kept = self._writer is not None
        try:
            return await self._exchange(method, path, body, accept)
        except (asyncio.IncompleteReadError, ConnectionError) as error:
            self.close()
            if not kept:
                raise ConnectionError("closed without an answer") from error
        return await self._exchange(method, path, body, accept)  # the server had let the kept connection go

    async def _exchange(self, method: str, path: str, body: bytes, accept: str) -> Answer:
        if self._reader is None or self._writer is None:
            self._reader, self._writer = await asyncio.open_connection("127.0.0.1", self._server.port)
        lines = [
            f"{method} {path} HTTP/1.1",
            f"Host: 127.0.0.1:{self._server.port}",
            f"Accept: {accept}",
            "Accept-Encoding: gzip",
            "Accept-Language: de",
        ]
        if self.cookies:
            lines.append(f"Cookie: {self.cookie}")
        if method == "POST":
            lines += [f"Origin: {self._server.origin}", "Content-Type: application/x-www-form-urlencoded"]
            lines.append(f"Content-Length: {len(body)}")
        self._writer.write("\r\n".join([*lines, "", ""]).encode() + body)
        return await self._answer(self._reader)

    async def _answer(self, reader: asyncio.StreamReader) -> Answer:
        first, *lines = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")[:-2]
        headers: dict[str, str] = {}
        for line in lines:
            name, _, value = line.partition(": ")
            if name.lower() == "set-cookie":
                self._keep(value)
            headers[name.lower()] = value
        body = await reader.readexactly(int(headers.get("content-length", "0")))
        if headers.get("content-encoding") == "gzip":
            body = gzip.decompress(body)
        return Answer(int(first.split(" ", 2)[1]), headers, body)

    def _keep(self, cookie: str) -> None:
        name, _, value = cookie.partition(";")[0].partition("=")
        self.cookies[name] = value


@contextmanager
def browsing(server: Server, cookie: str = "") -> Iterator[Browser]:
    """A browser that is closed afterwards."""
    browser = Browser(server, cookie)
    try:
        yield browser
    finally:
        browser.close()
