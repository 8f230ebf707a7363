"""Which contributions belong together, by their words alone: a first draft for the host, not a result.

Deliberately simple: tf-idf over stems (with parts of compounds) and over character n-grams, mean of both cosines,
average linkage on the nearest neighbours (UPGMA, Sokal and Michener 1958), cut at a fixed likeness. Contributions that
share no word cannot be joined this way; what belongs nowhere stays on a visible heap. No chance is involved: the same
texts give the same clusters.
"""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from heapq import heapify, heappop, heappush, nlargest
from math import log, sqrt

from app.synthesis import wording

NEIGHBOURS = 30
"""Likenesses kept per contribution; bounds memory and time for thousands of them."""
CUT = 0.10
"""Clusters less alike than this (mean over all pairs, 0 to 1) are not joined."""
ATTACH = 0.08
"""A single contribution joins the cluster whose three nearest members are at least this like it, on average."""
COMMON = 0.1
"""Character n-grams in more than this share of the contributions tell nothing and only cost time."""

Near = Sequence[Mapping[int, float]]
"""Per contribution: likeness (0 to 1) to others that share something with it; symmetric."""


@dataclass
class Cluster:
    """Members as positions in ascending order; `pin` is the theme that the host has made of it, if any."""

    members: list[int]
    pin: int | None = None


def likeness(texts: Sequence[str]) -> list[dict[int, float]]:
    """Likeness of each text to its nearest ones: half by stems, half by character n-grams."""
    words = [wording.telling(text) for text in texts]
    stems = {word: wording.stem(word) for bag in words for word in bag}
    known = set(stems.values())
    terms = {word: [stem, *wording.parts(word, known)] for word, stem in stems.items()}
    rows: list[dict[int, float]] = [defaultdict(float) for _ in texts]
    _add_cosines(rows, _weighted([[term for word in bag for term in terms[word]] for bag in words], 1, len(texts)))
    _add_cosines(rows, _weighted([wording.grams(text) for text in texts], 2, max(300, int(COMMON * len(texts)))))
    for i, row in enumerate(rows):
        for j in [j for j in row if j < i]:
            rows[j][i] = row[j]
    near: list[dict[int, float]] = [{} for _ in texts]
    for i, row in enumerate(rows):
        for j, value in nlargest(NEIGHBOURS, row.items(), key=lambda pair: (pair[1], -pair[0])):
            near[i][j] = near[j][i] = value
    return near


def _weighted(bags: Sequence[Sequence[str]], rarest: int, commonest: int) -> list[dict[str, float]]:
    """(1 + log tf)(1 + log((1 + n)/(1 + df))), unit length; terms in `rarest` to `commonest` bags only."""
    df = Counter(term for bag in bags for term in set(bag))
    weight = {t: 1 + log((1 + len(bags)) / (1 + count)) for t, count in df.items() if rarest <= count <= commonest}
    vectors = []
    for bag in bags:
        vector = {term: (1 + log(tf)) * weight[term] for term, tf in Counter(bag).items() if term in weight}
        length = sqrt(sum(value * value for value in vector.values()))
        vectors.append({term: value / length for term, value in vector.items()})
    return vectors


def _add_cosines(rows: Sequence[dict[int, float]], vectors: Sequence[Mapping[str, float]]) -> None:
    """Adds half the cosine of each pair that shares a term, to the row of the later one."""
    postings: dict[str, list[tuple[int, float]]] = defaultdict(list)
    for i, (row, vector) in enumerate(zip(rows, vectors, strict=True)):
        for term, value in vector.items():
            for j, half in postings[term]:
                row[j] += value * half
            postings[term].append((i, value / 2))


def clusters(near: Near, pinned: Mapping[int, int] | None = None) -> tuple[list[Cluster], list[int]]:
    """Clusters, the largest first, and the heap of positions that belong to none.

    `pinned` maps positions to themes of the host: these stay together, never meet another theme, and others may join
    them. At most 1.4 times the square root of the number of contributions (8 to 30) new clusters are made.
    """
    merged = _Merging(near, pinned or {}).run()
    most = max(8, min(30, int(1.4 * sqrt(len(near)))))
    by_size = sorted(merged, key=lambda cluster: (-len(cluster.members), cluster.members))
    kept = [c for c in by_size if c.pin is not None]
    kept += [c for c in by_size if c.pin is None and len(c.members) > 1][:most]
    held = {member for cluster in kept for member in cluster.members}
    heap = _attach(near, kept, [i for i in range(len(near)) if i not in held])
    return sorted(kept, key=lambda cluster: (-len(cluster.members), cluster.members)), heap


def _attach(near: Near, kept: Sequence[Cluster], loose: Sequence[int]) -> list[int]:
    """Puts each loose one to the cluster it is most like, if it is like any; returns the others."""
    home = {member: number for number, cluster in enumerate(kept) for member in cluster.members}
    heap = []
    for i in loose:
        found: dict[int, list[float]] = defaultdict(list)
        for j, value in near[i].items():
            if j in home:
                found[home[j]].append(value)
        mean, number = max(((sum(nlargest(3, values)) / 3, -n) for n, values in found.items()), default=(0.0, 0))
        if mean >= ATTACH:
            kept[-number].members.append(i)
        else:
            heap.append(i)
    for cluster in kept:
        cluster.members.sort()
    return heap


class _Merging:
    """Average linkage on sparse likenesses: what is not among the neighbours counts as 0."""

    def __init__(self, near: Near, pinned: Mapping[int, int]) -> None:
        first: dict[int, int] = {}
        home = [first.setdefault(pinned[i], i) if i in pinned else i for i in range(len(near))]
        self.alive: dict[int, Cluster] = {}
        self.links: dict[int, dict[int, float]] = {}
        for i, own in enumerate(home):
            self.alive.setdefault(own, Cluster([], pinned.get(i))).members.append(i)
            row = self.links.setdefault(own, {})
            for j, value in near[i].items():
                if home[j] != own:
                    row[home[j]] = row.get(home[j], 0.0) + value

    def run(self) -> list[Cluster]:
        queue = [self._entry(a, b) for a, row in self.links.items() for b in row if a < b]
        heapify(queue)
        while queue:
            distance, a, b, size_a, size_b = heappop(queue)
            if -distance < CUT:
                break
            if self._size(a) == size_a and self._size(b) == size_b and self._may_join(a, b):
                self._join(a, b)
                for other in self.links[a]:
                    heappush(queue, self._entry(min(a, other), max(a, other)))
        return list(self.alive.values())

    def _size(self, a: int) -> int:
        return len(self.alive[a].members) if a in self.alive else 0

    def _entry(self, a: int, b: int) -> tuple[float, int, int, int, int]:
        """Sizes tell later whether the entry is still true; the lower numbers win ties."""
        size_a, size_b = self._size(a), self._size(b)
        return -self.links[a][b] / (size_a * size_b), a, b, size_a, size_b

    def _may_join(self, a: int, b: int) -> bool:
        return self.alive[a].pin is None or self.alive[b].pin is None

    def _join(self, a: int, b: int) -> None:
        gone = self.alive.pop(b)
        self.alive[a].members += gone.members
        if self.alive[a].pin is None:
            self.alive[a].pin = gone.pin
        for other, value in self.links.pop(b).items():
            del self.links[other][b]
            if other != a:
                self.links[a][other] = self.links[other][a] = self.links[a].get(other, 0.0) + value
