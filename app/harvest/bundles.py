"""What lies together on the picture of a cloth, because lines join it: pure."""

from collections.abc import Collection, Iterable, Sequence

from app.harvest.drawn import Connection

MOST = 6
"""In one bundle: it has to fit into a column."""


def bundles(ids: Sequence[str], lines: Iterable[Connection]) -> list[list[str]]:
    """The ids in their order, but what is joined stands together, where the first of it stands."""
    there = set(ids)
    joined: dict[str, list[str]] = {id_: [] for id_ in ids}
    for line in lines:
        if {line.first_id, line.second_id} <= there:
            joined[line.first_id].append(line.second_id)
            joined[line.second_id].append(line.first_id)
    found: list[list[str]] = []
    taken: set[str] = set()
    for id_ in ids:
        if id_ not in taken:
            found.append(_from(id_, joined, taken))
            taken.update(found[-1])
    return found


def _from(first: str, joined: dict[str, list[str]], taken: Collection[str]) -> list[str]:
    """Along the lines, the nearest first."""
    found = [first]
    for id_ in found:
        found += [other for other in joined[id_] if other not in found and other not in taken]
    return found[:MOST]
