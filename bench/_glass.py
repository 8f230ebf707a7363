"""Screens of one table in a real browser, and what can be counted on them."""

from collections.abc import Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from statistics import median
from typing import Any

from playwright.sync_api import CDPSession, Page, expect
from sqlmodel import select

from app.cafes.models import Cafe
from app.db import open_engine
from app.doodles import drawing
from app.tablecloth import posting
from app.tablecloth.models import Pen
from app.transactions import transaction
from tests.browser import room as do
from tests.browser.room import PHONE, Room

SEEN = """([selector, number]) => {
  const now = () => performance.timeOrigin + performance.now();
  window.seen = new Promise((found) => {
    const isThere = () => document.querySelectorAll(selector).length >= number;
    const look = () => (isThere() ? found(now()) : requestAnimationFrame(look));
    look();
  });
}"""
LIFTED = """() => {
  const now = () => performance.timeOrigin + performance.now();
  window.lifted = new Promise((lifted) => {
    document.getElementById("leaf").addEventListener("pointerup", () => lifted(now()), { once: true, capture: true });
  });
}"""
FRAMES = """(seconds) => new Promise((done) => {
  const took = [];
  const begun = performance.now();
  let last = begun;
  const next = (now) => {
    took.push(now - last);
    last = now;
    if (now - begun < seconds * 1000) requestAnimationFrame(next);
    else done(took.slice(2));
  };
  requestAnimationFrame(next);
})"""
BLOCKING = """() => performance.getEntriesByType("resource")
  .filter(({ renderBlockingStatus }) => renderBlockingStatus === "blocking").map(({ name }) => name)"""
STROKES = ".doodle__leaf:not([data-leaf]) path:not(.is-growing)"
WORDS = "Weniger Kanäle, dafür gute, und jemand, der sie liest"
WAVE = "M{x} 240Q{right} 120 {right} 240Q{right} 360 {end} 240"
ON_A_LEAF = 60
QUIET = ("LayoutDuration", "RecalcStyleDuration", "ScriptDuration")
"""What Chromium counts in seconds that the page's own thread really ran, whoever else wants the processor."""
TASKS = ("TaskDuration",)
"""The same with all that the thread does, also painting."""


class Table:
    """A round is on; one reads, others write and draw."""

    def __init__(self, room: Room, database: Path) -> None:
        self.room = room
        self.host = room.lay(rounds="3", seats="8", tables="2")
        self.reader, self.writer = (room.join(self.host, name) for name in ("Anna", "Ben"))
        table = room.facts(self.host)["tables"][0]["id"]
        for name in ("Cleo", "Dora", "Emil"):
            self.host.evaluate(do.POST, [room.at("participants"), {"name": name, "table": str(table)}])
        self.wall = room.wall(self.host)
        room.step(self.host)
        for screen in (self.reader, self.writer, self.wall):
            do.stage(screen, "round")
        facts = room.facts(self.host)
        self.host.goto("/health")
        self.id = int(facts["tables"][0]["id"])
        self._people = [int(each["id"]) for each in facts["participants"]]
        self._engine = open_engine(f"sqlite:///{database}")
        self._numbers = count()
        self.lying = 0

    def lay(self, until: int) -> None:
        """So many contributions on the cloth, in one go and while nobody looks."""
        with self._nobody_looking(), transaction(self._engine) as db:
            cafe = db.exec(select(Cafe).where(Cafe.key == self.room.key)).one()
            for _ in range(until - self.lying):
                draft = posting.Draft(**self._draft(), round_no=1, table_id=self.id, pen=Pen.blue)
                posting.post(db, cafe.id_, None, draft)
        self.lying = until
        expect(self.reader.locator("#cloth .contribution")).to_have_count(until)

    def scribble(self, strokes: int) -> None:
        """Spread over everybody, on as many leaves as they need."""
        with self._nobody_looking(), transaction(self._engine) as db:
            cafe = db.exec(select(Cafe).where(Cafe.key == self.room.key)).one()
            for number in range(strokes):
                leaf, x = number // ON_A_LEAF, 20 + number * 37 % 400
                draft = drawing.Draft(
                    doodle=f"leaf-{leaf}-{self.room.key}", key=f"line-{number}-{self.room.key}",
                    path=WAVE.format(x=x, right=x + 60, end=x + 180), pen=Pen.red, table_id=self.id, round_no=1,
                )  # fmt: skip
                drawing.draw(db, cafe.id_, self._people[leaf % len(self._people)], draft)

    def write(self) -> None:
        """One more, through the door that phones have."""
        fields = self._draft() | {"round": "1", "table": str(self.id)}
        assert self.writer.evaluate(do.POST, [self.room.at("contributions"), fields])[0] == 200
        self.lying += 1

    def look(self, focus: str, place: str) -> None:
        """The wall shows something else."""
        status, _ = self.host.evaluate(do.POST, [self.room.at("wall/focus"), {"focus": focus, "table": "1"}])
        assert status == 200
        self.wall.locator(place).wait_for()

    @contextmanager
    def _nobody_looking(self) -> Iterator[None]:
        """Whoever only writes needs no screen from then on."""
        for screen in (self.writer, self.reader, self.wall):
            screen.goto("/health")
        yield
        for screen, path in ((self.reader, "table"), (self.wall, "wall")):
            screen.goto(self.room.at(path))
            do.connected(screen)

    def _draft(self) -> dict[str, str]:
        number = next(self._numbers)
        return {"text": f"{WORDS}, Nummer {number:04}", "key": f"bench-{number}-{self.room.key}"}


def work(table: Table, screen: Page, times: int) -> float:
    """Milliseconds of style, layout and script for one contribution more, the median of `times`."""
    session = screen.context.new_cdp_session(screen)
    session.send("Performance.enable", {"timeDomain": "threadTicks"})
    spent = []
    for _ in range(times):
        before = _counted(session)
        with screen.expect_event("console", lambda message: message.text == "bench: drawn"):
            screen.evaluate(DRAWN)
            table.write()
        spent.append(1000 * (_counted(session) - before))
    session.detach()
    return median(spent)


DRAWN = """() => document.addEventListener("screen:drawn", () =>
  requestAnimationFrame(() => requestAnimationFrame(() => console.log("bench: drawn"))), { once: true })"""


def _counted(session: CDPSession, names: Collection[str] = QUIET) -> float:
    found: list[dict[str, Any]] = session.send("Performance.getMetrics")["metrics"]
    return float(sum(each["value"] for each in found if each["name"] in names))


def ways(table: Table, times: int) -> list[float]:
    """Milliseconds from pen up on one phone to the line on the mate's, both clocks being this machine's."""
    writer, reader = table.writer, table.reader
    writer.locator("[data-draw]").click()
    leaf = writer.locator("#leaf")
    leaf.wait_for()
    box = leaf.bounding_box()
    assert box
    took = []
    for number in range(1, times + 2):
        reader.evaluate(SEEN, [STROKES, number])
        writer.evaluate(LIFTED)
        y = box["y"] + box["height"] * number / (times + 3)
        writer.mouse.move(box["x"] + 20, y)
        writer.mouse.down()
        writer.mouse.move(box["x"] + box["width"] - 20, y + 5, steps=8)
        writer.mouse.up()
        took.append(reader.evaluate("() => window.seen") - writer.evaluate("() => window.lifted"))
    writer.locator("#doodling [data-act=done]").click()
    writer.locator("#doodling [data-act=leave]").click()
    return took[1:]


@dataclass(frozen=True)
class Replay:
    """How long each frame of a time-lapse took, and how long the page's own thread ran for one; both milliseconds."""

    took: list[float]
    work: float


def replay(table: Table, seconds: int) -> Replay:
    """The table's time-lapse on a laptop."""
    page = _moving(table.host, table.room.at("tables/1/timelapse"))
    page.locator("[data-play]").click()
    return _played(page, seconds)


def replay_on_wall(table: Table, seconds: int) -> Replay:
    """The same on the projector, where it plays by itself."""
    table.look("timelapse", ".lapse")
    page = _moving(table.wall, table.room.at("wall"))
    page.locator(".lapse[data-plays]").wait_for()
    return _played(page, seconds)


def idle(table: Table, seconds: int) -> Replay:
    """A page on which nothing moves: what the machine leaves to any."""
    return _played(_moving(table.host, "/health"), seconds)


def _moving(screen: Page, path: str) -> Page:
    """One more page of somebody who minds no motion."""
    page = screen.context.new_page()
    page.emulate_media(reduced_motion="no-preference")
    page.goto(path)
    return page


def _played(page: Page, seconds: int) -> Replay:
    session = page.context.new_cdp_session(page)
    session.send("Performance.enable", {"timeDomain": "threadTicks"})
    before = _counted(session, TASKS)
    took: list[float] = page.evaluate(FRAMES, seconds)
    work = 1000 * (_counted(session, TASKS) - before) / len(took)
    page.close()
    return Replay(took, work)


class Scale:
    """Adds up what comes over the wire, heads and encoded bodies, without fonts."""

    def __init__(self, page: Page, *, is_new: bool) -> None:
        """`is_new`: as if the phone had nothing of ours at each page."""
        self.bytes: dict[str, float] = {}
        self._address: dict[str, str] = {}
        session = page.context.new_cdp_session(page)
        session.on("Network.requestWillBeSent", self._asked)
        session.on("Network.loadingFinished", self._came)
        session.send("Network.enable")
        session.send("Network.setCacheDisabled", {"cacheDisabled": is_new})

    def before_sight(self, page: Page) -> int:
        """The page, and what the browser waits for before it paints."""
        waited_for = {page.url, *page.evaluate(BLOCKING)}
        return int(sum(size for address, size in self.bytes.items() if address in waited_for))

    def _asked(self, event: dict[str, Any]) -> None:
        self._address[event["requestId"]] = event["request"]["url"]

    def _came(self, event: dict[str, Any]) -> None:
        address = self._address[event["requestId"]]
        if "/fonts/" not in address and not address.startswith("data:"):
            self.bytes[address] = self.bytes.get(address, 0) + event["encodedDataLength"]


def weight(room: Room, host: Page) -> tuple[int, int, int]:
    """Bytes before the door is seen, before the table is, and until the first letter can be typed, on a new phone."""
    phone = room.device(PHONE)
    scale = Scale(phone, is_new=False)
    phone.goto("/" + room.facts(host)["tables"][1]["join_token"])
    phone.wait_for_load_state("networkidle")
    door = scale.before_sight(phone)
    do.sit_down(phone, "Frida")
    do.composer(phone).press_sequentially("G")
    phone.wait_for_load_state("networkidle")
    letter = int(sum(scale.bytes.values()))
    fresh = Scale(phone, is_new=True)
    phone.reload()
    phone.wait_for_load_state("networkidle")
    return door, fresh.before_sight(phone), letter
