"""WebKit as Debian has it (GTK's MiniBrowser), driven by WebKitWebDriver (W3C WebDriver) on an invisible screen (Xvfb).

A stand-in for Safari's engine, not for an iPhone: it knows no touch, its windows are never narrower than 447 pixels,
and it wants English unless a page is asked for another language.
"""

import base64
import json
import os
import shutil
import signal
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from itertools import count
from pathlib import Path
from time import monotonic, sleep
from typing import Any

import httpx

from app.rehearsal.serving import free_port
from tests.browser.server import NAME
from tests.browser.tab import LOOKS_EVERY, PATIENCE, Tab

DRIVER, SCREEN = shutil.which("WebKitWebDriver"), shutil.which("Xvfb")
THIS_MACHINE = "[::ffff:127.0.0.1]"
"""Nobody can be told here who cafe.test is. Unlike localhost it is no secure context; it needs no IPv6 network."""
CALM = "[Settings]\ngtk-enable-animations=0\n"
"""How a desktop of GTK is told that its user prefers reduced motion."""
EAR = """
if (!window.heard) {
  window.heard = [];
  const hear = (...said) => window.heard.push(said.map(String).join(" "));
  for (const level of ["error", "warn"]) console[level] = (...said) => hear(level, ...said);
  addEventListener("error", (event) => hear("error", event.message));
  addEventListener("unhandledrejection", (event) => hear("rejected", event.reason));
  document.addEventListener("securitypolicyviolation", (e) => hear("CSP", e.violatedDirective, e.blockedURI));
}
"""
"""The driver does not tell what consoles say. So each page listens for itself, from the first thing it is asked, and
tells what it has heard with every answer."""


class WebKit:
    """`tab` opens a screen in a browser of its own: a driver has only one."""

    def __init__(self, folder: Path, display: str) -> None:
        self.complaints: list[str] = []
        """Errors, warnings and breaches of the content policy of all pages."""
        self._folder, self._numbers = folder, count(1)
        self._tabs: list[WebKitTab] = []
        home = folder / "home"
        (home / ".config" / "gtk-3.0").mkdir(parents=True)
        (home / ".config" / "gtk-3.0" / "settings.ini").write_text(CALM)
        self._surroundings = {"HOME": str(home), "PATH": os.environ["PATH"], "DISPLAY": display}

    def tab(self, width: int, height: int) -> "WebKitTab":
        log = self._folder / f"webkit-{next(self._numbers)}.log"
        tab = WebKitTab(log, self._surroundings, self.complaints)
        self._tabs.append(tab)
        tab.begin(width, height)
        return tab

    def close(self) -> None:
        for tab in self._tabs:
            tab.close()


class WebKitTab(Tab):
    """One page, in one browser, under one driver."""

    def __init__(self, log: Path, surroundings: dict[str, str], complaints: list[str]) -> None:
        assert DRIVER, "WebKitWebDriver is not installed; bin/test does that (on Debian: webkit2gtk-driver)"
        self._log, self._complaints, self._session = log, complaints, ""
        port = free_port()
        self._line = httpx.Client(base_url=f"http://127.0.0.1:{port}", timeout=2 * PATIENCE, trust_env=False)
        with log.open("wb") as out:
            self._driver = subprocess.Popen(
                [DRIVER, f"--port={port}", "--host=127.0.0.1"],
                stdout=out, stderr=out, env=surroundings, start_new_session=True,
            )  # fmt: skip

    def begin(self, width: int, height: int) -> None:
        """As soon as the driver answers; the size is the window's, of which its own bar takes some."""
        until = monotonic() + PATIENCE
        while not self._is_ready():
            assert self._driver.poll() is None and monotonic() < until, self._log.read_text(errors="replace")[-2000:]
            sleep(LOOKS_EVERY)
        found = self._command("/session", capabilities={"alwaysMatch": {"pageLoadStrategy": "normal"}})
        self._session = f"/session/{found['sessionId']}"
        self._command(f"{self._session}/window/rect", width=width, height=height)

    def goto(self, address: str) -> None:
        self._command(f"{self._session}/url", url=address.replace(NAME, THIS_MACHINE))
        found = self.evaluate("() => location.href")
        assert found != "about:blank", f"nobody answers at {address}"

    def evaluate(self, function: str, *arguments: Any) -> Any:
        script = f"""{EAR}
const [given, done] = arguments;
const heard = () => window.heard.splice(0);
Promise.resolve().then(() => ({function})(...given)).then(
  (found) => done({{ found: found ?? null, heard: heard() }}),
  (error) => done({{ error: String(error), heard: heard() }}));
"""
        answer = self._command(f"{self._session}/execute/async", script=script, args=[list(arguments)])
        self._complaints += answer["heard"]
        assert "error" not in answer, answer["error"]
        return answer["found"]

    def run(self, source: str) -> None:
        self._command(f"{self._session}/execute/sync", script=source, args=[])

    def act(self, source: dict[str, Any]) -> None:
        self._command(f"{self._session}/actions", actions=[source])

    def photograph(self, path: Path) -> None:
        path.write_bytes(base64.b64decode(self._ask("GET", f"{self._session}/screenshot")))

    def close(self) -> None:
        """The browser is asked to go, then whatever is left of it and its driver is ended."""
        with suppress(httpx.HTTPError):
            self._line.delete(self._session)
        self._line.close()
        with suppress(ProcessLookupError):
            os.killpg(self._driver.pid, signal.SIGKILL)
        self._driver.wait(PATIENCE)

    def _command(self, path: str, **parameters: Any) -> Any:
        return self._ask("POST", path, parameters)

    def _ask(self, method: str, path: str, parameters: dict[str, Any] | None = None) -> Any:
        answer = self._line.request(method, path, json=parameters)
        found = json.loads(answer.text)["value"]
        assert answer.is_success, found
        return found

    def _is_ready(self) -> bool:
        try:
            return bool(self._ask("GET", "/status")["ready"])
        except httpx.HTTPError:
            return False


@contextmanager
def screen() -> Iterator[str]:
    """An X display that nobody sees, as large as a projector; its name."""
    assert SCREEN, "Xvfb is not installed; bin/test does that (on Debian: xvfb)"
    reading, writing = os.pipe()
    command = [SCREEN, "-displayfd", str(writing), "-screen", "0", "1920x1200x24", "-nolisten", "tcp"]
    server = subprocess.Popen(command, pass_fds=[writing], stderr=subprocess.DEVNULL)
    os.close(writing)
    try:
        with os.fdopen(reading) as number:
            yield f":{number.readline().strip()}"
    finally:
        server.terminate()
        server.wait(PATIENCE)
