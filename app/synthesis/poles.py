"""The words that take a side, read from `poles.json`: for and against, and pairs that pull apart, in both languages."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import NamedTuple

from app.synthesis.rules import NO_WORDS, Token, apart, fits

FILE = Path(__file__).with_name("poles.json")
FOR, AGAINST = 1, -1
SHORTEST = 3
"""Letters of a word that may be a subject."""


class Pattern(NamedTuple):
    """Words that take a side; `value` is FOR or AGAINST, or a pole's number: twice its axis', one more on the right."""

    kind: str
    value: int
    elements: tuple[str, ...]


class Found(NamedTuple):
    """A pattern found in a clause."""

    value: int
    length: int
    spelt: str


@dataclass(frozen=True)
class Vocabulary:
    """All of the file, patterns by the first two letters."""

    patterns: dict[str, list[Pattern]]
    empty: frozenset[str]
    aside: frozenset[str]
    """Prepositions: what follows is seldom what a verb is about."""
    nots: frozenset[str]
    nones: frozenset[str]
    than: frozenset[str]
    reasons: frozenset[str]
    """What follows is why, not what."""

    def is_empty(self, token: Token) -> bool:
        """Whether a word says nothing about a subject."""
        return len(token.word) < SHORTEST or token.word.isdigit() or token.word in self.empty


def find(kind: str, clause: Sequence[Token], at: int) -> Found | None:
    """The longest pattern of a kind that stands here."""
    found = None
    for pattern in _near(clause[at].spelt):
        if pattern.kind == kind:
            hit = _stands(pattern, clause, at)
            if hit and (found is None or hit.length > found.length):
                found = hit
    return found


def poles(clause: Sequence[Token]) -> list[Found]:
    """The poles of axes that are named, each hit once, in order."""
    return [
        hit
        for at, token in enumerate(clause)
        for pattern in _near(token.spelt)
        if pattern.kind == "pole" and (hit := _stands(pattern, clause, at))
    ]


def _stands(pattern: Pattern, clause: Sequence[Token], at: int) -> Found | None:
    elements = pattern.elements
    if "…" in elements:  # a verb that comes apart
        is_apart = at + 1 < len(clause) and clause[-1].word == elements[2]
        return Found(pattern.value, 1, f"{clause[at].spelt} … {clause[-1].spelt}") if is_apart else None
    words = [element for element in elements if element not in NO_WORDS]
    here = clause[at : at + len(words)]
    if len(here) < len(words) or (elements[-1] == "." and at + len(words) < len(clause)):
        return None
    if all(fits(element, token.spelt) for element, token in zip(words, here, strict=True)):
        return Found(pattern.value, len(words), " ".join(token.spelt for token in here))
    return None


@lru_cache(65536)
def _near(spelt: str) -> tuple[Pattern, ...]:
    """The patterns that a word may begin."""
    known = vocabulary().patterns
    near = [*known.get(spelt[:2].lower(), ()), *known.get("", ())]
    return tuple(pattern for pattern in near if fits(pattern.elements[0], spelt))


@cache
def vocabulary() -> Vocabulary:
    """Read once."""
    written = json.loads(FILE.read_text("utf-8"))
    patterns: dict[str, list[Pattern]] = {}
    for side, value in (("for", FOR), ("against", AGAINST)):
        for place in ("before", "anywhere"):
            _add(patterns, place, value, written[side][place])
    _add(patterns, "turns", AGAINST, written["turns"])
    for number, axis in enumerate(written["axes"]):
        for right, words in enumerate(axis):
            _add(patterns, "pole", 2 * number + right, words)
    names = {"empty": "empty", "aside": "aside", "nots": "not", "nones": "none", "than": "than", "reasons": "because"}
    return Vocabulary(patterns, **{field: frozenset(written[name].split(", ")) for field, name in names.items()})


def _add(patterns: dict[str, list[Pattern]], kind: str, value: int, written: str) -> None:
    for pattern in _apart(written.split(", ")):
        begins = pattern[0].lstrip("=")[:2]
        patterns.setdefault("" if "*" in begins else begins, []).append(Pattern(kind, value, pattern))


def _apart(written: Iterable[str]) -> list[tuple[str, ...]]:
    return [tuple(pattern.split(" ")) for pattern in apart(", ".join(written))]
