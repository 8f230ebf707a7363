"""A café in full swing over a bad network: all that can be done there, and what has to be remembered to judge it.

Nothing is drawn by lot here; `machine.py` chooses what happens next, `invariants.py` says what must hold.
"""

import asyncio
import re
from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from app.tablecloth import posting
from app.tablecloth.posting import Draft
from app.transactions import transaction
from tests.live.stateful import records
from tests.live.stateful.cast import QUIET, Cast
from tests.live.stateful.chronicle import Chronicle, Said
from tests.live.stateful.chronicle import Entry as LogbookEntry
from tests.live.stateful.hourglass import Hourglass
from tests.live.stateful.house import DATABASE, Answer, Device, House, Wire
from tests.live.stateful.records import Records
from tests.live.stateful.screens import Entry, Outbox, Phone, Screen

A_TICK = 11.0
SHOWN_OUT_WITHIN = 5.0
WORD = re.compile(r"\bwort\d+\b")
"""Every text that somebody writes holds one such word, which is nowhere else."""


@dataclass
class Hearing:
    """What the server may say on one line: to whom it leads, and which tables' words belong there."""

    wire: Wire
    screen: Screen
    who: str
    tables: set[int]
    heard: int = 0
    """How many of its messages were looked at."""


@dataclass
class Backup:
    """A copy of the database, and what the devices knew when it was made."""

    path: Path
    head: int
    cookies: dict[str, dict[str, str]]
    generations: dict[str, int]


class World:
    """One café: two tables, two rounds, four phones, a wall, two hosts' consoles and the board."""

    def __init__(self, loop: Hourglass, house: House, cast: Cast, pages: dict[str, str]) -> None:
        self.loop, self.house, self.cast = loop, house, cast
        self.phones = [cast.phone(name) for name in cast.guests]
        self.hosts = [cast.host, cast.co_host]
        self.wall = cast.screen("wall")
        self.consoles = [cast.screen("host", cast.host), cast.screen("host", cast.co_host)]
        self.board = cast.screen("synthesis", cast.host)
        self.screens: list[Screen] = [*self.phones, self.wall, *self.consoles, self.board]
        for screen in self.screens:
            screen.show(Answer(200, {}, pages[screen.name]))
        self.news: list[LogbookEntry] = []
        """Entries that the invariants have not looked at yet."""
        self.place_before = 1
        """How many steps on the evening was when they last looked."""
        self.tables = cast.tables
        """Colour on the screens to the table's id."""
        self.histories = [Chronicle()]
        self.records: Records
        self.backup: Backup | None = None
        self.hearings: list[Hearing] = []
        self.gone: dict[str, float] = {}
        """Who was seen off or whose link was renewed, and when."""
        self.generations = {device.name: 0 for device in (*self.hosts, cast.wall)}
        """Of the link that each of these devices came in by."""
        self.accepted_steps: list[tuple[int, int]] = []
        """Presses of the host's button that were answered with yes: which history, and on which version."""
        self.lost: set[tuple[str, str]] = set()
        """Device and key of what was acknowledged, and then lost with the history that a backup replaced."""
        self.pages_on_their_way: list[tuple[Screen, Answer]] = []
        self.answers_on_their_way: list[tuple[Phone, dict[str, Any]]] = []
        self.from_nowhere = Outbox()
        """What the host and a second server wrote."""
        self._said: dict[tuple[str, int], Said] = {}
        self._words = 0
        self.observe()
        self.news.clear()

    # looking

    @property
    def history(self) -> Chronicle:
        return self.histories[-1]

    @property
    def database(self) -> Path:
        return self.house.folder / DATABASE

    def observe(self) -> None:
        """Reads on in the logbook and retells it."""
        self.records = records.look(self.database, self.cast.key, self.history.head)
        for entry in self.records.entries:
            self.history.tell(entry, self._words_of)
        self.news += self.records.entries
        now = self.loop.time()
        gone = {f"p{number}" for number in self.records.left}
        gone |= {f"link {number}" for number in range(self.records.generation)}
        self.gone = {who: self.gone.get(who, now) for who in gone}
        for hearing in self.hearings:
            if isinstance(hearing.screen, Phone) and (seat := self.records.seats.get(hearing.screen.participant)):
                hearing.tables.add(seat)

    def _words_of(self, kind: str, number: int) -> Said:
        if kind != "ContributionPosted":
            return self._said[kind, number]
        stored = next(each for each in self.records.contributions if each.id == number)
        outbox = next((phone.outbox for phone in self.phones if phone.who == stored.device), self.from_nowhere)
        return outbox.composed.get(stored.key) or Said(stored.text)

    def fresh_text(self, who: str) -> str:
        self._words += 1
        return f"wort{self._words} <b>& {who}"

    # time and the network

    def pass_time(self, seconds: float = QUIET) -> None:
        self.loop.let_pass(seconds)
        self.observe()
        for screen in self.screens:
            screen.look()

    def connect(self, screen: Screen) -> None:
        if screen.is_out:
            return
        screen.connect()
        assert screen.wire
        tables = set()
        if isinstance(screen, Phone) and (seat := self.records.seats.get(screen.participant)):
            tables.add(seat)
        self.hearings.append(Hearing(screen.wire, screen, self._who(screen), tables))

    def _who(self, screen: Screen) -> str:
        if isinstance(screen, Phone):
            return screen.who
        return f"link {self.generations[screen.device.name]}"

    def greet(self, screen: Screen) -> None:
        """The phone notices that its line is open and says where it stands."""
        screen.greet()

    def deliver(self, screen: Screen, most: int = 1000) -> None:
        while most and screen.wire and screen.wire.down:
            screen.hear(screen.wire.down.popleft())
            most -= 1

    def fetch(self, screen: Screen) -> None:
        self.loop.run(screen.fetch())
        self.observe()

    def render(self, screen: Screen) -> None:
        """The server draws the page; it arrives later, perhaps after newer frames."""
        self.pages_on_their_way.append((screen, self.loop.run(screen.ask_for_page())))
        self.observe()

    def arrive_late(self) -> None:
        for screen, answer in self.pages_on_their_way:
            if not screen.is_out:
                screen.show(answer)
        for phone, told in self.answers_on_their_way:
            phone.outbox.settle(told)
        self.pages_on_their_way.clear()
        self.answers_on_their_way.clear()

    def poll(self, screen: Screen, *, is_lost: bool = False) -> None:
        frames = self.loop.run(screen.poll())
        self.observe()
        for frame in [] if is_lost else frames:
            screen.hear(frame)

    # writing

    def compose(self, phone: Phone, quotes: int | None = None) -> Entry | None:
        origin = self.history.now.lines.get(quotes or 0)
        number = next((colour for colour, table in self.tables.items() if origin and table == origin.table), 0)
        more = {"brought_from": f"{number}:{quotes}"} if number else {}
        return phone.compose(self.fresh_text(phone.device.name), quotes if number else None, **more)

    def post(self, phone: Phone, entry: Entry, *, by_form: bool = False, answer: str = "arrives") -> None:
        """Once over one of the doors; the answer arrives, is late, or is lost."""
        if not by_form:
            phone.send(entry)
            self.pass_time()
            return
        told = self.loop.run(phone.send_by_form(entry))
        self.observe()
        if answer == "arrives":
            phone.outbox.settle(told)
        elif answer == "late":
            self.answers_on_their_way.append((phone, told))

    def post_all_at_once(self, entries: list[tuple[Phone, Entry]]) -> None:
        async def everybody() -> None:
            told = await asyncio.gather(*(phone.send_by_form(entry) for phone, entry in entries))
            for (phone, _), answer in zip(entries, told, strict=True):
                phone.outbox.settle(answer)

        self.loop.run(everybody())
        self.pass_time()

    def post_by_second_server(self, table: int) -> None:
        """Another process on the same database; this server learns of it only from the logbook."""
        self._words += 1
        key, text = f"elsewhere-{self._words:04}", self.fresh_text("Host")
        self.from_nowhere.composed[key] = Said(text)
        round_no = max(1, min(2, (self.records.place + 1) // 2))
        with transaction(self.house.engine) as db:
            posting.post(db, self.records.cafe, None, Draft(key=key, text=text, round_no=round_no, table_id=table))
        self.pass_time()

    def command(
        self,
        path: str,
        form: dict[str, Any] | None = None,
        by: Device | None = None,
        said: Said | None = None,
        number: int = 0,
    ) -> Answer:
        """A form of anybody's; `said` are the words that it would put into the café."""
        kind = {"edits": "ContributionEdited", "announcements": "AnnouncementMade"}.get(path.rpartition("/")[2], "")
        if said:
            self._said[kind, number] = said
        answer = self.loop.run(self.cast.command(path, form, by))
        self.pass_time()
        return answer

    def press_next(self, hosts: list[Device], direction: str) -> list[Answer]:
        """Several hosts press on the same state at once."""
        version = self.records.version
        form = {"direction": direction, "expect": str(version)}

        async def all_at_once() -> list[Answer]:
            return list(await asyncio.gather(*(self.cast.command("steps", form, by=each) for each in hosts)))

        answers = self.loop.run(all_at_once())
        for answer in answers:
            if answer.status < 400:
                self.accepted_steps.append((len(self.histories), version))
        self.pass_time()
        return answers

    def renew_links(self) -> None:
        self.command("links/renewal", by=self.cast.host)
        self.generations["Host"] = self.records.generation

    def hand_out(self, door: str, device: Device) -> None:
        """A device that was shut out gets in by the new link."""
        self.loop.run(self.cast.hand_out(door, device))
        self.generations[device.name] = self.records.generation
        for screen in self.screens:
            if screen.device is device:
                screen.is_out, screen.must_fetch = False, True

    # disasters

    def restart(self) -> None:
        self.house.close()
        self.hearings.clear()
        self.pages_on_their_way = [each for each in self.pages_on_their_way if not each[0].is_out]
        self.house.open()
        self.observe()

    def back_up(self) -> None:
        cookies = {device.name: deepcopy(device.cookies) for device in (*self.hosts, self.cast.wall)}
        self.backup = Backup(self.house.back_up(), self.history.head, cookies, dict(self.generations))

    def restore(self) -> None:
        """The server comes back with what the backup holds; what came after it has never happened."""
        assert self.backup
        self.house.close()
        self.hearings.clear()
        self.answers_on_their_way.clear()
        self.house.restore(self.backup.path)
        self.histories.append(self.history.up_to(self.backup.head))
        self.news.clear()
        self.generations = dict(self.backup.generations)
        for device in (*self.hosts, self.cast.wall):
            device.cookies = deepcopy(self.backup.cookies[device.name])
        self.house.open()
        self.observe()
        self.place_before = self.records.place
        kept = self.records.by_key
        for phone in self.phones:
            for key in phone.outbox.acknowledged:
                if (phone.who, key) not in kept:
                    self.lost.add((phone.who, key))
            phone.outbox.answers = {
                key: answers for key, answers in phone.outbox.answers.items() if (phone.who, key) in kept
            }

    # rest

    def come_to_rest(self) -> None:
        """The network is good again and stays so: everybody comes back, asks, fetches and sends what waits."""
        self.pass_time()
        for _ in range(6):
            self.arrive_late()
            for screen in self.present():
                if not screen.is_live:
                    self.connect(screen)
            self.pass_time()
            for screen in self.present():
                screen.greet()
            for phone in self.phones:
                for entry in [] if phone.is_out else phone.outbox.waiting:
                    phone.send(entry)
            self.pass_time()
            for screen in self.screens:
                self.deliver(screen)
            while wanting := [screen for screen in self.present() if screen.must_fetch]:
                for screen in wanting:
                    self.fetch(screen)
                self.pass_time()
                for screen in wanting:
                    self.deliver(screen)
            self.pass_time(A_TICK)
            for screen in self.screens:
                self.deliver(screen)
            if not any(screen.must_fetch or screen.is_waiting for screen in self.present()) and not self.unsent():
                return

    def present(self) -> Iterator[Screen]:
        return (screen for screen in self.screens if not screen.is_out)

    def unsent(self) -> list[Entry]:
        return [entry for phone in self.phones if not phone.is_out for entry in phone.outbox.waiting]
