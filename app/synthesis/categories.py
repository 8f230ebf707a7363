"""Which of the three verbs a contribution asks for, by rules, with the words that say so; or nothing if it is unsure.

The rules are data, `static/rules/categories.json`, which phones read as well: `static/js/suggest.js` is this file over
again, and a test holds the two together. How they are written stands in `app.synthesis.rules`.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from app.synthesis.rules import Rule, Token, beginning_with, fits, rulebook, tokens
from app.tablecloth.category import Category

REMEMBERED = 8192
"""Texts whose answer is kept; a board asks for the same ones again and again."""

ENDS_OF_SENTENCE = (".", "?")


@dataclass(frozen=True)
class Suggestion:
    """A category that a text seems to ask for."""

    category: Category
    because: tuple[str, ...]
    """What led to it, as spelt in the text and in its order; neighbouring words are one entry."""


@dataclass
class Reading:
    """A text while it is being read."""

    tokens: Sequence[Token]
    taken: set[int] = field(default_factory=set)
    points: dict[str, float] = field(default_factory=dict)
    reasons: dict[str, set[int]] = field(default_factory=dict)
    counted: set[tuple[int, ...]] = field(default_factory=set)


@lru_cache(REMEMBERED)
def suggest(text: str) -> Suggestion | None:
    """What the text asks for; none if nothing says so, or if two answers are too close."""
    found = _read(tokens(text))
    ranked = sorted(found.points.items(), key=lambda item: -item[1])
    book = rulebook()
    if not ranked or ranked[0][1] < book.enough:
        return None
    margin = ranked[0][1] - (ranked[1][1] if len(ranked) > 1 else 0)
    if margin < book.margin * sum(found.points.values()):
        return None
    return Suggestion(Category(ranked[0][0]), tuple(_spelt(text, found, ranked[0][0])))


def _read(tokens: Sequence[Token]) -> Reading:
    reading = Reading(tokens)
    at = 0
    while at < len(tokens):
        near = () if at in reading.taken else beginning_with(tokens[at].spelt)
        rule, places = _longest(reading, near, at) if near else (None, ())
        if rule is None:
            at += 1
            continue
        if rule.category and not _is_denied(reading, places):
            _count(reading, rule, places)
        reading.taken.update(places)
        at = _end_of_clause(tokens, at) if rule.cuts else at + 1
    return reading


def _count(reading: Reading, rule: Rule, places: tuple[int, ...]) -> None:
    """A question asks for half as much, and what is repeated counts once."""
    if rule.order in reading.counted:
        return
    reading.counted.add(rule.order)
    is_asked = next(token.ends for token in reading.tokens[places[-1] :] if token.ends in ENDS_OF_SENTENCE) == "?"
    points = rule.points / 2 if is_asked else rule.points
    reading.points[rule.category] = reading.points.get(rule.category, 0) + points
    reading.reasons.setdefault(rule.category, set()).update(places)


def _longest(reading: Reading, near: Sequence[Rule], at: int) -> tuple[Rule | None, tuple[int, ...]]:
    for rule in near:
        if rule.opens and not _is_opening(reading.tokens, at):
            continue
        rest = _places(reading, rule.elements[1:], at + 1)
        if rest is not None:
            return rule, (at, *rest)
    return None, ()


def _is_opening(tokens: Sequence[Token], at: int) -> bool:
    """Whether a sentence begins here, or a wish after "we should" and its like."""
    if at == 0:
        return True
    before = tokens[at - 1]
    return before.ends in ENDS_OF_SENTENCE or before.word in rulebook().openers


def _places(reading: Reading, elements: Sequence[str], at: int) -> tuple[int, ...] | None:
    """Where the words of a pattern stand if its first stands here; none if it does not fit."""
    if not elements:
        return ()
    if elements[0] == "…":
        return _places_within(reading, elements[1:], at)
    if at >= len(reading.tokens) or at in reading.taken:
        return None
    token = reading.tokens[at]
    if token.ends:
        return _places(reading, elements[1:], at + 1) if elements[0] in (".", token.ends) else None
    rest = _places(reading, elements[1:], at + 1) if fits(elements[0], token.spelt) else None
    return None if rest is None else (at, *rest)


def _places_within(reading: Reading, elements: Sequence[str], at: int) -> tuple[int, ...] | None:
    """The same if up to `gap` words of the clause may be skipped first."""
    for further in range(at, min(at + rulebook().gap + 1, len(reading.tokens))):
        token = reading.tokens[further]
        if token.ends:
            return _places(reading, elements, further)
        if fits(elements[0], token.spelt):
            found = _places(reading, elements, further)
            if found is not None:
                return found
    return None


def _is_denied(reading: Reading, places: tuple[int, ...]) -> bool:
    """Whether "not" stands shortly before, or between the words."""
    book = rulebook()
    for at in range(places[-1] - 1, max(places[0] - book.reach, 0) - 1, -1):
        token = reading.tokens[at]
        if token.ends and at < places[0]:
            return False
        if token.word in book.negators and at not in reading.taken and at not in places:
            return True
    return False


def _end_of_clause(tokens: Sequence[Token], at: int) -> int:
    while not tokens[at].ends:
        at += 1
    return at


def _spelt(text: str, reading: Reading, category: str) -> Iterator[str]:
    places = sorted(reading.reasons[category])
    begin = places[0]
    for place, after in zip(places, [*places[1:], -1], strict=True):
        if after != place + 1:
            yield text[reading.tokens[begin].start : reading.tokens[place].stop]
            begin = after
