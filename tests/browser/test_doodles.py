"""Drawing on a cloth: with a finger, live for the others, by keyboard alone, without a network, and as an idea."""

import math
import random
import re

import pytest
from playwright.sync_api import Locator, Page, expect

from app.doodles.paths import is_stroke
from tests.browser import room as do
from tests.browser.conftest import Watch
from tests.browser.inspecting import barriers
from tests.browser.room import Room

pytestmark = pytest.mark.browser

AWAY = ("ERR_INTERNET_DISCONNECTED", "WebSocket connection to")
PATIENT = 3000
"""Milliseconds from pen up to the line on a mate's phone; a twentieth of it where nothing else is to be done."""
SEEN = """(number) => {
  const now = () => performance.timeOrigin + performance.now();
  const count = () => document.querySelectorAll(".doodle__leaf:not([data-leaf]) path:not(.is-growing)").length;
  window.seen = new Promise((seen) => {
    const look = () => (count() >= number ? seen(now()) : requestAnimationFrame(look));
    look();
  });
}"""
LIFTED = """() => {
  const now = () => performance.timeOrigin + performance.now();
  window.lifted = new Promise((lifted) => {
    document.getElementById("leaf").addEventListener("pointerup", () => lifted(now()), { once: true, capture: true });
  });
}"""
PATHS = """async (scribbles) => {
  const app = document.querySelector("script[src$='app.js']").src;
  const { pathOf } = await import(app.replace("app.js", "doodle-path.js"));
  return scribbles.map(pathOf);
}"""
TOUCH = """([leaf, events]) => events.forEach(([type, x, y, more]) => {
  const box = leaf.getBoundingClientRect();
  const at = { clientX: box.left + x * box.width, clientY: box.top + y * box.height };
  const finger = { pointerId: 7, isPrimary: true, pointerType: "touch", bubbles: true };
  leaf.dispatchEvent(new PointerEvent(type, { ...finger, ...at, ...more }));
})"""
LINE = [(0.2, 0.5), (0.4, 0.3), (0.6, 0.7), (0.8, 0.5)]


def round_on(room: Room) -> tuple[Page, Page, Page]:
    """A host's laptop and two phones at one table, while a round is on."""
    host = room.lay()
    phones = room.join(host, "Anna"), room.join(host, "Ben")
    room.step(host)
    for phone in phones:
        do.stage(phone, "round")
    return host, *phones


def open_leaf(phone: Page) -> Locator:
    phone.locator("[data-draw]").click()
    leaf = phone.locator("#leaf")
    expect(leaf).to_be_focused()
    return leaf


def draw(phone: Page, points: list[tuple[float, float]] = LINE) -> None:
    """One stroke, through points as shares of the leaf."""
    box = phone.locator("#leaf").bounding_box()
    assert box
    spots = [(box["x"] + x * box["width"], box["y"] + y * box["height"]) for x, y in points]
    phone.mouse.move(*spots[0])
    phone.mouse.down()
    for spot in spots[1:]:
        phone.mouse.move(*spot, steps=8)
    phone.mouse.up()


def draws_slowly(phone: Page, mate: Page, before: int) -> None:
    """One stroke, which the mate sees before the pen is lifted, and once when it is."""
    growing, lines = mate.locator(".doodle path.is-growing"), mate.locator(".doodle .doodle__leaf path")
    box = phone.locator("#leaf").bounding_box()
    assert box
    phone.mouse.move(box["x"] + 20, box["y"] + 20)
    phone.mouse.down()
    for step in range(200):
        phone.mouse.move(box["x"] + 20 + step, box["y"] + 20 + step % 50)
        if growing.count():
            break
    expect(growing).to_have_count(1)
    expect(lines).to_have_count(before + 1)
    phone.mouse.up()
    expect(growing).to_have_count(0)
    expect(lines).to_have_count(before + 1)


def strokes(page: Page) -> Locator:
    """Lines on the cloth, on the wall, or in the host's list."""
    return page.locator(".doodle__leaf:not([data-leaf]) path")


def act(phone: Page, name: str) -> None:
    phone.locator(f"#doodling [data-act={name}]").click()


def test_a_stroke_is_on_the_mates_phone_at_once(room: Room) -> None:
    host, anna, ben = round_on(room)
    open_leaf(anna)
    draws_slowly(anna, ben, 0)
    expect(strokes(ben)).to_have_count(1)
    draws_slowly(anna, ben, 1)
    anna.locator("[data-act=undo]").click()
    expect(strokes(ben)).to_have_count(1)
    took = []
    for number in range(2, 6):
        ben.evaluate(SEEN, number)
        anna.evaluate(LIFTED)
        draw(anna, [(x, y / number) for x, y in LINE])
        took.append(round(ben.evaluate("() => window.seen") - anna.evaluate("() => window.lifted")))
    print(f"from pen up to the mate's screen: {took} ms")
    assert min(took) < PATIENT
    expect(strokes(host)).to_have_count(5)
    expect(anna.locator("#leaf path")).to_have_count(5)
    for _ in range(2):
        act(anna, "undo")
    expect(strokes(ben)).to_have_count(3)
    anna.keyboard.press("Control+z")
    expect(strokes(ben)).to_have_count(2)
    before = ben.locator(".doodle").inner_html()
    ben.reload()
    assert re.sub(' class="is-new"| class=""', "", before) == ben.locator(".doodle").inner_html()


def test_whatever_a_finger_does_the_server_can_read(room: Room) -> None:
    """Scribbles of all lengths, beyond the edge and on the spot; and a circle that ends where it began stays one."""
    phone = room.device(do.PHONE)
    phone.goto("/")
    chance = random.Random(7)
    scribbles = [[(chance.uniform(-90, 700), chance.uniform(-90, 600)) for _ in range(2**n)] for n in range(13)]
    scribbles += [[(1e-7, 3)] * 3, [(639.97, 479.96), (640.04, 480)]]
    circle = [(320 + 100 * math.cos(n / 20 * math.tau), 240 + 100 * math.sin(n / 20 * math.tau)) for n in range(21)]
    paths = phone.evaluate(PATHS, [*scribbles, circle])
    assert [path for path in paths if not is_stroke(path)] == []
    assert paths[-1].count("Q") > 9


def test_a_palm_and_a_second_finger_draw_nothing(room: Room) -> None:
    _, anna, _ = round_on(room)
    leaf = open_leaf(anna)
    handle = leaf.element_handle()

    def touch(*events: tuple[str, float, float, dict[str, object]]) -> None:
        anna.evaluate(TOUCH, [handle, [list(event) for event in events]])

    anna.evaluate("(leaf) => { leaf.setPointerCapture = () => {}; }", handle)  # these fingers are not real
    finger: dict[str, object] = {"width": 20, "height": 24}
    touch(("pointerdown", 0.2, 0.2, {"isPrimary": False}), ("pointerup", 0.3, 0.3, {"isPrimary": False}))
    touch(("pointerdown", 0.2, 0.2, {"width": 90}), ("pointerup", 0.3, 0.3, {"width": 90}))
    touch(("pointerdown", 0.2, 0.2, finger), ("pointermove", 0.5, 0.5, finger), ("pointercancel", 0.5, 0.5, finger))
    expect(leaf.locator("path")).to_have_count(0)
    touch(("pointerdown", 0.2, 0.2, finger), ("pointermove", 0.5, 0.5, finger), ("pointerup", 0.6, 0.5, finger))
    expect(leaf.locator("path")).to_have_count(1)
    pen: dict[str, object] = {"pointerType": "pen"}
    touch(("pointerdown", 0.2, 0.8, pen), ("pointerup", 0.2, 0.8, pen))
    expect(leaf.locator("path[d$='h0.1']")).to_have_count(1)  # a dot
    touch(("pointerdown", 0.2, 0.2, finger), ("pointermove", 0.5, 0.5, finger), ("pointerup", 0.6, 0.5, finger))
    expect(leaf.locator("path")).to_have_count(2)  # who holds a pen rests the hand
    expect(anna.locator("body")).to_be_visible()


def press(phone: Page, selector: str) -> None:
    """A button, by keyboard."""
    phone.locator(selector).focus()
    phone.keyboard.press("Enter")


def stamp(phone: Page, shape: str) -> None:
    press(phone, f"[data-stamp={shape}]")
    phone.keyboard.press("Enter")


def test_with_the_keyboard_alone_it_becomes_an_idea(room: Room) -> None:
    host, anna, ben = round_on(room)
    anna.locator("[data-draw]").focus()
    anna.keyboard.press("Enter")
    expect(anna.locator("#leaf")).to_be_focused()
    assert barriers(anna) == []
    anna.locator("[data-stamp=heart]").focus()
    for key in ("Enter", "ArrowLeft", "ArrowUp", "ArrowUp", "+", "Enter"):
        anna.keyboard.press(key)
    expect(strokes(ben)).to_have_count(1)
    path = strokes(ben).get_attribute("d")
    assert path
    assert path.startswith("M296 ")  # one step left of the middle
    anna.locator("[data-act=done]").focus()
    anna.keyboard.press("Enter")
    expect(anna.locator("#doodling-description")).to_be_focused()
    assert barriers(anna) == []
    anna.locator("[data-act=idea]").focus()
    anna.keyboard.press("Enter")
    expect(anna.locator("#doodling")).to_be_visible()  # without words it is no idea
    anna.locator("#doodling-description").fill("Ein Herz für den Verein")
    anna.locator("#doodling .chip").filter(has_text="Angehen").click()
    anna.locator("[data-act=idea]").focus()
    anna.keyboard.press("Enter")
    expect(anna.locator("#doodling")).to_be_hidden()
    for phone in (anna, ben):
        expect(do.cloth(phone).filter(has_text="Ein Herz für den Verein")).to_contain_text("Angehen")
        beside = phone.locator(".contribution:has-text('Ein Herz für den Verein') + .doodle--beside svg")
        expect(beside).to_have_accessible_name("Ein Herz für den Verein")
    anna.reload()
    press(anna, ".doodle [data-draw-on]")
    expect(anna.locator("#leaf path")).to_have_count(1)
    stamp(anna, "star")
    expect(strokes(ben)).to_have_count(2)
    press(anna, "[data-act=done]")  # it is described already
    expect(anna.locator("#doodling")).to_be_hidden()
    room.step(host, 5)
    expect(ben.locator("body")).to_contain_text("Ein Herz für den Verein")
    anna.goto(room.at("mine"))
    press(anna, "[data-draw-on]")
    expect(anna.locator("#leaf path")).to_have_count(2)
    anna.keyboard.press("Control+z")
    stamp(anna, "line")
    stamp(anna, "circle")
    anna.keyboard.press("Control+z")
    press(anna, "[data-act=done]")
    expect(strokes(anna)).to_have_count(2)
    expect(strokes(anna).first).to_have_attribute("d", path)
    assert barriers(anna) == []
    anna.reload()
    expect(strokes(anna)).to_have_count(2)


def test_what_is_drawn_without_a_network_is_not_lost(room: Room, watch: Watch) -> None:
    watch.expect(*AWAY)
    _, anna, ben = round_on(room)
    open_leaf(anna)
    draw(anna)
    expect(strokes(ben)).to_have_count(1)
    anna.context.set_offline(True)
    draw(anna, [(x, 0.2) for x, _ in LINE])
    draw(anna, [(x, 0.8) for x, _ in LINE])
    act(anna, "undo")  # has never gone out, and never will
    draw(anna, [(x, 0.9) for x, _ in LINE])
    expect(anna.locator("[data-doodle-state]")).to_have_text("2 Striche warten auf Netz.")
    expect(anna.locator("html")).to_have_attribute("data-doodles", "stored")
    act(anna, "done")
    anna.locator("#doodling-description").fill("Drei Linien")
    act(anna, "leave")
    do.draft(anna, "Geschrieben wird auch")
    anna.context.set_offline(False)
    anna.reload()
    expect(strokes(ben)).to_have_count(3)
    expect(ben.locator(".doodle svg")).to_have_accessible_name("Drei Linien")
    expect(do.cloth(ben).filter(has_text="Geschrieben wird auch")).to_be_visible()
    assert anna.evaluate("() => Object.keys(localStorage).filter((name) => name.startsWith('doodles:'))") == []


def test_beside_words_and_hidden_by_the_host(room: Room) -> None:
    host, anna, ben = round_on(room)
    do.write(ben, "Ein Brunnen")
    do.write(ben, "Eine Bank")
    expect(do.cloth(anna)).to_have_count(2)
    anna.evaluate("""() => {
      const button = document.querySelector("[data-draw-beside]");
      button.dataset.drawBeside = document.querySelector(".contribution").id.split("-").at(-1);
      button.click();
    }""")
    expect(anna.locator("#doodling [data-slot=words]")).to_have_text("Ein Brunnen")
    draw(anna)
    beside = ben.locator(".contribution:has-text('Ein Brunnen') + .doodle--beside")
    expect(beside).to_have_count(1)
    expect(anna.locator("#doodling [data-act=idea]")).to_be_hidden()
    act(anna, "done")
    act(anna, "leave")
    host.locator("details:has(.laid)").first.evaluate("(details) => { details.open = true; }")
    host.locator(".laid--drawn .laid__hide").first.click()
    expect(ben.locator(".doodle")).to_have_count(0)
    expect(host.locator(".laid--drawn")).to_contain_text(["ausgeblendet"])
    anna.goto(room.at("mine"))
    own = anna.locator("li.own[id^=doodle]")
    own.locator("summary").click()
    own.get_by_role("button", name="Zurücknehmen").click()
    expect(anna.locator("li.own")).to_have_count(0)
    expect(host.locator(".laid--drawn li")).to_have_count(0)
