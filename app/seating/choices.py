"""Who may go to which topic when people choose freely: every change leaves everybody with a chair. Pure.

All begin where the plan puts them. Who chooses takes the chair of somebody there who has not chosen yet, and that one
takes theirs; so tables stay alike in size. A table all of whose people chose it is full, until every other table has
enough; then it may grow up to its chairs.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

ENOUGH = 3
"""People at every other table before a table may have more than its share."""


@dataclass(frozen=True)
class Topics:
    """The round as it stands: person -> table, chairs by table, and who does not give way."""

    seating: Mapping[int, int]
    chairs: Mapping[int, int]
    settled: Collection[int]
    """Those who chose, and those who stay at their table anyway."""

    def people_at(self, table: int) -> list[int]:
        return [person for person, where in self.seating.items() if where == table]

    def yielding(self, table: int) -> int | None:
        """Who would change places with somebody that chooses this table: who came last of the undecided there."""
        return max((person for person in self.people_at(table) if person not in self.settled), default=None)

    def may_grow(self, table: int, left: int | None = None) -> bool:
        """Whether somebody (from table `left`) may come without anybody going the other way."""
        sizes = {each: len(self.people_at(each)) for each in self.chairs}
        share = -(-len(self.seating) // len(self.chairs))
        enough = min(ENOUGH, len(self.seating) // len(self.chairs))
        others = all(size - (each == left) >= enough for each, size in sizes.items() if each != table)
        return others and (sizes[table] < self.chairs[table] or sizes[table] < share)

    def is_full(self, table: int) -> bool:
        """Whether nobody may come at the moment, wherever they sit."""
        return self.yielding(table) is None and not self.may_grow(table)

    def chosen(self, table: int) -> int:
        """How many of the people there will not give way."""
        return sum(person in self.settled for person in self.people_at(table))


def moves(topics: Topics, person: int, wishes: Sequence[int]) -> dict[int, int]:
    """Who goes where if somebody wishes to these tables, the first first: people -> table; empty if all are full."""
    here = topics.seating[person]
    for table in wishes:
        if table not in topics.chairs:
            continue
        if table == here:
            return {person: here}
        other = topics.yielding(table)
        if other is not None:
            return {person: table, other: here}
        if topics.may_grow(table, here):
            return {person: table}
    return {}
