"""What a phone keeps in mind of its live line: how far it is, and which contributions lie on its screen. Pure."""

import re
from dataclasses import dataclass, field
from enum import Enum
from typing import Any

_SCREEN = re.compile(r"<main\b[^>]*\bid=\"screen\"[^>]*>")
_SEQ = re.compile(r"\bdata-seq=\"(\d+)\"")
_FP = re.compile(r"\bdata-fp=\"([^\"]*)\"")
_ME = re.compile(r"\bdata-me=\"(\d+)\"")
_LAID = re.compile(r"<\w+\b[^>]*\bid=\"contribution-(\d+)\"[^>]*>")


class Wish(Enum):
    """What the phone has to do after a frame."""

    nothing = "nothing"
    ask = "ask"
    """Send `since` again: something is missing."""
    fetch = "fetch"
    """Fetch its page."""


class NoScreen(Exception):
    """A page came that is not the phone's screen."""


@dataclass
class Cursor:
    """`seq` and `fp` as the last page or frame told them; `laid` are the ids of contributions on the screen."""

    seq: int = 0
    fp: str = ""
    laid: set[int] = field(default_factory=set)

    @property
    def since(self) -> dict[str, Any]:
        """The message that asks for what is missing."""
        return {"since": self.seq, "fp": self.fp}

    def show(self, page: str) -> None:
        """A freshly fetched page replaces the screen; raises NoScreen for any other page."""
        screen = _SCREEN.search(page)
        seq, fp = (_SEQ.search(screen[0]), _FP.search(screen[0])) if screen else (None, None)
        if not seq or not fp:
            raise NoScreen(page[:200])
        self.seq, self.fp = int(seq[1]), fp[1]
        self.laid = {int(found[1]) for found in _LAID.finditer(page)}

    def take(self, frame: dict[str, Any]) -> Wish:
        """A frame of the line: what is old is ignored, what would leave a hole is asked for."""
        if frame.get("reset"):
            return Wish.fetch
        if frame["to"] <= self.seq:
            return Wish.nothing
        if frame["prev"] > self.seq:
            return Wish.ask
        self._put(frame.get("html") or "")
        self.seq, self.fp = frame["to"], frame.get("fp", "")
        return Wish.fetch if frame.get("nudge") is not None else Wish.nothing

    def _put(self, html: str) -> None:
        for found in _LAID.finditer(html):
            id_ = int(found[1])
            if "data-gone" in found[0]:
                self.laid.discard(id_)
            elif "data-into" in found[0]:
                self.laid.add(id_)


def participant_of(page: str) -> int:
    """Whose phone this page is drawn for; raises NoScreen if it does not say."""
    me = _ME.search(page)
    if not me:
        raise NoScreen(page[:200])
    return int(me[1])
