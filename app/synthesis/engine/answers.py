"""The way in: what the worker is asked, and what it answers. Same material, same answer."""

from collections.abc import Callable, Sequence

from app.synthesis.engine import nearby, sorting
from app.synthesis.engine.drafting import drafted
from app.synthesis.engine.ground import ground, made_of, staying
from app.synthesis.engine.twins import twin_of_each
from app.synthesis.material import Material, Placed, Proposal, Sorted

Progress = Callable[[float], None]
"""Hears how much is done, from 0 to 1."""


def draft(material: Material, progress: Progress) -> Proposal:
    """Groups all that the host has not laid; seconds for thousands."""
    return drafted(material, progress)


def sort(material: Material, progress: Progress) -> Sorted:
    """Sorts what the host has not laid by the themes that the host has named."""
    return sorting.by_names(material, progress)


def place(material: Material, fresh: Sequence[int]) -> Placed:
    """Lays single new contributions into the themes of the board; milliseconds, and nothing else moves."""
    board = ground(material, staying(material))
    features = made_of(board, material)
    at = {each: position for position, each in enumerate(board.ids)}
    new = sorted(at[each] for each in set(fresh) if each in at)
    speaks = board.speaks
    apart = set(new)
    themes = {
        theme.id: [i for i in board.members(theme.id) if i not in apart and speaks[i]] for theme in material.themes
    }
    asked = [i for i in new if speaks[i]]
    homes = {**dict.fromkeys(new), **nearby.homes(nearby.placing(features), asked, themes)}
    again = twin_of_each(board.reading, features, asked) if asked else {}
    return Placed(
        themes={board.ids[i]: home for i, home in sorted(homes.items())},
        twin_of={board.ids[i]: board.ids[other] for i, other in sorted(again.items()) if other < len(board.ids)},
    )
