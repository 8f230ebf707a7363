"""The small behaviours: stars, quiet forms, questions, copying, the door, the wall, the board."""

import re

import pytest
from playwright.sync_api import Page, expect

from .conftest import later, soon, until

pytestmark = pytest.mark.browser


# stars


def test_a_star_shows_at_once_is_sent_and_goes_back_when_the_server_says_no(phone, cafe):
    cafe.contributions[1] = "alt"
    page = phone()
    star = page.locator("#star-1")
    expect(star).to_have_attribute("aria-pressed", "false")
    star.click()
    expect(star).to_have_attribute("aria-pressed", "true")
    until(page, lambda: cafe.requests == [("stars", {"contribution": "1", "given": "1"})])
    button = '<button id="star-1" form="stars" name="contribution" value="1">S</button>'
    cafe.put(f'<li id="contribution-1" data-author="3">{button}</li>')
    expect(star).to_have_attribute("aria-pressed", "true")
    expect(page.locator("#contribution-1[data-mine]")).to_have_count(0)
    star.click()
    until(page, lambda: cafe.requests[1:] == [("stars", {"contribution": "1", "given": "0"})])
    expect(star).to_have_attribute("aria-pressed", "false")

    cafe.answers = (403, '<p id="notice" role="alert">Drei Sterne sind genug.</p>')
    page.click("#star-1")
    expect(page.locator("#notice")).to_have_text("Drei Sterne sind genug.")
    expect(page.locator("#star-1")).to_have_attribute("aria-pressed", "false")


def test_a_star_whose_answer_is_lost_is_sent_again(phone, cafe):
    cafe.contributions[1] = "alt"
    page = phone()
    lost: list[str] = []

    def lose(route):
        lost.append(route.request.post_data)
        route.abort()

    page.route("**/stars", lose)
    page.click("#star-1")
    until(page, lambda: lost)
    page.click("#star-1")  # no, rather not
    page.click("#star-1")  # and yet
    soon(page, lambda: len(lost) == 2, 2)
    page.unroute("**/stars")
    soon(page, lambda: cafe.requests, 9)
    assert set(lost) == {"contribution=1&given=1"}
    assert cafe.requests == [("stars", {"contribution": "1", "given": "1"})]
    expect(page.locator("#star-1")).to_have_attribute("aria-pressed", "true")
    expect(page.locator("#notice")).to_be_hidden()

    page.context.set_offline(True)
    page.click("#star-1")
    soon(page, lambda: page.locator("#notice").is_visible(), 9)
    expect(page.locator("#star-1")).to_have_attribute("aria-pressed", "true")


# quiet forms, questions, copying

FORM = (
    '<form id="news" method="post" action="/cafes/K/announcements" data-quiet>'
    '<textarea id="news-text" name="text" data-clear></textarea><input id="kept" name="kept" value="a">'
    '<button id="tell">Sagen</button></form>'
    '<button id="hide-1" form="commands" formaction="/cafes/K/contributions/1/hiding" name="hidden" value="1">'
    "Verbergen</button>"
)


def test_a_quiet_form_is_sent_cleared_and_keeps_after_errors(phone, cafe):
    cafe.slots |= {"extra": FORM}
    page = phone()
    page.fill("#news-text", "Kuchen ist da")
    cafe.answers = (409, '<p id="notice" role="alert">Schon vorbei.</p>')
    page.click("#tell")
    expect(page.locator("#notice")).to_have_text("Schon vorbei.")
    assert page.input_value("#news-text") == "Kuchen ist da"
    page.context.set_offline(True)
    page.click("#tell")
    expect(page.locator("#notice")).to_have_text("Keine Verbindung.")
    page.context.set_offline(False)
    cafe.answers = (500, "<h1>kaputt</h1>")
    page.click("#tell")
    expect(page.locator("#notice")).to_have_text("Das hat nicht geklappt.")
    cafe.answers = (204, "")
    cafe.requests.clear()
    page.dblclick("#tell")
    expect(page.locator("#news-text")).to_have_value("")
    expect(page.locator("#notice")).to_be_hidden()
    assert cafe.requests[0] == ("announcements", {"text": "Kuchen ist da", "kept": "a"})
    page.click("#hide-1")
    until(page, lambda: cafe.requests[-1] == ("contributions/1/hiding", {"hidden": "1"}))


@pytest.mark.parametrize("means", ["mouse", "keyboard"])
def test_a_button_that_is_drawn_anew_under_the_finger_hears_the_press(phone, cafe, means):
    cafe.slots |= {"extra": FORM}
    page = phone()
    page.hover("#hide-1")
    page.focus("#hide-1")
    page.mouse.down() if means == "mouse" else page.keyboard.down(" ")
    drawn = FORM.replace('id="hide-1"', 'id="hide-1" data-drawn')
    cafe.put(drawn[drawn.index('<button id="hide-1"') :])
    page.wait_for_timeout(300)
    page.mouse.up() if means == "mouse" else page.keyboard.up(" ")
    until(page, lambda: cafe.requests == [("contributions/1/hiding", {"hidden": "1"})])
    page.wait_for_selector("#hide-1[data-drawn]")


def test_a_press_without_an_end_keeps_the_page_still_for_two_seconds_only(phone, cafe):
    cafe.slots |= {"extra": FORM}
    page = phone()
    page.hover("#hide-1")
    page.mouse.down()
    cafe.put('<button id="hide-1">Neu</button>')
    expect(page.locator("#hide-1")).to_have_text("Neu")


MINUTES = (
    '<form method="post" action="/cafes/K/extensions" data-quiet data-each-press>'
    '<button id="more" name="minutes" value="1">+1</button></form>'
)


def test_who_taps_plus_one_three_times_gets_three_minutes_however_slow_the_answers(phone, cafe):
    cafe.slots |= {"extra": MINUTES}
    page = phone()
    sent: list[str | None] = []

    def never_answer(route):
        sent.append(route.request.post_data)

    page.route("**/extensions", never_answer)
    for _ in range(3):
        page.click("#more")
    until(page, lambda: sent == ["minutes=1"] * 3)


WRITING = (
    '<form id="writing" method="post" action="/cafes/K/contributions" data-quiet>'
    '<input type="hidden" name="key" value=""><textarea id="said" name="text" data-clear></textarea>'
    '<button id="lay-down">Hinlegen</button></form>'
)


def test_what_the_host_writes_down_and_sends_again_is_one_thought(phone, cafe):
    """The answer was lost; nothing has changed, so it is the same thought under the same key."""
    cafe.slots |= {"extra": WRITING}
    page = phone()
    cafe.forgets_acks = True
    page.fill("#said", "ohne Handy")
    page.click("#lay-down")
    expect(page.locator("#notice")).to_be_visible()
    cafe.forgets_acks = False
    page.click("#lay-down")
    expect(page.locator("#said")).to_have_value("")
    assert list(cafe.contributions.values()) == ["ohne Handy"]
    page.fill("#said", "ohne Handy")  # and now somebody else says the same
    page.click("#lay-down")
    until(page, lambda: len(cafe.contributions) == 2)
    assert len({post["key"] for post in cafe.posts}) == 2


THEME = (
    '<form method="post" action="/cafes/K/themes/3/splits" data-quiet><input id="name-3" name="name" value="{name}">'
    '<input type="checkbox" id="pick-17" name="contribution" value="17"><button id="split">Abspalten</button></form>'
)


@pytest.mark.parametrize("is_drawn_first", [True, False])
def test_what_is_stored_is_no_longer_kept_over_a_swap(phone, cafe, is_drawn_first):
    cafe.slots |= {"main": THEME.format(name="alt")}
    page = phone()

    def answer(route):
        if is_drawn_first:
            cafe.put(nudge=0)
            until(page, lambda: cafe.fetches == 3)
            page.wait_for_timeout(300)
        route.fulfill(status=204)

    page.fill("#name-3", "neu")
    page.check("#pick-17")
    cafe.put(nudge=0)  # somebody else does something: all that was typed stays
    until(page, lambda: cafe.fetches == 2)
    page.wait_for_timeout(300)
    expect(page.locator("#name-3")).to_have_value("neu")
    expect(page.locator("#pick-17")).to_be_checked()
    cafe.slots |= {"main": THEME.format(name="vom Server")}
    page.route("**/splits", answer)
    page.click("#split")
    page.wait_for_timeout(300)
    if not is_drawn_first:
        cafe.put(nudge=0)
    expect(page.locator("#name-3")).to_have_value("vom Server")
    expect(page.locator("#pick-17")).not_to_be_checked()


def test_great_steps_are_asked_first(phone, cafe):
    dialog = (
        '<dialog id="ask"><p data-slot="what"></p><form method="dialog"><button value="no">Nein</button>'
        '<button value="yes">Ja</button></form></dialog>'
    )
    step = (
        '<form method="post" action="/cafes/K/steps" data-quiet><input type="hidden" name="expect" value="7">'
        '<button id="next" name="direction" value="next" data-confirm="ask" data-what="Runde 2 beginnen">'
        "Weiter</button></form>"
    )
    cafe.slots |= {"extra": dialog, "main": step}
    page = phone()
    page.click("#next")
    expect(page.locator("#ask p")).to_have_text("Runde 2 beginnen")
    page.click("text=Nein")
    expect(page.locator("#ask")).to_be_hidden()
    page.click("#next")
    page.keyboard.press("Escape")
    assert cafe.requests == []
    page.click("#next")
    cafe.put(nudge=0)  # the button is drawn anew behind the question
    until(page, lambda: cafe.fetches == 2)
    page.wait_for_timeout(200)
    page.click("text=Ja")
    until(page, lambda: cafe.requests == [("steps", {"expect": "7", "direction": "next"})])


def test_copying_without_a_clipboard(phone, cafe):
    button = '<button id="c" data-copy="#code">Kopieren<i data-copied hidden>Da</i></button>'
    cafe.slots |= {"extra": f'<b id="code">ABC-DEFG</b>{button}'}
    page = phone(script="Object.defineProperty(navigator, 'clipboard', { value: undefined });")
    page.click("#c")
    expect(page.locator("[data-copied]").last).to_be_visible()
    page.focus("#text")
    page.keyboard.press("Control+v")
    expect(page.locator("#text")).to_have_value("ABC-DEFG")


def test_the_door_takes_the_secret_out_of_the_address(phone, cafe):
    page = phone("/door#host.geheim", wait=False)
    page.wait_for_url("**/elsewhere")
    assert cafe.requests == [("/devices", {"key": "host.geheim"})]
    page.go_back()
    assert "geheim" not in page.url
    page = phone("/door", wait=False)
    page.fill("[name=key]", "http://cafe.local/cafes/K/door#wall.auch")
    page.click("button")
    until(page, lambda: cafe.requests[-1] == ("/devices", {"key": "wall.auch"}))


# the wall and the stage


def test_the_wall_by_keys(phone, cafe):
    pages = "".join(f'<div data-page="{n}">Seite {n}</div>' for n in (1, 2, 3))
    cafe.slots |= {"screen": "wall", "main": pages + "<span data-page-sign></span>"}
    page = phone()
    shown = page.locator("[data-page]:visible")
    expect(shown).to_have_text("Seite 1")
    page.keyboard.press("PageDown")
    expect(shown).to_have_text("Seite 2")
    page.keyboard.press(" ")
    page.keyboard.press("ArrowRight")
    expect(shown).to_have_text("Seite 1")
    page.keyboard.press("3")
    expect(page.locator("[data-page-sign]")).to_have_text("3/3")
    cafe.put(nudge=0)
    until(page, lambda: cafe.fetches == 2)
    expect(shown).to_have_text("Seite 3")
    page.keyboard.press("d")
    expect(page.locator("html")).to_have_attribute("data-theme", "evening")
    page.reload()
    expect(page.locator("html")).to_have_attribute("data-theme", "evening")
    page.keyboard.press("f")
    until(page, lambda: page.evaluate("() => Boolean(document.fullscreenElement)"))
    later(page, 3.1)
    expect(page.locator("html")).to_have_attribute("data-pointer", "resting")
    page.mouse.move(50, 50)
    expect(page.locator("html[data-pointer]")).to_have_count(0)


def test_the_phone_shakes_at_the_change(phone, cafe):
    page = phone(script="window.shaken = 0; Navigator.prototype.vibrate = () => { window.shaken += 1; return true; };")
    cafe.slots |= {"stage": "change"}
    cafe.put(nudge=0)
    expect(page.locator("h1")).to_have_text("change")
    assert page.evaluate("() => window.shaken") == 1
    cafe.slots |= {"stage": "synthesis"}
    cafe.put(nudge=0)
    expect(page.locator("h1")).to_have_text("synthesis")
    assert page.evaluate("() => window.shaken") == 1


# the board


def board(column: str = "change") -> str:
    card = (
        '<li id="contribution-17" data-card="17" data-author="1"><p class="slip__text">Mehr Brot</p>'
        '<button type="button" id="grip-17" data-grip popovertarget="card-menu">⠿</button></li>'
    )
    columns = ""
    for key, name in (("change", "Ändern"), ("optimise", "Optimieren")):
        theme = '<li id="theme-12" data-theme-card="12"><h4>Nähe</h4><br></li>' if key == "change" else ""
        columns += (
            f'<section data-column="{key}" data-name="{name}"><h2>{name}</h2>'
            f"<ul>{theme}{card * (key == column)}</ul><br><br></section>"
        )
    return (
        f'<div id="board">{columns}</div><div id="card-menu" popover>'
        '<button type="button" data-move-column="optimise">Optimieren</button>'
        '<button type="button" data-move-group="12">Nähe</button></div>'
    )


EXTRA = (
    '<form id="placements" method="post" action="/cafes/K/placements"></form>'
    '<p data-moved="„{text}“ liegt jetzt in {place}." role="status"></p>'
)


def at(page: Page, selector: str) -> tuple[float, float]:
    page.locator(selector).scroll_into_view_if_needed()
    box = page.locator(selector).bounding_box()
    return box["x"] + 5, box["y"] + box["height"] / 2


def drag(page: Page, source: str, target: str) -> None:
    x, y = at(page, source)
    x2, y2 = at(page, target)
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + 20, y + 20)
    page.mouse.move(x2, y2, steps=4)


def test_a_card_moves_by_mouse_menu_and_keys(phone, cafe):
    cafe.slots |= {"main": board(), "extra": EXTRA}
    page = phone(viewport={"width": 900, "height": 1400})
    drag(page, ".slip__text", "[data-column=optimise] br >> nth=1")
    cafe.put('<p id="clock" data-proof></p>')
    page.wait_for_timeout(200)
    assert page.locator("[data-proof]").count() == 0  # the page keeps still while a card is in the air
    page.mouse.up()
    expect(page.locator("[data-proof]")).to_have_count(1)
    until(page, lambda: cafe.requests == [("placements", {"contribution": "17", "column": "optimise"})])
    expect(page.locator("[data-moved]")).to_have_text("„Mehr Brot“ liegt jetzt in Optimieren.")

    cafe.slots |= {"main": board("optimise")}
    cafe.put(board("optimise"))
    expect(page.locator("[data-column=optimise] #contribution-17")).to_be_visible()
    page.focus("#grip-17")
    page.keyboard.press("Alt+ArrowLeft")
    until(page, lambda: cafe.requests[-1] == ("placements", {"contribution": "17", "column": "change"}))
    cafe.put(board("change"))
    expect(page.locator("[data-column=change] #contribution-17")).to_be_visible()
    assert page.evaluate("() => document.activeElement.id") == "grip-17"
    page.click("#grip-17")
    cafe.put(board("change"))  # somebody else sorts while the menu is open
    page.wait_for_timeout(300)
    page.click("[data-move-column=optimise]")
    until(page, lambda: cafe.requests[-1] == ("placements", {"contribution": "17", "column": "optimise"}))
    assert page.evaluate("() => document.activeElement.id") == "grip-17"
    cafe.put(board("change"))
    expect(page.locator("[data-busy]")).to_have_count(0)
    drag(page, ".slip__text", "#theme-12 br")
    page.mouse.up()
    until(page, lambda: cafe.requests[-1] == ("placements", {"contribution": "17", "theme": "12"}))
    assert len(cafe.requests) == 4


def test_a_dropped_card_that_was_not_moved_or_refused(phone, cafe):
    cafe.slots |= {"main": board(), "extra": EXTRA}
    page = phone(viewport={"width": 900, "height": 1400})
    drag(page, ".slip__text", "[data-column=optimise] br >> nth=1")
    page.keyboard.press("Escape")
    page.mouse.up()
    page.wait_for_timeout(300)
    assert cafe.requests == []
    cafe.answers = (409, '<p id="notice">Die Ernte ist schon eingefahren.</p>')
    drag(page, ".slip__text", "[data-column=optimise] br >> nth=1")
    page.mouse.up()
    expect(page.locator("#notice")).to_have_text("Die Ernte ist schon eingefahren.")
    expect(page.locator("#contribution-17")).not_to_have_class(re.compile("is-flying"))
    assert page.evaluate("() => document.getElementById('contribution-17').style.translate") == ""


# what can be taken back

UNDO = (
    '<link rel="stylesheet" href="/static/css/layers.css"><link rel="stylesheet" href="/static/css/undo.css">'
    '<form id="undo" class="undo" method="post" action="/cafes/K/retractions" data-quiet data-said="Die Tür ist zu.">'
    '<p class="undo__words" id="undo-words">Die Tür ist zu.</p>'
    '<button class="button" id="undo-button" data-history="undo" aria-describedby="undo-words">Rückgängig</button>'
    "</form>"
)


def test_after_a_minute_only_the_button_is_left_where_it_was(phone, cafe):
    cafe.slots |= {"extra": UNDO}
    page = phone()
    words, button = page.locator(".undo__words"), page.locator("#undo-button")
    place = button.bounding_box()
    later(page, 55)
    button.focus()
    later(page, 60)
    expect(words).to_be_visible()  # somebody is at it
    button.evaluate("(button) => button.blur()")
    soon(page, words.is_hidden, 7, 1)
    assert button.bounding_box() == place
    expect(button).to_have_accessible_description("Die Tür ist zu.")
    button.focus()
    expect(words).to_be_visible()
    button.evaluate("(button) => button.blur()")
    expect(words).to_be_hidden()
    cafe.put(UNDO[UNDO.index("<form") :].replace("zu.", "auf."))
    expect(words).to_be_visible()  # what is new is told in full
    expect(page.locator("[data-spoken]")).to_have_text("Die Tür ist auf.")
