"""The rest sorted by themes that the host has named: the strongest lever there is (decision 0017)."""

from collections.abc import Callable, Sequence

import numpy as np

from app.synthesis.engine.ground import ground, made_of
from app.synthesis.engine.nearby import scores_of
from app.synthesis.engine.views import Features, Matrix, both_of
from app.synthesis.material import Material, Sorted

NAME = 0.5
"""What the name and the words of a theme count, against what the host has laid there."""
FLOOR = 0.03
"""Less likeness than this is none."""


def by_names(material: Material, progress: Callable[[float], None]) -> Sorted:
    """The half that is least in doubt, and the rest as far as it is like anything."""
    named = [theme for theme in material.themes if theme.is_kept or theme.words] or list(material.themes)
    board = ground(material, named)
    features = made_of(board, material)
    speaks = board.speaks
    asked = [i for i in range(len(board.ids)) if i not in board.pinned and speaks[i]]
    if not asked or not named:
        return Sorted({}, {})
    seeds = [board.seeds[theme.id] for theme in named]
    laid = [[i for i in board.members(theme.id) if i in board.pinned and speaks[i]] for theme in named]
    progress(0.5)
    scores = scored(features, asked, seeds, laid)
    order = np.sort(scores, axis=1)
    best = scores.argmax(axis=1)
    margins = order[:, -1] - order[:, -2] if len(named) > 1 else order[:, -1]
    found = [
        (-round(float(margin), 4), board.ids[i], named[int(number)].id)
        for i, number, margin, score in zip(asked, best, margins, order[:, -1], strict=True)
        if score >= FLOOR
    ]
    surest = {each for _, each, _ in sorted(found)[: (len(found) + 1) // 2]}
    progress(1.0)
    homes = {each: theme for _, each, theme in sorted(found, key=lambda one: one[1])}
    return Sorted(
        surest={each: theme for each, theme in homes.items() if each in surest},
        rest={each: theme for each, theme in homes.items() if each not in surest},
    )


def scored(made_of: Features, asked: Sequence[int], seeds: Sequence[int], laid: Sequence[Sequence[int]]) -> Matrix:
    """A row for each contribution asked about, a column for each theme."""
    rows = both_of(made_of, asked)
    found: Matrix = rows[:, list(seeds)].copy()
    filled = [number for number, members in enumerate(laid) if members]
    if filled:
        beside = scores_of(rows, {number: laid[number] for number in filled})
        found[:, filled] = NAME * found[:, filled] + (1 - NAME) * beside
    return found
