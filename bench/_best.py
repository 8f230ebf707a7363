"""The fewest repeated encounters known where the bound is not reached, however long the search took.

Found in long searches of our own, some with a program in C. Where nobody may come to a table twice and there are more
rounds than tables, of plans in which nobody does so more often than they must.
"""

from bench._instances import Instance

_FREE = {
    (12, 3, 4): 13, (16, 3, 4): 24, (20, 4, 5): 25, (24, 4, 5): 44, (32, 6, 5): 3, (36, 6, 5): 12,
}  # fmt: skip
_HOSTS = {
    (12, 2, 3): 30, (12, 3, 4): 13, (16, 3, 4): 31, (16, 4, 5): 15, (20, 4, 5): 25, (24, 4, 5): 54, (32, 6, 5): 4,
}  # fmt: skip
_ONCE = {
    (12, 2, 3): 36, (12, 3, 4): 18, (16, 3, 4): 37, (16, 4, 5): 12, (20, 4, 5): 36, (24, 4, 5): 54, (30, 6, 4): 6,
    (30, 6, 5): 18, (32, 6, 4): 12, (32, 6, 5): 27,
}  # fmt: skip
_HOSTS_AND_ONCE = {
    (12, 2, 3): 34, (12, 3, 4): 15, (16, 3, 4): 35, (16, 4, 5): 15, (20, 4, 5): 28, (24, 4, 5): 56, (32, 6, 5): 5,
    (48, 6, 6): 137,
}  # fmt: skip
BEST = {
    Instance(*room, hosts, once): repeats
    for hosts, once, known in (
        (False, False, _FREE), (True, False, _HOSTS), (False, True, _ONCE), (True, True, _HOSTS_AND_ONCE)
    )
    for room, repeats in known.items()
}  # fmt: skip
"""Room -> repeats; in all other rooms of the list the bound itself is reached."""
