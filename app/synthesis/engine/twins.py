"""Near-duplicates: contributions that say the same, but for a letter, a small word or their order.

Careful on purpose: "mehr Fotos" and "weniger Fotos" share all words that tell something.
"""

from collections.abc import Sequence
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

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
    count = len(reading.words)
    is_open = np.ones(count, bool)
    families = []
    for start in range(0, count, BLOCK):
        chosen = range(start, min(count, start + BLOCK))
        for one, alike in zip(chosen, _alike(made_of, chosen), strict=True):
            later = np.flatnonzero(alike[one + 1 :] & is_open[one + 1 :]) + one + 1 if is_open[one] else ()
            family = [int(other) for other in later if _same_turn(reading.words[one], reading.words[int(other)])]
            is_open[family] = False
            if family:
                families.append([one, *family])
    return families


def twin_of_each(reading: Reading, made_of: Features, chosen: Sequence[int]) -> dict[int, int]:
    """Position -> the earliest before it that says the same, for those of the chosen that have one."""
    found: dict[int, int] = {}
    for one, alike in zip(chosen, _alike(made_of, chosen), strict=True):
        earlier = (int(other) for other in np.flatnonzero(alike[:one]))
        first = next((other for other in earlier if _same_turn(reading.words[one], reading.words[other])), None)
        if first is not None:
            found[one] = first
    return found


def _alike(made_of: Features, chosen: Sequence[int]) -> NDArray[np.bool_]:
    words, signs = cosines(made_of.words, chosen), cosines(made_of.signs, chosen)
    found: NDArray[np.bool_] = (np.minimum(words, signs) >= EACH) & (words + signs >= 2 * MEAN)
    return found


def _same_turn(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """The same numbers and turning words, and neither says much more."""
    short, long = sorted((len(one), len(other)))
    return long <= max(short * LONGER, short + 1) and _turning(one) == _turning(other)


@lru_cache(maxsize=5_000)
def _turning(words: tuple[str, ...]) -> frozenset[str]:
    return frozenset(folded for folded in map(fold, words) if folded in _TURNS or folded.isdigit())
