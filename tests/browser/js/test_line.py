"""The live line while it stands: puts, gaps, nudges, resets, and the end."""

import pytest
from playwright.sync_api import Page, expect

from .conftest import later, line, until
from .standin import contribution

pytestmark = pytest.mark.browser


def texts(page: Page) -> list[str]:
    return page.locator("#contributions p").all_inner_texts()


def test_a_put_arrives_is_marked_and_stays_once(phone, cafe):
    page = phone()
    cafe.write("Brot backen")
    expect(page.locator("#contribution-1.is-new")).to_have_count(1)
    cafe.put('<li id="contribution-1" data-author="1" data-into="#contributions"><p>Brot backen, oft</p></li>')
    expect(page.locator("#contributions li")).to_have_text(["Brot backen, oft"])
    cafe.put('<li id="contribution-1" data-gone></li><p id="nobody-knows-me">x</p>')
    expect(page.locator("#contributions li")).to_have_count(0)
    assert page.locator("#nobody-knows-me").count() == 0
    for i in range(200):  # a burst arrives whole and in order
        cafe.write(f"Idee {i}")
    expect(page.locator("#contributions li")).to_have_count(200)
    assert texts(page) == [f"Idee {i}" for i in range(200)]


def test_a_gap_is_noticed_and_filled_and_what_is_known_is_ignored(phone, cafe):
    page = phone()
    cafe.write("eins")
    expect(page.locator("#contribution-1")).to_be_visible()
    cafe.contributions[2] = "zwei"
    cafe.record(contribution(2, "zwei"))
    for socket in cafe.sockets:
        cafe.sockets[socket] = 2  # the frame that carried it got lost
    cafe.write("drei")
    expect(page.locator("#contributions p")).to_have_text(["eins", "zwei", "drei"])
    cafe.say({"prev": 0, "to": 1, "fp": "a1", "html": '<li id="contribution-1" data-gone></li>'})
    cafe.write("vier")
    expect(page.locator("#contributions p")).to_have_text(["eins", "zwei", "drei", "vier"])
    cafe.contributions[5] = "verloren"
    cafe.record(contribution(5, "verloren"))
    for socket in cafe.sockets:
        cafe.sockets[socket] = 5
    cafe.say({"now": 1, "head": 5})  # only the tick tells that something is missing
    later(page, 4, 2)
    expect(page.locator("#contribution-5")).to_be_visible()


def test_a_nudge_fetches_the_page_and_keeps_what_is_under_the_fingers(phone, cafe):
    page = phone()
    page.fill("#point-2-1", "Wir haben")
    page.click("#rules summary")
    page.fill("#text", "halb geschrieben")
    page.evaluate("() => document.getElementById('text').setSelectionRange(4, 8)")
    cafe.slots |= {"stage": "change"}
    cafe.put(nudge=200)
    expect(page.locator("h1")).to_have_text("change")
    expect(page.locator("body")).to_have_attribute("data-stage", "change")
    assert page.title() == "Tisch 5 – change"
    assert page.input_value("#point-2-1") == "Wir haben"
    assert page.input_value("#text") == "halb geschrieben"
    assert page.evaluate("() => [document.activeElement.id, document.activeElement.selectionStart]") == ["text", 4]
    assert page.evaluate("() => document.getElementById('rules').open")
    page.focus("#point-2-1")
    page.evaluate("() => document.getElementById('point-2-1').setSelectionRange(3, 3)")
    cafe.slots |= {"stage": "round"}
    cafe.put(nudge=0)
    expect(page.locator("h1")).to_have_text("round")
    assert page.evaluate("() => [document.activeElement.id, document.activeElement.selectionStart]") == ["point-2-1", 3]
    cafe.write("danach")
    expect(page.locator("#contributions p")).to_have_text(["danach"])


def test_what_comes_between_fetching_and_swapping_is_not_lost(phone, cafe):
    page = phone()

    def slow(route):
        answer = route.fetch()
        cafe.write("dazwischen")
        page.wait_for_timeout(300)
        route.fulfill(response=answer)

    page.route("**/cafes/K/table", slow)
    cafe.slots |= {"stage": "change"}
    cafe.put(nudge=0)
    expect(page.locator("h1")).to_have_text("change")
    expect(page.locator("#contributions p")).to_have_text(["dazwischen"], timeout=2000)
    assert [message for message in cafe.connections[-1]["messages"] if "since" in message][-1]["since"] == 1


def test_many_nudges_are_few_fetches_and_one_that_fails_is_made_up_for(phone, cafe):
    page = phone()
    for i in range(20):
        cafe.slots |= {"stage": f"round {i}"}
        cafe.put(nudge=50)
    expect(page.locator("h1")).to_have_text("round 19")
    assert cafe.fetches < 12
    failed: list[str] = []

    def fail(route):
        failed.append(route.request.url)
        route.abort()

    page.route("**/cafes/K/table", fail)
    cafe.slots |= {"stage": "change"}
    cafe.put(nudge=0)
    until(page, lambda: len(failed) >= 2)
    page.unroute("**/cafes/K/table")
    later(page, 20)
    expect(page.locator("h1")).to_have_text("change")


def test_a_page_that_leads_elsewhere_is_followed(phone, cafe):
    page = phone()
    cafe.slots |= {"elsewhere": "/elsewhere"}
    cafe.put(nudge=0)
    page.wait_for_url("**/elsewhere")


def test_another_history_is_taken_over_whole(phone, cafe):
    page = phone()
    for text in ("eins", "zwei", "drei"):
        cafe.write(text)
    expect(page.locator("#contributions li")).to_have_count(3)
    cafe.log, cafe.history, cafe.contributions = cafe.log[:1], "b", {1: "eins"}
    cafe.close(1012)
    until(page, lambda: line(page) == "none")
    later(page, 5)
    expect(page.locator("#contributions p")).to_have_text(["eins"])
    cafe.write("neu")
    expect(page.locator("#contributions p")).to_have_text(["eins", "neu"])

    fetched = cafe.fetches  # a server that never agrees is not hammered
    cafe.catch_up = lambda since, fp: {"prev": 0, "to": 9, "fp": "x", "nudge": 0, "reset": True}
    try:
        cafe.close(1012)
        later(page, 20, 0.5)
        assert 1 < cafe.fetches - fetched < 10
    finally:
        del cafe.catch_up


@pytest.mark.parametrize("is_told", [True, False])
def test_the_end_is_the_end(phone, cafe, is_told):
    page = phone()
    if is_told:
        cafe.say({"end": "Dieses Café ist zu Ende."})
        expect(page.locator("#notice")).to_have_text("Dieses Café ist zu Ende.")
    cafe.close(4401)
    expect(page.locator("[data-connection]")).to_have_attribute("data-state", "ended")
    page.context.set_offline(True)
    page.context.set_offline(False)
    later(page, 60)
    assert len(cafe.connections) == 1
    assert cafe.polls == cafe.knocks == 0
