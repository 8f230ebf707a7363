"""Every way a connection can die, and how soon a phone is back."""

from statistics import mean
from time import monotonic

import pytest
from playwright.sync_api import expect

from .conftest import later, line, on_line, sign, soon, until
from .standin import Server
from .tabs import tabs

pytestmark = pytest.mark.browser

# all that a server or a proxy can send; 1005, 1006 and 1015 are a browser's own words for none, a cut and bad TLS
CODES = [
    1000, 1001, 1002, 1003, 1007, 1008, 1009, 1010, 1011, 1012, 1013, 1014,
    3000, 3008, 3999, 4000, 4001, 4400, 4402, 4403, 4408, 4429, 4499, 4500, 4999,
]  # fmt: skip
CUT = 1006
OVERHEARD = """
const Real = WebSocket;
window.codes = [];
window.WebSocket = class extends Real {
  constructor(...args) {
    super(...args);
    this.addEventListener("close", (event) => window.codes.push(event.code));
  }
};
"""
FIRST, LONGEST = 3, 5


def test_it_comes_back_after_every_close_code(phone, cafe, server):
    """And after a cut without one."""
    page = phone(hall=True, script=OVERHEARD)
    for number, code in enumerate(CODES, start=1):
        until(page, lambda: cafe.sockets)
        cafe.close(code)
        cafe.write(f"nach {code}")
        until(page, lambda: line(page) == "none" or len(cafe.connections) > number)  # noqa: B023
        soon(page, lambda: page.locator(f"#contribution-{number}").count(), LONGEST * 2, 1)  # noqa: B023
    # a try that a slow machine leaves hanging for seconds of the device's clock is given up; that too ends as a cut
    assert [code for code in page.evaluate("window.codes") if code != CUT] == CODES
    expect(page.locator("#contributions p")).to_have_text([f"nach {code}" for code in CODES])
    assert len(cafe.connections) > len(CODES)
    until(page, lambda: cafe.sockets)
    cuts = page.evaluate("window.codes").count(CUT)
    cafe.run(server.hall.cut())
    until(page, lambda: page.evaluate("window.codes").count(CUT) > cuts)
    cafe.write("nach dem Schnitt")
    later(page, LONGEST)
    expect(page.locator("#contributions p").last).to_have_text("nach dem Schnitt")


def test_a_phone_whose_pongs_are_lost_is_sent_away_with_1011_and_returns(phone):
    """The server's own heartbeat; no script sees it, only the end it brings."""
    impatient = Server(ping=0.4)
    impatient.start()
    try:
        page = phone(wait=False, script=OVERHEARD)
        page.goto(impatient.hall_url + "/cafes/K/table")
        on_line(page)
        impatient.hall.is_deaf = True
        until(page, lambda: page.evaluate("window.codes") == [1011])
        impatient.hall.is_deaf = False
        impatient.cafe.write("weiter")
        later(page, FIRST)
        expect(page.locator("#contribution-1")).to_be_visible()
        page.goto("about:blank")
    finally:
        impatient.stop()


def test_the_silent_line_is_dropped_and_opened_anew(phone, cafe, server):
    """Bytes vanish and nothing is closed: only the missing heartbeat tells."""
    page = phone(hall=True)
    server.hall.is_hole = True
    cafe.write("im Loch")
    later(page, 20, 4)
    assert line(page) == "socket"
    later(page, 7, 1)
    assert line(page) == "none"
    later(page, 5)
    assert sign(page).startswith("Kein Netz")
    server.hall.is_hole = False
    soon(page, lambda: page.locator("#contribution-1").is_visible(), LONGEST)
    soon(page, lambda: sign(page) == "", LONGEST)

    cafe.answers_pings = False  # the connection stands, but nobody is behind it any more
    cafe.tick_every = 1000
    cafe.close(1012)
    soon(page, lambda: line(page) == "none", 1)
    soon(page, lambda: line(page) == "socket", LONGEST)
    connected = len(cafe.connections)
    later(page, 27, 3)
    soon(page, lambda: len(cafe.connections) > connected, LONGEST)


TOLD = """addEventListener("DOMContentLoaded", () => {
  window.told = [];
  const sign = document.querySelector("[data-connection]");
  const note = () => window.told.push(sign.innerText.trim());
  new MutationObserver(note).observe(sign, { attributes: true, subtree: true });
})"""


def test_a_room_that_lost_its_server_returns_spread_over_three_seconds(phone, cafe):
    """And such short breaks are nobody's business."""
    page = phone(script=TOLD)
    waits = []
    for number in range(2, 14):
        later(page, 6, 3)  # so long a line counts as stable
        cafe.close(1012)
        until(page, lambda: line(page) == "none")
        waits.append(soon(page, lambda: len(cafe.connections) >= number, FIRST + 1))  # noqa: B023
        on_line(page)
    print("seconds until the first try:", [round(wait, 1) for wait in waits])
    assert max(waits) - min(waits) > 0.8
    assert mean(waits) < 2.5
    assert set(page.evaluate("window.told")) <= {""}


def test_after_long_outages_without_a_sign_it_is_back_within_five_seconds(phone, cafe, server):
    """The server was away for two minutes; no event tells the browser that it is there again."""
    page = phone(hall=True)
    waits = []
    for number in range(1, 7):
        server.hall.refuses = True
        cafe.run(server.hall.cut())
        until(page, lambda: line(page) == "none")
        later(page, 120, 10)
        server.hall.refuses = False
        cafe.write(f"Idee {number}")
        waits.append(soon(page, lambda: page.locator("#contributions li").count() == number, LONGEST + 0.5))  # noqa: B023
        soon(page, lambda: line(page) == "socket", 2 * LONGEST)
    print("seconds until everything was there:", [round(wait, 1) for wait in waits])
    assert cafe.knocks <= 12  # while nobody answers, the poll door is left alone


def test_waking_up_asks_at_once(phone, cafe):
    page = phone()
    page.context.set_offline(True)
    until(page, lambda: line(page) == "none")
    later(page, 120, 10)
    cafe.write("verpasst")
    page.context.set_offline(False)
    assert soon(page, lambda: page.locator("#contribution-1").is_visible(), 2) <= 2


def test_a_frozen_tab_catches_up_as_soon_as_it_is_looked_at(cafe, server, tmp_path):
    """First the server sends it away while it sleeps, then it sleeps through a hole in the network."""
    lies_there = "document.getElementById('contribution-{}') !== null"
    with tabs(tmp_path) as browser:
        phone = browser.open(server.hall_url + "/cafes/K/table")
        phone.wait_for("document.documentElement.dataset.line === 'socket'")
        phone.evaluate("document.addEventListener('freeze', () => { document.wasFrozen = true; })")
        other = browser.open("about:blank")
        other.to_front()

        phone.freeze()
        cafe.write("eins")
        cafe.close(1011)
        cafe.write("zwei")
        assert not phone.evaluate(lies_there.format(1))
        phone.thaw()
        phone.to_front()
        phone.wait_for(lies_there.format(2))
        phone.wait_for("document.documentElement.dataset.line === 'socket'")

        other.to_front()
        phone.evaluate("document.wasFrozen = false")
        phone.freeze()
        server.hall.is_hole = True
        cafe.write("drei")
        phone.evaluate("Date.now = (now => () => now() + 60000)(Date.now)")  # a minute goes by
        phone.evaluate("Math.random = () => 0.999")  # whoever waits, waits three seconds
        server.hall.mend()
        begun = monotonic()
        phone.thaw()
        phone.to_front()
        phone.wait_for(lies_there.format(3))
        assert monotonic() - begun < 2.5
        assert phone.evaluate("document.querySelectorAll('#contributions li').length") == 3


@pytest.mark.parametrize("how", ["refused", "hanging"])
def test_where_websockets_are_blocked_polling_carries_the_same(phone, cafe, how):
    cafe.accepts_sockets = how != "refused"
    cafe.hangs_sockets = how == "hanging"
    page = phone(wait=False)
    soon(page, lambda: line(page) == "polling", 4)
    later(page, 5, 1)
    assert sign(page) == "Langsam"
    cafe.write("langsam")
    assert soon(page, lambda: page.locator("#contribution-1").is_visible(), 6) <= 6
    cafe.slots |= {"stage": "change"}
    cafe.put(nudge=0)
    soon(page, lambda: page.inner_text("h1") == "change", 6)
    page.fill("#text", "auch von hier")
    page.click("#send")
    soon(page, lambda: page.locator("#contribution-2").is_visible(), 2)  # the acknowledgement fetches what it drew
    expect(page.locator("#outbox li")).to_have_count(0)
    assert not any("post" in message for connection in cafe.connections for message in connection["messages"])
    later(page, 60)
    assert line(page) == "polling"
    assert cafe.knocks == 0

    cafe.accepts_sockets, cafe.hangs_sockets = True, False
    soon(page, lambda: line(page) == "socket", 31, 1)
    polls = cafe.polls
    cafe.write("schnell")
    expect(page.locator("#contribution-3")).to_be_visible()
    later(page, 10)
    assert cafe.polls == polls
    assert sign(page) == ""


def test_a_cafe_that_is_gone_is_told_also_where_only_polling_gets_through(phone, cafe):
    cafe.accepts_sockets = False
    cafe.is_gone = True
    page = phone(wait=False)
    expect(page.locator("#notice")).to_have_text("Das gibt es hier nicht (mehr).")
    assert line(page) == "ended"


def test_the_page_of_a_hotel_is_no_network(phone, cafe, server):
    """Everything is answered, by somebody else."""
    page = phone(hall=True)
    page.context.route("**/*", lambda route: route.fulfill(status=200, body="<h1>Willkommen im Hotel</h1>"))
    server.hall.refuses = True
    cafe.run(server.hall.cut())
    until(page, lambda: line(page) == "none")
    later(page, 20, 2)
    assert line(page) == "none"
    assert sign(page).startswith("Kein Netz")
    page.context.unroute("**/*")
    server.hall.refuses = False
    soon(page, lambda: line(page) == "socket", LONGEST)
