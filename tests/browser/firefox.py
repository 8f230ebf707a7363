"""Firefox without a window, driven over its own line (WebDriver BiDi, a W3C draft); as much of that as one story needs.

No driver program stands between: `--remote-debugging-port` opens the line, JSON goes both ways.
"""

import json
import os
import re
import shutil
import subprocess
from collections.abc import Iterable
from contextlib import ExitStack
from itertools import count
from pathlib import Path
from time import monotonic, sleep
from typing import Any

from websockets.sync.client import connect

from tests.browser.server import NAME

PROGRAM = shutil.which("firefox-esr") or shutil.which("firefox")
PATIENCE = 20.0
LOOKS_EVERY = 0.05
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
ENTER = "\ue007"


class Firefox:
    """`tab` opens a screen with cookies of its own; `on_every_page` is a script that each page begins with."""

    def __init__(self, folder: Path, on_every_page: str) -> None:
        assert PROGRAM, "Firefox is not installed"
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

    def tab(self, width: int, height: int) -> "Tab":
        who = self.command("browser.createUserContext")["userContext"]
        context = self.command("browsingContext.create", type="tab", userContext=who)["context"]
        size = {"width": width, "height": height}
        self.command("browsingContext.setViewport", context=context, viewport=size)
        return Tab(self, context)

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


class Tab:
    """One page; `evaluate` and `wait_for` take a function as text, as in a browser's console."""

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
        """A whole script, such as a library."""
        target = {"context": self._context}
        self._browser.command("script.evaluate", expression=f"{source};0", target=target, awaitPromise=False)

    def wait_for(self, function: str, *arguments: Any) -> Any:
        """Until it is true, and no error; what it came to."""
        patient = f"(...all) => {{ try {{ return ({function})(...all); }} catch {{ return null; }} }}"
        until = monotonic() + PATIENCE
        while monotonic() < until:
            found = self.evaluate(patient, *arguments)
            if found:
                return found
            sleep(LOOKS_EVERY)
        raise AssertionError(f"never true: {function} {arguments}")

    def shows(self, selector: str, words: str = "") -> None:
        """An element that can be seen and says this."""
        self.wait_for(
            "(place, words) => [...document.querySelectorAll(place)]"
            ".some((each) => each.checkVisibility() && each.textContent.includes(words))",
            selector,
            words,
        )

    def press(self, selector: str) -> None:
        """With the mouse, in the middle of it."""
        self._point([self._middle(selector)])

    def type(self, selector: str, text: str) -> None:
        self.press(selector)
        keys = [{"type": kind, "value": sign} for sign in text for kind in ("keyDown", "keyUp")]
        self._act({"type": "key", "id": "keyboard", "actions": keys})

    def draw(self, selector: str, points: Iterable[tuple[int, int]]) -> None:
        """One stroke of a pen; the points are counted from the middle of the element."""
        x, y = self._middle(selector)
        self._point([(x + right, y + down) for right, down in points])

    def _middle(self, selector: str) -> tuple[int, int]:
        self.shows(selector)
        x, y = self.evaluate(
            "(place) => { const one = [...document.querySelectorAll(place)].find((each) => each.checkVisibility());"
            " one.scrollIntoView({ block: 'center', behavior: 'instant' }); const box = one.getBoundingClientRect();"
            " return [box.left + box.width / 2, box.top + box.height / 2]; }",
            selector,
        )
        return round(x), round(y)

    def _point(self, points: list[tuple[int, int]]) -> None:
        (x, y), *others = points
        moves = [{"type": "pointerMove", "x": right, "y": down, "duration": 0} for right, down in others]
        start = [{"type": "pointerMove", "x": x, "y": y}, {"type": "pointerDown", "button": 0}]
        actions = [*start, *moves, {"type": "pointerUp", "button": 0}]
        self._act({"type": "pointer", "id": "mouse", "parameters": {"pointerType": "mouse"}, "actions": actions})

    def _act(self, source: dict[str, Any]) -> None:
        self._browser.command("input.performActions", context=self._context, actions=[source])
