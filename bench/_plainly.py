"""Plain ways to find themes, to compare with: what one would write in an afternoon."""

import re
from collections import Counter
from collections.abc import Sequence

import numpy as np
from scipy import sparse

from app.synthesis.engine import stopwords

_WORD = re.compile(r"\w{2,}")
STARTS, ROUNDS = 4, 50


def by_means(texts: Sequence[str], themes: int) -> list[int]:
    """TF-IDF of words and k-means; it is told the true number of themes."""
    bags = [Counter(_words(text)) for text in texts]
    number = {word: i for i, word in enumerate(dict.fromkeys(word for bag in bags for word in bag))}
    entries = [(row, number[word], times) for row, bag in enumerate(bags) for word, times in bag.items()]
    rows, columns, times = (np.array(each) for each in zip(*entries, strict=True))
    rarity = np.log((1 + len(texts)) / (1 + np.bincount(columns))) + 1
    vectors = sparse.csr_matrix((times * rarity[columns], (rows, columns)), shape=(len(texts), len(number)))
    lengths = np.sqrt(np.asarray(vectors.multiply(vectors).sum(axis=1)).ravel())
    vectors = sparse.csr_matrix(sparse.diags(1 / np.maximum(lengths, 1e-9)) @ vectors)
    random = np.random.default_rng(1)
    tries = [_settled(vectors, vectors[random.choice(len(texts), themes, replace=False)]) for _ in range(STARTS)]
    return min(tries, key=lambda found: found[0])[1]


def _settled(vectors: sparse.csr_matrix, start: sparse.csr_matrix) -> tuple[float, list[int]]:
    middles = np.asarray(start.todense())
    labels = np.full(vectors.shape[0], -1)
    cost = 0.0
    for _ in range(ROUNDS):
        distance = (middles**2).sum(axis=1)[None, :] - 2 * (vectors @ middles.T)
        cost = float(distance.min(axis=1).sum())
        if np.array_equal(found := distance.argmin(axis=1), labels):
            break
        labels = found
        for i in range(len(middles)):
            if (labels == i).any():
                middles[i] = np.asarray(vectors[labels == i].mean(axis=0)).ravel()
    return cost, [int(label) for label in labels]


def by_word(texts: Sequence[str]) -> list[str]:
    """One theme for each widely shared word: every text goes to the commonest of its words, if two say it."""
    said = [set(_words(text)) for text in texts]
    df = Counter(word for words in said for word in words)
    shared = [sorted((-df[word], word) for word in words if df[word] > 1) for words in said]
    return [words[0][1] if words else f"alone {i}" for i, words in enumerate(shared)]


def _words(text: str) -> list[str]:
    dull = stopwords.GERMAN | stopwords.ENGLISH | stopwords.LIGHT
    return [word for word in _WORD.findall(text.lower()) if word not in dull]
