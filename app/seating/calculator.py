"""Before an evening: what a number of tables and rounds can do for so many people, and what else would suit them. Pure.

Arithmetic alone, no plan is made: nobody can do better than this, and for most evenings the plan comes close to it. As
evenings are laid, one person stays at each table and the others come to no table twice.
"""

from dataclasses import dataclass
from enum import StrEnum

from app.seating.bounds import least_repeats, most_encounters

FEWEST_AT_A_TABLE = 3
"""With fewer people a talk has too few voices."""
SIZES = (5, 4)
"""People at a table, at most: as the method has it, and smaller."""
ROUNDS = 3


class Doubt(StrEnum):
    """What somebody should know before they decide for it."""

    few_chairs = "few_chairs"
    small_tables = "small_tables"
    more_rounds_than_tables = "more_rounds_than_tables"
    """Some people come to a table where they have been."""
    more_people_than_tables = "more_people_than_tables"
    """More people sit at a table than there are tables: some of them come from the same one."""


@dataclass(frozen=True)
class Estimate:
    """What to expect of so many people, tables and rounds."""

    people: int
    tables: int
    rounds: int
    faces: int
    """So many others anybody meets at most, on average, rounded up."""
    repeats: int
    """Encounters of two who have met before, at least, over the whole evening."""
    chairs_missing: int
    doubts: tuple[Doubt, ...]

    @property
    def fewest(self) -> int:
        return self.people // self.tables

    @property
    def most(self) -> int:
        return -(-self.people // self.tables)


def estimate(people: int, tables: int, rounds: int, *, chairs: int | None = None) -> Estimate:
    """For at least one of each; `chairs` are those at all tables together, if they count."""
    has_hosts = people >= 2 * tables
    met = most_encounters(people, tables, rounds, hosts=has_hosts, no_table_twice=True)
    again = least_repeats(people, tables, rounds, hosts=has_hosts, no_table_twice=True)
    missing = 0 if chairs is None else max(0, people - chairs)
    doubts = {
        Doubt.few_chairs: missing > 0,
        Doubt.small_tables: people // tables < FEWEST_AT_A_TABLE,
        Doubt.more_rounds_than_tables: rounds > tables,
        Doubt.more_people_than_tables: rounds > 1 and -(-people // tables) > tables,
    }
    return Estimate(
        people, tables, rounds, faces=-(-2 * met // people), repeats=again, chairs_missing=missing,
        doubts=tuple(doubt for doubt, holds in doubts.items() if holds),
    )  # fmt: skip


def alternatives(people: int, *, most_tables: int) -> list[Estimate]:
    """What suits so many people, each only once: as the method has it, smaller tables, or one round more."""
    usual, small = (min(most_tables, -(-people // size)) for size in SIZES)
    shapes = dict.fromkeys([(usual, ROUNDS), (small, ROUNDS), (usual, ROUNDS + 1), (small, ROUNDS + 1)])
    found = [estimate(people, tables, rounds) for tables, rounds in shapes]
    fitting = [each for each in found if Doubt.small_tables not in each.doubts and each.tables > 1]
    return fitting[:3]
