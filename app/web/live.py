"""The socket's door: who is asking, what they may hear, and posts that come in on the same line."""

import asyncio
from contextlib import suppress
from dataclasses import dataclass
from typing import Any, Literal, get_args

from fastapi import APIRouter, Request, WebSocket
from fastapi.responses import JSONResponse, Response
from sqlmodel import Session
from starlette.requests import HTTPConnection

from app import broadcasts
from app.cafes import reading as cafes
from app.cafes.models import Cafe
from app.db import milliseconds, now, reading
from app.errors import BadInput, CafeError, NotAllowed, marked
from app.live import frames, socket, topics
from app.live.devices import Device
from app.live.feed import Feed, frame_for
from app.live.frames import Message
from app.live.topics import Frame
from app.seating import reading as seating
from app.tablecloth import posting
from app.tablecloth.posting import Draft
from app.translations import tongue, translate
from app.web import drafts
from app.web.deps import House, house_of, language_of, moment
from app.web.security import Viewer

router = APIRouter(prefix="/cafes/{key}")
Screen = Literal["table", "wall", "host", "synthesis", "guests", "plan"]
FAREWELL = marked("Du bist nicht mehr in diesem Café. Schön, dass du da warst.")
FINGERPRINT_LIMIT = 64
LARGEST = 2**53
"""What browsers count with; a phone's clock and the logbook's numbers stay below."""
_WHAT: dict[Screen, str] = {
    "wall": topics.WALL,
    "host": topics.HOST,
    "synthesis": topics.SYNTHESIS,
    "guests": topics.GUESTS,
    "plan": topics.PLAN,
}


@dataclass(frozen=True, slots=True)
class Listener:
    """Somebody in front of one screen of one café; kept as long as the socket, so it holds no rows."""

    house: House
    cafe_id: int
    cafe_key: str
    link_generation: int
    viewer: Viewer
    screen: Screen
    language: str
    address: str

    @property
    def who(self) -> str:
        if self.screen == "table":
            return f"p{self.viewer.guest}"
        return f"{'host' if self.viewer.is_host else 'wall'}:{self.link_generation}"

    @property
    def is_known(self) -> bool:
        """Whether the cookies alone let them listen; whether they still may is asked with each catching up."""
        if self.screen == "table":
            return self.viewer.guest is not None
        return self.viewer.is_wall if self.screen == "wall" else self.viewer.is_host

    def look(self, since: object, fp: object) -> tuple[str, Frame]:
        """Topic and frame for a screen that has seen everything up to `since`; raises CafeError. Runs in a thread."""
        number = since if isinstance(since, int) and 0 <= since < LARGEST else 0
        with reading(self.house.engine) as db:
            cafe = cafes.by_id(db, self.cafe_id)
            topic = topics.spoken(self._topic(db, cafe), cafe.tongue(self.language))
            known = fp[:FINGERPRINT_LIMIT] if isinstance(fp, str) else ""
            drawing = broadcasts.catch_up(db, cafe, self.house.templates, number, known, topic)
        return topic, frame_for(topic, drawing, number)

    def _topic(self, db: Session, cafe: Cafe) -> str:
        """What this screen may hear now; people move, and links are renewed."""
        if self.screen == "table":
            me = cafes.participant(db, cafe.id_, self.viewer.guest or 0)
            return topics.table(seating.table_id_now(db, cafe, me))
        if not self.is_known or cafe.link_generation != self.link_generation:
            raise NotAllowed
        return _WHAT[self.screen]

    def post(self, db: Session, draft: Draft) -> int:
        """Lays a draft as whoever holds this device; a host's device only as long as its link is good."""
        if self.screen == "table":
            return posting.post(db, self.cafe_id, self.viewer.guest, draft)
        if self.screen != "host" or cafes.by_id(db, self.cafe_id).link_generation != self.link_generation:
            raise NotAllowed
        return posting.post(db, self.cafe_id, None, draft)

    @property
    def tongue(self) -> str:
        return tongue(self.language, self.address)

    def farewell(self, refusal: CafeError) -> dict[str, str]:
        return {"end": translate(self.tongue, refusal.sentence, **refusal.words)}


def listener(connection: HTTPConnection, key: str, screen: Screen) -> Listener:
    """Who is at this door; raises NotFound. Runs in a thread."""
    house = house_of(connection)
    with moment(house, key, connection) as (_, cafe):
        language = cafe.language if screen == "wall" else language_of(connection)
        viewer = house.viewer(connection, cafe)
        return Listener(house, cafe.id_, cafe.key, cafe.link_generation, viewer, screen, language, cafe.address)


@router.get("/live/{screen}")
def poll(request: Request, key: str, screen: Screen, since: int = 0, fp: str = "") -> Response:
    """The same catching up for networks that let no socket through: a list with one frame, or with the end."""
    asking = listener(request, key, screen)
    try:
        _, frame = asking.look(since, fp)
    except CafeError as refusal:
        return JSONResponse([asking.farewell(refusal)])
    return Response(f'[{frame.message.text},{{"now":{milliseconds(now())}}}]', media_type="application/json")


async def live(websocket: WebSocket) -> None:
    """One screen's line, from the handshake to the end.

    An ordinary Starlette route: a thousand phones come back at once, and resolving dependencies would be a third of
    what each of them costs.
    """
    key, screen = websocket.path_params["key"], websocket.path_params["screen"]
    if screen not in get_args(Screen):
        return await websocket.close()
    try:
        asking = await asyncio.to_thread(listener, websocket, key, screen)
    except CafeError:
        return await websocket.close()
    await websocket.accept()
    if asking.is_known:
        return await _serve(websocket, asking)
    await websocket.send_json(asking.farewell(NotAllowed()))
    await websocket.close(socket.ENDED)


router.add_websocket_route("/cafes/{key}/live/{screen}", live)  # takes no part in the prefix


async def _serve(websocket: WebSocket, listener: Listener) -> None:
    house = listener.house
    farewell = translate(listener.tongue, FAREWELL)
    device = house.devices.of(f"{listener.cafe_key} {listener.who}") if listener.screen == "table" else Device()
    line = socket.Line(websocket, listener.who, device.bucket, house.settings.send_limit, farewell)
    visit = Visit(listener, line)
    with device.holding(line):
        try:
            await line.serve(visit.hear)
        finally:
            visit.leave()


class Visit:
    """What one connected screen says and is told."""

    def __init__(self, listener: Listener, line: socket.Line) -> None:
        self._listener, self._line = listener, line
        self._feed: Feed | None = None
        self._topic = ""

    async def hear(self, message: dict[str, Any]) -> None:
        """`since`, `post`, `ping` or `glimpse`; anything else is passed over."""
        if "since" in message:
            await self._catch_up(message["since"], message.get("fp"))
        elif isinstance(message.get("post"), dict):
            self._line.say(await self._post(message["post"]))
        elif isinstance(message.get("ping"), int | float) and 0 <= message["ping"] < LARGEST:
            self._line.say({"pong": message["ping"], "now": milliseconds(now())})

        elif isinstance(message.get("glimpse"), dict) and self._listener.screen == "table":
            self._pass_around(message["glimpse"])

    def _pass_around(self, fields: dict[str, Any]) -> None:
        """To the mates whom this server knows; what cannot be is passed over, for the stroke itself will come."""
        with suppress(BadInput):
            message = Message(frames.text({"glimpse": drafts.glimpse(fields)}))
            if self._feed:
                self._feed.audience.pass_around(topics.what(self._topic), message, self._line)

    def leave(self) -> None:
        if self._feed:
            self._feed.audience.leave(self._topic, self._line)
            self._listener.house.feeds.rest(self._listener.cafe_id)

    async def _catch_up(self, since: Any, fp: Any) -> None:
        """Looks, subscribes, and looks again if the feed has read further meanwhile: nothing falls in between."""
        self._line.hold()
        while True:
            try:
                topic, frame = await asyncio.to_thread(self._listener.look, since, fp)
            except CafeError:
                self._line.end()
                return
            self._subscribe(topic, frame.to)
            if self._feed and self._feed.seq <= frame.to:
                break
        self._line.go_on(frame)

    def _subscribe(self, topic: str, head: int) -> None:
        if self._feed is None:
            self._feed = self._listener.house.feeds.of(self._listener.cafe_id, head)
        if topic != self._topic:
            self._feed.audience.leave(self._topic, self._line)
            self._feed.audience.join(topic, self._line)
            self._topic = topic

    async def _post(self, fields: dict[str, Any]) -> dict[str, Any]:
        """The acknowledgement: after the durable commit, or a refusal in the café's language."""
        key = str(fields.get("key", ""))[: drafts.KEY_LIMIT]
        listener = self._listener
        try:
            laid = await listener.house.writer.do(listener.post, drafts.draft(fields))
        except CafeError as refusal:
            sentence = translate(listener.tongue, refusal.sentence, **refusal.words)
            return {"ack": key, "status": refusal.status, "message": sentence}
        return {"ack": key, "status": 201, "id": laid}
