"""Firefox without a window, driven over its own line (WebDriver BiDi, a W3C draft); as much of that as one story needs.

No driver program stands between: `--remote-debugging-port` opens the line, JSON goes both ways.
"""

import base64
import json
import os
import re
import shutil
import subprocess
from contextlib import ExitStack
from itertools import count
from pathlib import Path
from time import monotonic, sleep
from typing import Any

from websockets.sync.client import connect

from tests.browser.server import NAME
from tests.browser.tab import LOOKS_EVERY, PATIENCE, Tab

PROGRAM = shutil.which("firefox-esr") or shutil.which("firefox")
SETTINGS = {
    "app.normandy.enabled": False,
    "app.update.enabled": False,
    "browser.safebrowsing.malware.enabled": False,
    "browser.safebrowsing.phishing.enabled": False,
    "datareporting.policy.dataSubmissionEnabled": False,
    "dom.push.connection.enabled": False,
    "intl.accept_languages": "de",
    "network.captive-portal-service.enabled": False,
    "network.connectivity-service.enabled": False,
    "network.dns.localDomains": NAME,
    "services.settings.server": "http://127.0.0.1:9/",
    "toolkit.telemetry.enabled": False,
    "ui.prefersReducedMotion": 1,
}
"""Nobody is called but our server, whose name means this machine."""


class Firefox:
    """`tab` opens a screen with cookies of its own; `on_every_page` is a script that each page begins with."""

    def __init__(self, folder: Path, on_every_page: str) -> None:
        assert PROGRAM, "Firefox is not installed; bin/test does that (on Debian: firefox-esr)"
        profile = folder / "profile"
        profile.mkdir(parents=True)
        lines = [f'user_pref("{name}", {json.dumps(value)});' for name, value in SETTINGS.items()]
        (profile / "user.js").write_text("\n".join(lines))
        self.complaints: list[str] = []
        """Errors and warnings of all pages, as their consoles have them."""
        self._numbers = count(1)
        self._log = folder / "firefox.log"
        with self._log.open("wb") as log:
            self._process = subprocess.Popen(
                [PROGRAM, "--headless", "--no-remote", "--profile", str(profile), "--remote-debugging-port=0"],
                stdout=log,
                stderr=log,
                env={"HOME": str(folder), "PATH": os.environ["PATH"]},
            )
        self._open = ExitStack()
        self._open.callback(self._end)
        self._line = self._open.enter_context(connect(self._address() + "/session", max_size=None, compression=None))
        self.command("session.new", capabilities={})
        self.command("session.subscribe", events=["log.entryAdded"])
        self.command("script.addPreloadScript", functionDeclaration=f"() => {{ {on_every_page} }}")

    def tab(self, width: int, height: int) -> "FirefoxTab":
        who = self.command("browser.createUserContext")["userContext"]
        context = self.command("browsingContext.create", type="tab", userContext=who)["context"]
        size = {"width": width, "height": height}
        self.command("browsingContext.setViewport", context=context, viewport=size)
        return FirefoxTab(self, context)

    def command(self, method: str, **parameters: Any) -> dict[str, Any]:
        """Sends one and waits for its answer; what is told meanwhile is kept."""
        number = next(self._numbers)
        self._line.send(json.dumps({"id": number, "method": method, "params": parameters}))
        while True:
            answer = json.loads(self._line.recv(timeout=PATIENCE))
            if answer.get("method") == "log.entryAdded":
                self._heard(answer["params"])
            elif answer.get("id") == number:
                assert answer["type"] == "success", answer
                found: dict[str, Any] = answer["result"]
                return found

    def close(self) -> None:
        self._open.close()

    def _end(self) -> None:
        self._process.terminate()
        self._process.wait(30)

    def _heard(self, entry: dict[str, Any]) -> None:
        if entry["level"] in ("error", "warn"):
            self.complaints.append(f"{entry['level']}: {entry['text']}")

    def _address(self) -> str:
        until = monotonic() + PATIENCE
        while monotonic() < until and self._process.poll() is None:
            found = re.search(r"WebDriver BiDi listening on (ws://\S+)", self._log.read_text(errors="replace"))
            if found:
                return found[1]
            sleep(LOOKS_EVERY)
        raise AssertionError(self._log.read_text(errors="replace")[-2000:])


class FirefoxTab(Tab):
    """One page, on the line that all share."""

    def __init__(self, browser: Firefox, context: str) -> None:
        self._browser, self._context = browser, context

    def goto(self, address: str) -> None:
        self._browser.command("browsingContext.navigate", context=self._context, url=address, wait="complete")

    def evaluate(self, function: str, *arguments: Any) -> Any:
        written = ", ".join(json.dumps(each) for each in arguments)
        expression = f"Promise.resolve(({function})({written})).then((found) => JSON.stringify(found ?? null))"
        answer = self._browser.command(
            "script.evaluate", expression=expression, target={"context": self._context}, awaitPromise=True
        )
        assert answer["type"] == "success", answer["exceptionDetails"]["text"]
        return json.loads(answer["result"]["value"])

    def run(self, source: str) -> None:
        target = {"context": self._context}
        self._browser.command("script.evaluate", expression=f"{source};0", target=target, awaitPromise=False)

    def act(self, source: dict[str, Any]) -> None:
        self._browser.command("input.performActions", context=self._context, actions=[source])

    def photograph(self, path: Path) -> None:
        found = self._browser.command("browsingContext.captureScreenshot", context=self._context)
        path.write_bytes(base64.b64decode(found["data"]))
