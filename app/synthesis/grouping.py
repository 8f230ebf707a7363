"""From what lies on the board to a proposal of themes: the calculation that runs beside the writer, pure."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from app.synthesis import labels
from app.synthesis.clustering import clusters, likeness


@dataclass(frozen=True)
class Material:
    """What a grouping starts from, by contribution id and theme id."""

    texts: Mapping[int, str]
    pinned: Mapping[int, int | None] = field(default_factory=dict)
    """Contributions whose theme the host has decided; none means: belongs to no theme."""
    names: Mapping[int, str] = field(default_factory=dict)
    """Themes that stay, because the host made, named or filled them."""


@dataclass(frozen=True)
class Group:
    """Contributions proposed for one theme: one that stays (`theme_id`) or a new one."""

    theme_id: int | None
    name: str
    contributions: tuple[int, ...]
    """Without those that the host has put there already."""
    typical: int
    """The contribution that resembles all others most, those of the host included."""


@dataclass(frozen=True)
class Proposal:
    """Themes, the largest first, and the heap; every contribution that the host has not placed is there once."""

    groups: tuple[Group, ...]
    heap: tuple[int, ...]


def propose(material: Material, language: str = "de") -> Proposal:
    """Sorts what the host has not placed; the words of a kept theme's name attract contributions like a member."""
    ids = [each for each in material.texts if material.pinned.get(each, 0) is not None]
    themes = list(material.names)
    texts = [material.texts[each] for each in ids] + list(material.names.values())
    pins: dict[int, int] = {len(ids) + position: theme for position, theme in enumerate(themes)}
    for position, each in enumerate(ids):
        theme = material.pinned.get(each)
        if theme is not None:
            pins[position] = theme
    near = likeness(texts)
    found, loose = clusters(near, pins)
    members = [[i for i in cluster.members if i < len(ids)] for cluster in found]
    named = labels.names(texts[: len(ids)], members, language)
    groups = []
    for cluster, inside, name in zip(found, members, named, strict=True):
        fresh = tuple(ids[i] for i in inside if i not in pins)
        if fresh:
            kept = material.names.get(cluster.pin, name) if cluster.pin is not None else name
            groups.append(Group(cluster.pin, kept, fresh, ids[labels.most_typical(near, inside)]))
    return Proposal(tuple(groups), tuple(ids[i] for i in loose))
