"""The votes: many ways to part the contributions, each sure of itself, none to be trusted alone."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from app.synthesis.engine.factors import by_factors, by_means, leading
from app.synthesis.engine.graph import communities, links_of, neighbours
from app.synthesis.engine.trees import Labels, cut, mixed, tree_of
from app.synthesis.engine.views import Features, Matrix, views

SEED = 5
MANY = 1200
"""Above so many contributions fewer votes do, each with the same say as a group of them before."""


MEANT = 2.5
"""Two views hear an embedding model; together they have as much say as the five others."""


@dataclass(frozen=True)
class Plan:
    """Which votes are cast: resolutions of communities, and sizes as multiples of a first guess."""

    resolutions: tuple[float, ...]
    cuts: tuple[float, ...]
    sizes: tuple[float, ...]
    tree: float
    """What a tree's vote counts: of few contributions trees make the fewest mistakes, of thousands communities."""


USUAL = Plan((0.6, 0.9, 1.2, 1.6, 2.2, 3.0), (0.8, 1.1, 1.5, 2.0, 2.6, 3.3), (0.7, 1.0, 1.4, 2.0), 2.0)
SHORT = Plan((0.6, 0.9, 1.2, 1.6, 3.0), (1.1, 1.5, 2.0, 3.3), (0.7, 1.0, 1.4), 0.5)


@dataclass(frozen=True)
class Vote:
    labels: Labels
    weight: float = 1.0


def cast(made_of: Features, progress: Callable[[float], None]) -> list[Vote]:
    """All votes for two contributions and more; `progress` hears a share of 1."""
    n = made_of.words.shape[0]
    plan = SHORT if n > MANY else USUAL
    random = np.random.default_rng(SEED)
    votes: list[Vote] = []
    guess = 0
    steps = 7 if made_of.meaning is not None else 5
    for step, (name, likeness) in enumerate(views(made_of)):
        graph = neighbours(likeness)
        links = links_of(graph)
        guess = guess or max(2, len(set(communities(links, 1.0))))
        found: list[Vote] = []
        for number, resolution in enumerate(plan.resolutions):
            found.append(Vote(np.array(communities(links, resolution))))
            progress((step + 0.5 * number / len(plan.resolutions)) / (steps + 1))
        found += _of_tree(mixed(likeness, graph), _counts(guess, plan.cuts, n), plan.tree)
        if name in ("shared", "meaning"):
            found += _of_vectors(likeness, _counts(guess, plan.sizes, n), random)
        share = MEANT if "meaning" in name else 1.0
        votes += [Vote(vote.labels, vote.weight * share) for vote in found]
        progress((step + 1) / (steps + 1))
    share = len(USUAL.sizes) / len(plan.sizes)
    for count in _counts(guess, plan.sizes, n):
        votes.append(Vote(by_factors(made_of.shared, count, random), share))
    progress(1.0)
    return votes


def _of_tree(likeness: Matrix, counts: Sequence[int], weight: float) -> list[Vote]:
    tree = tree_of(likeness)
    return [Vote(cut(tree, count), weight) for count in counts]


def _of_vectors(likeness: Matrix, counts: Sequence[int], random: np.random.Generator) -> list[Vote]:
    vectors = leading(likeness, 2 * max(counts))
    return [Vote(by_means(vectors[:, : 2 * count], count, random)) for count in counts]


def _counts(guess: int, multiples: Sequence[float], n: int) -> list[int]:
    """Two clusters at least, and on average two contributions in each."""
    return [max(2, min(n // 2, round(guess * each))) for each in multiples]


def agreement(votes: Sequence[Vote], n: int) -> Matrix:
    """Share of the votes that put two contributions together, 0 to 1."""
    found = np.zeros((n, n), np.float32)
    for vote in votes:
        order = np.argsort(vote.labels, kind="stable")
        for members in np.split(order, np.flatnonzero(np.diff(vote.labels[order])) + 1):
            found[np.ix_(members, members)] += vote.weight
    found /= sum(vote.weight for vote in votes) or 1.0
    return found
