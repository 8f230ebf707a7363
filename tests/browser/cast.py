"""Who is in the room while every screen is looked at, and the ways to a state of one of them."""

from collections.abc import Callable
from typing import Any

from playwright.sync_api import Page, expect

from tests.browser import room as do
from tests.browser.room import PHONE, Room

CAFE: dict[str, str] = {
    "impulse_speaker": "Eva",
    "impulse_message": "Weniger ist mehr",
    "wifi_name": "Haus",
    "wifi_password": "geheim12",
    "topics": "Räume\nZeiten",
    "names": "am Fenster\nan der Tür",
    "gong": "on",
}
BOARD_WORDS = (
    "Mehr Pausen", "Längere Pausen, bitte", "Die Pausen sind zu kurz", "Weniger Kanäle", "Nur noch zwei Kanäle",
    "Alte Kanäle abschaffen", "Wer räumt auf?",
)  # fmt: skip
STROKE = "M120 240Q200 120 320 240Q440 360 520 240"


class Cast:
    """Devices by the names of those who hold them; each comes in when it is first asked for."""

    def __init__(self, room: Room, **fields: str) -> None:
        self.room = room
        self.host = room.lay(**CAFE | fields)
        self._devices: dict[str, Page] = {"host": self.host}
        self._new: dict[str, Callable[[], Page]] = {
            "visitor": lambda: room.device(PHONE),
            "wall": lambda: room.wall(self.host),
            "phone": lambda: room.join(self.host, "Anna"),
            "mate": lambda: room.join(self.host, "Ben", table=2),
            "desk": self.host.context.new_page,
            "own": lambda: self["phone"].context.new_page(),
        }

    def __getitem__(self, who: str) -> Page:
        if who not in self._devices:
            self._devices[who] = self._new[who]()
        return self._devices[who]

    def at(self, path: str) -> str:
        """`{cafe}` is this café, `{table}` the code on its first table."""
        if "{table}" in path:
            path = path.replace("{table}", self.facts["tables"][0]["join_token"])
        return path.replace("{cafe}", f"/cafes/{self.room.key}")

    @property
    def facts(self) -> dict[str, Any]:
        return self.room.facts(self.host)

    def send(self, who: str, path: str, /, **fields: object) -> None:
        written = {name: str(value) for name, value in fields.items()}
        status, url = self[who].evaluate(do.POST, [self.room.at(path), written])
        assert status in (200, 201), (path, status, url)

    def person(self, name: str) -> int:
        return int(next(each["id"] for each in self.facts["participants"] if each["name"] == name))

    @property
    def table(self) -> int:
        return int(self.facts["tables"][0]["id"])


Way = Callable[[Cast, Page], object]


def stay(_cast: Cast, _page: Page) -> None:
    """It is there already."""


def together(*ways: Way) -> Way:
    def go(cast: Cast, page: Page) -> None:
        for way in ways:
            way(cast, page)

    return go


def at(path: str) -> Way:
    return lambda cast, page: page.goto(cast.at(path))


def press(*selectors: str) -> Way:
    """Clicks one after the other."""

    def go(_cast: Cast, page: Page) -> None:
        for each in selectors:
            page.locator(each).first.click()

    return go


def keys(*names: str) -> Way:
    def go(_cast: Cast, page: Page) -> None:
        for each in names:
            page.keyboard.press(each)

    return go


def fill(selector: str, text: str) -> Way:
    return lambda _cast, page: page.locator(selector).fill(text)


def until(selector: str) -> Way:
    return lambda _cast, page: page.locator(selector).first.wait_for(state="attached")


def opened(button: str, sheet: str) -> Way:
    """A sheet beside the page; some are fetched with the first tap."""
    return together(press(button), until(f"{sheet}:popover-open"))


def sends(path: str, who: str = "host", /, **fields: object) -> Way:
    return lambda cast, _page: cast.send(who, path, **fields)


def step(to: str) -> Way:
    """The host goes on, every screen follows."""

    def go(cast: Cast, _page: Page) -> None:
        cast.room.step(cast.host)
        for who in ("phone", "mate", "wall", "host"):
            do.stage(cast[who], to)

    return go


def guests(cast: Cast, _page: Page) -> None:
    """Anna keeps the first table, Dora has no phone."""
    cast["phone"], cast["mate"]
    cast.send("host", "participants", name="Dora")
    cast.send("host", f"participants/{cast.person('Anna')}/roles", role="table_host")
    expect(cast["phone"].locator("#travel-on")).to_be_attached()


def talk(cast: Cast, _page: Page) -> None:
    """Something of every kind on the cloth: words in three columns, a question, a star, a drawing, a line, a card."""
    phone, table = cast["phone"], cast.table
    for number, more in enumerate(
        ({"category": "change"}, {"kind": "question"}, {"category": "tackle", "pen": "red"}, {"category": "optimise"})
    ):
        words = {"text": f"Gedanke {number}", "round": 1, "table": table, "key": f"said-{number}-{cast.room.key}"}
        cast.send("phone", "contributions", **words | more)
    first, second = (do.cloth(phone).filter(has_text=f"Gedanke {number}") for number in (0, 1))
    expect(second).to_be_visible()
    one, other = ((each.get_attribute("id") or "").rpartition("-")[2] for each in (first, second))
    cast.send("phone", "stars", contribution=one)
    cast.send("phone", "connections", first=one, second=other)
    drawing = {"doodle": f"drawn-{cast.room.key}", "pen": "red", "beside": "", "table": table, "round": 1}
    cast.send("phone", "strokes", **drawing, key=f"stroke-{cast.room.key}", path=STROKE)
    cast.send("phone", "handovers", table=table, round=1, point="Ein Punkt", open_question="Und nun?")
    do.write(cast["mate"], "Am anderen Tisch")
    phone.locator(".doodle").first.wait_for()


def more_talk(cast: Cast, _page: Page) -> None:
    """Enough for themes."""
    for number, text in enumerate(BOARD_WORDS):
        said = {"as": "host", "author": "", "round": 2, "table": cast.table, "key": f"board-{number}-{cast.room.key}"}
        cast.send("host", "contributions", **said, text=text)


def sort(cast: Cast, page: Page) -> None:
    """Two themes that pull apart, a single voice and a proposal."""
    page.goto(cast.at("{cafe}/synthesis"))
    do.connected(page)
    number = [do.card(page, text).get_attribute("data-card") for text in BOARD_WORDS]
    for name, cards in (("Pausen", number[:2]), ("Kanäle", number[3:4])):
        pairs = [["name", name], *(["contribution", each] for each in cards)]
        assert page.evaluate(do.POST, [cast.room.at("themes"), pairs])[0] == 200
        expect(do.theme(page, name)).to_be_visible()
    cast.send("host", "voices", contribution=number[-1])
    one, other = (do.theme(page, name).get_attribute("data-theme-card") for name in ("Pausen", "Kanäle"))
    cast.send("host", "tensions/themes", left=one, right=other, subject="Mehr oder weniger")
    page.locator(".tension").wait_for()
    cast.send("host", "groupings", kind="themes")
    expect(page.locator("#panel .proposed").first).to_be_visible()


def board(query: str) -> Way:
    """With something beside it: `{theme}` and `{tension}` are the first of them."""

    def go(cast: Cast, page: Page) -> None:
        theme = page.locator("li.theme").first.get_attribute("data-theme-card") or ""
        tension = (page.locator(".tension").first.get_attribute("id") or "").removeprefix("tension-")
        page.goto(cast.room.at("synthesis") + query.format(theme=theme, tension=tension))

    return go


def without_network(cast: Cast, page: Page) -> None:
    page.context.set_offline(True)
    do.composer(page).fill("Das wartet noch")
    page.locator("#composer button[type=submit]").click()
    page.locator("#outbox li").wait_for()


def with_network(_cast: Cast, page: Page) -> None:
    page.context.set_offline(False)
    page.reload()
    do.connected(page)
    expect(page.locator("#outbox li")).to_have_count(0)
    expect(do.cloth(page).filter(has_text="Das wartet noch")).to_be_visible()


def long_quiet(_cast: Cast, page: Page) -> None:
    """As if somebody could have written for hours."""
    page.evaluate(
        "() => { document.querySelector('[data-listens]').dataset.listens = '1';"
        " for (const sign of document.querySelectorAll('[data-lull]')) sign.dataset.last = '1';"
        " document.dispatchEvent(new CustomEvent('screen:drawn', { detail: { elements: [] } })); }"
    )
    page.locator("[data-lull]:not([hidden])").first.wait_for()


def rehearse(cast: Cast, page: Page) -> None:
    page.goto(cast.at("{cafe}/host"))
    page.locator("#rehearse").click()
    page.locator("#end-rehearsal").wait_for()


def follow(selector: str) -> Way:
    """Where a link on somebody's screen leads: `who selector`."""
    who, _, place = selector.partition(" ")

    def go(cast: Cast, page: Page) -> None:
        page.goto(cast[who].locator(place).first.get_attribute("href") or "")

    return go


def plan(view: str) -> Way:
    """A page about Anna's seats."""

    def go(cast: Cast, page: Page) -> None:
        other = cast.facts["tables"][1]["id"]
        page.goto(cast.room.at(view.format(person=cast.person("Anna"), other=other)))

    return go


def paste_a_list(_cast: Cast | None, page: Page) -> None:
    """With everything that there is to remark on."""
    rows = [f"Gast {chr(65 + number % 26)}{number};Koch;Verein;de;x" for number in range(40)]
    page.locator("#field-text").fill("\n".join(["Name;Beruf;Firma;Sprache;Host", *rows, ";", "Gast A0;;;Elbisch;"]))
    page.locator(".import__send button").click()
    page.locator("#take-over").wait_for()


def on_a_phone(_cast: Cast, page: Page) -> None:
    page.set_viewport_size({"width": 390, "height": 844})


def on_a_laptop(_cast: Cast, page: Page) -> None:
    page.set_viewport_size({"width": 1366, "height": 768})
