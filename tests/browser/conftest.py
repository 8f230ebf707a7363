"""A real server, a real browser, and somebody who listens to what the pages say behind the scenes."""

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Request, WebError, expect, sync_playwright

from tests.browser.chromium import ARGS, PROGRAM
from tests.browser.room import Room
from tests.browser.server import NAME, Server

NAMES = f"--host-resolver-rules=MAP {NAME} 127.0.0.1, MAP * ~NOTFOUND, EXCLUDE 127.0.0.1"
BREACH = """
document.addEventListener("securitypolicyviolation", (e) => console.error("CSP", e.violatedDirective, e.blockedURI));
"""

GIVEN_UP = "WebSocket is closed before the connection is established"
"""Chromium's remark when a page leaves, or tries anew, while its line is still being opened: no fault of the page."""

expect.set_options(timeout=20_000)


class Watch:
    """Collects what no page should do: errors, breaches of the content policy, calls to other hosts."""

    def __init__(self) -> None:
        self.found: list[str] = []
        self._expected: list[str] = []

    def expect(self, *patterns: str) -> None:
        """These complaints belong to the test, such as the refusal it provokes."""
        self._expected += patterns

    def follow(self, context: BrowserContext) -> None:
        context.add_init_script(BREACH)
        context.on("console", self._heard)
        context.on("weberror", self._broke)
        context.on("requestfailed", self._failed)

    def _heard(self, message: ConsoleMessage) -> None:
        if message.type in ("error", "warning") and GIVEN_UP not in message.text:
            self.found.append(f"{message.type}: {message.text} ({message.location['url']})")

    def _broke(self, error: WebError) -> None:
        self.found.append(f"script: {error.error}")

    def _failed(self, request: Request) -> None:
        address = urlsplit(request.url)
        if address.scheme not in ("data", "blob", "about") and address.hostname != NAME:
            self.found.append(f"foreign: {request.url}")

    def complaints(self) -> list[str]:
        return [each for each in self.found if not any(re.search(pattern, each) for pattern in self._expected)]


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    server = Server(tmp_path_factory.mktemp("server"))
    server.start()
    yield server
    server.stop()


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """One per file: an open one would keep this thread's event loop from tests that need their own."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=PROGRAM, args=[*ARGS, NAMES])
        yield browser
        browser.close()


@pytest.fixture
def watch() -> Iterator[Watch]:
    watch = Watch()
    yield watch
    assert watch.complaints() == []


@pytest.fixture
def room(browser: Browser, server: Server, watch: Watch) -> Iterator[Room]:
    """Devices in one room; all are switched off at the end, then the watch is asked."""
    room = Room(browser, server.address, watch.follow)
    yield room
    room.close()
