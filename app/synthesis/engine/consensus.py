"""From votes to themes: whoever is together in most votes is a theme, and what the host has decided is law."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt

import numpy as np

from app.synthesis.engine.linkage import NEVER, Join, joins
from app.synthesis.engine.views import Matrix

CUT = 0.6
"""Two clusters are joined if their members are together in at least 40 of 100 votes, on average."""
BOARD = 0.6
"""What the present board counts in a new grouping, against all votes."""
FEWEST, MOST = 8, 30
"""So many themes are never too many for a board, and more always are."""
ANCHOR = 3
"""A theme of the host draws by the likest half of its members, so many at most: a large one is not harder to join."""
MANY = 1000
"""From so many contributions on, two alone are no theme either."""
SOME = 0.05
"""Themes that fewer votes put together are not joined, only because there are too many."""


@dataclass(frozen=True)
class Parting:
    """Members by position, ascending."""

    anchored: list[list[int]]
    """One for each theme of the host, in the order given."""
    fresh: list[list[int]]
    """New ones, the largest first."""
    heap: list[int]


def with_board(agreement: Matrix, homes: Sequence[int | None]) -> Matrix:
    """The present board votes, too: `homes` are its themes, none for what lies in no theme and has no say.

    Who lies there is drawn to the others there. A newcomer is drawn to a theme as a whole, lest it tear one off it.
    """
    themes = {home: number for number, home in enumerate(dict.fromkeys(home for home in homes if home is not None))}
    laid = np.array([i for i, home in enumerate(homes) if home is not None], np.intp)
    new = np.array([i for i, home in enumerate(homes) if home is None], np.intp)
    own = np.array([themes[home] for home in homes if home is not None], np.intp)
    belongs = (own[:, None] == np.arange(len(themes))[None, :]).astype(np.float32)
    found = agreement.copy()
    found[np.ix_(laid, laid)] = (1 - BOARD) * agreement[np.ix_(laid, laid)] + BOARD * (belongs @ belongs.T)
    mean = agreement[np.ix_(new, laid)] @ (belongs / belongs.sum(axis=0))
    drawn = (1 - BOARD) * agreement[np.ix_(new, laid)] + BOARD * mean[:, own]
    found[np.ix_(new, laid)] = drawn
    found[np.ix_(laid, new)] = drawn.T
    return found


def parted(agreement: Matrix, anchors: Sequence[Sequence[int]], wanted: int | None = None) -> Parting:
    """`anchors` are positions that the host has laid together, at least one for each theme that stays."""
    held = {member for anchor in anchors for member in anchor}
    pieces = [list(anchor) for anchor in anchors] + [[i] for i in range(len(agreement)) if i not in held]
    least = 3 if len(agreement) >= MANY else 2
    sizes = [_drawing(len(piece)) for piece in pieces]
    history = joins(_distances(agreement, pieces, len(anchors)), sizes)
    steps = _steps(history, pieces, len(anchors), least, wanted)
    clusters = _after(history[:steps], pieces)
    anchored = [sorted(clusters[i]) for i in range(len(anchors))]
    others = [sorted(cluster) for i, cluster in clusters.items() if i >= len(anchors)]
    fresh = [cluster for cluster in others if len(cluster) >= least]
    most = max(len(anchors), wanted if wanted is not None else most_themes(len(agreement)))
    anchored, fresh = thinned(agreement, anchored, fresh, most)
    inside = {i for cluster in [*anchored, *fresh] for i in cluster}
    heap = [i for i in range(len(agreement)) if i not in inside]
    return Parting(anchored, sorted(fresh, key=lambda cluster: (-len(cluster), cluster)), heap)


def most_themes(n: int) -> int:
    """What a board of so many contributions can show."""
    return max(FEWEST, min(MOST, int(1.4 * sqrt(n))))


def _drawing(members: int) -> int:
    return min(ANCHOR, (members + 1) // 2)


def _distances(agreement: Matrix, pieces: Sequence[Sequence[int]], anchors: int) -> Matrix:
    """Between pieces, the anchors first."""
    singles = [piece[0] for piece in pieces[anchors:]]
    found: Matrix = np.full((len(pieces), len(pieces)), NEVER, np.float32)
    found[anchors:, anchors:] = 1 - agreement[np.ix_(singles, singles)]
    for i, piece in enumerate(pieces[:anchors]):
        likest = np.sort(agreement[np.ix_(piece, singles)], axis=0)[::-1][: _drawing(len(piece))]
        found[i, anchors:] = found[anchors:, i] = 1 - likest.mean(axis=0)
    return found


def _steps(
    history: Sequence[Join], pieces: Sequence[Sequence[int]], anchors: int, least: int, wanted: int | None
) -> int:
    """How many joins are made: up to the cut, or fewer if the host wants more themes than that leaves."""
    usual = next((step for step, join in enumerate(history) if join.distance > CUT), len(history))
    if wanted is None:
        return usual
    sizes = [len(piece) for piece in pieces]
    themes = anchors + sum(size >= least for size in sizes[anchors:])
    counts = [themes]
    for join in history[:usual]:
        both = sizes[join.into] + sizes[join.gone]
        parts = [i for i in (join.into, join.gone) if i < anchors or sizes[i] >= least]
        themes += (join.into < anchors or both >= least) - len(parts)
        sizes[join.into] = both
        counts.append(themes)
    if themes >= wanted:
        return usual
    enough = [step for step, count in enumerate(counts) if count >= wanted]
    return enough[-1] if enough else len(counts) - 1 - counts[::-1].index(max(counts))


def _after(history: Sequence[Join], pieces: Sequence[Sequence[int]]) -> dict[int, list[int]]:
    clusters = {i: list(piece) for i, piece in enumerate(pieces)}
    for join in history:
        clusters[join.into] += clusters.pop(join.gone)
    return clusters


def thinned(
    agreement: Matrix, anchored: list[list[int]], fresh: list[list[int]], most: int
) -> tuple[list[list[int]], list[list[int]]]:
    """At most so many themes: the likest are joined; where none are alike, the smallest new one is given up."""
    clusters = [*anchored, *fresh]
    belongs = np.zeros((len(clusters), len(agreement)), np.float32)
    for i, cluster in enumerate(clusters):
        belongs[i, cluster] = 1
    sums = belongs @ agreement @ belongs.T
    law, alive = len(anchored), list(range(len(clusters)))
    while len(alive) > max(most, law):
        sizes = np.array([max(1, len(clusters[i])) for i in alive], np.float32)
        bound = sums[np.ix_(alive, alive)] / sizes[:, None] / sizes[None, :]
        np.fill_diagonal(bound, -1)
        bound[:law, :law] = -1
        into, gone = (alive[i] for i in sorted(divmod(int(bound.argmax()), len(alive))))
        if bound.max() >= SOME:
            clusters[into] = sorted(clusters[into] + clusters[gone])
            sums[into] += sums[gone]
            sums[:, into] += sums[:, gone]
        else:
            gone = min(alive[law:], key=lambda i: (len(clusters[i]), clusters[i]))
        alive.remove(gone)
    return clusters[:law], [clusters[i] for i in alive[law:]]
