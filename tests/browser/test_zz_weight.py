"""What a phone has to load before the first idea can be typed."""

import pytest
from playwright.sync_api import CDPSession, expect

from tests.browser import room as do
from tests.browser.room import PHONE, Room

pytestmark = pytest.mark.browser

LIMIT = 60 * 1024


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


def test_from_the_code_to_the_first_letter_at_most_60_kb(room: Room) -> None:
    """A new phone scans, sits down and types: everything but the fonts, which may follow."""
    host = room.lay()
    room.step(host)
    phone = room.device(PHONE)
    scale = Scale(phone.context.new_cdp_session(phone))
    phone.goto("/" + room.facts(host)["tables"][0]["join_token"])
    do.sit_down(phone, "Anna")
    do.composer(phone).press_sequentially("G")
    phone.wait_for_load_state("networkidle")
    expect(do.composer(phone)).to_have_value("G")
    heaviest = sorted(scale.bytes.items(), key=lambda item: -item[1])
    assert all(count > 0 for _, count in heaviest), heaviest
    print("SUM", sum(scale.bytes.values()), [h for h in heaviest if "photo" in h[0] or "css" in h[0]])
    assert sum(scale.bytes.values()) <= LIMIT, heaviest
