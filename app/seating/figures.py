"""What the seats of an evening come to: encounters, repeats with their reasons, hosts, and who sat elsewhere."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from app.cafes.models import Role
from app.rounds.kinds import RoundKind
from app.rounds.models import Round
from app.seating import bounds, encounters
from app.seating.encounters import Encounters, Reason, Repeat, Sitting
from app.seating.models import Wish
from app.seating.planning import Outlook, State
from app.tables.models import Table


@dataclass(frozen=True)
class Figures:
    outlook: Outlook
    standing: Sequence[Table]
    """The tables that are laid, by number."""

    @cached_property
    def sittings(self) -> list[Sitting]:
        return [
            Sitting(
                seating=each.seating,
                kind=each.round.kind,
                is_known=each.state != State.planned,
                planned=each.planned,
                moved=self._moved_in(each.round),
            )
            for each in self.outlook.rounds
        ]

    @cached_property
    def known(self) -> int:
        """How many rounds were told."""
        return sum(each.is_known for each in self.sittings)

    @cached_property
    def encounters(self) -> Encounters:
        room = self.outlook.room
        return encounters.count(
            self.sittings,
            possible=possible(self.outlook),
            tables=[table.id_ for table in self.standing],
            hosts=room.hosts,
            together=room.together,
        )

    @cached_property
    def hosts(self) -> list[dict[int, int]]:
        """By round, who welcomes the guests at which table, as far as it is known."""
        room, last = self.outlook.room, self.outlook.rounds[self.known - 1].seating if self.known else {}
        keepers = {id_ for id_, person in self.outlook.people.items() if person.role == Role.table_host}
        kept = [
            {id_: last.get(id_, 0) if each.is_known else room.pins.get((id_, index - self.known), 0) for id_ in keepers}
            for index, each in enumerate(self.sittings)
        ]
        return [
            {id_: table for id_, table in each.seating.items() if table in (room.hosts.get(id_), mine.get(id_))}
            for each, mine in zip(self.sittings, kept, strict=True)
        ]

    @cached_property
    def spread(self) -> list[tuple[int, int]]:
        return encounters.spread(self.encounters.faces)

    @cached_property
    def again(self) -> dict[int, list[int]]:
        """Person -> whom they meet more than once."""
        found: dict[int, dict[int, None]] = {}
        for repeat in self.encounters.repeats:
            one, other = repeat.people
            found.setdefault(one, {})[other] = None
            found.setdefault(other, {})[one] = None
        return {person: list(others) for person, others in found.items()}

    @cached_property
    def by_reason(self) -> list[tuple[Reason, list[Repeat]]]:
        found: dict[Reason, list[Repeat]] = {reason: [] for reason in Reason}
        for repeat in self.encounters.repeats:
            found[repeat.reason].append(repeat)
        return [(reason, repeats) for reason, repeats in found.items() if repeats]

    def _moved_in(self, round_: Round) -> frozenset[int]:
        moves = [move for move in self.outlook.moves if move.round_id == round_.id]
        return frozenset(
            person for move in moves for person in (move.participant_id, move.exchanged_with_id) if person is not None
        )

    def is_left_out(self, wish: Wish) -> bool:
        """Whether the plan was made without this wish, because it contradicts others."""
        two = {wish.participant_id, wish.other_id}
        return any(two <= set(each.people) for each in self.outlook.contradictions)


def possible(outlook: Outlook) -> int:
    """More encounters than these the evening cannot have, whoever plans it."""
    people = len({person for each in outlook.rounds for person in each.seating})
    moving = sum(each.round.kind in (RoundKind.travel, RoundKind.choice) for each in outlook.rounds[1:])
    room = outlook.room
    if not people or not room.tables:
        return 0
    everywhere = len(room.hosts) >= len(room.tables)
    return bounds.most_encounters(
        people, len(room.tables), 1 + moving, hosts=everywhere, no_table_twice=room.no_table_twice
    )
