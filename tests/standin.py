"""A stand-in for a language model elsewhere: a server on this machine that answers, or fails, as it is told."""

import contextlib
import json
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


@dataclass
class Standin:
    """A server that answers as it is told; `respond` gets the path and what was asked."""

    url: str = ""
    asked: list[tuple[str, dict[str, str], dict[str, Any]]] = field(default_factory=list)
    respond: Callable[[str, dict[str, Any]], tuple[int, dict[str, str], bytes]] = lambda *_: (500, {}, b"")
    slowness: float = 0
    pieces: int = 1
    """How many the body is sent in, each after the slowness."""
    released: threading.Event = field(default_factory=threading.Event)


def vectors_of(asked: dict[str, Any]) -> dict[str, Any]:
    rows = [{"index": at, "embedding": [len(text), at, 0.5]} for at, text in enumerate(asked["input"])]
    return {"object": "list", "data": rows[::-1]}


def said(content: str) -> dict[str, Any]:
    return {"choices": [{"message": {"role": "assistant", "content": content}}]}


def answering(value: Any, status: int = 200, **headers: str) -> Callable[..., tuple[int, dict[str, str], bytes]]:
    body = value if isinstance(value, bytes) else json.dumps(value).encode()
    return lambda *_: (status, headers, body)


@contextlib.contextmanager
def open_standin() -> Iterator[Standin]:
    """A stand-in on this machine that answers well."""
    told = Standin(
        respond=lambda path, asked: (
            200,
            {},
            json.dumps(vectors_of(asked) if path == "/v1/embeddings" else said('["Rundbrief", "Fotos"]')).encode(),
        )
    )

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            asked = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            told.asked.append((self.path, dict(self.headers), asked))
            status, headers, body = told.respond(self.path, asked)
            with contextlib.suppress(OSError):  # nobody waits any more
                self._send(status, headers, body)

        def do_GET(self) -> None:
            told.asked.append((self.path, dict(self.headers), {}))

        def _send(self, status: int, headers: dict[str, str], body: bytes) -> None:
            self.send_response(status)
            for name, value in ({"Content-Length": str(len(body))} | headers).items():
                self.send_header(name, value)
            self.end_headers()
            size = max(1, len(body) // told.pieces)
            for begin in range(0, len(body), size):
                told.released.wait(told.slowness)
                self.wfile.write(body[begin : begin + size])
                self.wfile.flush()

        def log_message(self, format: str, *_: Any) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, args=(0.01,))
    thread.start()
    told.url = f"http://127.0.0.1:{server.server_port}/v1"
    yield told
    told.released.set()
    server.shutdown()
    thread.join()
    server.server_close()
