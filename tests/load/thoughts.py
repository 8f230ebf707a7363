"""Single thoughts of the first guest of a room, by form, as a phone sends them without a socket."""

import json

import httpx
from websockets.asyncio.client import connect

from tests.load.phones import FORM
from tests.load.room import Room


def fields(room: Room, key: str, text: str) -> dict[str, str]:
    return {"key": key, "text": text, "round": "1", "table": str(room.seats[0].table)}


async def post(room: Room, key: str, text: str) -> httpx.Response:
    async with httpx.AsyncClient(base_url=room.address, timeout=30, trust_env=False) as phone:
        headers = FORM | {"Cookie": room.seats[0].cookie, "Origin": room.address}
        return await phone.post(f"{room.cafe}/contributions", data=fields(room, key, text), headers=headers)


async def acknowledgement(room: Room, key: str, text: str) -> dict[str, object]:
    """The same over a socket."""
    url = f"{room.address.replace('http', 'ws', 1)}{room.cafe}/live/table"
    headers = {"Cookie": room.seats[0].cookie, "Origin": room.address}
    async with connect(url, additional_headers=headers, compression=None, proxy=None) as line:
        await line.send(json.dumps({"post": fields(room, key, text)}))
        async for message in line:
            if "ack" in (told := json.loads(message)):
                return told
    raise ConnectionError


async def look(room: Room) -> httpx.Response:
    """The guest's page."""
    async with httpx.AsyncClient(base_url=room.address, timeout=30, trust_env=False) as phone:
        return await phone.get(f"{room.cafe}/table", headers={"Cookie": room.seats[0].cookie})


async def texts(room: Room) -> list[str]:
    notes = (await room.host.get(f"{room.cafe}/harvest.json")).raise_for_status().json()
    return [one["text"] for one in notes["contributions"]]
