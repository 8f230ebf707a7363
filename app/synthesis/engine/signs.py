"""Character n-grams inside the borders of words: they forgive typing errors and find parts of compounds.

Each is known by a number made of its letters, so that thousands of contributions are counted by arithmetic alone and
every process counts alike.
"""

from collections.abc import Sequence
from functools import lru_cache
from typing import Any
from zlib import crc32

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from app.synthesis.engine.words import fold

SIZES = (3, 4, 5)
BITS = 20
"""A million numbers: of twenty thousand n-grams two or three in a hundred share theirs, which no theme feels."""

Numbers = NDArray[np.int32]


def counted_signs(telling: Sequence[tuple[str, ...]], rarest: int = 2) -> Any:
    """How often each n-gram stands in each contribution (a sparse matrix), those that stand in at least `rarest`."""
    found = [_signs(words) for words in telling]
    if not found:
        return sparse.csr_matrix((0, 0), dtype=np.float32)
    numbers = np.concatenate([each for each, _ in found])
    times = np.concatenate([counts for _, counts in found])
    own = np.repeat(np.arange(len(found)), [len(each) for each, _ in found])
    df = np.bincount(numbers, minlength=1 << BITS)
    kept = df[numbers] >= rarest
    known = np.flatnonzero(df >= rarest)
    place = np.empty(1 << BITS, np.int32)
    place[known] = np.arange(len(known))
    starts = np.concatenate([[0], np.cumsum(np.bincount(own[kept], minlength=len(found)))])
    shape = (len(found), len(known))
    return sparse.csr_matrix((times[kept].astype(np.float32), place[numbers[kept]], starts), shape=shape)


@lru_cache(maxsize=5_000)
def _signs(words: tuple[str, ...]) -> tuple[Numbers, NDArray[np.intp]]:
    """Numbers of the n-grams of a contribution, and how often each stands there."""
    if not words:
        return np.empty(0, np.int32), np.empty(0, np.intp)
    numbers, times = np.unique(np.concatenate([_of_word(fold(word)) for word in words]), return_counts=True)
    return numbers, times


@lru_cache(maxsize=50_000)
def _of_word(word: str) -> Numbers:
    bordered = f" {word} "
    grams = [bordered[i : i + size] for size in SIZES for i in range(len(bordered) - size + 1)]
    return np.array([crc32(gram.encode("utf-8", "surrogatepass")) >> (32 - BITS) for gram in grams], np.int32)
