"""A browser whose tabs lie behind each other and can be frozen, as phones do with tabs in the background.

Playwright keeps every page awake and in sight, so this one is spoken to in the browser's own debugging protocol.
"""

import json
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from time import monotonic, sleep
from typing import Any

from websockets.sync.client import ClientConnection, connect

from tests.browser.chromium import ARGS, WHOLE

PATIENCE = 30.0


class Tabs:
    def __init__(self, connection: ClientConnection) -> None:
        self._connection = connection
        self._number = 0

    def open(self, address: str) -> "Tab":
        target = self.say("Target.createTarget", url=address)["targetId"]
        session = self.say("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        return Tab(self, target, session)

    def say(self, method: str, session: str = "", **params: Any) -> dict[str, Any]:
        """One command of the protocol, and its answer."""
        self._number += 1
        message = {"id": self._number, "method": method, "params": params} | ({"sessionId": session} if session else {})
        self._connection.send(json.dumps(message))
        while True:
            answer = json.loads(self._connection.recv(PATIENCE))
            if answer.get("id") == self._number:
                assert "error" not in answer, answer
                return dict(answer["result"])


class Tab:
    def __init__(self, tabs: Tabs, target: str, session: str) -> None:
        self._tabs, self._target, self._session = tabs, target, session

    def evaluate(self, expression: str) -> Any:
        told = self._tabs.say("Runtime.evaluate", self._session, expression=expression, returnByValue=True)
        return told["result"].get("value")

    def to_front(self) -> None:
        self._tabs.say("Target.activateTarget", targetId=self._target)

    def freeze(self) -> None:
        """Only a tab that is out of sight can be frozen."""
        self.wait_for("document.hidden")
        self._tabs.say("Page.setWebLifecycleState", self._session, state="frozen")
        self.wait_for("document.wasFrozen")

    def thaw(self) -> None:
        self._tabs.say("Page.setWebLifecycleState", self._session, state="active")

    def wait_for(self, expression: str) -> None:
        until = monotonic() + PATIENCE
        while not self.evaluate(expression):
            assert monotonic() < until, expression
            sleep(0.02)


@contextmanager
def tabs(folder: Path) -> Iterator[Tabs]:
    """A browser of its own; `folder` is for what it keeps."""
    own = ["--remote-debugging-port=0", f"--user-data-dir={folder}", "about:blank"]
    command = [WHOLE, *ARGS, *own]
    browser = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        with connect(_address(folder / "DevToolsActivePort"), proxy=None, max_size=None) as connection:
            yield Tabs(connection)
    finally:
        browser.terminate()
        browser.wait(PATIENCE)


def _address(told: Path) -> str:
    until = monotonic() + PATIENCE
    while not told.exists() or len(told.read_text().split()) < 2:
        assert monotonic() < until, "the browser does not start"
        sleep(0.02)
    port, path = told.read_text().split()
    return f"ws://127.0.0.1:{port}{path}"
