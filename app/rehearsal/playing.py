"""Plays a scenario against a server as a whole room of phones would, brings the harvest home and compares."""

import argparse
import asyncio
import json
from collections.abc import Awaitable, Iterable
from itertools import cycle
from time import monotonic

from app.rehearsal.comparing import Difference, differences
from app.rehearsal.guests import Draft, Phone, Refused
from app.rehearsal.line import Tally
from app.rehearsal.organising import Organiser, Room
from app.rehearsal.place import BadScenario
from app.rehearsal.scenario import Line, Scenario, read
from app.rehearsal.serving import NoServer, serving
from app.rehearsal.telling import Played, Progress, complain, tell

FASTEST = 1000
EVERY_NTH_BY_FORM = 7
EVERY_NTH_TWICE = 11
AT_ONCE = 20
"""Phones that join or are led to a table at the same moment."""
CATCH_UP = 10.0
"""Seconds that screens get at the end of a round to show everything."""


class Playing:
    """One rehearsal: `speed` times faster than the evening it plays."""

    def __init__(self, scenario: Scenario, server: str, speed: float, progress: Progress) -> None:
        self.scenario, self.server, self.speed, self.progress = scenario, server, speed, progress
        self.played = Played(scenario, Tally())
        self.host = Organiser(server)
        self.phones = {person.key: Phone(server, self.played.tally) for person in scenario.people}
        self.number = {table.key: table.number for table in scenario.tables}
        self.ids: dict[str, int] = {}
        """Contributions as the server numbers them, by the scenario's keys; filled as they are acknowledged."""
        self.spots: dict[str, str] = {}
        """The same as a phone tells where it brings a thought from."""
        self._nth = cycle(range(EVERY_NTH_BY_FORM * EVERY_NTH_TWICE))

    async def play(self) -> Played:
        """The whole evening; what goes wrong on the way is a problem told at the end, not the end."""
        started = monotonic()
        try:
            if not self.host.key:
                await self.host.lay(self.scenario)
            await self._let_in(await self.host.room())
            for round_ in self.scenario.rounds:
                if round_.number > 1:
                    await self._change_tables(await self.host.step_to("change"), round_.number)
                await self._round(round_.number, await self.host.step_to("round"))
            await self.host.step_to("synthesis")
            await self._each([self.host.ask_for_themes()])
            await self.host.step_to("harvest")
            self.played.harvest = await self.host.harvest()
            self.played.problems += differences(self.scenario, json.loads(self.played.harvest))
        except Refused as refusal:
            self._note("evening", refusal)
        finally:
            await asyncio.gather(self.host.leave(), *(phone.leave() for phone in self.phones.values()))
        self.played.seconds = monotonic() - started
        return self.played

    async def _let_in(self, room: Room) -> None:
        """Everybody scans the code of the table where they sit first; then the table hosts are appointed."""
        gate = asyncio.Semaphore(AT_ONCE)

        async def come(key: str, name: str, trade: str) -> None:
            async with gate:
                token = room.tokens[self.number[self.scenario.seats[key, 1]]]
                await self.phones[key].join(token, name, trade)
                self.progress.joined()

        await self._each(come(person.key, person.name, person.trade) for person in self.scenario.people)
        hosts = [table.host for table in self.scenario.tables if table.host]
        await self._each(self.host.appoint(self.phones[key].id) for key in hosts)

    async def _change_tables(self, room: Room, round_no: int) -> None:
        """Leads those to their table whom the plan seats elsewhere than the scenario."""
        for person in self.scenario.people:
            phone = self.phones[person.key]
            table_id = room.table_ids[self.number[self.scenario.seats[person.key, round_no]]]
            if room.table_of.get(phone.id) != table_id:
                await self._each([self.host.move(phone.id, table_id)])

    async def _round(self, round_no: int, room: Room) -> None:
        loop = asyncio.get_running_loop()
        began = loop.time()
        minutes = self.scenario.rounds[round_no - 1].minutes

        async def say(line: Line) -> None:
            await asyncio.sleep(began + line.offset_s / self.speed - loop.time())
            await self._say(line, room)

        await self._each(say(line) for line in self.scenario.lines_in(round_no))
        await asyncio.sleep(began + minutes * 60 / self.speed - loop.time())
        await self._hand_over(round_no, room)
        await self._look_at_screens(round_no)

    async def _say(self, line: Line, room: Room) -> None:
        """One contribution by its author's phone, then the stars of those who support it."""
        carried = self.spots.get(line.brought_from, "")
        table_id = room.table_ids[self.number[line.table]]
        draft = Draft(line.text, line.kind, line.category, line.round, table_id, carried)
        nth = next(self._nth)
        by_form, twice = nth % EVERY_NTH_BY_FORM == 0, nth % EVERY_NTH_TWICE == 0
        self.ids[line.key] = await self.phones[line.author].post(draft, by_form=by_form, twice=twice)
        self.spots[line.key] = f"{self.number[line.table]}:{self.ids[line.key]}"
        self.progress.said()
        await self._each(self.phones[key].star(self.ids[line.key]) for key in line.support)

    async def _hand_over(self, round_no: int, room: Room) -> None:
        host_of = {table.key: table.host for table in self.scenario.tables}
        for card in self.scenario.cards:
            if card.round == round_no and host_of[card.table]:
                phone = self.phones[host_of[card.table]]
                table_id = room.table_ids[self.number[card.table]]
                await self._each([phone.hand_over(table_id, round_no, list(card.points), card.open_question)])

    async def _look_at_screens(self, round_no: int) -> None:
        """Every phone must show all that was laid on its table so far, without asking for it."""
        until = monotonic() + CATCH_UP
        for person in self.scenario.people:
            table = self.scenario.seats[person.key, round_no]
            lines = [line for line in self.scenario.lines if line.table == table and line.round <= round_no]
            wanted = {self.ids[line.key] for line in lines if line.key in self.ids}
            cursor = self.phones[person.key].cursor
            while not wanted <= cursor.laid and monotonic() < until:  # noqa: ASYNC110  rare, and at the very end only
                await asyncio.sleep(0.05)
            self.played.screens += 1
            missing = wanted - cursor.laid
            if missing:
                where = f"screen of {person.name}, round {round_no}"
                self.played.problems.append(Difference(where, f"{len(wanted)}", f"{len(wanted) - len(missing)}"))

    async def _each(self, deeds: Iterable[Awaitable[None]]) -> None:
        """All at once; a refusal of one does not stop the others."""
        for outcome in await asyncio.gather(*deeds, return_exceptions=True):
            if isinstance(outcome, Refused):
                self._note("refused", outcome)
            elif isinstance(outcome, BaseException):
                raise outcome

    def _note(self, where: str, refusal: Refused) -> None:
        self.played.problems.append(Difference(where, "accepted", str(refusal)))


def rehearse(chosen: argparse.Namespace) -> int:
    """The command `rehearse`: plays `file` against `server` (or one of its own) at `speed`; 1 if anything differs."""
    if not 1 <= chosen.speed <= FASTEST:
        complain(f"--speed: 1 to {FASTEST}, please")
        return 2
    try:
        scenario = read(chosen.file)
        with serving(chosen.server) as server, Progress(scenario) as progress:
            played = asyncio.run(Playing(scenario, server, chosen.speed, progress).play())
    except (BadScenario, NoServer) as problem:
        complain(str(problem))
        return 2
    if chosen.harvest and played.harvest:
        chosen.harvest.write_bytes(played.harvest)
    tell(played)
    return 1 if played.problems else 0
