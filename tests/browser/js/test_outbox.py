"""Writing: nothing typed is lost, nothing arrives twice, a refusal stays visible."""

import pytest
from playwright.sync_api import Page, expect

from .conftest import later, line, sign, soon, until
from .standin import now

pytestmark = pytest.mark.browser


def write(page: Page, text: str) -> None:
    page.fill("#text", text)
    page.click("#send")
    expect(page.locator("#text")).to_have_value("")


def faces(page: Page) -> list[str]:
    return page.locator("#outbox li").evaluate_all("all => all.map((each) => each.dataset.state)")


def is_empty(page: Page) -> bool:
    return page.locator("#outbox li").count() == 0


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
    expect(page.locator("[data-saved]")).to_be_visible()
    later(page, 5)
    expect(page.locator("[data-saved]")).to_be_hidden()


def test_five_thoughts_of_two_minutes_without_network_arrive_once_and_in_order(phone, cafe):
    page = phone()
    page.context.set_offline(True)
    until(page, lambda: line(page) == "none")
    for i in range(5):
        write(page, f"Gedanke {i}")
        later(page, 24, 8)
    assert faces(page) == ["offline"] * 5
    expect(page.locator("[data-waiting]")).to_have_text("5 warten")
    expect(page.locator("[data-saved]")).to_be_hidden()
    assert sign(page).startswith("Kein Netz")
    page.context.set_offline(False)
    soon(page, lambda: is_empty(page) and page.locator("#contributions li").count() == 5, 5)
    assert list(cafe.contributions.values()) == [f"Gedanke {i}" for i in range(5)]
    expect(page.locator("[data-waiting]")).to_be_hidden()
    expect(page.locator("[data-saved]")).to_be_visible()


def test_the_same_on_a_line_that_swallows_everything(phone, cafe, server):
    page = phone(hall=True)
    server.hall.is_hole = True
    for i in range(5):
        write(page, f"Gedanke {i}")
    later(page, 9, 1)
    assert line(page) == "none"  # who waits for an answer in vain knows it before the heartbeat does
    later(page, 110, 10)
    assert faces(page) == ["offline"] * 5
    server.hall.is_hole = False
    soon(page, lambda: is_empty(page) and page.locator("#contributions li").count() == 5, 5)
    assert list(cafe.contributions.values()) == [f"Gedanke {i}" for i in range(5)]


def test_a_lost_acknowledgement_doubles_nothing(phone, cafe):
    """First only the acknowledgement is lost, then the line with it."""
    page = phone()
    for number, text in enumerate(("einmal", "auch nur einmal"), start=1):
        cafe.forgets_acks = True
        write(page, text)
        expect(page.locator(f"#contribution-{number}")).to_be_visible()
        cafe.forgets_acks = False
        if number == 2:
            cafe.close(1011)
        later(page, 12, 2)
        expect(page.locator("#outbox li")).to_have_count(0)
        assert len(cafe.posts) > 2 * number - 1
        assert len(cafe.connections) == number
    assert list(cafe.contributions.values()) == ["einmal", "auch nur einmal"]


def test_an_acknowledgement_of_a_post_that_is_lost_doubles_nothing(phone, cafe):
    cafe.accepts_sockets = False
    page = phone(wait=False)
    cafe.forgets_acks = True
    write(page, "einmal")
    until(page, lambda: cafe.contributions)
    cafe.forgets_acks = False
    soon(page, lambda: is_empty(page), 12)
    assert len({post["key"] for post in cafe.posts}) == 1
    assert list(cafe.contributions.values()) == ["einmal"]


def test_what_waits_survives_a_reload_and_a_closed_tab(phone, cafe):
    page = phone()
    cafe.post_status = 503
    write(page, "eins")
    write(page, "zwei")
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
    expect(page.locator("[data-saved]")).to_be_hidden()
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


def test_each_refusal_stays_on_the_phone(phone, cafe):
    """Gone, not this table, the café is closed or the key known for another text, too large, unreadable."""
    page = phone()
    for by in ("socket", "post"):
        if by == "post":
            cafe.accepts_sockets = False
            cafe.close(1012)
            soon(page, lambda: line(page) == "polling", 10)
        for status in (404, 403, 409, 413, 422):
            cafe.refused[f"bitte {by} {status}"] = status
            cafe.post_message = f"Nein, {status}."
            write(page, f"bitte {by} {status}")
            entry = page.locator("#outbox li").last
            expect(entry).to_have_attribute("data-state", "refused")
            expect(entry.locator("[data-slot=message]")).to_have_text(f"Nein, {status}.")
    page.reload()
    expect(page.locator("#outbox li[data-state=refused]")).to_have_count(10)
    assert cafe.contributions == {}
    assert len(cafe.posts) == 10


def test_who_was_shown_out_keeps_what_waits(phone, cafe):
    page = phone()
    cafe.post_status = 503
    write(page, "noch nicht fort")
    cafe.post_status, cafe.post_message = 403, "Du bist nicht mehr in diesem Café."
    cafe.close(4401)
    expect(page.locator("#outbox li[data-state=refused] [data-slot=message]")).to_have_text(
        "Du bist nicht mehr in diesem Café."
    )
    expect(page.locator("[data-outbox-button=copy]")).to_be_visible()


def test_not_now_is_no_refusal(phone, cafe):
    page = phone()
    for status in (429, 503):
        cafe.post_status, cafe.post_message = status, "Später."
        write(page, f"geduldig {status}")
        write(page, f"auch {status}")
        later(page, 30)
        assert faces(page) == ["waiting"] * 2
        cafe.post_status = 201
        soon(page, lambda: is_empty(page), 11)
    expect(page.locator("#contributions p")).to_have_text(["geduldig 429", "auch 429", "geduldig 503", "auch 503"])
    assert len({post["key"] for post in cafe.posts}) == 4


def test_what_the_server_cannot_take_lets_the_others_pass(phone, cafe):
    page = phone()
    cafe.refused["bricht"] = 500
    for text in ("bricht", "eins", "zwei"):
        write(page, text)
    soon(page, lambda: faces(page) == ["stuck"], 15)
    assert list(cafe.contributions.values()) == ["eins", "zwei"]
    assert [post["text"] for post in cafe.posts][:3] == ["bricht"] * 3
    expect(page.locator("[data-outbox-button=copy]")).to_be_visible()
    expect(page.locator("[data-saved]")).to_be_hidden()
    page.reload()
    expect(page.locator("#outbox li[data-state=stuck]")).to_have_count(1)
    tried = len(cafe.posts)
    later(page, 100, 5)
    assert tried + 1 < len(cafe.posts) < tried + 12  # it is tried again and again, but not without pause
    del cafe.refused["bricht"]
    soon(page, lambda: is_empty(page), 301, 20)
    assert list(cafe.contributions.values()) == ["eins", "zwei", "bricht"]


def test_what_the_socket_brings_no_answer_to_goes_by_post(phone, cafe):
    """The server falls over a text before it can answer; by POST that is an answer at least."""
    cafe.tick_every = 1  # the line itself is well
    page = phone()
    for text in ("verschluckt", "reißt"):
        cafe.swallowed, cafe.tears = text, text == "reißt"
        write(page, text)
        write(page, f"nach {text}")
        soon(page, lambda: is_empty(page), 30, 0.5)
    expected = ["verschluckt", "nach verschluckt", "reißt", "nach reißt"]
    expect(page.locator("#contributions p")).to_have_text(expected)
    assert list(cafe.contributions.values()) == expected


def test_saved_is_not_said_while_anything_waits(phone, cafe):
    page = phone()
    cafe.refused["zwei"] = 503
    write(page, "eins")
    write(page, "zwei")
    expect(page.locator("#contribution-1")).to_be_visible()
    until(page, lambda: faces(page) == ["waiting"])
    assert page.locator("[data-saved]").is_hidden()
    cafe.refused.clear()
    soon(page, lambda: is_empty(page), 11)
    expect(page.locator("[data-saved]")).to_be_visible()


def test_a_login_page_of_a_hotel_is_no_acknowledgement(phone, cafe):
    cafe.accepts_sockets = False
    page = phone(wait=False)
    for status in (200, 403, 502):
        seen: list[str] = []

        def hotel(route, *, status=status, seen=seen):
            seen.append(route.request.url)
            route.fulfill(status=status, body="<h1>Willkommen im Hotel</h1>")

        page.route("**/contributions", hotel)
        write(page, f"aus dem Hotel {status}")
        soon(page, lambda: seen, 5)  # noqa: B023
        expect(page.locator("#outbox li")).to_have_attribute("data-state", "waiting")
        page.unroute("**/contributions")
        soon(page, lambda: is_empty(page), 11)
    expect(page.locator("#contributions li")).to_have_count(3)


def test_two_tabs_show_the_same_and_send_once(phone, cafe):
    one = phone()
    two = phone(context=one.context)
    cafe.post_status = 503
    write(one, "aus dem ersten")
    expect(two.locator("#outbox li")).to_have_count(1)
    write(two, "aus dem zweiten")
    expect(one.locator("#outbox li")).to_have_count(2)
    cafe.post_status = 201
    soon(one, lambda: is_empty(one) and is_empty(two), 11)
    for page in (one, two):
        expect(page.locator("#contributions p")).to_have_text(["aus dem ersten", "aus dem zweiten"])
    assert list(cafe.contributions.values()) == ["aus dem ersten", "aus dem zweiten"]


def test_a_tab_that_is_closed_while_it_sends_leaves_it_to_the_other(phone, cafe):
    one = phone()
    two = phone(context=one.context)
    cafe.slowness = 60
    write(one, "mitten im Senden")
    until(two, lambda: any("post" in message for message in cafe.connections[-1]["messages"]))
    expect(two.locator("#outbox li")).to_have_count(1)
    one.close()
    cafe.slowness = 0
    soon(two, lambda: is_empty(two), 10)
    expect(two.locator("#contributions p")).to_have_text(["mitten im Senden"])
    assert list(cafe.contributions.values()) == ["mitten im Senden"]


def test_a_double_tap_is_one_thought(phone, cafe):
    page = phone()
    page.fill("#text", "schnell")
    page.dblclick("#send")
    expect(page.locator("#contributions li")).to_have_count(1)
    later(page, 1)
    assert len(cafe.contributions) == 1
    assert not page.evaluate("() => document.getElementById('text').validity.customError")


def test_blank_is_answered_by_the_field(phone, cafe):
    page = phone()
    page.fill("#text", "  \n ")
    page.click("#send")
    assert page.evaluate("() => document.getElementById('text').validationMessage") == "Schreib erst etwas."
    page.clock.set_system_time(now() / 1000 - 86400)  # and setting the phone's clock keeps nobody from writing
    page.fill("#text", "doch")
    page.press("#text", "Control+Enter")
    expect(page.locator("#contributions p")).to_have_text(["doch"])


SEEN = """text => {
  window.counts = new Set();
  const counts = window.counts;
  const look = () => {
    const shown = [...document.querySelectorAll("#contributions p, #outbox p")].filter((p) => p.checkVisibility());
    const count = shown.filter((p) => p.textContent === text).length;
    if (count || counts.size) counts.add(count);
    requestAnimationFrame(look);
  };
  look();
}"""


def test_the_thought_is_seen_once_in_every_picture(phone, cafe):
    """From the tap until it lies on the cloth there is no picture without it, and none that shows it twice."""
    page = phone(wound=False)
    for first in ("the acknowledgement", "the drawing", "both at once", "a post"):
        cafe.slowness = 0.25 if first.startswith("the") else 0.0
        cafe.draws_first = first == "the drawing"
        if first == "a post":
            cafe.accepts_sockets = False
            cafe.close(1012)
            page.wait_for_selector("html[data-line=polling]", state="attached")
        page.evaluate(SEEN, first)
        page.fill("#text", first)
        page.click("#send")
        expect(page.locator("#contributions p").filter(has_text=first)).to_have_count(1)
        expect(page.locator("#outbox li")).to_have_count(0)
        assert page.evaluate("() => [...window.counts]") == [1], first
