"""A simulated phone: joins by a QR code's address, listens on its live line, posts over it or by form."""

import asyncio
import contextlib
import json
import secrets
from dataclasses import dataclass
from time import monotonic
from typing import Any
from uuid import uuid4

import httpx
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import WebSocketException

from app.rehearsal.cursor import Cursor, NoScreen, Wish, participant_of

ENDED = 4401
ACK_SECONDS = 5.0
TRIES = 10
PATIENCE = 30.0
"""Seconds until a request without an answer counts as failed."""


class Refused(Exception):
    """The server said no, with a sentence; sending again would change nothing."""


@dataclass
class Tally:
    """What all phones of a rehearsal did, together."""

    by_socket: int = 0
    by_form: int = 0
    sent_again: int = 0
    reconnected: int = 0
    pages: int = 0
    frames: int = 0


@dataclass(frozen=True)
class Draft:
    """A contribution as a phone sends it; `brought_from` is `"<table number>:<contribution id>"` or empty."""

    text: str
    kind: str
    category: str
    round_no: int
    table_id: int
    brought_from: str = ""


class Phone:
    """One guest's device. `join` first; `leave` at the end."""

    def __init__(self, server: str, tally: Tally) -> None:
        self.server = server.rstrip("/")
        self.id = 0
        self.cursor = Cursor()
        self._cafe = ""
        self._tally = tally
        self._http = httpx.AsyncClient(
            base_url=self.server, timeout=PATIENCE, trust_env=False, headers={"Origin": self.server}
        )
        self._socket: ClientConnection | None = None
        self._acks: dict[str, asyncio.Future[dict[str, Any]]] = {}
        self._outbox = asyncio.Lock()
        self._tasks: set[asyncio.Task[None]] = set()
        self._fetching: asyncio.Task[None] | None = None
        self._over = False

    async def join(self, token: str, name: str, trade: str) -> None:
        """In by the address of a QR code; keeps the cookie and opens the live line. Raises Refused."""
        await self._http.get(f"/{token}")
        form = {"name": name, "trade": trade, "mode": "person", "arrival_key": uuid4().hex}
        answer = await self._send(f"/{token}", form)
        if answer.status_code != 303:
            raise Refused(f"{name}: {answer.status_code}")
        self._cafe = answer.headers["location"].rsplit("/", 1)[0]
        page = await self._fetch()
        self.id = participant_of(page)
        self._start(self._stay_connected())

    async def post(self, draft: Draft, *, by_form: bool = False, twice: bool = False) -> int:
        """Lays a contribution and returns its id once the server has it for sure; raises Refused.

        Over the live line while there is one, else by form; an answer that does not come is asked for again under the
        same key. `twice` sends it once more after the acknowledgement, as a phone does that missed it.
        """
        fields = {
            "key": str(uuid4()),
            "text": draft.text,
            "kind": draft.kind,
            "category": draft.category,
            "pen": "black",
            "round": str(draft.round_no),
            "table": str(draft.table_id),
            "brought_from": draft.brought_from,
            "author": "",
            "composed_at": "",
        }
        async with self._outbox:
            id_ = await self._deliver(fields, by_form=by_form)
            if twice:
                self._tally.sent_again += 1
                again = await self._deliver(fields, by_form=not by_form)
                if again != id_:
                    raise Refused(f"{id_} ≠ {again}: {draft.text}")
        return id_

    async def star(self, contribution: int) -> None:
        await self._command("stars", {"contribution": str(contribution)})

    async def hand_over(self, table_id: int, round_no: int, points: list[str], open_question: str) -> None:
        told = {"table": str(table_id), "round": str(round_no), "point": points, "open_question": open_question}
        await self._command("handovers", told)

    async def leave(self) -> None:
        """Switches the phone off; the guest stays in the café."""
        self._over = True
        for task in [*self._tasks, *([self._fetching] if self._fetching else [])]:
            task.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await task
        await self._http.aclose()

    # --- both doors -------------------------------------------------------------------------------------------------

    async def _deliver(self, fields: dict[str, str], *, by_form: bool) -> int:
        for attempt in range(TRIES):
            try:
                if self._socket and not by_form:
                    answer = await self._over_line(self._socket, fields)
                    self._tally.by_socket += 1
                else:
                    answer = await self._over_http(fields)
                    self._tally.by_form += 1
            except (OSError, TimeoutError, WebSocketException, httpx.TransportError):
                answer = {"status": 503, "message": "no answer"}
            if answer["status"] == 201:
                return int(answer["id"])
            if answer["status"] < 500 and answer["status"] != 429:
                raise Refused(answer.get("message", ""))
            self._tally.sent_again += 1
            by_form = not by_form
            await asyncio.sleep(_jitter(min(8.0, 0.25 * 2**attempt)))
        raise Refused(answer.get("message", ""))

    async def _over_line(self, socket: ClientConnection, fields: dict[str, str]) -> dict[str, Any]:
        waiting = self._acks[fields["key"]] = asyncio.get_running_loop().create_future()
        try:
            await socket.send(json.dumps({"post": fields}, ensure_ascii=False))
            return await asyncio.wait_for(waiting, ACK_SECONDS)
        finally:
            self._acks.pop(fields["key"], None)

    async def _over_http(self, fields: dict[str, str]) -> dict[str, Any]:
        address = f"{self._cafe}/contributions"
        answer = await self._http.post(address, data=fields, headers={"Accept": "application/json"})
        try:
            told = answer.json()
        except ValueError:
            told = {}
        return {"status": answer.status_code, "message": "", **(told if isinstance(told, dict) else {})}

    async def _command(self, noun: str, form: dict[str, Any]) -> None:
        answer = await self._send(f"{self._cafe}/{noun}", form)
        if answer.status_code >= 400:
            raise Refused(f"{noun}: {answer.status_code} {answer.text[:200]}")

    async def _send(self, address: str, form: dict[str, Any]) -> httpx.Response:
        """A form without redirects; sent again only where the server surely did not get it or asks for it."""
        for attempt in range(TRIES):
            with contextlib.suppress(httpx.ConnectError, httpx.ConnectTimeout):
                answer = await self._http.post(address, data=form, headers={"HX-Request": "true"})
                if answer.status_code not in (429, 503):
                    return answer
            await asyncio.sleep(_jitter(min(8.0, 0.25 * 2**attempt)))
        raise Refused(f"{address}: no answer")
