"""A cloth that fills again: by its buttons and its slider, on the wall by itself, and without a script."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser import room as do
from tests.browser.room import LAPTOP, WALL, Room

pytestmark = pytest.mark.browser

SAID = [f"Beitrag {no}, der ein paar Worte lang ist" for no in range(1, 13)]
STROKES = ["M20 30Q200 10 300 200Q350 300 600 400", "M100 100L500 120", "M300 300h0.1"]
FILL = """async ([base, table, said, strokes]) => {
  const place = { table, round: 1, as: "host" };
  const send = async (path, fields) => {
    const body = new URLSearchParams({ ...place, ...fields });
    found.push((await fetch(`${base}/${path}`, { method: "POST", body })).status);
  };
  const found = [];
  for (const [no, text] of said.entries()) await send("contributions", { text, key: `draft-key-${no}` });
  for (const [no, path] of strokes.entries()) await send("strokes", { doodle: "doodle-1", key: `stroke-${no}`, path });
  return found;
}"""
SHOWN = "() => document.querySelectorAll('.lapse__words:not([data-waits])').length"
LEAD = """(time) => {
  const slider = document.querySelector("[data-slider]");
  slider.value = time;
  slider.dispatchEvent(new Event("input", { bubbles: true }));
}"""
WHOLE = """(cloth) => {
  const fades = parseFloat(getComputedStyle(cloth).paddingBlockStart);
  const box = cloth.getBoundingClientRect();
  const [top, end] = [box.top + fades - 2, box.bottom - fades + 2];
  const parts = [...cloth.querySelectorAll(".lapse__words, .lapse__drawing, .lapse__round")].map((element, no) => {
    const own = element.getBoundingClientRect();
    const isIn = own.bottom > box.top && own.top < box.bottom && !element.closest("[data-cut]");
    return { no, isIn, isWhole: own.top >= top && own.bottom <= end };
  });
  const seen = parts.filter(({ isIn }) => isIn);
  return { whole: seen.map(({ no }) => no), cut: seen.filter(({ isWhole }) => !isWhole).length, all: parts.length };
}"""
BEGINNINGS = """async (heights) => {
  const { src } = document.querySelector("script[src*='/js/']");
  const { beginnings } = await import(src.replace(/\\/js\\/.*/, "/js/leafing.js"));
  return beginnings(heights.map(([top, bottom]) => ({ top, bottom })), 100);
}"""
INK = """(canvas) => canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height).data.some((dot) => dot)"""


def filled(room: Room) -> Page:
    host = room.lay()
    room.step(host)
    table = room.facts(host)["tables"][0]["id"]
    assert set(host.evaluate(FILL, [f"/cafes/{room.key}", table, SAID, STROKES])) == {200}
    return host


def moving(room: Room, host: Page, kind: dict) -> Page:
    """The same viewer on a device whose owner minds no motion."""
    page = room.device(kind, reduced_motion="no-preference")
    page.context.add_cookies(host.context.cookies())
    return page


def test_buttons_and_slider_lead_through_it(room: Room) -> None:
    host = filled(room)
    page = moving(room, host, LAPTOP)
    page.goto(room.at("tables/1/timelapse"))
    slider, play = page.get_by_role("slider"), page.locator("[data-play]")
    expect(slider).to_have_value("20000")
    assert page.evaluate(SHOWN) == len(SAID)  # finished until somebody plays it
    slider.focus()
    page.keyboard.press("Home")
    assert page.evaluate(SHOWN) == 0
    for count in (0, 1, 2):  # the round, then its words
        page.get_by_role("button", name="Schritt weiter").click()
        assert page.evaluate(SHOWN) == count
    page.get_by_role("button", name="Schritt zurück").click()
    assert page.evaluate(SHOWN) == 1
    assert str(slider.get_attribute("aria-valuetext")).startswith("Runde 1 · ")
    play.press("Enter")
    expect(play).to_have_text("Anhalten")
    page.wait_for_function(f"() => ({SHOWN})() > 2")
    play.press("Enter")
    expect(play).to_have_text("Abspielen")
    held = page.evaluate(SHOWN)
    slider.focus()
    page.keyboard.press("End")
    assert held < page.evaluate(SHOWN) == len(SAID)
    assert page.locator("canvas").count() == 0


def test_strokes_are_drawn_and_then_left_to_the_page(room: Room) -> None:
    host = filled(room)
    page = moving(room, host, LAPTOP)
    page.clock.install()
    page.goto(room.at("tables/1/timelapse"))
    last = page.locator(".stroke").last
    page.evaluate(LEAD, int(page.locator(".stroke").first.get_attribute("data-at") or 0) - 300)
    assert last.get_attribute("data-waits") is not None
    page.locator("[data-play]").click()
    page.clock.run_for(500)
    expect(page.locator(".lapse__drawing canvas")).to_have_count(1)
    assert page.locator("canvas").evaluate(INK)
    page.clock.run_for(20_000)
    expect(page.locator("canvas")).to_have_count(0)
    expect(page.locator(".lapse [data-waits]")).to_have_count(0)


def test_on_the_wall_it_plays_by_itself_and_again(room: Room) -> None:
    host = filled(room)
    assert host.evaluate(do.POST, [room.at("wall/focus"), {"focus": "timelapse", "table": "1"}])[0] == 200
    wall = moving(room, host, WALL)
    wall.clock.install()
    wall.goto(room.at("wall"))
    assert wall.locator(".lapse--wall button").count() == 0
    wall.clock.run_for(3_000)
    some = wall.evaluate(SHOWN)
    assert 0 < some < len(SAID)
    wall.clock.run_for(18_000)
    assert wall.evaluate(SHOWN) == len(SAID)
    wall.clock.run_for(12_000)
    assert wall.evaluate(SHOWN) < len(SAID)


def test_a_wall_without_motion_turns_the_pages_of_the_finished_cloth(room: Room) -> None:
    host = filled(room)
    assert host.evaluate(do.POST, [room.at("wall/focus"), {"focus": "timelapse", "table": "1"}])[0] == 200
    wall = room.device({"viewport": {"width": 800, "height": 450}})
    wall.context.add_cookies(host.context.cookies())
    wall.clock.install()
    wall.goto(room.at("wall"))
    places, whole, number = set(), set(), 0
    for _ in range(8):
        assert wall.evaluate(SHOWN) == len(SAID)
        places.add(wall.locator("[data-cloth]").evaluate("(cloth) => Math.round(cloth.scrollTop)"))
        seen = wall.locator("[data-cloth]").evaluate(WHOLE)
        assert seen["cut"] == 0
        whole, number = whole | {*seen["whole"]}, seen["all"]
        wall.clock.run_for(10_000)
    assert whole == {*range(number)}
    rest = wall.locator("[data-cloth]").evaluate("(cloth) => cloth.scrollHeight - cloth.clientHeight")
    assert rest > 0
    assert {0, rest} <= places
    parts = [(0, 40), (50, 90), (80, 130), (120, 150), (140, 400)]
    assert wall.evaluate(BEGINNINGS, parts) == [0, 80, 140, 220, 300]  # the last is higher than a picture


def test_who_wants_no_motion_and_who_has_no_script_sees_the_finished_cloth(room: Room) -> None:
    host = filled(room)
    host.goto(room.at("tables/1/timelapse"))  # a laptop that wants no motion
    host.get_by_role("slider").focus()
    host.keyboard.press("Home")
    host.locator("[data-play]").click()
    host.wait_for_function(f"() => ({SHOWN})() > 0")
    assert host.locator("canvas").count() == 0
    page = room.device(LAPTOP, java_script_enabled=False)
    page.context.add_cookies(host.context.cookies())
    page.goto(room.at("tables/1/timelapse"))
    expect(page.locator(".lapse__words")).to_have_count(len(SAID))
    expect(page.locator(".lapse__words").last).to_be_visible()
    expect(page.locator("[data-controls]")).to_be_hidden()
