"""What would come of it if the host put somebody at another table: pure, people and tables are ids."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from app.seating.room import Room, Seating


@dataclass(frozen=True)
class Effect:
    """What one of those who change places gets from it."""

    person: int
    new: int
    """People at the new table whom they have not met in an earlier round."""
    new_before: int
    """The same at the table where they are to sit now."""
    again: tuple[int, ...]
    """People at the new table whom they have met before."""
    visit: int
    """Counts how often they have been at the new table then; 1 for the first time."""
    apart: tuple[int, ...]
    """People at the new table from whom they are to be kept apart."""
    parted: tuple[int, ...]
    """People with whom they are to sit and no longer do."""
    leaves_hosting: bool
    """They stay at the table they would leave, to welcome its guests."""
    is_strange: bool
    """Another language than theirs is spoken at the new table."""


@dataclass(frozen=True)
class Consequences:
    """A move that was not made yet."""

    from_table: int | None
    to_table: int
    effects: list[Effect]
    """Of whoever is moved, then of whoever goes the other way."""
    sizes: dict[int, int]
    """How many people the two tables have then."""
    too_few_chairs: list[int]
    """Which of the two has fewer chairs than people then."""
    spread: tuple[int, int]
    """How many people the smallest and the largest table have then."""


def consequences(
    seatings: Sequence[Seating], index: int, person: int, table: int, room: Room, *, exchange_with: int | None = None
) -> Consequences:
    """What moving `person` to `table` in the round `index` of `seatings` would change.

    `exchange_with` goes to where `person` was; raises ValueError if they do not sit at `table`, or `person` nowhere.
    """
    now, earlier = seatings[index], seatings[:index]
    before = now.get(person)
    then = {**now, person: table}
    movers = [person]
    if exchange_with is not None:
        if now.get(exchange_with) != table or before is None or before == table:
            raise ValueError("nobody there to exchange with")
        then[exchange_with] = before
        movers.append(exchange_with)
    sizes = Counter(dict.fromkeys(room.tables, 0))
    sizes.update(then.values())
    two = [each for each in (before, table) if each is not None]
    return Consequences(
        from_table=before,
        to_table=table,
        effects=[_effect(each, now, then, earlier, room) for each in movers],
        sizes={each: sizes[each] for each in two},
        too_few_chairs=[each for each in two if sizes[each] > room.tables.get(each, 0)],
        spread=(min(sizes.values()), max(sizes.values())),
    )


def exchanges(seatings: Sequence[Seating], index: int, person: int, table: int, room: Room) -> list[tuple[int, int]]:
    """Who at `table` could go the other way, and how many new people the two meet then; the best first."""
    now = seatings[index]
    if now.get(person) in (None, table):
        return []
    found = []
    for other in mates(now, table):
        effects = consequences(seatings, index, person, table, room, exchange_with=other).effects
        found.append((other, sum(each.new for each in effects)))
    return sorted(found, key=lambda each: -each[1])


def mates(seating: Seating, table: int | None, without: int | None = None) -> list[int]:
    """Who sits at a table."""
    return [each for each, where in seating.items() if where == table and each != without]


def met_before(person: int, earlier: Sequence[Seating]) -> set[int]:
    """Whom somebody has sat with in the rounds before."""
    return {mate for row in earlier if person in row for mate in mates(row, row[person], person)}


def _effect(person: int, now: Seating, then: Mapping[int, int], earlier: Sequence[Seating], room: Room) -> Effect:
    known, old, new = met_before(person, earlier), now.get(person), then[person]
    left = set(mates(now, old, person)) if old is not None else set()
    there = mates(then, new, person)
    return Effect(
        person=person,
        new=sum(mate not in known for mate in there),
        new_before=len(left - known),
        again=tuple(mate for mate in there if mate in known),
        visit=1 + sum(row.get(person) == new for row in earlier),
        apart=tuple(mate for mate in there if _pair(person, mate) in room.apart),
        parted=tuple(sorted(mate for mate in left - set(there) if _pair(person, mate) in room.together)),
        leaves_hosting=room.hosts.get(person) == old and old is not None and old != new,
        is_strange=person in room.spoken and room.tongues.get(new, room.spoken[person]) != room.spoken[person],
    )


def _pair(one: int, other: int) -> tuple[int, int]:
    return (one, other) if one < other else (other, one)
