"""Seating and rotation: encounters as a share of what is possible, beside other ways to seat people; and live repair.

Rooms are written people/tables/rounds. The bound is proven; where it cannot be reached, the best that any long search
has found stands beside it. Time is the processor's, on one core.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from random import Random
from time import process_time

from app.seating.rotation import plan
from bench import Figure, Progress, Sheet
from bench import _peers as peers
from bench._best import BEST
from bench._instances import Instance, public, tight
from bench._rating import Rating, rate
from bench._scenarios import of_changes, of_late_arrival, of_wishes

COLUMNS = (
    "room", "bound", "share %", "repeats", "best known", "again", "spread", "ms", "next %", "random %", "greedy %",
    "golfers %", "walk %", "",
)  # fmt: skip
HARDEST = "6 tables, 6 rounds, nobody twice"
"""May take two seconds, where other rooms of that size have one."""
EVERY = 11
"""The short run takes each so manieth of the public rooms."""
TOLD = {
    "next": "everyone to the next table",
    "random": "random shuffles, mean",
    "greedy": "greedy, round by round",
    "golfers": "method of good-enough-golfers, our own implementation",
    "walk": "method of JanSellner/WorldCafe, our own implementation",
}


@dataclass(frozen=True)
class Row:
    """One room, the worst of all seeds, and what the others make of it: encounters as a share of the bound."""

    instance: Instance
    rating: Rating
    breaches: int
    """Rules broken, but for those that have to be."""
    seconds: float
    others: dict[str, float]

    @property
    def share(self) -> float:
        return self.rating.encounters / self.instance.most

    @property
    def best(self) -> int:
        """The fewest repeats that are known."""
        return BEST.get(self.instance, self.instance.least)

    @property
    def of_best(self) -> float:
        seated = self.rating.encounters + self.rating.repeats
        return self.rating.encounters / (seated - self.best)

    @property
    def zone(self) -> str:
        each = self.instance
        if each.rounds > each.tables:
            return "more rounds than tables"
        if each.tables == 6:
            return HARDEST if each.rounds == 6 and each.no_table_twice else "6 tables"
        return "7 tables and more" if each.tables > 6 else "2 to 5 tables"

    @property
    def reached(self) -> bool:
        """What is asked of a room of its zone."""
        asked = {"7 tables and more": 1.0, "2 to 5 tables": 1.0, HARDEST: 0.9}
        fast = self.seconds <= (3 if self.instance.people > 200 else 2 if self.instance.rounds == 6 else 1)
        return self.of_best >= asked.get(self.zone, 0.97) and not self.breaches and self.rating.spread <= 1 and fast


def run(full: bool, progress: Progress) -> list[Figure | Sheet]:
    """All rooms with three seeds take some ten minutes; the short run, a tenth of them with one, less than one."""
    every = public()
    rooms = [*every, *tight()] if full else [*every[::EVERY], *tight()[::4]]
    seeds = range(1, 4) if full else range(1, 2)
    found = []
    for done, instance in enumerate(rooms):
        progress(instance.name, done / len(rooms))
        found.append(row_of(instance, seeds))
    progress("people come and go, and have wishes", 1.0)
    figures = [*figures_of(found), *of_late_arrival(seeds), *of_changes(seeds), *of_wishes(seeds)]
    return [
        Sheet("Rooms: share of the bound, and of other ways to seat people", COLUMNS, list(map(_told, found))),
        *figures,
    ]


def row_of(instance: Instance, seeds: range) -> Row:
    room, worst = instance.room(), None
    for seed in seeds:
        began = process_time()
        made = plan(room, seed=seed)
        seconds = process_time() - began
        rating = rate(instance, made.seatings)
        forced = max(0, instance.rounds - instance.tables) * len(room.travellers) * room.no_table_twice
        row = Row(instance, rating, len(made.breaches) - forced, max(seconds, worst.seconds if worst else 0), {})
        worst = row if worst is None or row.rating.repeats >= worst.rating.repeats else worst
    assert worst is not None
    worst.others.update(_others(instance))
    return worst


def _others(instance: Instance) -> dict[str, float]:
    random = Random(1)
    found = {"random": peers.mean_share(instance, 20 if instance.people < 500 else 3, random)}
    for name, peer in peers.PEERS.items():
        seatings = peer(instance, random)
        if seatings:
            found[name] = rate(instance, seatings).encounters / instance.most
    return found


def _told(row: Row) -> tuple[str, ...]:
    others = [f"{row.others[name] * 100:.1f}" if name in row.others else "–" for name in TOLD]
    rating = row.rating
    again = str(rating.returns) if row.instance.no_table_twice else "–"
    mine = (row.instance.name, str(row.instance.most), f"{row.share * 100:.1f}", str(rating.repeats), str(row.best))
    verdict = "reached" if row.reached else "missed"
    return (*mine, again, str(rating.spread), f"{row.seconds * 1e3:.0f}", *others, verdict)


def figures_of(rows: list[Row]) -> Iterator[Figure]:
    mean = sum(row.share for row in rows) / len(rows)
    yield Figure("all rooms: mean share of the bound", mean * 100, "%", "≥ 99.5", mean >= 0.995)
    at_bound = sum(row.rating.repeats == row.instance.least for row in rows)
    least = -(-380 * len(rows) // 414)
    yield Figure(
        f"all {len(rows)} rooms: at the bound", at_bound, "rooms", f"≥ {least} (380 of 414)", at_bound >= least
    )
    yield _none("all rooms: rules broken that need not be", sum(row.breaches for row in rows))
    yield _none("all rooms: tables that differ by more than one", sum(row.rating.spread > 1 for row in rows))
    for zone in dict.fromkeys(row.zone for row in rows):
        yield from _of_zone(zone, [row for row in rows if row.zone == zone])
    for few, most, limit in ((0, 200, 1.0), (201, 1000, 3.0)):
        those = [row for row in rows if few <= row.instance.people <= most and row.zone != HARDEST]
        slowest = max((row.seconds for row in those), default=0.0)
        yield Figure(
            f"{few} to {most} people: slowest", slowest * 1e3, "ms CPU", f"≤ {limit * 1e3:g}", slowest <= limit
        )
    for name, told in TOLD.items():
        both = [row for row in rows if name in row.others]
        if both:
            theirs = sum(row.others[name] for row in both) / len(both)
            ours = sum(row.share for row in both) / len(both)
            yield Figure(f"{told}: mean share, {len(both)} rooms", theirs * 100, "%")
            yield Figure(f"{told}: ours in the same rooms", ours * 100, "%", "more", ours >= theirs)


def _of_zone(zone: str, rows: list[Row]) -> Iterator[Figure]:
    worst = min(row.of_best for row in rows)
    asked = {"7 tables and more": 100.0, "2 to 5 tables": 100.0, HARDEST: 90.0}.get(zone, 97.0)
    yield Figure(f"{zone}: worst against the best known", worst * 100, "%", f"≥ {asked:g}", worst * 100 >= asked)
    if zone == "6 tables":
        mean = sum(row.share for row in rows) / len(rows)
        yield Figure(f"{zone}: mean share of the bound", mean * 100, "%", "≥ 99", mean >= 0.99)
    reached = sum(row.reached for row in rows)
    yield Figure(f"{zone}: goal reached", reached, f"of {len(rows)}", "all", reached == len(rows))


def _none(name: str, value: int) -> Figure:
    return Figure(name, value, "", "0", value == 0)
