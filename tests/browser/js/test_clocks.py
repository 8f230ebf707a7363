"""Clocks: only the deadline comes from the server; every screen counts by itself and all show the same."""

from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import Page, expect

from .conftest import later, on_line, until
from .standin import now

pytestmark = pytest.mark.browser

DAY = 24 * 3600 * 1000
TOLERANCE = 250
"""Milliseconds by which a screen may change its digits too early or too late."""
CHANGES = 3
"""So many are looked at; a busy machine may delay one of them, a wrong clock delays them all."""

WATCHED = """
{
  const Real = Date;
  let wrong = %d;
  window.setClock = (by) => { wrong = by; };
  window.Date = class extends Real {
    constructor(...args) {
      super(...(args.length ? args : [Real.now() + wrong]));
    }
    static now() { return Real.now() + wrong; }
  };
  window.told = [];
  addEventListener("DOMContentLoaded", () => {
    const digits = document.querySelector("[data-digits]");
    new MutationObserver(() => window.told.push([Real.now(), digits.textContent])).observe(digits, { childList: true });
  });
}
"""
WITHOUT_SOCKETS = """
{
  const Real = WebSocket;
  window.WebSocket = class extends Real { constructor(url) { super(String(url).replace("/live/", "/nowhere/")); } };
}
"""

UNTIL_FULL = """async () => {
  const { serverNow } = await import('/static/js/live/time.js');
  return (document.getElementById('clock').dataset.ends - serverNow()) % 1000;
}"""
"""Milliseconds until the digits change."""


def clock(left: float, warn: int = 120, paused: str = "", skew: int = 0) -> str:
    ends = now() + skew + round(left * 1000)
    return (
        f'<p id="clock" role="timer" data-ends="{ends}" data-paused="{paused}" data-now="{{{{now}}}}" '
        f'data-warn="{warn}" data-total="600000" data-say-5="Noch fünf." data-say-1="Noch eine." data-say-0="Schluss.">'
        "<b data-digits>0:00</b></p>"
    )


def seconds(text: str) -> int:
    minutes, rest = text.split(":")
    return int(minutes) * 60 + int(rest)


def told(page: Page, since: float) -> list[tuple[float, int]]:
    """When the digits changed, in milliseconds, and to how many seconds."""
    return [(at, seconds(text)) for at, text in page.evaluate("window.told") if at >= since]


def assert_right(pages: list[Page], ends: int, since: float) -> None:
    """From `since` on no screen changes early, and none is late each time."""
    until(pages[0], lambda: all(len(told(page, since)) >= CHANGES for page in pages))
    for page in pages:
        values = [value for _, value in told(page, since)]
        assert values == sorted(values, reverse=True)
        late = [value * 1000 - (ends - at) for at, value in told(page, since)]
        assert -TOLERANCE <= min(late) <= TOLERANCE, late


def test_all_screens_change_together_whatever_their_own_clocks_say(phone, cafe, server):
    """Phones a day early, right, and a day late, and one without sockets, each leg of the way 20 to 120 ms."""
    server.hall.legs = (20, 120)
    cafe.slots |= {"clock": clock(300)}
    ends = int(cafe.slots["clock"].split('data-ends="')[1].split('"')[0])
    pages = [phone(hall=True, wound=False, wait=False, script=WATCHED % by) for by in (-DAY, 0, DAY)]
    pages.append(phone(hall=True, wound=False, wait=False, script=WATCHED % (3 * DAY) + WITHOUT_SOCKETS))
    for page in pages[:3]:
        on_line(page)
    pages[3].wait_for_selector("html[data-line=polling]", state="attached")
    until(pages[0], lambda: all(page.evaluate("window.told.length") > 2 for page in pages))

    assert_right(pages, ends, now())

    for page, by in zip(pages, (DAY, -DAY, 0, 7000), strict=True):
        page.evaluate("by => window.setClock(by)", by)  # somebody puts them right, or wrong
    assert_right(pages, ends, now())


def test_without_a_network_a_clock_that_is_set_back_changes_nothing(phone, cafe):
    cafe.slots |= {"clock": clock(300)}
    page = phone()
    page.context.set_offline(True)
    page.clock.set_system_time(datetime.now(UTC).timestamp() - 3600)
    later(page, 10, 1)
    assert 280 <= seconds(page.inner_text("[data-digits]")) <= 292


def test_a_night_that_the_device_has_slept_counts(phone, cafe):
    """On some devices the page's clock stands still meanwhile; without a network only the device's own knows of it."""
    cafe.slots |= {"clock": clock(300)}
    page = phone()
    page.context.set_offline(True)
    page.clock.set_system_time(datetime.now(UTC).timestamp() + 120)
    later(page, 6, 1)
    assert 165 <= seconds(page.inner_text("[data-digits]")) <= 178


def test_a_server_whose_clock_is_set_is_followed(phone, cafe):
    cafe.slots |= {"clock": clock(300)}
    page = phone()
    cafe.skew = 60_000
    page.evaluate("document.dispatchEvent(new CustomEvent('time:doubt'))")  # it asks what time it is
    until(page, lambda: 230 <= seconds(page.inner_text("[data-digits]")) <= 240)


def test_it_never_runs_backwards(phone, cafe):
    cafe.answers_pings = False  # its clock does not run ahead with the page's
    cafe.slots |= {"clock": clock(300)}
    page = phone()
    page.evaluate(
        """() => {
        window.times = [];
        const digits = document.querySelector('[data-digits]');
        new MutationObserver(() => window.times.push(digits.textContent)).observe(digits, { childList: true });
    }"""
    )
    for skew in (300, -900, 900, -600):
        for _ in range(12):
            page.evaluate(
                """async (skew) => {
                const time = await import('/static/js/live/time.js');
                time.sample(time.steady(), Date.now() + skew);
            }""",
                skew,
            )
        for _ in range(10):
            page.evaluate("document.dispatchEvent(new CustomEvent('screen:drawn', { detail: { elements: [] } }))")
        page.clock.run_for(7000)
    times = [seconds(time) for time in page.evaluate("() => window.times")]
    assert times == sorted(times, reverse=True)
    assert len(times) >= 24


def test_a_screen_drawn_just_before_the_second_is_full_does_not_wait_for_the_next(phone, cafe):
    cafe.answers_pings = False
    cafe.slots |= {"clock": clock(300)}
    page = phone()
    page.clock.pause_at(datetime.now(UTC) + timedelta(seconds=10))
    for left in (14, 9, 5):  # milliseconds
        page.clock.run_for(round(page.evaluate(UNTIL_FULL)) + 1000 - left)
        page.evaluate("document.dispatchEvent(new CustomEvent('screen:drawn', { detail: { elements: [] } }))")
        before = page.inner_text("[data-digits]")
        page.clock.run_for(left + 10)
        assert seconds(page.inner_text("[data-digits]")) == seconds(before) - 1


def test_it_warns_speaks_and_counts_on(phone, cafe):
    cafe.answers_pings = False
    cafe.slots |= {"clock": clock(62, warn=61)}
    page = phone()
    page.clock.run_for(3000)
    expect(page.locator("#clock")).to_have_attribute("data-state", "warning")
    expect(page.locator("[data-spoken]")).to_have_text("Noch eine.")
    left = float(page.evaluate("() => document.getElementById('clock').style.getPropertyValue('--left')"))
    assert 0.08 < left < 0.104
    cafe.put(clock(5))
    page.clock.run_for(6500)
    expect(page.locator("body")).to_have_attribute("data-clock", "over")
    expect(page.locator("[data-spoken]")).to_have_text("Schluss.")
    assert page.inner_text("[data-digits]").startswith("+0:0")
    cafe.put(clock(90, paused="90000"))
    expect(page.locator("body")).to_have_attribute("data-clock", "paused")
    expect(page.locator("[data-digits]")).to_have_text("1:30")
    cafe.put('<p id="clock" hidden></p>')
    expect(page.locator("body[data-clock]")).to_have_count(0)
