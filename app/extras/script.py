"""Who the simulated guests of a rehearsal are, what they say, and how long each of them takes. Pure.

Everything follows from names and numbers, so that a server that was started anew goes on with the same evening.
"""

import hashlib
import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path

FEWEST, MOST = 8, 60
KEY = "extra-"
"""What the arrival keys of simulated guests begin with; a phone's own are of hexadecimal signs."""
ARRIVING = 45.0
"""Seconds within which they all come."""
THOUGHTS = 4
"""Of one guest in one round, if it lasts."""


@dataclass(frozen=True)
class Script:
    """Words in one language; `ideas` with the verb that somebody would tap for them, `sketches` with their shape."""

    names: tuple[str, ...]
    trades: tuple[str, ...]
    ideas: tuple[tuple[str, str], ...]
    sketches: tuple[tuple[str, str], ...]
    questions: tuple[str, ...]
    open_questions: tuple[str, ...]
    notes: tuple[str, ...]
    commitments: tuple[str, ...]


@cache
def script(language: str) -> Script:
    """German for a German café, for any other English."""
    path = Path(__file__).with_name("script.de.json" if language == "de" else "script.en.json")
    words = json.loads(path.read_text("utf-8"))
    ideas = tuple((each["category"], each["text"]) for each in words.pop("ideas"))
    sketches = tuple((each["shape"], each["text"]) for each in words.pop("sketches"))
    return Script(ideas=ideas, sketches=sketches, **{name: tuple(lines) for name, lines in words.items()})


def how_many(expected: int) -> int:
    """As many guests as the café expects, as far as a rehearsal needs them."""
    return max(FEWEST, min(MOST, expected))


def chance(*told: object) -> float:
    """0 to 1, always the same for the same."""
    digest = hashlib.blake2b("|".join(map(str, told)).encode(), digest_size=4).digest()
    return int.from_bytes(digest) / 2**32


def arrives_after(number: int, many: int) -> float:
    """Seconds after the café was laid; `number` from 0."""
    return 1 + ARRIVING * number / many + 2 * chance("arrives", number)


def writes_after(person: int, round_no: int, thought: int) -> float:
    """Seconds after a round began until somebody has a thought on the cloth; `thought` from 0."""
    hurry = chance("writes", person, round_no)
    return 4 + 50 * hurry + thought * (45 + 60 * chance("goes on", person, round_no, thought))
