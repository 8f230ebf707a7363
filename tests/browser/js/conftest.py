"""One browser, one stand-in server; every test gets a fresh café and fresh phones."""

import shutil
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from .standin import Server, Standin

ARGS = [
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
]  # fmt: skip
HARMLESS = ("ERR_INTERNET_DISCONNECTED", "WebSocket connection to", "Failed to load resource")


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    server = Server()
    server.start()
    yield server
    server.stop()


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=ARGS)
        yield browser
        browser.close()


@pytest.fixture
def cafe(server: Server) -> Standin:
    server.cafe.reset()
    server.hole.is_on = False
    return server.cafe


@pytest.fixture
def phone(server: Server, cafe: Standin, browser: Browser) -> Iterator[Callable[..., Page]]:
    """Opens pages: phone(), a second tab with phone(context=page.context), behind the proxy with phone(hole=True)."""
    contexts: list[BrowserContext] = []
    errors: list[str] = []

    def open(
        path: str = "/cafes/K/table", context: BrowserContext | None = None, hole: bool = False, script: str = "",
        wait: bool = True, **options: Any,
    ) -> Page:  # fmt: skip
        if context is None:
            context = browser.new_context(**options)
            contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: errors.append(str(error)))
        page.on("console", lambda message: errors.append(message.text) if is_bad(message) else None)
        if script:
            page.add_init_script(script)
        page.goto((server.hole_url if hole else server.url) + path)
        if wait:
            page.wait_for_selector("html[data-line=socket]")
        return page

    yield open
    for context in contexts:
        context.close()
    assert errors == []


def is_bad(message: Any) -> bool:
    return message.type == "error" and not any(part in message.text for part in HARMLESS)


def until(page: Page, condition: Callable[[], object], patience: float = 8) -> None:
    """Waits for something on the stand-in's side, letting the page live meanwhile."""
    for _ in range(int(patience * 50)):
        if condition():
            return
        page.wait_for_timeout(20)
    raise AssertionError("it did not happen")
