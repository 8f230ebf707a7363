"""The report's own words in pieces that can be written one by one, and whether somebody else was quicker: pure.

Two hosts may have the page open at once. Each piece comes back with the state in which it was drawn; what was not
touched is never written, and what somebody else has written meanwhile is never overwritten unseen.
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum, auto

from app.errors import BadInput

Fields = Mapping[str, str]
"""The fields of a piece as a form holds them."""


@dataclass(frozen=True)
class Sent:
    """A piece as it came back from a page."""

    fields: Fields
    seen: str
    """Its state when the page was drawn."""


class Verdict(Enum):
    untouched = auto()
    written = auto()
    """Nothing stands in the way of writing it."""
    overtaken = auto()
    """Somebody else has written something else there meanwhile."""


@dataclass
class Outcome:
    """What became of what a page sent."""

    written: set[str] = field(default_factory=set)
    overtaken: set[str] = field(default_factory=set)
    wrong: dict[str, BadInput] = field(default_factory=dict)
    """By field (`conclusion_text`); its whole piece was not written."""
    homeless: list[str] = field(default_factory=list)
    """Texts for something that is not there any more."""

    @property
    def is_clean(self) -> bool:
        return not (self.overtaken or self.wrong or self.homeless)


def state(fields: Fields) -> str:
    """The same for the same texts; browsers turn line breaks into two signs."""
    told = {name: text.replace("\r\n", "\n") for name, text in fields.items()}
    return hashlib.sha256(json.dumps(told, sort_keys=True).encode()).hexdigest()[:16]


def whole(sent: Sent, stored: Fields) -> Sent:
    """With every field that the piece has; one that was not sent was not touched."""
    return Sent({name: sent.fields.get(name, text) for name, text in stored.items()}, sent.seen)


def judged(sent: Sent, stored: Fields) -> Verdict:
    """What to do with a piece, given what stands there now; the same words typed twice are no quarrel."""
    typed = state(sent.fields)
    if typed in (sent.seen, state(stored)):
        return Verdict.untouched
    return Verdict.written if sent.seen == state(stored) else Verdict.overtaken
