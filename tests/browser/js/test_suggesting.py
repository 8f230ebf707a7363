"""The suggested category on the phone: marked while somebody types, sent only if it is tapped."""

import json
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from .conftest import later, soon

pytestmark = pytest.mark.browser

AWAY = "Den Newsletter abschaffen"


def marked(page: Page) -> Locator:
    return page.locator(".chip[data-suggested]")


def said(page: Page) -> Locator:
    return page.locator("[data-proposal]")


def type_in(page: Page, text: str) -> None:
    """Types and waits as long as a pause in typing lasts."""
    page.fill("#text", text)
    soon(page, lambda: marked(page).count(), 5)


def chosen(page: Page) -> str:
    return page.evaluate("() => document.querySelector('#composer').elements.category.value")


def send(page: Page, cafe: object) -> str:
    """The category that was sent."""
    page.click("#send")
    expect(page.locator("#contribution-1")).to_be_visible()
    return cafe.posts[-1]["category"]  # type: ignore[attr-defined]


def test_what_the_words_ask_for_is_marked_with_its_reason_and_is_not_sent(phone, cafe):
    page = phone()
    type_in(page, AWAY)
    expect(marked(page)).to_have_text("Ändern")
    expect(page.locator("[data-because]")).to_have_text("wegen „abschaffen“")
    expect(said(page)).to_have_text("Vorschlag: Ändern, wegen „abschaffen“.")
    assert chosen(page) == ""
    assert send(page, cafe) == ""
    expect(marked(page)).to_have_count(0)
    expect(page.locator("[data-because]")).to_be_empty()
    expect(said(page)).to_be_empty()


def test_one_tap_confirms_it(phone, cafe):
    page = phone()
    type_in(page, AWAY)
    page.get_by_label("Ändern").check()
    expect(marked(page)).to_have_count(0)
    assert send(page, cafe) == "change"


def test_another_tap_changes_it_and_more_words_change_nothing(phone, cafe):
    page = phone()
    type_in(page, AWAY)
    page.get_by_label("Angehen").check()
    page.fill("#text", AWAY + ", und zwar sofort")
    later(page, 1, 1)
    expect(marked(page)).to_have_count(0)
    assert send(page, cafe) == "tackle"


def test_the_cross_clears_it_for_this_text_and_not_for_the_next(phone, cafe):
    page = phone()
    type_in(page, AWAY)
    page.get_by_text("Noch offen").click()
    expect(marked(page)).to_have_count(0)
    page.fill("#text", AWAY + ", und zwar sofort")
    later(page, 1, 1)
    expect(marked(page)).to_have_count(0)
    assert send(page, cafe) == ""
    type_in(page, "Einen Podcast starten")
    expect(marked(page)).to_have_text("Angehen")


def test_by_keyboard_it_is_confirmed_and_cleared(phone, cafe):
    page = phone()
    type_in(page, AWAY)
    page.locator(".chip input[value='']").focus()
    page.keyboard.press("Space")
    expect(marked(page)).to_have_count(0)
    assert chosen(page) == ""
    page.fill("#text", "")
    type_in(page, AWAY)
    page.locator(".chip input[value='']").focus()
    page.keyboard.press("ArrowRight")
    expect(marked(page)).to_have_count(0)
    assert send(page, cafe) == "change"


def test_it_is_not_said_again_for_other_words_of_the_same_kind(phone):
    page = phone()
    type_in(page, AWAY)
    page.evaluate("""() => {
      window.sayings = 0;
      const voice = document.querySelector("[data-proposal]");
      new MutationObserver(() => window.sayings++).observe(voice, { childList: true });
    }""")
    page.fill("#text", "Newsletter weglassen")
    soon(page, lambda: "weglassen" in page.locator("[data-because]").inner_text(), 5)
    assert page.evaluate("window.sayings") == 0
    page.fill("#text", "Einen Podcast starten")
    soon(page, lambda: "starten" in said(page).inner_text(), 5)
    assert page.evaluate("window.sayings") == 1


def test_the_first_letters_fetch_nothing_and_no_network_is_no_harm(phone):
    page = phone()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url.rpartition("/static/")[2]))
    page.route("**/rules/*.json", lambda route: route.abort())
    page.fill("#text", "Den New")
    later(page, 1, 1)
    assert asked == []
    page.fill("#text", AWAY)
    soon(page, lambda: "rules/categories.json" in asked, 5)
    later(page, 1, 1)
    expect(marked(page)).to_have_count(0)
    page.unroute("**/rules/*.json")
    type_in(page, AWAY + "!")
    expect(marked(page)).to_have_text("Ändern")


def test_phone_and_server_give_the_same_answer_and_reasons(phone):
    from app.synthesis.categories import suggest
    from tests.synthesis.texts import everything

    texts = everything()
    expected = [found and {"category": found.category, "because": list(found.because)} for found in map(suggest, texts)]
    rules = json.loads((Path(__file__).parents[3] / "static/rules/categories.json").read_text("utf-8"))
    given = phone().evaluate(
        """async ([rules, texts]) => {
          const { rulebook, suggest } = await import("/static/js/suggest.js");
          const book = rulebook(rules);
          return texts.map((text) => suggest(book, text));
        }""",
        [rules, texts],
    )
    wrong = [(text, mine, theirs) for text, mine, theirs in zip(texts, expected, given, strict=True) if mine != theirs]
    assert wrong == []
    assert len(texts) > 400
    assert sum(found is not None for found in given) > 150
