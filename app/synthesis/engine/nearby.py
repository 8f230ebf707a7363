"""Where single contributions belong, without moving any other: beside those they are most like."""

from collections.abc import Mapping, Sequence
from math import sqrt

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from app.synthesis.engine.views import FIELD, Features, Matrix, Rows, cosines

NEAREST = 3
"""A contribution is as like a theme as, on average, its so many likest members."""
QUANTILE = 0.15
"""So many of those that lie on the board would not find back to their theme; a new one is asked for as much."""
SAMPLE = 12
"""Of each theme at most so many are asked, evenly spread."""
FLOOR = 0.06
"""Less likeness than this is chance, whatever the board looks like."""
SINGLE = 0.12
"""A theme of one has no measure of its own: a single shared small word is not enough."""
STRANGER = 0.1
"""Less like its likest neighbours than this, a contribution is in a theme by chance: two forms of one word are more."""


def placing(made_of: Features) -> Rows:
    """One row for each contribution whose products with others are the likeness that places best.

    A meaning, if there is one, is half of all.
    """
    shares = ((made_of.words, 0.2), (made_of.signs, 0.2), (made_of.shared, 0.45), (made_of.fields, FIELD))
    parts = [rows * sqrt(share) for rows, share in shares]
    if made_of.meaning is not None:
        parts = [part * sqrt(0.5) for part in parts] + [sparse.csr_matrix(made_of.meaning * sqrt(0.5))]
    return sparse.hstack(parts, format="csr", dtype=np.float32)


def homes(rows: Rows, chosen: Sequence[int], themes: Mapping[int, Sequence[int]]) -> dict[int, int | None]:
    """Position -> theme, none if it is not like enough to any; `themes` lead to the positions of their members."""
    inhabited = {theme: list(members) for theme, members in themes.items() if members}
    if not inhabited or not chosen:
        return dict.fromkeys(chosen)
    scores = scores_of(cosines(rows, chosen), inhabited)
    asked = max(FLOOR, _asked(rows, inhabited))
    numbers = list(inhabited)
    found: dict[int, int | None] = {}
    for i, row in zip(chosen, scores, strict=True):
        best = int(row.argmax())
        needed = asked if len(inhabited[numbers[best]]) > 1 else max(asked, SINGLE)
        found[i] = numbers[best] if row[best] >= needed else None
    return found


def scores_of(rows: Matrix, themes: Mapping[int, Sequence[int]]) -> Matrix:
    """A column for each theme: mean of the highest likenesses to its members."""
    columns = [_highest(rows[:, list(members)]) for members in themes.values()]
    return np.stack(columns, axis=1)


def _highest(rows: Matrix) -> NDArray[np.float32]:
    most = min(NEAREST, rows.shape[1])
    found: NDArray[np.float32] = np.partition(rows, rows.shape[1] - most, axis=1)[:, -most:].mean(axis=1)
    return found


def _asked(rows: Rows, themes: Mapping[int, Sequence[int]]) -> float:
    """The low quantile of what some of those on the board would score if they were new; 0 if there are none to ask."""
    some = {theme: members[:: -(-len(members) // SAMPLE)] for theme, members in themes.items() if len(members) > 1}
    if not some:
        return 0.0
    chosen = [i for members in some.values() for i in members]
    likeness = cosines(rows, chosen)
    likeness[np.arange(len(chosen)), chosen] = -1
    own, start = [], 0
    for theme, members in some.items():
        inside = likeness[start : start + len(members)][:, list(themes[theme])]
        most = min(NEAREST, len(themes[theme]) - 1)
        own.append(np.sort(inside, axis=1)[:, -most:].mean(axis=1))
        start += len(members)
    return float(np.quantile(np.concatenate(own), QUANTILE))


def at_home(rows: Rows, members: Sequence[int]) -> list[int]:
    """Those that are like enough to the others to be one theme; nobody where fewer than two are.

    Votes put nearly everything somewhere; what shares next to nothing with its neighbours is better left on the heap.
    """
    likeness = cosines(rows[list(members)])
    np.fill_diagonal(likeness, -1)
    most = min(NEAREST, len(members) - 1)
    own = np.sort(likeness, axis=1)[:, -most:].mean(axis=1) if most else np.zeros(len(members))
    found = [i for i, like in zip(members, own, strict=True) if like >= STRANGER]
    return found if len(found) > 1 else []


def most_typical(rows: Rows, members: Sequence[int]) -> int:
    """The member most like all others; of equals the first."""
    inside = cosines(rows[list(members)])
    return members[int(np.round(inside.sum(axis=1), 4).argmax())]
