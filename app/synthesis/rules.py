"""The rules by which a text is understood as "change", "optimise" or "tackle", read from a file that phones share.

A row is a category (or none), points, patterns, and "cut" if what follows in the clause no longer counts. In a pattern
`*` stands for letters, `…` for up to `gap` words, `.` for the end of a clause and `^` for the beginning of a sentence
or what follows an opener ("should"); `=` means spelt exactly so, and `ab|schaff*` is a German verb that comes apart.
Patterns without a category are look-alikes: the words they take are taken. The longest pattern wins.
"""

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import Any, NamedTuple

FILE = Path(__file__).parents[2] / "static" / "rules" / "categories.json"
NO_WORDS = ("^", ".", "?", "…")
"""Elements of a pattern that are no words."""

_LETTER = r"0-9A-Za-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u017f"
_TOKEN = re.compile(
    rf"([{_LETTER}]+(?:['’][A-Za-z]+)*)|([.:;!?…]+(?![{_LETTER}])|[\n→])|,(?![{_LETTER}])|[()–—•|]|[ \t]-+(?=[ \t\n])"
)


class Token(NamedTuple):
    """A word, or what ends a clause: then `ends` is "," or, at the end of a sentence, "." or "?"."""

    word: str
    spelt: str
    start: int
    stop: int
    ends: str


@dataclass(frozen=True)
class Rule:
    """One pattern with what it is worth."""

    category: str
    points: float
    cuts: bool
    opens: bool
    """It counts at the beginning only."""
    elements: tuple[str, ...]
    order: tuple[int, int, int]
    """More words first, then more letters, then as in the file."""


@dataclass(frozen=True)
class Rulebook:
    """All rules, by how their first word begins, and the figures they go with."""

    enough: float
    """Points that an answer needs."""
    margin: float
    """The share of all points by which it must be ahead."""
    gap: int
    reach: int
    """Words within which a "not" denies what follows."""
    negators: frozenset[str]
    openers: frozenset[str]
    exact: dict[str, list[Rule]]
    open_ended: dict[str, list[Rule]]
    others: list[Rule]


def tokens(text: str) -> list[Token]:
    """Words and ends of clauses; the last one is always an end."""
    found = []
    for match in _TOKEN.finditer(text):
        spelt, mark = match.groups()
        start, stop = match.span()
        ends = "" if spelt else "," if not mark else "?" if "?" in mark else "."
        found.append(Token(plain(spelt) if spelt else "", spelt or "", start, stop, ends))
    return [*found, Token("", "", len(text), len(text), ".")]


@lru_cache(65536)
def plain(word: str) -> str:
    """In lower case, with one kind of apostrophe."""
    return word.lower().replace("’", "'")


@lru_cache(65536)
def beginning_with(spelt: str) -> tuple[Rule, ...]:
    """The rules that a word may begin, the longest first."""
    book, word = rulebook(), plain(spelt)
    if not word:
        return ()
    near = [*book.exact.get(word, ()), *book.open_ended.get(word[:2], ()), *book.others]
    return tuple(sorted((rule for rule in near if fits(rule.elements[0], spelt)), key=lambda rule: rule.order))


@lru_cache(65536)
def fits(element: str, spelt: str) -> bool:
    """Whether a word of a pattern stands for a word of the text."""
    if element.startswith("="):
        return spelt == element[1:]
    word = plain(spelt)
    head, *middle = element.split("*")
    if not middle:
        return word == head
    at, tail = len(head), middle.pop()
    for part in middle:
        at = word.find(part, at) + len(part)
        if at < len(part):
            return False
    return word.startswith(head) and word.endswith(tail) and len(word) >= at + len(tail)


@cache
def rulebook() -> Rulebook:
    """Read once."""
    written = json.loads(FILE.read_text("utf-8"))
    exact: dict[str, list[Rule]] = {}
    open_ended: dict[str, list[Rule]] = {}
    others: list[Rule] = []
    for rule in _rules(written["rules"]):
        first = rule.elements[0]
        if "=" in first or "*" in first[:2]:
            others.append(rule)
        elif "*" in first:
            open_ended.setdefault(first[:2], []).append(rule)
        else:
            exact.setdefault(first, []).append(rule)
    figures: dict[str, Any] = {name: written[name] for name in ("enough", "margin", "gap", "reach")}
    figures |= {name: frozenset(written[name].split(", ")) for name in ("negators", "openers")}
    return Rulebook(**figures, exact=exact, open_ended=open_ended, others=others)


def _rules(rows: Sequence[Sequence[Any]]) -> Iterator[Rule]:
    number = 0
    for category, points, patterns, *more in rows:
        for pattern in apart(patterns):
            elements = pattern.split(" ")
            words = [element for element in elements if element not in NO_WORDS]
            letters = sum(2 * len(word.strip("=").replace("*", "")) + ("*" not in word) for word in words)
            opens = elements[0] == "^"
            order = (-len(words), -letters, number)
            yield Rule(category, points, more == ["cut"], opens, tuple(elements[opens:]), order)
            number += 1


def apart(patterns: str) -> Iterator[str]:
    """`ab|schaff*` is "abschaffen", "abzuschaffen", "abgeschafft" and "schaffen … ab"."""
    for pattern in patterns.split(", "):
        before, bar, verb = pattern.partition("|")
        if bar:
            yield from (f"{before}{verb}", f"{before}zu{verb}", f"{before}ge{verb}", f"{verb} … {before} .")
        else:
            yield pattern
