"""The whole app without a network: forms, pages and sockets go in by the door that every web server uses (ASGI)."""

import asyncio
import json
import logging
import shutil
import sqlite3
from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from http.cookies import SimpleCookie
from pathlib import Path
from typing import Any, BinaryIO
from urllib.parse import urlencode, urlsplit

import pytest
from sqlalchemy import Connection, Engine, event
from sqlalchemy.exc import OperationalError

from app.backroom import Told
from app.live import frames
from app.main import build
from app.photos.taking import Developed
from app.settings import Settings
from app.synthesis.engine import answers
from app.synthesis.material import Material, Placed, Proposal, Sorted
from tests.live.stateful.hourglass import Hourglass

NAME = "cafe.test"
ORIGIN = f"http://{NAME}"
DATABASE = "tischdecke.db"
FORM = "application/x-www-form-urlencoded"


@dataclass
class Device:
    """A browser as far as the server can see it: its cookies and its language."""

    name: str
    cookies: dict[str, str] = field(default_factory=dict)
    language: str = "de"

    def headers(self, more: Mapping[str, str]) -> list[tuple[bytes, bytes]]:
        told = {"host": NAME, "origin": ORIGIN, "accept-language": self.language, **more}
        if self.cookies:
            told["cookie"] = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        return [(name.encode(), value.encode()) for name, value in told.items()]

    def keep(self, headers: list[tuple[bytes, bytes]]) -> None:
        for name, value in headers:
            if name == b"set-cookie":
                for morsel in SimpleCookie(value.decode()).values():
                    self.cookies[morsel.key] = morsel.value


@dataclass(frozen=True)
class Answer:
    status: int
    headers: dict[str, str]
    text: str

    @property
    def json(self) -> Any:
        return json.loads(self.text)


class HereAndNow:
    """Sorts in this process and at once: another one would live by another clock."""

    async def draft(self, material: Material, told: Told) -> Proposal:
        return answers.draft(material, told)

    async def sort(self, material: Material, told: Told) -> Sorted:
        return answers.sort(material, told)

    async def place(self, material: Material, fresh: Sequence[int]) -> Placed:
        return answers.place(material, fresh)

    async def leave(self) -> None:
        pass


class Blindfolded:
    """A darkroom that looks at nothing it is given: what comes of every photo is the same, and at once."""

    def __init__(self, **_options: bool) -> None:
        pass

    def must_have_room(self) -> None:
        pass

    async def develop(self, _file: BinaryIO) -> Developed:
        return Developed(width=80, height=60, digest="ab" * 32, album=b"album", thumbnail=b"thumbnail")


class House:
    """The running app on a folder of its own; started, killed and set back to a backup at will."""

    def __init__(self, loop: Hourglass, folder: Path) -> None:
        self.loop, self.folder = loop, folder
        self.complaints = Complaints()
        self._app = build(Settings(data=folder, DATABASE_URL=""))
        self._lifespan: Any = None
        self._wires: list[Wire] = []
        self._disk_is_full = False
        self._tasks: set[asyncio.Task[None]] = set()

    def open(self) -> None:
        with pytest.MonkeyPatch.context() as patch:
            for spared in ("collect", "freeze"):  # a long evening of restarts would spend its time there
                patch.setattr(f"gc.{spared}", lambda: 0)
            patch.setattr("gc.set_threshold", lambda *_: None)
            patch.setattr("app.main.Backroom", HereAndNow)
            patch.setattr("app.main.Darkroom", Blindfolded)
            self._lifespan = self._app.router.lifespan_context(self._app)
            self.loop.run(self._lifespan.__aenter__())
        event.listen(self.engine, "commit", self._commit)

    def close(self) -> None:
        """Ends the server; sockets that are open break, and nothing that was still on its way arrives."""
        for wire in self._wires:
            wire.break_off()
        for task in list(self._tasks):
            task.cancel()
        self.loop.let_pass(0)
        self.loop.run(self._lifespan.__aexit__(None, None, None))
        self._wires.clear()

    @property
    def engine(self) -> Engine:
        found: Engine = self._app.state.house.engine
        return found

    @property
    def wires(self) -> list["Wire"]:
        return self._wires

    def back_up(self) -> Path:
        copy = self.folder / "backup.db"
        copy.unlink(missing_ok=True)
        with closing(sqlite3.connect(self.folder / DATABASE)) as source, closing(sqlite3.connect(copy)) as target:
            source.backup(target)
        return copy

    def restore(self, copy: Path) -> None:
        """Puts a backup in the place of the database; only while the server is down."""
        for path in self.folder.glob(f"{DATABASE}*"):
            path.unlink()
        shutil.copy(copy, self.folder / DATABASE)

    @contextmanager
    def full_disk(self) -> Iterator[None]:
        self._disk_is_full = True
        yield
        self._disk_is_full = False
        self.complaints.heard.clear()

    def _commit(self, connection: Connection) -> None:
        """A full disk as SQLite meets it: it undoes the whole transaction and says so."""
        if self._disk_is_full:
            connection.connection.rollback()
            full = sqlite3.OperationalError("database or disk is full")
            full.sqlite_errorcode, full.sqlite_errorname = sqlite3.SQLITE_FULL, "SQLITE_FULL"
            raise OperationalError("COMMIT", {}, full)

    async def request(
        self,
        device: Device,
        method: str,
        path: str,
        form: Mapping[str, Any] | None = None,
        photo: bytes = b"",
        **headers: str,
    ) -> Answer:
        """With a `photo` it is a form with a file."""
        kind, body = _with_file(form or {}, photo) if photo else (FORM, urlencode(form or {}, doseq=True).encode())
        told = {"content-type": kind, "content-length": str(len(body)), **headers}
        scope = _scope("http", path, device.headers(told)) | {"method": method, "scheme": "http"}
        heard = [{"type": "http.request", "body": body}]
        said: list[dict[str, Any]] = []

        async def receive() -> dict[str, Any]:
            return heard.pop() if heard else await asyncio.Future()

        async def send(message: dict[str, Any]) -> None:
            said.append(message)

        await self._app(scope, receive, send)
        device.keep(said[0]["headers"])
        text = b"".join(part.get("body", b"") for part in said[1:]).decode()
        return Answer(said[0]["status"], {name.decode(): value.decode() for name, value in said[0]["headers"]}, text)

    def connect(self, device: Device, path: str) -> "Wire":
        """A socket; whether it was let in shows only when time passes."""
        wire = Wire(device.name, self.loop)
        scope = _scope("websocket", path, device.headers({})) | {"scheme": "ws", "subprotocols": []}
        if self.loop.toss():  # as under our own server; any other one has no such door
            scope["extensions"][frames.CARRIER] = wire
        task = self.loop.create_task(self._serve(scope, wire))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        self._wires.append(wire)
        return wire

    async def _serve(self, scope: dict[str, Any], wire: "Wire") -> None:
        try:
            await self._app(scope, wire.receive, wire.send)
        except Exception:
            logging.getLogger("app").exception("a socket's door fell")
        finally:
            wire.is_served = False


def _with_file(form: Mapping[str, Any], photo: bytes) -> tuple[str, bytes]:
    """Media type and body of a form with a file in it."""
    start = '--part\r\nContent-Disposition: form-data; name="{}"{}\r\n\r\n'
    fields = "".join(start.format(name, "") + f"{value}\r\n" for name, value in form.items())
    head = fields + start.format("photo", '; filename="photo.jpg"')
    return "multipart/form-data; boundary=part", head.encode() + photo + b"\r\n--part--\r\n"


def _scope(kind: str, path: str, headers: list[tuple[bytes, bytes]]) -> dict[str, Any]:
    address = urlsplit(path)
    return {
        "type": kind,
        "asgi": {"version": "3.0", "spec_version": "2.3"},
        "http_version": "1.1",
        "path": address.path,
        "raw_path": address.path.encode(),
        "query_string": address.query.encode(),
        "root_path": "",
        "headers": headers,
        "client": ("192.0.2.1", 50_000),
        "server": (NAME, 80),
        "state": {},
        "extensions": {},
    }


class Wire:
    """One socket's way between server and phone; what the server says waits in `down` until it is let through.

    It breaks in two ways: the server may notice (`break_off`), or both go on talking into nothing (`is_dead`).
    """

    def __init__(self, name: str, loop: Hourglass) -> None:
        self.name = name
        self.is_open = False
        self.is_dead = False
        self.is_served = True
        self.code: int | None = None
        self.down: deque[dict[str, Any]] = deque()
        self.sent: list[tuple[float, dict[str, Any]]] = []
        """Everything that the server ever said here, with the loop's time."""
        self._loop = loop
        self._up: asyncio.Queue[dict[str, Any]] = asyncio.Queue()
        self._up.put_nowait({"type": "websocket.connect"})

    @property
    def is_alive(self) -> bool:
        return self.is_open and not self.is_dead

    def say(self, message: dict[str, Any]) -> None:
        """What the phone says, unless the way is broken."""
        if self.is_alive:
            self._up.put_nowait({"type": "websocket.receive", "text": json.dumps(message)})

    def break_off(self) -> None:
        self.is_open, self.is_dead = False, True
        self.down.clear()
        self._up.put_nowait({"type": "websocket.disconnect", "code": 1006})

    def go_dead(self) -> None:
        self.is_dead = True
        self.down.clear()

    async def receive(self) -> dict[str, Any]:
        return await self._up.get()

    def carry(self, frame: bytes, _limit: int) -> bool:
        """A finished frame (RFC 6455, 5.2) beside what ASGI sends."""
        if self.code is not None:
            return False
        short = frame[1]
        start = 2 if short < 126 else 4 if short == 126 else 10
        assert len(frame) - start == (short if short < 126 else int.from_bytes(frame[2:start]))
        self._hear(frame[start:].decode())
        return True

    async def send(self, message: dict[str, Any]) -> None:
        if message["type"] == "websocket.accept":
            self.is_open = not self.is_dead
        elif message["type"] == "websocket.close":
            self.code = message.get("code", 1000)
            self.is_open = False
        elif message["type"] == "websocket.send":
            self._hear(message["text"])

    def _hear(self, text: str) -> None:
        told = json.loads(text)
        self.sent.append((self._loop.time(), told))
        if self.is_alive:
            self.down.append(told)


class Complaints(logging.Handler):
    """What the app logs as an error; nothing of it is expected unless the disk is full."""

    def __init__(self) -> None:
        super().__init__(logging.ERROR)
        self.heard: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.heard.append(self.format(record))
