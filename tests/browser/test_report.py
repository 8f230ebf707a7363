"""The report in a browser: no barrier, no overflow, printed as pages, and from a disk without asking anybody."""

import re
import subprocess
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, Request, expect

from app.settings import Settings
from app.templating import Templates
from app.web import one_file
from tests.browser.conftest import Watch
from tests.browser.inspecting import Inspector
from tests.browser.room import LAPTOP, PHONE, Room
from tests.press.samples import sample

pytestmark = pytest.mark.browser

WIDTHS = (320, 390, 1920)
PIXEL = "data:image/gif;base64,R0lGODlhAQABAIAAAMLCwgAAACH5BAAAAAAALAAAAAABAAEAAAICRAEAOw=="


def saved(folder: Path, language: str, count: int = 40) -> Path:
    """The sample of every kind of block as the one file, its pictures grey."""
    file = folder / f"report-{language}.html"
    drawn = Templates(Settings(data=folder, DATABASE_URL="")).pieces(
        language,
        "report/file.html",
        manuscript=sample(count, "en" if language == "en" else "de"),
        photo=lambda _file: PIXEL,
        large=lambda _file: "",
        timelapse=lambda _number: "",
        calendar="data:text/calendar,",
        styles=one_file.element(),
        policy=one_file.policy(),
    )
    file.write_text("".join(drawn), "utf-8")
    return file


def fits(page: Page) -> None:
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 800})
        assert page.evaluate("() => document.documentElement.scrollWidth") == width, f"{page.url} at {width}"


@pytest.mark.parametrize("language", ["de", "en"])
def test_the_one_file_opens_from_a_disk_and_asks_for_nothing(browser: Browser, tmp_path: Path, language: str) -> None:
    file = saved(tmp_path, language)
    context = browser.new_context(java_script_enabled=True, viewport={"width": 1366, "height": 768})
    asked: list[str] = []
    told: list[str] = []

    def ask(request: Request) -> None:
        if not request.url.startswith("data:"):
            asked.append(request.url)

    context.on("request", ask)
    context.on("console", lambda message: told.append(message.text))
    page = context.new_page()
    page.goto(file.as_uri())
    page.wait_for_function("() => document.fonts.status === 'loaded'")
    assert page.evaluate("() => [...document.fonts].filter((font) => font.status === 'loaded').length") == 3
    assert page.locator("img").evaluate_all("(all) => all.every((one) => one.complete && one.naturalWidth > 0)")
    assert page.evaluate("() => getComputedStyle(document.querySelector('h1')).fontFamily").startswith('"Young Serif"')
    fits(page)
    assert asked == [file.as_uri()]
    assert told == []
    context.close()


@pytest.mark.parametrize("language", ["de", "en"])
def test_no_kind_of_block_has_a_barrier(browser: Browser, tmp_path: Path, language: str) -> None:
    context = browser.new_context(bypass_csp=True)
    page, inspector = context.new_page(), Inspector()
    page.goto(saved(tmp_path, language, count=12).as_uri())
    for width in (390, 1366):
        page.set_viewport_size({"width": width, "height": 800})
        inspector.look(page, f"the file at {width}")
    assert inspector.found == []
    context.close()


def test_it_prints_as_numbered_pages_without_a_lonely_heading(browser: Browser, tmp_path: Path) -> None:
    page = browser.new_page()
    page.goto(saved(tmp_path, "de", count=60).as_uri())
    page.pdf(path=tmp_path / "report.pdf", prefer_css_page_size=True)
    page.close()
    told = subprocess.run(
        ["pdftotext", "-layout", tmp_path / "report.pdf", "-"], check=True, capture_output=True, text=True
    ).stdout
    pages = [[line.strip() for line in sheet.splitlines() if line.strip()] for sheet in told.split("\f")[:-1]]
    assert [sheet[-1] for sheet in pages] == [f"{no} / {len(pages)}" for no in range(1, len(pages) + 1)]
    assert 5 < len(pages) < 20
    headings = {block["text"] for block in sample(60)["blocks"] if block["kind"] == "heading"}
    assert [sheet[-2] for sheet in pages[1:] if len(sheet) > 1 and sheet[-2] in headings] == []
    assert "Folien (https://example.org/folien.pdf)" in told


@pytest.mark.parametrize("language", ["de", "en"])
def test_the_host_lends_it_and_a_stranger_reads_it(room: Room, watch: Watch, language: str) -> None:
    watch.expect("status of 404")
    room.language = language
    host, inspector = room.lay(), Inspector()
    host.goto(room.at("harvest"))
    links = host.locator("#report-links")
    links.get_by_label({"de": "Umfang", "en": "Length"}[language]).select_option("short")
    links.get_by_label({"de": "Gilt", "en": "Holds for"}[language]).select_option("7")
    links.get_by_role("button", name={"de": "Link machen", "en": "Make a link"}[language]).click()
    host.wait_for_url("**/harvest#report-links")
    inspector.look(host, "harvest with a link")
    address = links.locator("input[readonly]").input_value()
    assert re.fullmatch(r"https?://\S+/reports/\w{24}", address)

    host.goto(room.at("report"))
    inspector.look(host, "report of the host")
    fits(host)
    stranger = room.device(LAPTOP)
    stranger.goto("/reports/" + address.rpartition("/")[2])
    expect(stranger.get_by_role("heading", level=1)).to_have_text("Trainertreffen")
    inspector.look(stranger, "report by a link")
    assert inspector.found == []
    assert stranger.context.cookies() == []
    with stranger.expect_download() as download:
        stranger.get_by_role("link", name={"de": "Als eine Datei", "en": "Save as one file"}[language]).click()
    assert "Trainertreffen" in download.value.suggested_filename

    host.goto(room.at("harvest"))
    links.get_by_text({"de": "Beenden", "en": "End it"}[language], exact=True).click()
    links.get_by_role("button", name={"de": "Link beenden", "en": "End this link"}[language]).click()
    expect(links.locator("input[readonly]")).to_have_count(0)
    assert stranger.reload().status == 404  # type: ignore[union-attr]


def test_by_keyboard_from_the_contents_to_a_chapter(browser: Browser, tmp_path: Path) -> None:
    context = browser.new_context(**PHONE)
    page = context.new_page()
    page.goto(saved(tmp_path, "de", count=12).as_uri())
    page.keyboard.press("Tab")
    expect(page.locator(".skip")).to_be_focused()
    entry = page.get_by_role("link", name="Themen und Synthese")
    while not entry.evaluate("(link) => link === document.activeElement"):
        page.keyboard.press("Tab")
        assert page.evaluate("() => document.activeElement !== document.body"), "the contents were passed"
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Themen und Synthese")).to_be_in_viewport()
    context.close()
