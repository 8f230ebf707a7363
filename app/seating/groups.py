"""Pairs who belong together, joined to groups. Pure."""

from collections.abc import Iterable

from app.seating.room import Pair


def groups(pairs: Iterable[Pair]) -> list[list[int]]:
    """Who belongs together, also by way of others; each group sorted."""
    group_of: dict[int, list[int]] = {}
    for a, b in pairs:
        one, two = group_of.setdefault(a, [a]), group_of.setdefault(b, [b])
        if one is not two:
            one.extend(two)
            group_of.update(dict.fromkeys(two, one))
    return sorted({tuple(sorted(group)): sorted(group) for group in group_of.values()}.values())
