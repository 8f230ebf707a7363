"""The socket's door: who is asking, what they may hear, and posts that come in on the same line."""

import asyncio
from dataclasses import dataclass
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Depends, WebSocket
from fastapi.responses import JSONResponse, Response
from starlette.requests import HTTPConnection

from app.cafes import reading as cafes
from app.cafes.models import Cafe
from app.db import milliseconds, now, reading
from app.errors import CafeError, NotAllowed, marked
from app.live import socket, topics
from app.live.feed import Feed
from app.seating import reading as seating
from app.tablecloth import posting
from app.translations import translate
from app.web import drafts
from app.web.deps import House, TheCafe, TheHouse, TheViewer, language_of
from app.web.security import Viewer

router = APIRouter(prefix="/cafes/{key}")
Screen = Literal["table", "wall", "host", "synthesis"]
FAREWELL = marked("Du bist nicht mehr in diesem Café. Schön, dass du da warst.")
FINGERPRINT_LIMIT = 64


@dataclass(frozen=True)
class Listener:
    """Somebody in front of one screen of one café."""

    house: House
    cafe: Cafe
    viewer: Viewer
    screen: Screen
    language: str

    @property
    def who(self) -> str:
        if self.screen == "table":
            return f"p{self.viewer.guest}"
        return f"{'host' if self.viewer.is_host else 'wall'}:{self.cafe.link_generation}"

    def topic(self) -> tuple[str, int]:
        """What this screen may hear now, and the logbook's head; raises NotAllowed and NotFound. Runs in a thread."""
        with reading(self.house.engine) as db:
            cafe = cafes.by_id(db, self.cafe.id_)
            if self.screen == "table":
                me = cafes.participant(db, cafe.id_, self.viewer.guest or 0)
                return topics.spoken(topics.table(seating.table_now(db, cafe, me).id_), self.language), cafe.head
            allowed = self.viewer.is_wall if self.screen == "wall" else self.viewer.is_host
            if not allowed or cafe.link_generation != self.cafe.link_generation:
                raise NotAllowed
            what = {"wall": topics.WALL, "host": topics.HOST, "synthesis": topics.SYNTHESIS}[self.screen]
            return topics.spoken(what, self.language), cafe.head


def listener(connection: HTTPConnection, screen: Screen, cafe: TheCafe, viewer: TheViewer, house: TheHouse) -> Listener:
    return Listener(house, cafe, viewer, screen, cafe.language if screen == "wall" else language_of(connection))


TheListener = Annotated[Listener, Depends(listener)]


@router.get("/live/{screen}")
async def poll(listener: TheListener, since: int = 0, fp: str = "") -> Response:
    """The same catching up for networks that let no socket through: a list with one frame, or with the end."""
    try:
        topic, head = await asyncio.to_thread(listener.topic)
    except CafeError as refusal:
        return JSONResponse([{"end": translate(listener.language, refusal.sentence, **refusal.words)}])
    feed = listener.house.feeds.of(listener.cafe.id_, head)
    frame = await feed.catch_up(topic, max(since, 0), fp[:FINGERPRINT_LIMIT])
    listener.house.feeds.rest(listener.cafe.id_)
    return Response(f'[{frame.message.text},{{"now":{milliseconds(now())}}}]', media_type="application/json")


@router.websocket("/live/{screen}")
async def live(websocket: WebSocket, listener: TheListener) -> None:
    """One screen's line, from the handshake to the end."""
    try:
        topic, head = await asyncio.to_thread(listener.topic)
    except CafeError as refusal:
        await websocket.accept()
        await websocket.send_json({"end": translate(listener.language, refusal.sentence, **refusal.words)})
        await websocket.close(socket.ENDED)
        return
    await websocket.accept()
    line = socket.Line(
        websocket, listener.who, listener.house.settings.send_limit, translate(listener.language, FAREWELL)
    )
    visit = Visit(listener, line, listener.house.feeds.of(listener.cafe.id_, head), topic)
    try:
        await line.serve(visit.hear)
    finally:
        visit.leave()


class Visit:
    """What one connected screen says and is told."""

    def __init__(self, listener: Listener, line: socket.Line, feed: Feed, topic: str) -> None:
        self._listener, self._line, self._feed, self._topic = listener, line, feed, topic
        feed.audience.join(topic, line)

    async def hear(self, message: dict[str, Any]) -> None:
        """`since`, `post` or `ping`; anything else is passed over."""
        if "since" in message:
            await self._catch_up(message["since"], message.get("fp"))
        elif isinstance(message.get("post"), dict):
            self._line.say(await self._post(message["post"]))
        elif "ping" in message and isinstance(message["ping"], int | float):
            self._line.say({"pong": message["ping"], "now": milliseconds(now())})

    def leave(self) -> None:
        self._feed.audience.leave(self._topic, self._line)
        self._listener.house.feeds.rest(self._listener.cafe.id_)

    async def _catch_up(self, since: Any, fp: Any) -> None:
        """Subscribe first, read then, pass on only what is newer; the topic is found anew, for people move."""
        since = since if isinstance(since, int) and 0 <= since < 2**53 else 0
        fp = fp if isinstance(fp, str) else ""
        try:
            topic, _ = await asyncio.to_thread(self._listener.topic)
        except CafeError:
            self._line.end()
            return
        self._line.hold()
        if topic != self._topic:
            self._feed.audience.leave(self._topic, self._line)
            self._feed.audience.join(topic, self._line)
            self._topic = topic
        self._line.go_on(await self._feed.catch_up(topic, since, fp[:FINGERPRINT_LIMIT]))

    async def _post(self, fields: dict[str, Any]) -> dict[str, Any]:
        """The acknowledgement: after the durable commit, or a refusal in the café's language."""
        key = str(fields.get("key", ""))[: drafts.KEY_LIMIT]
        listener = self._listener
        writer = None if listener.screen == "host" else listener.viewer.guest
        try:
            if listener.screen not in ("table", "host"):
                raise NotAllowed
            laid = await listener.house.writer.do(posting.post, listener.cafe.id_, writer, drafts.draft(fields))
        except CafeError as refusal:
            sentence = translate(listener.language, refusal.sentence, **refusal.words)
            return {"ack": key, "status": refusal.status, "message": sentence}
        return {"ack": key, "status": 201, "id": laid}
