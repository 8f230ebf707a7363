"""Which new cluster is which theme of the board: the one it has most in common with."""

from collections.abc import Mapping, Sequence

LEAST = 1 / 3
"""A cluster is a theme again if this share of the theme is in it, and makes up this share of the cluster."""


def matched(clusters: Sequence[Sequence[int]], themes: Mapping[int, frozenset[int]]) -> dict[int, int]:
    """Position of a cluster -> theme, each theme once, the largest common part first; of equals the older theme."""
    common = [
        (len(inside), theme, position)
        for position, cluster in enumerate(clusters)
        for theme, members in themes.items()
        if (inside := members & frozenset(cluster)) and _is_again(len(inside), len(members), len(cluster))
    ]
    found: dict[int, int] = {}
    for _, theme, position in sorted(common, key=lambda each: (-each[0], each[1], each[2])):
        if position not in found and theme not in found.values():
            found[position] = theme
    return found


def _is_again(both: int, before: int, now: int) -> bool:
    return both >= LEAST * before and both >= LEAST * now
