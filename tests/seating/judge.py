"""What a plan is worth, found out without the planner."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from itertools import combinations

from app.rounds.kinds import RoundKind
from app.seating.room import Breach, Room, Rule

Seating = Mapping[int, int]
WALKING = (RoundKind.travel, RoundKind.choice)


def encounters(rounds: Iterable[Seating]) -> Counter[tuple[int, int]]:
    """How often two people share a table."""
    met: Counter[tuple[int, int]] = Counter()
    for row in rounds:
        met.update((a, b) for a, b in combinations(sorted(row), 2) if row[a] == row[b])
    return met


def repeats(rounds: Iterable[Seating]) -> int:
    return sum(count - 1 for count in encounters(rounds).values())


def returns(rounds: Sequence[Seating], people: Iterable[int]) -> int:
    """How often somebody is at a table where they have been."""
    return sum(len(rounds) - len({row[p] for row in rounds}) for p in people)


def sizes(row: Seating, tables: Iterable[int]) -> list[int]:
    return [list(row.values()).count(table) for table in tables]


def fixed(room: Room, index: int) -> dict[int, int]:
    """Who has to sit where in that round."""
    return {person: table for (person, r), table in room.pins.items() if r == index} | dict(room.hosts)


def uneven(room: Room, row: Seating, must: Mapping[int, int]) -> list[tuple[int, int]]:
    """Tables between which somebody could go to make sizes more even, or to find a chair."""
    count = Counter(row.values())
    leaving = {table for person, table in row.items() if person not in must}

    def crowd(table: int, people: int) -> tuple[bool, int]:
        chairs = room.tables[table]
        return people > chairs, people - chairs if people > chairs else people

    return [(a, b) for a in leaving for b in room.tables if crowd(b, count[b] + 1) < crowd(a, count[a])]


def broken(room: Room, seatings: Sequence[Seating]) -> set[Breach]:
    """Every rule that is not kept, as a list of breaches would have to say it."""
    found = set[Breach]()
    for r, row in enumerate(seatings):
        before = [*room.past, *seatings[:r]]
        walking = room.rounds[r] in WALKING
        for person, table in row.items():
            language = room.spoken.get(person)
            if language and room.tongues.get(table) not in (None, language):
                found.add(Breach(Rule.language, r, table, (person,)))
            bound = person in room.hosts or (person, r) in room.pins
            if room.no_table_twice and walking and not bound and table in [old.get(person) for old in before]:
                found.add(Breach(Rule.no_table_twice, r, table, (person,)))
        for a, b in combinations(sorted(row), 2):
            if (a, b) in room.apart and row[a] == row[b]:
                found.add(Breach(Rule.apart, r, row[a], (a, b)))
            if (a, b) in room.together and walking and row[a] != row[b]:
                found.add(Breach(Rule.together, r, row[a], (a, b)))
        for table, chairs in room.tables.items():
            people = tuple(sorted(person for person in row if row[person] == table))
            if len(people) > chairs:
                found.add(Breach(Rule.chairs, r, table, people))
    return found


def cafe(people: int, tables: int, rounds: int, modes: str = "") -> Room:
    """As many chairs as needed; modes: "h" a host at each table, people 1, 2, …; "o" nobody at a table twice."""
    hosts = {table: table for table in range(1, tables + 1)} if "h" in modes else {}
    return Room(
        tables=dict.fromkeys(range(1, tables + 1), -(-people // tables)),
        travellers=[person for person in range(1, people + 1) if person not in hosts],
        rounds=[RoundKind.travel] * rounds,
        hosts=hosts,
        no_table_twice="o" in modes,
    )
