"""Average linkage where some pieces may never meet; scipy's own knows no such pieces.

Kept beside each piece: its nearest one. Only pieces whose nearest was just joined are asked again, so n pieces take
about n times n steps.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from app.synthesis.engine.views import Matrix

NEVER = np.inf
FARTHEST = 1 - 1e-6
"""Nobody votes for joining pieces at this distance."""
SAME = 1e-6


@dataclass(frozen=True)
class Join:
    into: int
    gone: int
    distance: float


def joins(distance: Matrix, sizes: Sequence[int]) -> list[Join]:
    """All joins in their order, until nothing is left that anybody would join; of equals the first. Spoils `distance`.

    `distance` is symmetric, from 0 to 1, or NEVER. `sizes` are the weights of the pieces.
    """
    n = len(distance)
    if n < 2:
        return []
    np.fill_diagonal(distance, NEVER)
    weight = np.array(sizes, np.float32)
    nearest: NDArray[np.intp] = distance.argmin(axis=1)
    least = distance[np.arange(n), nearest]
    made = []
    while least[first := int(least.argmin())] < FARTHEST:
        other = int(nearest[first])
        into, gone = min(first, other), max(first, other)
        made.append(Join(into, gone, float(least[first])))
        row = (weight[into] * distance[into] + weight[gone] * distance[gone]) / (weight[into] + weight[gone])
        row[into] = row[gone] = NEVER
        weight[into] += weight[gone]
        distance[into] = distance[:, into] = row
        distance[gone] = distance[:, gone] = NEVER
        least[gone] = NEVER
        touched = (nearest == into) | (nearest == gone)
        still = touched & (row <= least + SAME)
        nearest[still], least[still] = into, row[still]
        for i in [into, *np.flatnonzero(touched & ~still & (least < NEVER)).tolist()]:
            nearest[i] = distance[i].argmin()
            least[i] = distance[i, nearest[i]]
    return made
