"""Average linkage (UPGMA, Sokal and Michener 1958) on likenesses that were mixed with those of the neighbours."""

import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from scipy.cluster.hierarchy import fcluster, linkage

from app.synthesis.engine.graph import Graph
from app.synthesis.engine.views import Matrix

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
    """At most so many clusters."""
    found: Labels = fcluster(tree, count, "maxclust") - 1
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
