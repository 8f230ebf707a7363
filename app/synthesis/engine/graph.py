"""Communities in a graph of nearest neighbours: the method of Louvain (Blondel and others 2008)."""

from collections import deque
from collections.abc import Sequence
from itertools import pairwise
from typing import Any, TypeAlias

import numpy as np
from scipy import sparse

from app.synthesis.engine.views import Matrix

NEIGHBOURS = 10
"""Fewer lose themes of many cards, more need more corrections (decision 0017)."""
LEAST = 1e-6
"""Likeness below this is none."""
Graph: TypeAlias = Any
"""A sparse matrix of scipy: how alike neighbours are."""
Links = Sequence[Sequence[tuple[int, float]]]
"""For each node the others and how strongly it is bound to them."""


def neighbours(likeness: Matrix) -> Graph:
    """The most alike of each, symmetric by maximum; nobody is a neighbour of itself."""
    n = len(likeness)
    most = min(NEIGHBOURS, n - 1)
    rows, columns, values = [], [], []
    for i in range(n):
        row = likeness[i].copy()
        row[i] = -1
        near = np.flatnonzero(row >= np.partition(row, n - most)[n - most]) if most else np.empty(0, np.intp)
        near = near[np.argsort(-row[near], kind="stable")][:most]
        near = near[row[near] > LEAST]
        rows.append(np.full(len(near), i))
        columns.append(near)
        values.append(row[near])
    entries = (np.concatenate(values), (np.concatenate(rows), np.concatenate(columns)))
    graph = sparse.csr_matrix(entries, shape=(n, n))
    return sparse.csr_matrix(graph.maximum(graph.T))


def links_of(graph: Graph) -> Links:
    starts, ends, strengths = graph.indptr.tolist(), graph.indices.tolist(), graph.data.tolist()
    return [list(zip(ends[a:b], strengths[a:b], strict=True)) for a, b in pairwise(starts)]


def communities(links: Links, resolution: float) -> list[int]:
    """A number for each node; the higher the resolution, the more communities."""
    loops = [0.0] * len(links)
    home = list(range(len(links)))
    while True:
        names: dict[int, int] = {}
        level = [names.setdefault(each, len(names)) for each in _moved(links, loops, resolution)]
        home = [level[each] for each in home]
        if len(names) == len(links):
            return home
        links, loops = _joined(links, loops, level, len(names))


def _moved(links: Links, loops: Sequence[float], resolution: float) -> list[int]:
    """Each node goes where it gains most, until nobody gains; only neighbours of who went are asked again."""
    strength = [sum(weight for _, weight in near) + loop for near, loop in zip(links, loops, strict=True)]
    total = sum(strength) or 1.0
    home = list(range(len(links)))
    mass = list(strength)
    queue = deque(home)
    waiting = [True] * len(links)
    while queue:
        i = queue.popleft()
        waiting[i] = False
        own = home[i]
        bound = {own: 0.0}
        for j, weight in links[i]:
            bound[home[j]] = bound.get(home[j], 0.0) + weight
        mass[own] -= strength[i]
        price = resolution * strength[i] / total
        best, gain = own, bound[own] - price * mass[own]
        for there, weight in bound.items():
            if weight - price * mass[there] > gain + 1e-9:
                best, gain = there, weight - price * mass[there]
        mass[best] += strength[i]
        if best != own:
            home[i] = best
            for j, _ in links[i]:
                if home[j] != best and not waiting[j]:
                    waiting[j] = True
                    queue.append(j)
    return home


def _joined(links: Links, loops: Sequence[float], level: Sequence[int], count: int) -> tuple[Links, list[float]]:
    """Communities as nodes; what binds a community to itself becomes its loop."""
    rows: list[dict[int, float]] = [{} for _ in range(count)]
    inner = [0.0] * count
    for i, near in enumerate(links):
        here = level[i]
        inner[here] += loops[i]
        for j, weight in near:
            if level[j] == here:
                inner[here] += weight
            else:
                rows[here][level[j]] = rows[here].get(level[j], 0.0) + weight
    return [list(row.items()) for row in rows], inner
