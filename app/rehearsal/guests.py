"""A simulated phone: joins by a QR code's address, listens on its live line, posts over it or by form."""

import asyncio
import contextlib
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

import httpx

from app.rehearsal.cursor import Cursor, NoScreen, participant_of
from app.rehearsal.line import Line, Tally, jitter

TRIES = 10
PATIENCE = 30.0
"""Seconds until a request without an answer counts as failed."""


KEPT_OPEN = 3.0
"""Seconds that an idle connection is used again; servers close theirs after five."""


class Refused(Exception):
    """The server said no, and sending again would change nothing."""


@dataclass(frozen=True)
class Draft:
    """A contribution as a phone sends it; `brought_from` is `"<table number>:<contribution id>"` or empty."""

    text: str
    kind: str
    category: str
    round_no: int
    table_id: int
    brought_from: str = ""

    def fields(self) -> dict[str, str]:
        """The form's fields under a key of their own."""
        return {
            "key": str(uuid4()),
            "text": self.text,
            "kind": self.kind,
            "category": self.category,
            "pen": "black",
            "round": str(self.round_no),
            "table": str(self.table_id),
            "brought_from": self.brought_from,
            "author": "",
            "composed_at": "",
        }


class Phone:
    """One guest's device. `join` first, `leave` at the end."""

    def __init__(self, server: str, tally: Tally) -> None:
        self.id = 0
        self.cursor = Cursor()
        self._server = server
        self._cafe = ""
        self._tally = tally
        self._http = client(server)
        self._line: Line | None = None
        self._outbox = asyncio.Lock()

    async def join(self, token: str, name: str, trade: str) -> None:
        """In by the address of a QR code; keeps the cookie and opens the live line. Raises Refused."""
        await get(self._http, f"/{token}")
        fields = {"name": name, "trade": trade, "mode": "person", "arrival_key": uuid4().hex}
        answer = await command(self._http, f"/{token}", fields)
        self._cafe = answer.headers.get("location", "").rsplit("/", 1)[0]
        try:
            self.id = participant_of(await self._fetch())
        except NoScreen as error:
            raise Refused(f"{name}: {error}") from error
        address = f"{self._server.replace('http', 'ws', 1)}{self._cafe}/live/table"
        self._line = Line(address, self._headers, self.cursor, self._refetch, self._tally)
        self._line.start()

    async def post(self, draft: Draft, *, by_form: bool = False, twice: bool = False) -> int:
        """Lays a contribution and returns its id once the server has it for sure; raises Refused.

        Over the live line while there is one, else by form; what was not acknowledged is sent again under the same
        key. `twice` sends it once more by the other door, as a phone does that missed the acknowledgement.
        """
        fields = draft.fields()
        async with self._outbox:
            id_ = await self._deliver(fields, by_form=by_form)
            if twice and id_ != (again := await self._deliver(fields, by_form=not by_form)):
                raise Refused(f"sent twice, laid twice ({id_}, {again}): {draft.text}")
        self._tally.sent_again += twice
        return id_

    async def star(self, contribution: int) -> None:
        """Says that this matters. Raises Refused."""
        await command(self._http, f"{self._cafe}/stars", {"contribution": str(contribution)})

    async def hand_over(self, table_id: int, round_no: int, points: list[str], open_question: str) -> None:
        """Writes the card of a table. Raises Refused."""
        told = {"table": str(table_id), "round": str(round_no), "point": points, "open_question": open_question}
        await command(self._http, f"{self._cafe}/handovers", told)

    async def leave(self) -> None:
        """Switches the phone off; the guest stays in the café."""
        if self._line:
            await self._line.stop()
        await self._http.aclose()

    async def _deliver(self, fields: dict[str, str], *, by_form: bool) -> int:
        answer: dict[str, Any] = {}
        for attempt in range(TRIES):
            by_line = self._line is not None and self._line.is_up and not by_form
            try:
                answer = await (self._line.post(fields) if self._line and by_line else self._by_form(fields))
            except (OSError, TimeoutError, httpx.TransportError) as error:
                answer = {"status": 503, "message": type(error).__name__}
            if answer["status"] == 201:
                self._tally.by_socket += by_line
                self._tally.by_form += not by_line
                return int(answer["id"])
            if answer["status"] < 500 and answer["status"] != 429:
                break
            self._tally.sent_again += 1
            by_form = by_line  # the other door may be open
            await asyncio.sleep(jitter(min(8.0, 0.25 * 2**attempt)))
        raise Refused(f"{answer['status']} {answer.get('message', '')}: {fields['text']}")

    async def _by_form(self, fields: dict[str, str]) -> dict[str, Any]:
        address = f"{self._cafe}/contributions"
        answer = await self._http.post(address, data=fields, headers={"Accept": "application/json"})
        try:
            told = answer.json()
        except ValueError:
            told = {}
        return {**(told if isinstance(told, dict) else {}), "status": answer.status_code}

    async def _fetch(self) -> str:
        answer = await get(self._http, f"{self._cafe}/table")
        self._tally.pages += 1
        self.cursor.show(answer.text)
        return answer.text

    async def _refetch(self) -> None:
        """After a nudge; a page that does not come is asked for again with the next one."""
        with contextlib.suppress(Refused, NoScreen):
            await self._fetch()

    def _headers(self) -> dict[str, str]:
        cookies = "; ".join(f"{cookie.name}={cookie.value}" for cookie in self._http.cookies.jar)
        return {"Cookie": cookies, "Origin": self._server}


def client(server: str) -> httpx.AsyncClient:
    """A browser, as far as a rehearsal needs one: cookies, an origin, no redirects followed unasked."""
    limits = httpx.Limits(keepalive_expiry=KEPT_OPEN)
    headers = {"Origin": server}
    return httpx.AsyncClient(base_url=server, timeout=PATIENCE, trust_env=False, headers=headers, limits=limits)


async def get(http: httpx.AsyncClient, address: str) -> httpx.Response:
    """A page; asked for again while the server does not answer or is too busy. Raises Refused for anything but 200."""
    for attempt in range(TRIES):
        with contextlib.suppress(httpx.TransportError):
            answer = await http.get(address)
            if answer.status_code == 200:
                return answer
            if answer.status_code not in (429, 503):
                raise Refused(f"{address}: {answer.status_code}")
        await asyncio.sleep(jitter(min(8.0, 0.25 * 2**attempt)))
    raise Refused(f"{address}: no answer")


async def command(http: httpx.AsyncClient, address: str, form: dict[str, Any]) -> httpx.Response:
    """Sends a form; again only where the server surely did not get it. Raises Refused for an error's status."""
    for attempt in range(TRIES):
        try:
            answer = await http.post(address, data=form)
        except (httpx.ConnectError, httpx.ConnectTimeout):
            pass
        except httpx.TransportError as error:
            raise Refused(f"{address}: {type(error).__name__}") from error
        else:
            if answer.status_code < 400:
                return answer
            if answer.status_code not in (429, 503):
                raise Refused(f"{address}: {answer.status_code}")
        await asyncio.sleep(jitter(min(8.0, 0.25 * 2**attempt)))
    raise Refused(f"{address}: no answer")
