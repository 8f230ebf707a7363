"""A stand-in for the server that speaks the live line, so that the scripts can be tried alone and be treated badly:
every close code, refused and forgotten posts, networks without websockets. It keeps everything in memory."""

import asyncio
import contextlib
import html
import json
import threading
import time
from pathlib import Path
from typing import Any

import uvicorn
from fastapi import FastAPI, Request, WebSocket, WebSocketDisconnect
from fastapi.responses import HTMLResponse, JSONResponse, RedirectResponse, Response

from .proxies import Hall

ROOT = Path(__file__).resolve().parents[3]
CSP = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; form-action 'self'; "
    "base-uri 'none'; frame-ancestors 'none'"
)
PAGE = (Path(__file__).parent / "page.html").read_text()


def now() -> int:
    return round(time.time() * 1000)


def contribution(id: int, text: str, author: int = 1) -> str:
    return (
        f'<li id="contribution-{id}" class="contribution" data-author="{author}" data-into="#contributions">'
        f"<p>{html.escape(text)}</p>"
        f'<button id="star-{id}" form="stars" name="contribution" value="{id}" aria-pressed="false">Stern</button></li>'
    )


class Standin:
    """One café. Tests call its methods from another thread."""

    def __init__(self) -> None:
        self.reset()

    def reset(self) -> None:
        self.log: list[dict[str, Any]] = []
        self.history = "a"
        self.contributions: dict[int, str] = {}
        self.done: dict[str, dict[str, Any]] = {}
        self.posts: list[dict[str, Any]] = []
        self.requests: list[tuple[str, dict[str, Any]]] = []
        self.starred: set[str] = set()
        self.connections: list[dict[str, Any]] = []
        self.sockets: dict[WebSocket, int] = {}
        self.polls = 0
        self.knocks = 0
        self.is_gone = False
        self.fetches = 0
        self.accepts_sockets = True
        self.hangs_sockets = False
        self.answers_pings = True
        self.post_status = 201
        self.post_message = ""
        self.refused: dict[
            str, int
        ] = {}  # text, or path of a stroke -> the status of its own that its post is answered with
        self.forgets_acks = False
        self.unacknowledged: set[str] = set()  # keys
        self.swallowed = ""  # a text that the socket brings no answer to
        self.tears = False  # … and closes the line instead
        self.draws_first = False  # the drawing overtakes the acknowledgement
        self.slowness = 0.0  # seconds until a post is answered, and again until it is drawn
        self.answers = (204, "")
        self.skew = 0
        self.slots = {
            "stage": "round",
            "main": "",
            "clock": '<p id="clock" hidden></p>',
            "extra": "",
            "screen": "table",
        }
        self.tick_every = 10.0

    # what happens in the café

    @property
    def head(self) -> int:
        return len(self.log)

    def fp(self, seq: int) -> str:
        return f"{self.history}{seq}"

    def record(self, markup: str = "", nudge: int | None = None) -> None:
        markup = markup.replace("{{now}}", str(now() + self.skew))
        self.log.append({"html": markup, "nudge": nudge})

    def frame(self, since: int) -> dict[str, Any]:
        missed = self.log[since:]
        frame: dict[str, Any] = {"prev": since, "to": self.head, "fp": self.fp(self.head)}
        if markup := "".join(step["html"] for step in missed):
            frame["html"] = markup
        nudges = [step["nudge"] for step in missed if step["nudge"] is not None]
        if nudges:
            frame["nudge"] = nudges[-1]
        return frame

    def catch_up(self, since: int, fp: str) -> dict[str, Any]:
        if since > self.head or fp != self.fp(since):
            return {"prev": 0, "to": self.head, "fp": self.fp(self.head), "nudge": 0, "reset": True}
        return self.frame(since)

    def store(self, fields: dict[str, Any]) -> dict[str, Any]:
        self.posts.append(fields)
        key = fields["key"]
        status = self.refused.get(fields["text"], self.post_status)
        if status >= 400:
            return {"ack": key, "status": status, "message": self.post_message}
        if key not in self.done:
            id = len(self.contributions) + 1
            self.contributions[id] = fields["text"]
            self.done[key] = {"ack": key, "status": 201, "id": id}
            self.record(contribution(id, fields["text"], author=12))
        return self.done[key]

    # towards the screens; called in the server's loop

    async def tell(self) -> None:
        for socket, sent in list(self.sockets.items()):
            if sent < self.head:
                self.sockets[socket] = self.head
                await self.send(socket, self.frame(sent))

    async def send(self, socket: WebSocket, frame: dict[str, Any]) -> None:
        with contextlib.suppress(Exception):
            await socket.send_text(json.dumps(frame))

    async def hear(self, socket: WebSocket) -> None:
        async for text in socket.iter_text():
            message = json.loads(text)
            self.connections[-1]["messages"].append(message)
            if "since" in message:
                self.sockets[socket] = self.head
                await self.send(socket, self.catch_up(message["since"], message["fp"]))
            elif "ping" in message and self.answers_pings:
                await self.send(socket, {"pong": message["ping"], "now": now() + self.skew})
            elif "post" in message and message["post"]["text"] == self.swallowed:
                self.unacknowledged.add(message["post"]["key"])
                if self.tears:
                    raise RuntimeError
            elif "post" in message:
                await asyncio.sleep(self.slowness)
                ack = self.store(message["post"])
                if self.draws_first:
                    await self.tell()
                    await asyncio.sleep(self.slowness)
                if self.forgets_acks:
                    self.unacknowledged.add(ack["ack"])
                else:
                    await self.send(socket, ack)
                await asyncio.sleep(self.slowness)
                await self.tell()

    async def tick(self, socket: WebSocket) -> None:
        while True:
            await asyncio.sleep(self.tick_every)
            await self.send(socket, {"now": now() + self.skew, "head": self.sockets.get(socket, 0)})

    # from the test's thread

    def run(self, work: Any) -> Any:
        return asyncio.run_coroutine_threadsafe(work, self.loop).result(10)

    def put(self, markup: str = "", nudge: int | None = None) -> None:
        self.record(markup, nudge)
        self.run(self.tell())

    def write(self, text: str, author: int = 1) -> int:
        id = len(self.contributions) + 1
        self.contributions[id] = text
        self.put(contribution(id, text, author))
        return id

    def say(self, frame: dict[str, Any]) -> None:
        async def work() -> None:
            for socket in list(self.sockets):
                await self.send(socket, frame)

        self.run(work())

    def close(self, code: int) -> None:
        async def work() -> None:
            for socket in list(self.sockets):
                self.sockets.pop(socket, None)
                with contextlib.suppress(Exception):
                    await socket.close(code)

        self.run(work())

    def keeps_back(self, answer: str) -> bool:
        """Whether this is never brought, or not for long; `answer` as in underway.js."""
        if answer == "socket":
            return self.hangs_sockets
        return (answer == "pong" and not self.answers_pings) or answer.removeprefix("ack ") in self.unacknowledged

    def page(self) -> str:
        items = "".join(contribution(id, text, 12) for id, text in self.contributions.items())
        scripts = ["app"] + ["wall"] * (self.slots["screen"] == "wall") + ["drag"] * ("data-grip" in self.slots["main"])
        scripts += ["dialogs"] * ("data-confirm" in self.slots["main"])
        scripts += ["undo"] * ('id="undo"' in self.slots["extra"])
        slots = self.slots | {
            "scripts": "".join(f'<script type="module" src="/static/js/{name}.js"></script>' for name in scripts),
            "seq": str(self.head), "fp": self.fp(self.head), "contributions": items,
            "starred": ",".join(sorted(self.starred)),
        }  # fmt: skip
        page = PAGE
        for name, value in slots.items():
            page = page.replace("{{" + name + "}}", value)
        return page.replace("{{now}}", str(now() + self.skew))


def with_files(app: FastAPI) -> Any:
    """The app, and past it the scripts: a page asks for thirty of them, and a test has no time to lose."""

    async def either(scope: Any, receive: Any, send: Any) -> None:
        is_file = scope["type"] == "http" and scope["path"].startswith("/static/")
        await (files if is_file else app)(scope, receive, send)

    return either


async def files(scope: Any, _receive: Any, send: Any) -> None:
    body = (ROOT / "static" / scope["path"].rpartition("/static/")[2]).read_bytes()
    kind = b"text/javascript" if scope["path"].endswith(".js") else b"text/css"
    headers = [(b"content-type", kind), (b"cache-control", b"no-store"), (b"content-length", str(len(body)).encode())]
    await send({"type": "http.response.start", "status": 200, "headers": headers})
    await send({"type": "http.response.body", "body": body})


def build(cafe: Standin) -> FastAPI:
    app = FastAPI()

    @app.middleware("http")
    async def guard(request: Request, call_next: Any) -> Response:
        answer: Response = await call_next(request)
        answer.headers["Content-Security-Policy"] = CSP
        answer.headers["Cache-Control"] = "no-store"
        return answer

    @app.get("/cafes/K/table")
    async def show() -> Response:
        cafe.fetches += 1
        if "elsewhere" in cafe.slots:
            return RedirectResponse(cafe.slots["elsewhere"], 303)
        return HTMLResponse(cafe.page())

    @app.get("/elsewhere")
    async def elsewhere() -> Response:
        return HTMLResponse("<title>Woanders</title><p id='woanders'>Woanders")

    @app.get("/door")
    async def door() -> Response:
        script = '<script type="module" src="/static/js/door.js"></script>'
        form = '<form data-door method="post" action="/devices"><input name="key"><button>Los</button></form>'
        return HTMLResponse(f"<body>{form}{script}</body>")

    @app.post("/devices")
    async def devices(request: Request) -> Response:
        cafe.requests.append(("/devices", dict(await request.form())))
        return RedirectResponse("/elsewhere", 303)

    @app.post("/cafes/K/contributions")
    async def post(request: Request) -> Response:
        fields = dict(await request.form())
        ack = cafe.store(fields)
        await cafe.tell()
        if cafe.forgets_acks:
            return JSONResponse({}, 502)
        return JSONResponse(ack, ack["status"])

    @app.post("/cafes/K/strokes")
    @app.post("/cafes/K/strokes/undoing")
    @app.post("/cafes/K/doodles/7/edits")
    async def draw(request: Request) -> Response:
        fields = dict(await request.form())
        cafe.requests.append((request.url.path.removeprefix("/cafes/K/"), fields))
        if cafe.forgets_acks:
            return JSONResponse({}, 502)
        status = cafe.refused.get(fields.get("path", ""), 201)
        return JSONResponse({"ack": fields["key"], "status": status, "doodle": 7}, status)

    @app.post("/cafes/K/{path:path}")
    async def act(path: str, request: Request) -> Response:
        cafe.requests.append((path, dict((await request.form()).multi_items())))
        status, body = cafe.answers
        return Response(status_code=204) if status == 204 else HTMLResponse(body, status)

    @app.get("/cafes/K/live/table")
    async def poll(since: int, fp: str) -> Any:
        cafe.polls += 1
        if cafe.is_gone:
            return JSONResponse({"ack": "", "status": 404, "message": "Das gibt es hier nicht (mehr)."}, 404)
        return [cafe.catch_up(since, fp), {"now": now() + cafe.skew, "head": cafe.head}]

    @app.get("/health")
    async def health() -> dict[str, str]:
        cafe.knocks += 1
        return {"status": "ok"}

    @app.websocket("/cafes/K/live/table")
    async def live(socket: WebSocket) -> None:
        while cafe.hangs_sockets:  # noqa: ASYNC110
            await asyncio.sleep(0.05)
        if not cafe.accepts_sockets:
            await socket.close()
            return
        await socket.accept()
        cafe.connections.append({"at": time.time(), "messages": []})
        ticking = asyncio.create_task(cafe.tick(socket))
        try:
            await cafe.hear(socket)
        except (WebSocketDisconnect, RuntimeError):
            pass
        finally:
            ticking.cancel()
            cafe.sockets.pop(socket, None)

    return app


class Server:
    """The stand-in and the hall around it, in a thread of their own; `ping`: seconds between the server's own pings."""

    def __init__(self, ping: float = 20) -> None:
        self.cafe = Standin()
        config = uvicorn.Config(
            with_files(build(self.cafe)), port=0, log_level="error", ws="websockets-sansio", http="h11",
            timeout_graceful_shutdown=1, ws_ping_interval=ping, ws_ping_timeout=ping,
        )  # fmt: skip
        self.uvicorn = uvicorn.Server(config)
        self.thread = threading.Thread(target=lambda: asyncio.run(self.serve()), daemon=True)

    async def serve(self) -> None:
        self.cafe.loop = asyncio.get_running_loop()  # type: ignore[attr-defined]
        await self.uvicorn.serve()

    def start(self) -> None:
        self.thread.start()
        while not self.uvicorn.started:
            time.sleep(0.02)
        port = self.uvicorn.servers[0].sockets[0].getsockname()[1]
        self.url = f"http://127.0.0.1:{port}"
        self.hall = Hall(port)
        self.cafe.run(self.hall.start())
        self.hall_url = f"http://127.0.0.1:{self.hall.port}"

    def stop(self) -> None:
        self.cafe.run(self.hall.stop())
        self.uvicorn.should_exit = True
        self.thread.join(5)
