"""The screens: what a browser does with a page and with frames, and a phone's outbox, as static/js/live has it."""

from dataclasses import dataclass, field
from time import time
from typing import Any

from app.rehearsal.cursor import Cursor, NoScreen, Wish
from tests.live.stateful import dom
from tests.live.stateful.chronicle import Said
from tests.live.stateful.dom import Element
from tests.live.stateful.hourglass import Hourglass
from tests.live.stateful.house import Answer, Device, House, Wire

ENDED = 4401
ANSWER_WITHIN = 3.0
BEHIND_FOR = 2.0


class Screen:
    """One window in front of somebody: its page, its cursor, its line."""

    def __init__(self, house: House, device: Device, cafe: str, kind: str) -> None:
        self.house, self.device, self.cafe, self.kind = house, device, cafe, kind
        self.cursor = Cursor()
        self.page = dom.read("")
        self.wire: Wire | None = None
        self.must_fetch = False
        self.awaits_page = False
        """A page that it had to fetch is on its way."""
        self.is_out = False
        """Shown out for good: by the line's end, or because the address leads elsewhere now."""
        self.is_touched = False
        """Something has been drawn since the invariants last looked."""
        self.is_as_fetched = False
        """Nothing has been drawn since the last whole page."""
        self.went_back: list[tuple[int, int]] = []
        """Numbers from and to which a frame has turned the cursor back."""
        self._greeted: Wire | None = None
        self._asked_at = -ANSWER_WITHIN
        self._looks_at: float | None = None
        self._head = 0

    @property
    def name(self) -> str:
        return f"{self.device.name} ({self.kind})"

    @property
    def address(self) -> str:
        return f"/cafes/{self.cafe}/{self.kind}"

    @property
    def line(self) -> str:
        return f"/cafes/{self.cafe}/live/{self.kind}"

    @property
    def is_live(self) -> bool:
        return self.wire is not None and self.wire.is_alive

    @property
    def _loop(self) -> Hourglass:
        return self.house.loop

    # pages

    async def ask_for_page(self) -> Answer:
        self.awaits_page, self.must_fetch = self.must_fetch, False
        return await self.house.request(self.device, "GET", self.address)

    def show(self, answer: Answer) -> None:
        """A page arrives, perhaps late; the regions are exchanged, and the cursor stands where the page stood."""
        self.awaits_page = False
        if answer.status >= 500:
            self.must_fetch = True
            return
        try:
            self.cursor.show(answer.text)
        except NoScreen:
            self.leave()
            return
        self.page = dom.read(answer.text)
        self.is_touched = self.is_as_fetched = True
        self.ask(anew=True)

    async def fetch(self) -> None:
        self.show(await self.ask_for_page())

    def leave(self) -> None:
        self.is_out, self.must_fetch = True, False
        if self.wire:
            self.wire.break_off()

    # the line

    def connect(self) -> None:
        if self.wire:
            self.wire.break_off()
        self.wire = self.house.connect(self.device, self.line)

    def greet(self) -> None:
        """When a line has just opened, the first word is where we stand."""
        if self.wire and self.wire.is_open and self._greeted is not self.wire:
            self._greeted = self.wire
            self.ask(anew=True)

    def ask(self, *, anew: bool = False) -> None:
        now = self._loop.time()
        if anew or now - self._asked_at >= ANSWER_WITHIN:
            self._asked_at = now
            if self.wire:
                self.wire.say(self.cursor.since)

    def look(self) -> None:
        """What the browser's timers do: whoever has been behind for two seconds asks."""
        if self._looks_at is not None and self._loop.time() >= self._looks_at:
            self._looks_at = None
            if self._head > self.cursor.seq:
                self.ask()

    def hear(self, message: dict[str, Any]) -> None:
        if "end" in message:
            self.leave()
        elif "to" in message:
            self.follow(message)
        elif "head" in message:
            self._head = message["head"]
            if self._head > self.cursor.seq and self._looks_at is None:
                self._looks_at = self._loop.time() + BEHIND_FOR

    def follow(self, frame: dict[str, Any]) -> None:
        before = self.cursor.seq
        wish = self.cursor.take(frame)
        if self.cursor.seq < before:
            self.went_back.append((before, self.cursor.seq))
        if self.cursor.seq != before:
            self.is_touched, self.is_as_fetched = True, False
            dom.put(self.page, frame.get("html") or "")
        if wish is Wish.ask:
            self.ask()
            return
        if wish is Wish.fetch:
            self.must_fetch = True
        if not frame.get("reset"):
            self._asked_at = -ANSWER_WITHIN

    async def poll(self) -> list[dict[str, Any]]:
        """The same catching up without a socket."""
        since = self.cursor.since
        answer = await self.house.request(self.device, "GET", f"{self.line}?since={since['since']}&fp={since['fp']}")
        frames: list[dict[str, Any]] = answer.json
        return frames

    @property
    def is_waiting(self) -> bool:
        """Whether a timer runs that may make it ask."""
        return self._looks_at is not None

    # what is on it

    def shown(self) -> list[str]:
        return dom.shown(self.page)

    def element(self, id: str) -> Element | None:
        return self.page.find(id)


@dataclass
class Entry:
    """Something written, in the outbox until it is acknowledged or refused in words."""

    key: str
    fields: dict[str, str]
    state: str = "waiting"


@dataclass
class Outbox:
    """A phone's outbox and everything it was ever told about it."""

    entries: dict[str, Entry] = field(default_factory=dict)
    composed: dict[str, Said] = field(default_factory=dict)
    """Key to words, of everything that was ever written here."""
    answers: dict[str, list[dict[str, Any]]] = field(default_factory=dict)
    """Key to all final answers, also those that came when the entry had left the outbox already."""

    @property
    def waiting(self) -> list[Entry]:
        return [entry for entry in self.entries.values() if entry.state == "waiting"]

    @property
    def acknowledged(self) -> dict[str, int]:
        """Key to contribution, as promised to the person."""
        told = {
            key: next((each for each in answers if each["status"] < 300), None) for key, answers in self.answers.items()
        }
        return {key: answer["id"] for key, answer in told.items() if answer}

    @property
    def refused(self) -> set[str]:
        return {key for key, answers in self.answers.items() if any(each["status"] >= 400 for each in answers)}

    def settle(self, answer: dict[str, Any]) -> None:
        key, status = answer["ack"], answer["status"]
        if status >= 500 or status in (408, 425, 429):
            return
        self.answers.setdefault(key, []).append(answer)
        entry = self.entries.get(key)
        if entry is None:
            return
        if status < 300:
            del self.entries[key]
        else:
            entry.state = "refused"


class Phone(Screen):
    """A guest's screen; writes."""

    def __init__(self, house: House, device: Device, cafe: str, participant: int) -> None:
        super().__init__(house, device, cafe, "table")
        self.participant = participant
        self.outbox = Outbox()
        self._keys = 0

    def hear(self, message: dict[str, Any]) -> None:
        if "ack" in message:
            self.outbox.settle(message)
        else:
            super().hear(message)

    @property
    def who(self) -> str:
        """How the logbook and the database call this device."""
        return f"p{self.participant}"

    def compose(self, text: str, quotes: int | None = None, **more: str) -> Entry | None:
        """Keeps a text for the round and the table that the screen names; none if it offers no field to write in."""
        context = self.element("composer-context")
        fields = (
            {each.attributes.get("name"): each.attributes.get("value") or "" for each in context.walk()}
            if context
            else {}
        )
        if "round" not in fields or not fields.get("table"):
            return None
        self._keys += 1
        key = f"{self.device.name.lower()}-thought-{self._keys:04}"
        told = {"key": key, "text": text, "round": fields["round"], "table": fields["table"], "category": "change"}
        entry = Entry(key, told | {"composed_at": str(int(time() * 1000))} | more)
        self.outbox.entries[key] = entry
        self.outbox.composed[key] = Said(text, quotes)
        return entry

    def send(self, entry: Entry) -> None:
        """Over the line, if there is one."""
        if self.wire:
            self.wire.say({"post": entry.fields})

    async def send_by_form(self, entry: Entry) -> dict[str, Any]:
        """By the other door; returns what the answer says, which the network may still lose."""
        answer = await self.house.request(
            self.device, "POST", f"/cafes/{self.cafe}/contributions", entry.fields, accept="application/json"
        )
        told: dict[str, Any] = answer.json
        return {"ack": entry.key, **told}
