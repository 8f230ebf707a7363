"""How alike contributions are, seen in several ways: by words, by signs, by both, by the words that several share."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from app.synthesis.engine.reader import Reading
from app.synthesis.engine.signs import counted_signs

Matrix = NDArray[np.floating[Any]]
"""Likeness of each to each, 0 to 1."""
Rows: TypeAlias = Any
"""A sparse matrix of scipy, which tells no types; one row of unit length for each, of zeros for who says nothing."""
SOFT = 0.5
"""Full rarity favours rare words over the one name that makes a theme; the third view takes its square root."""
FIELD, HALF = 0.15, 0.5
"""What the fields of life count in every view, and in the view that is named after them."""
FEW = 300
"""Of more contributions more share words; fields of life count less, in proportion."""
WIDEST = 0.25
"""A field that more than this share of all touches is the subject of the day and parts nothing."""


@dataclass(frozen=True)
class Features:
    """What each contribution is made of."""

    words: Rows
    signs: Rows
    """Character n-grams that stand in at least two contributions."""
    shared: Rows
    """Words that stand in at least two contributions, rarity softened."""
    fields: Rows
    meaning: Matrix | None = None
    """What an embedding model makes of each text, of unit length."""


def features(reading: Reading, vectors: Sequence[Sequence[float]] | None = None) -> Features:
    meaning = None
    if vectors is not None and len(vectors) and len(vectors[0]):
        meaning = np.asarray(vectors, dtype=np.float32)
        meaning = meaning / np.maximum(np.linalg.norm(meaning, axis=1, keepdims=True), 1e-9)
    words, fields = counted(reading.terms), counted(reading.fields)
    return Features(
        words=weighted(words),
        signs=weighted(counted_signs(reading.telling)),
        shared=weighted(words[:, _bags(words) > 1], SOFT),
        fields=weighted(fields[:, _bags(fields) <= max(2, WIDEST * len(reading.words))]),
        meaning=meaning,
    )


def only(made_of: Features, members: Sequence[int]) -> Features:
    """The same for some of the contributions."""
    chosen = list(members)
    meaning = None if made_of.meaning is None else made_of.meaning[chosen]
    rows = (made_of.words, made_of.signs, made_of.shared, made_of.fields)
    words, signs, shared, fields = (each[chosen] for each in rows)
    return Features(words, signs, shared, fields, meaning)


def views(made_of: Features) -> Iterator[tuple[str, Matrix]]:
    """Each view by its name, one at a time: thousands of contributions make large matrices. `both` comes first."""
    both = both_of(made_of)
    yield "both", both
    if made_of.meaning is not None:
        meant = np.maximum(made_of.meaning @ made_of.meaning.T, 0)
        yield "both and meaning", (standardised(both) + standardised(meant)) / 2
        yield "meaning", meant
        del meant
    yield "fields", _with_fields(both, made_of, HALF)
    del both
    yield "words", _with_fields(cosines(made_of.words), made_of, FIELD)
    yield "signs", _with_fields(cosines(made_of.signs), made_of, FIELD)
    yield "shared", _with_fields(cosines(made_of.shared), made_of, FIELD)


def both_of(made_of: Features, chosen: Sequence[int] | None = None) -> Matrix:
    """Likeness by words and by signs, and a little by fields; only the rows that were chosen, each against all."""
    found = cosines(made_of.words, chosen)
    found += cosines(made_of.signs, chosen)
    found *= 0.5
    return _with_fields(found, made_of, FIELD, chosen)


def _with_fields(likeness: Matrix, made_of: Features, share: float, chosen: Sequence[int] | None = None) -> Matrix:
    share *= min(1.0, FEW / made_of.fields.shape[0])
    likeness *= 1 - share
    likeness += share * cosines(made_of.fields, chosen)
    return likeness


def cosines(rows: Rows, chosen: Sequence[int] | None = None) -> Matrix:
    some = rows if chosen is None else rows[list(chosen)]
    found: Matrix = (some @ rows.T).toarray()
    return found


def standardised(likeness: Matrix) -> Matrix:
    """The same order from 0 to 1, with the spread of other views: mean at 0.3, three deviations on each side."""
    spread = float(likeness.std()) or 1.0
    found: Matrix = np.clip((likeness - likeness.mean()) / (6 * spread) + 0.3, 0, 1)
    return found


def counted(bags: Sequence[Sequence[str]]) -> Rows:
    """How often each term stands in each bag; terms in the order they come up."""
    number: dict[str, int] = {}
    columns = [number.setdefault(term, len(number)) for bag in bags for term in bag]
    rows = np.repeat(np.arange(len(bags)), [len(bag) for bag in bags])
    times = np.ones(len(columns), np.float32)
    return sparse.csr_matrix((times, (rows, columns)), shape=(len(bags), len(number)))


def _bags(counts: Rows) -> NDArray[np.intp]:
    """In how many bags each term stands."""
    found: NDArray[np.intp] = np.bincount(counts.indices, minlength=counts.shape[1])
    return found


def weighted(counts: Rows, power: float = 1.0) -> Rows:
    """(1 + log tf)(1 + log((1 + n)/(1 + df))), the latter to a power, rows of unit length."""
    n, terms = counts.shape
    rarity = (1 + np.log((1 + n) / (1 + _bags(counts)))) ** power
    data = (1 + np.log(counts.data)) * rarity[counts.indices]
    own = np.repeat(np.arange(n), np.diff(counts.indptr))
    lengths = np.sqrt(np.bincount(own, weights=data * data, minlength=n))
    lengths[lengths == 0] = 1
    shares = (data / lengths[own]).astype(np.float32)
    return sparse.csr_matrix((shares, counts.indices, counts.indptr), shape=(n, terms))
