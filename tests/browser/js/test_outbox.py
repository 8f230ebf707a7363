"""Writing: nothing typed is lost, nothing arrives twice, a refusal stays visible."""

import pytest
from playwright.sync_api import Page, expect

from .conftest import until
from .standin import now

pytestmark = pytest.mark.browser

NO_DATABASE = "Object.defineProperty(window, 'indexedDB', { get() { throw new Error('denied'); } });"
MUTE_DATABASE = "indexedDB.open = () => ({});"


def write(page: Page, text: str) -> None:
    page.fill("#text", text)
    page.click("#send")
    expect(page.locator("#text")).to_have_value("")
    page.wait_for_timeout(450)  # two thoughts, not a double tap


def test_a_thought_goes_out_with_everything_that_belongs_to_it(phone, cafe):
    page = phone()
    page.get_by_label("Blau").check()
    page.fill("#text", "Mehr Brot & Käse")
    page.click("#send")
    expect(page.locator("#contribution-1 p")).to_have_text("Mehr Brot & Käse")
    expect(page.locator("#outbox li")).to_have_count(0)
    (post,) = cafe.posts
    assert {name: post[name] for name in ("text", "kind", "pen", "round", "table")} == {
        "text": "Mehr Brot & Käse", "kind": "idea", "pen": "blue", "round": "2", "table": "5",
    }  # fmt: skip
    assert len(post["key"]) == 36
    assert abs(int(post["composed_at"]) - now()) < 5000
    assert page.get_by_label("Blau").is_checked()
    assert page.evaluate("() => document.activeElement.id") == "text"
    expect(page.locator("#contribution-1")).to_have_attribute("data-mine", "")


def test_five_thoughts_written_without_network_arrive_once_and_in_order(phone, cafe):
    page = phone()
    page.context.set_offline(True)
    expect(page.locator("[data-connection]")).to_have_attribute("data-state", "offline", timeout=8000)
    for i in range(5):
        write(page, f"Gedanke {i}")
    expect(page.locator("#outbox li[data-state=waiting]")).to_have_count(5)
    expect(page.locator("[data-waiting]")).to_have_text("5 warten")
    page.context.set_offline(False)
    expect(page.locator("#contributions li")).to_have_count(5, timeout=5000)
    expect(page.locator("#outbox li")).to_have_count(0)
    assert list(cafe.contributions.values()) == [f"Gedanke {i}" for i in range(5)]
    expect(page.locator("[data-waiting]")).to_be_hidden()


def test_the_same_on_a_line_that_swallows_everything(phone, cafe, server):
    page = phone(hole=True)
    server.hole.is_on = True
    for i in range(5):
        write(page, f"Gedanke {i}")
    page.wait_for_timeout(10000)
    expect(page.locator("#outbox li")).to_have_count(5)
    server.hole.is_on = False
    expect(page.locator("#contributions li")).to_have_count(5, timeout=30000)
    expect(page.locator("#outbox li")).to_have_count(0, timeout=15000)
    assert list(cafe.contributions.values()) == [f"Gedanke {i}" for i in range(5)]


def test_a_lost_acknowledgement_doubles_nothing(phone, cafe):
    page = phone()
    cafe.forgets_acks = True
    page.fill("#text", "einmal")
    page.click("#send")
    expect(page.locator("#contribution-1")).to_be_visible()
    cafe.forgets_acks = False
    cafe.close(1011)
    expect(page.locator("#outbox li")).to_have_count(0, timeout=12000)
    assert len(cafe.posts) > 1
    assert list(cafe.contributions.values()) == ["einmal"]


def test_a_silent_server_is_asked_again(phone, cafe):
    page = phone()
    cafe.forgets_acks = True
    page.fill("#text", "einmal")
    page.click("#send")
    expect(page.locator("#contribution-1")).to_be_visible()
    cafe.forgets_acks = False
    expect(page.locator("#outbox li")).to_have_count(0, timeout=14000)
    assert len(cafe.connections) == 1
    assert list(cafe.contributions.values()) == ["einmal"]


def test_what_waits_survives_a_reload_and_a_closed_tab(phone, cafe):
    page = phone()
    cafe.post_status = 503
    write(page, "eins")
    write(page, "zwei")
    expect(page.locator("#outbox li")).to_have_count(2)
    page.reload()
    expect(page.locator("#outbox li [data-slot=text]")).to_have_text(["eins", "zwei"])
    page.close()
    cafe.post_status = 201
    page = phone(context=page.context)
    expect(page.locator("#contributions p")).to_have_text(["eins", "zwei"])
    expect(page.locator("#outbox li")).to_have_count(0)


def test_a_refusal_stays_and_can_be_mended_or_copied(phone, cafe):
    page = phone()
    cafe.post_status, cafe.post_message = 422, "Das ist zu lang."
    page.get_by_label("Blau").check()
    write(page, "viel zu lang")
    entry = page.locator("#outbox li")
    expect(entry).to_have_attribute("data-state", "refused")
    expect(entry.locator("[data-slot=message]")).to_have_text("Das ist zu lang.")
    page.reload()
    expect(entry).to_have_attribute("data-state", "refused")
    entry.get_by_text("Kopieren").click()
    expect(entry.locator("[data-copied]")).to_be_visible()
    cafe.post_status = 201
    write(page, "das geht noch")  # a refused one does not hold up the others
    expect(page.locator("#contributions p")).to_have_text(["das geht noch"])
    page.fill("#text", "angefangen")
    entry.get_by_text("Ändern").click()
    expect(page.locator("#text")).to_have_value("viel zu lang\nangefangen")
    expect(entry).to_have_count(0)
    page.reload()
    expect(page.locator("#text")).to_have_value("viel zu lang\nangefangen")
    expect(entry).to_have_count(0)


@pytest.mark.parametrize("status", [403, 409, 413, 422])
def test_each_refusal_by_post_as_well(phone, cafe, status):
    cafe.accepts_sockets = False
    page = phone(wait=False)
    cafe.post_status, cafe.post_message = status, "Nein."
    write(page, "bitte")
    expect(page.locator("#outbox li[data-state=refused] [data-slot=message]")).to_have_text("Nein.")


@pytest.mark.parametrize("status", [429, 500, 503])
def test_not_now_is_no_refusal(phone, cafe, status):
    page = phone()
    cafe.post_status, cafe.post_message = status, "Später."
    write(page, "geduldig")
    page.wait_for_timeout(500)
    expect(page.locator("#outbox li")).to_have_attribute("data-state", "waiting")
    cafe.post_status = 201
    expect(page.locator("#contributions li")).to_have_count(1, timeout=20000)
    assert len({post["key"] for post in cafe.posts}) == 1


def test_a_login_page_of_a_hotel_is_no_acknowledgement(phone, cafe):
    cafe.accepts_sockets = False
    page = phone(wait=False)
    page.route("**/contributions", lambda route: route.fulfill(status=200, body="<h1>Willkommen im Hotel</h1>"))
    write(page, "aus dem Hotel")
    page.wait_for_timeout(1500)
    expect(page.locator("#outbox li")).to_have_attribute("data-state", "waiting")
    page.unroute("**/contributions")
    expect(page.locator("#contributions li")).to_have_count(1, timeout=20000)


@pytest.mark.parametrize("script", [NO_DATABASE, MUTE_DATABASE])
def test_without_a_database_memory_does_it_and_says_so(phone, cafe, script):
    page = phone(script=script)
    cafe.post_status = 503
    write(page, "nur hier")
    expect(page.locator("html")).to_have_attribute("data-outbox", "memory")
    expect(page.locator("#outbox li")).to_have_count(1)
    expect(page.locator("[data-outbox-sign]")).to_be_visible()
    cafe.post_status = 201
    expect(page.locator("#contributions li")).to_have_count(1, timeout=20000)
    expect(page.locator("#outbox li")).to_have_count(0)
    expect(page.locator("[data-outbox-sign]")).to_be_hidden()


def test_two_tabs_show_the_same_and_send_once(phone, cafe):
    one = phone()
    two = phone(context=one.context)
    cafe.post_status = 503
    write(one, "aus dem ersten")
    expect(two.locator("#outbox li")).to_have_count(1)
    write(two, "aus dem zweiten")
    expect(one.locator("#outbox li")).to_have_count(2)
    cafe.post_status = 201
    for page in (one, two):
        expect(page.locator("#contributions li")).to_have_count(2, timeout=20000)
        expect(page.locator("#outbox li")).to_have_count(0, timeout=20000)
    assert sorted(cafe.contributions.values()) == ["aus dem ersten", "aus dem zweiten"]


def test_a_double_tap_is_one_thought(phone, cafe):
    page = phone()
    page.fill("#text", "schnell")
    page.dblclick("#send")
    expect(page.locator("#contributions li")).to_have_count(1)
    page.wait_for_timeout(600)
    assert len(cafe.contributions) == 1
    assert not page.evaluate("() => document.getElementById('text').validity.customError")


def test_blank_is_answered_by_the_field(phone, cafe):
    page = phone()
    page.fill("#text", "  \n ")
    page.click("#send")
    assert page.evaluate("() => document.getElementById('text').validationMessage") == "Schreib erst etwas."
    page.fill("#text", "doch")
    page.press("#text", "Control+Enter")
    expect(page.locator("#contributions p")).to_have_text(["doch"])


def test_the_draft_survives_and_the_count_appears_late(phone, cafe):
    page = phone()
    page.fill("#text", "x" * 399)
    expect(page.locator("[data-count]")).to_be_hidden()
    page.fill("#text", "x" * 400)
    expect(page.locator("[data-count]")).to_have_text("400/500")
    page.reload()
    expect(page.locator("#text")).to_have_value("x" * 400)
    expect(page.locator("[data-count]")).to_have_text("400/500")
    page.click("#send")
    until(page, lambda: len(cafe.contributions) == 1)
    page.reload()
    expect(page.locator("#text")).to_have_value("")


def test_the_thought_is_seen_all_the_time(phone, cafe):
    """Between the acknowledgement and the drawing there is no moment without the text, and no lasting double."""
    page = phone()
    cafe.slowness = 0.3
    page.evaluate(
        """() => {
        window.gaps = 0;
        new MutationObserver(() => {
            const all = [...document.querySelectorAll('#contributions p, #outbox p')];
            const isThere = all.some((p) => p.textContent === 'da');
            if (window.seen && !isThere) window.gaps += 1;
            window.seen ||= isThere;
        }).observe(document.body, { childList: true, subtree: true });
    }"""
    )
    page.fill("#text", "da")
    page.click("#send")
    expect(page.locator("#contributions li")).to_have_count(1)
    expect(page.locator("#outbox li")).to_have_count(0)
    assert page.evaluate("() => window.gaps") == 0
