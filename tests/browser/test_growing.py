"""The cloth in the hand: it grows without moving under the thumb, and what belongs together is joined by lines."""

from collections.abc import Iterator
from itertools import count

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.browser import room as do
from tests.browser.conftest import Watch
from tests.browser.room import PHONE, Room
from tests.browser.server import Server

pytestmark = pytest.mark.browser

LAY = """async ([path, drafts]) => {
  const ids = [];
  for (const draft of drafts) {
    const headers = { accept: "application/json" };
    const answer = await fetch(path, { method: "POST", headers, body: new URLSearchParams(draft) });
    ids.push((await answer.json()).id);
  }
  return ids;
}"""
HIDE = "async (paths) => { for (const path of paths) await fetch(path, { method: 'POST' }); }"
HINT = '<p id="cloth-hint" class="cloth-hint" data-state="shown">'
TOP = "(el) => Math.round(el.getBoundingClientRect().top)"


class Cloth:
    """A table with Anna, who reads, and Ben, who writes."""

    def __init__(self, room: Room) -> None:
        self.room = room
        self.host = room.lay(rounds="3", seats="6")
        self.anna, self.ben = (room.join(self.host, name, table=1) for name in ("Anna", "Ben"))
        room.step(self.host)
        for phone in (self.anna, self.ben):
            do.stage(phone, "round")
        self._table = str(room.facts(self.host)["tables"][0]["id"])
        self._keys = count(1000)
        self._ids: list[int] = []

    def lay(self, *texts: str) -> list[int]:
        """Written by Ben in the first round."""
        drafts = [
            {"key": f"written-{next(self._keys)}", "text": text, "round": "1", "table": self._table} for text in texts
        ]
        ids: list[int] = self.ben.evaluate(LAY, [self.room.at("contributions"), drafts])
        self._ids += ids
        return ids

    def there(self, *ids: int) -> list[Locator]:
        """These contributions on Anna's phone, once all of them lie there."""
        found = [self.anna.locator(f"#contribution-{each}") for each in ids]
        for each in found:
            expect(each).to_be_attached()
        return found

    def knot(self, contribution: int) -> Locator:
        return self.anna.locator(f"#knot-{contribution}")

    def clear(self) -> None:
        """A white cloth for the next test, and everybody back at the top."""
        lying = [each for each in self._ids if self.anna.locator(f"#contribution-{each}").count()]
        paths = [self.room.at(f"contributions/{each}/hiding") for each in lying]
        self.host.evaluate(HIDE, paths)
        for phone in (self.anna, self.ben):
            for each in lying:
                expect(phone.locator(f"#contribution-{each}")).to_have_count(0)
            phone.evaluate("() => scrollTo(0, 0)")
        self._ids = []


@pytest.fixture(scope="module")
def watched() -> Iterator[Watch]:
    watch = Watch()
    yield watch
    assert watch.complaints() == []


@pytest.fixture(scope="module")
def table(browser: Browser, server: Server, watched: Watch) -> Iterator[Cloth]:
    room = Room(browser, server.address, watched.follow)
    yield Cloth(room)
    room.close()


@pytest.fixture
def cloth(table: Cloth) -> Iterator[Cloth]:
    yield table
    table.clear()


def settled(page: Page) -> None:
    """What was drawn has been painted, and nobody's finger has been on the glass for a while."""
    page.wait_for_function(
        "() => new Promise((done) => setTimeout(() => requestAnimationFrame(() => done(true)), 900))"
    )


def test_whoever_reads_the_end_sees_the_newest(cloth: Cloth) -> None:
    ids = cloth.lay(*(f"Gedanke {number}" for number in range(12)))
    cloth.there(*ids)
    expect(cloth.anna.locator("#cloth-hint")).to_be_visible()
    assert HINT in cloth.anna.evaluate(do.GET, cloth.room.at("table"))  # so that nothing moves when scripts come
    cloth.anna.locator("#contributions > li").last.scroll_into_view_if_needed()
    settled(cloth.anna)
    [newest] = cloth.there(*cloth.lay("Der allerneueste"))
    expect(newest).to_be_in_viewport(ratio=1)
    bottom = newest.evaluate("(el) => el.getBoundingClientRect().bottom")
    assert bottom <= cloth.anna.locator("#composer").evaluate(TOP)
    expect(cloth.anna.locator("#newer")).to_be_hidden()


def test_further_up_nothing_moves_and_a_pill_leads_to_what_is_new(cloth: Cloth) -> None:
    old = cloth.there(*cloth.lay(*(f"Gedanke {number}" for number in range(16))))
    cloth.anna.evaluate("() => scrollTo(0, 160)")
    settled(cloth.anna)
    before = [each.evaluate(TOP) for each in old[:6]]
    new = cloth.there(*cloth.lay("Neu eins", "Neu zwei", "Neu drei"))
    pill = cloth.anna.locator("#newer")
    expect(pill).to_have_text("3 neue Beiträge")
    expect(cloth.anna.locator("[data-moved]")).to_have_text("1 neuer Beitrag")
    assert [each.evaluate(TOP) for each in old[:6]] == before
    assert cloth.anna.evaluate("() => scrollY") == 160
    box = pill.bounding_box()
    assert box and box["height"] >= 44
    assert box["y"] + box["height"] <= cloth.anna.locator("#composer").evaluate(TOP)
    pill.click()
    expect(new[0]).to_be_in_viewport(ratio=1)
    expect(new[0]).to_be_focused()


def test_what_one_lays_down_oneself_comes_into_view(cloth: Cloth) -> None:
    cloth.there(*cloth.lay(*(f"Gedanke {number}" for number in range(16))))
    cloth.anna.evaluate("() => scrollTo(0, 0)")
    do.write(cloth.anna, "Von mir")
    mine = do.cloth(cloth.anna).filter(has_text="Von mir")
    expect(mine).to_be_in_viewport(ratio=1)
    expect(cloth.anna.locator("#newer")).to_be_hidden()
    own = str(mine.get_attribute("id")).removeprefix("contribution-")
    cloth.anna.evaluate(do.POST, [cloth.room.at(f"contributions/{own}/withdrawal"), {}])


def test_what_changes_above_moves_nothing_below(cloth: Cloth) -> None:
    ids = cloth.lay(*(f"Gedanke {number}" for number in range(16)))
    old = cloth.there(*ids)
    old[9].evaluate("(el) => scrollBy(0, el.getBoundingClientRect().top - 200)")
    settled(cloth.anna)
    before = pytest.approx([each.evaluate(TOP) for each in old[9:12]], abs=1.01)
    path = cloth.room.at(f"contributions/{ids[2]}/edits")
    cloth.ben.evaluate(do.POST, [path, {"text": "So viele Worte mehr. " * 20, "kind": "idea"}])
    expect(old[2]).to_contain_text("So viele Worte mehr")
    assert [each.evaluate(TOP) for each in old[9:12]] == before
    cloth.ben.evaluate(do.POST, [cloth.room.at(f"contributions/{ids[1]}/withdrawal"), {}])
    expect(old[1]).not_to_be_attached()
    assert [each.evaluate(TOP) for each in old[9:12]] == before


def test_two_taps_join_and_the_words_lead_there(cloth: Cloth) -> None:
    ids = cloth.lay(*(f"Gedanke {number}" for number in range(12)))
    first, *_, last = cloth.there(*ids)
    cloth.knot(ids[0]).click()
    bar = cloth.anna.locator("#in-hand")
    expect(bar).to_contain_text("Wozu gehört das?")
    last.locator(".contribution__text").click()
    expect(bar).to_be_hidden()
    expect(first.locator(".joined__to")).to_have_text("gehört zu Gedanke 11")
    expect(last.locator(".joined__to")).to_have_text("gehört zu Gedanke 0")
    expect(cloth.anna.locator(".lines__one")).to_have_count(1)
    expect(cloth.ben.locator(".lines__one")).to_have_count(1)
    first.locator(".joined__to").click()
    expect(last).to_be_in_viewport(ratio=1)
    last.get_by_role("button", name="Linie lösen: Gedanke 0").click()
    expect(first.locator(".joined")).to_have_count(0)
    expect(cloth.anna.locator(".lines__one")).to_have_count(0)
    expect(cloth.ben.locator(".joined")).to_have_count(0)


def test_joined_by_keys_alone_and_let_go_by_escape(cloth: Cloth) -> None:
    ids = cloth.lay("Brot", "Butter", "Salz")
    bread, butter, _ = cloth.there(*ids)
    said = cloth.anna.locator("[data-moved]")
    cloth.knot(ids[0]).focus()
    cloth.anna.keyboard.press("Enter")
    expect(said).to_contain_text("Wähl den anderen Beitrag")
    cloth.anna.keyboard.press("Escape")
    expect(said).to_have_text("Losgelassen.")
    expect(cloth.knot(ids[0])).to_be_focused()
    cloth.anna.keyboard.press("Enter")
    expect(cloth.anna.locator("#in-hand")).to_be_visible()
    cloth.knot(ids[1]).focus()
    cloth.anna.keyboard.press("Enter")
    expect(bread.locator(".joined__to")).to_have_text("gehört zu Butter")
    expect(said).to_have_text("Verbunden.")
    expect(cloth.knot(ids[1])).to_be_focused()
    butter.locator(".joined__loose").focus()
    cloth.anna.keyboard.press("Enter")
    expect(bread.locator(".joined")).to_have_count(0)
    expect(said).to_have_text("Linie gelöst.")
    expect(cloth.knot(ids[1])).to_be_focused()


def test_a_pull_from_knot_to_knot_joins_and_a_finger_still_scrolls(cloth: Cloth) -> None:
    ids = cloth.lay(*(f"Gedanke {number}" for number in range(14)))
    first, _, third, *_ = cloth.there(*ids)
    cloth.knot(ids[0]).click()  # brings the script
    cloth.anna.keyboard.press("Escape")
    cloth.anna.evaluate("() => scrollTo(0, 0)")
    settled(cloth.anna)
    finger = cloth.anna.context.new_cdp_session(cloth.anna)

    def drag(*points: tuple[float, float]) -> None:
        for kind, spot in zip(("touchStart", *["touchMove"] * (len(points) - 1)), points, strict=True):
            spots = [{"x": spot[0], "y": spot[1]}]
            finger.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": spots})
        finger.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})

    knot, goal = (each.bounding_box() for each in (cloth.knot(ids[0]), third.locator(".contribution__text")))
    assert knot and goal
    x, y = knot["x"] + 22, knot["y"] + 22
    drag((x, y), (x + 12, y), (x + 30, y + 20), (goal["x"] + 60, goal["y"] - 8), (goal["x"] + 60, goal["y"] + 8))
    expect(first.locator(".joined__to")).to_have_text("gehört zu Gedanke 2")
    expect(cloth.anna.locator(".pull")).to_have_count(0)
    drag((x, y + 200), (x, y + 180), (x, y + 120), (x, y + 20))
    cloth.anna.wait_for_function("() => scrollY > 80")
    expect(cloth.anna.locator("#in-hand")).to_be_hidden()


def test_without_scripts_two_forms_join(cloth: Cloth) -> None:
    ids = cloth.lay("Brot", "Butter")
    plain = cloth.room.device(PHONE, java_script_enabled=False, storage_state=cloth.anna.context.storage_state())
    plain.goto(cloth.room.at("table"))
    plain.locator(f"#knot-{ids[0]}").click()
    expect(plain.locator("#in-hand")).to_be_visible()
    plain.locator(f"#knot-{ids[1]}").click()
    expect(plain.locator(f"#contribution-{ids[0]} .joined__to")).to_have_text("gehört zu Butter")
    plain.locator(f"#loose-{ids[0]}-{ids[1]}").click()
    expect(plain.locator(".joined")).to_have_count(0)


def test_many_of_an_earlier_round_are_folded_away_and_counted(cloth: Cloth) -> None:
    """Table hosts stay, so Anna keeps hers and its cloth."""
    cloth.anna.locator("#stay-here").click()
    expect(cloth.anna.locator("#travel-on")).to_be_visible()
    ids = cloth.lay(*(f"Gedanke {number}" for number in range(9)))
    [star, *_] = cloth.there(*ids)
    star.locator(".star").click()
    expect(star.locator(".star__count")).to_have_text("1")
    cloth.room.step(cloth.host, 2)
    do.stage(cloth.anna, "round")
    earlier = cloth.anna.locator("#round-1")
    expect(earlier.locator("summary")).to_contain_text("9 Beiträge")
    expect(star).to_be_hidden()
    cloth.ben.evaluate(do.POST, [cloth.room.at(f"contributions/{ids[4]}/withdrawal"), {}])
    expect(earlier.locator("summary")).to_contain_text("8 Beiträge")
    earlier.locator("summary").click()
    expect(star).to_be_visible()
