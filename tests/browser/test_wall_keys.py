"""Somebody at the laptop, with its keys or a presenter's clicker; the host's choice; the gong."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser import room as do
from tests.browser.room import Room

pytestmark = pytest.mark.browser

COUNT_GONGS = "window.gongs = 0; document.addEventListener('gong', () => { window.gongs += 1; });"
LONG_AGO = """() => {
  const ask = window.fetch;
  window.fetch = async (...what) => {
    const answer = await ask(...what);
    return new Response((await answer.text()).replace(/data-ended="[0-9]+"/, 'data-ended="1000"'), answer);
  };
}"""
"""Pages come as if the round had been over for long: what a laptop finds that has slept."""

COUNT_PICTURES = """() => {
  window.pictures = [];
  const added = (records) => records.flatMap((record) => [...record.addedNodes]);
  new MutationObserver((records) => {
    const layers = added(records).filter((node) => node.matches?.(".fading"));
    for (const layer of layers) window.pictures.push(layer.firstElementChild.className);
  }).observe(document.body, { childList: true, subtree: true });
}"""
"""What lies over the picture and grows pale."""

ON_THE_PAGE = """(list) => {
  const box = list.getBoundingClientRect();
  const laid = [...list.children].map((piece) => [piece.textContent.trim(), piece.getBoundingClientRect()]);
  return laid.filter(([, own]) => own.width).map(([words, own]) => {
    const isWhole = own.right <= box.right + 1 && own.bottom <= box.bottom + 1;
    return { words, isWhole, column: Math.floor((2 * (own.left - box.left)) / box.width) };
  });
}"""


def near(wall: Page, number: int) -> None:
    wall.wait_for_selector(f"[data-near='{number}']")


def overview(wall: Page) -> None:
    wall.wait_for_selector(".cloths")


def turn(room: Room, host: Page, **choice: str) -> None:
    assert host.evaluate(do.POST, [room.at("wall/focus"), choice])[0] == 200


def write(room: Room, host: Page, table: int, text: str, **more: str) -> None:
    there = room.facts(host)["tables"][table - 1]["id"]
    fields = {"text": text, "table": str(there), "round": "1", "as": "host", **more}
    assert host.evaluate(do.POST, [room.at("contributions"), fields])[0] == 200


def test_from_one_table_to_the_next_without_a_dark_moment(room: Room) -> None:
    host = room.lay(tables="3")
    room.step(host)
    calm = room.wall(host)
    wall = room.device(do.WALL, reduced_motion="no-preference")
    wall.goto(do.wall_link(host, room.at("links")))
    do.connected(wall)
    write(room, host, 2, "Erst hier")
    write(room, host, 3, "Das war an Tisch 2", brought_from="2")
    mark = wall.locator("#screen > .cloths .cloth__idea", has_text="Das war").locator(".cloth__from")
    expect(mark).to_contain_text("mitgebracht von Tisch 2")
    expect(mark.locator("xpath=self::*[@data-table='2']")).to_be_visible()
    for each in (wall, calm):
        each.evaluate(COUNT_PICTURES)
        each.keyboard.press("2")
        near(each, 2)
        each.keyboard.press("3")
        near(each, 3)
        expect(each.locator("#screen > .near .near__from")).to_have_text("2 mitgebracht von Tisch 2")
    expect(wall.locator(".fading")).to_have_count(0)
    assert wall.evaluate("() => window.pictures") == ["cloths", "near"]
    assert calm.evaluate("() => window.pictures") == []


def test_one_table_from_near_by_keys_and_by_the_host(room: Room) -> None:
    host = room.lay(tables="12")
    room.step(host)
    wall = room.wall(host)
    do.do_not_reload(wall)
    write(room, host, 2, "Erst dies")
    wall.keyboard.press("2")
    near(wall, 2)
    do.shows(wall, "Erst dies")
    write(room, host, 2, "Dann das")
    expect(wall.locator(".near__piece")).to_have_text(["Erst dies", "Dann das"])
    expect(wall.locator(".near__piece.is-new")).to_have_text("Dann das")
    wall.keyboard.press("PageDown")
    near(wall, 3)
    wall.keyboard.press("ArrowLeft")
    near(wall, 2)
    wall.keyboard.press("1")
    wall.keyboard.press("1")
    near(wall, 11)
    wall.keyboard.press("1")
    near(wall, 1)
    assert "focus=table" in wall.url
    turn(room, host, focus="table", table="4")
    near(wall, 4)
    assert "?" not in wall.url
    wall.keyboard.press("Escape")
    overview(wall)
    wall.keyboard.press("c")
    near(wall, 2)
    turn(room, host, focus="overview")
    overview(wall)
    do.was_not_reloaded(wall)


def test_pages_of_one_cloth_hold_all_of_it_and_what_comes_is_seen(room: Room) -> None:
    host = room.lay()
    room.step(host)
    said = [f"Gedanke Nummer {no}, der ein paar Worte lang ist" for no in range(1, 14)]
    for text in said:
        write(room, host, 1, text)
    wall = room.wall(host)
    wall.keyboard.press("1")
    near(wall, 1)
    cloth, sign = wall.locator("[data-near-list]"), wall.locator("[data-near-sign]")
    expect(sign).to_have_text(re.compile(r"^(\d+)/\1$"))
    pages = int(sign.inner_text().split("/")[1])
    assert pages > 1
    last, seen = cloth.evaluate(ON_THE_PAGE), set()
    columns = [sum(piece["column"] == each for piece in last) for each in (0, 1)]
    assert abs(columns[0] - columns[1]) <= 1  # no thought stands alone beside a full column
    for page in range(1, pages + 1):
        wall.keyboard.press("ArrowDown")
        expect(sign).to_have_text(f"{page}/{pages}")
        found = cloth.evaluate(ON_THE_PAGE)
        assert all(piece["isWhole"] for piece in found)
        assert {piece["column"] for piece in found} == {0, 1}
        seen |= {piece["words"] for piece in found}
    assert seen == {*said}
    for no in range(3):  # until there has been a further column
        write(room, host, 1, f"Noch ein Gedanke Nummer {no}, der ein paar Worte lang ist")
        expect(cloth.locator(".is-new").last).to_contain_text(f"Noch ein Gedanke Nummer {no}")
        now = cloth.evaluate(ON_THE_PAGE)
        assert now[-1]["words"].startswith(f"Noch ein Gedanke Nummer {no}")
        assert all(piece["isWhole"] for piece in now)


def test_blank_sheet_help_and_control_bar(room: Room) -> None:
    host = room.lay()
    room.step(host)
    wall = room.wall(host)
    sheet, bar = wall.locator("[data-blank-sheet]"), wall.locator(".controls")
    expect(bar).to_have_css("opacity", "0")
    wall.mouse.move(40, 40)
    expect(bar).to_have_css("opacity", "1")
    assert wall.locator("#screen").bounding_box()["height"] <= bar.bounding_box()["y"]  # type: ignore[index]
    bar.get_by_role("button", name="Leeres Blatt").click()
    expect(sheet).to_be_visible()
    wall.keyboard.press(".")
    expect(sheet).to_be_hidden()
    wall.keyboard.press("b")
    expect(sheet).to_be_visible()
    room.step(host)
    do.stage(wall, "change")
    expect(sheet).to_be_hidden()
    wall.keyboard.press("?")
    expect(wall.get_by_role("dialog")).to_be_visible()
    wall.keyboard.press("Escape")
    expect(wall.get_by_role("dialog")).to_be_hidden()
    expect(wall.locator("html[data-pointer=resting]")).to_have_count(1)
    expect(bar).to_have_css("opacity", "0")
    wall.locator("#screen").focus()
    wall.keyboard.press("Tab")
    expect(bar).to_have_css("opacity", "1")


def test_the_gong_sounds_once_and_never_for_the_past(room: Room) -> None:
    host = room.lay(gong="on", round_ending="host")
    wall, late = room.wall(host), room.wall(host)
    ask = wall.get_by_role("button", name="Ton einschalten")
    expect(ask).to_be_visible()
    for each in (wall, late):
        each.evaluate("() => { " + COUNT_GONGS + " }")
    wall.keyboard.press("g")
    wall.keyboard.press("g")
    expect(ask).to_be_hidden()
    room.step(host)
    do.stage(wall, "round")
    do.stage(late, "round")
    late.evaluate(LONG_AGO)
    room.step(host)
    do.stage(wall, "change")
    do.stage(late, "change")
    assert wall.evaluate("() => window.gongs") == 1
    assert late.evaluate("() => window.gongs") == 0
    room.step(host)
    do.stage(wall, "round")
    assert wall.evaluate("() => window.gongs") == 1
    host.evaluate(do.POST, [room.at("wall/gong"), {"on": "0"}])
    wall.wait_for_selector("body:not([data-gong])")
    room.step(host)
    do.stage(wall, "rounds_over")
    assert wall.evaluate("() => window.gongs") == 1


def test_table_hosts_tell_first_what_was_there(room: Room) -> None:
    host = room.lay()
    wall = room.wall(host)
    room.step(host)
    do.stage(wall, "round")
    do.hides(wall, "Gastgeber:innen erzählen")
    room.step(host, 2)
    do.shows(wall, "Gastgeber:innen erzählen, was hier war.")
    wall.clock.install()
    wall.reload()
    do.connected(wall)
    do.shows(wall, "Gastgeber:innen erzählen, was hier war.")
    wall.clock.fast_forward(125_000)
    expect(wall.locator(".wall__first")).to_be_hidden()
