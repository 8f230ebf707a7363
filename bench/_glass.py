"""Screens of one table in a real browser, and what can be counted on them."""

from itertools import count
from statistics import median
from typing import Any

from playwright.sync_api import CDPSession, Page, expect

from tests.browser import room as do
from tests.browser.room import PHONE, Room

LAY = """async ([path, drafts]) => {
  const send = async (draft) => {
    const headers = { accept: "application/json" };
    const answer = await fetch(path, { method: "POST", headers, body: new URLSearchParams(draft) });
    if (!answer.ok) throw new Error(await answer.text());
  };
  for (let at = 0; at < drafts.length; at += 20) await Promise.all(drafts.slice(at, at + 20).map(send));
}"""
SEEN = """([selector, number]) => {
  const now = () => performance.timeOrigin + performance.now();
  const look = (found) => (document.querySelectorAll(selector).length >= number ? found(now()) : requestAnimationFrame(() => look(found)));
  window.seen = new Promise(look);
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
STROKES = ".doodle__leaf:not([data-leaf]) path"
WORDS = "Weniger Kanäle, dafür gute, und jemand, der sie liest"
WAVE = "M{x} 240Q{right} 120 {right} 240Q{right} 360 {end} 240"
ON_A_LEAF = 60
QUIET = ("LayoutDuration", "RecalcStyleDuration", "ScriptDuration")
"""What Chromium counts in seconds of the page's own thread."""


class Table:
    """A round is on; one reads, others write and draw."""

    def __init__(self, room: Room) -> None:
        self.room = room
        self.host = room.lay(rounds="3", seats="8", tables="2")
        self.reader, *self.writers = (room.join(self.host, name) for name in ("Anna", "Ben", "Cleo", "Dora", "Emil"))
        self.wall = room.wall(self.host)
        room.step(self.host)
        for phone in (self.reader, *self.writers):
            do.stage(phone, "round")
        self.id = str(room.facts(self.host)["tables"][0]["id"])
        self._numbers = count()
        self.lying = 0

    def lay(self, until: int) -> None:
        """So many contributions on the cloth, while nobody looks."""
        drafts = [self._draft() | {"as": "host"} for _ in range(until - self.lying)]
        screens = (self.reader, self.wall, *self.writers)
        for screen in screens:
            screen.goto("/health")
        self.host.goto("/health")
        self.host.evaluate(LAY, [self.room.at("contributions"), drafts])
        self.lying = until
        for screen in screens:
            screen.goto(self.room.at("wall" if screen is self.wall else "table"))
            do.connected(screen)
        expect(self.reader.locator("#cloth .contribution")).to_have_count(until)

    def write(self) -> str:
        """One more, over the same door as any; its text."""
        draft = self._draft()
        self.writers[0].evaluate(LAY, [self.room.at("contributions"), [draft]])
        self.lying += 1
        return draft["text"]

    def scribble(self, strokes: int) -> None:
        """Spread over all writers and as many leaves as they need."""
        path = self.room.at("strokes")
        each = strokes // len(self.writers)
        for writer, phone in enumerate(self.writers):
            drafts = [self._stroke(writer, number) for number in range(each)]
            for leaf in range(0, each, ON_A_LEAF):
                phone.evaluate(LAY, [path, drafts[leaf : leaf + 1]])
                phone.evaluate(LAY, [path, drafts[leaf + 1 : leaf + ON_A_LEAF]])

    def look(self, focus: str, place: str) -> None:
        """The wall shows something else."""
        status, _ = self.host.evaluate(do.POST, [self.room.at("wall/focus"), {"focus": focus, "table": "1"}])
        assert status == 200
        self.wall.locator(place).wait_for()

    def _draft(self) -> dict[str, str]:
        number = next(self._numbers)
        text = f"{WORDS}, Nummer {number:04}"
        return {"text": text, "round": "1", "table": self.id, "key": f"bench-{number}-{self.room.key}", "pen": "blue"}

    def _stroke(self, writer: int, number: int) -> dict[str, str]:
        x = 20 + number * 37 % 400
        return {
            "doodle": f"leaf-{writer}-{number // ON_A_LEAF}-{self.room.key}", "key": f"line-{writer}-{number}-{self.room.key}",
            "path": WAVE.format(x=x, right=x + 60, end=x + 180), "pen": "red", "beside": "", "table": self.id, "round": "1",
        }  # fmt: skip


def work(table: Table, screen: Page, times: int) -> float:
    """Milliseconds of style, layout and script for one contribution more, the median of `times`."""
    session = screen.context.new_cdp_session(screen)
    session.send("Performance.enable")
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


def _counted(session: CDPSession) -> float:
    found: list[dict[str, Any]] = session.send("Performance.getMetrics")["metrics"]
    return float(sum(each["value"] for each in found if each["name"] in QUIET))


def ways(table: Table, times: int) -> list[float]:
    """Milliseconds from pen up on one phone to the line on the mate's, both clocks being this machine's."""
    writer, reader = table.writers[0], table.reader
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


def frames(table: Table, seconds: int) -> list[float]:
    """Milliseconds of each frame while the time-lapse of the table plays."""
    page = table.host.context.new_page()
    page.emulate_media(reduced_motion="no-preference")
    page.goto(table.room.at("tables/1/timelapse"))
    page.locator("[data-play]").click()
    found: list[float] = page.evaluate(FRAMES, seconds)
    page.close()
    return found


class Scale:
    """Adds up what comes over the wire, heads and encoded bodies, without fonts."""

    def __init__(self, page: Page) -> None:
        self.bytes: dict[str, float] = {}
        self._address: dict[str, str] = {}
        session = page.context.new_cdp_session(page)
        session.on("Network.requestWillBeSent", self._asked)
        session.on("Network.loadingFinished", self._came)
        session.send("Network.enable")

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
    scale = Scale(phone)
    phone.goto("/" + room.facts(host)["tables"][1]["join_token"])
    phone.wait_for_load_state("networkidle")
    door = scale.before_sight(phone)
    do.sit_down(phone, "Frida")
    do.composer(phone).press_sequentially("G")
    phone.wait_for_load_state("networkidle")
    letter = int(sum(scale.bytes.values()))
    fresh = Scale(phone)
    phone.context.new_cdp_session(phone).send("Network.setCacheDisabled", {"cacheDisabled": True})
    phone.reload()
    phone.wait_for_load_state("networkidle")
    return door, fresh.before_sight(phone), letter
