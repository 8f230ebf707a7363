"""How many different encounters are possible at best, and how many repeated ones cannot be avoided. Pure.

Two rounds compared: the people of one table come from as many earlier tables as there are, so some of them have already
sat together. Whoever never comes back to a table comes from one table less; nobody at all comes from the host's.
"""

from math import comb

from app.seating.sizes import even


def most_encounters(people: int, tables: int, rounds: int, *, hosts: bool = False, no_table_twice: bool = False) -> int:
    """Different pairs who can share a table, at the very most; often as many as there really can be.

    `hosts`: one person stays at each table through all rounds.
    """
    if not tables or not rounds or people < 2:
        return 0
    sizes = even([people] * tables, people, [1] * tables if hosts and people >= tables else [])
    pairs = comb(people, 2)
    twice = no_table_twice and rounds <= tables
    if not hosts or people < tables:
        return min(pairs, _in_rounds(sizes, tables - 1 if twice else tables, rounds))
    guests = [size - 1 for size in sizes]
    among_guests = min(comb(people - tables, 2), _in_rounds(guests, tables - 1 if twice else tables, rounds))
    with_hosts = min(rounds, tables) * (people - tables)
    most = min(pairs - comb(tables, 2), among_guests + with_hosts)
    return most if twice else min(most, _in_rounds(sizes, tables, rounds))


def least_repeats(people: int, tables: int, rounds: int, *, hosts: bool = False, no_table_twice: bool = False) -> int:
    """Encounters of people who have met before that no plan can avoid."""
    if not tables or not rounds:
        return 0
    seated = rounds * _pairs(even([people] * tables, people))
    return seated - most_encounters(people, tables, rounds, hosts=hosts, no_table_twice=no_table_twice)


def _in_rounds(sizes: list[int], origins: int, rounds: int) -> int:
    """All pairs of the first round are new, of each later one those that do not come from the same table."""
    known = sum(_from_the_same(size, origins) for size in sizes)
    return _pairs(sizes) + (rounds - 1) * (_pairs(sizes) - known)


def _from_the_same(size: int, origins: int) -> int:
    """Pairs at a table who come from the same one, if they come from so many tables as evenly as possible."""
    if origins < 1:
        return comb(size, 2)
    each, more = divmod(size, origins)
    return more * comb(each + 1, 2) + (origins - more) * comb(each, 2)


def _pairs(sizes: list[int]) -> int:
    return sum(comb(size, 2) for size in sizes)
