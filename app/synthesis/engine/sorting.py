"""The rest sorted by themes that the host has named: the strongest lever there is (decision 0017)."""

from collections.abc import Callable, Sequence

import numpy as np

from app.synthesis.engine.ground import ground, made_of
from app.synthesis.engine.nearby import scores_of
from app.synthesis.engine.views import Features, Matrix, both_of
from app.synthesis.material import Material, Sorted

NAME = 0.6
"""What the name and the words of a theme count, against what the host has laid there."""
FLOOR = 0.03
"""Less likeness than this is none."""


def by_names(material: Material, progress: Callable[[float], None]) -> Sorted:
    """The half that is least in doubt, then the rest, which is also compared with that half."""
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
    first = _homes(scored(features, asked, seeds, laid))
    surest = sorted(first, key=lambda row: (-first[row][1], row))[: (len(first) + 1) // 2]
    joined = [[*members, *(asked[row] for row in surest if first[row][0] == i)] for i, members in enumerate(laid)]
    others = [row for row in range(len(asked)) if row not in set(surest)]
    then = _homes(scored(features, [asked[row] for row in others], seeds, joined)) if others else {}
    progress(1.0)
    return Sorted(
        surest={board.ids[asked[row]]: named[first[row][0]].id for row in sorted(surest)},
        rest={board.ids[asked[others[row]]]: named[number].id for row, (number, _) in then.items()},
    )


def _homes(scores: Matrix) -> dict[int, tuple[int, float]]:
    """Row -> the best column and how far it is ahead of the next; without rows that are like nothing."""
    order = np.sort(scores, axis=1)
    ahead = order[:, -1] - (order[:, -2] if scores.shape[1] > 1 else 0)
    best = scores.argmax(axis=1)
    return {row: (int(best[row]), round(float(ahead[row]), 4)) for row in range(len(scores)) if order[row, -1] >= FLOOR}


def scored(made_of: Features, asked: Sequence[int], seeds: Sequence[int], laid: Sequence[Sequence[int]]) -> Matrix:
    """A row for each contribution asked about, a column for each theme."""
    rows = both_of(made_of, asked)
    found: Matrix = rows[:, list(seeds)].copy()
    filled = [number for number, members in enumerate(laid) if members]
    if filled:
        beside = scores_of(rows, {number: laid[number] for number in filled})
        found[:, filled] = NAME * found[:, filled] + (1 - NAME) * beside
    return found
