"""The material as positions: contributions first, then one seed for each theme that stays, made of its name."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from app.synthesis.engine.reader import Reading, read
from app.synthesis.engine.views import Features, features
from app.synthesis.material import BoardTheme, Material


@dataclass(frozen=True)
class Ground:
    ids: list[int]
    """Contribution at each position."""
    texts: list[str]
    """Also those of the seeds."""
    reading: Reading
    seeds: dict[int, int]
    """Theme -> position of its seed."""
    laid: dict[int, int]
    """Position -> theme of the board."""
    pinned: frozenset[int]
    """Positions that the host has decided."""

    def members(self, theme: int) -> list[int]:
        """Positions that lie in a theme, its seed last."""
        return [*self.inside.get(theme, []), *([self.seeds[theme]] if theme in self.seeds else [])]

    @cached_property
    def inside(self) -> dict[int, list[int]]:
        """Theme -> positions that lie in it."""
        found: dict[int, list[int]] = {}
        for i, home in self.laid.items():
            found.setdefault(home, []).append(i)
        return found

    @property
    def speaks(self) -> list[bool]:
        """Whether there is anything to compare; emoji alone say nothing."""
        return [bool(words) for words in self.reading.telling]


def ground(material: Material, seeded: Sequence[BoardTheme]) -> Ground:
    """`seeded` are themes whose names and words count like a member."""
    ids = sorted(material.texts)
    at = {each: position for position, each in enumerate(ids)}
    known = {theme.id for theme in material.themes}
    texts = [material.texts[each] for each in ids] + [" ".join((theme.name, *theme.words)) for theme in seeded]
    return Ground(
        ids=ids,
        texts=texts,
        reading=read(texts, material.ignored, material.language),
        seeds={theme.id: len(ids) + number for number, theme in enumerate(seeded)},
        laid={at[each]: home for each, home in sorted(material.laid.items()) if each in at and home in known},
        pinned=frozenset(at[each] for each in material.pinned if each in at),
    )


def made_of(found: Ground, material: Material) -> Features:
    """Features of all positions; a seed takes the mean vector of the theme's members, where vectors are given."""
    if not material.vectors or any(each not in material.vectors for each in found.ids):
        return features(found.reading)
    rows = [list(material.vectors[each]) for each in found.ids]
    size = len(rows[0]) if rows else 0
    for theme in found.seeds:
        inside = [rows[i] for i in found.members(theme)[:-1]]
        rows.append([sum(column) / len(inside) for column in zip(*inside, strict=True)] if inside else [0.0] * size)
    return features(found.reading, rows)


def staying(material: Material) -> list[BoardTheme]:
    """Themes that no grouping takes away: the host made them, or has laid something there."""
    filled = {material.laid[each] for each in material.pinned if each in material.laid and each in material.texts}
    return [theme for theme in material.themes if theme.is_kept or theme.id in filled]
