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
        self._address: dict[str, str] = {}
        session.on("Network.requestWillBeSent", self._asked)
        session.on("Network.loadingFinished", self._came)
        session.send("Network.enable")

    def _asked(self, event: dict) -> None:
        redirect = event.get("redirectResponse")
        if redirect:
            self.bytes[f"{event['requestId']} on the way"] = redirect["encodedDataLength"]
        self._address[event["requestId"]] = event["request"]["url"]

    def _came(self, event: dict) -> None:
        address = self._address[event["requestId"]]
        if "/fonts/" not in address and not address.startswith("data:"):
            self.bytes[address] = int(event["encodedDataLength"])


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
    assert len(heaviest) > 5
    assert sum(scale.bytes.values()) <= LIMIT, heaviest
