"""Clusters by what explains the whole best: leading eigenvectors with k-means, and non-negative factors."""

import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from scipy.sparse.linalg import eigsh

from app.synthesis.engine.trees import Labels
from app.synthesis.engine.views import Matrix, Rows

STARTS = 2
ROUNDS = 30
UPDATES = 60
SMALL = 220
"""Up to this size all eigenvectors at once are faster than the leading ones alone."""


def leading(likeness: Matrix, count: int) -> Matrix:
    """The leading eigenvectors of the likeness, evened out by degree, each as long as its eigenvalue."""
    n = len(likeness)
    count = min(count, n - 1)
    degree = likeness.sum(axis=1)
    degree[degree <= 0] = 1
    even = likeness / np.sqrt(degree)[:, None] / np.sqrt(degree)[None, :]
    if n <= SMALL or count > n // 3:
        values, vectors = np.linalg.eigh(even.astype(np.float64))
    else:
        values, vectors = eigsh(even, count, which="LA", v0=np.full(n, n**-0.5, even.dtype), tol=1e-3)
    best = np.argsort(-values, kind="stable")[:count]
    found: Matrix = (vectors[:, best] * values[best]).astype(np.float32)
    return found


def by_means(vectors: Matrix, count: int, random: np.random.Generator) -> Labels:
    """k-means on directions, the better of two starts (k-means++, Arthur and Vassilvitskii 2007)."""
    lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
    points = vectors / np.where(lengths > 0, lengths, 1)
    tries = [_settled(points, _spread(points, count, random)) for _ in range(STARTS)]
    return _apart(min(tries, key=lambda found: found[0])[1], lengths.ravel() < 1e-6)


def _spread(points: Matrix, count: int, random: np.random.Generator) -> Matrix:
    chosen = [int(random.integers(len(points)))]
    away = np.full(len(points), np.inf)
    while len(chosen) < count:
        away = np.minimum(away, ((points - points[chosen[-1]]) ** 2).sum(axis=1))
        sums = np.cumsum(away)
        if sums[-1] < 1e-9:
            break
        chosen.append(min(int(np.searchsorted(sums, random.random() * sums[-1])), len(points) - 1))
    return points[chosen].copy()


def _settled(points: Matrix, middles: Matrix) -> tuple[float, Labels]:
    n, count = len(points), len(middles)
    labels: Labels = np.full(n, -1)
    nearness = np.zeros(n)
    for _ in range(ROUNDS):
        distance = (middles**2).sum(axis=1)[None, :] - 2 * points @ middles.T
        found: Labels = distance.argmin(axis=1)
        nearness = distance[np.arange(n), found]
        if np.array_equal(found, labels):
            break
        labels = found
        sizes = np.bincount(labels, minlength=count)
        sums = sparse.csr_matrix((np.ones(n, np.float32), (labels, np.arange(n))), shape=(count, n)) @ points
        middles = np.where(sizes[:, None] > 0, sums / np.maximum(sizes, 1)[:, None], middles).astype(np.float32)
    return float(nearness.sum()), labels


def by_factors(rows: Rows, count: int, random: np.random.Generator) -> Labels:
    """The strongest of so many non-negative factors (Lee and Seung 2001, multiplicative updates)."""
    n, terms = rows.shape
    loads = random.random((n, count), dtype=np.float32) + 0.01
    parts = random.random((count, terms), dtype=np.float32) + 0.01
    turned = rows.T.tocsr()
    for _ in range(UPDATES):
        parts *= (turned @ loads).T / (loads.T @ loads @ parts + 1e-9)
        loads *= (rows @ parts.T) / (loads @ (parts @ parts.T) + 1e-9)
    loads *= np.linalg.norm(parts, axis=1)[None, :]
    return _apart(loads.argmax(axis=1), rows.getnnz(axis=1) == 0)


def _apart(labels: Labels, silent: NDArray[np.bool_]) -> Labels:
    """Who says nothing in this view is put together with nobody."""
    found: Labels = np.where(silent, labels.max(initial=0) + 1 + np.arange(len(labels)), labels)
    return found
