"""What a phone has to load before it shows something, and before the first idea can be typed."""

import pytest
from playwright.sync_api import CDPSession, Page, expect

from tests.browser import room as do
from tests.browser.room import PHONE, Room

pytestmark = pytest.mark.browser

LIMIT = 60 * 1024
FIRST_SIGHT = 14 * 1024
BLOCKING = """() => performance.getEntriesByType("resource")
  .filter(({ renderBlockingStatus }) => renderBlockingStatus === "blocking").map(({ name }) => name)"""


class Scale:
    """Adds up what comes over the wire, as the browser counts it: heads and encoded bodies."""

    def __init__(self, session: CDPSession) -> None:
        self.bytes: dict[str, int] = {}
        """By address; what came again from the browser's cache adds nothing."""
        self._address: dict[str, str] = {}
        session.on("Network.requestWillBeSent", self._asked)
        session.on("Network.loadingFinished", self._came)
        session.send("Network.enable")

    def _asked(self, event: dict) -> None:
        redirect = event.get("redirectResponse")
        if redirect:
            self._add(redirect["url"], redirect["encodedDataLength"])
        self._address[event["requestId"]] = event["request"]["url"]

    def _came(self, event: dict) -> None:
        address = self._address[event["requestId"]]
        if "/fonts/" not in address and not address.startswith("data:"):
            self._add(address, event["encodedDataLength"])

    def _add(self, address: str, count: float) -> None:
        self.bytes[address] = self.bytes.get(address, 0) + int(count)


def before_first_sight(phone: Page, scale: Scale) -> dict[str, int]:
    """The page itself, and what the browser waits for before it paints; both may have been asked for meanwhile anew."""
    waited_for = {phone.url, *phone.evaluate(BLOCKING)}
    assert len(waited_for) > 1
    return {address: count for address, count in scale.bytes.items() if address in waited_for}


def test_from_the_code_to_the_first_letter_at_most_60_kb(room: Room) -> None:
    """A new phone scans, sits down and types: everything but the fonts, which may follow."""
    host = room.lay()
    room.step(host)
    phone = room.device(PHONE)
    scale = Scale(phone.context.new_cdp_session(phone))
    phone.goto("/" + room.facts(host)["tables"][0]["join_token"])
    door = before_first_sight(phone, scale)
    do.sit_down(phone, "Anna")
    do.composer(phone).press_sequentially("G")
    phone.wait_for_load_state("networkidle")
    expect(do.composer(phone)).to_have_value("G")
    heaviest = sorted(scale.bytes.items(), key=lambda item: -item[1])
    assert all(count > 0 for _, count in heaviest), heaviest
    print(f"before the first letter: {sum(scale.bytes.values())} bytes, before the door is seen: {sum(door.values())}")
    assert sum(scale.bytes.values()) <= LIMIT, heaviest
    assert sum(door.values()) <= FIRST_SIGHT, door


def test_a_table_is_seen_after_at_most_14_kb(room: Room) -> None:
    """On a phone that has nothing of ours yet, with four things on the cloth."""
    host = room.lay()
    room.step(host)
    phone = room.join(host, "Anna")
    for number in range(4):
        do.write(phone, f"Gedanke {number} zu dem, was hier wichtig ist")
    scale = Scale(session := phone.context.new_cdp_session(phone))
    session.send("Network.setCacheDisabled", {"cacheDisabled": True})
    phone.reload()
    phone.wait_for_load_state("networkidle")
    seen = before_first_sight(phone, scale)
    print(f"before a table is seen: {sum(seen.values())} bytes")
    assert sum(seen.values()) <= FIRST_SIGHT, seen
