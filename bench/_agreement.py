"""How well found clusters agree with given themes; written out here, since they are few lines."""

from collections import Counter
from collections.abc import Hashable, Sequence
from math import comb, log

Labels = Sequence[Hashable]


def rand_index(given: Labels, found: Labels) -> float:
    """Adjusted for chance (Hubert and Arabie 1985): 1 the same, 0 as by chance."""
    both, mine, theirs = _counts(given, found)
    together = sum(comb(n, 2) for n in both.values())
    a, b = (sum(comb(n, 2) for n in counts.values()) for counts in (mine, theirs))
    expected = a * b / comb(len(given), 2) if len(given) > 1 else 0.0
    most = (a + b) / 2
    return (together - expected) / (most - expected) if most != expected else 1.0


def information(given: Labels, found: Labels) -> float:
    """Mutual information, normalised by the arithmetic mean of both entropies; V-measure is the same number."""
    both, mine, theirs = _counts(given, found)
    n = len(given)
    shared = sum(count / n * log(n * count / (mine[a] * theirs[b])) for (a, b), count in both.items())
    most = (_entropy(mine, n) + _entropy(theirs, n)) / 2
    return shared / most if most else 1.0


def v_measure(given: Labels, found: Labels) -> float:
    """Harmonic mean of homogeneity and completeness (Rosenberg and Hirschberg 2007)."""
    both, mine, theirs = _counts(given, found)
    n = len(given)
    themes, clusters, all_of_it = (_entropy(counts, n) for counts in (mine, theirs, both))
    homogeneous = 1 - (all_of_it - clusters) / themes if themes else 1.0
    complete = 1 - (all_of_it - themes) / clusters if clusters else 1.0
    return 2 * homogeneous * complete / (homogeneous + complete) if homogeneous + complete else 0.0


def actions(given: Labels, found: Labels) -> float:
    """Moves out of clusters with another main theme, and joins of clusters with the same one, for 100 cards."""
    both, _, theirs = _counts(given, found)
    main = {cluster: max((n, str(a), a) for (a, b), n in both.items() if b == cluster) for cluster in theirs}
    moves = len(given) - sum(n for n, *_ in main.values())
    joins = len(main) - len({theme for *_, theme in main.values()})
    return 100 * (moves + joins) / len(given)


def moved(before: Labels, after: Labels) -> float:
    """Share of the cards that lie in another cluster than before, clusters matched by what they have in common."""
    both, *_ = _counts(before, after)
    again: dict[Hashable, Hashable] = {}
    for (a, b), _count in sorted(both.items(), key=lambda each: (-each[1], str(each[0]))):
        if a not in again and b not in again.values():
            again[a] = b
    return sum(again.get(a) != b for a, b in zip(before, after, strict=True)) / len(before)


def _counts(
    given: Labels, found: Labels
) -> tuple[Counter[tuple[Hashable, Hashable]], Counter[Hashable], Counter[Hashable]]:
    return Counter(zip(given, found, strict=True)), Counter(given), Counter(found)


def _entropy(counts: Counter[Hashable] | Counter[tuple[Hashable, Hashable]], n: int) -> float:
    return -sum(count / n * log(count / n) for count in counts.values())
