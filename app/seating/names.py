"""Names that nobody else has, for lists to choose from: five people called Anna must be told apart. Pure."""

from collections import Counter
from collections.abc import Mapping, Sequence


def distinct(names: Mapping[int, str], more: Sequence[Mapping[int, str]]) -> dict[int, str]:
    """Person -> their name, with what else is known of them (one of `more`, in this order) where that is needed."""
    found = dict(names)
    for known in more:
        counts = Counter(name.casefold() for name in found.values())
        for person, name in names.items():
            if counts[found[person].casefold()] > 1 and known.get(person):
                found[person] = f"{name} ({known[person]})"
    return found
