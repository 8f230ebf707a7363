"""What people do in a café, in sentences; where to press on a screen is known here only."""

import re
from collections.abc import Callable
from typing import Any

from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect

PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}
WALL = {"viewport": {"width": 1920, "height": 1080}}
LAPTOP = {"viewport": {"width": 1366, "height": 768}}

DESK_PAGES = (
    "links", "guests", "guests/import", "plan", "plan/paper", "cards", "synthesis", "album", "harvest", "afterword",
    "report", "summary", "settings",
)  # fmt: skip
"""The host's pages beside the console."""

SETUP = {
    "title": "Trainertreffen",
    "question": "Was will ich ändern?",
    "tables": "2",
    "seats": "4",
    "rounds": "2",
    "minutes": "20",
    "language": "de",
}

POST = """async ([path, fields]) => {
  const answer = await fetch(path, { method: "POST", body: new URLSearchParams(fields) });
  return [answer.status, answer.url];
}"""
GET = "async (path) => (await fetch(path)).text()"
FACTS = "async (path) => (await fetch(path)).json()"


class Room:
    """The devices of one test; `follow` is told of every new one."""

    def __init__(self, browser: Browser, address: str, follow: Callable[[BrowserContext], None]) -> None:
        self._browser, self.address, self._follow = browser, address, follow
        self._contexts: list[BrowserContext] = []
        self.key = ""
        self.language = "de"

    # devices

    def device(self, kind: dict[str, Any], **more: Any) -> Page:
        """Somebody's phone, the projector, the host's laptop: each with cookies of its own."""
        locale = {"de": "de-DE", "en": "en-GB"}.get(self.language, self.language)
        context = self._browser.new_context(
            **(kind | {"base_url": self.address, "locale": locale, "reduced_motion": "reduce"} | more)
        )
        self._follow(context)
        context.set_default_timeout(20_000)
        self._contexts.append(context)
        return context.new_page()

    def close(self) -> None:
        for context in self._contexts:
            context.close()

    # the quick way to an evening, for tests about something else

    def lay(self, **fields: str) -> Page:
        """A café; the laptop that comes back is its host's and stands at the console."""
        laptop = self.device(LAPTOP)
        laptop.goto("/health")
        status, url = laptop.evaluate(POST, ["/cafes", SETUP | {"language": self.language} | fields])
        assert status == 200, url
        self.key = url.split("/")[4]
        laptop.goto(self.at("host"))
        connected(laptop)
        return laptop

    def facts(self, host: Page) -> dict[str, Any]:
        """Codes and ids, as the host's device may read them."""
        found: dict[str, Any] = host.evaluate(FACTS, self.at("rehearsal"))
        return found

    def step(self, host: Page, times: int = 1, direction: str = "next") -> None:
        """On (or back) on the line of the evening, without looking at the console."""
        for _ in range(times):
            expected = str(self.facts(host)["version"])
            status, url = host.evaluate(POST, [self.at("steps"), {"direction": direction, "expect": expected}])
            assert status == 200, url

    def join(self, host: Page, name: str = "", table: int = 1, kind: dict[str, Any] = PHONE) -> Page:
        """Scans the code on a table and sits down."""
        phone = self.device(kind)
        phone.goto("/" + self.facts(host)["tables"][table - 1]["join_token"])
        sit_down(phone, name)
        return phone

    def wall(self, host: Page) -> Page:
        """The projector, opened with the wall's own link."""
        wall = self.device(WALL)
        wall.goto(wall_link(host, self.at("links")))
        wall.wait_for_url("**/wall")
        connected(wall)
        return wall

    def at(self, screen: str) -> str:
        return f"/cafes/{self.key}/{screen}"


def wall_link(host: Page, links: str) -> str:
    found = re.search(r'id="wall-url"[^>]*value="([^"]+)"', host.evaluate(GET, links))
    assert found
    return found[1]


# everybody


def connected(page: Page) -> None:
    """The screen's live line is open."""
    page.wait_for_selector("html[data-line=socket]", state="attached")


def stage(page: Page, name: str) -> None:
    """The screen has followed the evening to this stop, by itself."""
    page.wait_for_selector(f"body[data-stage={name}]", state="attached")


def do_not_reload(page: Page) -> None:
    """From here on `was_not_reloaded` can tell."""
    page.evaluate("() => { window.isStillHere = true; }")


def was_not_reloaded(page: Page) -> None:
    assert page.evaluate("() => window.isStillHere") is True


def shows(page: Page, *words: str) -> None:
    for each in words:
        expect(seen(page, each).first).to_be_visible()


def hides(page: Page, *words: str) -> None:
    """Neither to be seen nor anywhere in the page."""
    for each in words:
        expect(page.locator("body")).not_to_contain_text(each)
        assert each not in page.content()


def seen(page: Page, words: str) -> Locator:
    return page.get_by_text(words).filter(visible=True)


# guests


def sit_down(phone: Page, name: str = "") -> None:
    if name:
        phone.locator("#field-name").fill(name)
    phone.locator("form.join__form button[type=submit]").click()
    phone.wait_for_url("**/table")
    connected(phone)


def composer(phone: Page) -> Locator:
    return phone.locator("#text")


def write(phone: Page, text: str, *, category: str = "", question: bool = False, brought_from: str = "") -> None:
    """Lays a thought on the table's cloth and waits until it lies there."""
    draft(phone, text, category=category, question=question, brought_from=brought_from)
    expect(cloth(phone).filter(has_text=text)).to_be_visible()
    expect(phone.locator("#outbox li")).to_have_count(0)


def draft(phone: Page, text: str, *, category: str = "", question: bool = False, brought_from: str = "") -> None:
    composer(phone).fill(text)
    if category:
        phone.locator("#composer .chip").filter(has_text=category).click()
    if question or brought_from:
        phone.locator("#composer-more > summary").click()
        if question:
            phone.locator("#composer-more label").filter(has=phone.locator("#kind-question")).click()
        if brought_from:
            phone.locator("#brought-from").select_option(brought_from)
        phone.locator("#composer-more > summary").click()
    phone.locator("#composer button[type=submit]").click()
    expect(composer(phone)).to_have_value("")


def cloth(phone: Page) -> Locator:
    """What lies on this phone's table."""
    return phone.locator("#cloth .contribution")


def star(phone: Page, text: str) -> Locator:
    return cloth(phone).filter(has_text=text).locator(".star")


def mine(phone: Page, text: str) -> Locator:
    """Goes to the page of one's own thoughts and opens the tools for this one."""
    phone.get_by_role("link", name="Meine Ideen").click()
    own = phone.locator(".own").filter(has_text=text)
    own.locator("summary").click()
    return own


def back_to_the_table(phone: Page) -> None:
    phone.get_by_role("link", name="Zum Tisch").click()
    connected(phone)


# the host


def press(page: Page | Locator, name: str, *, sure: bool = False) -> None:
    """A button by its words; `sure` answers yes to the question that follows."""
    page.get_by_role("button", name=name, exact=True).click()
    if sure:
        page.get_by_role("dialog").get_by_role("button", name="Ja", exact=True).click()


def guest_sheet(host: Page, name: str) -> Locator:
    """What the host can do for one guest."""
    host.locator("button.guest").filter(has_text=name).click()
    sheet = host.locator("section.sheet:popover-open")
    expect(sheet).to_contain_text(name)
    return sheet


def place(host: Page, number: int) -> Locator:
    """A table on the console."""
    return host.locator("section.seats").nth(number - 1)


def open_cloth(host: Page, table: int) -> Locator:
    laid = place(host, table).locator("details.seats__laid")
    if laid.get_attribute("open") is None:
        laid.locator("summary").click()
    return laid


def on_wall(wall: Page, table: int) -> Locator:
    return wall.locator("section.cloth").nth(table - 1)


def ends_at(page: Page) -> int:
    """The deadline that this screen counts down to, in milliseconds of the server's clock."""
    return int(page.locator("#clock").get_attribute("data-ends") or 0)


# the board


def pile(host: Page, column: str) -> Locator:
    return host.locator(f"section[data-column={column}]")


def card(host: Page, text: str) -> Locator:
    """A card that lies open on the board, not inside a theme."""
    return host.locator("#board li[data-card]").filter(has_text=text)


def theme(host: Page, name: str) -> Locator:
    return host.locator("#board li.theme").filter(has=host.get_by_role("heading", name=name, exact=True))


def undoes(host: Page, what: str) -> None:
    """The board has been drawn, and this is what it would take back."""
    expect(host.locator("#undo")).to_contain_text(what)


def drag(host: Page, what: Locator, *, to: Locator, at_top: bool = False) -> None:
    """Pulls a card or a theme by mouse and lets it go over another place, in its middle or at its upper edge."""
    what.scroll_into_view_if_needed()
    what.locator("p").first.hover()
    host.mouse.down()
    there = to.bounding_box()
    assert there
    down = 3 if at_top else min(there["height"] / 2, 60)
    host.mouse.move(there["x"] + there["width"] / 2, there["y"] + down, steps=6)
    expect(host.locator(".theme__gap.is-target") if at_top else to).to_have_class(re.compile("is-target"))
    host.mouse.up()


def by_menu(host: Page, what: Locator, choice: str) -> None:
    """Opens the menu on a grip and says what is to become of the card or theme."""
    what.locator(".grip").click()
    host.locator(".menu:popover-open").get_by_role("button", name=choice, exact=True).click()
    expect(host.locator("[data-busy]")).to_have_count(0)


def open_theme(host: Page, name: str) -> Locator:
    """The panel with the theme's words and everything that can be done with it."""
    theme(host, name).get_by_role("link").click()
    panel = host.locator("#panel")
    expect(panel.get_by_role("heading", level=2)).to_have_text(name)
    return panel
