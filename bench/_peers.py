"""How others seat people: naive rules, and the published methods of two programs in our own words, without their code.

Source of the methods: the descriptions that go with islemaster/good-enough-golfers and JanSellner/WorldCafe.
"""

from collections.abc import Callable
from itertools import combinations
from random import Random

from bench._instances import Instance
from bench._rating import Seating, rate

Peer = Callable[[Instance, Random], list[Seating] | None]
"""None: the method does not apply, or would take minutes."""

GENERATIONS, PARENTS, NEWCOMERS = 30, 12, 2
"""For golfers: as published, but for fewer parents (100 there), since this is Python."""
LARGEST = 32
WALK = 400
"""Steps of a random walk."""


def next_table(instance: Instance, random: Random) -> list[Seating]:
    """All travellers of a table go to the next one together."""
    first = _spread(instance, instance.travellers)
    g = instance.tables
    return [first] + [
        {p: t if p in instance.hosts_at else (t - 1 + r) % g + 1 for p, t in first.items()}
        for r in range(1, instance.rounds)
    ]


def shuffled(instance: Instance, random: Random) -> list[Seating]:
    """Everybody draws a table in each round."""
    return [
        _spread(instance, random.sample(instance.travellers, len(instance.travellers))) for _ in range(instance.rounds)
    ]


def greedy(instance: Instance, random: Random) -> list[Seating]:
    """Round by round and one by one to the chair with the fewest known faces, at a new table if need be."""
    met: dict[int, set[int]] = {p: set() for p in range(1, instance.people + 1)}
    been: dict[int, set[int]] = {p: set() for p in range(1, instance.people + 1)}
    seatings: list[Seating] = []
    for _ in range(instance.rounds):
        sizes = list(_spread(instance, instance.travellers).values())
        free = {t: sizes.count(t) for t in range(1, instance.tables + 1)}
        at: dict[int, list[int]] = {t: [] for t in free}
        for host, table in instance.hosts_at.items():
            at[table].append(host)
        for p in random.sample(instance.travellers, len(instance.travellers)):
            open_ = [t for t in at if len(at[t]) < free[t]]
            back = instance.no_table_twice
            best = min(open_, key=lambda t: (back and t in been[p], len(met[p].intersection(at[t])), random.random()))
            at[best].append(p)
        for table, people in at.items():
            for p in people:
                met[p].update(people)
                been[p].add(table)
        seatings.append({p: table for table, people in at.items() for p in people})
    return seatings


def golfers(instance: Instance, random: Random) -> list[Seating] | None:
    """Round by round a small evolution: in the worst group of a parent somebody changes places with anybody else.

    A pair costs the square of how often it has met; tables visited do not count. Applies to rooms without such a rule.
    """
    if instance.people > LARGEST or instance.no_table_twice:
        return None
    met = dict.fromkeys(combinations(range(1, instance.people + 1), 2), 0)
    seatings: list[Seating] = []

    def cost(group: list[int]) -> int:
        return sum(met[min(a, b), max(a, b)] ** 2 for a, b in combinations(group, 2))

    def draw() -> tuple[int, list[list[int]]]:
        groups: list[list[int]] = [[] for _ in range(instance.tables)]
        for p, table in _spread(instance, random.sample(instance.travellers, len(instance.travellers))).items():
            groups[table - 1].append(p)
        return sum(map(cost, groups)), groups

    for _ in range(instance.rounds):
        parents = sorted(draw() for _ in range(PARENTS))
        for _ in range(GENERATIONS):
            if parents[0][0] == 0:
                break
            children = [*parents[:PARENTS], *(draw() for _ in range(NEWCOMERS))]
            for total, groups in parents[:PARENTS]:
                children += _children(instance, total, groups, cost)
            parents = sorted(children, key=lambda each: each[0])[:PARENTS]
        seatings.append({p: t for t, group in enumerate(parents[0][1], 1) for p in group})
        for group in parents[0][1]:
            for a, b in combinations(sorted(group), 2):
                met[a, b] += 1
    return seatings


def _children(
    instance: Instance, total: int, groups: list[list[int]], cost: Callable[[list[int]], int]
) -> list[tuple[int, list[list[int]]]]:
    worst = max(range(len(groups)), key=lambda t: cost(groups[t]))
    found = []
    for p in groups[worst]:
        for t, group in enumerate(groups):
            for q in group if t != worst else []:
                if p in instance.hosts_at or q in instance.hosts_at:
                    continue
                one = [q if x == p else x for x in groups[worst]]
                two = [p if x == q else x for x in group]
                changed = total - cost(groups[worst]) - cost(group) + cost(one) + cost(two)
                found.append((changed, [one if i == worst else two if i == t else g for i, g in enumerate(groups)]))
    return found


def walk(instance: Instance, random: Random) -> list[Seating] | None:
    """Everybody sees every table, in an order of their own; a random walk through orders keeps what is not worse.

    Applies where there are as many rounds as tables and nobody comes to a table twice, without hosts. People are taken
    in blocks of one for each table; a step gives new orders to one block.
    """
    g = instance.tables
    if instance.hosts or not instance.no_table_twice or instance.rounds != g or g > 8 or instance.people > LARGEST:
        return None
    blocks = [_orders(g, random) for _ in range(-(-instance.people // g))]
    seatings = _walked(instance, blocks)
    best = rate(instance, seatings).encounters
    for _ in range(WALK):
        step = list(blocks)
        step[int(random.random() * len(blocks))] = _orders(g, random)
        found = _walked(instance, step)
        count = rate(instance, found).encounters
        if count >= best:
            best, blocks, seatings = count, step, found
    return seatings


def _orders(g: int, random: Random) -> list[list[int]]:
    """A table for each of `g` people in each round: nobody twice at one, nobody with another of them."""
    people, rounds, tables = (random.sample(range(g), g) for _ in range(3))
    return [[tables[(p + r) % g] + 1 for r in rounds] for p in people]


def _walked(instance: Instance, blocks: list[list[list[int]]]) -> list[Seating]:
    orders = [order for block in blocks for order in block][: instance.people]
    return [{p: order[r] for p, order in enumerate(orders, 1)} for r in range(instance.rounds)]


PEERS: dict[str, Peer] = {"next": next_table, "greedy": greedy, "golfers": golfers, "walk": walk}


def _spread(instance: Instance, travellers: list[int]) -> Seating:
    """Hosts at their tables, the others one by one to the next."""
    return instance.hosts_at | {p: i % instance.tables + 1 for i, p in enumerate(travellers)}


def mean_share(instance: Instance, draws: int, random: Random) -> float:
    """Of some random draws: encounters as a share of the bound."""
    found = [rate(instance, shuffled(instance, random)).encounters for _ in range(draws)]
    return sum(found) / len(found) / instance.most
