"""Average linkage (UPGMA, Sokal and Michener 1958) on likenesses that were mixed with those of the neighbours."""

import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from scipy.cluster.hierarchy import fcluster, linkage

from app.synthesis.engine.graph import Graph
from app.synthesis.engine.views import Matrix

FARTHEST = 1 - 1e-4
Labels = NDArray[np.intp]
"""A number for each contribution: which cluster it is in."""


def tree_of(likeness: Matrix) -> NDArray[np.float64]:
    """Which clusters are joined, the most alike first; scipy's table."""
    n = len(likeness)
    distances = np.empty(n * (n - 1) // 2)
    start = 0
    for i in range(n - 1):
        distances[start : start + n - 1 - i] = likeness[i, i + 1 :]
        start += n - 1 - i
    np.subtract(1, distances, out=distances)
    np.maximum(distances, 0, out=distances)
    found: NDArray[np.float64] = linkage(distances, "average")
    return found


def cut(tree: NDArray[np.float64], count: int) -> Labels:
    """So many clusters, but none joined out of contributions that are not alike at all."""
    joins = len(tree) + 1 - count
    height = min(float(tree[joins - 1, 2]), FARTHEST) if joins > 0 else -1.0
    found: Labels = fcluster(tree, height, "distance") - 1
    return found


def mixed(likeness: Matrix, graph: Graph) -> Matrix:
    """Likeness after each has taken over half of its neighbours, so that friends of friends come closer."""
    strength = np.asarray(graph.sum(axis=1)).ravel()
    strength[strength == 0] = 1
    halves = sparse.diags(0.5 / strength) @ graph + 0.5 * sparse.identity(len(likeness))
    halves = sparse.csr_matrix(halves, dtype=np.float32)
    found: Matrix = halves @ likeness
    found = halves @ np.ascontiguousarray(found.T)
    lengths = np.sqrt(np.maximum(np.diag(found), 1e-12))
    found /= lengths[:, None]
    found /= lengths[None, :]
    return found
