"""One browser, one stand-in server; every test gets a fresh café and fresh phones, whose clocks it can wind on."""

import contextlib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from weakref import WeakKeyDictionary

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from tests.browser.chromium import ARGS, PROGRAM

from .standin import Server, Standin

HARMLESS = ("ERR_", "WebSocket connection to", "Failed to load resource")
UNDERWAY = Path(__file__).parent / "underway.js"

_servers: "WeakKeyDictionary[Page, Server]" = WeakKeyDictionary()


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    server = Server()
    server.start()
    yield server
    server.stop()


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=PROGRAM, args=ARGS)
        yield browser
        browser.close()


@pytest.fixture
def cafe(server: Server) -> Standin:
    server.cafe.reset()
    server.hall.mend()
    return server.cafe


@pytest.fixture
def phone(server: Server, cafe: Standin, browser: Browser) -> Iterator[Callable[..., Page]]:
    """Opens pages: phone(), a second tab with phone(context=page.context), in the hall's air with phone(hall=True).

    Their clocks run as ours and can be wound on with `later`; `wound=False` leaves a page the device's own clock.
    """
    contexts: list[BrowserContext] = []
    errors: list[str] = []

    def open(
        path: str = "/cafes/K/table", context: BrowserContext | None = None, hall: bool = False, script: str = "",
        wait: bool = True, wound: bool = True, **options: Any,
    ) -> Page:  # fmt: skip
        if context is None:
            context = browser.new_context(**options)
            contexts.append(context)
            if wound:
                context.clock.install()
                context.add_init_script(path=UNDERWAY)
        page = context.new_page()
        _servers[page] = server
        page.on("pageerror", lambda error: errors.append(str(error)))
        page.on("console", lambda message: errors.append(message.text) if is_bad(message) else None)
        if script:
            page.add_init_script(script)
        page.goto((server.hall_url if hall else server.url) + path)
        if wait:
            on_line(page)
        return page

    yield open
    for context in contexts:
        context.close()
    assert errors == []


def is_bad(message: Any) -> bool:
    return message.type == "error" and not any(part in message.text for part in HARMLESS)


def on_line(page: Page) -> None:
    """The page's socket is open."""
    page.wait_for_selector("html[data-line=socket]", state="attached")


def until(page: Page, condition: Callable[[], object], patience: float = 8) -> None:
    """Waits for something on the stand-in's side, letting the page live meanwhile."""
    for _ in range(int(patience * 50)):
        if condition():
            return
        page.wait_for_timeout(20)
    raise AssertionError("it did not happen")


def later(page: Page, seconds: float, step: float = 5) -> None:
    """Winds the device's clock on, in steps, so that what is due in between happens in between, and is answered."""
    while seconds > 0:
        page.clock.run_for(round(min(step, seconds) * 1000))
        page.wait_for_timeout(10)  # real, for the network
        _answered(page)
        seconds -= step


def _answered(page: Page) -> None:
    """Waits in our time for what comes over the network: however slow this machine is, only what a test keeps back on
    purpose is late by the device's clock."""
    server, pages = _servers[page], page.context.pages

    def is_there() -> bool:
        underway = [answer for each in pages for answer in each.evaluate("window.underway()")]
        return all(map(server.cafe.keeps_back, underway))

    if not server.hall.is_hole:
        with contextlib.suppress(AssertionError):
            return until(page, is_there)
    for each in pages:
        each.evaluate("window.underway.forget()")  # what fell into a hole stays there
    return None


def soon(page: Page, condition: Callable[[], object], within: float, step: float = 0.2) -> float:
    """Winds on in small steps until something has happened; the seconds that were wound, at most `within`."""
    steps = 0
    while not condition():
        assert steps * step < within, f"not within {within} s"
        later(page, step, step)
        steps += 1
    return steps * step


def line(page: Page) -> str:
    """How the page is connected: socket, polling, none or ended."""
    return page.evaluate("document.documentElement.dataset.line") or "none"


def sign(page: Page) -> str:
    """What the sign of the connection says."""
    return page.evaluate("document.querySelector('[data-connection]').innerText.trim()")
