"""Near-duplicates: contributions that say the same, but for a letter, a small word or their order.

Careful on purpose: "mehr Fotos" and "weniger Fotos" share all words that tell something.
"""

from collections.abc import Iterable, Sequence

import numpy as np

from app.synthesis.engine.reader import Reading
from app.synthesis.engine.views import Features, cosines
from app.synthesis.engine.words import fold

EACH, MEAN = 0.7, 0.8
"""Likeness by words and by signs that is needed: of each, and on average."""
LONGER = 1.5
"""The longer one says more than the shorter if it has so many times its words."""
BLOCK = 500

_TURNING = """
nicht nichts kein keine keinen keinem keiner nie niemals ohne weniger mehr statt gegen weg ab zu kaum nur viel wenig
warum wann wie wer wo vor nach immer not no nor never none without less more instead against off cannot cant dont
doesnt isnt wont too why when how who where before after always
"""
_TURNS = frozenset(_TURNING.split())
"""Small words that turn the meaning."""


def twins(reading: Reading, made_of: Features) -> list[list[int]]:
    """Positions that say the same, in ascending order, each position once; all are twins of the first."""
    first: dict[int, int] = {}
    for start in range(0, len(reading.words), BLOCK):
        chosen = range(start, min(len(reading.words), start + BLOCK))
        for one, other in _pairs(reading, made_of, chosen):
            if one < other and other not in first and first.get(one, one) == one:
                first[other] = one
    families: dict[int, list[int]] = {}
    for other, one in sorted(first.items()):
        families.setdefault(one, [one]).append(other)
    return [families[one] for one in sorted(families)]


def twin_of_each(reading: Reading, made_of: Features, chosen: Sequence[int]) -> dict[int, int]:
    """Position -> the earliest before it that says the same, for those of the chosen that have one."""
    found: dict[int, int] = {}
    for one, other in _pairs(reading, made_of, chosen):
        if other < one:
            found[one] = min(other, found.get(one, other))
    return found


def _pairs(reading: Reading, made_of: Features, chosen: Sequence[int]) -> Iterable[tuple[int, int]]:
    words, signs = cosines(made_of.words, chosen), cosines(made_of.signs, chosen)
    alike = (np.minimum(words, signs) >= EACH) & (words + signs >= 2 * MEAN)
    for row, other in zip(*(each.tolist() for each in np.nonzero(alike)), strict=True):
        one = chosen[row]
        if one != other and _same_turn(reading.words[one], reading.words[other]):
            yield one, other


def _same_turn(one: Sequence[str], other: Sequence[str]) -> bool:
    """The same numbers and turning words, and neither says much more."""
    short, long = sorted((len(one), len(other)))
    return long <= max(short * LONGER, short + 1) and _turning(one) == _turning(other)


def _turning(words: Sequence[str]) -> set[str]:
    return {folded for folded in map(fold, words) if folded in _TURNS or folded.isdigit()}
