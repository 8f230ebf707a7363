"""Difference rows that took a long search, so that nobody waits for them; our own finds. Pure."""

from collections.abc import Mapping

Orders = tuple[int, ...]
Steps = tuple[tuple[int, ...], ...]

FOUND: Mapping[int, Mapping[int, tuple[Orders, Steps]]] = {
    10: {
        5: ((10,), (
            (0, 1, 2, 7, 5), (0, 2, 1, 4, 8), (0, 3, 8, 2, 4), (0, 4, 7, 8, 1), (0, 5, 9, 6, 7), (0, 6, 4, 3, 9),
            (0, 7, 3, 5, 2), (0, 8, 5, 1, 6),
        )),
        6: ((10,), (
            (0, 1, 3, 8, 7, 4), (0, 2, 1, 5, 6, 7), (0, 4, 8, 9, 1, 6), (0, 5, 6, 3, 8, 1), (0, 6, 9, 2, 5, 3),
            (0, 7, 2, 1, 9, 5), (0, 8, 5, 7, 3, 2),
        )),
    },
    12: {
        6: ((12,), (
            (0, 1, 10, 8, 3, 7), (0, 2, 5, 10, 9, 11), (0, 3, 2, 4, 1, 10), (0, 4, 11, 2, 8, 9), (0, 5, 1, 9, 11, 6),
            (0, 8, 9, 1, 5, 4), (0, 9, 7, 6, 2, 8), (0, 11, 4, 5, 10, 3),
        )),
    },
}  # fmt: skip
"""Tables -> rounds at most -> orders of the group, and all rows but the first, which is zero."""
