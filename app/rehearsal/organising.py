"""The organiser's laptop: lays the café, moves the evening on, brings the harvest home; all over HTTP as a browser."""

import re
from dataclasses import dataclass
from typing import Any

from app.rehearsal.guests import Refused, client, command, get
from app.rehearsal.scenario import Scenario

MOST_EXPECTED, MOST_SEATS = 300, 12
_LINK = re.compile(r"https?://[^\s\"'<>]+/(?:cafes/\w+/door#(?:host|wall)\.[\w-]+|[2-9A-Z]{11})(?=[\s\"'<>])")
STEPS = 4
"""Steps on the line of the evening that may lie between two stages a rehearsal stops at."""


@dataclass(frozen=True)
class Room:
    """The café as its host sees it."""

    table_ids: dict[int, int]
    """By number."""
    tokens: dict[int, str]
    """Of the tables' QR codes, by number."""
    table_of: dict[int, int]
    """Participant -> table, in the round that is on or comes next."""
    version: int
    stage: str


class Organiser:
    """`lay` first, `leave` at the end; everything raises Refused where the server says no."""

    def __init__(self, server: str) -> None:
        self.key = ""
        self._http = client(server)

    @property
    def cafe(self) -> str:
        return f"/cafes/{self.key}"

    async def lay(self, scenario: Scenario) -> None:
        """A new café for this scenario; its host's cookie stays here."""
        await self.open_form(form(scenario))

    async def open_form(self, fields: dict[str, str]) -> None:
        """A new café from the set-up page's fields."""
        answer = await command(self._http, "/cafes", fields)
        location = answer.headers.get("location", "")
        if not location.endswith("/host"):
            raise Refused(f"/cafes: {answer.status_code} {location}")
        self.key = location.split("/")[-2]

    async def room(self) -> Room:
        """The present state."""
        answer = await get(self._http, f"{self.cafe}/rehearsal")
        told: dict[str, Any] = answer.json()
        return Room(
            table_ids={table["number"]: table["id"] for table in told["tables"]},
            tokens={table["number"]: table["join_token"] for table in told["tables"]},
            table_of={person["id"]: person["table_id"] for person in told["participants"]},
            version=told["version"],
            stage=told["stage"],
        )

    async def step_to(self, stage: str) -> Room:
        """Presses "next" until this stage is reached, at least once; returns the room as it is then."""
        room = await self.room()
        for _ in range(STEPS):
            await command(self._http, f"{self.cafe}/steps", {"direction": "next", "expect": str(room.version)})
            room = await self.room()
            if room.stage == stage:
                return room
        raise Refused(f"steps: at {room.stage}, not at {stage}")

    async def appoint(self, participant: int) -> None:
        await command(self._http, f"{self.cafe}/participants/{participant}/roles", {"role": "table_host"})

    async def move(self, participant: int, table_id: int) -> None:
        await command(self._http, f"{self.cafe}/participants/{participant}/moves", {"table": str(table_id)})

    async def ask_for_themes(self) -> None:
        await command(self._http, f"{self.cafe}/groupings", {})

    async def harvest(self) -> bytes:
        """The café's JSON."""
        return (await get(self._http, f"{self.cafe}/harvest.json")).content

    async def links(self) -> list[str]:
        """The addresses to hand out: the host's, the wall's, the phones'."""
        answer = await get(self._http, f"{self.cafe}/links")
        return list(dict.fromkeys(_LINK.findall(answer.text)))

    async def leave(self) -> None:
        await self._http.aclose()


def form(scenario: Scenario) -> dict[str, str]:
    """The set-up form as an organiser fills it in for this scenario."""
    first_seats = [table for (_, round_no), table in scenario.seats.items() if round_no == 1]
    widest = max(first_seats.count(table.key) for table in scenario.tables)
    fields = {
        "title": scenario.title,
        "question": scenario.question,
        "template": "blank",
        "language": scenario.language,
        "expected": str(min(len(scenario.people), MOST_EXPECTED)),
        "tables": str(len(scenario.tables)),
        "seats": str(min(max(widest, 2), MOST_SEATS)),
        "rounds": str(len(scenario.rounds)),
        "minutes": str(scenario.rounds[0].minutes),
        "naming": "names",
        "round_ending": "host",
        "names": "\n".join(table.name for table in scenario.tables),
        "topics": "\n".join(table.topic for table in scenario.tables),
        "held_on": scenario.date.isoformat() if scenario.date else "",
        "place": scenario.place,
        "organiser": scenario.organiser,
        "impulse_speaker": scenario.impulse_speaker,
        "impulse_message": scenario.impulse_message,
    }
    fields |= {f"minutes_{round_.number}": str(round_.minutes) for round_ in scenario.rounds}
    if not scenario.question:
        fields |= {f"questions_{round_.number}": round_.question for round_ in scenario.rounds}
    return fields
