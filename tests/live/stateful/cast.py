"""A café that is laid by forms alone, and everybody in front of a screen there."""

import re
from dataclasses import dataclass, field
from typing import Any

from tests.live.stateful.house import Answer, Device, House
from tests.live.stateful.screens import Phone, Screen
from tests.web.evening import SETUP

QUIET = 1.0
"""Seconds of the loop's time after which everything that was set off has come to rest."""


@dataclass
class Cast:
    """The café and its people; `seated` names who sits at which table."""

    house: House
    key: str = ""
    host: Device = field(default_factory=lambda: Device("Host"))
    co_host: Device = field(default_factory=lambda: Device("Co-host"))
    wall: Device = field(default_factory=lambda: Device("Wall"))
    guests: dict[str, Device] = field(default_factory=dict)
    ids: dict[str, int] = field(default_factory=dict)
    tables: dict[int, int] = field(default_factory=dict)
    """Number of a table, which in a small room is its colour on the screens as well, to its id."""

    # what the host does

    async def lay(self, **words: str) -> None:
        answer = await self.house.request(self.host, "POST", "/cafes", SETUP | words)
        self.key = answer.headers["location"].split("/")[2]
        self.tables = {table["number"]: table["id"] for table in (await self.facts())["tables"]}

    async def facts(self) -> dict[str, Any]:
        told: dict[str, Any] = (await self.house.request(self.host, "GET", f"/cafes/{self.key}/rehearsal")).json
        return told

    async def command(self, path: str, form: dict[str, Any] | None = None, by: Device | None = None) -> Answer:
        return await self.house.request(by or self.host, "POST", f"/cafes/{self.key}/{path}", form)

    async def step(self, direction: str = "next") -> Answer:
        expect = str((await self.facts())["version"])
        return await self.command("steps", {"direction": direction, "expect": expect})

    async def hand_out(self, door: str, device: Device) -> None:
        """Lets a device in by the link that the host hands out for it, `host` or `wall`."""
        links = await self.house.request(self.host, "GET", f"/cafes/{self.key}/links")
        secret = re.search(rf"door#({door}\.[\w-]+)", links.text)
        assert secret
        await self.command("devices", {"key": secret[1]}, by=device)

    # guests

    async def seat(self, name: str, table: int, *, language: str = "de", mode: str = "person") -> Device:
        tables = (await self.facts())["tables"]
        device = Device(name, {"lang": language})
        form = {"name": name, "arrival_key": f"arrival-of-{name.lower()}", "mode": mode}
        await self.house.request(device, "POST", f"/{tables[table - 1]['join_token']}", form)
        self.guests[name] = device
        page = await self.house.request(device, "GET", f"/cafes/{self.key}/table")
        me = re.search(r'data-me="(\d+)"', page.text)
        assert me, page.text
        self.ids[name] = int(me[1])
        return device

    # screens

    def phone(self, name: str) -> Phone:
        return Phone(self.house, self.guests[name], self.key, self.ids[name])

    def screen(self, kind: str, device: Device | None = None) -> Screen:
        return Screen(self.house, device or (self.wall if kind == "wall" else self.host), self.key, kind)
