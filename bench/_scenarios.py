"""What happens on the day, and what people wish: rooms that are planned anew, and rooms with wishes."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import combinations
from random import Random
from time import process_time

from app.seating.room import Pair, Plan, Room, Rule
from app.seating.rotation import plan
from bench import Figure
from bench._instances import Instance
from bench._rating import Seating, encounters

LATE_MS = 200
"""A new plan after one late arrival among a hundred has to be there within that time."""


@dataclass(frozen=True)
class Change:
    """After so many rounds some leave and others come."""

    before: Instance
    after: int
    leave: int
    come: int
    told: int = 0

    @property
    def name(self) -> str:
        return f"{self.before.name}, after {self.after}: -{self.leave} +{self.come}"


CHANGES = (
    Change(Instance(24, 6, 4, hosts=True, no_table_twice=True), 1, 2, 2),
    Change(Instance(50, 10, 5, hosts=True, no_table_twice=True), 2, 4, 3),
    Change(Instance(100, 20, 5, hosts=True, no_table_twice=True), 2, 6, 4),
    Change(Instance(200, 40, 5, no_table_twice=True), 1, 30, 10),
    Change(Instance(1000, 200, 5, hosts=True, no_table_twice=True), 2, 50, 30),
)
LATE = Change(Instance(100, 20, 4, hosts=True, no_table_twice=True), 2, 0, 1, told=1)


@dataclass(frozen=True)
class Mended:
    seats: int
    """In the rounds that are left, of people who were there before."""
    moved: int
    moved_told: int
    repeats: int
    breaches: int
    seconds: float
    fresh: list[Seating]
    made: list[Seating]
    past: list[Seating]


def mended(change: Change, seed: int) -> Mended:
    room = change.before.room()
    rows = plan(room, seed=seed).seatings
    gone = set(Random(seed).sample(list(room.travellers), change.leave))
    come = range(change.before.people + 1, change.before.people + 1 + change.come)
    chairs = max(room.tables.values())
    size = -(-(change.before.people - change.leave + change.come) // change.before.tables)
    later = replace(
        room,
        tables=dict.fromkeys(room.tables, max(chairs, size)),
        travellers=[p for p in room.travellers if p not in gone] + list(come),
        past=rows[: change.after],
        rounds=room.rounds[change.after :],
    )
    drafted = rows[change.after :]
    began = process_time()
    made = plan(later, drafted=drafted, told=change.told, seed=seed)
    seconds = process_time() - began
    moved = [r for r, row in enumerate(made.seatings) for p, table in row.items() if drafted[r].get(p, table) != table]
    return Mended(
        seats=sum(person in row for row in made.seatings for person in room.people),
        moved=len(moved),
        moved_told=sum(r < change.told for r in moved),
        repeats=_repeats([*later.past, *made.seatings]),
        breaches=len(made.breaches),
        seconds=seconds,
        fresh=list(plan(later, seed=seed).seatings),
        made=list(made.seatings),
        past=list(later.past),
    )


def of_changes(seeds: range) -> Iterator[Figure]:
    for change in CHANGES:
        found = [mended(change, seed) for seed in seeds]
        limit = 300 if change.before.people > 200 else 100
        yield _most(f"{change.name}: repeats", max(each.repeats for each in found), "", 0)
        yield _most(f"{change.name}: rules broken", max(each.breaches for each in found), "", 0)
        yield _most(f"{change.name}: seats changed", max(100 * each.moved / each.seats for each in found), "%", 1)
        yield _most(f"{change.name}: time", max(each.seconds for each in found) * 1e3, "ms CPU", limit)


def of_late_arrival(seeds: range) -> Iterator[Figure]:
    """The round that comes next is announced, when one more person comes in."""
    found = [mended(LATE, seed) for seed in seeds]
    name = "one late arrival among 100, round 2 of 4"
    lost = [
        1 - len(encounters([*each.past, *each.made])) / len(encounters([*each.past, *each.fresh])) for each in found
    ]
    yield _most(f"{name}: people told another table", max(each.moved_told for each in found), "", 0)
    yield _most(f"{name}: other seats changed", max(each.moved - each.moved_told for each in found), "", 1)
    yield _most(f"{name}: encounters lost against planning afresh", max(0.0, *lost) * 100, "%", 1)
    yield _most(f"{name}: time", max(each.seconds for each in found) * 1e3, "ms CPU", LATE_MS)


@dataclass(frozen=True)
class Wishes:
    room: Instance
    organisations: int
    apart: int
    glued: int
    share: float
    """Of the pairs of one organisation that sit together when nobody cares, how many may still."""
    seconds: float = 1.0


WISHES = (
    Wishes(Instance(24, 6, 4), 4, 3, 0, 0.55),
    Wishes(Instance(50, 10, 5, hosts=True, no_table_twice=True), 8, 6, 2, 0.45),
    Wishes(Instance(100, 20, 5, no_table_twice=True), 10, 10, 0, 0.1),
    Wishes(Instance(200, 40, 5, hosts=True, no_table_twice=True), 20, 20, 5, 0.1),
    Wishes(Instance(1000, 200, 5, hosts=True, no_table_twice=True), 40, 50, 10, 0.1, 3.0),
)


def with_wishes(wishes: Wishes, seed: int) -> Room:
    """Who belongs to which organisation is drawn; who is to sit apart or together are different people."""
    random, room = Random(seed), wishes.room.room()
    members = [f"organisation {i % wishes.organisations}" for i in range(wishes.room.people)]
    random.shuffle(members)
    chosen = random.sample(list(room.travellers), 2 * (wishes.apart + wishes.glued))
    pairs: list[Pair] = [(min(pair), max(pair)) for pair in zip(chosen[::2], chosen[1::2], strict=True)]
    return replace(
        room,
        traits=dict(zip(room.people, members, strict=True)),
        apart=pairs[: wishes.apart],
        together=pairs[wishes.apart :],
    )


def of_wishes(seeds: range) -> Iterator[Figure]:
    for wishes in WISHES:
        name = f"{wishes.room.name}, {wishes.organisations} organisations, {wishes.apart} apart, {wishes.glued} glued"
        broken = repeats = 0
        seconds = share = 0.0
        for seed in seeds:
            room = with_wishes(wishes, seed)
            began = process_time()
            made = plan(room, seed=seed)
            seconds = max(seconds, process_time() - began)
            forced = wishes.room.least + wishes.glued * (wishes.room.rounds - 1)
            repeats = max(repeats, _repeats(made.seatings) - forced)
            broken = max(broken, sum(each.rule in (Rule.apart, Rule.together) for each in made.breaches))
            unmixed = plan(replace(room, traits={}, apart=(), together=()), seed=seed)
            share = max(share, _alike(room, made) / _alike(room, unmixed))
        yield _most(f"{name}: wishes broken", broken, "", 0)
        yield _most(f"{name}: repeats beyond those of glued pairs", repeats, "", 0)
        yield _most(f"{name}: pairs of one organisation against not mixing", share * 100, "%", wishes.share * 100)
        yield _most(f"{name}: time", seconds * 1e3, "ms CPU", wishes.seconds * 1e3)


def _alike(room: Room, made: Plan) -> int:
    """Pairs of one organisation at one table, but for those who asked for it."""
    return sum(
        room.traits[a] == room.traits[b] and (a, b) not in room.together
        for row in made.seatings
        for table in room.tables
        for a, b in combinations([p for p, t in row.items() if t == table], 2)
    )


def _repeats(seatings: list[Seating]) -> int:
    met = encounters(seatings)
    return sum(met.values()) - len(met)


def _most(name: str, value: float, unit: str, goal: float) -> Figure:
    return Figure(name, value, unit, f"≤ {goal:g}" if goal else "0", value <= goal)
